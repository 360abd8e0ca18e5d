"""The command play where single keys can't be read: by flags, and as files."""

from pathlib import Path

from tests.support.command_line import lernmi


def test_without_a_terminal_it_learns_by_the_flags_and_prints_the_last_frame() -> None:
    run = lernmi("play", "xor", "--epochs", "20", "--seed", "2")
    assert (run.returncode, run.stderr) == (0, "") and "\x1b" not in run.stdout
    assert "Single keys can't be read here" in run.stdout and "epoch 20.0" in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_plain_is_sentences_in_ascii() -> None:
    run = lernmi("play", "xor", "--epochs", "3", "--plain")
    assert run.returncode == 0 and run.stdout.isascii()
    assert "xor: after 3 epochs, loss 0." in run.stdout


def test_the_picture_is_saved_and_a_saved_network_goes_on_learning(tmp_path: Path) -> None:
    picture, network = tmp_path / "xor.svg", tmp_path / "net.json"
    assert lernmi("play", "xor", "--epochs", "3", "--save", str(picture)).returncode == 0
    text = picture.read_text(encoding="utf-8")
    assert text.startswith("<svg") and "hidden[3]" in text and "xor: after 3 epochs" in text
    assert lernmi("train", "xor", "--epochs", "50", "--save", str(network)).returncode == 0
    run = lernmi("play", str(network), "--epochs", "1", "--plain")
    assert run.returncode == 0 and "xor: after 1 epoch" in run.stdout
    run = lernmi("play", str(network), "--layers", "2-1")
    assert run.returncode == 2 and "is a network already: leave out --layers" in run.stderr


def test_wrong_use_is_a_sentence() -> None:
    for words, sentence in ((("mazur",), "not a data set"), (("xor", "--save", "x.png"), "must end in"),
                            (("xor", "iris"), "no saved network"), (("xor", "--epochs", "0"), "epochs")):
        run = lernmi("play", *words)
        assert run.returncode == 2 and sentence in run.stderr, run.stderr

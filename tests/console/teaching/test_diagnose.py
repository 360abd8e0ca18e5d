"""The command diagnose: right is status 0, wrong 1, wrong use 2; each in words, on a pipe and plain."""

from pathlib import Path
from typing import Any, List

import pytest

from lernmi import Adam
from lernmi.console.display.page import Page
from lernmi.console.display.printing import notebook_bundle
from lernmi.console.teaching.diagnosis_view import print_diagnosis
from lernmi.examples import EXAMPLES
from lernmi.teaching.bugs import find_bug, wrong_network, wrong_optimizer
from lernmi.teaching.diagnosis import diagnose
from tests.support.command_line import lernmi
from tests.support.wrong_numbers import gradients

MAZUR, XOR = EXAMPLES["mazur"], EXAMPLES["xor"]


def write(path: Path, names: List[str], numbers: Any, column: str = "gradient") -> str:
    rows = [f"weight;{column}", *(f"{name};{number:.4g}" for name, number in zip(names, numbers))]
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def mazur_file(path: Path, *bugs: str) -> str:
    numbers = gradients(MAZUR.network(), [MAZUR.samples[0]], *map(find_bug, bugs))
    return write(path, [weight.name for weight in MAZUR.network().weights], numbers)


def test_right_numbers(tmp_path: Path) -> None:
    run = lernmi("diagnose", "mazur", mazur_file(tmp_path / "n.csv"))
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("w8: yours -0.02274, right -0.02274\nAll 8 gradients are right to 4 digits.\n")


def test_two_mistakes_are_shown_one_fact_a_line(tmp_path: Path) -> None:
    file = mazur_file(tmp_path / "n.csv", "slope_forgotten_at_output", "set_not_added")
    run = lernmi("diagnose", "mazur", file)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout[run.stdout.index("All 8"):].splitlines() == [
        "All 8 gradients are wrong, compared to 4 digits.", "",
        "The first wrong product on the way back: the sensitivity of the link hidden[1] → output[1]",
        "  should be  -0.2171 × 0.1755 = -0.0381   sensitivity of output[1] × slope of output[1]",
        "  is         -0.2171 × 1 = -0.2171        sensitivity of output[1] × 1", "",
        "Exactly these numbers come from two mistakes together:",
        f"  slope_forgotten_at_output   {find_bug('slope_forgotten_at_output').sentence}",
        f"  set_not_added               {find_bug('set_not_added').sentence}",
        run.stdout.splitlines()[-2],
        "To see it: lernmi step mazur --bug slope_forgotten_at_output --bug set_not_added"]


def test_plain_is_ascii_and_whole_sentences(tmp_path: Path) -> None:
    file = mazur_file(tmp_path / "n.csv", "slope_forgotten_at_hidden")
    run = lernmi("diagnose", "mazur", file, "--plain")
    assert run.returncode == 1 and run.stdout.isascii()
    assert "w3: yours 0.002069, right 0.0004977, wrong." in run.stdout.splitlines()
    assert all(line.endswith((".", ":", "?")) for line in run.stdout.splitlines())
    assert "slope_forgotten_at_hidden (The slope of" in run.stdout


def test_new_weights_of_a_batch_with_an_optimizer_after_steps(tmp_path: Path) -> None:
    bug = find_bug("adam_correction_forgotten")
    engine = wrong_network(XOR.network())
    optimizer = wrong_optimizer(Adam(0.01), bug)
    for _ in range(3):
        engine.learn_batch([XOR.samples[3], XOR.samples[0]], optimizer)
    rows = [f"{number};{weight.value!r}" for number, weight in enumerate(engine.weights)]
    (tmp_path / "n.csv").write_text("\n".join(rows), encoding="utf-8")
    words = ("diagnose", "xor", str(tmp_path / "n.csv"), "--new", "--optimizer", "adam", "--rate", "0.01",
             "--steps", "3", "--batch", "2", "--sample", "3")
    run = lernmi(*words)
    assert run.returncode == 1 and "The step is that of a batch: 2 samples, from 3 on." in run.stdout
    assert "\n  adam_correction_forgotten   " in run.stdout
    assert "leave it out, or add --new" in lernmi(*words[:3], *words[4:]).stderr


def test_a_bug_at_another_learning_rate_is_named_with_that_rate(tmp_path: Path) -> None:
    name = "output_weights_updated_first"
    numbers = gradients(MAZUR.network(), [MAZUR.samples[0]], find_bug(name), rate=0.05)
    run = lernmi("diagnose", "mazur", write(tmp_path / "n.csv", list(map(str, range(8))), numbers))
    assert "come from this mistake, at the learning rate 0.05:\n" in run.stdout
    assert run.stdout.endswith(f"\nTo see it: lernmi step mazur --bug {name} --rate 0.05\n")


def test_the_template_is_filled_in_and_diagnosed(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    run = lernmi("diagnose", "xor", str(file), "--template")
    assert (run.returncode, run.stderr) == (0, "") and "with 9 weights" in run.stdout
    right = gradients(XOR.network(), [XOR.samples[XOR.sample]]) or []
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([lines[0], *(f"{line}{number:.3g}" for line, number in zip(lines[1:], right))]),
                    encoding="utf-8")
    assert lernmi("diagnose", "xor", str(file)).stdout.endswith("All 9 gradients are right to 3 digits.\n")
    assert lernmi("diagnose", "xor", str(file), "--template").returncode == 2


@pytest.mark.parametrize("words, sentence", [
    (("mazur", "none.csv"), "there is no file"),
    (("mazur", "n.csv", "--optimizer", "adm"), "add --new"),
    (("mazur", "n.csv", "--new", "--optimizer", "adm"), "did you mean adam?"),
    (("mazur", "n.csv", "--batch", "2"), "the number of samples must be at most 1"),
    (("xor", "n.csv"), "no weight or neuron is called 'w1'")])
def test_wrong_use_is_one_sentence_with_status_2(words: Any, sentence: str, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mazur_file(tmp_path / "n.csv")
    run = lernmi("diagnose", *words)
    assert run.returncode == 2 and sentence in run.stderr and run.stderr.count("\n") == 1


@pytest.mark.parametrize("width, rows", [(100, 30), (80, 24)])
def test_on_a_screen_it_fits_with_the_wrong_numbers_nearest_to_the_loss(width: int, rows: int) -> None:
    network, (inputs, targets) = MAZUR.network(), MAZUR.samples[0]
    numbers = gradients(network, [(inputs, targets)], find_bug("slope_forgotten_at_output"))
    diagnosis = diagnose(network, inputs, targets, numbers)
    page = Page(width=width, record=True)
    lines = page.block_of(width, rows - 2, lambda page: print_diagnosis(page, diagnosis))
    assert len(lines) <= rows - 5 and max(line.cell_len for line in lines) <= width
    texts = [line.plain for line in lines]
    assert any(text.lstrip().startswith("w8") for text in texts)
    name = next(text for text in texts if text.startswith("  slope_forgotten_at_output   "))
    after = texts[texts.index(name) + 1]
    assert after.startswith("No other") or after.startswith(" " * 30), "a wrapped sentence stays beside it"


def test_a_long_formula_stays_beside_its_label() -> None:
    name, (inputs, targets) = "output_weights_updated_first", XOR.samples[1]
    numbers = gradients(XOR.network(), [(inputs, targets)], find_bug(name), rate=0.5)
    diagnosis = diagnose(XOR.network(), inputs, targets, numbers, rate=0.5)
    page = Page(width=60, record=True)
    texts = [line.plain for line in page.block_of(60, 40, lambda page: print_diagnosis(page, diagnosis))]
    start = next(index for index, text in enumerate(texts) if text.startswith("  is  "))
    formula = texts[start + 1:texts.index("", start)]
    assert len(formula) > 3 and all(text.startswith(" " * 13) and text[13] != " " for text in formula)
    assert " ".join(map(str.strip, formula)).endswith("slope of output[0] × value of hidden[1]))")


def test_a_notebook_shows_it_and_print_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    diagnosis = diagnose(MAZUR.network(), *MAZUR.samples[0], [0.1234] * 8)
    diagnosis.print(plain=True)
    assert "None of these:" in capsys.readouterr().out
    assert "None of these:" in notebook_bundle(diagnosis)["text/plain"]
    assert repr(diagnosis) == "Diagnosis(wrong: none of the catalogue)"

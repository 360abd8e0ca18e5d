"""lernmi evaluate: how often a saved network is right, and where it is most wrong."""

from pathlib import Path
from typing import List

import pytest

import lernmi as package
from lernmi import Dense, Network, datasets
from lernmi.examples.assignment import assignment_for
from tests.support.command_line import lernmi

VOTES = "x,vote\n2,yes\n1,no\n-3,no\n-0.5,yes\n"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("votes.csv").write_text(VOTES, encoding="utf-8")


def votes() -> None:
    """Saves net.json: its output is x, so that the samples 1 and 3 are answered wrongly."""
    encoding = datasets.load("votes.csv").encoding("none", single_output=True)
    network = Network(1, Dense(1, "identity", weights=[[1.0]], biases=0.0), loss="sigmoid_cross_entropy",
                      encoding=encoding)
    network.save("net.json")


def test_right_answers_the_loss_the_confusion_and_the_worst_mistakes_first() -> None:
    votes()
    run = lernmi("evaluate", "net.json", "votes.csv")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "votes.csv: 4 samples: 2 right, 50.0 %; the mean loss is 0.6157.",
        "Which answers the samples of each class got, a class in each row:",
        "of 2 samples of class no: 1 answered no, 1 answered yes",
        "of 2 samples of class yes: 1 answered no, 1 answered yes",
        "",
        "The worst mistakes, by their loss:",
        "sample 1: no, answered yes (loss 1.313): 1",
        "sample 3: yes, answered no (loss 0.9741): -0.5",
        "Look into one: lernmi step net.json votes.csv --sample 1"]


def test_numbers_have_a_typical_error_in_their_unit() -> None:
    Path("y.csv").write_text("x,y\n1,1\n2,4\n3,9\n", encoding="utf-8")
    dataset = datasets.load("y.csv")
    network = Network(1, Dense(1, "identity", weights=[[3.0]], biases=0.0), loss="squared_error",
                      encoding=dataset.encoding("none"))
    network.save("net.json")
    lines = lernmi("evaluate", "net.json", "y.csv").stdout.splitlines()
    assert lines[0] == "y.csv: 3 samples: the mean loss is 1.333; a typical error is 1.633 (y)."
    assert lines[2:5] == ["The worst errors, by their loss:", "sample 0: 1, answered 3 (loss 2): 1",
                          "sample 1: 4, answered 6 (loss 2): 2"]


def test_what_it_has_learned_from_and_what_was_held_out_apart() -> None:
    assignment = assignment_for(datasets.load("iris"), epochs=1)
    history = assignment.fit()
    assignment.network.save("iris.json")
    lines = lernmi("evaluate", "iris.json").stdout.splitlines()
    assert lines[0].startswith("Learned from: 120 samples: ")
    assert lines[1].startswith("Held out: 30 samples: ")
    assert f" right, {100 * history.validation_accuracies[-1]:.1f} %; the mean loss is " in lines[1]
    assert lernmi("evaluate", "iris.json", "iris").stdout.splitlines() == lines
    learned, _ = datasets.load("iris").split()
    text = ",".join(column.name for column in (*learned.columns, *learned.targets))
    lines_of_rows = "".join(f"{','.join(map(str, row))}\n" for row in learned.rows)
    Path("other.csv").write_text(text + "\n" + lines_of_rows, encoding="utf-8")
    first = lernmi("evaluate", "iris.json", "other.csv").stdout.splitlines()[0]
    assert first == lines[0].replace("Learned from", "other.csv")


def test_mistakes_of_pictures_are_drawn_and_in_plain_output_written() -> None:
    digits = datasets.load("digits")
    encoding = digits.encoding()
    network = Network(encoding.shape, Dense(10, "identity", weights=0.0, biases=0.0),
                      loss="softmax_cross_entropy", encoding=encoding)
    network.save("net.json")
    drawn = lernmi("evaluate", "net.json", "digits")
    assert "1: 1, not 0" in drawn.stdout and "@@" in drawn.stdout
    assert max(map(len, drawn.stdout.splitlines())) <= 100
    plain = lernmi("evaluate", "net.json", "digits", "--plain")
    assert "@" not in plain.stdout
    assert "sample 1: 1, answered 0 (loss 2.303): 0 0 0 12 13 5 0 0 ..." in plain.stdout.splitlines()


@pytest.mark.parametrize("words, sentence", [
    (["net.json"], "which data? Add a data set or a file: lernmi evaluate net.json my.csv"),
    ([], "required: NET.JSON"), (["."], "it is no file"), (["nothere.json"], "can't be read"),
    (["votes.csv"], "it is no saved network"), (["net.json", "iris"], "iris has 4 input columns"),
    (["net.json", "nothere.csv"], "there is no file 'nothere.csv'"),
    (["net.json", "votes.csv", "--noise", "1"], "unrecognized arguments"),
    (["net.json", "votes.csv", "--digits", "20"], "a float holds 17 at most")])
def test_wrong_use(words: List[str], sentence: str) -> None:
    votes()
    run = lernmi("evaluate", *words)
    assert (run.returncode, run.stdout) == (2, "") and sentence in run.stderr and run.stderr.count("\n") == 1


@pytest.mark.parametrize("text, sentence", [
    ("x,vote\n2,perhaps\n1,no\n", "perhaps"), ("x\n2\n1\n", "it needs the column vote"),
    ("y,vote\n2,yes\n1,no\n", "x")])
def test_a_file_with_other_columns_or_labels(text: str, sentence: str) -> None:
    votes()
    Path("other.csv").write_text(text, encoding="utf-8")
    run = lernmi("evaluate", "net.json", "other.csv")
    assert (run.returncode, run.stdout) == (2, "") and sentence in run.stderr and run.stderr.count("\n") == 1


def test_a_network_without_an_encoding_can_not_read_data() -> None:
    Network(1, Dense(1)).save("net.json")
    run = lernmi("evaluate", "net.json", "votes.csv")
    assert run.returncode == 2 and "the network has no encoding" in run.stderr
    assert package.load("net.json").encoding is None

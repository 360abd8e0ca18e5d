"""lernmi predict: what a saved network answers to the rows of a file, as CSV."""

import csv
import io
from pathlib import Path
from typing import List

import pytest

import lernmi as package
from lernmi.examples.evaluation import encoding_of
from tests.support.command_line import lernmi


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def trained(name: str, text: str, *words: str) -> None:
    """Trains net.json with a file of that name and text."""
    Path(name).write_text(text, encoding="utf-8")
    run = lernmi("train", name, "--epochs", "3", "--save", "net.json", *words)
    assert (run.returncode, run.stderr) == (0, "")


def answers(name: str, *words: str) -> List[List[str]]:
    run = lernmi("predict", "net.json", name, *words)
    assert (run.returncode, run.stderr) == (0, "")
    return list(csv.reader(io.StringIO(run.stdout)))


COLOURS = "size,colour,mood\n1,red,good\n2,blue,bad\n3,red,so so\n1,green,good\n2,blue,bad\n3,green,so so\n"


def test_classes_with_their_probabilities_which_add_up_to_1() -> None:
    trained("colours.csv", COLOURS)
    heading, *rows = answers("colours.csv")
    assert heading == ["sample", "mood", "probability of bad", "probability of good", "probability of so so"]
    assert [row[0] for row in rows] == list("012345")
    for _, mood, *shares in rows:
        numbers = [float(share) for share in shares]
        assert abs(sum(numbers) - 1.0) < 1e-12
        assert mood == ["bad", "good", "so so"][numbers.index(max(numbers))]


def test_of_two_classes_the_probability_of_the_second() -> None:
    trained("votes.csv", "x,vote\n1,no\n2,yes\n3,yes\n0,no\n")
    heading, *rows = answers("votes.csv")
    assert heading == ["sample", "vote", "probability of yes"]
    assert all((vote == "yes") == (float(share) > 0.5) for _, vote, share in rows)


def test_numbers_in_their_own_units_as_predict_gives_them() -> None:
    trained("prices.csv", "size;price\n1,5;100\n2,5;300\n3,5;200\n")
    heading, *rows = answers("prices.csv")
    assert heading == ["sample", "price"]
    network = package.load("net.json")
    encoding = encoding_of(network)
    for row, size in zip(rows, (1.5, 2.5, 3.5)):
        assert [float(row[1])] == encoding.answer(network.predict(encoding.inputs([size])), network.loss)


def test_of_a_number_that_is_0_or_1_the_probability_of_1() -> None:
    trained("two.csv", "x,a,b\n1,0,1\n2,1,0\n3,1,1\n0,0,0\n", "--targets", "a,b", "--numbers", "a,b",
            "--scaling", "none")
    assert package.load("net.json").loss.name == "sigmoid_cross_entropy"
    heading, *rows = answers("two.csv")
    assert heading == ["sample", "a", "b"]
    assert all(0.0 < float(cell) < 1.0 for row in rows for cell in row[1:])


def test_columns_by_name_in_any_order_without_the_target() -> None:
    trained("colours.csv", COLOURS)
    Path("new.csv").write_text("colour;other;size\nred;7;1\nblue;8;2\n", encoding="utf-8")
    with_targets = answers("colours.csv")
    assert answers("new.csv", "--delimiter", ";")[1:] == with_targets[1:3]


@pytest.mark.parametrize("text, sentence", [
    ("size,color\n1,red\n", "colour"), ("size,colour\n1,black\n", "'black'"),
    ("size,colour\n,red\n", "new.csv, line 2, column 'size': the cell is missing"),
    ("", "new.csv is empty"), ("size,colour\n", "there is a header alone")])
def test_a_file_that_does_not_suit_is_refused_and_nothing_is_printed(text: str, sentence: str) -> None:
    trained("colours.csv", COLOURS)
    Path("new.csv").write_text(text, encoding="utf-8")
    run = lernmi("predict", "net.json", "new.csv")
    assert (run.returncode, run.stdout) == (2, "") and sentence in run.stderr and run.stderr.count("\n") == 1


@pytest.mark.parametrize("words, sentence", [
    (["net.json"], "required: DATA"), (["nothere.json", "iris"], "nothere.json can't be read"),
    (["colours.csv", "iris"], "it is no saved network"), ([".", "iris"], "it is no file"),
    (["net.json", "irs"], "did you mean iris?"), (["net.json", "net.json"], "net.json is JSON, not a table"),
    (["net.json", "iris"], "iris has 4 input columns (sepal length, sepal width, petal length, petal width), "
                           "but the network was trained with 2 input columns (size, colour)")])
def test_wrong_use(words: List[str], sentence: str) -> None:
    trained("colours.csv", COLOURS)
    run = lernmi("predict", *words)
    assert (run.returncode, run.stdout) == (2, "") and sentence in run.stderr and run.stderr.count("\n") == 1

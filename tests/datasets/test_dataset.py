"""A data set: its counts, its parts, its description."""

from pathlib import Path
from typing import Any

import pytest

from lernmi import BadInput, datasets
from lernmi.datasets.dataset import Column, Content, Dataset


def of_classes(*labels: str) -> Dataset:
    """A row for each label."""
    return Dataset("made", Content([[float(index), label] for index, label in enumerate(labels)],
                                   [Column("x")], [Column("kind", "", "category")]))


def test_the_classes_are_sorted_numbers_by_their_values() -> None:
    assert of_classes("10", "9", "9", "b", "a").counts == {"9": 2, "10": 1, "a": 1, "b": 1}


def test_a_split_has_the_same_share_of_each_class_and_every_row_once() -> None:
    labels = ["a"] * 10 + ["b"] * 5 + ["c"] * 5
    train, test = of_classes(*labels).split(0.2, seed=3)
    assert (train.counts, test.counts) == ({"a": 8, "b": 4, "c": 4}, {"a": 2, "b": 1, "c": 1})
    rows = sorted(map(list, [*train.rows, *test.rows]))
    assert rows == [[float(index), label] for index, label in enumerate(labels)]
    order = [row[0] for row in train.rows]
    assert order == sorted(order)


def test_the_seed_decides_a_split() -> None:
    iris = datasets.load("iris")
    assert iris.split(seed=5)[1].rows == iris.split(seed=5)[1].rows != iris.split(seed=6)[1].rows


def test_uneven_classes_come_to_the_whole_share() -> None:
    """Each of 7 classes has 3 rows: a fifth of 21 is 4, though no class has a fifth that is whole."""
    train, test = of_classes(*"aaabbbcccdddeeefffggg").split(0.2)
    assert (len(train), len(test)) == (17, 4)
    assert set(test.counts.values()) == {1} and len(train.classes) == 7


def test_the_only_row_of_a_class_stays_in_the_training_part() -> None:
    for seed in range(20):
        train, _ = of_classes("a", "b", "b", "b").split(0.5, seed=seed)
        assert train.classes == ("a", "b")


@pytest.mark.parametrize("share, sentence", [
    (0, "the share of the test part must be above 0 and below 1, not 0."),
    (1.0, "the share of the test part must be above 0 and below 1, not 1.0."),
    ("half", "the share of the test part must be a number, not 'half'."),
    (0.01, "a share of 0.01 of 3 rows leaves none for the test part.")])
def test_a_share_that_leaves_nothing_is_refused(share: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        of_classes("a", "b", "b").split(share)
    assert str(caught.value) == sentence


def test_regression_is_split_as_well() -> None:
    train, test = datasets.load("plane", count=50).split(0.2)
    assert (len(train), len(test), train.classes, train.counts) == (40, 10, (), {})


def test_a_description_says_where_it_comes_from_and_what_its_columns_mean() -> None:
    assert datasets.load("iris").describe().splitlines() == [
        "iris: three species of iris, from four lengths",
        "R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936; measured by E. "
        "Anderson. These are the paper's numbers, as scikit-learn ships them: the copy at UCI differs from "
        "them in the 35th and the 38th flower",
        "licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
        "150 samples: 50 setosa, 50 versicolor, 50 virginica",
        "input sepal length: of the outer leaves, in cm", "input sepal width: of the outer leaves, in cm",
        "input petal length: of the inner leaves, in cm", "input petal width: of the inner leaves, in cm",
        "target species: of the genus Iris"]
    assert datasets.load("digits").describe().splitlines()[3:] == [
        "1,797 samples: 178 0, 182 1, 177 2, 183 3, 181 4, 182 5, 181 6, 179 7, 174 8, 180 9",
        "8 × 8 inputs, pixel[0,0] to pixel[7,7]: a pixel, from 0 (white) to 16 (black)",
        "target digit: what was written, 0 to 9"]


@pytest.mark.parametrize("rare", range(1, 31, 4))
def test_a_category_of_one_row_is_in_the_train_part(rare: int, tmp_path: Path) -> None:
    path = tmp_path / "colours.csv"
    colours = ["red", "blue"] * 15
    colours[rare - 1] = "green"
    rows = [f"{index / 7:.3f},{colour},{index * 1.5}\n" for index, colour in enumerate(colours)]
    path.write_text("size,colour,price\n" + "".join(rows), encoding="utf-8")
    dataset = datasets.load(path)
    for seed in range(8):
        train, test = dataset.split(0.2, seed)
        assert len(train) + len(test) == 30 and len(test) in (5, 6)
        assert "green" in {row[1] for row in train.rows}
        assert train.encoding().samples(test)


def test_a_column_of_nothing_but_rare_categories_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    rows = [f"{'Anna'[index % 3:]}{'o' * index},{index / 7:.3f},{index * 1.5}\n" for index in range(30)]
    path.write_text("name,size,price\n" + "".join(rows), encoding="utf-8")
    with pytest.raises(BadInput, match="the column 'name' has another category in almost every row"):
        datasets.load(path, categories=["name"]).split()

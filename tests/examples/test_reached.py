"""What `lernmi train` reaches with its defaults: the table of the manual's chapter on learning."""

import re
from pathlib import Path
from typing import List

import pytest

import lernmi
from lernmi import datasets
from lernmi.examples.assignment import assignment_for
from tests.support.slow import slow

CHAPTER = (Path(lernmi.__file__).parent / "manual" / "learning.md").read_text(encoding="utf-8")
SEEDS = range(1, 21)


def reached(name: str, seed: int, **chosen: str) -> float:
    """The share of right answers to what was held out."""
    options = {} if name in ("iris", "digits") else {"seed": seed}
    return assignment_for(datasets.load(name, **options), seed=seed, **chosen).fit().validation_accuracies[-1]


def promised(name: str) -> int:
    """In how many of 20 runs the data is solved, by the chapter."""
    row = re.search(rf"^\| `{name}` \| .*?(\d+) of 20 \|$", CHAPTER, re.MULTILINE)
    assert row, name
    return int(row[1])


@pytest.mark.slow
def test_iris_is_solved_as_often_as_the_chapter_says() -> None:
    shares: List[float] = [reached("iris", seed) for seed in SEEDS]
    assert sum(share >= 29 / 30 for share in shares) == promised("iris")


@pytest.mark.slow
def test_a_small_convolution_reads_digits() -> None:
    assert "`--layers \"conv 8x3x3, maxpool 2, dense 10\"`: 97 % or more" in CHAPTER
    assert reached("digits", 1, layers="conv 8x3x3, maxpool 2, dense 10") >= 0.97


@pytest.mark.parametrize("name, seed, least", [
    slow("spiral", 1, 0.97), slow("digits", 1, 0.95)])
def test_runs_that_the_chapter_calls_solved(name: str, seed: int, least: float) -> None:
    assert promised(name) == 20
    assert reached(name, seed) >= least

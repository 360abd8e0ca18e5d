"""Published examples: their figures beside ours, and why some of theirs are wrong."""

import itertools
from functools import cache
from typing import List

import pytest

from lernmi.support.errors import UnknownName
from lernmi.teaching.bugs import BUGS, find_bug
from lernmi.teaching.marking import answer_of
from lernmi.teaching.marking.wrong_engines import wrong_steps
from lernmi.teaching.published import (
    PUBLISHED,
    Figure,
    PublishedExercise,
    beside,
    exercise_of,
    figures,
    find_published,
    is_rounded,
    reason,
    remarks,
)
from lernmi.teaching.published.figures import FOLLOWS, NOT_RIGHT, RIGHT
from lernmi.teaching.worksheets import Conventions

# What is wrong, by the labels of the sheets, and what explains it: a bug or a slip; "" for a reason in words.
WRONG = {
    "mazur-2015": {"L, step 2": "output_weights_updated_first"},
    "macleod": {"∂L/∂z(h1)": "output_weights_updated_first", "new w1": "output_weights_updated_first",
                "new w2": "output_weights_updated_first"},
    "geeksforgeeks": {"y(h1), step 1": "", "y(h2), step 1": "", "∂L/∂z(h2), step 1": "large",
                      "new w1, step 1": "uphill", "new w2, step 1": "", "new w4, step 1": "",
                      "new w5, step 1": "", "y(o1), step 2": ""},
    "mind": {"∂L/∂w7": "divided", "∂L/∂w8": "divided", "∂L/∂w9": "", "∂L/∂y(h1)": "divided",
             "∂L/∂y(h2)": "divided", "∂L/∂y(h3)": "divided"},
    "not-so-random-walk": {"∂L/∂b1": ""}}

LONG = ("geeksforgeeks", "not-so-random-walk", "mind")


@cache
def figures_of(name: str) -> List[Figure]:
    return figures(PublishedExercise(name))


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in LONG))
                                  for name in PUBLISHED])
def test_every_printed_figure_is_right_or_known_to_be_wrong(name: str) -> None:
    exercise = PublishedExercise(name)
    published = exercise.published
    assert published.source and set(published.turned) <= set(published.printed) <= set(exercise.numbers)
    assert set(published.wrong) <= set(published.printed)
    compared = figures_of(name)
    assert len(compared) == len(published.printed)
    wrong = {}
    for figure in compared:
        if figure.state == NOT_RIGHT:
            slips = [figure.known.bug] if figure.known else [slip.name for slip in figure.slips]
            wrong[figure.item.label] = slips[0] if slips else ""
        elif figure.state == RIGHT:             # but for the rounding of the source
            allowed = 0.03 * abs(figure.item.result) + answer_of(figure.printed).unit / 2.0
            assert abs(float(figure.printed) - figure.item.result) <= allowed
        differs = figure.state != RIGHT or is_rounded(figure)
        assert bool(reason(figure, "de")) == bool(reason(figure, "en")) == differs
    assert wrong == WRONG.get(name, {})


def test_mazurs_wrong_loss_is_what_the_bug_gives_to_all_its_digits() -> None:
    exercise = PublishedExercise("mazur-2015")
    steps = wrong_steps(exercise, find_bug("output_weights_updated_first"))
    assert f"{steps[1].loss:.9f}" == exercise.published.printed["L, step 2"] == "0.291027924"
    assert f"{exercise.steps[1].loss:.9f}" == "0.291027774"


def test_macleods_hidden_error_is_named_by_marking_too() -> None:
    hidden = next(one for one in figures_of("macleod") if one.item.label == "∂L/∂z(h1)")
    assert hidden.slips[0].name == "output_weights_updated_first"


def test_the_random_walks_bias_adds_two_of_its_four_paths() -> None:
    exercise = PublishedExercise("not-so-random-walk")
    paths = list(exercise.steps[0].why("b1").paths())
    assert len(paths) == 4
    sums = [f"{one.product + other.product:.4f}" for one, other in itertools.combinations(paths, 2)
            if {*one.names[:2]} & {*other.names[:2]} == set()]
    assert exercise.published.printed["∂L/∂b1"] in sums


@pytest.mark.slow
def test_what_divides_in_place_of_multiplying_is_followed_correctly_from_there() -> None:
    states = [figure.state for figure in figures_of("mind")]
    assert states.count(FOLLOWS) == 12


def test_figures_are_written_equally_precise_in_the_sheets_numbers() -> None:
    german = PublishedExercise("mazur-2015", conventions=Conventions(language="de", comma=True))
    compared = figures(german)
    last = compared[-1]
    assert beside(last, german) == ("0,291027924", "0,291027774")
    assert last.item.label == "L, Schritt 2" and "alten Gewichte" in reason(last, "de")
    assert remarks(german, compared) == []
    turned = PublishedExercise("han-kamber")
    assert remarks(turned, figures(turned))[0].startswith("Of ∂L/∂z(o1), ") and len(turned.notes) == 1
    assert len(PublishedExercise("cs231n").notes) == 2


def test_a_published_examples_code_is_its_name_and_another_level() -> None:
    exercise = exercise_of(" Mazur-2015 ", pupil="Ada", language="de")
    assert (exercise.code, exercise.pupil, len(exercise.items)) == ("mazur-2015", "Ada", 74)
    for level, count in (("forward", 9), ("step", 37)):
        code = PublishedExercise("mazur-2015", level).code
        assert code == f"mazur-2015-{level}" and len(exercise_of(code).items) == count
    path = PublishedExercise("mazur-2015", "path")
    assert path.goal is not None and path.goal.name == "w1"
    assert [figure.item.label for figure in figures(path)][-1] == "new w1"
    with pytest.raises(UnknownName, match="mazur-2015"):
        find_published("mazur-2016")
    assert all(wrong.bug in ("", *BUGS) for one in PUBLISHED.values() for wrong in one.wrong.values())

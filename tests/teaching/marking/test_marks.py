"""Marks as a good teacher gives them: carried errors are right, roundings too, and each slip has a name."""

from typing import List, Mapping, Set, Tuple, Union

import pytest

from lernmi import Dense, Network
from lernmi.support.errors import BadInput, LernmiError
from lernmi.teaching.bugs import BUGS
from lernmi.teaching.marking import CARRIED, MISSING, RIGHT, WRONG, MarkedSheet, Marker, answer_of, mark
from lernmi.teaching.marking.feedback import Feedback
from lernmi.teaching.published import PublishedExercise
from lernmi.teaching.worksheets import Conventions, Exercise
from tests.teaching.marking.pupils import perfect, rounding, with_a_bug

MAZUR = PublishedExercise("mazur-2015", "step")
MARKER = Marker(MAZUR)
# Computed with a pocket calculator, rounded to four digits at each step, after one slip: z(h1) is 0.3775.
CARRIED_ON = [
    "0.4775", "0.6172", "0.2363", "0.3925", "0.5969", "0.2406", "1.115", "0.7531", "0.1859", "1.237", "0.775",
    "0.1744", "0.2992", "0.7431", "-0.215", "0.1381", "-0.0375", "0.08524", "0.08243", "-0.02314", "-0.02238",
    "0.03649", "0.04152", "0.008623", "0.00999", "0.0004312", "0.0008623", "0.0004995", "0.000999", "0.1498",
    "0.1996", "0.2498", "0.2995", "0.3574", "0.4088", "0.5116", "0.5612"]


def marked(answers: Mapping[int, str]) -> MarkedSheet:
    """Answers to Mazur's step."""
    return MARKER.mark({number: answer_of(text) for number, text in answers.items()})


def outcomes(sheet: MarkedSheet, outcome: str) -> List[str]:
    return [one.item.label for one in sheet.marks if one.outcome == outcome]


def names(sheet: MarkedSheet, number: int) -> List[str]:
    return [slip.name for slip in sheet.marks[number - 1].slips]


def test_all_right_has_all_points() -> None:
    for digits in (3, 4, 9):
        sheet = mark(MAZUR, perfect(MAZUR, digits), "Ada")
        assert sheet.points == sheet.most_points == sheet.count(RIGHT) == 37
        assert (sheet.pupil, sheet.name) == ("Ada", "Ada")


def test_what_follows_from_a_slip_is_right_and_keeps_its_points() -> None:
    sheet = marked(dict(enumerate(CARRIED_ON, start=1)))
    assert outcomes(sheet, WRONG) == ["z(h1)"] and sheet.points == 36
    assert {"y(h1)", "∂L/∂w5", "∂L/∂w7", "∂L/∂z(h1)"} <= set(outcomes(sheet, CARRIED))
    assert outcomes(sheet, MISSING) == []


def test_two_slips_cost_two_points_even_if_one_follows_the_other() -> None:
    answers = dict(enumerate(CARRIED_ON, start=1))
    answers[18] = "-0.08524"                            # its sign
    answers[34] = "0.4426"                              # 0.4 + 0.5 · 0.08524: follows from that
    sheet = marked(answers)
    assert outcomes(sheet, WRONG) == ["z(h1)", "∂L/∂w5"] and sheet.points == 35
    assert "new w5" in outcomes(sheet, CARRIED) and names(sheet, 18) == ["sign"]


def test_what_follows_from_a_missing_answer_is_marked_by_the_right_number_or_the_own_ones() -> None:
    answers = perfect(MAZUR)
    del answers[16]
    sheet = marked(answers)
    assert outcomes(sheet, MISSING) == ["∂L/∂z(o1)"] and sheet.count(RIGHT) == 36
    slipped = dict(enumerate(CARRIED_ON, start=1))
    del slipped[2]                                      # y(h1), in the head only
    assert outcomes(marked(slipped), WRONG) == ["z(h1)"]
    assert marked({}).count(MISSING) == 37


@pytest.mark.parametrize("number, text, name", [
    (7, "-1.106", "sign"), (7, "11.06", "large"), (7, "0.01106", "small"), (7, "1.016", "swapped"),
    (7, "0.5059", "left out"), (8, "1.106", "function left out"), (14, "0.5", ""), (16, "0.1", "digits"),
    (16, "0.7414", "slope_forgotten_at_output"), (12, "0.1868", "instead"), (18, "0.7318", "added"),
    (18, "0.2334", "divided"), (20, "-0.02863", "instead"), (13, "0.7729", "other answer"),
    (34, "0.400", "old"), (34, "0.04108", "change"), (34, "0.4411", "uphill"), (34, "0.3178", "left out")])
def test_slips_have_names(number: int, text: str, name: str) -> None:
    sheet = marked({**perfect(MAZUR), number: text})
    assert sheet.marks[number - 1].outcome == WRONG
    assert names(sheet, number)[:1] == ([name] if name else [])


@pytest.mark.parametrize("number, text, why", [
    (13, "0.5968", "slip half left out"), (34, "0.4", "slip digits of update"),
    (31, "0.2", "slip digits of update")])
def test_an_answer_that_is_explained_by_one_slip_alone(number: int, text: str, why: str) -> None:
    sheet = marked({**perfect(MAZUR), number: text})
    feedback = Feedback(sheet)
    assert feedback.comments[number - 1].why == [feedback.words.filled(why, digits=4)]


def test_the_first_steps_numbers_are_wrong_in_the_second_one() -> None:
    exercise = Exercise("and", 3, "two-steps")
    answers, half = perfect(exercise), len(exercise.items) // 2
    assert mark(exercise, answers).points == 2 * half
    sheet = mark(exercise, {**answers, **{number + half: answers[number] for number in range(1, half + 1)}})
    differing = [number for number in range(1, half + 1) if answers[number] != answers[number + half]]
    assert [one.item.number - half for one in sheet.marks if one.outcome == WRONG] == differing
    assert len(differing) > half / 2 and names(sheet, differing[0] + half) == ["other answer"]


def test_a_slip_is_explained_once_and_a_bias_has_the_name_of_the_sheet() -> None:
    uphill = {34: "0.4411", 35: "0.4913"}
    comments = Feedback(marked({**perfect(MAZUR), **uphill})).comments
    assert comments[33].why == [BUGS["uphill"].sentence] and comments[34].why == ["As at (34)."]
    exercise = Exercise("mazur", 7, "forward")
    y1, y2, *_ = (item.result for item in exercise.items if item.label in ("y(h1)", "y(h2)"))
    w5, w6 = (exercise.single.names.weight(name).value for name in ("w5", "w6"))
    number = next(item.number for item in exercise.items if item.label == "z(o1)")
    sheet = mark(exercise, {**perfect(exercise), number: f"{y1 * w5 + y2 * w6:.4f}"})
    assert Feedback(sheet).comments[number - 1].why == ["b2 was left out."]


def test_the_feedback_on_a_sheet_with_gaps_and_nothing_wrong_names_the_gaps() -> None:
    answers = {number: text for number, text in perfect(MAZUR).items() if number not in (6, 11, 12, 13, 37)}
    feedback = Feedback(marked(answers))
    assert feedback.summary == ["All that is there is right. Without an answer: 6, 11–13, 37."]


# ---- each bug of the catalogue as a pupil

def with_means(first: str, last: str) -> Network:
    return Network(2, Dense(2, first), Dense(2, last), loss="mean_squared_error", seed=1)


SHEETS: List[Tuple[Union[str, Network], str, Conventions]] = [
    ("mazur", "step", Conventions()), ("xor", "step", Conventions(samples=2)),
    ("or", "two-steps", Conventions(samples=2, numbers="integer")),
    ("mazur", "step", Conventions(half=False, bias=False, digits=3)),
    (with_means("tanh", "tanh"), "step", Conventions()),
    (with_means("softsign", "leaky_relu"), "step", Conventions())]


def bugs_named_on(exercise: Exercise) -> Set[str]:
    """The bugs that go wrong on a sheet; each must be among what explains each wrong answer."""
    marker, named = Marker(exercise), set()
    for bug in BUGS.values():
        try:
            answers = with_a_bug(exercise, bug)
        except LernmiError:                     # nothing that it is about is on this sheet
            continue
        sheet = marker.mark({number: answer_of(text) for number, text in answers.items()})
        for one in sheet.marks:
            if one.outcome == WRONG:
                assert bug.name in [slip.name for slip in one.slips], (exercise, bug.name, one)
                named.add(bug.name)
    return named


def test_the_bugs_of_a_small_sheet_are_named() -> None:
    assert len(bugs_named_on(Exercise("and", 7))) > 10


@pytest.mark.slow
def test_every_bug_that_a_sheet_can_show_is_named_on_all_kinds_of_sheets() -> None:
    named = set().union(*(bugs_named_on(Exercise(network, 7, level, conventions))
                          for network, level, conventions in SHEETS))
    assert len(named) > 30, sorted(set(BUGS) - named)


# ---- rounding

def test_rounding_on_the_way_is_never_wrong() -> None:
    check_rounding(5)


@pytest.mark.slow
def test_rounding_on_the_way_is_never_wrong_in_two_hundred_sheets() -> None:
    check_rounding(200)


def check_rounding(count: int) -> None:
    """Sheets of all kinds, by pupils who go on with rounded and with exact numbers, as it comes."""
    levels, names = ("step", "two-steps", "path", "forward"), ("mazur", "xor", "or")
    for number in range(count):
        conventions = Conventions(half=number % 3 > 0, samples=1 + number % 2, bias=number % 5 > 0)
        marker = Marker(Exercise(names[number % 3], number, levels[number % 4], conventions))
        answers = rounding(marker, number, 3 + number // 2 % 2)
        sheet = marker.mark({one: answer_of(text) for one, text in answers.items()})
        assert [one for one in sheet.marks if one.outcome != RIGHT] == [], marker.exercise


OTHER = Marker(Exercise(Network(2, Dense(2, "relu"), Dense(1), loss="binary_cross_entropy", seed=1), 4))


@pytest.mark.parametrize("text, markers", [
    ("0", [MARKER]), *(pytest.param(text, [MARKER, OTHER], marks=pytest.mark.slow)
                      for text in ("1e300", "0", "7"))])
def test_nonsense_is_wrong_and_nothing_else(text: str, markers: List[Marker]) -> None:
    for marker in markers:
        sheet = marker.mark(dict.fromkeys(range(1, len(marker.exercise.items) + 1), answer_of(text)))
        assert sheet.points < sheet.most_points / 2 and sheet.count(MISSING) == 0
        assert all(comment.right and "n" not in comment.from_yours for comment in Feedback(sheet).comments)


def test_an_answer_must_be_one_number() -> None:
    with pytest.raises(BadInput, match="'about 0.5' is no number"):
        mark(MAZUR, {1: "about 0.5"})
    assert mark(MAZUR, {1: 0.3775}).count(RIGHT) == 1

"""GIFT: a question for each number, which can be answered from what it states."""

from pathlib import Path

import pytest

from lernmi.teaching.exports import export
from lernmi.teaching.exports.gaps import gaps_of
from lernmi.teaching.worksheets import Exercise
from tests.support.exercises import EXERCISES, ODD, exercise, exercise_in_odd_words
from tests.support.question_banks import gift_questions


@pytest.mark.parametrize("name", EXERCISES)
def test_each_question_accepts_the_result_and_what_its_own_numbers_give(name: str) -> None:
    [(_, questions)] = gift_questions(export(exercise(name, ODD), "gift")).items()
    gaps = gaps_of(exercise(name))
    digits, written = exercise(name).conventions.digits, exercise(name).conventions.written
    assert len(questions) == len(gaps)
    for question, gap in zip(questions, gaps):
        stated = gap.operation.result(lambda known: float(f"{known.value:.{digits}g}"))
        assert question.accepts(gap.item.result) and question.accepts(stated)
        assert not question.accepts(1.2 * gap.item.result or 0.01)
        assert question.name == f"{exercise(name).code} {gap.item.number:02} {gap.item.label}"
        for known in gap.operation.known:
            assert f"{known.label} = {written(known.value)}" in question.text
        assert question.feedback.endswith(f"= {written(gap.item.result)}")


def test_a_question_states_the_formulas_that_nobody_could_guess() -> None:
    [(_, questions)] = gift_questions(export(exercise("batch"), "gift")).items()
    assert questions[1].text == "Berechne y(h1), Beispiel 1:<br>z(h1)₁ = −2,3<br>y = σ(z) = 1 / (1 + e^−z)"
    assert questions[2].text.endswith("<br>y′ = y (1 − y)")
    [slope] = [one for one in questions if one.name.endswith(" ∂L/∂y(o1), Beispiel 1")]
    assert slope.text.endswith("<br>∂L/∂y = 2 (y − d) (an einer Ausgabe)")
    assert not any("<br>∂L/∂y = " in one.text for one in questions if " ∂L/∂y(h" in one.name)
    [loss] = [one for one in questions if one.name.endswith(" L")]
    assert "L = Σ (y − d)²" in loss.text


def test_words_have_no_sign_of_gift(tmp_path: Path) -> None:
    one = exercise_in_odd_words(tmp_path)
    [(_, questions)] = gift_questions(export(one, "gift")).items()
    assert [question.text.partition("<br>")[0] for question in questions] == [
        f"{item.label} &#123;~=#:&#125;&#92;" for item in one.items]


def test_each_pupil_is_a_category() -> None:
    exercises = [Exercise("and", draw, pupil=pupil) for draw, pupil in ((1, "Anna/\\nBen"), (2, ""))]
    categories = list(gift_questions(export(exercises, "gift")))
    assert categories == [f"$course$/top/One learning step by hand: and/{exercises[0].code} Anna//nBen",
                          f"$course$/top/One learning step by hand: and/{exercises[1].code}"]

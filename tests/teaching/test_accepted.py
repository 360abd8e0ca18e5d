"""What counts as right, as numbers with tolerances: for programs that mark answers without lernmi."""

from typing import Optional

import pytest

from lernmi.teaching.accepted import Interval, accepted_answers
from lernmi.teaching.grading import agrees

CASES = [(0.13849856, None), (-0.0227402422, None), (0.998, None), (12.5, None), (0.149780716, 0.15),
         (-0.244930974, -0.244930974), (0.1449, 0.1451), (0.25, 1.75), (-3.0, None)]


@pytest.mark.parametrize(("result", "old"), CASES)
def test_the_numbers_are_those_that_grading_agrees_with(result: float, old: Optional[float]) -> None:
    accepted = accepted_answers([result], old)
    near = [result * (1.0 + share / 1000.0) for share in range(-60, 61, 3)]
    rounded = [float(f"{result:.{digits}g}") for digits in (2, 3, 4, 5)]
    for number in (*near, *rounded, -result, 2.0 * result, *([old] if old is not None else [])):
        if float(f"{number:.1g}") != number or number == result:        # typed with two digits, or more
            right = agrees(f"{number:.12g}", number, result, old)
            assert any(one.contains(number) for one in accepted) == right, number


def test_a_result_is_accepted_to_a_hundredth_and_to_two_digits() -> None:
    assert accepted_answers([0.2163]) == [Interval(0.2163, pytest.approx(0.002163)),    # type: ignore[arg-type]
                                          Interval(0.22, 0.0)]


def test_an_update_must_be_nearer_to_the_new_number_than_to_the_old_one() -> None:
    [only] = accepted_answers([0.149780716], 0.15)
    assert only.contains(0.1498) and not only.contains(0.1499) and not only.contains(0.15)


def test_what_rounded_numbers_give_instead_is_accepted_as_well() -> None:
    [only] = accepted_answers([0.5, 0.503])
    assert only.value == 0.5 and only.tolerance == pytest.approx(0.00803)
    assert [one.value for one in accepted_answers([0.5, 0.6])] == [0.5, pytest.approx(0.6)]


def test_nothing_but_zero_is_accepted_for_zero() -> None:
    assert accepted_answers([0.0, 0.001]) == [Interval(0.0, 1e-12)]

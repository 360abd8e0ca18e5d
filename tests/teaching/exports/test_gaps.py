"""What exports accept: the right result and its roundings, and no result of a classic mistake."""

from typing import Dict

import pytest

from lernmi import Dense, Network
from lernmi.teaching.exports.gaps import Gap, gaps_of, givens_of
from lernmi.teaching.exports.operation import Known
from lernmi.teaching.questions import DELIVERED, LOSS_SLOPE, THROUGH, TO_WHAT, TO_WHOM, UPDATED
from lernmi.teaching.worksheets import Exercise
from tests.support.exercises import EXERCISES, exercise


def accepts(gap: Gap, number: float) -> bool:
    return any(one.contains(number) for one in gap.accepted)


@pytest.mark.parametrize("name", EXERCISES)
def test_the_result_is_right_and_rounded_as_the_sheet_says(name: str) -> None:
    digits = exercise(name).conventions.digits
    for gap in gaps_of(exercise(name)):
        result = gap.item.result
        assert gap.accepted[0].value == result and accepts(gap, float(f"{result:.{digits}g}"))
        assert not accepts(gap, 1.2 * result or 0.01)


@pytest.mark.parametrize("name", EXERCISES)
def test_the_operands_give_the_result(name: str) -> None:
    for gap in gaps_of(exercise(name)):
        assert gap.operation.result(lambda known: known.value) == pytest.approx(gap.item.result, rel=1e-12)
        earlier = [known.item.number for known in gap.operation.known if known.item]
        assert all(number < gap.item.number for number in earlier) and gap.operation.known


@pytest.mark.parametrize("name", ["mazur", "batch"])
def test_the_classic_mistakes_are_wrong(name: str) -> None:
    gaps = gaps_of(exercise(name))
    for gap in gaps:
        known, result = gap.operation.known, gap.item.result
        assert not accepts(gap, -result)
        if gap.item.kind == THROUGH:                                    # the slope forgotten
            assert not accepts(gap, known[0].value) and not accepts(gap, known[1].value)
        if gap.item.kind == LOSS_SLOPE:                                 # a factor 2 forgotten or too many
            assert not accepts(gap, 2.0 * result) and not accepts(gap, result / 2.0)
        if gap.item.kind == UPDATED:                                    # not changed; in the other direction
            old = gap.item.change.old
            assert old == result or not accepts(gap, old) and not accepts(gap, 2.0 * old - result)
        if gap.item.kind == TO_WHOM and len(known) > 2:                 # = for +=, where paths meet
            assert not accepts(gap, known[0].value * known[1].value)
    assert {gap.item.kind for gap in gaps} >= {THROUGH, LOSS_SLOPE, UPDATED, DELIVERED, TO_WHAT}


@pytest.mark.parametrize("name", ["mazur", "batch"])
def test_a_pupil_who_rounds_on_the_way_is_right(name: str) -> None:
    rounded: Dict[int, float] = {}

    def own(known: Known) -> float:
        return rounded[known.item.number] if known.item else known.value

    for gap in gaps_of(exercise(name)):
        rounded[gap.item.number] = float(f"{gap.operation.result(own):.3g}")
        assert accepts(gap, rounded[gap.item.number])


def test_what_is_given_stands_in_the_order_of_the_sheet() -> None:
    labels = [known.label for known in givens_of(exercise("mazur"), gaps_of(exercise("mazur")))]
    assert labels == ["x1", "x2", "d1", "d2", "w1", "w2", "w3", "w4", "b1", "w5", "w6", "w7", "w8", "b2", "η"]


def test_a_loss_with_a_logarithm_is_computed_from_the_outputs() -> None:
    network = Network(2, Dense(2, "identity"), loss="softmax_cross_entropy", seed=1)
    gaps = [gap for gap in gaps_of(Exercise(network, 3)) if gap.operation.hidden]
    assert [gap.item.label for gap in gaps] == ["L", "∂L/∂y(o1)", "∂L/∂y(o2)"]
    for gap in gaps:
        assert [known.label for known in gap.operation.known] == ["z(o1)", "z(o2)"]
        result = gap.operation.result(lambda known: known.value)
        assert result == pytest.approx(gap.item.result, rel=1e-12)
        assert abs(gap.operation.result(lambda known: 2.0 * known.value) - result) > 1e-3

"""The numbers of sheets: pleasant by the rules, different for each pupil, the same on every Python."""

import zlib
from typing import Any, Dict, List

import pytest

from lernmi.link import Link
from lernmi.teaching.questions import STEEPNESS, TO_WHAT, UPDATED
from lernmi.teaching.worksheets import Conventions, Exercise, worksheets
from lernmi.teaching.worksheets.classes import results_of


@pytest.mark.parametrize("draw, code, weights, samples, results", [
    (("mazur", 123_456, "step"), "33R-7WB-HVH", [-0.9, 0.4, -0.7, 0.1, 1.2, -0.3, 0.2, -0.2, -0.8, 0.5],
     [([0.8, 0.6], [0.8, 0.9])], 2640032916),
    (("mazur", 99, "path", Conventions(numbers="integer")), "2UA-YG9-24L",
     [3.0, 3.0, -3.0, -1.0, -1.0, -2.0, -1.0, -3.0, 1.0, 1.0], [([3.0, 1.0], [-16.0, -11.0])], 2476264783),
    (("xor", 7, "two-steps", Conventions(samples=2, digits=3, half=False)), "AH5-U7D-DGP",
     [-0.1, 0.2, -0.5, -0.2, -0.6, 0.5, 0.5, -0.5, -0.8],
     [([1.0, 1.0], [0.0]), ([0.0, 1.0], [1.0])], 2895678904)])
def test_a_code_means_these_numbers_on_every_version_of_python(
        draw: Any, code: str, weights: List[float], samples: Any, results: int) -> None:
    exercise = Exercise(*draw)
    assert exercise.code == code and exercise.samples == samples
    assert [weight.value for weight in [*exercise.single.weights, *exercise.single.fixed_weights]] == weights
    rounded = repr([round(item.result, 12) for item in exercise.items])
    assert zlib.crc32(rounded.encode()) == results


@pytest.mark.parametrize("name, conventions", [
    ("mazur", Conventions()), ("mazur", Conventions(digits=3, samples=2)), ("xor", Conventions(half=False)),
    ("and", Conventions(bias=False))])
def test_decimal_numbers_are_short_and_every_result_shows(name: str, conventions: Conventions) -> None:
    least = 10.0 ** (1 - conventions.digits)
    for exercise in worksheets(name, 3, level="two-steps", conventions=conventions):
        for weight in [*exercise.single.weights, *exercise.single.fixed_weights]:
            assert 0.1 <= abs(weight.value) <= 1.5 and round(weight.value, 1) == weight.value
        before: Dict[int, float] = {id(weight): weight.value for weight in exercise.single.weights}
        for item in exercise.items:
            if item.kind == STEEPNESS:
                assert item.result >= 0.05              # no sigmoid is saturated
            elif item.kind == TO_WHAT or isinstance(item.places[0].thing, Link):
                assert abs(item.result) >= least
            elif item.kind == UPDATED:
                written = conventions.written
                assert written(item.result) != written(before[id(item.thing)])
                before[id(item.thing)] = item.result
        assert exercise.steps[1].loss < exercise.steps[0].loss


def test_no_two_of_twenty_pupils_are_alike_and_each_depends_on_seed_and_position_alone() -> None:
    exercises = worksheets("xor", 20, level="forward")
    assert len({results_of(exercise) for exercise in exercises}) == len({one.code for one in exercises}) == 20
    names = worksheets("xor", ["Ann", "Ben", "Ann"], level="forward")
    assert [one.code for one in names] == [one.code for one in exercises[:3]]
    assert [one.pupil for one in names] == ["Ann", "Ben", "Ann"]
    assert worksheets("xor", 1, seed=2, level="forward")[0].code != exercises[0].code


def test_names_and_language_change_no_number() -> None:
    plain = Exercise("mazur", 5)
    other = Exercise("mazur", 5, conventions=Conventions(names="w[1,2]", language="de", comma=True))
    assert [item.result for item in plain.items] == [item.result for item in other.items]
    assert [item.label for item in other.items][-1] == "w2[2,2] neu"


def test_a_batch_averages_and_without_half_the_slope_is_doubled() -> None:
    both, without = Exercise("mazur", 5), Exercise("mazur", 5, conventions=Conventions(half=False))
    y, d = both.single.forward(both.samples[0][0]), both.samples[0][1]
    slopes = [item.result for item in both.items if item.label in ("∂L/∂y(o1)", "∂L/∂y(o2)")]
    assert slopes == [y[0] - d[0], y[1] - d[1]]
    y, d = without.single.forward(without.samples[0][0]), without.samples[0][1]
    assert [item.result for item in without.items if item.label == "∂L/∂y(o1)"] == [2.0 * (y[0] - d[0])]
    batch = Exercise("mazur", 5, conventions=Conventions(samples=2))
    values = {item.label: item.result for item in batch.items}
    w5 = batch.single.names.weight("w5").value
    assert values["new w5"] == pytest.approx(w5 - 0.5 * values["∂L/∂w5"] / 2.0, abs=1e-15)

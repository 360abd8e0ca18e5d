"""Scales: round ticks inside, at most so many, for numbers of every size."""

import math
import random
from typing import List, Tuple

import pytest

from lernmi.figures.scale import Scale, scale_of, spread_out, tick_labels, tick_texts


@pytest.mark.parametrize("scale, most, ticks", [
    (Scale(0.0, 1.0), 5, [0.0, 0.5, 1.0]), (Scale(-0.7, 0.3), 6, [-0.6, -0.4, -0.2, 0.0, 0.2]),
    (Scale(0.13, 4.2, True), 4, [0.2, 0.5, 1.0, 2.0]), (Scale(1e-12, 1e3, True), 4, [1e-12, 1e-8, 1e-4, 1.0]),
    (Scale(0.1, 4.0, True), 2, [0.1, 1.0]), (Scale(0.13, 4.0, True), 3, [0.2, 2.0]),
    (Scale(3.0, 3.0), 4, [3.0]), (Scale(0.0, 5e-324), 4, [0.0, 5e-324]),
    (Scale(-1e308, 1e308), 3, [-1e308, 0.0, 1e308]), (Scale(1e15, 1e15 + 1.0), 5, [1e15, 1e15 + 1.0])])
def test_ticks_are_round_numbers(scale: Scale, most: int, ticks: List[float]) -> None:
    assert scale.ticks(most) == ticks


def test_ticks_lie_on_the_axis_apart_and_are_never_too_many() -> None:
    generator = random.Random(1)
    for _ in range(500):
        low, high = sorted(generator.uniform(-1.0, 1.0) * 10.0 ** generator.uniform(-9.0, 9.0)
                           for _ in range(2))
        most = generator.randint(2, 9)
        for scale in (Scale(low, high), scale_of((abs(low), abs(high)), logarithmic=True)):
            ticks = scale.ticks(most)
            texts = tick_texts(ticks, scale.is_logarithmic)
            assert 1 <= len(ticks) <= most and len(set(texts)) == len(ticks)
            assert all(-1e-6 < scale.share(tick) < 1.0 + 1e-6 for tick in ticks)
            assert [float(text) for text in texts] == ticks


@pytest.mark.parametrize("scale, number, share", [
    (Scale(2.0, 4.0), 3.5, 0.75), (Scale(0.01, 1.0, True), 0.1, 0.5), (Scale(-1e308, 1e308), 0.0, 0.5),
    (Scale(5.0, 5.0), 5.0, 0.5)])
def test_a_number_has_its_share_of_the_axis_and_back(scale: Scale, number: float, share: float) -> None:
    assert scale.share(number) == pytest.approx(share)
    assert scale.number(share) == pytest.approx(number)


def test_a_scale_is_logarithmic_where_it_may_be_and_sizes_differ() -> None:
    assert scale_of([1e-3, 1.0], logarithmic=True) == Scale(1e-3, 1.0, True)
    assert not scale_of([1e-3, 1.0]).is_logarithmic and not scale_of([0.1, 1.0], True).is_logarithmic
    assert not scale_of([0.0, 1.0], True).is_logarithmic
    assert scale_of([math.nan, 2.0, math.inf, -1.0]) == Scale(-1.0, 2.0)
    assert scale_of([]) == Scale(0.0, 0.0)


def test_shares_are_written_in_percent() -> None:
    assert tick_labels(Scale(0.3, 0.37), 3, as_percent=True) == [(0.3, "30 %"), (0.35, "35 %")]


@pytest.mark.parametrize("positions, moved", [
    ([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]), ([4.0, 4.0], [3.0, 4.0]), ([0.0, 3.5, 2.0], [0.0, 3.5, 2.0])])
def test_labels_are_moved_apart_in_their_order(positions: List[float], moved: List[float]) -> None:
    assert spread_out(positions, 1.0, 0.0, 4.0) == moved


def test_the_order_of_what_is_spread_out_stays() -> None:
    spread: Tuple[float, ...] = tuple(spread_out([5.0, 5.1, 4.9], 1.0, 0.0, 9.0))
    assert spread[2] < spread[0] < spread[1]

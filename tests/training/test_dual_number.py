"""Dual numbers: values as those of floats, tangents by the two rules."""

import math
import struct

from lernmi import Link, Neuron, Weight
from lernmi.training.dual_number import DualNumber


def nudged(value: float, *tangents: float) -> DualNumber:
    return DualNumber(value, list(tangents), list(map(abs, tangents)))


def test_values_are_those_of_floats_to_the_last_bit() -> None:
    for one, other in ((0.1, 0.2), (1e16, -1.0), (-0.0, 0.0), (3.0, 1 / 3)):
        for left, right in ((nudged(one, 1.0), other), (one, nudged(other, 1.0)),
                            (nudged(one, 1.0), nudged(other, 2.0))):
            assert struct.pack("d", left + right) == struct.pack("d", one + other)
            assert struct.pack("d", left * right) == struct.pack("d", one * other)


def test_the_tangent_of_a_product_and_of_a_sum() -> None:
    product = nudged(3.0, 1.0, 0.0) * nudged(5.0, 10.0, 1.0)
    assert (float(product), product.tangents) == (15.0, [35.0, 3.0])        # 1 × 5 + 3 × 10
    assert (2.0 * nudged(3.0, 1.0, 0.0)).tangents == [2.0, 0.0]
    assert (nudged(3.0, 1.0, 0.0) + nudged(5.0, 10.0, 1.0) + 7.0).tangents == [11.0, 1.0]


def test_the_size_grows_where_terms_cancel() -> None:
    number = nudged(3.0, 1.0, 0.0)
    nothing = number * 1e8 + -1e8 * number
    assert (float(nothing), nothing.tangents, nothing.sizes) == (0.0, [0.0, 0.0], [2e8, 0.0])


def test_what_does_not_change_is_0_times_any_factor() -> None:
    number = nudged(3.0, 1.0, 0.0).scaled(7.0, math.inf)
    assert (float(number), number.tangents, number.sizes) == (7.0, [math.inf, 0.0], [math.inf, 0.0])


def test_a_gate_gets_both_terms() -> None:
    source, gate, target = Neuron("source"), Neuron("gate"), Neuron("target")
    for link in (Link(source, gate, Weight(2.0)), Link(source, target, gate)):
        if link.source is source:
            source.value = nudged(3.0, 1.0, 0.0)
        link.forward()
        link.target.forward()
    assert isinstance(target.value, DualNumber)
    assert (float(target.value), target.value.tangents) == (18.0, [12.0, 0.0])      # 2 x², 4 x

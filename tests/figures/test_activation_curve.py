"""An activation's curve: jumps and gaps, the tangent, and whether a neuron is saturated or dead."""

import math
from typing import Any, List

import pytest

from lernmi import Activation, BadInput, Dense, Network, OutOfOrder, UnknownName
from lernmi.activations import ACTIVATIONS
from lernmi.figures.activation_curve import ActivationCurve, activation_curve
from lernmi.network.snapshot import numbers_in


def network_of(activation: Any, bias: float = 0.0) -> Network:
    return Network(1, Dense(1, activation, weights=1.0, biases=[bias]), Dense(1, "identity", weights=2.0))


def curve(activation: Any, *totals: float) -> ActivationCurve:
    """With the neuron at the first total, and samples at all others."""
    network = network_of(activation)
    network.forward([totals[0]])
    return activation_curve(network, "hidden[0]", [([total], [0]) for total in totals[1:]])


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_the_curve_is_the_activation_and_the_tangent_touches_it(name: str) -> None:
    figure = curve(name, 0.75)
    activation = ACTIVATIONS[name]
    for piece in figure.pieces:
        assert piece == [(total, activation.function(total)) for total, _ in piece]
        assert all(figure.heights.low <= value <= figure.heights.high for _, value in piece)
    (start, low), (end, high) = figure.tangent()
    value = activation.function(0.75)
    slope = activation.slope(0.75, value)
    assert start <= 0.75 <= end and low == pytest.approx(value + slope * (start - 0.75))
    assert high == pytest.approx(value + slope * (end - 0.75))


@pytest.mark.parametrize("activation, pieces", [
    ("step", 2), ("logical_not", 2), ("reciprocal", 2), ("log", 1), ("sqrt", 1), ("sigmoid", 1), ("exp", 1),
    (Activation("steep", lambda total: math.tanh(1e4 * total), lambda total, value: 0.0), 1),
    (Activation("stairs", lambda total: float(math.floor(total)), lambda total, value: 0.0), 13),
    (Activation("failing", lambda total: math.sqrt(total - 1.0), lambda total, value: 1.0), 1)])
def test_a_curve_is_interrupted_where_it_jumps_and_has_no_value_only(activation: Any, pieces: int) -> None:
    assert len(curve(activation, 2.0).pieces) == pieces


@pytest.mark.parametrize("activation, totals, verdicts", [
    ("sigmoid", [0.0], ["hidden[0]: slope 0.25 at its total of 0, value 0.5."]),
    ("sigmoid", [6.2146], ["hidden[0] is saturated: slope 0.001992 at its total of 6.215, value 0.998."]),
    ("relu", [-1.0, -2.0, -0.5], ["hidden[0] is dead here: slope 0 at its total of -1, value 0. No "
                                  "sensitivity passes back through it.",
                                  "hidden[0] is dead: 0 on every sample, 2."]),
    ("relu", [1.0, -2.0, 0.5], ["hidden[0]: slope 1 at its total of 1, value 1.",
                                "On 2 samples: dead on 1."]),
    ("relu", [1e-9, 1e-6], ["hidden[0]: slope 1 at its total of 1e-09, value 1e-09.",
                            "On 1 sample: saturated on none."]),
    ("tanh", [0.0, 9.0, 0.0, -9.0], ["hidden[0]: slope 1 at its total of 0, value 0.",
                                     "On 3 samples: saturated on 2."]),
    ("square", [0.001, 0.5], ["hidden[0]: slope 0.002 at its total of 0.001, value 1e-06.",
                              "On 1 sample: saturated on none."]),
    ("step", [1.0, 1.0], ["The slope is 0 everywhere: no sensitivity ever passes back through it.",
                          "hidden[0]: slope 0 at its total of 1, value 1."]),
    ("sigmoid", [50.0], ["hidden[0] is saturated: slope 0 at its total of 50, value 1."]),
    ("square", [0.0], ["hidden[0]: slope 0 at its total of 0, value 0."]),
    ("softsign", [8e307, -8e307], ["hidden[0] is saturated: slope 0 at its total of 8e+307, value 1.",
                                   "On 1 sample: saturated on 1."])])
def test_saturated_dead_or_neither(activation: str, totals: List[float], verdicts: List[str]) -> None:
    assert curve(activation, *totals).verdicts(lambda number: f"{number:.4g}") == verdicts


def test_all_totals_are_in_the_picture_and_the_network_is_as_it_was() -> None:
    network = network_of("softplus", 0.25)
    network.forward([1.0])
    network.backward([0.0])
    before = [getattr(thing, name) for thing, name in numbers_in(network)]
    figure = activation_curve(network, "hidden[0]", [([number], [0]) for number in (-20.0, 30.0)])
    assert [point.total for point in figure.samples] == [-19.75, 30.25]
    assert figure.across.low < -19.75 and figure.across.high > 30.25
    assert [getattr(thing, name) for thing, name in numbers_in(network)] == before
    assert network.last_phase == "backward" and network.targets == [0.0]


def test_of_many_samples_some_are_run() -> None:
    figure = activation_curve(network_of("tanh"), "hidden[0]", [([0.0], [0])] * 2001)
    assert (len(figure.samples), figure.present) == (667, None)
    assert figure.verdicts(str) == ["On 667 of 2,001 samples: saturated on none."]


def test_what_has_no_curve() -> None:
    network = network_of("tanh")
    with pytest.raises(BadInput, match="no incoming links.*Try hidden"):
        activation_curve(network, "input[0]")
    with pytest.raises(UnknownName, match="did you mean"):
        activation_curve(network, "hiden[0]")
    with pytest.raises(OutOfOrder, match="or pass samples"):
        activation_curve(network, "hidden[0]")

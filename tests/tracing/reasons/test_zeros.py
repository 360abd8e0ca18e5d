"""Why a sensitivity is 0: the factors that all paths go through, as few as possible."""

import itertools
import random
from typing import Any, List, Tuple

import pytest

from lernmi import Dense, Dropout, Network, Trace, trace
from lernmi.tracing.reasons.words import effect_of, zeros_sentence
from lernmi.tracing.reasons.zeros import FACTOR, zeros_of
from tests.support.steps import example_step


def reason(step: Trace, name: str) -> str:
    return zeros_sentence(zeros_of(step.why(name)), step.network, "{:.4g}".format)


def two_layers(weights: Any, activation: str, last: Any = 1.0, outputs: int = 1) -> Network:
    return Network(2, Dense(len(weights), activation, weights=weights, biases=0.0),
                   Dense(outputs, "identity", weights=last, biases=0.0))


def dead() -> Network:
    return two_layers([[0.1, 0.2], [0.3, 0.4], [-0.1, -0.2]], "relu")


def silenced() -> Network:
    return Network(1, Dense(2, weights=0.5, biases=0.0), Dropout(mask=[1, 0]), Dense(1, weights=1.0))


@pytest.mark.parametrize("network, sample, name, sentence", [
    (dead(), ([1.0, 1.0], [0.0]), "hidden.weight[2,0]",
     "The path goes through hidden[2], a relu at -0.3, whose slope there is 0."),
    (two_layers([[1.0, -1.0]], "relu"), ([1.0, 1.0], [1.0]), "hidden.weight[0,0]",
     "The path goes through hidden[0], a relu at 0, its corner, where its slope is taken as 0 (above it is "
     "1)."),
    (dead(), ([1.0, 0.0], [0.0]), "hidden.weight[2,1]",
     "The path goes through input[1], which is 0; and through hidden[2], a relu at -0.1, whose slope there "
     "is 0: each of them is enough."),
    (two_layers(3 * [[-1.0, -1.0]], "relu"), ([1.0, 1.0], [1.0]), "input[0]",
     "Every path goes through one of these: 3 relu neurons whose slope is 0 (hidden[0] at -2, hidden[1] at "
     "-2, hidden[2] at -2)."),
    (two_layers([[800.0, 0.0]], "sigmoid"), ([1.0, 0.0], [0.0]), "hidden.weight[0,0]",
     "The path goes through hidden[0], a sigmoid at 800, whose slope there is 0."),
    (two_layers([[1.0, 1.0]], "step"), ([1.0, 1.0], [0.0]), "input[1]",
     "The path goes through hidden[0], a step, whose slope is 0 everywhere."),
    (two_layers([[1.0, 1.0], [1.0, 1.0]], "tanh", 0.0), ([1.0, 1.0], [1.0]), "input[0]",
     "Every path goes through one of these: 2 weights that are 0 (output.weight[0,0], output.weight[0,1])."),
    (two_layers([[0.25, 0.25]], "identity"), ([1.0, 1.0], [0.5]), "hidden.weight[0,0]",
     "The path goes through output[0], which is exactly right (0.5), so that the loss has no slope there."),
    (two_layers([[1.0, 0.0], [1.0, 0.0]], "identity", [[0.5, -0.5]]), ([1.0, 1.0], [1.0]), "input[0]",
     "Every path goes through the sum at input[0], whose terms cancel out (0.5 + -0.5)."),
    (two_layers([[1e-200, 0.0]], "identity", 1e-200), ([1.0, 0.0], [1.0]), "input[0]",
     "The path goes through input[0], where -1e-200 × 1e-200 is too small for a float and becomes 0."),
    (silenced(), ([1.0], [0.0]), "hidden.weight[1,0]",
     "The path goes through dropout.mask[1], which is 0 (a mask: dropout)."),
])
def test_the_sentence_for_each_kind_of_zero(network: Network, sample: Tuple[List[float], List[float]],
                                            name: str, sentence: str) -> None:
    step = trace(network, *sample)
    assert step.why(name).sensitivity == 0.0
    assert reason(step, name) == sentence


def test_what_is_not_0_or_leads_nowhere_has_no_zeros() -> None:
    step = trace(dead(), [1.0, 1.0], [0.0])
    assert zeros_of(step.why("hidden[0]")).zeros == [] and reason(step, "hidden[0]") == ""


def test_no_smaller_set_of_zeros_is_on_every_path() -> None:
    """Against all sets of the factors that are 0, on small random networks."""
    draw, cuts = random.Random(3), 0
    for _ in range(25):
        def weight() -> float:
            return draw.choice([0.0, 0.0, 0.5, -0.75])
        layers = [Dense(size, kind, [[weight() for _ in range(before)] for _ in range(size)], 0.0)
                  for before, size, kind in ((2, 3, "relu"), (3, 3, "relu"), (3, 1, "identity"))]
        network = Network(2, *layers)
        step = trace(network, [1.0, -0.5], [0.25])
        for name in ("input[0]", "hidden1[0]", "hidden1.weight[0,0]"):
            why = step.why(name)
            zeros = zeros_of(why)
            if not zeros.zeros or any(zero.kind != FACTOR for zero in zeros.zeros):
                continue
            paths = [{factor.place for factor in path.factors if factor == 0.0} for path in why.paths()]
            chosen = {zero.number.place for zero in zeros.zeros}
            assert all(path & chosen for path in paths)
            if zeros.each:
                assert all(zero.number.place in path for path in paths for zero in zeros.zeros)
                continue
            cuts += 1
            candidates = set().union(*paths)
            assert not any(all(path & set(some) for path in paths)
                           for some in itertools.combinations(candidates, len(chosen) - 1))
    assert cuts > 10


def test_of_very_many_zeros_those_nearest_are_named() -> None:
    step = example_step("conv")
    name = next(neuron.name for neuron in step.network.inputs if step.why(neuron.name).sensitivity == 0.0)
    assert reason(step, name).startswith("Every path goes through one of these: ")


def test_what_a_small_change_does_where_the_sensitivity_is_zero() -> None:
    for weights, target, effect in (([1.0, -1.0], 1.0, "a small change of w may change the loss, although"),
                                    ([-1.0, -1.0], 1.0, "a small change of w changes nothing."),
                                    ([1.0, 1.0], 2.0, "to first order, a small change of w changes")):
        why = trace(two_layers([weights], "relu"), [1.0, 1.0], [target]).why("hidden.weight[0,0]")
        assert why.sensitivity == 0.0 and effect_of("w", zeros_of(why)).startswith(effect)

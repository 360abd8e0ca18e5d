"""Layer bars: means of the objects' sensitivities, from the output backwards, and where they fade."""

from statistics import fmean
from typing import Any, List, Sequence

import pytest

from lernmi import LSTM, BatchNorm, Dense, GradientDescent, Network, OutOfOrder
from lernmi.figures.layer_bars import Bar, LayerBars, layer_bars

FIRST = "The weights of the first layer, c0, have sensitivities of"


def mean(things: Sequence[Any]) -> float:
    return fmean(abs(thing.sensitivity) for thing in things)


def test_the_bars_are_the_means_of_the_objects_sensitivities() -> None:
    network = Network(2, Dense(3, "relu"), Dense(1), seed=1)
    with pytest.raises(OutOfOrder, match="backward"):
        layer_bars(network)
    network.forward([1, -2])
    network.backward([1])
    bars = layer_bars(network).bars
    assert [f"{bar.layer} {bar.what}" for bar in bars] == [
        "output neurons", "output weights", "hidden neurons", "hidden weights", "input neurons"]
    weights, hidden = network.weights, network.groups["hidden"]
    expected: List[Sequence[Any]] = [network.outputs, weights[9:], hidden, weights[:9], network.inputs]
    assert [bar.mean for bar in bars] == [pytest.approx(mean(things)) for things in expected]
    dead = [neuron for neuron in network.groups["hidden"] if not neuron.slope]
    assert bars[3].zeros == len(dead) / 3 and dead
    network.update(GradientDescent(0.1))
    assert layer_bars(network).bars == bars


def test_a_recurrent_layer_has_a_bar_for_each_time_step_or_for_some_of_them() -> None:
    for steps, shown in ((4, [4, 3, 2, 1]), (40, [40, 36, 33, 29, 26, 22, 19, 15, 12, 8, 5, 1])):
        network = Network((steps, 1), LSTM(2), Dense(1), seed=2)
        network.forward([1.0] * steps)
        network.backward([1])
        bars = [bar for bar in layer_bars(network).bars if bar.time_step]
        assert [bar.time_step for bar in bars] == shown
        last = [neuron for neuron in network.groups["memory"] if neuron.name.endswith(f"@t{steps}")]
        assert bars[0].mean == pytest.approx(mean(last)) and bars[0].label == f"memory@t{steps}"


@pytest.mark.parametrize("means, verdicts", [
    ([0.5], []),
    ([0.5, 0.4], [f"{FIRST} 0.4, about as large as those of the last, c1."]),
    ([2.0, 0.01], [f"{FIRST} 0.01, 200 times smaller than those of the last, c1."]),
    ([1e-9, 0.5], [f"{FIRST} 0.5, 500,000,000 times larger than those of the last, c1."]),
    ([1.0, 0.5, 0.05, 0.0], [f"{FIRST} 0.0, all 0, unlike those of the last, c3.",
                             "They fade most from c1 to c0, where all are 0."]),
    ([0.0, 0.0], [f"{FIRST} 0.0, as those of the last, c1."])])
def test_where_they_fade(means: List[float], verdicts: List[str]) -> None:
    bars = [Bar(f"c{len(means) - index - 1}", "weights", one, 0.0) for index, one in enumerate(means)]
    assert LayerBars(bars).verdicts(str) == verdicts


def test_time_steps_are_compared_as_well() -> None:
    bars = [Bar("memory", "neurons", size, 0.0, step) for step, size in ((3, 0.5), (2, 0.1), (1, 0.01))]
    assert LayerBars(bars).verdicts(str) == [
        "At its first time step, memory has sensitivities of 0.01, 50 times smaller than at its last."]
    assert LayerBars(bars).scale.is_logarithmic and not LayerBars(bars[:2]).scale.is_logarithmic


def test_after_a_batch_of_copies_there_are_bars_of_the_weights_alone_and_a_sentence_says_so() -> None:
    network = Network(2, Dense(2), BatchNorm(), Dense(1), seed=1)
    network.learn_batch([([0, 1], [1]), ([1, 1], [0])], GradientDescent(0.1))
    figure = layer_bars(network)
    assert [(bar.layer, bar.what) for bar in figure.bars] == [
        (layer, "weights") for layer in ("output", "norm", "hidden")]
    assert all(bar.mean for bar in figure.bars) and "batch copies" in figure.sentences(str)[-1]
    copies = layer_bars(network.photocopied(2))
    assert copies.bars[0].what == "neurons" and copies.bars[0].mean and not copies.in_copies
    assert [bar for bar in copies.bars if bar.what == "weights"] == figure.bars

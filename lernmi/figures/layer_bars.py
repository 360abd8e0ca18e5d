"""Layer bars: how large the sensitivities of each layer are, from the output backwards."""

from __future__ import annotations

import math
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from ..network.layer_weights import latest_sensitivity, weights_by_layer
from ..network.network import Network
from ..network.neuron_names import copy_numbers, parsed_name
from ..network.whose_numbers import has_all_sensitivities, in_batch_copies
from ..neuron import Neuron
from ..support.errors import OutOfOrder
from ..support.formatting import percent
from .figure import Figure
from .scale import Scale, of_lengths

MOST_TIME_STEPS = 12                    # of a layer, that get a bar
MANY, MOST = 100.0, 1e9                 # times, that are written as a whole number
LONGEST_LABEL = 24                      # characters, in a drawing
ABOUT = 2.0                             # times: sizes that differ by less are about the same
NEURONS_IN_COPIES = ("The neurons have no bars: their sensitivities are in the batch copies, "
                     "network.photocopied(samples).")


class Bar(NamedTuple):
    """The mean |sensitivity| of some numbers of a layer: "neurons" (of a time step), or "weights"."""

    layer: str
    what: str
    mean: float
    zeros: float                        # the share of those that are 0
    time_step: Optional[int] = None

    @property
    def label(self) -> str:
        """The layer, with the time step."""
        return self.layer if self.time_step is None else f"{self.layer}@t{self.time_step}"


class LayerBars(Figure):
    """``bars``: of the last layer first, of each its neurons, then its weights with the biases.

    The input neurons come last. A recurrent layer has bars for its time steps, the last one first.
    ``in_copies``: the sensitivities of the neurons are in batch copies, so they have no bars.
    """

    title = "Mean |sensitivity| of each layer, from the output backwards"

    def __init__(self, bars: Sequence[Bar], in_copies: bool = False) -> None:
        self.bars = list(bars)
        self.in_copies = in_copies

    @property
    def scale(self) -> Scale:
        """From the beginning of the bars to their ends: logarithmic where their sizes differ much."""
        return of_lengths(bar.mean for bar in self.bars)

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Each bar, and where they fade."""
        return [f"{bar.label}, {bar.what}: mean |sensitivity| {number(bar.mean)}{zeros_of(bar)}."
                for bar in self.bars] + self.verdicts(number)

    def verdicts(self, number: Callable[[float], str]) -> List[str]:
        """Where the sensitivities fade or grow: from the last layer to the first, and over time steps."""
        of_weights = [bar for bar in self.bars if bar.what == "weights"]
        verdicts = []
        if len(of_weights) > 1:
            last, first = of_weights[0], of_weights[-1]
            verdicts.append(f"The weights of the first layer, {first.layer}, have "
                            f"{compared(first, last, number)} those of the last, {last.layer}.")
            verdicts += _steepest(of_weights)
        for steps in self._by_layer():
            if len(steps) > 1:
                verdicts.append(f"At its first time step, {steps[-1].layer} has "
                                f"{compared(steps[-1], steps[0], number)} at its last.")
        return verdicts + [NEURONS_IN_COPIES] * self.in_copies

    def _by_layer(self) -> List[List[Bar]]:
        layers: Dict[str, List[Bar]] = {}
        for bar in self.bars:
            if bar.time_step is not None:
                layers.setdefault(bar.layer, []).append(bar)
        return list(layers.values())


def layer_bars(network: Network) -> LayerBars:
    """The sensitivities of the latest backward pass, layer by layer.

    Of more than 12 time steps, 12 have a bar. Raises OutOfOrder without a backward pass before.
    """
    if not has_all_sensitivities(network):
        raise OutOfOrder("there are no sensitivities of layers yet: call network.forward(inputs), then "
                         "network.backward(targets).")
    in_copies = in_batch_copies(network)
    bars: List[Bar] = []
    weights = weights_by_layer(network)
    for layer, neurons in reversed(network.groups.items()):
        if neurons != [network.bias] and not in_copies:
            bars += _neuron_bars(layer, neurons)
        together = [weight for kind in weights.get(layer, {}).values() for weight in kind]
        if together:
            bars.append(_bar(layer, "weights", [latest_sensitivity(network, weight) for weight in together]))
    return LayerBars(bars, in_copies)


def _neuron_bars(layer: str, neurons: Sequence[Neuron]) -> List[Bar]:
    """A bar for the neurons, or for those of each time step, the last first."""
    steps: Dict[Optional[int], List[float]] = {}
    for neuron in neurons:
        _, time_step = copy_numbers(parsed_name(neuron.name, layer).copy)
        steps.setdefault(time_step or None, []).append(neuron.sensitivity)
    chosen = list(steps.items())
    if len(chosen) > MOST_TIME_STEPS:
        spread = (len(chosen) - 1) / (MOST_TIME_STEPS - 1)
        chosen = [chosen[round(index * spread)] for index in range(MOST_TIME_STEPS)]
    return [_bar(layer, "neurons", numbers, time_step) for time_step, numbers in reversed(chosen)]


def _bar(layer: str, what: str, numbers: Sequence[float], time_step: Optional[int] = None) -> Bar:
    mean = math.fsum(abs(number) / len(numbers) for number in numbers)
    return Bar(layer, what, mean, sum(number == 0.0 for number in numbers) / len(numbers), time_step)


def zeros_of(bar: Bar) -> str:
    """How many of its numbers are 0, in words; nothing where none is."""
    if not bar.zeros:
        return ""
    return ", all are 0" if bar.zeros == 1.0 else f", {percent(bar.zeros)} are 0"


def compared(one: Bar, other: Bar, number: Callable[[float], str]) -> str:
    """How large one is beside the other: "sensitivities of 0.01, 12 times smaller than"."""
    return f"sensitivities of {number(one.mean)}, {ratio(one.mean, other.mean)}"


def ratio(one: float, other: float) -> str:
    """How many times smaller or larger one size is than the other."""
    if not one or not other:
        return "as" if one == other else "where the others are 0, unlike" if one else "all 0, unlike"
    if max(one, other) < ABOUT * min(one, other):
        return "about as large as"
    return f"{_times(other / one)} smaller than" if one < other else f"{_times(one / other)} larger than"


def _times(factor: float) -> str:
    return f"{factor:,.0f} times" if MANY <= factor < MOST else f"{factor:.3g} times"


def _steepest(bars: Sequence[Bar]) -> List[str]:
    """Between which layers the sensitivities fade most, of more than two."""
    pairs: List[Tuple[float, Bar, Bar]] = [(after.mean / before.mean, before, after)
                                           for before, after in zip(bars, bars[1:]) if before.mean]
    if len(bars) < 3 or not pairs:
        return []
    share, before, after = min(pairs, key=lambda pair: pair[0])
    if share * ABOUT > 1.0:
        return []
    return [f"They fade most from {before.layer} to {after.layer}"
            + (f": {_times(1.0 / share)}." if share else ", where all are 0.")]

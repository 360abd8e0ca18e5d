"""The activation of a neuron as a curve, with the tangent at its total: is it saturated, or dead?"""

from __future__ import annotations

import math
from typing import Any, Callable, List, NamedTuple, Optional, Sequence, Tuple

from ..activations import Activation
from ..network.network import Network
from ..neuron import Neuron
from ..support.errors import BadInput, OutOfOrder
from ..support.formatting import shortened
from ..training.fitting.samples import samples_if_any
from .figure import Figure
from .function_pieces import heights_of, inside, pieces_of, value_at
from .scale import Scale, scale_of
from .unchanged import unchanged

RANGE = 6.0                     # totals from −6 to 6 are always drawn
MARGIN = 0.05                   # of the totals, on both sides
LONGEST_LABEL = 24              # characters, in a drawing
MOST_SAMPLES = 1000             # whose totals are computed
SATURATED = 0.05                # a slope below that share of the steepest, or of 1, is small


class Point(NamedTuple):
    """A total, and what the activation makes of it."""

    total: float
    value: float
    slope: float


class ActivationCurve(Figure):
    """The curve of an activation, and where a neuron is on it.

    =========== ==========================================================================
    neuron      the name of the neuron
    activation  its Activation
    present     the Point where it is; None before a forward pass
    samples     its Point on each sample
    all_samples how many samples there are: of more than 1,000, 1,000 are run
    across      the axis of totals
    heights     the axis of values
    pieces      the curve between its gaps and jumps, pairs (total, value)
    steepest    the largest |slope| on the curve
    label       the name of the activation, shortened
    =========== ==========================================================================
    """

    def __init__(self, neuron: str, activation: Activation, present: Optional[Point],
                 samples: Sequence[Point], all_samples: int) -> None:
        self.neuron, self.activation, self.present = neuron, activation, present
        self.samples, self.all_samples = list(samples), all_samples
        totals = [point.total for point in (*samples, *([present] if present else []))]
        self.across = _around(totals)
        low, high = self.across.low, self.across.high
        pieces, values = pieces_of(activation.function, low, high), [present.value] if present else []
        heights = heights_of(pieces)
        self.heights = scale_of([heights.low, heights.high, *values])
        self.pieces = inside(pieces, self.heights)
        slopes = [(total, value_at(lambda at: activation.slope(at, activation.function(at)), total) or 0.0)
                  for piece in self.pieces for total, _ in piece]
        self.steepest = max((abs(slope) for _, slope in slopes), default=0.0)
        self._small = SATURATED * min(self.steepest, 1.0)
        steep = [total for total, slope in slopes if abs(slope) >= self._small]
        self._steep = Scale(min(steep, default=low), max(steep, default=high))
        formula = f", y = {activation.formula}" if activation.formula else ""
        self.label = shortened(activation.name, LONGEST_LABEL)
        self.title = f"{neuron}: {activation.name}{formula}"

    def tangent(self) -> List[Tuple[float, float]]:
        """The two ends of the tangent, within the picture; none where there is no present total."""
        if self.present is None:
            return []
        total, value, slope = self.present
        reach = self.across.high / 4.0 - self.across.low / 4.0
        start, end = max(-reach, self.across.low - total), min(reach, self.across.high - total)
        if slope:
            low, high = sorted([(self.heights.low - value) / slope, (self.heights.high - value) / slope])
            start, end = max(start, low), min(end, high)
        return [(total + run, value + slope * run) for run in (start, end)]

    def is_dead(self, point: Point) -> bool:
        """Whether the value and the slope are 0 there, and the slope is small everywhere beyond."""
        return self._is_beyond(point) and not point.slope and not point.value

    def is_saturated(self, point: Point) -> bool:
        """Whether the slope there and everywhere beyond is small beside the steepest, or 0, but not dead."""
        return self._is_beyond(point) and not self.is_dead(point)

    def _is_beyond(self, point: Point) -> bool:
        return abs(point.slope) < self._small and not self._steep.low <= point.total <= self._steep.high

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """The curve, where the neuron is on it, and what follows from that."""
        low, high = number(self.across.low), number(self.across.high)
        return [f"{self.title}.", f"From {low} to {high}, the steepest slope is {number(self.steepest)}.",
                *self.verdicts(number)]

    def verdicts(self, number: Callable[[float], str]) -> List[str]:
        """Whether it is saturated, or dead: at its present total, and on the samples."""
        verdicts = []
        if not self.steepest:
            verdicts.append("The slope is 0 everywhere: no sensitivity ever passes back through it.")
        if self.present is not None:
            verdicts.append(self._at_present(self.present, number))
        if self.samples and self.steepest:
            verdicts.append(self._on_samples())
        return verdicts

    def _at_present(self, point: Point, number: Callable[[float], str]) -> str:
        total, value, steepness = map(number, point)
        slope = f"slope {steepness} at its total of {total}, value {value}"
        if self.is_dead(point):
            return f"{self.neuron} is dead here: {slope}. No sensitivity passes back through it."
        return f"{self.neuron}{' is saturated' * self.is_saturated(point)}: {slope}."

    def _on_samples(self) -> str:
        count, of = len(self.samples), f" of {self.all_samples:,}" * (self.all_samples > len(self.samples))
        sizes = {"saturated": sum(map(self.is_saturated, self.samples)),
                 "dead": sum(map(self.is_dead, self.samples))}
        if sizes["dead"] == count:
            return f"{self.neuron} is dead: 0 on every sample, {count:,}{of}."
        words = ", ".join(f"{what} on {size:,}" for what, size in sizes.items() if size)
        return f"On {count:,}{of} sample{'s' * (count != 1)}: {words or 'saturated on none'}."


def _around(totals: Sequence[float]) -> Scale:
    """The axis of totals: from −6 to 6, or with a margin as far as they go."""
    scale = scale_of([-RANGE, RANGE, *totals])
    margin = MARGIN * (scale.high - scale.low)
    if scale == Scale(-RANGE, RANGE) or not math.isfinite(margin):
        return scale
    return Scale(scale.low - margin, scale.high + margin)


def activation_curve(network: Network, neuron: str, samples: Any = ()) -> ActivationCurve:
    """The activation of a neuron, by its name, and where it is now and on samples.

    The network stays as it is. ``samples``: pairs (inputs, targets). Raises UnknownName for another name,
    BadInput for a neuron without an activation, such as an input, and for samples that don't fit, OutOfOrder
    without samples and without a forward pass before.
    """
    chosen = network[neuron]
    if not chosen.incoming:
        raise BadInput(f"{chosen.name} has no incoming links: its value doesn't come from an activation. Try "
                       f"{_example(network)}.")
    network.refresh()
    pairs = samples_if_any(network, samples)
    present = None
    if network.last_phase:
        present = Point(chosen.total, chosen.value, chosen.slope)
    elif not pairs:
        raise OutOfOrder(f"{chosen.name} has no total yet: call network.forward(inputs), or pass samples.")
    every = max(-(-len(pairs) // MOST_SAMPLES), 1)
    return ActivationCurve(chosen.name, chosen.activation, present,
                           _points(network, chosen, [inputs for inputs, _ in pairs[::every]]), len(pairs))


def _points(network: Network, neuron: Neuron, inputs: Sequence[Any]) -> List[Point]:
    """Where the neuron is on each sample."""
    points = []
    with unchanged(network):
        for sample in inputs:
            network.predict(sample)
            points.append(Point(neuron.total, neuron.value, neuron.slope))
    return points


def _example(network: Network) -> str:
    """The name of a neuron that has an activation."""
    return next((neuron.name for neuron in network.neurons if neuron.incoming), "another")

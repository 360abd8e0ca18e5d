"""Checks for numbers that are no longer finite; the error names the first culprit.

A sum is finite only if every term is: one cheap look at the whole, and only when it fails a
search for the first culprit. (A sum can overflow where no term did; then the search finds none.)
"""

from __future__ import annotations

import math
from contextlib import contextmanager, suppress
from typing import Iterator, List, Sequence, Tuple, Union

from ..link import Link
from ..losses import Loss
from ..neuron import Neuron
from ..support.errors import NumericError
from ..weight import Weight

ADVICE = "Try a smaller learning rate, smaller weights, or inputs scaled to about -1 to 1."


def finite_values(neurons: Sequence[Neuron]) -> None:
    """NumericError naming the first neuron whose total or value is not finite."""
    if math.isfinite(sum([neuron.total + neuron.value for neuron in neurons])):
        return
    for neuron in neurons:
        if not math.isfinite(neuron.total):
            raise NumericError(f"the total of {neuron.name} is {neuron.total} "
                               f"(the sum of its {len(neuron.incoming)} links). {ADVICE}")
        if not math.isfinite(neuron.value):
            raise NumericError(f"the value of {neuron.name} is {neuron.value}: "
                               f"{neuron.activation.name}({neuron.total:g}). {ADVICE}")


def finite_sensitivities(neurons: Sequence[Neuron], links: Sequence[Link],
                         fixed: Sequence[Weight]) -> None:
    """NumericError naming the first neuron, on the way back, whose sensitivity is not finite.

    Those of trainable weights are checked when they are used, in the update.
    """
    total = sum([neuron.sensitivity for neuron in neurons])
    if math.isfinite(total + sum([weight.sensitivity for weight in fixed])):
        return
    for link in reversed(links):
        if not math.isfinite(link.sensitivity):
            neuron = link.target
            raise NumericError(f"{neuron.name} can't hand its sensitivity back: "
                               f"{neuron.sensitivity:g} × slope {neuron.slope:g} = "
                               f"{link.sensitivity}. {ADVICE}")
    for weight in fixed:
        if not math.isfinite(weight.sensitivity):
            raise NumericError(f"the sensitivity of the weight {weight.name} is "
                               f"{weight.sensitivity}. {ADVICE}")
    for neuron in neurons:              # one that no link leads to: an input, the bias
        if not math.isfinite(neuron.sensitivity):
            raise NumericError(f"the sensitivity of {neuron.name} is {neuron.sensitivity}. "
                               f"{ADVICE}")


def finite_loss(loss: float, outputs: Sequence[Neuron], targets: Sequence[float],
                loss_function: Loss) -> None:
    """NumericError naming the output at fault, when the loss is not finite."""
    if math.isfinite(loss):
        return
    worst, target = _at_fault(outputs, targets, loss_function)
    raise NumericError(f"the loss is {loss}: {worst.name} is {worst.value:g} where its target is "
                       f"{target:g} ({loss_function.name}). {loss_function.advice_if_infinite or ADVICE}")


def finite_slopes(slopes: List[float], outputs: Sequence[Neuron], loss_function: Loss) -> List[float]:
    """The slopes of the loss; NumericError naming the first output at which it is infinitely steep."""
    if math.isfinite(sum(slopes)):
        return slopes
    for neuron, slope in zip(outputs, slopes):
        if not math.isfinite(slope):
            raise NumericError(f"the slope of the loss at {neuron.name} is {slope}: {neuron.name} is "
                               f"{neuron.value:g} ({loss_function.name}). "
                               f"{loss_function.advice_if_infinite or ADVICE}")
    return slopes


def _at_fault(outputs: Sequence[Neuron], targets: Sequence[float],
              loss_function: Loss) -> Tuple[Neuron, float]:
    """The first output where the loss is infinitely steep, or else the one farthest off."""
    pairs = loss_function.pairs(outputs, targets)
    with suppress(ArithmeticError, ValueError):
        slopes = loss_function.slopes([neuron.value for neuron in outputs], targets)
        for pair, slope in zip(pairs, slopes):
            if not math.isfinite(slope):
                return pair
    return max(pairs, key=lambda pair: abs(pair[0].value - pair[1]))


@contextmanager
def naming(mover: Union[Link, Neuron]) -> Iterator[None]:
    """An arithmetic error inside becomes a NumericError that names the link or neuron."""
    try:
        yield
    except (ArithmeticError, ValueError) as error:
        raise cannot_compute(mover, error) from error


def cannot_compute(thing: Union[Link, Neuron, Loss], error: Exception) -> NumericError:
    """The error of something whose own arithmetic failed (an activation that divides by 0, say)."""
    return NumericError(f"{thing.name} can't compute its value: {error}. {ADVICE}")


def with_neuron(error: NumericError, links: Sequence[Link]) -> NumericError:
    """The error of an update, with the neuron that the weight leads to."""
    for link in links:
        if link.weight is error.weight:
            return NumericError(f"{link.target.name}: {error}", error.weight)
    return error

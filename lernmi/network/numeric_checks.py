"""Checks for numbers that are no longer finite; the error names the first culprit.

A sum is finite only if every term is: one cheap look at the whole, and only when it fails a
search for the first culprit. (A sum can overflow where no term did; then the search finds none.)
"""

from __future__ import annotations

import copy
import math
from contextlib import contextmanager, suppress
from numbers import Real
from typing import Iterator, List, Sequence, Tuple, Union

from ..activations import Activation, is_built_in
from ..link import Link
from ..losses import LOSSES, Loss
from ..neuron import Neuron
from ..support.errors import BadInput, LernmiError, NumericError
from ..support.formatting import LONGEST_NAME, quoted
from ..weight import Weight

# What to try depends on the cause: numbers that grow, a function outside its domain, a weight set to NaN.
ADVICE = "Try a smaller learning rate, smaller weights, or inputs scaled to about -1 to 1."
DOMAINS = {"log": "above 0: try exp or softplus before it", "sqrt": "above 0: try exp or softplus before it",
           "reciprocal": "away from 0: try adding a small constant before it"}
FAILURES = (ArithmeticError, ValueError, TypeError)
LARGE = 1e100           # an output so large has grown; a smaller one is outside the loss's domain


def finite_values(neurons: Sequence[Neuron]) -> None:
    """NumericError naming the first neuron whose total or value is not finite."""
    try:
        if math.isfinite(sum([neuron.total + neuron.value + neuron.slope for neuron in neurons])):
            return
    except TypeError:                   # an activation that returned no number
        pass
    for neuron in neurons:
        if not math.isfinite(neuron.total):
            raise NumericError(f"the total of {neuron.name} is {neuron.total} "
                               f"(the sum of its {len(neuron.incoming)} links). {_advice_for_total(neuron)}")
        _require_numbers(neuron)
        if not math.isfinite(neuron.value):
            raise NumericError(f"the value of {neuron.name} is {neuron.value}: {neuron.activation.name}"
                               f"({neuron.total:g}). {_advice_for_activation(neuron)}")


def are_finite(values: object, length: int) -> bool:
    """Whether it is a list of so many numbers, with a finite sum: the usual case, at once."""
    try:
        return isinstance(values, list) and len(values) == length and math.isfinite(sum(values))
    except Exception:                   # an entry that is no number
        return False


def require_number(value: float, what: str, owner: Union[Activation, Loss]) -> float:
    """What a function or a slope of its owner has returned; NumericError unless it is a number."""
    if not hasattr(value, "__float__") or isinstance(value, complex):
        kind = type(owner).__name__.lower()
        raise NumericError(f"the {what} of the {kind} {owner.name} must return a number, "
                           f"not {quoted(value)}.")
    return value


def _require_numbers(neuron: Neuron) -> None:
    require_number(neuron.value, "function", neuron.activation)
    require_number(neuron.slope, "slope", neuron.activation)


def _advice_for_total(neuron: Neuron) -> str:
    for link in neuron.incoming:
        if isinstance(link.weight, Weight) and not math.isfinite(link.weight.value):
            return f"The weight {link.weight.name} is {link.weight.value}: give it a finite number."
    return ADVICE + _first_product_of_total(neuron)


def _first_product_of_total(neuron: Neuron) -> str:
    """Which of its links was the first to deliver a number that isn't finite."""
    for link in neuron.incoming:
        if not math.isfinite(link.value):
            return _product(link.source.name, link.source.value, link.weight.name, link.weight.value,
                            link.value)
    return " Each of them delivers a finite number, but their sum is too large for a float."


def _product(first: str, left: float, second: str, right: float, result: float) -> str:
    return f" The first product that isn't finite: {first} × {second} = {left:g} × {right:g} = {result}."


def _first_product_passed_to(thing: Union[Neuron, Weight], links: Sequence[Link]) -> str:
    """Which link, on the way back, was the first to pass it a number that isn't finite."""
    for link in reversed(links):
        if thing not in (link.source, link.weight) or not math.isfinite(link.sensitivity):
            continue
        again = copy.copy(link)
        again.source, again.weight = copy.copy(link.source), copy.copy(link.weight)
        again.source.sensitivity = again.weight.sensitivity = 0.0
        Link.backward(again)
        for passed, one, factor in ((again.source, link.source, link.weight),
                                    (again.weight, link.weight, link.source)):
            if one is thing and not math.isfinite(passed.sensitivity):
                return _product(f"sensitivity of {link.name}", link.sensitivity, factor.name, factor.value,
                                passed.sensitivity)
    return ""


def _advice_for_activation(neuron: Neuron) -> str:
    """A built-in one without a domain can only overflow."""
    name = neuron.activation.name
    if not is_built_in(neuron.activation):
        return f"The activation {name} must return a finite number there."
    return f"{name} takes numbers {DOMAINS[name]}." if name in DOMAINS else ADVICE


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
            advice = ADVICE if math.isfinite(neuron.slope) else _advice_for_activation(neuron)
            first = "" if math.isfinite(neuron.sensitivity) else _first_product_passed_to(neuron, links)
            raise NumericError(f"{neuron.name} can't hand its sensitivity back: "
                               f"{neuron.sensitivity:g} × slope {neuron.slope:g} = "
                               f"{link.sensitivity}. {advice}{first}")
    for weight in fixed:
        if not math.isfinite(weight.sensitivity):
            raise NumericError(f"the sensitivity of the weight {weight.name} is "
                               f"{weight.sensitivity}. {ADVICE}{_first_product_passed_to(weight, links)}")
    for neuron in neurons:              # one that no link leads to: an input, the bias
        if not math.isfinite(neuron.sensitivity):
            raise NumericError(f"the sensitivity of {neuron.name} is {neuron.sensitivity}. "
                               f"{ADVICE}{_first_product_passed_to(neuron, links)}")


def finite_loss(loss: float, outputs: Sequence[Neuron], targets: Sequence[float],
                loss_function: Loss) -> None:
    """NumericError naming the output at fault, when the loss is not finite."""
    if type(loss) is float and math.isfinite(loss):
        return
    if math.isfinite(require_number(loss, "function", loss_function)):
        return
    worst, target = _at_fault(outputs, targets, loss_function)
    raise NumericError(f"the loss is {loss}: {worst.name} is {worst.value:g} where its target is "
                       f"{target:g} ({loss_function.name}). {_advice_for_loss(worst, loss_function)}")


def finite_slopes(slopes: List[float], outputs: Sequence[Neuron], loss_function: Loss) -> List[float]:
    """The slopes of the loss; NumericError naming the first output at which it is infinitely steep."""
    if math.isfinite(sum(slopes)):
        return slopes
    for neuron, slope in zip(outputs, slopes):
        if not math.isfinite(slope):
            raise NumericError(f"the slope of the loss at {neuron.name} is {slope}: {neuron.name} is "
                               f"{neuron.value:g} ({loss_function.name}). "
                               f"{_advice_for_loss(neuron, loss_function)}")
    return slopes


def _advice_for_loss(output: Neuron, loss_function: Loss) -> str:
    """A loss outside its domain says itself what to try; a built-in one without one can only overflow."""
    if loss_function.advice_if_infinite:
        return loss_function.advice_if_infinite
    if abs(output.value) > LARGE or loss_function.name in LOSSES:
        return ADVICE
    return f"The loss {loss_function.name} must return a finite number there."


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
def naming(thing: Union[Link, Neuron, Loss]) -> Iterator[None]:
    """An arithmetic error inside becomes a NumericError that names the link, the neuron or the loss."""
    try:
        yield
    except FAILURES as error:
        explain(thing, error)
        raise


def explain(thing: Union[Link, Neuron, Loss], error: Exception) -> None:
    """Raise the NumericError of something whose own arithmetic failed (an activation that divides by 0, say).

    An error of this package explains itself, and one of another type belongs to whoever wrote the function;
    but where an activation returned no number, or a weight was set to none, what comes next fails.
    """
    if isinstance(error, TypeError):
        for operand in _read_by(thing):
            if isinstance(operand, Neuron):
                _require_numbers(operand)
            elif not isinstance(operand.value, Real):
                raise BadInput(f"the value of weight {operand.name} must be a number, "
                               f"not {quoted(operand.value)}.")
    elif not isinstance(error, LernmiError):
        raise NumericError(f"{thing.name} can't compute its value: {str(error)[:LONGEST_NAME]}. "
                           f"{_advice_for_function(thing)}") from error


def _read_by(thing: Union[Link, Neuron, Loss]) -> List[Union[Neuron, Weight]]:
    """The neurons and weights whose numbers it has just read."""
    if isinstance(thing, Link):
        return [thing.source, thing.weight]
    return [thing, *(link.source for link in thing.incoming)] if isinstance(thing, Neuron) else []


def _advice_for_function(thing: Union[Link, Neuron, Loss]) -> str:
    if isinstance(thing, Neuron):
        return f"The activation {thing.activation.name} must return a number for {thing.total:g}."
    return "It must return a number for these outputs." if isinstance(thing, Loss) else ADVICE


def with_neuron(error: NumericError, links: Sequence[Link]) -> NumericError:
    """The error of an update, with the neuron that the weight leads to, and the product that began it."""
    weight = error.weight
    for link in links:
        if isinstance(weight, Weight) and link.weight is weight:
            first = "" if math.isfinite(weight.sensitivity) else _first_product_passed_to(weight, links)
            return NumericError(f"{link.target.name}: {error}{first}", weight)
    return error

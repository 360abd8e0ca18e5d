"""Losses: how wrong the outputs are, with the slopes side by side.

A loss compares the outputs' values (y) with the targets (d, what they should be); n is the number of
targets. Its slopes, ∂loss/∂y, one for each output, are where every sensitivity in the network comes
from. Where mathematics has no number, a loss gives inf or nan, which the network reports with the
output's name.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any, Callable, Dict, List, NamedTuple, Sequence, Tuple, TypeVar

from . import likelihoods
from .likelihoods import Values, added
from .neuron import Neuron
from .support import validation
from .support.errors import BadInput, UnknownName
from .support.user_defined import check_form

Some = TypeVar("Some")

EVERYTHING = (-math.inf, math.inf)
AT_LEAST_ZERO = (0.0, math.inf)


class Loss(NamedTuple):
    """A function of all outputs and targets, and its slopes, as data; or a user-defined one.

    ``value_range`` and ``target_range`` are the smallest and largest output and target for
    which the loss is defined; ``advice`` is what to try when an output is outside, and
    ``advice_if_infinite`` when the loss or its slope is infinite. ``check`` refuses targets of a
    sample that are wrong in another way, or warns of them. ``outputs_per_target`` is more than 1
    for a loss that needs several outputs for each target: first one output for every target,
    then as many again, for which ``further_range`` holds instead. ``samples``: how many samples'
    outputs stand in a row. ``takes_shares``: whether it is for shares that add up to 1, those of
    a Softmax; ``takes_linear``: whether it is for linear outputs, and has their sigmoid or
    softmax in itself. A copy of a built-in loss, and one from a pickle, is the same object.
    """

    name: str
    function: Callable[[Values, Values], float]         # values, targets → loss
    slopes: Callable[[Values, Values], List[float]]     # values, targets → ∂loss/∂value of each
    formula: str = ""                                   # for people: y an output, d its target
    slope_formula: str = ""
    value_range: Tuple[float, float] = EVERYTHING
    target_range: Tuple[float, float] = EVERYTHING
    outputs_per_target: int = 1
    further_range: Tuple[float, float] = EVERYTHING
    advice: str = "Try another activation in the last layer."
    samples: int = 1
    takes_shares: bool = False
    of_classes: bool = False
    takes_linear: bool = False
    check: Callable[[Values], None] = likelihoods.accept
    advice_if_infinite: str = ""

    def __reduce__(self) -> Tuple[Any, ...]:
        """For copies and pickles: a built-in loss by its name, another one by its fields."""
        if LOSSES.get(self.name) == self:
            return built_in, (self.name,)
        return Loss, tuple(self)

    def split(self, numbers: Sequence[Some]) -> List[Sequence[Some]]:
        """The outputs or targets of each sample, of those of all samples in a row."""
        return _split(numbers, self.samples)

    def pairs(self, outputs: Sequence[Neuron], targets: Values) -> List[Tuple[Neuron, float]]:
        """Each target with its output."""
        return [pair for sample, expected in zip(self.split(outputs), self.split(targets))
                for pair in zip(sample, expected)]

    def check_targets(self, targets: Any, outputs: int) -> List[float]:
        """The targets as floats, as many as that many outputs need.

        Raises BadInput for another number of targets, one outside ``target_range``, a number
        of outputs that can't be divided evenly among targets, and what ``check`` raises.
        """
        needed, left_over = divmod(outputs, self.outputs_per_target)
        if left_over:
            raise BadInput(f"{self.name} takes {self.outputs_per_target} outputs for each target, "
                           f"but the network has {outputs}: give its last layer "
                           f"{(needed + 1) * self.outputs_per_target}.")
        values = validation.targets(targets, needed, self.of_classes)
        low, high = self.target_range
        for index, value in enumerate(values):
            if not low <= value <= high:
                raise BadInput(f"target[{index}] is {value:g}: {self.name} takes targets "
                               f"from {low:g} to {high:g}.")
        for sample in self.split(values):
            self.check(sample)
        return values

    def check_outputs(self, outputs: Sequence[Neuron]) -> None:
        """BadInput when an output's value is outside what the loss is defined for."""
        if self.value_range == self.further_range == EVERYTHING:
            return
        for sample in self.split(outputs):
            first = len(sample) // self.outputs_per_target
            self._check_range(sample[:first], self.value_range)
            self._check_range(sample[first:], self.further_range)

    def _check_range(self, outputs: Sequence[Neuron], limits: Tuple[float, float]) -> None:
        low, high = limits
        for neuron in outputs:
            if not low <= neuron.value <= high:
                needed = f"of at least {low:g}" if high == math.inf else f"from {low:g} to {high:g}"
                raise BadInput(f"{neuron.name} is {neuron.value:g}: {self.name} takes outputs "
                               f"{needed} there. {self.advice}")


def repeated(loss: Loss, samples: int) -> Loss:
    """The sum of a loss over several samples, whose outputs and targets stand in a row."""
    return loss._replace(samples=samples, function=partial(_repeated, loss, samples),
                         slopes=partial(_repeated_slopes, loss, samples))


def _repeated(loss: Loss, samples: int, values: Values, targets: Values) -> float:
    return added(map(loss.function, _split(values, samples), _split(targets, samples)))


def _repeated_slopes(loss: Loss, samples: int, values: Values, targets: Values) -> List[float]:
    return [slope for sample in map(loss.slopes, _split(values, samples), _split(targets, samples))
            for slope in sample]


def _split(numbers: Sequence[Some], samples: int) -> List[Sequence[Some]]:
    size = len(numbers) // samples
    return [numbers] if samples == 1 else [
        numbers[start:start + size] for start in range(0, len(numbers), size)]


def _magnitude(error: float) -> float:
    return max(error, -error)       # abs() would make a traced number forget its operation


def _huber(error: float) -> float:
    return 0.5 * (error * error) if -1.0 < error < 1.0 else _magnitude(error) - 0.5


def built_in(name: str) -> Loss:
    """The built-in loss of that name."""
    return LOSSES[name]


def gaussian_nll(variance: float = 1.0) -> Loss:
    """The loss that measures how unlikely a target is: (1/n) Σ ½ (ln v + (y − d)² / v).

    The negative logarithm of a normal distribution around y with the variance v, less a
    constant. One variance for all outputs; with "gaussian_nll_predicted" the network predicts the
    variances. As PyTorch's GaussianNLLLoss, where a variance below 1e-6 counts as 1e-6 too.
    Raises BadInput for a variance that isn't above 0.

    >>> gaussian_nll(0.25).slopes([0.5], [1.0])
    [-2.0]
    """
    v = validation.number(variance, "the variance", above=0.0)
    return Loss("gaussian_nll" if v == 1.0 else f"gaussian_nll(variance={v!r})",
                partial(likelihoods.gaussian_fixed, v), partial(likelihoods.gaussian_fixed_slopes, v),
                "(1/n) Σ ½ (ln v + (y − d)² / v)", "(y − d) / (v n)")


def label_smoothing(smoothing: float, loss: str = "softmax_cross_entropy") -> Loss:
    """A cross-entropy whose targets are less sure: each gives the share ``smoothing`` to all classes alike.

    d becomes (1 − smoothing) d + smoothing ÷ classes. The classes of softmax_cross_entropy and of
    cross_entropy are their outputs (for a Softmax with several rows, those of a row); of
    sigmoid_cross_entropy and of binary_cross_entropy they are yes and no, for each output. As
    PyTorch's CrossEntropyLoss(label_smoothing=…); C. Szegedy and others, 2016.

    Raises BadInput for a smoothing below 0 or above 1, UnknownName for another loss.

    >>> [round(slope, 3) for slope in label_smoothing(0.3).slopes([0.0, 0.0, 0.0], [1.0, 0.0, 0.0])]
    [-0.467, 0.233, 0.233]
    """
    share = validation.number(smoothing, "the label smoothing", at_least=0.0, at_most=1.0)
    if not isinstance(loss, str) or loss not in CROSS_ENTROPIES:
        raise UnknownName("cross-entropy", loss, CROSS_ENTROPIES)
    plain = LOSSES[loss]
    each = likelihoods.share_of_each if plain.of_classes else likelihoods.half
    smoothed = likelihoods.with_smoothed_targets
    return plain._replace(name=f"{loss}(label_smoothing={share!r})",
                          function=partial(smoothed, plain.function, share, each),
                          slopes=partial(smoothed, plain.slopes, share, each))


LOSSES: Dict[str, Loss] = {loss.name: loss for loss in (
    Loss("squared_error",
         lambda values, targets: added(0.5 * ((y - d) * (y - d)) for y, d in zip(values, targets)),
         lambda values, targets: [y - d for y, d in zip(values, targets)],
         "½ Σ (y − d)²", "y − d"),
    Loss("mean_squared_error",
         lambda values, targets: added((y - d) * (y - d) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [2.0 * (y - d) / len(values) for y, d in zip(values, targets)],
         "(1/n) Σ (y − d)²", "2 (y − d) / n"),
    Loss("absolute_error",
         lambda values, targets: added(_magnitude(y - d) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [((y > d) - (y < d)) / len(values) for y, d in zip(values, targets)],
         "(1/n) Σ |y − d|", "(1 if y > d, −1 if y < d, else 0) / n"),
    Loss("huber",
         lambda values, targets: added(_huber(y - d) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [min(max(y - d, -1.0), 1.0) / len(values)
                                  for y, d in zip(values, targets)],
         "(1/n) Σ (½ (y − d)² up to |y − d| = 1, then |y − d| − ½)",
         "(y − d, at least −1 and at most 1) / n"),
    Loss("binary_cross_entropy",
         likelihoods.binary_cross_entropy, likelihoods.binary_cross_entropy_slopes,
         "−(1/n) Σ (d ln y + (1 − d) ln(1 − y))", "((1 − d) / (1 − y) − d / y) / n",
         value_range=(0.0, 1.0), target_range=(0.0, 1.0),
         advice="Try the activation sigmoid in the last layer.",
         advice_if_infinite="A wrong answer with a probability of 0 costs infinitely much: use "
                            "sigmoid_cross_entropy, with the activation identity in the last layer."),
    Loss("sigmoid_cross_entropy",
         likelihoods.sigmoid_cross_entropy, likelihoods.sigmoid_cross_entropy_slopes,
         "(1/n) Σ (d ln(1 + e^−y) + (1 − d) ln(1 + e^y))", "(1 / (1 + e^−y) − d) / n",
         target_range=(0.0, 1.0), takes_linear=True),
    Loss("cross_entropy",
         likelihoods.cross_entropy, likelihoods.cross_entropy_slopes,
         "−Σ d ln y", "−d / y",
         value_range=(0.0, 1.0), target_range=(0.0, 1.0), takes_shares=True, of_classes=True,
         check=partial(likelihoods.check_sum, "cross_entropy", "binary_cross_entropy", math.inf),
         advice="It takes a softmax's outputs; from linear ones, try softmax_cross_entropy.",
         advice_if_infinite="A right answer with a probability of 0 costs infinitely much: use "
                            "softmax_cross_entropy, with linear outputs in place of the Softmax."),
    Loss("softmax_cross_entropy",
         likelihoods.softmax_cross_entropy, likelihoods.softmax_cross_entropy_slopes,
         "−Σ d (y − ln Σ e^y)", "softmax(y) Σd − d", target_range=(0.0, 1.0), takes_linear=True,
         of_classes=True,
         check=partial(likelihoods.check_sum, "softmax_cross_entropy", "sigmoid_cross_entropy", 1)),
    Loss("hinge",
         lambda values, targets: added(max(1.0 - d * y, 0.0) for y, d in zip(values, targets)) / len(values),
         lambda values, targets: [-d / len(values) if d * y < 1.0 else 0.0
                                  for y, d in zip(values, targets)],
         "(1/n) Σ max(0, 1 − d y)", "−d / n where d y < 1, else 0",
         target_range=(-1.0, 1.0), check=likelihoods.check_signs),
    gaussian_nll(),
    Loss("gaussian_nll_predicted",
         likelihoods.gaussian_predicted, likelihoods.gaussian_predicted_slopes,
         "(1/n) Σ ½ (ln v + (y − d)² / v), v the second half of the outputs",
         "(y − d) / (v n) and ½ (1 − (y − d)² / v) / (v n)",
         outputs_per_target=2, further_range=AT_LEAST_ZERO,
         advice="The second half of the outputs are variances: "
                "try the activation softplus or exp for them."),
)}
CROSS_ENTROPIES = [name for name in LOSSES if name.endswith("cross_entropy")]

check_form(Loss, 'Loss("mine", lambda ys, ds: (ys[0] - ds[0]) ** 4, '
                 'lambda ys, ds: [4 * (ys[0] - ds[0]) ** 3])', function=2, slopes=2)

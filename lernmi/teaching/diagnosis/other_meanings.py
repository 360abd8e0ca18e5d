"""What wrong numbers are right as: weights for gradients, another rate or sample, a transposed matrix."""

from __future__ import annotations

from typing import List, Optional, Sequence

from ...network.network import Sample
from ...support.formatting import significant
from ...training.optimizers import GradientDescent
from .answers import Answer, Answers, multiple
from .parameters import TRANSPOSED, Parameter, parameters_of
from .search import MOST_WORK
from .trials import Step, Trials
from .written_numbers import NOISE, Written

SAME = 1e-6                 # relative: of weights that were copied
Numbers = Sequence[float]


def confused(step: Step, ways: Sequence[Answers]) -> str:
    """That these are other numbers of the step than expected; "" if they aren't.

    The weights before it, gradients where new weights are expected, new weights where gradients are.
    """
    before = _before(step)
    for way in ways:
        if any(answer.owner.is_neuron for answer in way.all) or way.are_zeros:
            continue
        if _are_copied(way, before) or (not way.is_coarse and way.fit(before)):
            return "These are the weights before the step."
        if step.steps == 1 and not way.is_coarse:
            meaning = _as_new_weights(step, way) if step.optimizer is None else _as_gradients(step, way)
            if meaning:
                return meaning
    return ""


def other_meaning(step: Step, ways: Sequence[Answers], right: Numbers, samples: Sequence[Sample]) -> str:
    """With which learning rate, for which of these samples, with which matrices transposed they are right."""
    for way in ways:
        if step.steps == 1 and not way.is_coarse:
            meaning = (at_other_rate(step, way, right) or _transposed(step, way, right)
                       or _of_sample(step, way, samples))
            if meaning:
                return meaning
    return ""


def at_other_rate(step: Step, way: Answers, right: Numbers) -> str:
    """At which rate of gradient descent they are right; "" if at none."""
    is_descent = isinstance(step.optimizer, GradientDescent) and step.steps == 1
    if not is_descent or any(answer.owner.is_neuron for answer in way.all):
        return ""
    factor = _of_changes(step, way.all, right)
    if factor is None or factor <= 0.0:
        return ""
    return (f"Each change is {significant(factor, 3)} times the right one: these are the right new weights "
            f"for the learning rate {_rate(step, factor)}.")


def _before(step: Step) -> List[float]:
    """The weights before the step, and 0 for each neuron."""
    return [*(weight.value for weight in step.network.weights), *(0.0 for _ in step.network.neurons)]


def _are_copied(way: Answers, before: Numbers) -> bool:
    return all(abs(answer.written.value - before[answer.slot]) <= SAME * abs(before[answer.slot])
               for answer in way.all)


# ---- gradients and weights -------------------------------------------------------------------------------

def _as_gradients(step: Step, way: Answers) -> str:
    gradients = Trials(step._replace(optimizer=None)).numbers()
    return "These are the right gradients, not new weights." if gradients and way.fit(gradients) else ""


def _as_new_weights(step: Step, way: Answers) -> str:
    descent = step._replace(optimizer=GradientDescent(step.rate))
    factor = _of_changes(descent, way.all, Trials(descent).numbers() or [])
    return (f"These are the right new weights after a step at the learning rate {_rate(step, factor)}, not "
            "gradients." if factor is not None and factor > 0.0 else "")


def _of_changes(step: Step, answers: Sequence[Answer], right: Numbers) -> Optional[float]:
    """By which factor all weights have changed more than in the right step."""
    before = _before(step)
    return multiple([(Written(answer.written.value - before[answer.slot],
                              answer.written.unit + NOISE * abs(before[answer.slot])),
                      right[answer.slot] - before[answer.slot]) for answer in answers])


def _rate(step: Step, factor: float) -> str:
    return significant(factor * step.rate, 3)


# ---- matrices and samples --------------------------------------------------------------------------------

def _transposed(step: Step, way: Answers, right: Numbers) -> str:
    """Which matrices' gradients are transposed, if they are right then."""
    before = _before(step) if step.optimizer is not None else [0.0] * len(right)
    numbers, wrong = list(right), {answer.slot for answer in way.wrong(right)}
    matrices = [one for one in parameters_of(step.network) if one.learns and len(one.shape) == 2]
    turned = [matrix for matrix in matrices if wrong.intersection(matrix.slots)]
    for matrix in turned:
        _transpose(matrix, numbers, right, before)
    if not turned or not way.fit(numbers) or way.without_digits(numbers):
        return ""
    if TRANSPOSED in way.layout:            # those that are wrong then are the others
        turned = [matrix for matrix in matrices if matrix not in turned]
    names = " and ".join(matrix.names[-1] for matrix in turned)
    return (f"The gradients of {names} are transposed, all others are right: this network's matrices have a "
            "row for each target and a column for each source.") if turned else ""


def _transpose(parameter: Parameter, numbers: List[float], right: Numbers, before: Numbers) -> None:
    """The numbers of a matrix with each weight changed by another's gradient, that of the transposed one."""
    for slot, other in zip(parameter.slots, parameter.transposed().slots):
        if slot is not None and other is not None:
            numbers[slot] = before[slot] + right[other] - before[other]


def _of_sample(step: Step, way: Answers, samples: Sequence[Sample]) -> str:
    """For which other sample they are right."""
    if step.network.samples > 1:
        return ""
    one = step._replace(samples=step.samples[:1])
    for number, sample in enumerate(samples[:MOST_WORK // one.work]):
        numbers = Trials(one._replace(samples=[sample])).numbers()
        if numbers and way.fit(numbers) and not way.without_digits(numbers):
            return f"These numbers are right for sample {number}."
    return ""

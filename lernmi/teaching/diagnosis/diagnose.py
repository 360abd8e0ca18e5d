"""Diagnose the numbers of another program."""

from __future__ import annotations

import math
from typing import Any, List, Optional

from ...network.network import Network, Sample
from ...support import arrays, validation
from ...support.errors import BadInput
from ...support.garbage import no_search_for_garbage
from ...support.progress import Progress, unreported
from ...training.optimizers import GradientDescent, Optimizer
from .answers import Answers, owners_of
from .diagnosis import Diagnosis
from .first_wrong import first_wrong
from .layouts import readings
from .search import Search
from .trials import Step, Trials

MOST_STEPS = 1000


def diagnose(network: Network, inputs: Any, targets: Any, gradients: Any = None, *, new_weights: Any = None,
             rate: float = 0.1, optimizer: Optional[Optimizer] = None, steps: int = 1,
             digits: Optional[int] = None, progress: Progress = unreported) -> Diagnosis:
    """Which mistake is in these gradients, or in these new weights after a learning step?

    ``inputs`` and ``targets``: those of one sample, or lists of those of a batch; then the gradients
    are means over its samples. ``gradients``: a number for each weight, by its name (also
    sensitivities of neurons by theirs), or in the order of network.weights; or arrays in one of the
    field's layouts: PyTorch's parameters by name or in order, W and b by layer, the bias as a column of
    W, all in a row, each weight matrix transposed. Lists, numpy's arrays and torch's tensors.

    ``new_weights``, in place of gradients: the same for the weights after the step, which ``optimizer``
    takes, or gradient descent at that ``rate``; ``steps`` times on the same samples. ``digits``: to how
    many significant digits the numbers were rounded, by default as many as they show.

    Bugs that use weights already updated in the backward pass are tried at that rate as well, and, where
    nothing gives these gradients, at the usual rates.

    All bugs of lernmi.teaching.bugs are tried, and all pairs where no bug alone gives the numbers (of a
    large network the likeliest). ``progress(done, total)`` is called for each. The network is left as it is.
    Raises BadInput for numbers that don't fit the network, saying what was expected, UnknownName for an
    unknown name, and what forward and backward raise.

    >>> from lernmi.examples import EXAMPLES
    >>> mazur = EXAMPLES["mazur"]
    >>> diagnose(mazur.network(), *mazur.samples[0], [
    ...     0.0004386, 0.0008771, 0.0004977, 0.0009954, 0.08217, 0.08267, -0.02260, -0.02274])
    Diagnosis(right to 4 digits)
    """
    validation.network(network)
    validation.number(rate, "the learning rate", above=0.0)
    if (gradients is None) == (new_weights is None):
        raise BadInput("diagnose needs gradients, or new_weights=… in place of them.")
    if optimizer is not None:
        validation.optimizer(optimizer)
    elif new_weights is not None:
        optimizer = GradientDescent(rate)
    digits = None if digits is None else validation.digits(digits)
    step = _step(network, _samples(network, inputs, targets), optimizer if gradients is None else None, rate,
                 validation.integer(steps, "the number of steps", most=MOST_STEPS))
    owners = owners_of(step.network)
    answers = [Answers(way, owners, digits)
               for way in readings(step.network, gradients if new_weights is None else new_weights)]
    _check_neurons(answers[0], step)
    with no_search_for_garbage():
        result = Search(Trials(step), answers, progress).run()
        if result.rate is not None:
            step = step._replace(rate=result.rate)
        return Diagnosis(step, result, first_wrong(step, result))


def _samples(network: Network, inputs: Any, targets: Any) -> List[Sample]:
    """The samples, checked: one, or those of a batch."""
    with arrays.reading("the inputs"):
        inputs, targets = arrays.listed(inputs), arrays.listed(targets)
        shape, size = arrays.sizes(inputs), math.prod(network.shape)
        some = arrays.entries(targets) if arrays.is_list(targets) else [targets]
    pairs = [(inputs, targets)]
    if len(shape) > 1 and shape[0] > 1 and math.prod(shape) == shape[0] * size:
        if len(some) != shape[0]:
            raise BadInput(f"there are inputs of {shape[0]:,} samples, but targets of {len(some):,}.")
        pairs = list(zip(arrays.entries(inputs), some))
    elif shape[:1] == (1,) and len(some) == 1 and shape[1:] in (network.shape, (size,)):
        pairs = [(arrays.entries(inputs)[0], some[0])]          # a list of one sample
    return [(validation.numbers(one, network.shape, "input"), network.check_targets(_listed(target)))
            for one, target in pairs]


def _check_neurons(answers: Answers, step: Step) -> None:
    """BadInput for the sensitivity of a neuron where there are several samples: it is another for each."""
    neuron = next((answer.owner.name for answer in answers.all if answer.owner.is_neuron), None)
    if neuron is not None and len(step.samples) > 1:
        raise BadInput(f"{neuron} is a neuron, whose sensitivity is another for each of the "
                       f"{len(step.samples):,} samples: leave it out, or take one sample.")


def _listed(target: Any) -> Any:
    """A single number, where there is one output, as a list of one; the name of a class as it is."""
    return target if arrays.is_list(target) or isinstance(target, str) else [target]


def _step(network: Network, samples: List[Sample], optimizer: Optional[Optimizer], rate: float,
          steps: int) -> Step:
    """The step on one network: on batch copies, where it learns from batches only."""
    rate = getattr(optimizer, "rate", rate)
    if network.needs_batch:
        copies = network.photocopied(len(samples))
        return Step(copies, [copies.concatenated(samples)], optimizer, rate, steps)
    return Step(network, samples, optimizer, rate, steps)

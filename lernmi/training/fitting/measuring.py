"""Measuring: the loss and the share of right answers of many samples, after each epoch."""

from __future__ import annotations

from functools import partial
from typing import Callable, List, NamedTuple, Optional, Sequence

from ...likelihoods import added
from ...network.classes import class_of, outputs_per_class
from ...network.network import Network
from ...unrolling.conditions import Choice, Floats
from ...unrolling.forward import ForwardPass
from .history import History


class Measured(NamedTuple):
    """The mean loss, and the share of right answers; None where the outputs mean no classes."""

    loss: float
    accuracy: Optional[float]


class Measure:
    """Measures what a network answers to always the same samples, as after training.

    ``times``: how often, at most; it decides whether unrolling the forward pass pays.
    """

    def __init__(self, network: Network, pairs: Sequence[Floats], unrolled: Choice = "auto",
                 times: int = 1) -> None:
        self._network = network
        self._pairs = pairs
        self._forward = ForwardPass(network, pairs, unrolled, times=times)

    def run(self) -> Measured:
        """Run all samples forward. Raises what network.evaluate raises."""
        answers = self._forward.run()
        return Measured(added(loss for loss, *_ in answers) / len(answers),
                        accuracy(self._network, [outputs for _, *outputs in answers], self._pairs))


def accuracy(network: Network, answers: Sequence[List[float]], pairs: Sequence[Floats]) -> Optional[float]:
    """The share of answers for which the outputs mean the class that the targets mean; None without classes.

    ``answers``: the outputs for each pair (inputs, targets).
    """
    size, loss = outputs_per_class(network), network.loss
    if not size:
        return None
    right = [class_of(outputs[start:start + size], loss) == class_of(targets[start:start + size], loss)
             for outputs, (_, targets) in zip(answers, pairs)
             for start in range(0, len(outputs), size)]
    return sum(right) / len(right)


def measures_of(network: Network, pairs: Sequence[Floats], held_out: Sequence[Floats], of_samples: bool,
                unrolled: Choice, epochs: int) -> List[Callable[[History], None]]:
    """What fit measures after each epoch: functions that add it to a history.

    ``of_samples``: the accuracy of the samples also where none are held out.
    """
    measures: List[Callable[[History], None]] = []
    if (of_samples or held_out) and outputs_per_class(network):
        measures.append(partial(_of_samples, Measure(network, pairs, unrolled, epochs)))
    if held_out:
        measures.append(partial(_of_validation, Measure(network, held_out, unrolled, epochs)))
    return measures


def _of_samples(measure: Measure, history: History) -> None:
    _add(history.accuracies, measure.run().accuracy)


def _of_validation(measure: Measure, history: History) -> None:
    measured = measure.run()
    history.validation_losses.append(measured.loss)
    _add(history.validation_accuracies, measured.accuracy)


def _add(accuracies: List[float], share: Optional[float]) -> None:
    if share is not None:
        accuracies.append(share)

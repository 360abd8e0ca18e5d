"""Evaluation: what a network answers to each row of a data set, and how wrong that is."""

from __future__ import annotations

import math
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from ..datasets import Dataset, Encoding
from ..likelihoods import added
from ..network.network import Network
from ..support.errors import BadInput
from ..training.fitting.measuring import accuracy
from ..unrolling.forward import ForwardPass


class Answered(NamedTuple):
    """One sample: its number in the data set, its cells, the outputs, what they mean and what is right."""

    number: int
    cells: Sequence[Any]
    outputs: List[float]
    answer: Any
    expected: Any
    loss: float


class Evaluation:
    """The answers to some rows of a data set; ``numbers`` says which rows, by default all.

    =============== =============================================================
    answers         an Answered for each row
    loss            the mean of their losses
    accuracy        the share of right answers; None where the targets are neither classes
                    nor yes or no
    classes         the names of the classes
    =============== =============================================================

    Raises BadInput for a network without an encoding, or rows that it can't read.
    """

    def __init__(self, network: Network, dataset: Dataset, numbers: Optional[Sequence[int]] = None) -> None:
        encoding = encoding_of(network)
        pairs = encoding.samples(dataset)
        self.shape: Tuple[int, ...] = dataset.shape
        self.are_pictures = dataset.content.limits is not None
        self.classes = encoding.classes
        self._names = [column.name for column in dataset.targets]
        self.answers: List[Answered] = []
        chosen = range(len(pairs)) if numbers is None else numbers
        results = ForwardPass(network, [pairs[number] for number in chosen]).run()
        for number, (loss, *outputs) in zip(chosen, results):
            row = dataset.rows[number]
            expected = row[-1] if self.classes else list(row[encoding.cells:])
            self.answers.append(Answered(number, row[:encoding.cells], outputs,
                                         encoding.answer(outputs, network.loss), expected, loss))
        self.loss = added(loss for loss, *_ in results) / len(results)
        self.accuracy = accuracy(network, [outputs for _, *outputs in results],
                                 [pairs[number] for number in chosen])

    @property
    def right(self) -> Optional[int]:
        """How many samples got the right class; None where the targets are no classes."""
        if not self.classes:
            return None
        return sum(int(answered.answer == answered.expected) for answered in self.answers)

    def confusion(self) -> List[List[int]]:
        """How many samples of each class (rows) got which answer (columns); [] where there are no classes."""
        if not self.classes:
            return []
        index = {name: number for number, name in enumerate(self.classes)}
        counts = [[0] * len(index) for _ in index]
        for answered in self.answers:
            counts[index[answered.expected]][index[answered.answer]] += 1
        return counts

    def worst(self, count: int) -> List[Answered]:
        """The wrong answers with the highest losses; where there are no classes, of all answers."""
        wrong = [answered for answered in self.answers if not self.classes
                 or answered.answer != answered.expected]
        return sorted(wrong, key=lambda answered: -answered.loss)[:count]

    def typical_errors(self) -> Dict[str, float]:
        """The root of the mean squared error of each numeric target, in its unit."""
        errors: Dict[str, float] = {}
        for index, name in enumerate(self._names):
            pairs = [(answered.answer[index], answered.expected[index]) for answered in self.answers]
            if all(isinstance(one, float) for one, _ in pairs):
                errors[name] = math.sqrt(added((one - other) ** 2 for one, other in pairs) / len(pairs))
        return errors


def encoding_of(network: Network) -> Encoding:
    """How rows become the network's inputs and targets; BadInput where it doesn't know."""
    encoding: Any = network.encoding
    if encoding is None:
        raise BadInput("the network has no encoding: it doesn't know how rows of data become its inputs. "
                       "Build it with Network(…, encoding=dataset.encoding()).")
    result: Encoding = encoding
    return result

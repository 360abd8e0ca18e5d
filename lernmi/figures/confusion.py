"""Confusion matrices: how many samples of each class got which answer."""

from __future__ import annotations

import math
from typing import Any, Callable, List, NamedTuple, Sequence, Tuple

from ..network.classes import class_of, outputs_per_class
from ..network.network import Network
from ..support.errors import BadInput
from ..support.formatting import count_of, percent, shortened
from ..training.fitting.samples import checked_samples
from ..unrolling.forward import predict_all
from .figure import Figure
from .unchanged import unchanged

MOST_CLASSES = 15           # that have a row each; of more, the pairs that are confused most
MOST_PAIRS = 10
LONGEST_NAME = 16           # characters, beside a row


class Pair(NamedTuple):
    """Two classes that are confused: ``size`` of so many samples of the one get the other as an answer."""

    expected: str
    answer: str
    size: int
    samples: int


class Confusion(Figure):
    """``counts``: of the samples of each of the ``classes`` (rows), how many got which answer (columns)."""

    title = "Which answers the samples of each class got, a class in each row"

    def __init__(self, classes: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        self.classes = list(classes)
        self.counts = [list(row) for row in counts]

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return sum(map(sum, self.counts))

    @property
    def right(self) -> int:
        """How many got the right answer."""
        return sum(row[index] for index, row in enumerate(self.counts))

    def headings(self, longest: int) -> Tuple[List[str], List[str]]:
        """The names of rows and columns; columns have numbers where not all names are that short."""
        if max(map(len, self.classes)) <= longest:
            return self.classes, self.classes
        return ([f"{number} {shortened(name, LONGEST_NAME)}" for number, name in enumerate(self.classes)],
                [str(number) for number in range(len(self.classes))])

    def strength(self, row: int, column: int) -> float:
        """How strongly a cell is coloured, also for a small share: above 0 for right answers, else below."""
        root = math.sqrt(self.share(row, column))
        return root if row == column else -root

    def share(self, row: int, column: int) -> float:
        """The share of the samples of a class that got an answer; 0 where there are none."""
        return self.counts[row][column] / (sum(self.counts[row]) or 1)

    def pairs(self, most: int = MOST_PAIRS) -> List[Pair]:
        """The wrong answers that are most frequent."""
        pairs = [Pair(name, answer, count, sum(row)) for name, row in zip(self.classes, self.counts)
                 for answer, count in zip(self.classes, row) if count and name != answer]
        return sorted(pairs, key=lambda pair: -pair.size)[:most]

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """The answers to each class, and the pairs of classes that are confused most."""
        if len(self.classes) > MOST_CLASSES:
            return [self.summary(), *self.pairs_in_words()]
        return [f"{self.title}:", *self.classes_in_words()]

    def summary(self) -> str:
        """How many answers are right."""
        share = percent(self.right / self.samples) if self.samples else "0 %"
        return (f"{len(self.classes):,} classes: {self.right:,} of {count_of(self.samples, 'sample')} "
                f"got the right answer, {share}.")

    def classes_in_words(self) -> List[str]:
        """The answers to the samples of each class that has any."""
        return [f"of {count_of(sum(row), 'sample')} of class {name}: " + ", ".join(
                    f"{count:,} answered {answer}" for answer, count in zip(self.classes, row) if count)
                for name, row in zip(self.classes, self.counts) if any(row)]

    def pairs_in_words(self) -> List[str]:
        """The wrong answers that are most frequent, the first ones."""
        pairs = self.pairs()
        if not pairs:
            return []
        return ["Confused most:"] + [
            f"of {count_of(pair.samples, 'sample')} of class {pair.expected}, {pair.size:,} answered "
            f"{pair.answer}, {percent(pair.size / pair.samples)}" for pair in pairs]


def confusion(network: Network, samples: Any) -> Confusion:
    """What a network answers to samples, pairs (inputs, targets), class by class; it stays as it is.

    Without names, the classes are numbered from 0; where each output is a yes or a no for itself, they are
    these two. Raises BadInput for samples that don't fit, and for a network whose outputs mean no classes.
    """
    size = outputs_per_class(network)
    if not size:
        raise BadInput("the outputs of the network mean no classes, so none can be confused: give it "
                       'classes, Network(…, classes=["…", "…"]), or a loss of classes, such as '
                       "softmax_cross_entropy.")
    pairs = checked_samples(network, samples)
    with unchanged(network):
        outputs = predict_all(network, [inputs for inputs, _ in pairs])
    names = _names(network, size)
    counts = [[0] * len(names) for _ in names]
    for answers, (_, targets) in zip(outputs, pairs):
        for expected, answer in _classes(network, size, targets, answers):
            counts[expected][answer] += 1
    return Confusion(names, counts)


def _names(network: Network, size: int) -> List[str]:
    if network.classes:
        return list(network.classes)
    return [str(number) for number in range(size)] if size > 1 else ["no", "yes"]


def _classes(network: Network, size: int, targets: Sequence[float],
             answers: Sequence[float]) -> List[Tuple[int, int]]:
    """The right class and the answered one, of each ``size`` outputs."""
    return [(class_of(targets[start:start + size], network.loss), class_of(answers[start:start + size],
                                                                           network.loss))
            for start in range(0, len(answers), size)]

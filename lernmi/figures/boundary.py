"""The decision boundary: what a network with two inputs answers everywhere in their plane."""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable, List, NamedTuple, Optional, Sequence, Tuple

from ..datasets.dataset import Dataset
from ..network.network import Network
from ..support import validation
from ..support.formatting import count_of
from ..training.fitting.samples import samples_if_any
from ..unrolling.forward import predict_all
from .figure import Figure
from .meaning import CLASSES, VALUE, Samples, centred, meaning_of_neuron, spanning
from .plane import Area, Meaning, PlaneGrid, meaning_of, plane_of
from .plane.grid import Grid
from .plane.plane import Point
from .scale import cell_at
from .unchanged import unchanged

SIZE = 48               # columns and rows of the grid
MOST_CELLS = 1000       # columns or rows
REGIONS = (("the upper left", 0.25, 0.75), ("the upper right", 0.75, 0.75), ("the middle", 0.5, 0.5),
           ("the lower left", 0.25, 0.25), ("the lower right", 0.75, 0.25))


class Sampled(NamedTuple):
    """A sample in the plane: its number, where it is, its target, and the classes expected and answered."""

    number: int
    point: Point
    target: float
    expected: Optional[int]
    answer: Optional[int]

    @property
    def is_right(self) -> Optional[bool]:
        """Whether the answer is the right class; None where there are no classes."""
        return None if self.expected is None else self.expected == self.answer


class Boundary(Figure):
    """What a network answers at the middles of the cells of a grid, and samples in it.

    =========== ==========================================================================
    area, names what is drawn of the plane, and the names of the two inputs
    meaning     what the numbers mean
    of_samples  what the outputs mean, and with them the targets of the samples
    numbers     of each cell, rows from the top: a probability or a value
    strengths   how strongly each is coloured, from −1 to 1
    answers     the index of each cell's class; None where there are no classes
    samples     the samples in the plane
    unknown    how many samples there are of which features don't say where they are
    =========== ==========================================================================
    """

    def __init__(self, area: Area, names: Tuple[str, str], meaning: Meaning, of_samples: Meaning,
                 numbers: Grid, strengths: Grid, answers: List[List[Optional[int]]],
                 samples: Sequence[Sampled], unknown: int) -> None:
        self.area, self.names, self.meaning, self.of_samples = area, names, meaning, of_samples
        self.numbers, self.strengths, self.answers = numbers, strengths, answers
        self.samples, self.unknown = samples, unknown
        what = "the likeliest class" if meaning.kind == CLASSES else meaning.what
        self.title = f"{what[0].upper()}{what[1:]}, by {names[0]} and {names[1]}"

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return len(self.numbers)

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.numbers[0])

    @property
    def wrong(self) -> Optional[int]:
        """How many samples get a wrong answer; None where there are no classes."""
        if not self.samples or self.samples[0].expected is None:
            return None
        return sum(not sampled.is_right for sampled in self.samples)

    def symbol(self, sampled: Sampled) -> str:
        """Its character: the letter of its class, a capital where the answer is wrong; of a value, ^ or v."""
        if sampled.expected is None:
            return "^" if sampled.target > self.of_samples.middle else "v"
        letter = self.of_samples.letter(sampled.expected)
        return letter if sampled.is_right else letter.upper()

    def _at(self, across: float, up: float) -> Tuple[int, int]:
        """The row and the column of the cell there, by its shares of the area."""
        return cell_at(1.0 - up, self.rows), cell_at(across, self.columns)

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Where which class is answered, and which samples get a wrong answer, in words."""
        return [f"{self.title}.", self.area.sentence(self.names, number),
                *self._answers_in_words(number), *self._samples_in_words()]

    def _answers_in_words(self, number: Callable[[float], str]) -> List[str]:
        sentences = []
        if self.meaning.kind == VALUE:
            numbers = [each for row in self.numbers for each in row]
            sentences.append(f"It goes from {number(min(numbers))} to {number(max(numbers))}.")
        else:
            counts = Counter(answer for row in self.answers for answer in row)
            size = self.rows * self.columns
            sentences.append("The answer is " + ", ".join(
                f"{self.meaning.names[index or 0]} in {counts[index] / size:.0%} of the area"
                for index in sorted(counts, key=lambda index: index or 0)) + ".")
        for region, *shares in REGIONS:
            row, column = self._at(*shares)
            answer, text = self.answers[row][column], number(self.numbers[row][column])
            if answer is not None:
                text = f"{self.meaning.names[answer]}; {self.meaning.what} is {text}"
            sentences.append(f"In {region} it is {text}.")
        return sentences

    def _samples_in_words(self) -> List[str]:
        sentences = []
        if self.wrong is not None:
            sentences.append(f"Of {count_of(len(self.samples), 'sample')}, {self.wrong:,} "
                             f"get{'s' * (self.wrong == 1)} a wrong answer.")
        if self.unknown:
            sentences.append(f"{count_of(self.unknown, 'sample')} can't be drawn: the features of the "
                             "network don't say where they are in the plane.")
        return sentences


def boundary(network: Network, samples: Any = (), neuron: str = "", columns: int = SIZE, rows: int = SIZE
             ) -> Boundary:
    """What a network with two inputs answers everywhere in their plane; the network stays as it is.

    ``samples``: pairs (inputs, targets), or a data set, that are drawn as points. ``neuron``: the name of the
    one whose value is drawn. ``columns`` and ``rows``: of the grid. Raises BadInput for a network with other
    inputs than two numbers, UnknownName for a neuron that it doesn't have.
    """
    columns = validation.integer(columns, "the number of columns", most=MOST_CELLS)
    rows = validation.integer(rows, "the number of rows", most=MOST_CELLS)
    plane = plane_of(network)
    chosen = network[neuron] if neuron else None
    pairs, points = _pairs_and_points(network, samples)
    area = plane.area([point for point in points if point is not None])
    meaning = of_samples = meaning_of(network, pairs)
    sampled = _sampled(network, meaning, pairs, points)
    if chosen is not None:
        meaning = meaning_of_neuron(network, chosen)
    outputs = PlaneGrid(network, columns, rows, area, [chosen] if chosen else ()).outputs()
    numbers = [[meaning.number(cell) for cell in row] for row in outputs]
    if meaning.kind == VALUE and not (pairs and chosen is None):
        ranged = spanning if chosen else centred
        meaning = ranged(meaning, [each for row in numbers for each in row])
    return Boundary(area, plane.names, meaning, of_samples, numbers,
                    [[meaning.strength(cell) for cell in row] for row in outputs],
                    [[meaning.answer(cell) for cell in row] for row in outputs],
                    [each for each in sampled if each is not None], sampled.count(None))


def _pairs_and_points(network: Network, samples: Any) -> Tuple[Samples, List[Optional[Point]]]:
    """The samples as the network takes them, and where they are in the plane."""
    plane = plane_of(network)
    encoding: Any = network.encoding
    if isinstance(samples, Dataset) and encoding is not None:
        return encoding.samples(samples), [(float(row[0]), float(row[1])) for row in samples.rows]
    pairs = samples_if_any(network, samples)
    return pairs, [plane.point(inputs) for inputs, _ in pairs]


def _sampled(network: Network, meaning: Meaning, pairs: Samples, points: Sequence[Optional[Point]]
             ) -> List[Optional[Sampled]]:
    with unchanged(network):
        answers = predict_all(network, [inputs for inputs, _ in pairs]) if pairs else []
    return [None if point is None else Sampled(index, point, meaning.target(targets),
                                               meaning.expected(targets), meaning.answer(outputs))
            for index, (point, outputs, (_, targets)) in enumerate(zip(points, answers, pairs))]

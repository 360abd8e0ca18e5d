"""The loss over two weights as a surface, with the path that learning took on it."""

from __future__ import annotations

import copy
import math
from bisect import bisect_right
from typing import Any, Callable, List, NamedTuple, Optional, Sequence, Tuple

from ..likelihoods import added
from ..network.network import Network
from ..support import arrays, validation
from ..support.errors import BadInput, LernmiError
from ..support.formatting import count_of, quoted
from ..support.progress import Progress, unreported
from ..training.fitting.samples import checked_samples
from ..unrolling.forward import Floats, ForwardPass
from ..weight import Weight
from .figure import Figure
from .plane.plane import Area, Point
from .scale import Scale, scale_of
from .unchanged import unchanged

LARGEST, SMALLEST = 40, 24      # columns and rows of the grid
MOST_PRODUCTS = 5e7             # links × samples × points that are computed: a few seconds
MARGIN = 0.4                    # of the range of a path, at each side
LEAST_MARGIN = 0.5
AROUND = 2.0                    # how far from the present weights, without a path
LEVELS = 6                      # between bands, at most


class WeightPath:
    """A callback for fit that notes two weights after each epoch: ``points``, those at the start first."""

    def __init__(self, first: Weight, second: Weight) -> None:
        self._weights = first, second
        self.points: List[Point] = []
        self._note()

    def __call__(self, epochs: int, loss: float) -> None:
        """Note them as they are now."""
        self._note()

    def _note(self) -> None:
        first, second = self._weights
        self.points.append((first.value, second.value))


class LossAt(NamedTuple):
    """A point of the two weights, and the loss there."""

    point: Point
    loss: float


class Surface(Figure):
    """The mean loss over two weights, the others being as they are.

    =========== ==========================================================================
    names       of the two weights
    area        of their values
    losses      at the middles of the cells of a grid, rows from the top; None where there is none
    present     the values of the weights now, and the loss there
    path        their values while the network learned
    samples     how many samples count, and how many there are
    levels      the numbers between two bands of losses, upwards
    =========== ==========================================================================
    """

    def __init__(self, names: Tuple[str, str], area: Area, losses: List[List[Optional[float]]],
                 present: LossAt, path: Sequence[Point], samples: Tuple[int, int]) -> None:
        self.names, self.area, self.losses = names, area, losses
        self.present, self.path, self.samples = present, list(path), samples
        self.title = f"The mean loss over {names[0]} and {names[1]}"
        self.levels = levels_of([loss for row in losses for loss in row if loss is not None])

    def with_levels(self, levels: Sequence[float]) -> Surface:
        """The same surface with other bands."""
        surface = copy.copy(self)
        surface.levels = list(levels)
        return surface

    def band(self, loss: Optional[float]) -> int:
        """The number of the band that a loss is in, from below; the highest where it isn't finite."""
        return len(self.levels) if loss is None else bisect_right(self.levels, loss)

    def strength(self, band: int) -> float:
        """How strongly a band is coloured, from 0 to 1."""
        return band / max(len(self.levels), 1)

    def band_texts(self) -> List[str]:
        """Which losses the bands are, from below."""
        texts = [f"{level:.12g}" for level in self.levels]
        return [f"below {texts[0]}", *(f"from {text}" for text in texts)] if texts else ["all alike"]

    @property
    def lowest(self) -> LossAt:
        """The lowest loss of the grid, and where it is; the present one, if it is lower."""
        points = self.area.points(len(self.losses[0]), len(self.losses))
        cells = [LossAt(point, loss) for row in zip(points, self.losses)
                 for point, loss in zip(*row) if loss is not None]
        return min([self.present, *cells], key=lambda one: one.loss)

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """The loss now, at the corners, and where it is lowest; and what the path was."""
        sentences = [f"{self.title}, while the other weights stay as they are.", *self.counted(),
                     self.area.sentence(self.names, number)]
        if self.path:
            sentences.append(f"Learning went in {count_of(len(self.path) - 1, 'epoch')} from "
                             f"{self._where(self.path[0], number)} to {self._where(self.path[-1], number)}.")
        sentences.append(f"Now {self._where(self.present.point, number)}: "
                         f"the loss is {number(self.present.loss)}.")
        sentences.append(f"The lowest loss of the grid is {number(self.lowest.loss)}, where "
                         f"{self._where(self.lowest.point, number)}.")
        corners = {"lower left": self.losses[-1][0], "lower right": self.losses[-1][-1],
                   "upper left": self.losses[0][0], "upper right": self.losses[0][-1]}
        return [*sentences, *(
            f"In the {corner} corner it is {'no finite number' if loss is None else number(loss)}."
            for corner, loss in corners.items())]

    def counted(self) -> List[str]:
        """How many samples count, if not all do."""
        used, there = self.samples
        return [] if used == there else [f"Of {there:,} samples, {used:,} count: evenly chosen ones."]

    def _where(self, point: Point, number: Callable[[float], str]) -> str:
        return " and ".join(f"{name} = {number(value)}" for name, value in zip(self.names, point))


def levels_of(losses: Sequence[float]) -> List[float]:
    """Round numbers between the losses; where their sizes are very different, each a multiple of the last.

    >>> levels_of([0.1, 0.25]), levels_of([1e-4, 1.0])
    ([0.15, 0.2, 0.25], [0.0004, 0.001, 0.005, 0.02, 0.07, 0.3])
    """
    scale = scale_of(losses, logarithmic=True)
    levels = [float(f"{scale.number((index + 1) / (LEVELS + 1)):.1g}") for index in range(LEVELS)] \
        if scale.is_logarithmic else scale.ticks(LEVELS)
    return sorted({level for level in levels if scale.low < level <= scale.high})


def surface(network: Network, samples: Any, first: str, second: str, path: Any = (),
            progress: Progress = unreported, around: Sequence[Point] = ()) -> Surface:
    """The mean loss of samples, pairs (inputs, targets), over two weights, by their names or those of links.

    ``path``: pairs of values that they had, or a WeightPath; the range is chosen around it, and ``around``
    further pairs, so that several surfaces can be compared. Of more samples than can be computed in a few
    seconds, evenly chosen ones count. The network stays as it is. ``progress(done, total)`` is called for
    each row. Raises
    BadInput or UnknownName for what is no weight that learning changes, and what network.evaluate raises.
    """
    weights, points = _weights(network, first, second), _points(path)
    pairs = checked_samples(network, samples)
    now = weights[0].value, weights[1].value
    size, chosen = _extent(network, pairs)
    inside = [*points, *_points(around, "around")]
    area = Area(*(_range(numbers, bool(inside)) for numbers in zip(*inside, now)))
    with unchanged(network):
        present = LossAt(now, network.evaluate_all(chosen))
        losses = _losses(network, weights, chosen, area.points(size, size), progress)
    return Surface((weights[0].name, weights[1].name), area, losses, present, points,
                   (len(chosen), len(pairs)))


def _extent(network: Network, pairs: Sequence[Floats]) -> Tuple[int, Sequence[Floats]]:
    """How many columns and rows can be computed in a few seconds, and for which samples."""
    links = len(network.links)
    size = int(math.sqrt(MOST_PRODUCTS / (links * len(pairs))))
    most = max(int(MOST_PRODUCTS / (links * SMALLEST ** 2)), 1)
    return min(max(size, SMALLEST), LARGEST), pairs[::-(-len(pairs) // most)]


def _losses(network: Network, weights: Tuple[Weight, Weight], pairs: Sequence[Floats],
            points: List[List[Point]], progress: Progress) -> List[List[Optional[float]]]:
    """The mean loss with the weights at each point; the weights stay at the last one."""
    forward = ForwardPass(network, pairs, times=len(points) * len(points[0]))

    def loss_at(point: Point) -> Optional[float]:
        weights[0].value, weights[1].value = point
        try:
            return added(loss for loss, *_ in forward.run()) / len(pairs)
        except LernmiError:             # an output that is infinite, or for which there is no loss
            return None
    losses = []
    for done, row in enumerate(points, start=1):
        losses.append([loss_at(point) for point in row])
        progress(done, len(points))
    return losses


def weight_path(network: Network, first: str, second: str) -> WeightPath:
    """A callback for fit that notes two weights after each epoch, for ``surface``; raises what that raises.

    >>> from lernmi import Dense, GradientDescent
    >>> network = Network(1, Dense(1, weights=0.5, biases=0.0))
    >>> path = weight_path(network, "output.weight[0,0]", "output.bias[0]")
    >>> history = network.fit([([1], [1])], epochs=3, optimizer=GradientDescent(0.5), callback=path)
    >>> len(path.points), path.points[0]
    (4, (0.5, 0.0))
    """
    return WeightPath(*_weights(network, first, second))


def _weights(network: Network, first: str, second: str) -> Tuple[Weight, Weight]:
    one, other = (_weight(network, name) for name in (first, second))
    if one is other:
        raise BadInput(f"{first} and {second} are the same weight: name two.")
    return one, other


def _weight(network: Network, name: str) -> Weight:
    """The weight of that name, or of the link of that name."""
    thing: Any = network.names.find(name)
    weight = getattr(thing, "weight", thing)
    if not isinstance(weight, Weight):
        raise BadInput(f"{name} is no weight: try one such as {network.weights[0].name}.")
    if not weight.trainable:
        raise BadInput(f"{name} is a fixed weight, which learning doesn't change: "
                       f"try one such as {network.weights[0].name}.")
    return weight


def _points(path: Any, what: str = "path") -> List[Point]:
    """The path as pairs of floats."""
    entries = path.points if isinstance(path, WeightPath) else path
    if not arrays.is_list(entries):
        raise BadInput(f"the argument {what} must be a list of pairs of numbers, not {quoted(path)}.")
    points = []
    for index, entry in enumerate(entries):
        if not (arrays.is_list(entry) and len(entry) == 2):
            raise BadInput(f"{what}[{index}] must be a pair of numbers, not {quoted(entry)}.")
        points.append((validation.number(entry[0], f"{what}[{index}][0]"),
                       validation.number(entry[1], f"{what}[{index}][1]")))
    return points


def _range(numbers: Sequence[float], has_path: bool) -> Scale:
    low, high = min(numbers), max(numbers)
    margin = max(MARGIN * (high - low), LEAST_MARGIN) if has_path else AROUND
    return Scale(low - margin, high + margin)

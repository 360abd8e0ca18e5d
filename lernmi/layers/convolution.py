"""Convolution and pooling: one small window, moved over a picture."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import product
from typing import TYPE_CHECKING, Any, Iterator, List, Optional, Tuple, Union

from ..activations import ACTIVATIONS, Activation
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import Initializer
from .terms import LayerBuilder, Term, require_shape

if TYPE_CHECKING:
    from ..network.network import Network

Size = Union[int, Tuple[int, int]]
PICTURE = "a picture, (rows, columns) or (channels, rows, columns)"


class Window:
    """A window of ``size``, moved by ``stride`` over rows and columns with ``padding`` around.

    What lies in the padding is 0, and nothing is linked to it.
    """

    def __init__(self, size: Size, stride: Size, padding: Size, what: str) -> None:
        self.size = _pair(size, f"the size of a {what}", 1)
        self.stride = _pair(stride, f"the stride of a {what}", 1)
        self.padding = _pair(padding, f"the padding of a {what}", 0)

    def places(self, length: int, axis: int) -> int:
        """How many places there are along one axis; 0 if the window does not fit."""
        room = length + 2 * self.padding[axis] - self.size[axis]
        return room // self.stride[axis] + 1 if room >= 0 else 0

    def inside(self, row: int, column: int, shape: Tuple[int, int]
               ) -> Iterator[Tuple[int, int, int, int]]:
        """For a place of the window: (row, column) in the window and in the picture."""
        for down, right in product(range(self.size[0]), range(self.size[1])):
            at_row = row * self.stride[0] - self.padding[0] + down
            at_column = column * self.stride[1] - self.padding[1] + right
            if 0 <= at_row < shape[0] and 0 <= at_column < shape[1]:
                yield down, right, at_row, at_column

    def result(self, network: Network, shape: Tuple[int, int]) -> Tuple[int, int]:
        """Rows and columns of what comes out; BadInput when the window does not fit."""
        rows, columns = self.places(shape[0], 0), self.places(shape[1], 1)
        if rows < 1 or columns < 1:
            raise BadInput(f"the window of the layer {network.group_name}, {self.size[0]} by "
                           f"{self.size[1]}, does not fit into {shape[0]} by {shape[1]}.")
        return rows, columns


class Convolution:
    """``channels`` pictures, each made by moving its kernel over all pictures before.

    value[o, r, c] = activation(Σ weight[o, i, dr, dc] × source[i, r·stride + dr − padding,
    c·stride + dc − padding] + bias[o]), as torch.nn.Conv2d (a cross-correlation).

    ``sources``: (rows, columns), which is one channel, or (channels, rows, columns).
    ``kernel``, ``stride``, ``padding``: one number, or one for the rows and one for columns.
    ``weights``: channels × channels before × kernel rows × kernel columns, or how to draw
    them; ``biases``: one for each channel; both as in Dense. Afterwards layer.weights and
    layer.biases hold the Weights; every place of the window shares them.

    Raises BadInput for a size below 1 or a kernel that does not fit.
    """

    kind = "conv"

    def __init__(self, channels: int, kernel: Size, stride: Size = 1, padding: Size = 0,
                 activation: Union[str, Activation] = "relu", weights: Any = None,
                 biases: Any = None, name: Optional[str] = None) -> None:
        self.channels = validation.size(channels, "the number of channels of a Convolution")
        self.window = Window(kernel, stride, padding, "Convolution")
        self.activation = validation.choice(activation, ACTIVATIONS, "activation")
        self.name = name
        self.weights: List[Any] = []
        self.biases: List[Weight] = []
        self._initializer = Initializer(weights, biases)

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        pictures = _pictures(network, sources)
        self._prepare(network, len(pictures))
        shape = _sides(pictures)
        rows, columns = self.window.result(network, shape)
        builder = LayerBuilder(network)
        neurons = [builder.neuron("", place, self._terms(network, pictures, shape, *place),
                               self.activation)
                   for place in product(range(self.channels), range(rows), range(columns))]
        return Neurons(neurons, (self.channels, rows, columns))

    def _terms(self, network: Network, pictures: List[Neurons], shape: Tuple[int, int],
               channel: int, row: int, column: int) -> List[Term]:
        terms: List[Term] = [
            (picture.at(at_row, at_column), self.weights[channel][index][down][right])
            for index, picture in enumerate(pictures)
            for down, right, at_row, at_column in self.window.inside(row, column, shape)]
        return [*terms, (network.bias, self.biases[channel])] if self.biases else terms

    def _prepare(self, network: Network, before: int) -> None:
        """Make the weights at the first call; see that they fit at every other."""
        if not self.weights:
            down, right = self.window.size
            fans = (before * down * right, self.channels * down * right)
            self.weights, self.biases = (
                self._initializer.make_weights(network, (self.channels, before, down, right), fans),
                self._initializer.make_biases(network, self.channels, fans))
        if len(self.weights[0]) != before:
            raise BadInput(f"the layer {network.group_name} has kernels for {len(self.weights[0])} "
                           f"channels, but {before} lead to it.")

    def __repr__(self) -> str:
        return f"Convolution({self.channels}, {self.window.size}, {self.activation.name!r})"


class Pool(ABC):
    """One neuron for each place of a window; the shape keeps its dimensions.

    ``size``, ``stride`` (by default the size): one number, or rows and columns.
    Raises BadInput for a size below 1 or a window that does not fit.
    """

    kind = "pool"

    def __init__(self, size: Size, stride: Optional[Size] = None,
                 name: Optional[str] = None) -> None:
        self.window = Window(size, size if stride is None else stride, 0, type(self).__name__)
        self.name = name

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        pictures = _pictures(network, sources)
        shape = _sides(pictures)
        rows, columns = self.window.result(network, shape)
        flat = len(shaped(sources).shape) == 2
        builder, neurons = LayerBuilder(network), []
        for index, row, column in product(range(len(pictures)), range(rows), range(columns)):
            seen = [pictures[index].at(at_row, at_column)
                    for _, _, at_row, at_column in self.window.inside(row, column, shape)]
            place = f"{row},{column}" if flat else f"{index},{row},{column}"
            neurons.append(builder.neuron("", place, self.terms(builder, seen, place)))
        return Neurons(neurons, (rows, columns) if flat else (len(pictures), rows, columns))

    @abstractmethod
    def terms(self, builder: LayerBuilder, window: List[Neuron], place: str) -> List[Term]:
        """What is added up for one place, from the neurons in the window."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.window.size})"


class AveragePool(Pool):
    """The mean of each window: value[i, r, c] = (1/n) Σ source, as torch.nn.AvgPool2d.

    The options are those of Pool.
    """

    def terms(self, builder: LayerBuilder, window: List[Neuron], place: str) -> List[Term]:
        """Each neuron, a share of 1/n."""
        return builder.weighted_sum(window, 1.0 / len(window))


class MaxPool(Pool):
    """The largest of each window, as torch.nn.MaxPool2d: max(a, b) = a + relu(b − a).

    Of equal numbers the first counts. The options are those of Pool.
    """

    def terms(self, builder: LayerBuilder, window: List[Neuron], place: str) -> List[Term]:
        """The largest neuron alone."""
        return builder.weighted_sum([builder.largest(window, "so_far", place)])


def _pictures(network: Network, sources: List[Neuron]) -> List[Neurons]:
    """The channels; a picture without channels is one."""
    neurons = shaped(sources)
    require_shape(network, neurons.shape, (2, 3), PICTURE)
    return [neurons] if len(neurons.shape) == 2 else neurons.rows()


def _sides(pictures: List[Neurons]) -> Tuple[int, int]:
    rows, columns = pictures[0].shape
    return rows, columns


def _pair(given: Any, what: str, least: int) -> Tuple[int, int]:
    pair = given if isinstance(given, (tuple, list)) else (given, given)
    if len(pair) != 2:
        raise BadInput(f"{what} must be one number or two, not {given!r}.")
    first, second = (validation.integer(number, what, least) for number in pair)
    return first, second

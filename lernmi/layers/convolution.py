"""Convolution and pooling: one small window, moved over a picture."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from itertools import product
from typing import Any, Dict, Iterator, List, Optional, Tuple, Union

from ..activations import ACTIVATIONS, Activation
from ..network.network import Network
from ..network.shapes import Neurons
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import Initializer
from .terms import Index, LayerBuilder, Term, require_shape

Size = Union[int, Tuple[int, int]]


class Window:
    """A window of ``size``, moved by ``stride`` over rows and columns with ``padding`` around.

    Nothing is linked to the padding: it counts as 0 in a sum, and never is the largest.
    """

    def __init__(self, size: Size, stride: Size, padding: Size, what: str) -> None:
        self.size = _pair(size, f"the size of a {what}", 1)
        self.stride = _pair(stride, f"the stride of a {what}", 1)
        self.padding = _pair(padding, f"the padding of a {what}", 0)

    def options(self, size: str) -> Dict[str, Any]:
        """Its size, under that name, its stride and its padding."""
        return {size: self.size, "stride": self.stride, "padding": self.padding}

    def positions(self, network: Network, shape: Tuple[int, ...]) -> Tuple[int, int]:
        """How many positions it has along rows and columns; BadInput when it does not fit."""
        rows, columns = ((length + 2 * padding - size) // stride + 1 for length, size, stride, padding
                         in zip(shape, self.size, self.stride, self.padding))
        if rows < 1 or columns < 1:
            raise BadInput(f"the window of the layer {network.group_name}, {self.size[0]} by "
                           f"{self.size[1]}, does not fit into {shape[0]} by {shape[1]}.")
        return rows, columns

    def sources(self, picture: Neurons, row: int, column: int) -> Iterator[Tuple[int, int, Neuron]]:
        """The neurons in the window at that position, each with its row and column in the window."""
        first_row, first_column = (index * stride - padding for index, stride, padding
                                   in zip((row, column), self.stride, self.padding))
        for down, right in product(_inside(first_row, self.size[0], picture.shape[0]),
                                   _inside(first_column, self.size[1], picture.shape[1])):
            yield down, right, picture.at(first_row + down, first_column + right)


class Convolution:
    """``channels`` pictures, each computed by moving its kernel over all channels of the sources.

    value[o, r, c] = activation(Σ weight[o, i, dr, dc] × source[i, r·stride + dr − padding,
    c·stride + dc − padding] + bias[o]), as torch.nn.Conv2d (a cross-correlation).

    ``sources``: (rows, columns), which is one channel, or (channels, rows, columns).
    ``kernel``, ``stride``, ``padding``: one number, or one for the rows and one for columns.
    ``weights``: channels × source channels × kernel rows × kernel columns, or how to draw
    them; ``biases``: one for each channel; both as in Dense. Afterwards layer.weights and
    layer.biases hold the Weights; every position of the window shares them.

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
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        pictures = _channels(_picture(network, sources))
        self._prepare(network, len(pictures))
        rows, columns = self.window.positions(network, pictures[0].shape)
        builder = LayerBuilder(network)
        return Neurons([builder.neuron("", index, self._terms(network, pictures, *index), self.activation)
                        for index in _indices(self.channels, rows, columns)],
                       (self.channels, rows, columns))

    def _terms(self, network: Network, pictures: List[Neurons], channel: int, row: int,
               column: int) -> List[Term]:
        terms: List[Term] = [(source, kernel[down][right])
                             for picture, kernel in zip(pictures, self.weights[channel])
                             for down, right, source in self.window.sources(picture, row, column)]
        return [*terms, (network.bias, self.biases[channel])] if self.biases else terms

    def _prepare(self, network: Network, count: int) -> None:
        """Make the weights when first applied; check that they fit whenever applied again."""
        if not self.weights:
            rows, columns = self.window.size
            fans = (count * rows * columns, self.channels * rows * columns)
            self.weights, self.biases = (
                self._initializer.make_weights(network, (self.channels, count, rows, columns), fans),
                self._initializer.make_biases(network, self.channels, fans))
        if len(self.weights[0]) != count:
            raise BadInput(f"the layer {network.group_name} has kernels for {len(self.weights[0])} "
                           f"channels, but {count} lead to it.")
        network.include([self.weights, self.biases])

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again, with the Weights that it has now."""
        return {"channels": self.channels, **self.window.options("kernel"), "activation": self.activation,
                "weights": self.weights, "biases": self.biases or "none", "name": self.name}

    def __repr__(self) -> str:
        return f"Convolution({self.channels}, {self.window.size}, {self.activation.name!r})"


class Pool(ABC):
    """One neuron for each position of a window; as many dimensions as the sources.

    ``size``, ``stride`` (by default the size), ``padding``: one number, or rows and columns.
    Raises BadInput for a size below 1, a padding of more than half the size (there would be windows
    with nothing but padding) or a window that does not fit.
    """

    kind = "pool"

    def __init__(self, size: Size, stride: Optional[Size] = None, name: Optional[str] = None, *,
                 padding: Size = 0) -> None:
        kind = type(self).__name__
        self.window = Window(size, size if stride is None else stride, padding, kind)
        if any(2 * pad > length for pad, length in zip(self.window.padding, self.window.size)):
            raise BadInput(f"the padding of {kind} must be at most half its size, {self.window.size}, "
                           f"not {self.window.padding}.")
        self.name = name

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        picture, builder = _picture(network, sources), LayerBuilder(network)
        channels = _channels(picture)
        rows, columns = self.window.positions(network, channels[0].shape)
        shape = (*picture.shape[:-2], rows, columns)
        neurons: List[Neuron] = []
        for channel, row, column in _indices(len(channels), rows, columns):
            index = (channel, row, column)[-len(shape):]        # no channel in a picture without channels
            window = [source for _, _, source in self.window.sources(channels[channel], row, column)]
            neurons.append(builder.neuron("", index, self.terms(builder, window, index)))
        return Neurons(neurons, shape)

    @abstractmethod
    def terms(self, builder: LayerBuilder, window: List[Neuron], index: Index) -> List[Term]:
        """The terms of one output, from the neurons in the window."""

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again."""
        return {**self.window.options("size"), "name": self.name}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.window.size})"


class AveragePool(Pool):
    """The mean of each window: value[i, r, c] = (1/n) Σ source, as torch.nn.AvgPool2d.

    With ``count_padding``, the default, the padding counts as zeros, and n is the size of the window;
    without it, n counts the sources alone (PyTorch: count_include_pad). The other options are those of
    Pool.
    """

    def __init__(self, size: Size, stride: Optional[Size] = None, name: Optional[str] = None, *,
                 padding: Size = 0, count_padding: bool = True) -> None:
        super().__init__(size, stride, name, padding=padding)
        self.count_padding = validation.flag(count_padding, "count_padding")

    def terms(self, builder: LayerBuilder, window: List[Neuron], index: Index) -> List[Term]:
        """Each neuron × 1/n."""
        count = math.prod(self.window.size) if self.count_padding else len(window)
        return builder.weighted_sum(window, 1.0 / count)

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again."""
        return {**super().options(), "count_padding": self.count_padding}


class MaxPool(Pool):
    """The largest of each window, as torch.nn.MaxPool2d; it is chosen, not computed (see terms.py).

    Of equal numbers the first counts: the whole sensitivity goes there. The padding never is the
    largest (−∞ in PyTorch). The options are those of Pool.
    """

    def terms(self, builder: LayerBuilder, window: List[Neuron], index: Index) -> List[Term]:
        """What is chosen last: of the largest so far and the last neuron, the larger one."""
        return builder.largest(window, index)


def _picture(network: Network, sources: List[Neuron]) -> Neurons:
    return require_shape(network, sources, (2, 3), "a picture, (rows, columns) or (channels, rows, columns)")


def _inside(first: int, size: int, length: int) -> range:
    """Which of ``size`` indices from ``first`` on are in a picture: those from 0 to below ``length``."""
    return range(max(-first, 0), min(size, length - first))


def _indices(channels: int, rows: int, columns: int) -> Iterator[Tuple[int, int, int]]:
    """Every (channel, row, column), the last one fastest; one by one, since there may be many."""
    return ((channel, row, column) for channel in range(channels) for row in range(rows)
            for column in range(columns))


def _channels(picture: Neurons) -> List[Neurons]:
    """The channels of a picture; one without channels is a single channel."""
    return [picture] if len(picture.shape) == 2 else picture.rows()


def _pair(size: Any, what: str, least: int) -> Tuple[int, int]:
    return validation.pair(size, what, least)

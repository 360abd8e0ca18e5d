"""The parameters of a network as other programs store them: arrays of weights, and the usual orders."""

from __future__ import annotations

import math
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ...network.layer_weights import weights_by_layer
from ...network.network import Network
from ...support.arrays import flattened, sizes
from ...support.errors import BadInput
from ...translate.pytorch.model import Model

KERAS = "the kernels as (rows, columns, in, out)"
TRANSPOSED = "each weight matrix transposed, a row for each source"
Shape = Tuple[int, ...]
Slot = Optional[int]            # the index of a weight that learns in network.weights; None for another


class Parameter(NamedTuple):
    """An array of weights. ``names``: PyTorch's, and by the layer; ``slots``: last index fastest."""

    names: Tuple[str, ...]
    shape: Shape
    slots: List[Slot]

    @property
    def module(self) -> str:
        """What it belongs to."""
        return self.names[0].rpartition(".")[0]

    @property
    def is_bias(self) -> bool:
        """Whether it is one number for each neuron."""
        return len(self.shape) == 1

    @property
    def learns(self) -> bool:
        """Whether one of its weights does."""
        return any(slot is not None for slot in self.slots)

    @property
    def words(self) -> str:
        """ "hidden.weight (2, 3)"."""
        return f"{self.names[-1]} {self.shape}"

    def transposed(self) -> Parameter:
        """Its indices as (in, out), and those of a kernel as (rows, columns, in, out), as in Keras."""
        axes = [*range(2, len(self.shape)), 1, 0]
        strides = [math.prod(self.shape[axis + 1:]) for axis in range(len(self.shape))]
        offsets = [0]
        for axis in axes:
            offsets = [offset + index * strides[axis] for offset in offsets
                       for index in range(self.shape[axis])]
        return Parameter(self.names, tuple(self.shape[axis] for axis in axes),
                         [self.slots[offset] for offset in offsets])


class Arrangement(NamedTuple):
    """Arrays in an order in which a program may give them; ``words``: where it isn't the usual one."""

    words: Tuple[str, ...]
    arrays: List[Parameter]

    @property
    def slots(self) -> List[Slot]:
        """Those of all arrays in a row."""
        return [slot for array in self.arrays for slot in array.slots]


def parameters_of(network: Network) -> List[Parameter]:
    """The arrays of a network, in PyTorch's shapes and order; [] where its layers have no such arrays.

    Batch copies have those of their original.
    """
    try:
        nested = Model(getattr(network, "original", network)).parameters
    except BadInput:
        return []
    index = {id(weight): number for number, weight in enumerate(network.weights)}
    layers = {id(weight): layer for layer, kinds in weights_by_layer(network).items()
              for weights in kinds.values() for weight in weights}
    return [_parameter(name, weights, index, layers) for name, weights in nested.items()]


def _parameter(name: str, nested: Any, index: Dict[int, int], layers: Dict[int, str]) -> Parameter:
    shape = sizes(nested)
    weights = flattened(nested, shape)
    layer = next((layers[id(weight)] for weight in weights if id(weight) in layers), "")
    names = (name, f"{layer}.{name.rpartition('.')[2]}") if layer else (name,)
    return Parameter(names, shape, [index.get(id(weight)) for weight in weights])


# ---- the usual orders ------------------------------------------------------------------------------------

def arrangements(parameters: Sequence[Parameter]) -> Iterator[Arrangement]:
    """The orders and shapes in which programs give their arrays, the most usual first."""
    learning = [parameter for parameter in parameters if parameter.learns]
    for some in (learning, list(parameters)) if len(learning) < len(parameters) else (learning,):
        for arrangement in _orders(some):
            for words, arrays in turned(arrangement.arrays):
                yield Arrangement((*arrangement.words, *words), arrays)


def turned(arrays: List[Parameter]) -> Iterator[Tuple[Tuple[str, ...], List[Parameter]]]:
    """Arrays as they are; with the matrices transposed; with the kernels in Keras's order as well."""
    yield (), arrays
    dimensions = {len(array.shape) for array in arrays}
    matrices = [array.transposed() if len(array.shape) == 2 else array for array in arrays]
    if 2 in dimensions:
        yield (TRANSPOSED,), matrices
    if 4 in dimensions:
        yield ((TRANSPOSED,) if 2 in dimensions else ()) + (KERAS,), [
            array.transposed() if len(array.shape) == 4 else array for array in matrices]


def _orders(parameters: List[Parameter]) -> Iterator[Arrangement]:
    layers = _by_module(parameters)
    weights = [parameter for parameter in parameters if not parameter.is_bias]
    biases = [parameter for parameter in parameters if parameter.is_bias]
    yield Arrangement((), parameters)
    if biases and weights:
        yield Arrangement(("each layer's biases first",),
                          [one for layer in layers for one in sorted(layer, key=lambda one: not one.is_bias)])
        yield Arrangement(("all weights, then all biases",), weights + biases)
        yield Arrangement(("all biases, then all weights",), biases + weights)
        for words, first in (("the bias as last column", False), ("the bias as first column", True)):
            joined = [_with_bias(layer, first) for layer in layers]
            if all(joined):
                yield Arrangement((words,), [one for some in joined for one in some])
        yield Arrangement(("the biases left out",), weights)
    if len(layers) > 1:
        yield Arrangement(("the last layer first",), [one for layer in layers[::-1] for one in layer])


def _by_module(parameters: Sequence[Parameter]) -> List[List[Parameter]]:
    layers: Dict[str, List[Parameter]] = {}
    for parameter in parameters:
        layers.setdefault(parameter.module, []).append(parameter)
    return list(layers.values())


def _with_bias(layer: List[Parameter], first: bool) -> List[Parameter]:
    """The matrix of a layer with its biases as one more column; [] for a layer of other arrays."""
    if len(layer) == 1 and not layer[0].is_bias:
        return layer
    if len(layer) != 2 or len(layer[0].shape) != 2 or layer[1].shape != layer[0].shape[:1]:
        return []
    (matrix, bias), slots = layer, []
    columns = matrix.shape[1]
    for row, slot in enumerate(bias.slots):
        weights = matrix.slots[row * columns:(row + 1) * columns]
        slots += [slot, *weights] if first else [*weights, slot]
    return [Parameter(matrix.names, (matrix.shape[0], columns + 1), slots)]

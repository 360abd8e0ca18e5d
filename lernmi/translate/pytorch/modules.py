"""Each layer as modules of PyTorch, with the names that PyTorch gives to its weights."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from ...layers import (
    GRU,
    LSTM,
    Attention,
    AveragePool,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    EachStep,
    LayerNorm,
    MaxPool,
    Recurrent,
    Residual,
    Softmax,
)
from ...layers.convolution import Window
from ...support.errors import BadInput
from .functions import activation_module

Shape = Tuple[int, ...]
Parameters = Dict[str, Any]         # by PyTorch's name: Weights and fixed floats, in nested lists


class Module(NamedTuple):
    """A module: the code that makes it, its parameters, and those that it contains."""

    code: str
    parameters: Parameters = {}
    inner: Optional[List[Module]] = None
    layer: Any = None                   # the one that has the weights


Translated = Tuple[List[Module], Shape]


def translated(layers: Sequence[Any], shape: Shape, names: Sequence[str]) -> Translated:
    """The modules of several layers, after neurons of that shape, and the shape of their outputs."""
    modules: List[Module] = []
    for layer, name in zip(layers, names):
        new, shape = TRANSLATORS[type(layer)](layer, shape, name)
        modules += new
    return modules, shape


def _flat(shape: Shape) -> List[Module]:
    return [Module("nn.Flatten()")] if len(shape) > 1 else []


def _activation(layer: Any, name: str) -> List[Module]:
    code = activation_module(layer.activation, name)
    return [Module(code)] if code else []


def _linear(layer: Dense) -> Module:
    inputs, bias = len(layer.weights[0]), "" if layer.biases else ", bias=False"
    return Module(f"nn.Linear({inputs}, {layer.size}{bias})", _affine(layer), layer=layer)


def _affine(layer: Any, prefix: str = "") -> Parameters:
    parameters = {f"{prefix}weight": layer.weights}
    return {**parameters, f"{prefix}bias": layer.biases} if layer.biases else parameters


def _dense(layer: Dense, shape: Shape, name: str) -> Translated:
    return [*_flat(shape), _linear(layer), *_activation(layer, name)], (layer.size,)


# ---- pictures ------------------------------------------------------------------------------------------

def _convolution(layer: Convolution, shape: Shape, name: str) -> Translated:
    channel = [Module(f"nn.Unflatten(1, (1, {shape[0]}))")] if len(shape) == 2 else []
    bias = "" if layer.biases else ", bias=False"
    code = f"nn.Conv2d({len(layer.weights[0])}, {layer.channels}, {_window(layer.window, (1, 1))}{bias})"
    return ([*channel, Module(code, _affine(layer), layer=layer), *_activation(layer, name)],
            (layer.channels, *_positions(layer.window, shape)))


def _window(window: Window, stride: Tuple[int, int]) -> str:
    """Its size and what differs from PyTorch's defaults; ``stride`` is that of the stride."""
    options = [_pair(window.size)]
    if window.stride != stride:
        options.append(f"stride={_pair(window.stride)}")
    if window.padding != (0, 0):
        options.append(f"padding={_pair(window.padding)}")
    return ", ".join(options)


def _pair(pair: Tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else str(tuple(pair))


def _positions(window: Window, shape: Shape) -> Shape:
    return tuple((length + 2 * padding - size) // stride + 1 for length, size, stride, padding
                 in zip(shape[-2:], window.size, window.stride, window.padding))


def _pool(layer: Any, shape: Shape, name: str) -> Translated:
    kind = "nn.MaxPool2d" if isinstance(layer, MaxPool) else "nn.AvgPool2d"
    counts = getattr(layer, "count_padding", True)
    sources_only = "" if counts else ", count_include_pad=False"
    code = f"{kind}({_window(layer.window, layer.window.size)}{sources_only})"
    return [Module(code)], (*shape[:-2], *_positions(layer.window, shape))


# ---- normalisation, dropout, softmax -------------------------------------------------------------------

def _layer_norm(layer: LayerNorm, shape: Shape, name: str) -> Translated:
    code = f"nn.LayerNorm({shape[-1]}{_epsilon(layer)})"
    return [Module(code, _affine(layer), layer=layer)], shape


def _batch_norm(layer: BatchNorm, shape: Shape, name: str) -> Translated:
    momentum = "" if layer.momentum == 0.1 else f", momentum={layer.momentum!r}"
    code = f"nn.BatchNorm{'1d' if len(shape) == 1 else '2d'}({shape[0]}{_epsilon(layer)}{momentum})"
    parameters = {**_affine(layer), "running_mean": layer.running_means,
                  "running_var": layer.running_variances}
    return [Module(code, parameters, layer=layer)], shape


def _epsilon(layer: Any) -> str:
    return "" if layer.epsilon == 1e-5 else f", eps={layer.epsilon!r}"


def _dropout(layer: Dropout, shape: Shape, name: str) -> Translated:
    if layer.mask is not None:
        raise BadInput(f"the layer {name} has a mask that was set by hand, and PyTorch's Dropout draws its "
                       "own: set the mask of the layer to None.")
    return [Module(f"nn.Dropout({layer.rate!r})")], shape


def _softmax(layer: Softmax, shape: Shape, name: str) -> Translated:
    return [Module("nn.Softmax(dim=-1)")], shape


# ---- sequences -----------------------------------------------------------------------------------------

def _recurrent(layer: Any, shape: Shape, name: str) -> Translated:
    if isinstance(layer, Recurrent) and layer.activation.name not in ("tanh", "relu"):
        cells = activation_module(layer.activation, name) or "nn.Identity()"
        inner, names = f"Elman({shape[1]}, {layer.size}, {cells})", ELMAN
    else:
        inner, names = f"{_kind(layer)}({shape[1]}, {layer.size}{_options(layer)})", RECURRENT
    parameters = {f"layer.{name}": weights for name, weights in zip(names, _weights(layer))}
    code = f'Recurrent({inner}, "{layer.states}"{_first(layer)})'
    for what, weights in (("first_value", layer.first_values), ("first_cell", layer.first_cells)):
        if weights:
            parameters[what] = weights
    return ([Module(code, {key: weights for key, weights in parameters.items() if weights}, layer=layer)],
            (layer.size,) if layer.states == "last" else (shape[0], layer.size))


RECURRENT = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
ELMAN = ("inputs.weight", "states.weight", "inputs.bias", "states.bias")


def _kind(layer: Any) -> str:
    return "nn.RNN" if isinstance(layer, Recurrent) else f"nn.{type(layer).__name__}"


def _options(layer: Any) -> str:
    relu = isinstance(layer, Recurrent) and layer.activation.name == "relu"
    return (', nonlinearity="relu"' if relu else "") + (
        "" if layer.biases or layer.recurrent_biases else ", bias=False") + ", batch_first=True"


def _first(layer: Any) -> str:
    if not layer.first_values:
        return ""
    return f", first={layer.size}" + (", cells=True" if layer.first_cells else "")


def _weights(layer: Any) -> List[Any]:
    """Both weights and both biases; PyTorch has both biases or none, so a missing one is fixed at 0."""
    biases = [layer.biases, layer.recurrent_biases]
    if any(biases) or isinstance(layer, Recurrent) and layer.activation.name not in ("tanh", "relu"):
        biases = [bias or [0.0] * len(layer.weights) for bias in biases]
    return [layer.weights, layer.recurrent_weights, *biases]


def _attention(layer: Attention, shape: Shape, name: str) -> Translated:
    parameters: Parameters = {}
    dense = {"queries": layer.queries, "keys": layer.keys, "values": layer.values, "outputs": layer.outputs}
    for what, one in dense.items():
        if one:
            missing = {f"{what}.bias": [0.0] * layer.size}
            parameters.update({**missing, **_affine(one, f"{what}.")})
    code = (f"Attention({shape[1]}, {layer.size}" + (f", heads={layer.heads}" if layer.heads > 1 else "")
            + (", causal=True" if layer.causal else "") + (", outputs=True" if layer.outputs else "") + ")")
    return [Module(code, parameters, layer=layer)], (shape[0], layer.size)


# ---- containers ----------------------------------------------------------------------------------------

def _each_step(layer: EachStep, shape: Shape, name: str) -> Translated:
    modules, inner = translated(layer.layers, shape[1:], [name] * len(layer.layers))
    size = 1
    for length in inner:
        size *= length
    return [Module("EachStep", inner=[*modules, *_flat(inner)])], (shape[0], size)


def _residual(layer: Residual, shape: Shape, name: str) -> Translated:
    modules, _ = translated(layer.layers, shape, [name] * len(layer.layers))
    return [Module("Residual", inner=modules)], shape


TRANSLATORS: Dict[Any, Callable[[Any, Shape, str], Translated]] = {
    Dense: _dense, Convolution: _convolution, AveragePool: _pool, MaxPool: _pool, LayerNorm: _layer_norm,
    BatchNorm: _batch_norm, Dropout: _dropout, Softmax: _softmax, Recurrent: _recurrent, LSTM: _recurrent,
    GRU: _recurrent, Attention: _attention, EachStep: _each_step, Residual: _residual}

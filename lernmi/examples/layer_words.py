"""Layers in words, as the command line takes them: "64-30-10", "conv 4x3x3, maxpool 2, dense 10"."""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from ..activations import ACTIVATIONS
from ..layers import (
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
    Softmax,
)
from ..support import scalars
from ..support.errors import BadInput, UnknownName
from ..support.formatting import count_of, quoted

SATURATING = ("identity", "sigmoid", "tanh", "softsign", "hard_sigmoid")
ALL = "all"             # the states of a recurrent layer: of each time step
MOST_LINKS = 2_000_000  # as of a saved network: about a gigabyte
EACH = "each"           # before a layer that is applied to each time step


class Words(NamedTuple):
    """One layer in words: its name, its sizes, an activation and options, if there are any."""

    text: str
    name: str
    sizes: Tuple[str, ...]
    activation: Optional[str]
    options: Dict[str, Any]
    each_step: bool

    def size(self, index: int = 0) -> int:
        """One of the sizes, a whole number; from the end, if the index is below 0."""
        size = self.sizes[index]
        return scalars.size(int(size) if size.isdigit() else size,
                            f"the size in the layer {quoted(self.text)}")

    def with_activation(self, usual: str) -> Dict[str, Any]:
        """The activation, or the usual one, and how to draw the weights before it."""
        activation = self.activation or usual
        return {"activation": activation, "weights": "xavier" if activation in SATURATING else "he"}


class Form(NamedTuple):
    """How a layer is written and built: from its words and the usual activation."""

    build: Callable[[Words, str], Any]
    example: str
    sizes: Tuple[int, ...]              # how many sizes it may have
    has_activation: bool = False
    options: Tuple[str, ...] = ()       # such as padding=1


def _dense(words: Words, usual: str) -> Dense:
    return Dense(words.size(), **words.with_activation(usual))


def _convolution(words: Words, usual: str) -> Convolution:
    return Convolution(words.size(), (words.size(1), words.size(-1)), **words.options,
                       **words.with_activation("relu"))


def _pool(kind: Any) -> Callable[[Words, str], Any]:
    return lambda words, usual: kind((words.size(), words.size(-1)), **words.options)


def _recurrent(words: Words, usual: str) -> Recurrent:
    return Recurrent(words.size(), words.activation or "tanh", weights="xavier", recurrent_weights="xavier",
                     **words.options)


def _memory(kind: Any) -> Callable[[Words, str], Any]:
    return lambda words, usual: kind(words.size(), weights="xavier", recurrent_weights="xavier",
                                     **words.options)


def _dropout(words: Words, usual: str) -> Dropout:
    return Dropout(*[_number(size) for size in words.sizes])


def _number(text: str) -> Any:
    """The number in the text, or the text, which the layer refuses."""
    try:
        return float(text)
    except ValueError:
        return text


WINDOW = ("stride", "padding")
FORMS: Dict[str, Form] = {
    "dense": Form(_dense, "dense 10", (1,), True),
    "conv": Form(_convolution, "conv 4x3x3", (2, 3), True, WINDOW),
    "maxpool": Form(_pool(MaxPool), "maxpool 2", (1, 2), False, WINDOW),
    "avgpool": Form(_pool(AveragePool), "avgpool 2", (1, 2), False, WINDOW),
    "recurrent": Form(_recurrent, "recurrent 8", (1,), True, (ALL,)),
    "lstm": Form(_memory(LSTM), "lstm 8", (1,), False, (ALL,)),
    "gru": Form(_memory(GRU), "gru 8", (1,), False, (ALL,)),
    "attention": Form(lambda words, usual: Attention(words.size()), "attention 8", (1,)),
    "dropout": Form(_dropout, "dropout 0.5", (0, 1)),
    "batchnorm": Form(lambda words, usual: BatchNorm(), "batchnorm", (0,)),
    "layernorm": Form(lambda words, usual: LayerNorm(), "layernorm", (0,)),
    "softmax": Form(lambda words, usual: Softmax(), "softmax", (0,)),
}


def parse_layers(text: str, inputs: int) -> List[Words]:
    """The layers of "64-30-10" (sizes, the inputs first) or of "conv 4x3x3, maxpool 2, dense 10".

    After its name a layer has its size or sizes (of a convolution channels, rows, columns), an activation
    if it isn't to be the usual one, and options: "conv 8x3x3 tanh padding=1", "lstm 8 all" for the states
    of all time steps. "each dense 1" is a layer for each time step. ``inputs``: how many the data has.
    Raises BadInput, or UnknownName for a layer or an activation.
    """
    if text and not set(text) - set("0123456789-"):
        sizes = text.split("-")
        if sizes[0] != str(inputs) or len(sizes) < 2:
            example = f"{inputs}-{'-'.join(sizes[1:]) or 10}"
            raise BadInput(f"the data has {count_of(inputs, 'input')}, so the layers {quoted(text)} must "
                           f"begin with {inputs} and end with the outputs: try {example}.")
        text = ", ".join(f"dense {size}" for size in sizes[1:])
    return [_words(part.strip()) for part in text.split(",")]


def _words(text: str) -> Words:
    words = text.lower().split()
    each_step = words[:1] == [EACH]
    name, *others = words[each_step:] or [""]
    if name not in FORMS:
        raise UnknownName("layer", name, FORMS)
    form, sizes, activation = FORMS[name], [word for word in others if word.lstrip(".")[:1].isdigit()], None
    options: Dict[str, Any] = {}
    for word in others:
        key, _, value = word.partition("=")
        if word in sizes:
            continue
        if word == ALL and ALL in form.options:
            options["states"] = ALL
        elif key in WINDOW and key in form.options and value.isdigit():
            options[key] = int(value)
        elif form.has_activation and word.isidentifier():
            if word not in ACTIVATIONS:
                raise UnknownName("activation", word, ACTIVATIONS)
            activation = word
        else:
            raise BadInput(f"{quoted(word)} in the layer {quoted(text)} has no meaning: try {form.example}.")
    split = tuple(sizes[0].split("x")) if sizes else ()
    if len(split) not in form.sizes or len(sizes) > 1:
        raise BadInput(f"the layer {quoted(text)} needs {_needed(form)}: try {form.example}.")
    return Words(text, name, split, activation, options, each_step)


def _needed(form: Form) -> str:
    most = form.sizes[-1]
    return f"{most or 'no'} size{'s' * (most > 1)}{' joined by x' * (most > 1)}"


def check_sizes(layers: List[Words], inputs: int) -> None:
    """BadInput for a layer with more links than a network can have, before anything is built.

    Counted as if it were linked to every number of the layer before it, of which only the size is known.
    """
    before = inputs
    for words in layers:
        size = math.prod(int(size) for size in words.sizes if size.isdigit()) if words.sizes else before
        if before * size > MOST_LINKS:
            raise BadInput(f"the layer {quoted(words.text)} would have about {before * size:,} links; more "
                           f"than {MOST_LINKS:,} are too many.")
        before = size if words.name in FORMS and words.sizes else before


def build_layers(layers: List[Words], hidden: str, last: str) -> List[Any]:
    """The layers; ``hidden`` is the usual activation, ``last`` that of the last layer that has one."""
    number = max((number for number, words in enumerate(layers) if FORMS[words.name].has_activation),
                 default=0)
    return [_built(words, hidden if index < number else last) for index, words in enumerate(layers)]


def _built(words: Words, usual: str) -> Any:
    layer = FORMS[words.name].build(words, usual)
    return EachStep(layer) if words.each_step else layer

"""Reads the layers of a saved network: each becomes a call of its constructor, checked beforehand."""

from __future__ import annotations

import inspect
import math
import re
from typing import Any, Dict, Iterator, List, Sequence, Tuple

from .. import layers as built_in
from ..layers.attention import DENSE_OPTIONS
from ..support.errors import BadInput, UnknownName
from ..support.formatting import LONGEST_NAME
from ..support.json_text import one_line, short
from ..weight import Weight
from .checks import a_list, a_number, a_text, an_object, check_keys, within

LAYERS: Dict[str, Any] = {name: kind for name, kind in vars(built_in).items()
                          if name in built_in.__all__ and hasattr(kind, "options")}
WEIGHTS = ("weights", "biases", "recurrent_weights", "recurrent_biases", "first_state", "scales", "shifts",
           "running_means", "running_variances")        # the options that hold Weights
OPTIONAL = ("name", "mask", "first_state", "outputs")   # those that may be missing
NONE = "none"                   # in place of biases
MOST_DIMENSIONS = 4             # of weights: those of a Convolution
MOST_LAYERS = 1_000
DEEPEST = 20                    # layers within layers
WEIGHT = re.compile(r"(.+\.\w+)((?:\[\d{1,9}\])+)")     # where a weight is: "layers[0].weights[3][2]"


def option_names(kind: Any) -> Tuple[str, ...]:
    """The names of all arguments of a class's constructor; ``layers`` are those without a name.

    >>> option_names(built_in.Recurrent)[:3], option_names(built_in.Residual)
    (('size', 'activation', 'states'), ('layers', 'name'))
    """
    names: Dict[str, None] = {}
    for each in kind.__mro__:
        if "__init__" in vars(each):
            parameters = list(inspect.signature(each.__init__).parameters.values())[1:]
            names.update((one.name, None) for one in parameters if one.kind is not one.VAR_KEYWORD)
            if all(one.kind is not one.VAR_KEYWORD for one in parameters):
                break
    return tuple(names)


class LayerReader:
    """The layers of a file, and where in the file each layer and each Weight is.

    A text in place of a layer or a number, such as "layers[0].biases[0]", is the one that is there:
    a layer that is applied twice, a Weight that is shared.
    """

    def __init__(self) -> None:
        self.weights: Dict[str, List[Any]] = {}         # nested lists of Weights, by where they are
        self._layers: Dict[str, Any] = {}
        self._count = 0

    def layers(self, content: Any, where: str, depth: int = 0) -> List[Any]:
        """The layers of a list."""
        if depth > DEEPEST:
            raise BadInput(f"{where} is nested too deeply: {DEEPEST} layers in one another are the most.")
        return [self._layer(entry, f"{where}[{index}]", depth)
                for index, entry in enumerate(a_list(content, where))]

    def _layer(self, content: Any, where: str, depth: int) -> Any:
        self._count += 1
        if self._count > MOST_LAYERS:
            raise BadInput(f"{where} is one layer too many: {MOST_LAYERS:,} are the most.")
        if isinstance(content, str):
            if content not in self._layers:
                raise BadInput(f'{where} is "{one_line(content)}", which isn\'t where a layer before it is: '
                               'that looks like "layers[0]".')
            return self._layers[content]
        kind = self._kind(an_object(content, where), where)
        names = option_names(kind)
        check_keys(content, ["type", *names], [name for name in names if name not in OPTIONAL], where)
        options = {name: self._option(name, value, f"{where}.{name}", depth)
                   for name, value in content.items() if name != "type"}
        inside = options.pop("layers", [])
        with within(where):
            layer = kind(*inside, **options)
        self._layers[where] = layer
        return layer

    def _kind(self, content: Dict[str, Any], where: str) -> Any:
        name = a_text(content.get("type"), f"{where}.type")
        if name not in LAYERS:
            with within(f"{where}.type"):
                raise UnknownName("layer", name, LAYERS)
        return LAYERS[name]

    def _option(self, name: str, value: Any, where: str, depth: int) -> Any:
        """An option as the constructor takes it."""
        if name in WEIGHTS:
            return self._weights_of(name, value, where)
        if name == "layers":
            return self.layers(value, where, depth + 1)
        if isinstance(value, dict):                     # of a Dense layer in an Attention
            check_keys(value, DENSE_OPTIONS, DENSE_OPTIONS, where)
            return {inner: self._weights_of(inner, entry, f"{where}.{inner}")
                    for inner, entry in value.items()}
        if name == "name" and len(a_text(value, where)) > LONGEST_NAME:
            raise BadInput(f"{where} has {len(value):,} characters: {LONGEST_NAME} are the most.")
        return value

    # ---- weights

    def _weights_of(self, name: str, value: Any, where: str) -> Any:
        """Weights in nested lists; or "none", in place of biases."""
        if name.endswith("biases") and value == NONE:
            return NONE
        entries: List[Any] = []
        self.weights[where] = entries
        self._fill(entries, a_list(value, where), where, 1)
        return entries

    def _fill(self, entries: List[Any], values: List[Any], where: str, dimensions: int) -> None:
        """Add the Weights for these values, and lists of them, to ``entries``."""
        if dimensions > MOST_DIMENSIONS:
            raise BadInput(f"{where} is a list, where a number must be.")
        for index, value in enumerate(values):
            if type(value) is float and math.isfinite(value):
                entries.append(Weight(value))
            elif isinstance(value, list):
                row: List[Any] = []
                entries.append(row)
                self._fill(row, value, f"{where}[{index}]", dimensions + 1)
            else:
                entries.append(self._weight(value, f"{where}[{index}]"))
        _check_rows(entries, where)

    def _weight(self, value: Any, where: str) -> Weight:
        if isinstance(value, str):
            return self.weight_at(value, where)
        return Weight(a_number(value, where))

    def weight_at(self, name: str, where: str) -> Weight:
        """The Weight that is there in the file; ``where``: what refers to it."""
        form = WEIGHT.fullmatch(name)
        entry: Any = self.weights.get(form[1]) if form else None
        for index in re.findall(r"\d+", form[2]) if form else ():
            entry = entry[int(index)] if isinstance(entry, list) and int(index) < len(entry) else None
        if not isinstance(entry, Weight):
            raise BadInput(f'{where} is {short(name)}, which isn\'t where a weight before it is: '
                           'that looks like "layers[0].weights[1][0]".')
        return entry


def _check_rows(entries: Sequence[Any], where: str) -> None:
    """BadInput unless all entries are lists of the same length, or none is a list."""
    lengths = [len(entry) if isinstance(entry, list) else -1 for entry in entries]
    for index, length in enumerate(lengths):
        if length != lengths[0]:
            sizes = [f"has {size} entries" if size >= 0 else "is a number" for size in (length, lengths[0])]
            raise BadInput(f"{where}[{index}] {sizes[0]}, but {where}[0] {sizes[1]}: "
                           "they must be alike.")


def walk(entries: Any, where: str) -> Iterator[Tuple[str, Weight]]:
    """Each Weight in nested lists, with where in the file it is."""
    if isinstance(entries, Weight):
        yield where, entries
    else:
        for index, entry in enumerate(entries):
            yield from walk(entry, f"{where}[{index}]")

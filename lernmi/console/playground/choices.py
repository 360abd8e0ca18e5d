"""What is chosen in the playground: the data, the network and how it learns."""

from __future__ import annotations

import math
import re
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from ...datasets import DATASETS, Dataset, Encoding
from ...examples.assignment import Assignment, assignment_for
from ...examples.layer_words import Words, parse_layers
from ...support.errors import BadInput

FIELDS = ("layers", "activation", "loss", "optimizer", "rate", "batch_size", "limit", "validation")
SIZED = ("dense", "conv", "recurrent", "lstm", "gru")       # layers with a number of neurons or channels
MOST_HIDDEN = 6             # layers
MOST_FEATURES = 9           # one for each of the keys 1 to 9
MOST_NOISE = 0.5
NOISE_STEP = 0.05
NEW_LAYER = 4               # neurons of a layer where there was none


class Choices(NamedTuple):
    """The data set or file, how it is read, and fields of the Recipe; None, or (), is what suits the data."""

    data: str
    reading: Dict[str, Any] = {}
    seed: int = 1
    scaling: Optional[str] = None
    features: Tuple[str, ...] = ()
    layers: Optional[str] = None
    activation: Optional[str] = None
    loss: Optional[str] = None
    optimizer: Optional[str] = None
    rate: Optional[float] = None
    batch_size: Optional[int] = None
    limit: Optional[float] = None
    validation: Optional[float] = None

    def assignment(self, dataset: Dataset) -> Assignment:
        """A new network for the data set, at a constant rate. Raises BadInput for what doesn't suit it.

        Where the usual rate goes down to 0 as a cosine, it is half of that: its mean.
        """
        assignment = assignment_for(dataset, self.seed, self.scaling, self.features,
                                    **{name: getattr(self, name) for name in FIELDS})
        recipe = assignment.recipe
        if self.rate is None and recipe.schedule != "constant":
            recipe = recipe._replace(rate=recipe.rate / 2.0)
        recipe = recipe._replace(schedule="constant")
        return assignment._replace(recipe=recipe, optimizer=recipe.make_optimizer())

    def of_any_data(self) -> Choices:
        """The same without what may not suit other data."""
        return Choices(self.data, self.reading, self.seed, optimizer=self.optimizer, rate=self.rate,
                       batch_size=self.batch_size)


# ---- layers ---------------------------------------------------------------------------------------------

def layers_of(assignment: Assignment) -> List[Words]:
    """The layers of its network in words, one after another."""
    return parse_layers(assignment.recipe.layers, math.prod(assignment.encoding.shape))


def hidden_layers(layers: Sequence[Words]) -> List[int]:
    """The positions of the layers whose size may be chosen: those before the last one that has a size."""
    return [index for index, words in enumerate(layers) if words.name in SIZED][:-1]


def in_brief(layers: Sequence[Words], inputs: int) -> str:
    """The layers in one line: 2-16-16-1, if all are simply dense."""
    if all(words.text == f"dense {words.sizes[0]}" for words in layers if words.name == "dense") \
            and {words.name for words in layers} == {"dense"}:
        return "-".join([str(inputs), *(words.sizes[0] for words in layers)])
    return _joined([words.text for words in layers])


def resized(layers: Sequence[Words], index: int, by: int) -> str:
    """The layers, one of them with so many more neurons or channels."""
    size = layers[index].size() + by
    if size < 1:
        raise BadInput("a layer needs a neuron; L takes a layer away.")
    texts = [words.text for words in layers]
    texts[index] = re.sub(r"\d+", str(size), texts[index], count=1)
    return _joined(texts)


def with_one_more(layers: Sequence[Words]) -> str:
    """The layers with one more hidden one, as large as the one before it."""
    hidden = hidden_layers(layers)
    if len(hidden) >= MOST_HIDDEN:
        raise BadInput(f"{MOST_HIDDEN} hidden layers are the most here.")
    texts = [words.text for words in layers]
    before = hidden[-1] if hidden else len(layers) - 2 - (layers[-1].name not in SIZED)
    size = layers[before].size() if hidden and layers[before].name == "dense" else NEW_LAYER
    texts.insert(before + 1, f"dense {size}")
    return _joined(texts)


def with_one_fewer(layers: Sequence[Words]) -> str:
    """The layers without the last hidden one."""
    hidden = hidden_layers(layers)
    if not hidden:
        raise BadInput("there is no hidden layer to take away.")
    return _joined([words.text for index, words in enumerate(layers) if index != hidden[-1]])


def with_other_outputs(layers: Sequence[Words], usual: Sequence[Words]) -> str:
    """The hidden layers, with the last layer of others."""
    hidden = hidden_layers(layers)
    texts = [words.text for words in layers[:hidden[-1] + 1]] if hidden else []
    return _joined([*texts, *(words.text for words in usual[len(usual) - 1:])])


def _joined(texts: Sequence[str]) -> str:
    return ", ".join(texts)


# ---- features -------------------------------------------------------------------------------------------

def features_for(encoding: Encoding) -> List[str]:
    """The features that keys can switch: of two inputs x1, x2, x1², x2², x1·x2, sin x1 and sin x2."""
    width = sum(column.width for column in encoding.input_columns)
    if len(encoding.raw_shape) > 1 or width > MOST_FEATURES:
        return []
    numbers = range(1, width + 1)
    names = [f"x{one}" for one in numbers] + [f"x{one}²" for one in numbers]
    names += [f"x{one}·x{two}" for one in numbers for two in range(one + 1, width + 1)]
    return (names + [f"sin x{one}" for one in numbers])[:MOST_FEATURES]


def used_features(encoding: Encoding) -> List[str]:
    """The features that the network gets: simply all inputs, where none were chosen."""
    if encoding.features:
        return [feature.name for feature in encoding.features]
    return [f"x{number}" for number in range(1, sum(column.width for column in encoding.input_columns) + 1)]


def switched(encoding: Encoding, number: int) -> Tuple[str, ...]:
    """The features, with the one of that number, from 1, on if it was off and off if it was on."""
    offered, used = features_for(encoding), used_features(encoding)
    if not offered:
        raise BadInput("features are for data with a few numbers in each row, not for this.")
    if number > len(offered):
        raise BadInput(f"there are {len(offered)} features, 1 to {len(offered)}.")
    name = offered[number - 1]
    names = [one for one in used if one != name] if name in used else [*used, name]
    if not names:
        raise BadInput(f"{name} is the only input: switch another on first.")
    return tuple(sorted(names, key=lambda one: offered.index(one) if one in offered else MOST_FEATURES))


# ---- the data -------------------------------------------------------------------------------------------

def noisier(choices: Choices, by: int) -> Dict[str, Any]:
    """How the data is drawn, with more noise, or less; BadInput for data that isn't drawn."""
    options = DATASETS[choices.data].options if choices.data in DATASETS else {}
    if "noise" not in options:
        raise BadInput(f"{choices.data} has no noise to choose: it isn't drawn at random.")
    noise = round(choices.reading.get("noise", options["noise"]) + by * NOISE_STEP, 2)
    if not 0.0 <= noise <= MOST_NOISE:
        raise BadInput(f"the noise goes from 0 to {MOST_NOISE:g}.")
    return {**choices.reading, "noise": noise}

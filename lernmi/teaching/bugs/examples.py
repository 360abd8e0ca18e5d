"""Examples for bugs that none of the built-in examples has a place for."""

from __future__ import annotations

from typing import Dict, Optional

from ...datasets.shipped.sequences import one_hot
from ...examples.catalogue import EXAMPLES, find_example
from ...examples.example import Example
from ...layers import Dense, Residual
from ...network.network import Network
from ...support.errors import UnknownName

POINTS = [([0.0, 0.0], [0.5, 0.0]), ([0.2, 0.9], [0.7, -0.4]), ([0.8, 0.3], [0.1, 0.6]),
          ([-0.5, 0.6], [0.4, 0.9])]
ONE_OF_THREE = [(inputs, one_hot(number % 3, 3)) for number, (inputs, _) in enumerate(POINTS)]
FIRST = [(inputs, targets[:1]) for inputs, targets in POINTS]


def two_numbers(seed: Optional[int] = None) -> Network:
    """Two outputs, and a loss that is a mean over them."""
    return Network(2, Dense(3, "tanh"), Dense(2, "identity"), loss="mean_squared_error", seed=seed)


def leaky(seed: Optional[int] = None) -> Network:
    """Hidden neurons with a small slope below 0."""
    return Network(2, Dense(3, "leaky_relu"), Dense(1, "identity"), seed=seed)


def corner(seed: Optional[int] = None) -> Network:
    """Hidden neurons whose totals are 0 where the inputs are."""
    return Network(2, Dense(3, "relu", weights="he"), Dense(1, "identity"), seed=seed)


def softsign(seed: Optional[int] = None) -> Network:
    """Hidden neurons with the activation softsign."""
    return Network(2, Dense(3, "softsign"), Dense(1, "identity"), seed=seed)


def residual(seed: Optional[int] = None) -> Network:
    """Two layers, the second one beside a skip connection."""
    return Network(2, Dense(2, "tanh"), Residual(Dense(2, "tanh")), Dense(1, "identity"), seed=seed)


def classes(seed: Optional[int] = None) -> Network:
    """Three classes, with a loss that has the softmax in itself."""
    return Network(2, Dense(3, "tanh"), Dense(3, "identity"), loss="softmax_cross_entropy", seed=seed)


FURTHER: Dict[str, Example] = {example.name: example for example in (
    Example("two_numbers", "two numbers from two numbers, with a loss that is a mean", "", two_numbers,
            POINTS, 0.2, 100, sample=1),
    Example("classes", "one of three classes, with a loss that has the softmax in itself", "", classes,
            ONE_OF_THREE, 0.2, 100, sample=1),
    Example("leaky", "three hidden neurons with leaky relu", "", leaky, FIRST, 0.2, 100, sample=3),
    Example("corner", "three hidden neurons with relu, and inputs of 0", "", corner, FIRST, 0.2, 100),
    Example("relu", "three hidden neurons with relu", "", corner, FIRST, 0.2, 100, sample=3),
    Example("residual", "two hidden neurons, added to two before them", "", residual, FIRST, 0.2, 100,
            sample=1),
    Example("softsign", "three hidden neurons with softsign", "", softsign, FIRST, 0.2, 100, sample=1),
)}


def find(name: str) -> Example:
    """The built-in example of that name, or one of these; UnknownName suggests the nearest."""
    if name in FURTHER:
        return FURTHER[name]
    try:
        return find_example(name)
    except UnknownName:
        raise UnknownName("example", name, {**EXAMPLES, **FURTHER}) from None

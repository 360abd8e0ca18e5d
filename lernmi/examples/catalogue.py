"""The built-in examples by name: Mazur's worked example, the logic gates, and those of techniques."""

from __future__ import annotations

from typing import Dict, Optional

from ..datasets.shipped.gates import gate_samples
from ..layers import Dense
from ..network.network import Network
from ..support.errors import UnknownName
from ..weight import Weight
from .example import Example
from .techniques import TECHNIQUES


def mazur(seed: Optional[int] = None) -> Network:
    """The 2-2-2 network of a well-known worked example, with its initial weights and fixed biases.

    Source: Matt Mazur, A Step by Step Backpropagation Example, 2015.
    """
    b1, b2 = Weight(0.35, "b1", trainable=False), Weight(0.60, "b2", trainable=False)
    return Network(
        2,
        Dense(2, weights=[[Weight(0.15, "w1"), Weight(0.20, "w2")],
                          [Weight(0.25, "w3"), Weight(0.30, "w4")]], biases=[b1, b1]),
        Dense(2, weights=[[Weight(0.40, "w5"), Weight(0.45, "w6")],
                          [Weight(0.50, "w7"), Weight(0.55, "w8")]], biases=[b2, b2]),
        seed=seed)


RUBY = "the gates of the Ruby program lernmi"

EXAMPLES: Dict[str, Example] = {example.name: example for example in (
    Example("mazur", "a 2-2-2 network by hand",
            "Matt Mazur, A Step by Step Backpropagation Example, 2015", mazur,
            [([0.05, 0.10], [0.01, 0.99])], 0.5),
    Example("not", "one neuron turns a bit around", RUBY,
            lambda seed: Network(1, Dense(1), seed=seed),
            gate_samples("not"), 1.0, sample=1),
    Example("and", "one neuron, two inputs, both must be 1", RUBY,
            lambda seed: Network(2, Dense(1), seed=seed),
            gate_samples("and"), 1.0, sample=3),
    Example("or", "one neuron, two inputs, one 1 is enough", RUBY,
            lambda seed: Network(2, Dense(1), seed=seed),
            gate_samples("or"), 1.0, sample=3),
    Example("xor", "one of two inputs, but not both; it takes a hidden layer", RUBY,
            lambda seed: Network(2, Dense(2), Dense(1), seed=seed),
            gate_samples("xor"), 1.0, epochs=3000, sample=3),
    *TECHNIQUES,
)}


def find_example(name: str) -> Example:
    """The example of that name; UnknownName suggests the nearest."""
    if name not in EXAMPLES:
        raise UnknownName("example", name, EXAMPLES)
    return EXAMPLES[name]

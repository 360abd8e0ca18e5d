"""Built-in examples of techniques, each with a small task that the technique makes possible."""

from __future__ import annotations

import random
from typing import List, Optional, Tuple

from ..datasets.shipped.bundled_files import iris
from ..datasets.shipped.sequences import first_symbols, flat, one_hot, parities, shifted
from ..layers import (
    LSTM,
    Attention,
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
from ..network.network import Network
from ..training.adaptive import Adam
from .example import Example, Sample

STEPS, SYMBOLS = 12, 4          # of the sequences of the lstm example
FORGET_LITTLE = [0.0] * 4 + [2.0] * 4 + [0.0] * 8       # the forget gates begin nearly open


def strokes() -> List[Sample]:
    """5 × 5 pictures of one stroke: 1 for a horizontal, 0 for a vertical one."""
    samples: List[Sample] = []
    for position in range(5):
        line = one_hot(position, 5)
        samples += [(flat([[pixel] * 5 for pixel in line]), [1.0]), (flat([line] * 5), [0.0])]
    return samples


def irises() -> List[Sample]:
    """Nine of the data set iris: the first three each of Iris setosa, versicolor and virginica."""
    flowers = iris().rows
    return [(list(flowers[50 * species + index][:4]), one_hot(species, 3))
            for species in range(3) for index in range(3)]


def uneven(count: int = 16) -> List[Sample]:
    """Two features of very different size; 1 when both are above their middle value, or both below."""
    generator = random.Random(1)
    samples: List[Sample] = []
    for _ in range(count):
        large, small = generator.uniform(900.0, 1100.0), generator.uniform(0.001, 0.003)
        samples.append(([large, small], [float((large > 1000.0) == (small > 0.002))]))
    return samples


def votes(count: int, wrong: float, seed: int) -> List[Sample]:
    """Nine voters, of whom only the first three count; a share ``wrong`` of the results is false."""
    generator = random.Random(seed)
    samples: List[Sample] = []
    for _ in range(count):
        voters = [generator.choice((-1.0, 1.0)) for _ in range(9)]
        result = sum(voters[:3]) > 0.0
        samples.append((voters, [float(result != (generator.random() < wrong))]))
    return samples


def pointed(count: int = 24, seed: int = 1) -> List[Sample]:
    """Four tokens of three kinds, one of them marked: which token is it?"""
    generator = random.Random(seed)
    samples: List[Sample] = []
    for _ in range(count):
        tokens = [generator.randrange(3) for _ in range(4)]
        marked = generator.randrange(4)
        samples.append((flat([[float(position == marked), *one_hot(token, 3)]
                              for position, token in enumerate(tokens)]),
                        one_hot(tokens[marked], 3)))
    return samples


def transformer(seed: Optional[int] = None) -> Network:
    """One transformer block, and an output for each time step.

    Attention and a feed-forward network, each with a residual connection and a LayerNorm after it.
    Source: Vaswani and others, Attention Is All You Need, 2017, figure 1, the encoder.
    """
    return Network((4, 5), Residual(Attention(5)), LayerNorm(),
                   Residual(EachStep(Dense(8, "relu"), Dense(5, "identity"))), LayerNorm(),
                   EachStep(Dense(1)), seed=seed)


OWN = "made for this example"

TECHNIQUES: Tuple[Example, ...] = (
    Example("softmax", "three species of iris, from four measurements",
            "R. A. Fisher, 1936",
            lambda seed: Network(4, Dense(3, "identity"), Softmax(), loss="cross_entropy",
                                 seed=seed),
            irises(), 0.1, epochs=200),
    Example("conv", "horizontal or vertical? the stroke may be anywhere", OWN,
            lambda seed: Network((5, 5), Convolution(3, 3, padding=1, weights="xavier"),
                                 MaxPool(5), Dense(1), seed=seed),
            strokes(), 0.1, epochs=150, optimizer=lambda: Adam(0.05)),
    Example("rnn", "running parity: is the number of ones so far odd?", OWN,
            lambda seed: Network((5, 1), Recurrent(4, states="all"), EachStep(Dense(1)), seed=seed),
            parities(), 0.1, epochs=120, optimizer=lambda: Adam(0.03), sample=0b10110),
    Example("lstm", f"remember the first of {STEPS} symbols", OWN,
            lambda seed: Network((STEPS, SYMBOLS),
                                 LSTM(4, biases=FORGET_LITTLE, recurrent_biases="none"),
                                 Dense(SYMBOLS, "identity"), loss="softmax_cross_entropy",
                                 seed=seed),
            first_symbols(96, 1, STEPS, SYMBOLS), 0.1, epochs=60, optimizer=lambda: Adam(0.03)),
    Example("batchnorm", "features of very different size, a thousand and a thousandth", OWN,
            lambda seed: Network(2, BatchNorm(), Dense(6, "tanh"), BatchNorm(), Dense(1),
                                 seed=seed),
            uneven(), 0.1, epochs=150, optimizer=lambda: Adam(0.05), batch_size=8),
    Example("dropout", "a vote reported wrong one time in five: don't learn that by heart", OWN,
            lambda seed: Network(9, Dense(12, "tanh"), Dropout(0.5), Dense(1),
                                 loss="binary_cross_entropy", seed=seed),
            votes(40, 0.2, 1), 0.1, epochs=100, optimizer=lambda: Adam(0.02)),
    Example("attention", "copy the token that a marker points to", OWN,
            lambda seed: Network((4, 4), Attention(3), Dense(3, "identity"), Softmax(),
                                 loss="cross_entropy", seed=seed),
            pointed(), 0.1, epochs=60, optimizer=lambda: Adam(0.05)),
    Example("transformer", "say the bit of the time step before, in one transformer block", OWN,
            transformer, shifted(), 0.1, epochs=60, optimizer=lambda: Adam(0.02), sample=0b1011),
)

"""Every layer, in a small network with one output."""

import math
from typing import Any, Dict, List, Tuple

from lernmi import (
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
    Weight,
)

Case = Tuple[Any, List[Any]]        # the shape of the inputs, the layers


def cases() -> Dict[str, Case]:
    return {
        "convolution": ((5, 5), [Convolution(2, 3, activation="tanh"), Dense(1)]),
        "convolution of channels": ((2, 4, 5), [Convolution(3, (2, 3), (1, 2), (1, 2), "tanh"), Dense(1)]),
        "two convolutions": ((6, 6), [Convolution(2, 3, activation="tanh"),
                                      Convolution(2, 2, 2, activation="softplus"), Dense(1)]),
        "average pool": ((4, 6), [AveragePool((2, 3)), Dense(1)]),
        "average pool with padding": ((3, 4), [AveragePool(2, padding=1, count_padding=False), Dense(1)]),
        "max pool with padding": ((3, 3), [MaxPool(3, 2, padding=1), Dense(1)]),
        "max pool": ((2, 4, 4), [MaxPool(2), Dense(1)]),
        "max pool of overlapping windows": ((4, 4), [Convolution(2, 2, activation="tanh"),
                                                     MaxPool(2, 1), Dense(1)]),
        "recurrent": ((4, 3), [Recurrent(2), Dense(1)]),
        "recurrent, one step": ((1, 3), [Recurrent(2), Dense(1)]),
        "recurrent, all states": ((3, 2), [Recurrent(3, states="all"), Recurrent(2), Dense(1)]),
        "lstm": ((4, 3), [LSTM(2), Dense(1)]),
        "lstm, all states": ((3, 2), [LSTM(2, "all"), LSTM(1), Dense(1)]),
        "lstm with a first state": ((2, 3), [
            LSTM(2, first_state=([Weight(0.3), 0.2], [Weight(-0.4), Weight(0.1)])), Dense(1)]),
        "gru with a first state": ((1, 3), [GRU(2, first_state=[Weight(0.3), Weight(-0.2)]), Dense(1)]),
        "gru": ((4, 3), [GRU(2), Dense(1)]),
        "gru, all states": ((3, 2), [GRU(2, "all"), GRU(1), Dense(1)]),
        "softmax": (4, [Dense(3, "identity"), Softmax(), Dense(1)]),
        "softmax of rows": ((2, 3), [Softmax(), Dense(1)]),
        "softmax of one": (1, [Softmax(), Dense(1)]),
        "layer norm": (4, [Dense(5, "tanh"), LayerNorm(), Dense(1)]),
        "layer norm of steps": ((3, 4), [LayerNorm(), Dense(1)]),
        "dropout": (6, [Dense(5, "tanh"), Dropout(0.4), Dense(1)]),
        "attention": ((3, 4), [Attention(2), Dense(1)]),
        "causal attention": ((4, 2), [Attention(3, causal=True), Dense(1)]),
        "attention with heads": ((3, 2), [Attention(4, heads=2), Dense(1)]),
        "each step": ((3, 2), [EachStep(Dense(3, "tanh"), Dense(2)), Dense(1)]),
        "residual": (3, [Residual(Dense(4, "tanh"), Dense(3, "identity")), Dense(1)]),
        "batch norm with running figures": (3, [BatchNorm(), Dense(1)]),
        "transformer block": ((3, 4), [
            Residual(Attention(4)), LayerNorm(),
            Residual(EachStep(Dense(5, "gelu"), Dense(4, "identity"))), LayerNorm(), Dense(1)]),
    }


def numbers(count: int, seed: int = 1) -> List[float]:
    """Numbers without a pattern between −1 and 1, the same everywhere."""
    return [math.sin(12.9898 * (index + seed) ** 1.5) for index in range(count)]

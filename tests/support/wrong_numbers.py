"""Random networks of several kinds, and the numbers that a program with some bugs would give."""

import random
import warnings
from typing import Any, Callable, List, Optional, Sequence, Tuple

from lernmi import (
    GRU,
    LSTM,
    AveragePool,
    Convolution,
    Dense,
    LernmiError,
    MaxPool,
    Network,
    Recurrent,
    Softmax,
)
from lernmi.teaching.bugs import Bug, wrong_network, wrong_optimizer
from lernmi.teaching.diagnosis.trials import NotingGradients

Samples = List[Tuple[List[float], List[float]]]
ACTIVATIONS = ["sigmoid", "tanh", "relu", "leaky_relu", "softsign"]


def random_network(kind: str, seed: int) -> Tuple[Network, Samples]:
    """A small network of a kind (dense, softmax, convolution, recurrent), and 1 to 4 samples."""
    draw = random.Random(seed)

    def uniform(*_: Any) -> float:
        return draw.uniform(-1.0, 1.0)
    options = {"weights": uniform, "biases": uniform}
    outputs = draw.randint(2, 3) if kind == "softmax" else draw.randint(1, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")         # of a loss that suits the outputs badly
        network = KINDS[kind](draw, outputs, options, seed)
    count, hit = draw.choice([1, 1, 2, 3, 4]), draw.randrange(outputs)
    targets = [[float(index == hit) if kind == "softmax" else draw.random() for index in range(outputs)]
               for _ in range(count)]
    return network, [([draw.uniform(-1.5, 1.5) for _ in network.inputs], one) for one in targets]


def _dense(draw: random.Random, outputs: int, options: Any, seed: int) -> Network:
    loss = draw.choice(["squared_error", "mean_squared_error", "binary_cross_entropy", "huber"])
    last = "sigmoid" if loss == "binary_cross_entropy" else draw.choice(["sigmoid", "tanh", "identity"])
    hidden = [Dense(draw.randint(2, 3), draw.choice(ACTIVATIONS), **options)
              for _ in range(draw.randint(1, 2))]
    return Network(draw.randint(2, 4), *hidden, Dense(outputs, last, **options), loss=loss, seed=seed)


def _softmax(draw: random.Random, outputs: int, options: Any, seed: int) -> Network:
    layers = [Dense(draw.randint(2, 4), draw.choice(ACTIVATIONS), **options),
              Dense(outputs, "identity", **options)]
    if draw.random() < 0.5:
        return Network(3, *layers, Softmax(), loss="cross_entropy", seed=seed)
    return Network(3, *layers, loss="softmax_cross_entropy", seed=seed)


def _convolution(draw: random.Random, outputs: int, options: Any, seed: int) -> Network:
    pool = draw.choice([MaxPool, AveragePool])(2)
    return Network((5, 5), Convolution(draw.randint(1, 2), 2, activation=draw.choice(ACTIVATIONS), **options),
                   pool, Dense(outputs, "sigmoid", **options), seed=seed,
                   loss=draw.choice(["squared_error", "mean_squared_error"]))


def _recurrent(draw: random.Random, outputs: int, options: Any, seed: int) -> Network:
    options = {**options, "recurrent_weights": options["weights"], "recurrent_biases": options["biases"]}
    layer = draw.choice([Recurrent, Recurrent, Recurrent, LSTM, GRU])(2, **options)
    return Network((3, draw.randint(1, 2)), layer,
                   Dense(outputs, "sigmoid", weights=options["weights"], biases=options["biases"]), seed=seed,
                   loss=draw.choice(["squared_error", "mean_squared_error"]))


KINDS: "dict[str, Callable[[random.Random, int, Any, int], Network]]" = {
    "dense": _dense, "softmax": _softmax, "convolution": _convolution, "recurrent": _recurrent}


def gradients(network: Network, samples: Samples, *bugs: Bug, rate: float = 0.1) -> Optional[List[float]]:
    """The mean gradients of a program with these bugs; None where it has nothing that they are about."""
    try:
        engine = wrong_network(network, *bugs, rate=rate)
        optimizer = wrong_optimizer(NotingGradients(rate), *bugs)
        engine.learn_batch(samples, optimizer)
    except (LernmiError, ArithmeticError):
        return None
    return list(optimizer.averages)                 # type: ignore[attr-defined]


def rounded(numbers: Sequence[float], digits: int = 4) -> List[float]:
    """To so many significant digits."""
    return [float(f"{number:.{digits}g}") for number in numbers]

"""Networks with samples that are exported to PyTorch: every layer, activation, loss, and what is special."""

import warnings
from typing import Any, Callable, Dict, List, Tuple

from lernmi import Dense, Network, Softmax, Weight
from lernmi.activations import ACTIVATIONS
from lernmi.examples import EXAMPLES
from lernmi.layers import (
    GRU,
    LSTM,
    Attention,
    AveragePool,
    BatchNorm,
    Convolution,
    Dropout,
    EachStep,
    MaxPool,
    Recurrent,
    Residual,
)
from lernmi.losses import LOSSES, gaussian_nll, label_smoothing
from tests.support.layers import cases as layer_cases

Samples = List[Tuple[List[float], List[float]]]
Case = Tuple[Network, Samples]
Maker = Callable[[], Case]
LEARNED = ["xor", "lstm", "fixed weights", "a layer used twice", "a first state"]     # by several processes
ALONE = "batchnorm"         # by one process: several would have the statistics of a part each
EPOCHS, RATE = 3, 0.1


def cases() -> Dict[str, Maker]:
    """What makes each case, by its name."""
    makers: Dict[str, Maker] = {}
    for name, (shape, layers) in layer_cases().items():
        makers[f"layer: {name}"] = made(shape, *layers)
    for name in ACTIVATIONS:
        makers[f"activation: {name}"] = activation(name)
        makers[f"recurrent activation: {name}"] = recurrent_activation(name)
    for loss in (*LOSSES.values(), gaussian_nll(0.25), *(
            label_smoothing(0.3, name) for name in LOSSES if name.endswith("cross_entropy"))):
        makers[f"loss: {loss.name}"] = with_loss(loss)
    return {**makers, **special()}


def made(shape: Any, *layers: Any, **options: Any) -> Maker:
    return lambda: (Network(shape, *layers, seed=3, **options), [])


def activation(name: str) -> Maker:
    weights = [[0.3, 0.2], [0.5, 0.1]] if name in ("log", "sqrt", "reciprocal") else None
    return made(2, Dense(2, "exp" if weights else "tanh", weights), Dense(2, name, weights),
                Dense(1, "identity"))


def recurrent_activation(name: str) -> Maker:
    weights = [[0.3, 0.2], [0.5, 0.1]] if name in ("log", "sqrt", "reciprocal") else None
    samples: Samples = [([0.5, 0.5, 0.2, 0.4, 0.4, 0.4], [1.0]), ([0.3, 0.5, 0.2, 0.1, 0.4, 0.4], [0.2])]
    layer = Recurrent(2, name, weights=weights, recurrent_weights=weights, biases=1.0 if weights else None)
    return lambda: (Network((3, 2), layer, Dense(1, "identity"), seed=3), samples)


def with_loss(loss: Any) -> Maker:
    layers: List[Any] = [Dense(4, "sigmoid" if loss.value_range == (0.0, 1.0) else "identity")]
    if loss.takes_shares:
        layers = [Dense(4, "identity"), Softmax()]
    elif loss.outputs_per_target == 2:
        layers = [Dense(4, "softplus")]
    return made(3, *layers, loss=loss)


def special() -> Dict[str, Maker]:
    """Biases that aren't there, first states, layers used twice, BatchNorm inside others, fixed weights."""
    makers: Dict[str, Maker] = {
        "a pool without channels": made((4, 4), AveragePool(2), MaxPool(2, 1), Dense(2)),
        "a convolution without biases": made(
            (4, 4), Convolution(2, 2, biases="none"), MaxPool(2), Convolution(1, 1), Dense(1, biases="none")),
        "attention without biases": made((3, 2), Attention(
            4, heads=2, causal=True, queries={"biases": "none"}, outputs={"biases": "none"}), Dense(1)),
        "one head with outputs": made((3, 2), Attention(4, outputs={}), Dense(1)),
        "batch norm of a picture": made(
            (2, 3, 3), Convolution(2, 2), BatchNorm(scales=1.5, momentum=0.3, epsilon=1e-3), Dense(1)),
        "batch norm of steps": made((3, 2), EachStep(Dense(2, "tanh"), BatchNorm()), Dropout(0.4), Dense(1)),
        "batch norm and dropout inside": made(
            3, Residual(Dense(3, "tanh"), BatchNorm(), Dropout(0.5)), Dense(1)),
        "a first state": first_state, "a layer used twice": used_twice, "fixed weights": fixed_weights,
        "a softmax at each step": lambda: (
            Network((4, 3), EachStep(Dense(3, "identity"), Softmax()), loss="cross_entropy", seed=3),
            [([0.1] * 12, [0.0, 1.0, 0.0] * 4), ([0.3, -0.2] * 6, [0.0, 0.0, 1.0] * 4)])}
    for name in ("mazur", "xor", "softmax", "conv", "lstm", "batchnorm", "transformer"):
        makers[name] = example(name)
    for options in (["biases"], ["recurrent_biases"], ["biases", "recurrent_biases"]):
        for kind in (Recurrent, LSTM, GRU, sigmoid_recurrent):
            layer = kind(2, states="all", **dict.fromkeys(options, "none"))
            makers[f"{kind.__name__} without {' and '.join(options)}"] = made((3, 2), layer, Dense(1))
    return makers


def example(name: str) -> Maker:
    return lambda: (EXAMPLES[name].network(1), EXAMPLES[name].samples[:8])


def sigmoid_recurrent(size: int, **options: Any) -> Recurrent:
    return Recurrent(size, "sigmoid", **options)


def first_state() -> Case:
    layers = [Recurrent(2, "sigmoid", states="all", first_state=[Weight(0.3), 0.2]),
              LSTM(2, "all", first_state=([Weight(0.3), 0.2], [Weight(-0.4), Weight(0.1)])),
              Recurrent(2, first_state=[0.3, 0.2])]
    return (Network((3, 2), *layers, Dense(1), seed=3),
            [([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [1.0]), ([0.7, -0.2, 0.3, -0.4, 0.5, 0.1], [0.0])])


def used_twice() -> Case:
    dense, memory = Dense(4, "tanh"), LSTM(2, "all")
    return (Network((2, 2), memory, memory, dense, Residual(dense), Dense(1), seed=3),
            [([0.1, 0.2, 0.3, 0.4], [1.0]), ([0.4, -0.2, 0.3, 0.1], [0.5])])


def fixed_weights() -> Case:
    first, last = Dense(3), Dense(2, "identity")
    network = Network(2, first, last, loss="softmax_cross_entropy", seed=1)
    for weight in (first.weights[0][1], *last.biases):
        weight.trainable = False
    return network, [([1.0, 2.0], [1.0, 0.0]), ([2.0, 1.0], [0.0, 1.0]),
                     ([-2.0, 1.0], [0.0, 1.0]), ([-2.0, 0.5], [1.0, 0.0])]


def case(name: str) -> Case:
    """A case by its name, without the warnings of losses that don't fit the last layer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return cases()[name]()

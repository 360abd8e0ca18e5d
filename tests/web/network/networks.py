"""Networks for pictures: all built-in examples, every layer, and large and odd ones, with their numbers."""

from functools import cache, partial
from typing import Any, Callable, Dict, List

from lernmi import (
    GRU,
    LSTM,
    AveragePool,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    EachStep,
    Link,
    Network,
    Neuron,
    Residual,
    Softmax,
    Weight,
)
from lernmi.datasets import load
from lernmi.examples.catalogue import EXAMPLES
from tests.support.layers import cases, numbers


def run(network: Network) -> Network:
    """The network after a forward and a backward pass."""
    network.forward(numbers(len(network.inputs)))
    network.backward([1.0] + [0.0] * (len(network.outputs) - 1))
    return network


def example(name: str) -> Network:
    one = EXAMPLES[name]
    network, (inputs, targets) = one.case(one.network(), one.sample)
    network.forward(inputs)
    network.backward(targets)
    return network


@cache
def digits() -> Network:
    dataset = load("digits")
    encoding = dataset.encoding()
    network = Network(encoding.shape, Dense(30, "tanh"), Dense(10, "identity"),
                      loss="softmax_cross_entropy", seed=1, encoding=encoding)
    network.forward(encoding.inputs(dataset.rows[0]))
    network.backward(encoding.targets(dataset.rows[0]))
    return network


def gating(network: Network, sources: List[Neuron]) -> List[Neuron]:
    """A user-defined layer: a product, a square, a shared weight."""
    product, squared = network.add(Neuron("product")), network.add(Neuron("squared", "tanh"))
    Link(sources[0], product, sources[1])
    Link(sources[0], squared, sources[0])
    Link(network.bias, squared, Weight(0.3))
    weight, both = Weight(0.7, "s"), network.add(Neuron("both"))
    Link(product, both, weight)
    Link(squared, both, weight)
    return [both, product]


def made(shape: Any, *layers: Any, samples: int = 0, **options: Any) -> Network:
    """A network that has run, copied for several samples if there are any."""
    network = Network(shape, *layers, seed=1, **options)
    return run(network.photocopied(samples) if samples else network)


def small() -> Dict[str, Callable[[], Network]]:
    """Those that must be readable to the last number."""
    names = ("mazur", "conv", "rnn", "lstm", "batchnorm", "dropout", "attention", "transformer")
    return {
        "3-4-2": lambda: made(3, Dense(4), Dense(2)),
        "2-8-1": lambda: made(2, Dense(8, "tanh"), Dense(1)),
        "4-3 with softmax": partial(example, "softmax"),
        **{name: partial(example, name) for name in names},
        "digits": digits,
        "gates": lambda: made(2, gating, Dense(2)),
        "residual": lambda: made(3, Residual(Dense(3), Dropout(0.5)), Softmax(), loss="cross_entropy"),
    }


def odd() -> Dict[str, Callable[[], Network]]:
    """All layers; large, deep and mixed networks, copies for samples; one hasn't run."""
    return {
        **{name: partial(made, shape, *layers) for name, (shape, layers) in cases().items()},
        "not run": lambda: Network(2, Dense(3), Dense(1)),
        "deep": lambda: made(1, *[Dense(1) for _ in range(40)]),
        "wide": lambda: made(90, Dense(60), Softmax(), loss="cross_entropy"),
        "channels": lambda: made((3, 8, 8), Convolution(9, 3), AveragePool(3), Dense(2)),
        "long": lambda: made((30, 2), GRU(14), Dense(1)),
        "maps": lambda: made((5, 5), Convolution(2, 3), Residual(Convolution(2, 3, padding=1)), Dropout(0.3),
                             Dense(1)),
        "samples of sequences": lambda: made((3, 2), EachStep(Dense(2), BatchNorm()), LSTM(2), Dense(1),
                                             samples=2),
        "samples of pictures": lambda: made((2, 4, 4), Convolution(2, 3), BatchNorm(), Dense(1), samples=2),
    }

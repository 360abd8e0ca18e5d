"""Networks of several shapes, by their activation and loss."""

from typing import List, Tuple

from lernmi import Dense, Link, Network, Neuron, Weight
from lernmi.examples.catalogue import mazur

__all__ = ["INPUTS", "TARGETS", "add_neuron", "chain", "gated", "mazur", "parallel", "plain",
           "shared", "skipping", "weights_of"]

INPUTS, TARGETS = [0.05, 0.10], [0.01, 0.99]


def add_neuron(network: Network, name: str, *ends: object, activation: str = "identity") -> Neuron:
    """A neuron with links: source, weight, source, weight …"""
    neuron = network.add(Neuron(name, activation))
    for source, weight in zip(ends[::2], ends[1::2]):
        assert isinstance(source, Neuron) and isinstance(weight, (Weight, Neuron))
        Link(source, neuron, weight)
    return neuron


def plain(activation: str, loss: str) -> Network:
    return Network(2, Dense(2, "tanh"), Dense(2, activation, biases=1.5), Dense(2, "sigmoid"),
                   loss=loss, seed=5)


def shared(activation: str, loss: str) -> Network:
    """One weight on every link between the inputs and the middle."""
    weight = Weight(0.7, "shared")

    def middle(network: Network, sources: List[Neuron]) -> List[Neuron]:
        bias = Weight(1.1, "lift")
        return [add_neuron(network, f"m[{index}]", sources[0], weight, sources[1], weight,
                           network.bias, bias, activation=activation) for index in range(2)]
    return Network(2, middle, Dense(2, "sigmoid"), loss=loss, seed=5)


def gated(activation: str, loss: str) -> Network:
    """A link whose weight is a neuron: the product of two neurons."""
    def gate(network: Network, sources: List[Neuron]) -> List[Neuron]:
        keeper = add_neuron(network, "keeper", sources[1], Weight(0.9, "k"),
                            network.bias, Weight(0.3, "kb"), activation="sigmoid")
        product = add_neuron(network, "product", sources[0], keeper, keeper, keeper,
                             network.bias, Weight(1.2, "pb"), activation=activation)
        return [product, keeper]
    return Network(2, Dense(2, "tanh"), gate, Dense(2, "sigmoid"), loss=loss, seed=5)


def skipping(activation: str, loss: str) -> Network:
    """A link past a layer, and a sum that adds the same neuron by two ways."""
    def skip(network: Network, sources: List[Neuron]) -> List[Neuron]:
        inner = add_neuron(network, "inner", sources[0], Weight(0.4, "a"),
                           network.bias, Weight(1.3, "ab"), activation=activation)
        return [add_neuron(network, "sum[0]", inner, Weight(0.8, "b"), sources[0],
                           Weight(1.0, "same", trainable=False)), inner]
    return Network(2, Dense(2, "tanh"), skip, Dense(2, "sigmoid"), loss=loss, seed=5)


def parallel(activation: str, loss: str) -> Network:
    """Two links between the same two neurons."""
    def twice(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [add_neuron(network, "double", sources[0], Weight(0.6, "one"), sources[0],
                           Weight(0.5, "two"), sources[1], Weight(-0.2, "three"),
                           network.bias, Weight(1.2, "lift"), activation=activation)]
    return Network(2, Dense(2, "tanh"), twice, Dense(2, "sigmoid"), loss=loss, seed=5)


def chain(length: int) -> Network:
    """Neurons in single file, each an exact copy of the one before."""
    def file(network: Network, sources: List[Neuron]) -> List[Neuron]:
        weight, last = Weight(1.0, "w"), sources[0]
        for index in range(length):
            last = add_neuron(network, f"n[{index}]", last, weight)
        return [last]
    return Network(1, file)


def weights_of(network: Network) -> List[Tuple[float, float]]:
    """Value and sensitivity of each weight, the fixed ones last."""
    return [(weight.value, weight.sensitivity)
            for weight in network.weights + network.fixed_weights]

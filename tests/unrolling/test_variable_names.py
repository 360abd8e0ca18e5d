"""Names of variables: whatever the neurons and weights are named, the program computes what they do."""

from typing import List

import pytest

from lernmi import Adam, Dense, Link, Network, Neuron, Weight
from lernmi.unrolling.names import VariableNames
from lernmi.unrolling.unrolled import Unrolled

ODD = ["sigmoid", "math", "answer", "first", "second", "inf", "nan", "lambda", "None", "max", "x²", "ﬁ", "½",
       "1a", "_"]


def network_with(name: str) -> Network:
    """One neuron of that name, and a weight of a name like it."""
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        neuron = network.add(Neuron(name, "sigmoid"))
        for source, weight in zip(sources, (Weight(0.5, f"{name}_"), Weight(-0.5))):
            Link(source, neuron, weight)
        return [neuron]
    return Network(2, layer, Dense(1, "softplus"), seed=1)


@pytest.mark.parametrize("name", ODD)
def test_the_program_computes_the_same_whatever_the_names(name: str) -> None:
    network, twin = network_with(name), network_with(name)
    optimizer, other = Adam(0.1), Adam(0.1)
    with Unrolled(network, optimizer) as step:
        losses = [step.learn([1.0, -0.5], [0.25]) for _ in range(3)]
    assert losses == [twin.learn([1.0, -0.5], [0.25], other) for _ in range(3)]
    assert [weight.value for weight in network.weights] == [weight.value for weight in twin.weights]


def test_a_name_for_each_thing() -> None:
    names = VariableNames(Network(2, Dense(2), seed=1))
    assert names.new("output[1]") == "output_1_2", "output_1 is the neuron's"
    words = ["a b", "a-b", "2", "é", ""]
    assert list(map(names.new, words)) == ["a_b", "a_b_2", "n_2", "é", "number"]


def test_functions_have_their_own_names_unless_a_variable_has_them() -> None:
    names = VariableNames(Network(2, Dense(2), seed=1), for_functions=["sigmoid"])
    assert names.new("sigmoid") == "sigmoid_2"
    assert names.of_function("sigmoid") == "sigmoid"
    assert names.of_function("sigmoid") == "sigmoid_3", "that of another function"
    assert names.of_function("abs") == "abs"
    assert names.of_function("output_0") == "output_0_2"
    assert names.clashes(["output_0", "abs", "helper"]) == {"output_0"}
    assert names.new("helper") == "helper_2"

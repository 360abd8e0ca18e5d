"""Names: by default, unique, found, and with a suggestion where they are wrong."""

from typing import List

import pytest

from lernmi import BadInput, Dense, LernmiError, Network, Neuron, UnknownName, Weight
from tests.support.networks import add_neuron, mazur


def test_ambiguous_names_are_refused() -> None:
    with pytest.raises(BadInput, match="arrows are for links"):
        Network(1, Dense(1, name="x->y"))
    with pytest.raises(BadInput, match="a weight and a neuron are both called 'output"):
        Network(1, Dense(1, weights=[[Weight(1, "output[0]")]]))
    network = Network(2, Dense(2, name="a{b}"), Dense(1), seed=1)
    assert network.weights[0].name == "a{b}.weight[0,0]"
    for name in (5, None, network):
        with pytest.raises(LernmiError):
            network.find(name)  # type: ignore[arg-type]
        with pytest.raises(LernmiError):
            network[name]  # type: ignore[index]


def test_default_names() -> None:
    assert list(Network(2, Dense(1)).groups) == ["input", "bias", "output"]
    assert list(Network(2, Dense(1), Dense(1)).groups) == ["input", "bias", "hidden", "output"]
    assert list(Network(2, Dense(1), Dense(1), Dense(1)).groups) == [
        "input", "bias", "hidden1", "hidden2", "output"]
    assert list(Network(2, Dense(1), Dense(1, name="mid"), Dense(1, name="end")).groups) == [
        "input", "bias", "hidden", "mid", "end"]


def test_everything_is_found_by_name() -> None:
    network = mazur()
    assert network["hidden[1]"] is network.neurons[4]
    link = network.link("hidden[0]", "output[1]")
    assert (link.source.name, link.target.name) == ("hidden[0]", "output[1]")
    assert network.find("hidden[0]->output[1]") is network.find("hidden[0] → output[1]") is link
    assert network.find("w7") is network.weight("w7") is link.weight
    assert network.find("hidden[0]") is link.source


def test_two_links_between_the_same_neurons_have_numbers() -> None:
    def twice(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [add_neuron(network, "b", sources[0], Weight(1, "p"), sources[0], Weight(2, "q"))]
    network = Network(1, twice)
    assert network.find("input[0]->b") is network.link("input[0]", "b", 1)
    assert network.find("input[0]->b#2") is network.link("input[0]", "b", 2)
    with pytest.raises(UnknownName):
        network.find("input[0]->b#3")


@pytest.mark.parametrize("name, suggestion", [
    ("hiden[0]", "did you mean hidden"), ("w55", "did you mean w5"),
    ("hidden[0]->output[7]", "did you mean output"), ("input[0]->output[0]", "no link into output")])
def test_a_wrong_name_gets_a_suggestion(name: str, suggestion: str) -> None:
    with pytest.raises(UnknownName, match=suggestion):
        mazur().find(name)


def test_names_are_unique() -> None:
    with pytest.raises(BadInput, match="two layers are called 'a'"):
        Network(1, Dense(1, name="a"), Dense(1, name="a"))
    with pytest.raises(BadInput, match="two weights are called 'w'"):
        Network(1, Dense(1, weights=[[Weight(1, "w")]]), Dense(1, weights=[[Weight(1, "w")]]))

    def same(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [network.add(Neuron("n")), network.add(Neuron("n"))]
    with pytest.raises(BadInput, match="two neurons are called 'n'"):
        Network(1, same)


def test_a_neuron_is_found_by_the_name_that_it_has_now() -> None:
    network = Network(2, Dense(2), Dense(1), seed=1)
    neuron = network["hidden[0]"]
    neuron.name = "h"
    assert network["h"] is network.find("h") is neuron is network.names.all()["h"]
    assert network.find("input[0]->h").target is neuron     # type: ignore[union-attr]
    with pytest.raises(UnknownName):
        network.find("hidden[0]")


@pytest.mark.parametrize("name", ["->" * 40_000 + "\n", "hidden[0]->output[0]#" + "1" * 4301,
                                  "hidden[0]->output[0]" + "#1" * 40_000 + "x", "a" + " " * 80_000 + "b",
                                  "hidden[0]->output[0]#0", "->output[0]", "hidden[0]->"], ids=len)
def test_a_link_that_is_not_there_is_a_sentence_however_long_its_name(name: str) -> None:
    """What takes more than linear time would take minutes here."""
    with pytest.raises(UnknownName):
        mazur().find(name)

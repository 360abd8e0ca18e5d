"""The tree of a why: branches from the loss down, chains, what is folded."""

from typing import List

from lernmi import Dense, Network, Neuron, trace
from lernmi.tracing.why import Why
from lernmi.tracing.why_tree import Fold, WhyTree, folded, folded_path
from tests.support.networks import INPUTS, TARGETS, add_neuron, mazur


def delayed(length: int, gate: float = 1.0) -> Why:
    """The why of an input behind a file of neurons, each of which passes on what comes."""
    def file(network: Network, sources: List[Neuron]) -> List[Neuron]:
        for number in range(length):
            weight = network.constant(gate if number == length // 2 else 1.0)
            sources = [add_neuron(network, f"d{number}", sources[0], weight)]
        return sources
    network = Network(1, file, Dense(1, "identity", weights=0.5, biases="none"))
    return trace(network, [2.0], [0.0]).why("input[0]")


def test_the_branches_of_the_worked_example() -> None:
    tree = WhyTree(trace(mazur(), INPUTS, TARGETS).why("w1"))
    assert tree.size == 7
    names = [[branch.name for branch in child.chain()] for child in tree.root.children]
    assert names == [
        ["sensitivity of output[0] =", "sensitivity of the link hidden[0]->output[0] =", "to hidden[0]:"],
        ["sensitivity of output[1] =", "sensitivity of the link hidden[0]->output[1] =", "to hidden[0]:"],
        ["sensitivity of hidden[0] =", "sensitivity of the link input[0]->hidden[0] =",
         "sensitivity of w1 ="]]
    assert [len(branch.terms) for branch in tree.root.children] == [0, 0, 2]


def test_many_neurons_that_pass_a_sensitivity_on_are_folded() -> None:
    why = delayed(6)
    folds = list(folded_path(why, next(why.paths())))
    assert [fold.neurons for fold in folds] == [0, 0, 5, 0, 0]
    links = [thing.name for thing, _ in folds[2].steps][::2]
    assert links == ["d4->d5", "d3->d4", "d2->d3", "d1->d2", "d0->d1"]


def test_what_is_computed_in_between_is_not_folded() -> None:
    why = delayed(6, gate=0.5)
    neurons = [fold.neurons for fold in folded_path(why, next(why.paths()))]
    assert max(neurons) == 0 or sum(neurons) < 5


def test_a_fold_needs_three_neurons() -> None:
    steps = [(Neuron("a"), 1), (Neuron("b"), 2), (None, 3)]
    assert list(folded(steps)) == [Fold([1, 2], 0), Fold([3], 0)]
    assert list(folded([(Neuron("c"), 0), *steps])) == [Fold([0, 1, 2], 3), Fold([3], 0)]

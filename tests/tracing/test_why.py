import math
from typing import Any, Callable, List

import pytest

from lernmi import Dense, Network, Neuron, UnknownName, trace
from tests.support.networks import (
    INPUTS,
    TARGETS,
    add_neuron,
    gated,
    mazur,
    parallel,
    plain,
    shared,
    skipping,
)

SAMPLE = ([0.6, -0.4], [0.2, 0.9])


def test_the_paths_to_w1_by_hand() -> None:
    why = trace(mazur(), INPUTS, TARGETS).why("w1")
    paths = list(why.paths())
    assert [path.names for path in paths] == [["output[0]", "hidden[0]", "w1"],
                                              ["output[1]", "hidden[0]", "w1"]]
    assert [f"{factor:.6f}" for factor in paths[0].factors] == [
        "0.741365", "0.186816", "0.400000", "0.241301", "0.050000"]
    assert [factor.name for factor in paths[0].factors][1:] == [
        "slope of output[0]", "value of w5", "slope of hidden[0]", "value of input[0]"]
    assert f"{why.sensitivity:.9f}" == "0.000438568"
    assert repr(why) == "Why(w1: sensitivity 0.0004386, 2 paths from the loss)"


@pytest.mark.parametrize("build", [plain, shared, gated, skipping, parallel])
def test_the_paths_add_up_to_the_sensitivity(build: Callable[[str, str], Network]) -> None:
    network = build("tanh", "squared_error")
    step = trace(network, *SAMPLE)
    parts: List[Any] = [*network.weights, *network.fixed_weights, *network.neurons]
    for part in parts:
        why = step.why(part.name)
        paths = list(why.paths())
        assert len(paths) == why.number_of_paths
        assert why.sensitivity == part.sensitivity
        assert math.fsum(path.product for path in paths) == pytest.approx(
            part.sensitivity, rel=1e-12, abs=1e-15)
        for path in paths:
            assert math.prod(map(float, path.factors)) == pytest.approx(path.product, rel=1e-12)
        sizes = [abs(path.product) for path in paths]
        assert sizes == sorted(sizes, reverse=True)


def test_links_can_be_asked_too() -> None:
    step = trace(mazur(), INPUTS, TARGETS)
    link = step.network.link("hidden[0]", "output[0]")
    assert step.why("hidden[0]->output[0]").sensitivity == link.sensitivity
    assert [path.names for path in step.why("hidden[0]->output[0]").paths()] == [
        ["output[0]", "hidden[0]->output[0]"]]


def test_causes_run_from_the_loss_down_and_use_only_what_came_before() -> None:
    why = trace(plain("tanh", "squared_error"), *SAMPLE).why("hidden1.weight[0,0]")
    done = set()
    for cause in why.causes:
        for term in cause.terms:
            assert term.origin is None or id(term.origin) in done
        assert math.fsum(cause_term.number for cause_term in cause.terms) == pytest.approx(
            float(cause.number), rel=1e-14)
        done.add(id(cause.number))
    assert why.causes[0].number.name.startswith("sensitivity of output")
    assert why.causes[-1].number.name == "sensitivity of hidden1.weight[0,0]"


def test_what_earlier_samples_left_is_no_path() -> None:
    network = mazur()
    network.forward([0.9, 0.9])
    network.backward([0.5, 0.5])
    why = trace(network, INPUTS, TARGETS).why("w5")
    assert why.number_of_paths == 1
    assert why.sensitivity == pytest.approx(0.082167041)        # Mazur's figure
    assert network.weight("w5").sensitivity == why.sensitivity


def test_the_answer_stays_after_the_network_went_on_learning() -> None:
    network = mazur()
    step = trace(network, INPUTS, TARGETS)
    before = step.why("w1").sensitivity
    network.forward([0.9, 0.9])
    network.backward([0.5, 0.5])
    assert step.why("w1").sensitivity == before


def test_a_gate_by_itself_has_two_paths() -> None:
    """x · x: the sensitivity comes back twice in one move."""
    def square(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [add_neuron(network, "p", sources[0], sources[0])]
    why = trace(Network(1, square), [3], [0]).why("input[0]")       # ∂(½x⁴)/∂x = 2 · 9 · 3
    assert why.sensitivity == 54.0
    assert [(path.names, path.product) for path in why.paths()] == [(["p", "input[0]"], 27.0)] * 2


def test_paths_of_equal_strength_are_found_at_once() -> None:
    layers = [Dense(2, "identity", weights=0.5, biases="none") for _ in range(40)]
    why = trace(Network(1, *layers), [1], [0, 0]).why("input[0]")
    assert why.number_of_paths == 2 ** 40
    assert len([path for path, _ in zip(why.paths(), range(20))]) == 20


def test_millions_of_paths_are_counted_and_the_strongest_found_at_once() -> None:
    network = Network(3, *[Dense(10, "tanh") for _ in range(7)], Dense(1), seed=1)
    why = trace(network, [1, 2, 3], [1]).why("input[0]")
    assert why.number_of_paths == 10 ** 7
    first = [abs(path.product) for path, _ in zip(why.paths(), range(20))]
    assert first == sorted(first, reverse=True) and first[0] > 0.0


def test_nothing_leads_to_the_loss_from_a_neuron_on_its_own() -> None:
    network = Network(1, Dense(1, biases="none"), seed=1)
    why = trace(network, [1], [1]).why("bias")
    assert (why.sensitivity, why.number_of_paths, list(why.paths())) == (0.0, 0, [])


def test_a_wrong_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="did you mean w1?"):
        trace(mazur(), INPUTS, TARGETS).why("w11")


def test_paths_of_zero_are_counted_apart() -> None:
    network = Network(1, Dense(3, "relu", weights=[[1.0], [-1.0], [-2.0]], biases="none"),
                      Dense(1, "identity", weights=0.5, biases="none"))
    why = trace(network, [2.0], [0.0]).why("input[0]")
    assert (why.number_of_paths, why.number_of_zero_paths) == (3, 2)
    assert [path.product for path in why.paths()] == [0.5, 0.0, 0.0]
    causes = why.causes_without_zeros()
    assert [len(cause.terms) for cause in causes] == [1] * 5 and len(why.causes[-1].terms) == 3
    assert [cause.thing.name for cause in causes] == [
        "output[0]", "hidden[0]->output[0]", "hidden[0]", "input[0]->hidden[0]", "input[0]"]


def test_a_sensitivity_is_passed_on_where_the_factor_is_1_within_a_layer() -> None:
    def delay(network: Network, sources: List[Neuron]) -> List[Neuron]:
        one = network.constant(1.0)
        first = add_neuron(network, "first", sources[0], one)
        return [add_neuron(network, "second", first, one)]
    why = trace(Network(1, delay), [2.0], [1.0]).why("input[0]")
    path = next(why.paths())
    passing = [thing.name for thing, factor in zip(path.things, path.factors) if why.passes_on(thing, factor)]
    assert passing == ["second", "first->second", "first", "input[0]"]
    assert path.names == ["second", "first", "input[0]"]

"""The network as a whole: the worked example, its state between calls, and bad input."""

from typing import Any, Callable, Dict, List, Tuple

import pytest

from lernmi import (
    BadInput,
    Dense,
    GradientDescent,
    LernmiError,
    Network,
    Neuron,
    NumericError,
    OutOfOrder,
    UnknownName,
    Weight,
    trace,
)
from lernmi.network.snapshot import LearningSnapshot
from tests.support.networks import INPUTS, TARGETS, add_neuron, mazur, weights_of

# ---- the worked example

def test_mazur_before_and_after_one_step() -> None:
    network = mazur()
    loss = network.learn(INPUTS, TARGETS, GradientDescent(0.5))
    assert f"{loss:.9f}" == "0.298371109"
    assert f"{network.evaluate(INPUTS, TARGETS):.9f}" == "0.291027774"
    values = {weight.name: f"{weight.value:.9f}" for weight in network.weights}
    assert values == {"w1": "0.149780716", "w2": "0.199561432", "w3": "0.249751144",
                      "w4": "0.299502287", "w5": "0.358916480", "w6": "0.408666186",
                      "w7": "0.511301270", "w8": "0.561370121"}
    assert [(weight.name, weight.value) for weight in network.fixed_weights] == [
        ("b1", 0.35), ("b2", 0.6)]


def test_backward_changes_no_weight() -> None:
    network = mazur()
    before = [weight.value for weight in network.weights]
    network.forward(INPUTS)
    network.backward(TARGETS)
    assert [weight.value for weight in network.weights] == before


def test_where_two_paths_meet_sensitivities_add() -> None:
    def doubling(network: Network, sources: List[Neuron]) -> List[Neuron]:
        one = Weight(1.0, "one", trainable=False)
        b = add_neuron(network, "b", sources[0], one, sources[0], one)
        return [add_neuron(network, "c", b, one, b, one)]
    network = Network(1, doubling)
    assert network.forward([1.0]) == [4.0]
    network.backward([3.0])                         # ∂loss/∂c = 4 − 3 = 1
    assert network["input[0]"].sensitivity == 4.0
    assert network.weight("one").sensitivity == 1 * 2 + 1 * 2 + 2 * 1 + 2 * 1


def test_the_bias_is_1_forever() -> None:
    network = Network(2, Dense(1), seed=1)
    for _ in range(3):
        network.learn([1, 0], [1], GradientDescent(0.5))
        network.bias.reset()
        network.bias.forward()
        assert network.bias.value == 1.0


def test_backward_needs_a_forward_just_before() -> None:
    network = mazur()
    with pytest.raises(OutOfOrder, match="backward needs a forward pass just before it"):
        network.backward(TARGETS)
    network.forward(INPUTS)
    network.backward(TARGETS)
    before = weights_of(network)
    with pytest.raises(OutOfOrder):
        network.backward(TARGETS)
    network.predict(INPUTS)
    with pytest.raises(OutOfOrder):
        network.backward(TARGETS)
    assert [pair for pair, weight in zip(weights_of(network), network.weights)] == \
        before[:len(network.weights)]


def test_samples_add_up_until_the_update() -> None:
    network = Network(2, Dense(2), Dense(1), seed=1)
    single: List[List[float]] = []
    for inputs in ([0, 1], [1, 1]):
        network.forward(inputs)
        network.backward([1])
        single.append([weight.sensitivity for weight in network.weights])
        network.update(GradientDescent(1e-300))
    for inputs in ([0, 1], [1, 1]):
        network.forward(inputs)
        network.backward([1])
    assert [weight.sensitivity for weight in network.weights] == [
        one + other for one, other in zip(*single)]


def test_the_targets_are_those_of_the_latest_backward_pass() -> None:
    network = mazur()
    assert network.targets == []
    network.forward(INPUTS)
    network.backward(TARGETS)
    assert network.targets == TARGETS
    before = LearningSnapshot(network)
    network.predict(INPUTS)
    assert network.targets == []
    before.restore()
    assert network.targets == TARGETS and network.last_phase == "backward"
    step = trace(network, INPUTS, [0, 1])
    assert network.targets == [0.0, 1.0]
    assert {type(target) for target in network.targets} == {float}, "not the numbers that trace the step"
    assert step.network is network


def test_a_fixed_weight_has_the_sensitivity_of_the_latest_sample() -> None:
    network = mazur()
    seen = set()
    for _ in range(3):
        network.forward(INPUTS)
        network.backward(TARGETS)
        seen.add(network.weight("b1").sensitivity)
    assert len(seen) == 1


# ---- bad input changes nothing

BAD_INPUTS: List[Tuple[Any, str]] = [
    ([1], "the network takes 2 inputs, but 1 was given"),
    ([1, 2, 3], "the network takes 2 inputs, but 3 were given"),
    ([], "the network takes 2 inputs, but 0 were given"),
    ("01", "the inputs must be a list of numbers, not '01'"),
    (None, "the inputs must be a list of numbers, not None"),
    ({0: 1, 1: 2}, "the inputs must be a list of numbers"),
    (["0", "1"], r"input\[0\] must be a number, not '0'"),
    ([1, None], r"input\[1\] must be a number, not None"),
    ([1, float("nan")], r"input\[1\] is nan"),
    ([float("-inf"), 1], r"input\[0\] is -inf"),
    ([10 ** 400, 1], r"input\[0\] is too large"),
]


@pytest.mark.parametrize("inputs, sentence", BAD_INPUTS)
@pytest.mark.parametrize("call", ["learn", "forward", "predict", "evaluate", "trace"])
def test_bad_inputs_are_refused_and_nothing_changes(inputs: Any, sentence: str,
                                                    call: str) -> None:
    network, optimizer = mazur(), GradientDescent(0.5)
    network.forward(INPUTS)
    everything = [repr(part) for part in [*network.neurons, *network.links, *network.weights]]
    calls: Dict[str, Callable[[], object]] = {
             "learn": lambda: network.learn(inputs, TARGETS, optimizer),
             "forward": lambda: network.forward(inputs),
             "predict": lambda: network.predict(inputs),
             "evaluate": lambda: network.evaluate(inputs, TARGETS),
             "trace": lambda: trace(network, inputs, TARGETS, optimizer)}
    with pytest.raises(BadInput, match=sentence):
        calls[call]()
    assert everything == [repr(part) for part in
                          [*network.neurons, *network.links, *network.weights]]
    network.backward(TARGETS)           # the forward pass from before still counts


@pytest.mark.parametrize("targets, sentence", [
    ([1], "the network takes 2 targets, but 1 was given"),
    ([1, 2, 3], "the network takes 2 targets, but 3 were given"),
    ("ab", "ab., but the network has no classes"), (None, "the targets must be a list of numbers"),
    (["a", 1], r"target\[0\] must be a number"), ([1, float("nan")], r"target\[1\] is nan")])
def test_bad_targets_are_refused_before_anything_moves(targets: Any, sentence: str) -> None:
    network = mazur()
    for call in (lambda: network.learn(INPUTS, targets, GradientDescent(0.5)),
                 lambda: trace(network, INPUTS, targets, GradientDescent(0.5)),
                 lambda: network.evaluate(INPUTS, targets)):
        with pytest.raises(BadInput, match=sentence):
            call()
    assert network["input[0]"].value == 0.0
    network.forward(INPUTS)
    with pytest.raises(BadInput, match=sentence):
        network.backward(targets)
    network.backward(TARGETS)


def test_something_else_than_an_optimizer_is_refused() -> None:
    with pytest.raises(BadInput, match="the optimizer must be one such as GradientDescent"):
        mazur().learn(INPUTS, TARGETS, 0.5)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="the optimizer must be one such as GradientDescent"):
        trace(mazur(), INPUTS, TARGETS, 0.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("optimizer", [GradientDescent, {}, None, 0.5])
def test_what_is_no_optimizer_is_refused(optimizer: Any) -> None:
    with pytest.raises(BadInput, match="the optimizer must be one such as"):
        mazur().learn(INPUTS, TARGETS, optimizer)


def test_an_interrupted_update_changes_no_weight() -> None:
    class Interrupted(GradientDescent):
        def update(self, weights: Any, samples: int = 1) -> None:
            weights[0].value = 7.0
            raise KeyboardInterrupt
    network = mazur()
    before = weights_of(network)
    with pytest.raises(KeyboardInterrupt):
        network.learn(INPUTS, TARGETS, Interrupted(0.5))
    assert weights_of(network)[:8] == before[:8]


@pytest.mark.parametrize("samples", [0, -1, 1.5])
def test_an_update_is_for_a_number_of_samples(samples: Any) -> None:
    with pytest.raises(BadInput, match="the number of samples must be"):
        mazur().update(GradientDescent(), samples)


def test_repr_of_a_network() -> None:
    assert repr(mazur()) == "Network(input 2 → hidden 2 → output 2; 12 links, 8 weights)"


def test_every_error_is_a_lernmi_error() -> None:
    for kind in (BadInput, NumericError, OutOfOrder, UnknownName):
        assert issubclass(kind, LernmiError)

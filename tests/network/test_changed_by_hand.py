"""What is changed after a network was built: obeyed, or refused at once in a sentence."""

from typing import Any, Callable, List

import pytest

from lernmi import (
    BadInput,
    BatchNorm,
    Convolution,
    Dense,
    GradientDescent,
    Link,
    Network,
    Neuron,
    NumericError,
    OutOfOrder,
    Recurrent,
    UnknownName,
    Weight,
    check_gradients,
    trace,
)
from lernmi.activations import ACTIVATIONS
from tests.support.layers import numbers

RATE = GradientDescent(0.1)


def line(weight: float = 1.0) -> Network:
    """y = w x, with the loss ½ (y − d)²."""
    return Network(1, Dense(1, "identity", weights=[[weight]], biases="none"))


@pytest.mark.parametrize("learn", [
    lambda network: network.learn([2], [0], RATE),
    lambda network: network.learn_batch([([2], [0])], RATE),
    lambda network: network.fit([([2], [0])], epochs=1, optimizer=RATE),
    lambda network: trace(network, [2], [0], RATE)])
def test_a_step_begins_at_zero(learn: Any) -> None:
    network = line()
    network.forward([2])
    network.backward([0])
    learn(network)
    assert network.weights[0].value == pytest.approx(0.6, abs=1e-15)         # 1 − 0.1 × 2 × 2


def test_whoever_gathers_calls_backward_and_update() -> None:
    network = line()
    for _ in range(2):
        network.forward([2])
        network.backward([0])
    network.update(RATE, samples=2)
    assert network.weights[0].value == pytest.approx(0.6, abs=1e-15)


def test_reset_forgets_every_sensitivity() -> None:
    network = Network(2, Dense(2), Dense(1), seed=1)
    network.forward([1, 2])
    network.backward([0])
    network.reset()
    things: List[Any] = [*network.neurons, *network.links, *network.weights, *network.fixed_weights]
    assert {thing.sensitivity for thing in things} == {0.0} and network.last_phase == ""
    assert network["hidden[0]"].value != 0.0
    network.forward([1, 2])
    network.reset()
    network.backward([0])


def test_a_failed_step_leaves_what_was_gathered() -> None:
    network = line()
    network.forward([2])
    network.backward([0])
    with pytest.raises(BadInput):
        network.learn([2, 3], [0], RATE)
    assert network.weights[0].sensitivity == 4.0


def test_the_last_sensitivity_stays_to_be_seen() -> None:
    network = line()
    network.learn([2], [0], RATE)
    weight, link = network.weights[0], network.links[0]
    assert (weight.sensitivity, weight.last_sensitivity, network.last_phase) == (0.0, 4.0, "update")
    assert repr(weight) == "Weight(output.weight[0,0]: 0.600, sensitivity 0.000, last 4.000)"
    assert repr(link) == "Link(input[0] → output[0]: 2.000; now 2.000 × 0.600, sensitivity 2.000)"
    network.forward([2])
    assert repr(link) == "Link(input[0] → output[0]: 1.200 = 2.000 × 0.600, sensitivity 2.000)"
    with pytest.raises(BadInput):
        network.learn([2], [0, 1], RATE)
    assert weight.last_sensitivity == 4.0


def test_the_phases() -> None:
    network, phases = line(), []
    phases.append(network.last_phase)
    calls: List[Callable[[], object]] = [
        lambda: network.predict([1]), lambda: network.forward([1]), lambda: network.compute_loss([0]),
        network.backpropagate, lambda: network.update(RATE)]
    for call in calls:
        call()
        phases.append(network.last_phase)
    assert phases == ["", "predict", "forward", "loss", "backward", "update"]


def test_the_second_half_of_backward_needs_the_first() -> None:
    network = line()
    network.forward([2])
    with pytest.raises(OutOfOrder, match="call network.compute_loss"):
        network.backpropagate()
    assert network.compute_loss([0]) == 2.0
    network.backpropagate()
    assert network.weights[0].sensitivity == 4.0
    with pytest.raises(OutOfOrder, match="call network.compute_loss"):
        network.backpropagate()


# ---- weights

def test_a_weight_that_is_fixed_does_not_move_and_moves_again_when_it_is_freed() -> None:
    network = Network(2, Dense(1, weights=[[0.5, 0.5]], biases=[0.1]))
    first, second, bias = network.weights
    first.trainable = False
    network.learn([1, 1], [0], RATE)
    assert first.value == 0.5 != second.value
    assert first in network.fixed_weights and first not in network.weights
    first.trainable = True
    network.forward([1, 1])
    network.backward([0])
    second.trainable = False
    before = second.value
    network.update(RATE)
    assert first.value != 0.5 and second.value == before


def test_a_new_weight_on_a_link_learns_and_the_old_one_does_not() -> None:
    network = line()
    old, new = network.weights[0], Weight(3.0, "new")
    network.links[0].weight = new
    network.learn([2], [0], GradientDescent(0.1, l2=1.0))
    assert new.value == pytest.approx(3.0 - 0.1 * (12.0 + 3.0)) and old.value == 1.0
    assert network.weights == [new] and network.find("new") is new


def test_a_link_that_is_taken_off_is_gone() -> None:
    network = Network(2, Dense(1, "identity", weights=[[1.0, 10.0]], biases="none"))
    del network["output[0]"].incoming[1]
    assert network.predict([1, 1]) == [1.0] and len(network.links) == 1


def test_two_weights_of_one_name_are_refused() -> None:
    network = Network(2, Dense(1), seed=1)
    network.links[0].weight = Weight(3.0, "output.bias[0]")
    with pytest.raises(BadInput, match="two weights are called"):
        network.learn([1, 1], [0], RATE)


@pytest.mark.parametrize("weight", [0.5, None, "w5"])
def test_what_is_no_weight_is_refused(weight: Any) -> None:
    network = line()
    network.links[0].weight = weight
    for use in (lambda: network.forward([1]), lambda: network.learn([1], [0], RATE)):
        with pytest.raises(BadInput, match=r"must be a Weight or a Neuron, not .*: try Weight\(0.5\)"):
            use()


@pytest.mark.parametrize("value", ["0.5", None, [0.5]])
def test_a_value_that_is_no_number_is_refused(value: Any) -> None:
    network = line()
    network.weights[0].value = value
    with pytest.raises(BadInput, match=r"the value of weight output.weight\[0,0\] must be a number, not"):
        network.learn([1], [0], RATE)


# ---- neurons and links

def test_a_link_that_is_added_runs_and_learns() -> None:
    network = Network(1, Dense(1, "identity", weights=[[1.0]], biases="none"))
    Link(network.bias, network["output[0]"], Weight(5.0, "b"))
    assert network.forward([2]) == [7.0]
    network.learn([2], [0], RATE)
    assert network.weight("b").value == pytest.approx(5.0 - 0.1 * 7.0)


def test_a_neuron_can_be_added_between_others() -> None:
    network = line()
    extra = network.add(Neuron("extra", "square"), before="output[0]")
    Link(network.inputs[0], extra, Weight(1.0, "up"))
    Link(extra, network["output[0]"], Weight(0.5, "down"))
    assert network.forward([3]) == [3.0 + 0.5 * 9.0]
    assert check_gradients(network, [3], [0]).passed


def test_a_link_against_the_order_is_refused_and_taken_off() -> None:
    network = line()
    extra = network.add(Neuron("extra"))
    Link(network.inputs[0], extra, Weight(1.0, "up"))
    Link(extra, network["output[0]"], Weight(0.5, "down"))
    with pytest.raises(BadInput, match=r"extra->output\[0\] runs against the order .* before output\[0\]"):
        network.forward([3])
    assert [link.name for link in network["output[0]"].incoming] == ["input[0]->output[0]"]
    assert network.forward([3]) == [3.0]


# ---- activations and the loss

def test_another_activation_is_obeyed_by_name_or_as_one() -> None:
    network = line()
    network["output[0]"].activation = "square"      # type: ignore[assignment]
    assert network.forward([3]) == [9.0]
    network["output[0]"].activation = ACTIVATIONS["relu"]
    assert network.forward([-3]) == [0.0]
    network["output[0]"].activation = "squeer"      # type: ignore[assignment]
    with pytest.raises(UnknownName, match="did you mean square"):
        network.forward([3])


def test_another_loss_is_obeyed_or_refused_at_once() -> None:
    network = Network(1, Dense(2, "identity", weights=[[1.0], [1.0]], biases="none"))
    network.loss = "mean_squared_error"
    assert network.evaluate([2], [0, 0]) == 4.0
    with pytest.raises(UnknownName, match="did you mean"):
        network.loss = "mean_squared_errors"
    assert network.loss.name == "mean_squared_error"


# ---- batch copies

def normalized() -> Network:
    return Network(2, Dense(2, "tanh"), BatchNorm(), Dense(1, "identity"), seed=1)


SAMPLES = [(numbers(2, seed), [0.3]) for seed in range(4)]


def first_loss(network: Network) -> float:
    return network.learn_batch(SAMPLES, GradientDescent(1e-9))


def test_batch_copies_follow_what_is_changed() -> None:
    network, again = normalized(), normalized()
    before = first_loss(network)
    network.loss = "mean_squared_error"
    assert first_loss(network) == pytest.approx(2.0 * before, rel=1e-6)
    for each in (network, again):
        each.loss = "squared_error"
    for neuron in network.groups["hidden"]:
        neuron.activation = ACTIVATIONS["identity"]
    again = Network(2, Dense(2, "identity"), BatchNorm(), Dense(1, "identity"), seed=1)
    assert first_loss(network) == pytest.approx(first_loss(again), rel=1e-6) != before
    link = network.link("input[0]", "hidden[0]")
    link.weight = Weight(link.weight.value, "mine")
    value = network.weight("output.weight[0,0]").value
    network.learn_batch(SAMPLES, GradientDescent(0.5))
    assert "mine" in [weight.name for weight in network.weights]
    assert network.weight("mine").last_sensitivity != 0.0
    assert network.weight("output.weight[0,0]").value != value


def test_what_batch_copies_cannot_follow_is_refused() -> None:
    network = normalized()
    Link(network.inputs[0], network["output[0]"], Weight(1.0, "skip"))
    with pytest.raises(BadInput, match=r"output\[0\] was changed after it was built"):
        first_loss(network)
    network = normalized()
    network["norm.mean[0]"].activation = ACTIVATIONS["square"]
    with pytest.raises(BadInput, match=r"norm.mean\[0\] was changed after it was built"):
        first_loss(network)


def test_a_fixed_weight_stays_in_a_batch() -> None:
    network = normalized()
    weight = network.weights[0]
    weight.trainable, before = False, weight.value
    network.learn_batch(SAMPLES, GradientDescent(0.5))
    assert weight.value == before


# ---- running statistics

def test_running_statistics_move_with_every_step_and_only_if_it_succeeds() -> None:
    alike: List[List[float]] = []
    copied = normalized().photocopied(4).concatenated(SAMPLES)
    learns: List[Callable[[Network], object]] = [
        lambda network: network.learn_batch(SAMPLES, RATE),
        lambda network: network.photocopied(4).learn(*copied, RATE),
        lambda network: trace(network.photocopied(4), copied[0], copied[1], RATE),
        lambda network: network.fit(SAMPLES, epochs=1, optimizer=RATE, batch_size=None, shuffle=False)]
    for learn in learns:
        network = normalized()
        learn(network)
        alike.append([weight.value for weight in network.fixed_weights])
    assert alike[0] == alike[1] == alike[2] == alike[3]
    assert alike[0] != [weight.value for weight in normalized().fixed_weights]


def test_running_statistics_stay_where_a_step_fails() -> None:
    network = normalized()
    before = [weight.value for weight in network.fixed_weights]

    class Interrupted(GradientDescent):
        def new_values(self, weights: Any, averages: Any) -> List[float]:
            raise KeyboardInterrupt

    for optimizer, error in ((GradientDescent(1e308, l2=1e308), NumericError),
                             (Interrupted(), KeyboardInterrupt)):
        with pytest.raises(error):
            network.learn_batch(SAMPLES, optimizer)
    assert [weight.value for weight in network.fixed_weights] == before


def test_a_trace_shows_how_the_running_statistics_moved() -> None:
    network = normalized()
    copies = network.photocopied(4)
    step = trace(copies, *copies.concatenated(SAMPLES), RATE)
    (move,) = step.only("norm.running_mean[0]")
    (change,) = move.changes
    assert move.phase == "update" and change.old == 0.0
    assert float(change.new) == pytest.approx(0.1 * copies["norm.mean[0]"].value)
    assert [product.right.name for product in move.products] == [
        "value of norm.running_mean[0]", "value of norm.mean[0]"]


# ---- weights without links

@pytest.mark.parametrize("network, name", [
    (Network((1, 2), Recurrent(2), Dense(1), seed=1), "memory.recurrent_weight[0,1]"),
    (Network((1, 1), Convolution(1, 3, padding=1), Dense(1), seed=1), "conv.weight[0,0,0,0]")])
def test_weights_that_no_link_uses_are_decayed_as_in_pytorch(network: Network, name: str) -> None:
    weight = network.weight(name)
    before = weight.value
    assert weight in network.weights
    assert not [link for link in network.links if link.weight is weight]
    inputs, decay = numbers(len(network.inputs)), GradientDescent(0.1, l2=0.5)
    network.learn(inputs, [0.0], decay)
    assert weight.value == before - 0.1 * (0.5 * before)
    assert trace(network, inputs, [0.0], decay).only(name)[-1].phase == "update"

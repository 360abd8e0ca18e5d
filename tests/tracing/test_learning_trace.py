from typing import Any

import pytest

from lernmi import (
    ACTIVATIONS,
    LOSSES,
    Activation,
    BadInput,
    Dense,
    GradientDescent,
    Link,
    Network,
    NumericError,
    UnknownName,
    Weight,
    trace,
)
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, chain, gated, mazur, parallel, plain, shared, skipping
from tests.support.slow import slow, slow_pairs
from tests.support.steps import worked_example

pytestmark = pytest.mark.filterwarnings("ignore:cross_entropy needs", "ignore:a Softmax with",
                                        "ignore:.* takes linear outputs", "ignore:.* is for targets that add")
BUILDS = [plain, shared, gated, skipping, parallel]


@pytest.mark.parametrize("activation, loss", slow_pairs(ACTIVATIONS, LOSSES, "tanh", "squared_error"))
@pytest.mark.parametrize("build", BUILDS)
def test_a_traced_step_and_an_untraced_one_are_bit_identical(build: Any, activation: str,
                                                             loss: str) -> None:
    traced, untraced = build(activation, loss), build(activation, loss)
    no = -1.0 if loss == "hinge" else 0.0
    for inputs, targets in (([0.6, -0.4], [0.2, 0.9]), ([0.1, 0.3], [no, 1.0])):
        targets = targets[:2 // LOSSES[loss].outputs_per_target]
        step = trace(traced, inputs, targets, GradientDescent(0.3))
        assert step.loss == untraced.learn(inputs, targets, GradientDescent(0.3))
        assert bits(traced) == bits(untraced)


def test_every_move_of_the_worked_example_in_order() -> None:
    step = worked_example()
    assert [move.phase for move in step] == (
        ["input"] + ["forward"] * 16 + ["loss"] + ["backward"] * 12 + ["update"] * 8)
    assert [move.name for move in step][:6] == [
        "the inputs", "input[0]->hidden[0]", "input[1]->hidden[0]", "bias->hidden[0]", "hidden[0]",
        "input[0]->hidden[1]"]
    backward = [move.mover for move in step if move.phase == "backward"]
    assert backward == list(reversed(step.network.links))
    assert len(step) == 38
    assert repr(step) == "Trace(38 moves, 64 products, loss 0.2984)"


def test_the_three_products_of_a_link() -> None:
    step = worked_example()
    move = next(move for move in step
                if move.phase == "backward" and move.name == "hidden[0]->output[0]")
    told = [(product.value.name, product.left.name, product.right.name,
             f"{product.left:.9f}", f"{product.right:.9f}", f"{product.value:.9f}")
            for product in move.products]
    link = "sensitivity of the link hidden[0]->output[0]"
    assert told == [
        (link, "sensitivity of output[0]", "slope of output[0]",
         "0.741365070", "0.186815602", "0.138498562"),
        (f"{link} × value of w5", link, "value of w5",
         "0.138498562", "0.400000000", "0.055399425"),
        (f"{link} × value of hidden[0]", link, "value of hidden[0]",
         "0.138498562", "0.593269992", "0.082167041")]


def test_every_product_is_the_product_of_its_operands() -> None:
    for build in BUILDS:
        for move in trace(build("softplus", "binary_cross_entropy"), [0.6, -0.4], [0.2, 0.9],
                          GradientDescent(0.3)):
            for product in move.products:
                assert float(product.value) == float(product.left) * float(product.right)


def test_every_backward_move_has_three_products_and_every_forward_link_one() -> None:
    for build in BUILDS:
        for move in trace(build("tanh", "squared_error"), [0.6, -0.4], [0.2, 0.9]):
            if isinstance(move.mover, Link):
                assert len(move.products) == (3 if move.phase == "backward" else 1)


def test_a_multiplication_by_zero_is_logged_as_well() -> None:
    dead = Network(1, Dense(1, "relu", weights=-1.0), Dense(1, "identity", weights=1.0))
    step = trace(dead, [2.0], [1.0])
    move = next(move for move in step.only(["backward", "input[0]"]))
    assert [float(product.value) for product in move.products] == [0.0, 0.0, 0.0]


def test_the_products_come_from_the_method_that_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no second copy of the formula: another formula gives another trace."""
    def backward(link: Link) -> None:
        link.sensitivity = link.target.slope * 7.0
    monkeypatch.setattr(Link, "backward", backward)
    step = trace(mazur(), INPUTS, TARGETS)
    product = step.only("backward")[0].products[0]
    assert (product.left.name, product.right.name) == ("slope of output[1]", "7")


def test_changes_take_back_and_bring_back_every_number() -> None:
    network = mazur()
    states = [bits(network)]
    twin = mazur()
    step = trace(twin, INPUTS, TARGETS, GradientDescent(0.5))
    for move in step:
        for change in move.changes:
            if change.place.attribute != "loss":
                setattr(same(network, twin, change.place.thing), change.place.attribute,
                        float(change.new))
        states.append(bits(network))
    assert states[-1] == bits(twin)
    for move, state in zip(reversed(step.moves), reversed(states[:-1])):
        for change in reversed(move.changes):
            if change.place.attribute != "loss":
                setattr(same(network, twin, change.place.thing), change.place.attribute,
                        float(change.old))
        assert bits(network) == state


def same(network: Network, twin: Network, thing: Any) -> Any:
    """The thing of one network that stands where another's stands."""
    for parts, others in ((network.neurons, twin.neurons), (network.links, twin.links),
                          (network.weights, twin.weights),
                          (network.fixed_weights, twin.fixed_weights)):
        for part, other in zip(parts, others):
            if other is thing:
                return part
    raise AssertionError(thing)


def test_your_own_activation_is_called_once_while_tracing() -> None:
    seen = []

    def spy(total: float) -> float:
        seen.append(float(total))
        return total
    activation = Activation("spy", spy, lambda total, value: 1.0)
    trace(Network(1, Dense(1, activation, weights=2.0)), [3.0], [1.0])
    assert seen == [6.0]


def test_only_narrows_to_names_and_phases() -> None:
    step = worked_example()
    assert [move.name for move in step.only("w5")] == [
        "hidden[0]->output[0]", "hidden[0]->output[0]", "w5"]
    assert [move.phase for move in step.only("update")] == ["update"] * 8
    assert [move.name for move in step.only(["forward", "hidden[0]"])] == [
        "input[0]->hidden[0]", "input[1]->hidden[0]", "bias->hidden[0]", "hidden[0]",
        "hidden[0]->output[0]", "hidden[0]->output[1]"]
    assert [move.name for move in step.only(["update", "w1", "w8"])] == ["w1", "w8"]
    assert len(step.only("input[0]->hidden[1]")) == 2
    assert len(step.only("output")) == 6 + 2 + 1 + 6
    assert step.only("input[1]")[0].phase == "input"
    assert step.only() == step.moves
    with pytest.raises(UnknownName, match="did you mean backward?"):
        step.only("backwards")
    with pytest.raises(BadInput, match="only takes a name or a list of names, not 5"):
        step.only(5)  # type: ignore[arg-type]


def test_a_failed_trace_restores_everything() -> None:
    network = Network(1, Dense(1, "exp", weights=800.0))
    before = bits(network)
    with pytest.raises(NumericError):
        trace(network, [1.0], [1.0])
    assert bits(network) == before


def test_an_interrupted_trace_restores_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    network = mazur()
    before = bits(network)
    moves = []

    def backward(link: Link) -> None:
        moves.append(link)
        if len(moves) == 4:
            raise KeyboardInterrupt
    monkeypatch.setattr(Link, "backward", backward)
    with pytest.raises(KeyboardInterrupt):
        trace(network, INPUTS, TARGETS)
    assert bits(network) == before


def test_very_many_outputs_are_traced_without_recursion(capsys: pytest.CaptureFixture[str]) -> None:
    step = trace(Network(1, Dense(1500), seed=1), [1], [0] * 1500)
    assert len(step.only("loss")[0].products) == 3000
    step.print(only="loss")
    assert "loss = ½ Σ (y − d)² = " in capsys.readouterr().out


def test_a_trace_keeps_its_numbers_when_the_network_goes_on(
        capsys: pytest.CaptureFixture[str]) -> None:
    network = Network(100, Dense(20), Dense(2), seed=1)
    step = trace(network, [1] * 100, [0, 0])
    step.print()
    before = capsys.readouterr().out
    network.forward([0] * 100)
    step.print()
    assert capsys.readouterr().out == before and "Left out:" in before


@pytest.mark.parametrize("length", [2_000, slow(10_000)])
def test_a_long_chain_is_traced_without_recursion(length: int) -> None:
    step = trace(chain(length), [1.0], [0.0])
    assert len(step) == 1 + 2 * length + 1 + length
    why = step.why("input[0]")
    assert (why.sensitivity, why.number_of_paths) == (1.0, 1)
    assert len(next(why.paths()).factors) == 1 + 2 * length


def test_what_is_written_behind_the_recorders_back_is_read_all_the_same() -> None:
    """An activation that changes a weight while its own neuron moves: no write of the neuron's."""
    def meddle(total: float) -> float:
        network.weight("w").value = 0.9
        return float(total)

    meddling = Activation("meddling", meddle, lambda total, value: 1.0)
    network = Network(1, Dense(1, meddling, weights=[[Weight(0.5, "w")]], biases=0.0), seed=1)
    step = trace(network, [2.0], [0.0])
    backward = step.only(["backward", "w"])[0]
    assert backward.products[1].right == 0.9 and backward.products[1].right.name == "value of w"
    assert network.inputs[0].sensitivity == network.outputs[0].sensitivity * 0.9

"""The perceptron rule: weight ← weight + rate × (target − output) × input."""

import random
from typing import Any, Callable, List, Tuple

import pytest

from lernmi import ACTIVATIONS, BadInput, Dense, Network, OutOfOrder, Perceptron, check_gradients, trace
from lernmi.datasets.shipped.gates import gate_samples
from tests.support.bits import optimizer_bits

Sample = Tuple[List[float], List[float]]


def neuron(inputs: int = 2, outputs: int = 1) -> Network:
    return Network(inputs, Dense(outputs, "step", weights=0.0, biases=0.0))


def values(network: Network) -> List[float]:
    return [weight.value for weight in network.weights]


# ---- the rule ----------------------------------------------------------------------------------------

OR_BY_HAND = [      # inputs, target; the answer before; w1, w2 and the bias after
    ((0, 0), 0, 1.0, [0.0, 0.0, -1.0]),
    ((0, 1), 1, 0.0, [0.0, 1.0, 0.0]),
    ((1, 0), 1, 1.0, [0.0, 1.0, 0.0]),
    ((1, 1), 1, 1.0, [0.0, 1.0, 0.0]),
    ((0, 0), 0, 1.0, [0.0, 1.0, -1.0]),
    ((0, 1), 1, 1.0, [0.0, 1.0, -1.0]),
    ((1, 0), 1, 0.0, [1.0, 1.0, 0.0]),
    ((1, 1), 1, 1.0, [1.0, 1.0, 0.0]),
    ((0, 0), 0, 1.0, [1.0, 1.0, -1.0]),
    ((0, 1), 1, 1.0, [1.0, 1.0, -1.0]),
    ((1, 0), 1, 1.0, [1.0, 1.0, -1.0]),
    ((1, 1), 1, 1.0, [1.0, 1.0, -1.0]),
    ((0, 0), 0, 0.0, [1.0, 1.0, -1.0])]


@pytest.mark.parametrize("traced", [False, True])
def test_or_from_zero_weights_by_hand(traced: bool) -> None:
    """Three epochs; from the fourth on nothing changes. The order of the weights: bias last."""
    network, optimizer = neuron(), Perceptron()
    for inputs, target, answer, after in OR_BY_HAND:
        assert network.predict(inputs) == [answer]
        if traced:
            trace(network, inputs, [target], optimizer)
        else:
            network.learn(inputs, [target], optimizer)
        assert values(network) == after


def test_the_rate_and_the_inputs_are_factors_of_a_correction() -> None:
    """The answer is 1, the target 0: rate × (0 − 1) × (3, −2, 1)."""
    network = neuron()
    network.learn([3, -2], [0], Perceptron(0.25))
    assert values(network) == [-0.75, 0.5, -0.25]


def test_each_output_is_corrected_for_itself() -> None:
    network = neuron(outputs=2)
    network.learn([3, -2], [0, 1], Perceptron())
    assert [weight.value for row in network.layers[0].weights for weight in row] == [-3.0, 2.0, 0.0, 0.0]


@pytest.mark.parametrize("name", ["and", "or", "nand", "nor", "majority", "not"])
def test_what_a_line_divides_is_learned_without_a_mistake(name: str) -> None:
    samples = gate_samples(name)
    network = neuron(len(samples[0][0]))
    network.fit(samples, epochs=25, optimizer=Perceptron())
    assert all(network.predict(inputs) == targets for inputs, targets in samples)
    before = values(network)
    network.fit(samples, epochs=1, optimizer=Perceptron())
    assert values(network) == before, "right answers change nothing"


def test_exclusive_or_is_never_learned() -> None:
    network, samples = neuron(), gate_samples("xor")
    network.fit(samples, epochs=200, optimizer=Perceptron())
    assert any(network.predict(inputs) != targets for inputs, targets in samples)


@pytest.mark.parametrize("unrolled", [False, True])
def test_unrolled_or_not_it_is_the_rule(unrolled: bool) -> None:
    """Against a loop that says nothing but the rule."""
    generator = random.Random(1)
    samples: List[Sample] = [([generator.uniform(-1.0, 1.0) for _ in range(3)],
                              [float(generator.randrange(2))]) for _ in range(40)]
    network, optimizer = neuron(3), Perceptron(0.5)
    history: Any = network.fit(samples, epochs=20, optimizer=optimizer, shuffle=False, unrolled=unrolled)
    assert (history.reason == "") == unrolled
    weights, bias = [0.0] * 3, 0.0
    for inputs, [target] in samples * 20:
        total = 0.0
        for weight, value in zip(weights, inputs):
            total += value * weight
        answer = 1.0 if total + bias >= 0.0 else 0.0
        weights = [weight + 0.5 * (target - answer) * value for weight, value in zip(weights, inputs)]
        bias += 0.5 * (target - answer)
    assert values(network) == pytest.approx([*weights, bias], abs=1e-12)


def test_traced_and_untraced_steps_are_bit_identical() -> None:
    one, other, optimizer = neuron(), neuron(), Perceptron(0.3)
    for inputs, targets in gate_samples("and") * 3:
        assert trace(one, inputs, targets, optimizer).loss == other.learn(inputs, targets, optimizer)
        assert optimizer_bits(one.weights, optimizer) == optimizer_bits(other.weights, optimizer)


def test_a_trace_shows_the_stand_in_and_what_was_computed() -> None:
    """output − target = 1, the stand-in 1, input −2; then 0 − 1 × −2."""
    step = trace(neuron(), [3, -2], [0], Perceptron())
    [move] = step.only(["backward", "output.weight[0,1]"])
    assert [(product.left.name, float(product.left), float(product.right)) for product in move.products] == [
        ("sensitivity of output[0]", 1.0, 1.0),
        ("sensitivity of the link input[1]->output[0]", 1.0, 0.0),
        ("sensitivity of the link input[1]->output[0]", 1.0, -2.0)]
    [update] = step.only(["update", "output.weight[0,1]"])
    assert float(update.changes[0].new) == 2.0


def test_a_recording_of_a_correction_verifies(tmp_path: Any) -> None:
    from lernmi.recording.verifier import verify
    path = tmp_path / "step.jsonl"
    trace(neuron(), [3, -2], [0], Perceptron()).save(path)
    assert verify(path).passed


def test_why_does_not_call_a_correction_a_derivative(capsys: pytest.CaptureFixture[str]) -> None:
    trace(neuron(), [3, -2], [0], Perceptron()).why("output.weight[0,1]").print()
    answer = capsys.readouterr().out
    assert answer.endswith("This is the correction of the perceptron rule, and no derivative of the loss: in "
                           "place of the slope, which a step doesn't have where it jumps, there is a 1.\n")
    assert "rises a little" not in answer


# ---- what it says of itself ----------------------------------------------------------------------------

def test_the_step_has_a_stand_in_for_its_slope_only_while_it_learns() -> None:
    network = neuron()
    network.learn([0.5, 1], [0], Perceptron())
    assert network.outputs[0].activation is ACTIVATIONS["step"]
    assert network.outputs[0].slope == 1.0, "as it was in that step"
    assert check_gradients(network, [0.5, 1], [0]).passed, "a step has the slope 0 on either side"
    with pytest.raises(BadInput):
        network.learn([0.5], [0], Perceptron())
    assert network.outputs[0].activation is ACTIVATIONS["step"]


def test_an_update_by_hand_is_refused_since_a_step_passes_nothing_back() -> None:
    network = neuron()
    network.forward([3, -2])
    network.backward([0])
    with pytest.raises(OutOfOrder, match="Perceptron needs the whole step: call network.learn, in place of "):
        network.update(Perceptron())
    assert values(network) == [0.0, 0.0, 0.0]


def hidden() -> Network:
    return Network(2, Dense(3, "step"), Dense(1, "step"))


@pytest.mark.parametrize("make, sentence", [
    (lambda: Network(2, Dense(1)),
     "the perceptron rule needs the activation step, but output[0] has sigmoid: try another optimizer, "
     "such as GradientDescent."),
    (hidden, "the perceptron rule is for one layer: it has none for hidden neurons, such as hidden[0]."),
    (lambda: Network(2, Dense(1, "step"), loss="hinge"),
     "the perceptron rule needs the loss squared_error, not hinge.")])
def test_other_networks_are_refused_before_anything_changes(make: Callable[[], Network], sentence: str
                                                            ) -> None:
    attempts: List[Callable[[Network], Any]] = [
        lambda network: network.learn([1, 1], [0], Perceptron()),
        lambda network: trace(network, [1, 1], [0], Perceptron()),
        lambda network: network.unroll(Perceptron())]
    for learn in attempts:
        network = make()
        before = values(network)
        with pytest.raises(BadInput) as caught:
            learn(network)
        assert str(caught.value) == sentence and values(network) == before


def test_repr_and_options() -> None:
    assert repr(Perceptron()) == "Perceptron(rate=1)"
    with pytest.raises(BadInput, match="the learning rate must be above 0, not 0."):
        Perceptron(0)
    assert repr(Perceptron(0.5, limit=1)) == "Perceptron(rate=0.5, limit=1)"

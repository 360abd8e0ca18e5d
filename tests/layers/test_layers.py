"""Every layer against central differences, and what each is for."""

import math
import warnings
from typing import Any, Dict, List

import pytest

from lernmi import (
    GRU,
    LSTM,
    Adam,
    Attention,
    BadInput,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    EachStep,
    GradientDescent,
    LayerNorm,
    Link,
    MaxPool,
    Network,
    Recurrent,
    Residual,
    Softmax,
    Weight,
    check_gradients,
    trace,
)
from tests.support.layers import cases, numbers


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", cases())
def test_backpropagation_agrees_with_central_differences(name: str, seed: int) -> None:
    shape, layers = cases()[name]
    network = Network(shape, *layers, seed=seed)
    report = check_gradients(network, numbers(len(network.inputs), seed), [0.3])
    assert report.largest_error <= 1e-7, max(report.rows, key=lambda row: row.error)


@pytest.mark.parametrize("name", cases())
def test_a_traced_step_is_bit_identical_and_why_adds_up(name: str) -> None:
    ends: List[List[float]] = []
    if "batch norm" in name:
        pytest.skip("it learns from batches: see below")
    for traced in (True, False):
        shape, layers = cases()[name]
        network = Network(shape, *layers, seed=3)
        inputs = numbers(len(network.inputs))
        if traced:
            step = trace(network, inputs, [0.3], GradientDescent(0.2))
            for move in step:
                assert not isinstance(move.mover, Link) or len(move.products) == (
                    3 if move.phase == "backward" else 1)
            why = step.why(network.weights[0].name)
            paths = [path.product for path, _ in zip(why.paths(), range(2000))]
            if why.number_of_paths == len(paths):
                assert math.fsum(paths) == pytest.approx(why.sensitivity, rel=1e-9, abs=1e-12)
        else:
            network.learn(inputs, [0.3], GradientDescent(0.2))
        ends.append([weight.value for weight in network.weights])
    assert ends[0] == ends[1]


@pytest.mark.parametrize("name", cases())
def test_shared_weights_get_the_sum_of_what_unshared_ones_get(name: str) -> None:
    """The same network once more, with a Weight of its own on every link."""
    shared, unshared = (Network(cases()[name][0], *cases()[name][1], seed=1) for _ in range(2))
    copies: Dict[str, List[Weight]] = {}
    for index, link in enumerate(unshared.links):
        if isinstance(link.weight, Weight) and link.weight.trainable:
            own = Weight(link.weight.value, f"copy{index}")
            copies.setdefault(link.weight.name, []).append(own)
            link.weight = own
    unshared.rewire()
    for network in (shared, unshared):
        network.forward(numbers(len(network.inputs)))
        network.backward([0.3])
    for weight in shared.weights:
        whole = math.fsum(copy.sensitivity for copy in copies.get(weight.name, []))
        assert whole == pytest.approx(weight.sensitivity, rel=1e-12, abs=1e-15)


# ---- batch normalisation: the copies together

@pytest.mark.parametrize("shape, layers, samples", [
    (3, lambda: [Dense(4, "tanh"), BatchNorm(), Dense(1)], 5),
    ((2, 3, 3), lambda: [BatchNorm(), Convolution(2, 2, activation="tanh"), BatchNorm(), Dense(1)], 2),
    ((3, 2), lambda: [Residual(EachStep(Dense(2, "tanh"), BatchNorm())), Dense(1)], 3)])
def test_batch_norm_agrees_with_central_differences(shape: Any, layers: Any, samples: int) -> None:
    network = Network(shape, *layers(), seed=1).photocopied(samples)
    report = check_gradients(network, numbers(len(network.inputs)), [0.3] * samples)
    assert report.largest_error <= 1e-7


def test_a_batch_has_mean_0_and_variance_1_and_the_running_figures_follow() -> None:
    layer = BatchNorm()
    network = Network(1, layer)
    samples = [([value], [0.0]) for value in (1.0, 2.0, 6.0)]
    copies = network.photocopied(3)
    values = copies.forward([1.0, 2.0, 6.0])
    assert math.fsum(values) == pytest.approx(0.0, abs=1e-14)
    assert math.fsum(value * value for value in values) / 3 == pytest.approx(1.0, rel=1e-5)
    network.learn_batch(samples, GradientDescent(1e-9))
    assert layer.running_means[0].value == pytest.approx(0.1 * 3.0)
    assert layer.running_variances[0].value == pytest.approx(0.9 + 0.1 * 7.0)     # (4 + 1 + 9) / 2
    assert network.predict([0.3]) == [pytest.approx(0.0, abs=1e-8)]


def test_batch_norm_learns_from_batches_only() -> None:
    network = Network(2, BatchNorm(), Dense(1), seed=1)
    before = [weight.value for weight in network.weights]
    with pytest.raises(BadInput, match="the layer norm learns from batches of at least 2 samples"):
        network.learn([1, 2], [1], GradientDescent())
    assert before == [weight.value for weight in network.weights]


def test_a_traced_batch_is_bit_identical_to_an_untraced_one() -> None:
    samples = [(numbers(3, seed), [0.5]) for seed in range(4)]
    traced, untraced = (Network(3, Dense(2, "tanh"), BatchNorm(), Dense(1), seed=1) for _ in range(2))
    copies = traced.photocopied(4)
    trace(copies, *copies.concatenated(samples), GradientDescent(0.5))
    untraced.learn_batch(samples, GradientDescent(0.5))
    assert [weight.value for weight in traced.weights] == [
        weight.value for weight in untraced.weights]
    with pytest.raises(BadInput, match="this network learns from batches only"):
        trace(traced, *samples[0], GradientDescent(0.5))


def test_a_constant_feature_stays_finite() -> None:
    network = Network(2, BatchNorm(), Dense(1), seed=1)
    samples = [([5.0, value], [1.0]) for value in (1.0, 2.0, 3.0)]
    for _ in range(5):
        assert math.isfinite(network.learn_batch(samples, GradientDescent(0.1)))


# ---- dropout

def test_dropout_draws_a_new_mask_for_each_sample_and_none_in_predict() -> None:
    network = Network(50, Dropout(0.4), seed=1)
    ones = [1.0] * 50
    first, second = network.forward(ones), network.forward(ones)
    assert first != second
    assert {round(value, 12) for value in first + second} == {0.0, round(1 / 0.6, 12)}
    assert network.predict(ones) == ones
    many = [network.forward(ones) for _ in range(200)]
    assert sum(map(sum, many)) / 10_000 == pytest.approx(1.0, abs=0.03)


def test_the_mask_is_seen_in_a_trace(capsys: pytest.CaptureFixture[str]) -> None:
    network = Network(2, Dropout(0.5), seed=1)
    trace(network, [1, 1], [0, 0]).print(only="input")
    out = capsys.readouterr().out
    assert "value of output.mask[0] = " in out
    for value in (0.0, 1.0):
        assert f"value of input[{int(value)}] = 1" in out


# ---- softmax

def test_softmax_neither_overflows_nor_loses_the_answer() -> None:
    network = Network(3, Softmax(), loss="cross_entropy")
    assert network.predict([1e6, -1e6, 0.0]) == [1.0, 0.0, 0.0]
    assert network.predict([-1e6, -1e6, -1e6]) == pytest.approx([1 / 3] * 3)
    assert math.fsum(network.predict([0.1, 0.2, 0.3])) == pytest.approx(1.0, rel=1e-15)
    together = Network(3, Dense(3, "identity", [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "none"),
                       loss="softmax_cross_entropy")
    assert together.evaluate([1e6, -1e6, 0.0], [1, 0, 0]) == 0.0
    assert together.evaluate([1e6, -1e6, 0.0], [0, 1, 0]) == 2e6


def test_a_softmax_and_its_loss_belong_together() -> None:
    with pytest.warns(UserWarning, match="a Softmax with squared_error learns slowly"):
        Network(2, Dense(2, "identity"), Softmax())
    with pytest.warns(UserWarning, match="cross_entropy needs outputs that add up to 1"):
        Network(2, Dense(2), loss="cross_entropy")


def test_a_softmax_at_each_time_step_gives_shares() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        network = Network((2, 3), EachStep(Dense(3, "identity"), Softmax()), loss="cross_entropy", seed=1)
    assert network.learn([[1, 0, 1], [0, 1, 0]], [0, 1, 0, 1, 0, 0], GradientDescent(0.1)) > 0.0
    with pytest.warns(UserWarning, match="cross_entropy needs outputs that add up to 1"):
        Network((2, 3), EachStep(Softmax(), Dense(3)), loss="cross_entropy", seed=1)


# ---- names and shapes

def test_names_a_student_understands() -> None:
    names = {neuron.name for neuron in Network(
        (6, 6), Convolution(2, 3), Convolution(2, 2), Dense(1), seed=1).neurons}
    assert {"conv1[0,3,2]", "conv2[1,2,2]", "output[0]", "input[5,5]"} <= names
    names = {neuron.name for neuron in Network((4, 2), Recurrent(3), Dense(1), seed=1).neurons}
    assert {"memory[2]@t3", "input[3,1]"} <= names
    names = {neuron.name for neuron in Network((3, 2), LSTM(1), Dense(1), seed=1).neurons}
    assert {"memory.forget[0]@t2", "memory.cell[0]@t3", "memory[0]@t3"} <= names
    copies = Network((2, 2), EachStep(Dense(2), BatchNorm()), Dense(1), seed=1).photocopied(2)
    assert "hidden[1]@t2#sample1" in {neuron.name for neuron in copies.neurons}


def test_the_gates_of_an_lstm_and_a_gru_have_their_rows() -> None:
    lstm, gru = LSTM(2), GRU(2)
    for layer, gates in ((lstm, ("input", "forget", "candidate", "output")),
                         (gru, ("reset", "update", "candidate"))):
        network = Network((2, 1), layer, Dense(1), seed=1)
        for number, gate in enumerate(gates):
            link = network.link("input[0,0]", f"memory.{gate}[1]@t1")
            assert link.weight is layer.weights[2 * number + 1][0]


@pytest.mark.parametrize("shape, layers, sentence", [
    (9, lambda: [Convolution(1, 2)], r"the layer output needs a picture, .* has the shape \(9,\)"),
    ((2, 2), lambda: [Convolution(1, 3)], "the window of the layer output, 3 by 3, does not fit into 2 by"),
    ((3, 3), lambda: [MaxPool(4)], "does not fit into 3 by 3"),
    (4, lambda: [LSTM(2)], r"the layer output needs a sequence, \(steps, features\)"),
    ((2, 3, 4), lambda: [Attention(2)], "the layer output needs a sequence"),
    (3, lambda: [Residual(Dense(2))], r"adds what comes out, of shape \(2,\), to what goes in, of sha"),
    ((3, 4), lambda: [BatchNorm()], "use EachStep"),
])
def test_shapes_that_do_not_fit_are_reported_when_the_network_is_built(shape: Any, layers: Any,
                                                                      sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Network(shape, *layers(), seed=1)


@pytest.mark.parametrize("make, sentence", [
    (lambda: Convolution(0, 2), "the number of channels of a Convolution must be at least 1"),
    (lambda: Convolution(1, 0), "the size of a Convolution must be at least 1"),
    (lambda: Convolution(1, 2, stride=0), "the stride of a Convolution must be at least 1"),
    (lambda: Convolution(1, 2, padding=-1), "the padding of a Convolution must be at least 0"),
    (lambda: MaxPool((1, 2, 3)), "must be one number or two"),  # type: ignore[arg-type]
    (lambda: Dropout(1.0), "must be at least 0 and below 1, not 1.0"),
    (lambda: Dropout(-0.1), "must be at least 0 and below 1"),
    (lambda: LSTM(0), "the size of LSTM must be at least 1"),
    (lambda: GRU(2, states="first"), "states must be 'last' or 'all', not 'first'"),
    (lambda: Attention(0), "the size of Attention must be at least 1"),
    (lambda: BatchNorm(momentum=2.0), "the momentum of BatchNorm must be above 0 and at most 1"),
    (lambda: LayerNorm(epsilon=-1e-9), r"the epsilon \(ε\) must be at least 0"),
    (lambda: EachStep(), "EachStep needs at least one layer"),
    (lambda: Residual(), "Residual needs at least one layer"),
])
def test_options_that_can_not_work_are_refused(make: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        make()


def test_a_recurrent_layer_called_twice_shares_its_weights() -> None:
    layer = Recurrent(2, states="all", name="memory")
    network = Network((3, 2), layer, layer, Dense(1), seed=1)
    assert len(network.weights) == 4 + 4 + 2 + 2 + 6 + 1
    assert list(network.groups) == ["input", "bias", "memory", "memory2", "output"]


def test_causal_attention_does_not_look_ahead() -> None:
    network = Network((3, 2), Attention(2, causal=True), seed=1)
    before = network.predict([[1, 2], [3, 4], [5, 6]])
    after = network.predict([[1, 2], [3, 4], [-9, 9]])
    assert before[:4] == after[:4] and before[4:] != after[4:]


def test_max_pool_hands_all_the_blame_to_the_first_of_the_largest() -> None:
    network = Network((1, 4), MaxPool((1, 4)))
    assert network.forward([1.0, 5.0, 2.0, 5.0]) == [5.0]
    network.backward([4.0])
    assert [neuron.sensitivity for neuron in network.inputs] == [0.0, 1.0, 0.0, 0.0]


def test_adam_trains_through_every_layer() -> None:
    for name, (shape, layers) in cases().items():
        if "dropout" in name or name == "softmax of one":
            continue
        network = Network(shape, *layers, seed=1)
        inputs, optimizer = numbers(len(network.inputs)), Adam(0.01)
        first = network.learn(inputs, [0.9], optimizer) if not network.needs_batch else None
        if first is not None:
            for _ in range(30):
                last = network.learn(inputs, [0.9], optimizer)
            assert last < first, name

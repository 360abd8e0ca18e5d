import random
from typing import Any, List, Sequence, Tuple

import pytest

from lernmi import BadInput, Dense, GradientDescent, Network, NumericError, Optimizer, Weight
from lernmi.training import Adam, History, Momentum, exponential, fit

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def line(weight: float = 0.0) -> Network:
    """output = weight × input; the loss is ½(output − target)²."""
    return Network(1, Dense(1, "identity", weights=weight,
                            biases=[Weight(0.0, "b", trainable=False)]))


class Witness(Optimizer):
    """Leaves the weights as they are, and notes at which rate it was asked, and for how many."""

    def __init__(self, rate: float) -> None:
        super().__init__(rate)
        self.rates: List[float] = []
        self.sizes: List[int] = []

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        self.rates.append(self.rate)
        self.sizes.append(samples)
        super().update(weights, samples)

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        return [weight.value for weight in weights]


def orders(network: Network, samples: List[Any], **options: Any) -> List[Tuple[float, ...]]:
    """In which order the inputs of the samples were seen, epoch by epoch."""
    seen: List[float] = []
    forward = network.set_inputs

    def set_inputs(inputs: Sequence[Any], *others: Any) -> None:
        seen.append(inputs[0])
        forward(inputs, *others)
    network.set_inputs = set_inputs  # type: ignore[method-assign, assignment]
    fit(network, samples, optimizer=Witness(1.0), **options)
    return [tuple(seen[start:start + len(samples)]) for start in range(0, len(seen), len(samples))]


def test_one_sample_at_a_time_by_hand() -> None:
    """weight: 0 → 0 + 0.5·1 = 0.5 → 0.5 + 0.5·(3 − 1)·2 = 2.5."""
    network = line()
    history = fit(network, [([1], [1]), ([2], [3])], epochs=1, optimizer=GradientDescent(0.5),
                  shuffle=False)
    assert network.weights[0].value == 2.5
    assert history.losses == [(0.5 * 1 + 0.5 * 4) / 2]


@pytest.mark.parametrize("batch_size", [None, 2, 5])
def test_a_full_batch_is_averaged_and_learned_in_one_update(batch_size: Any) -> None:
    """weight: 0 → 0.5 · (1·1 + 3·2) / 2."""
    network = line()
    history = fit(network, [([1], [1]), ([2], [3])], epochs=1, optimizer=GradientDescent(0.5),
                  batch_size=batch_size)
    assert network.weights[0].value == 1.75
    assert history.losses == [(0.5 + 4.5) / 2]


def test_the_last_batch_may_be_smaller_and_the_loss_is_the_mean_of_all_samples() -> None:
    optimizer = Witness(1.0)
    samples = [([1], [place]) for place in range(5)]
    history = fit(line(), samples, epochs=2, optimizer=optimizer, batch_size=2)
    assert optimizer.sizes == [2, 2, 1] * 2
    assert history.losses == pytest.approx([0.5 * (0 + 1 + 4 + 9 + 16) / 5] * 2)


def test_xor_is_learned() -> None:
    network = Network(2, Dense(3, "tanh"), Dense(1), seed=1)
    history = fit(network, XOR, epochs=300, optimizer=Adam(0.05), batch_size=None)
    assert history.losses[-1] < 0.01 < history.losses[0]
    assert [round(network.predict(inputs)[0]) for inputs, _ in XOR] == [0, 1, 1, 0]


def test_every_epoch_has_a_new_order_drawn_by_the_networks_generator() -> None:
    samples = [([place], [0]) for place in range(8)]
    first, again, other = (orders(Network(1, Dense(1), seed=seed), samples, epochs=3)
                           for seed in (1, 1, 2))
    assert all(sorted(order) == list(range(8)) for order in first)
    assert len(set(first)) == 3
    assert first == again != other
    random.seed(1)
    state = random.getstate()
    orders(Network(1, Dense(1), seed=1), samples, epochs=1)
    assert random.getstate() == state, "the global generator is left alone"


def test_without_shuffling_the_order_stays_and_no_random_number_is_drawn() -> None:
    network = Network(1, Dense(1), seed=1)
    state, samples = network.random.getstate(), [([place], [0]) for place in range(8)]
    assert orders(network, samples, epochs=2, shuffle=False) == [tuple(range(8))] * 2
    assert network.random.getstate() == state
    assert samples == [([place], [0]) for place in range(8)]


def test_the_list_of_samples_is_not_reordered() -> None:
    samples = [([place], [0]) for place in range(8)]
    fit(line(), samples, epochs=2, optimizer=GradientDescent(0.01))
    assert samples == [([place], [0]) for place in range(8)]


def test_the_rate_follows_the_schedule_and_is_restored() -> None:
    optimizer = Witness(8.0)
    fit(line(), [([1], [1])] * 2, epochs=3, optimizer=optimizer, schedule=exponential(0.5))
    assert optimizer.rates == [8.0, 8.0, 4.0, 4.0, 2.0, 2.0]
    assert optimizer.rate == 8.0


def test_the_rate_is_restored_when_an_exception_passes() -> None:
    optimizer = GradientDescent(1.0)

    def callback(epoch: int, loss: float) -> None:
        raise RuntimeError
    with pytest.raises(RuntimeError):
        fit(line(), [([1], [1])], epochs=3, optimizer=optimizer, schedule=lambda done: 0.25,
            callback=callback)
    assert optimizer.rate == 1.0
    with pytest.raises(NumericError):
        fit(line(), [([1e200], [1])], epochs=9, optimizer=optimizer, schedule=lambda done: 0.25)
    assert optimizer.rate == 1.0


def test_the_callback_sees_each_epoch_and_may_stop() -> None:
    seen: List[Tuple[int, float]] = []

    def callback(epoch: int, loss: float) -> bool:
        seen.append((epoch, loss))
        return epoch == 3
    history = fit(line(), [([1], [1])], epochs=10, optimizer=Momentum(0.1), callback=callback)
    assert seen == list(zip([1, 2, 3], history.losses))
    assert history.losses[0] == 0.5 > history.losses[1]


def test_only_true_stops() -> None:
    history = fit(line(), [([1], [1])], epochs=4, optimizer=GradientDescent(0.1),
                  callback=lambda epoch, loss: loss)  # type: ignore[arg-type, return-value]
    assert len(history.losses) == 4


def test_histories_are_described_in_a_line() -> None:
    assert repr(History([0.5])) == "History(1 epoch, loss 0.5)"
    assert repr(History([0.5, 0.4, 1 / 3])) == "History(3 epochs, loss 0.5 → 0.3333)"


@pytest.mark.parametrize("samples, sentence", [
    ([], "there are no samples to learn from"),
    (5, "samples must be a list of pairs (inputs, targets), not 5."),
    ("ab", "samples must be a list of pairs (inputs, targets), not 'ab'."),
    ({1: 2}, "samples must be a list of pairs (inputs, targets), not {1: 2}."),
    (zip(XOR), "samples[0] must be a pair (inputs, targets), not (([0, 0], [0]),)."),
    ([([0, 0], [0]), 7], "samples[1] must be a pair (inputs, targets), not 7."),
    ([[[0, 0]]], "samples[0] must be a pair (inputs, targets), not [[0, 0]]."),
    ([([0, 0], [0], 1)], "samples[0] must be a pair (inputs, targets), not ([0, 0], [0], 1)."),
    ([([0, 0], [0]), ([0], [0])], "samples[1]: the network takes 2 inputs, but 1 was given."),
    ([([0, None], [0])], "samples[0]: input[1] must be a number, not None."),
    ([([0, 0], [0, 1])], "samples[0]: "),
    (([0, 0], [0]), "samples[0]: the inputs must be a list of numbers, not 0."),
])
def test_samples_that_cannot_be_learned_are_refused(samples: Any, sentence: str) -> None:
    network = Network(2, Dense(1), seed=1)
    before = [weight.value for weight in network.weights]
    with pytest.raises(BadInput) as caught:
        fit(network, samples, epochs=1, optimizer=GradientDescent(1.0))
    assert str(caught.value).startswith(sentence)
    assert [weight.value for weight in network.weights] == before


@pytest.mark.parametrize("options, sentence", [
    ({"epochs": 0}, "the number of epochs must be at least 1, not 0."),
    ({"epochs": 1.5}, "the number of epochs must be a whole number, not 1.5."),
    ({"batch_size": 0}, "the batch size must be at least 1, not 0."),
    ({"batch_size": "all"}, "the batch size must be a whole number, not 'all'."),
    ({"optimizer": 0.5}, "the optimizer must be one such as"),
    ({"schedule": 0.5}, "a schedule must be a function"),
    ({"schedule": lambda done: -1}, "the schedule's factor must be at least 0, not -1."),
    ({"schedule": lambda done: None}, "the schedule's factor must be a number, not None."),
    ({"callback": "print"}, "the callback must be a function"),
])
def test_options_that_cannot_be_used_are_refused(options: Any, sentence: str) -> None:
    network = Network(2, Dense(1), seed=1)
    before = [weight.value for weight in network.weights], network.random.getstate()
    with pytest.raises(BadInput) as caught:
        fit(network, XOR, **{"epochs": 1, "optimizer": GradientDescent(1.0), **options})
    assert str(caught.value).startswith(sentence)
    assert ([weight.value for weight in network.weights], network.random.getstate()) == before


def test_an_optimizer_without_a_rate_has_no_schedule() -> None:
    class Lazy:
        def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
            for weight in weights:
                weight.reset()
    lazy: Any = Lazy()
    fit(line(), [([1], [1])], epochs=1, optimizer=lazy)
    with pytest.raises(BadInput, match="has no rate that a schedule could change"):
        fit(line(), [([1], [1])], epochs=1, optimizer=lazy, schedule=exponential(0.5))


def test_samples_may_be_a_generator_which_is_read_once() -> None:
    once, often = (Network(2, Dense(1), seed=1) for _ in range(2))
    pairs = [(range(2), [1]), ((1, 0), (0,))]
    once.fit((pair for pair in pairs), epochs=3, optimizer=GradientDescent())
    often.fit(pairs, epochs=3, optimizer=GradientDescent())
    assert [weight.value for weight in once.weights] == [weight.value for weight in often.weights]


def test_the_inputs_and_targets_of_a_sample_may_be_iterators() -> None:
    lazy, plain = (Network(2, Dense(1), seed=1) for _ in range(2))
    fit(lazy, [(map(float, [0, 1]), iter([1.0]))], epochs=2, optimizer=GradientDescent(0.5))
    fit(plain, [([0.0, 1.0], [1.0])], epochs=2, optimizer=GradientDescent(0.5))
    assert [weight.value for weight in lazy.weights] == [weight.value for weight in plain.weights]

"""What fit measures, and how it ends: early, by Ctrl-C, or with a number too large."""

import math
from typing import Any, List, Tuple

import pytest

from lernmi import BadInput, BatchNorm, Dense, Dropout, GradientDescent, Network, NumericError, Softmax
from lernmi.likelihoods import added
from lernmi.training import Adam, History, fit
from tests.support.bits import packed

Samples = List[Tuple[List[float], Any]]


def points(count: int, first: int = 0) -> Samples:
    """Points of a plane; the class says whether the sum of their coordinates is above 0."""
    samples: Samples = []
    for index in range(first, first + count):
        x, y = math.sin(index * 1.7), math.cos(index * 2.3)
        samples.append(([x, y], int(x + y > 0)))
    return samples


def values(subject: Network) -> Any:
    return packed([weight.value for weight in subject.weights])


def network(*before: Any, loss: str = "softmax_cross_entropy") -> Network:
    last: List[Any] = [Dense(2, "identity"), Softmax()] if loss == "cross_entropy" else [Dense(2, "identity")]
    return Network(2, *before, *last, loss=loss, seed=1)


@pytest.mark.parametrize("unrolled", [True, False])
@pytest.mark.parametrize("layers", [(Dense(3, "tanh"),), (Dense(3, "tanh"), Dropout(0.5)), (BatchNorm(),)])
def test_what_is_measured_is_what_evaluate_and_predict_answer(layers: Any, unrolled: bool) -> None:
    subject, samples, held_out = network(*layers), points(12), points(9, first=50)
    seen: List[Any] = []

    def by_hand(done: int, loss: float) -> None:
        right = [sum(subject.predict(inputs)[target] == max(subject.predict(inputs))
                     for inputs, target in part) / len(part) for part in (samples, held_out)]
        seen.append((*right, added(subject.evaluate(*sample) for sample in held_out) / 9))
    history = fit(subject, samples, epochs=4, optimizer=Adam(0.05), batch_size=4, validation=held_out,
                  callback=by_hand, unrolled=unrolled)
    assert list(zip(history.accuracies, history.validation_accuracies)) == [one[:2] for one in seen]
    assert packed(history.validation_losses) == packed([one[2] for one in seen])


def test_measuring_changes_nothing_of_what_is_learned() -> None:
    plain, measured = network(Dropout(0.3)), network(Dropout(0.3))
    fit(plain, points(12), epochs=5, optimizer=Adam(0.05))
    fit(measured, points(12), epochs=5, optimizer=Adam(0.05), validation=points(5, first=50))
    assert values(plain) == values(measured)


def test_a_share_of_the_samples_is_set_aside_by_the_networks_generator() -> None:
    sizes, weights = [], []
    for _ in range(2):
        subject = network()
        optimizer = Adam(0.05)
        history = fit(subject, points(20), epochs=1, optimizer=optimizer, validation=0.25)
        sizes.append(optimizer.memories[subject.weights[0]].steps)
        weights.append(values(subject))
    assert sizes == [15.0, 15.0]
    assert weights[0] == weights[1]
    assert len(history.validation_losses) == 1


@pytest.mark.parametrize("share, sentence", [
    (0.0, "must be above 0 and below 1"), (1.0, "must be above 0 and below 1"),
    (0.9, "leaves nothing to learn from: there are 2 samples"), ([], "validation must be a list of pairs"),
    ([([1, 1], [0])], r"validation\[0\]: the network takes 2 targets"),
    ("a", "must be a number")])
def test_a_validation_part_that_can_not_be(share: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        fit(network(), points(2), epochs=1, optimizer=Adam(0.05), validation=share)


@pytest.mark.parametrize("loss, layer, targets, right", [
    ("binary_cross_entropy", Dense(2, "sigmoid", weights=[[1.0], [-1.0]], biases="none"), [1, 1], 0.5),
    ("hinge", Dense(2, "identity", weights=[[1.0], [-1.0]], biases="none"), [1, -1], 1.0),
    ("sigmoid_cross_entropy", Dense(1, "identity", weights=[[0.1]], biases="none"), [1], 1.0)])
def test_without_classes_each_output_is_a_yes_or_no(loss: str, layer: Any, targets: Any,
                                                    right: float) -> None:
    history = fit(Network(1, layer, loss=loss), [([1.0], targets)], epochs=1,
                  optimizer=GradientDescent(1e-9), accuracy=True)
    assert history.accuracies == [right]


def test_outputs_that_mean_no_classes_have_no_accuracy() -> None:
    history = fit(Network(1, Dense(1), seed=1), [([1.0], [0.3])], epochs=2, optimizer=Adam(0.01),
                  accuracy=True, validation=[([0.5], [0.2])])
    assert history.accuracies == history.validation_accuracies == []
    assert len(history.validation_losses) == 2


# ---- early stopping ---------------------------------------------------------------------------------

def line() -> Network:
    return Network(1, Dense(1, "identity", weights=0.0, biases="none"))


def test_early_stopping_by_hand_and_the_best_weights_are_restored() -> None:
    """weight: 0 → 1 → 1.5 → 1.75; ½(w − 1.2)² is 0.02, 0.045, 0.15125."""
    subject = line()
    history = fit(subject, [([1.0], [2.0])], epochs=9, optimizer=GradientDescent(0.5), patience=2,
                  validation=[([1.0], [1.2])])
    assert history.validation_losses == pytest.approx([0.02, 0.045, 0.15125])
    assert history.best_epoch == 1
    assert history.ended == "the validation loss was least after epoch 1, 2 epochs ago"
    assert subject.weights[0].value == 1.0


def test_the_best_weights_are_restored_when_all_epochs_are_done_too() -> None:
    subject = line()
    history = fit(subject, [([1.0], [2.0])], epochs=2, optimizer=GradientDescent(0.5), patience=5,
                  validation=[([1.0], [1.2])])
    assert (history.ended, history.best_epoch, subject.weights[0].value) == ("", 1, 1.0)


def test_early_stopping_needs_a_validation_part() -> None:
    with pytest.raises(BadInput, match="early stopping needs samples to validate on: add validation=0.2"):
        fit(line(), [([1.0], [2.0])], epochs=2, optimizer=GradientDescent(0.5), patience=5)


# ---- callbacks ---------------------------------------------------------------------------------------

def test_several_callbacks_are_called_in_order_and_each_may_end_the_training() -> None:
    seen: List[str] = []

    def first(done: int, loss: float) -> bool:
        seen.append(f"first {done}")
        return done == 2

    def second(done: int, loss: float) -> None:
        seen.append(f"second {done}")
    history = fit(line(), [([1.0], [2.0])], epochs=9, optimizer=GradientDescent(0.5),
                  callback=[first, second])
    assert seen == ["first 1", "second 1", "first 2", "second 2"]
    assert history.ended == "a callback ended it after epoch 2"


# ---- Ctrl-C, and numbers that grow too large ----------------------------------------------------------

def test_ctrl_c_ends_the_training_with_what_was_learned(capsys: pytest.CaptureFixture[str]) -> None:
    """weight: 0 → 1 → 1.5."""
    def interrupt(done: int, loss: float) -> None:
        if done == 2:
            raise KeyboardInterrupt
    subject = line()
    history = fit(subject, [([1.0], [2.0])], epochs=9, optimizer=GradientDescent(0.5), callback=interrupt)
    assert history.interrupted and history.ended == "interrupted after 2 of 9 epochs"
    assert (len(history.losses), subject.weights[0].value) == (2, 1.5)
    assert capsys.readouterr().err == ("Training was interrupted after 2 of 9 epochs; the network keeps what "
                                       "it has learned.\n")


def test_ctrl_c_in_the_middle_of_an_epoch_keeps_its_whole_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    learn_batch, calls = Network.learn_batch, []

    def interrupted(network: Network, *args: Any) -> float:
        calls.append(args)
        if len(calls) == 6:
            raise KeyboardInterrupt
        return learn_batch(network, *args)
    monkeypatch.setattr(Network, "learn_batch", interrupted)
    history = fit(line(), [([1.0], [2.0])] * 4, epochs=9, optimizer=GradientDescent(0.5),
                  validation=[([1.0], [1.2])])
    assert history.ended == "interrupted after 1 of 9 epochs and 1 sample"
    assert len(history.losses) == len(history.validation_losses) == 1


@pytest.mark.parametrize("batch_size, where", [(1, "sample 2"), (2, "sample 2"), (None, "sample 2")])
def test_a_number_too_large_names_epoch_sample_neuron_and_rate(batch_size: Any, where: str) -> None:
    subject = Network(1, Dense(1, "square", weights=1.0, biases="none"))
    samples = [([1.0], [1.0]), ([1.0], [1.0]), ([1e200], [1.0])]
    with pytest.raises(NumericError) as caught:
        fit(subject, samples, epochs=3, optimizer=GradientDescent(5.0), batch_size=batch_size, shuffle=False)
    assert str(caught.value).startswith(f"epoch 1, {where}: the value of output[0] is inf")
    assert str(caught.value).endswith("The learning rate is 5.")
    assert caught.value.history.losses == []


def test_the_weights_from_before_that_step_and_the_history_remain() -> None:
    """weight ← w − 5·(w − 0)·1 = −4 w: it grows until its square is too large."""
    subject, values = line(), []
    subject.weights[0].value = 1e150
    with pytest.raises(NumericError, match=r"^epoch \d+, sample 0: .*The learning rate is 5\.$") as caught:
        fit(subject, [([1.0], [0.0])], epochs=99, optimizer=GradientDescent(5.0), shuffle=False,
            callback=lambda done, loss: values.append(subject.weights[0].value))
    assert subject.weights[0].value == values[-1]
    assert len(caught.value.history.losses) == len(values)


def test_the_history_says_what_it_measured() -> None:
    history = fit(network(), points(12), epochs=2, optimizer=Adam(0.05), validation=points(4, first=50))
    assert repr(history).startswith("History(2 epochs, loss 0.")
    assert ", validation loss 0." in repr(history) and ", validation accuracy " in repr(history)
    again = History()
    again.continue_from(history.measured())
    assert repr(again) == repr(history)

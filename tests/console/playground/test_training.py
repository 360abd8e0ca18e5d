"""What learns in the playground, and what keys change, without a terminal."""

import pytest

from lernmi.console.playground.choices import Choices
from lernmi.console.playground.controls import Controls
from lernmi.console.playground.key_table import KEYS, METHODS
from lernmi.console.playground.training import Training
from lernmi.datasets import load
from lernmi.examples.assignment import assignment_for
from tests.support.slow import slow


def test_after_so_many_epochs_the_network_is_that_of_train_bit_for_bit() -> None:
    training = Training(Choices("iris", rate=0.02, seed=3))
    assignment = assignment_for(load("iris"), 3, rate=0.02, schedule="constant", epochs=3)
    history = assignment.fit()
    for _ in range(3):
        training.learn_epoch()
    assert [weight.value for weight in training.network.weights] == \
        [weight.value for weight in assignment.network.weights]
    assert training.latest.held_out is not None
    assert training.latest.held_out.loss == history.validation_losses[-1]


def test_a_change_keeps_the_other_choices_and_begins_anew() -> None:
    controls = Controls(Training(Choices("circle", rate=0.1, batch_size=10)))
    controls.epoch(0)
    for key in ("h", "l", "o", "4", "a"):
        controls.press(key)
        assert controls.message.startswith("Anew: "), controls.message
    training, recipe = controls.training, controls.training.assignment.recipe
    assert (recipe.rate, recipe.batch_size, recipe.activation, training.epochs) == (0.1, 10, "tanh", 0)
    assert [len(neurons) for neurons in training.network.layer_outputs.values()] == [17, 16, 16, 1]
    assert len(training.network.inputs) == 3 and training.choices.reading == {"noise": 0.05}


def test_what_is_impossible_is_said_and_changes_nothing() -> None:
    controls = Controls(Training(Choices("xor", layers="2-1")))
    network = controls.training.network
    for key, sentence in (("h", "no hidden layer"), ("L", "no hidden layer"), ("o", "has no noise"),
                          ("9", "7 features"), ("B", "from 1 to 1,024"), ("+", "as fast as it goes")):
        controls.press(key)
        assert controls.message.startswith("Not done: ") and sentence in controls.message
    assert controls.training.network is network


@pytest.mark.parametrize("data", [slow("circle"), "iris", slow("echo")])
def test_every_key_does_something_on_all_data(data: str) -> None:
    controls = Controls(Training(Choices(data)))
    for key in METHODS:
        controls.press(key)
        controls.press("escape")
        controls.has_help = False
    assert controls.is_over and {key.name for key in KEYS} >= {"pause", "step", "stepper", "help", "quit"}


def test_a_rate_that_is_too_high_pauses_with_a_sentence() -> None:
    controls = Controls(Training(Choices("plane", activation="relu", rate=100.0, limit=1e300)))
    steps = iter(range(500))
    controls.learn_on(lambda: next(steps, None) is not None)
    assert not controls.is_running and "lower the rate with R" in controls.message

"""Recipes: the network, the loss and the course of learning that suit a data set."""

from pathlib import Path
from typing import Any, Dict

import pytest

from lernmi import BadInput, LernmiError, Perceptron, datasets
from lernmi.examples.assignment import assignment_for
from lernmi.examples.recipe import OPTIMIZERS, Recipe


def recipe(name: Any, **chosen: Any) -> Recipe:
    return assignment_for(datasets.load(name), **chosen).recipe


@pytest.mark.parametrize("name, loss", [
    ("iris", "softmax_cross_entropy"), ("digits", "softmax_cross_entropy"),
    ("first_symbol", "softmax_cross_entropy"), ("circle", "sigmoid_cross_entropy"),
    ("xor", "sigmoid_cross_entropy"), ("parity", "sigmoid_cross_entropy"), ("echo", "sigmoid_cross_entropy"),
    ("plane", "mean_squared_error"), ("adding", "mean_squared_error")])
def test_the_loss_suits_the_targets(name: str, loss: str) -> None:
    assert recipe(name).loss == loss


def test_the_loss_of_targets_that_are_0_and_1_suits_them_as_they_are_encoded(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("x,a,b\n1,0,1\n2,1,0\n3,1,1\n", encoding="utf-8")
    dataset = datasets.load(path, targets=["a", "b"], numbers=["a", "b"])
    assert assignment_for(dataset, scaling="none").recipe.loss == "sigmoid_cross_entropy"
    assert assignment_for(dataset, scaling="standard").recipe.loss == "mean_squared_error"


@pytest.mark.parametrize("name", list(datasets.DATASETS))
def test_the_defaults_of_every_set_fit_it(name: str) -> None:
    assignment = assignment_for(datasets.load(name))
    inputs, targets = assignment.samples()[0]
    assert assignment.network.evaluate(inputs, targets) >= 0.0


def test_what_is_chosen_takes_the_place_of_the_default() -> None:
    chosen: Dict[str, Any] = {"layers": "4-5-3", "activation": "relu", "loss": "mean_squared_error",
                              "optimizer": "momentum", "rate": 0.5, "epochs": 7, "batch_size": 6,
                              "schedule": "constant", "limit": 2.0, "validation": 0.5}
    assert recipe("iris", **chosen)._asdict() == chosen
    assert recipe("iris", **chosen).describe() == (
        "layers 4-5-3; activation relu; loss mean_squared_error; optimizer momentum, rate 0.5, limit 2; "
        "7 epochs; batches of 6; 50% of the samples held out")


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_every_optimizer_has_a_rate_of_its_own(name: str) -> None:
    made = recipe("and", optimizer=name)
    if name != "descent":
        assert made.rate == OPTIMIZERS[name][1]
    assert type(made.make_optimizer()) is OPTIMIZERS[name][0] and made.make_optimizer().rate == made.rate


def test_the_perceptron_rule_has_one_layer_of_steps() -> None:
    assignment = assignment_for(datasets.load("majority"), optimizer="perceptron")
    assert (assignment.recipe.layers, assignment.recipe.loss) == ("3-1", "squared_error")
    assert [neuron.activation.name for neuron in assignment.network.outputs] == ["step"]
    assert isinstance(assignment.optimizer, Perceptron)
    assert assignment.fit().accuracies[-1] == 1.0


@pytest.mark.parametrize("loss, layers, last", [
    ("sigmoid_cross_entropy", "2-3-1", "identity"), ("binary_cross_entropy", "2-3-1", "sigmoid"),
    ("squared_error", "2-3-1", "sigmoid"), ("mean_squared_error", "2-3-1", "identity"),
    ("sigmoid_cross_entropy", "dense 3, dense 1, dropout 0.1", "identity")])
def test_the_last_activation_suits_the_loss(loss: str, layers: str, last: str) -> None:
    network = assignment_for(datasets.load("circle"), loss=loss, layers=layers).network
    dense = [layer for layer in network.layers if hasattr(layer, "activation")]
    assert [getattr(layer.activation, "name", layer.activation) for layer in dense] == ["relu", last]


def test_layers_that_need_several_samples_get_batches() -> None:
    assert recipe("iris", layers="dense 4, batchnorm, dense 3").batch_size == 10
    assert recipe("iris", layers="dense 4, batchnorm, dense 3", batch_size=4).batch_size == 4
    assert recipe("iris").batch_size == 1


def test_layers_that_end_in_a_softmax_get_linear_outputs_before_it_and_the_loss_for_it() -> None:
    assignment = assignment_for(datasets.load("iris"), layers="dense 5, dense 3, softmax")
    assert assignment.recipe.loss == "cross_entropy"
    assert repr(assignment.network.layers[1]) == "Dense(3, 'identity')"


@pytest.mark.parametrize("name, chosen", [
    ("iris", {"loss": "hinge"}), ("plane", {"loss": "gaussian_nll_predicted"}),
    ("plane", {"loss": "cross_entropy"}), ("plane", {"loss": "softmax_cross_entropy"}),
    ("iris", {"loss": "cross_entropy"}), ("iris", {"layers": "4-2"}), ("iris", {"layers": "3-3"}),
    ("iris", {"layers": "dense 3, softmax", "loss": "softmax_cross_entropy"}),
    ("digits", {"layers": "conv 2x9x9, dense 10"}), ("iris", {"layers": "gru 3"}),
    ("iris", {"optimizer": "perceptron", "layers": "4-2"}),
    ("iris", {"rate": 0.0}), ("iris", {"rate": 1e400}),
    ("iris", {"epochs": 0}), ("iris", {"batch_size": 0}), ("iris", {"activation": "rlu"}),
    ("iris", {"optimizer": "addam"}), ("iris", {"schedule": "step"}), ("iris", {"loss": "mse"})], ids=str)
def test_what_does_not_suit_is_refused(name: str, chosen: Dict[str, Any]) -> None:
    with pytest.raises(LernmiError):
        assignment_for(datasets.load(name), **chosen)


def test_the_sentence_about_outputs_names_what_is_needed() -> None:
    with pytest.raises(BadInput, match="the layers '4-2' end in 2 outputs, but the data needs 3: "
                                       "species = setosa, species = versicolor, species = virginica"):
        assignment_for(datasets.load("iris"), layers="4-2")

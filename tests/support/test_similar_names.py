"""A name that nothing has is answered with what is called differently here, or is spelled like it."""

from typing import Any

import pytest

import lernmi
from lernmi import ACTIVATIONS, LOSSES, Dense, Network, UnknownName
from lernmi.layers.initializers import INITIALIZERS
from lernmi.support.similar_names import INSTEAD, SYNONYMS, simplified

KNOWN = {*ACTIVATIONS, *LOSSES, *INITIALIZERS, *lernmi.__all__}


def test_every_synonym_means_something_that_exists() -> None:
    for synonym, meanings in SYNONYMS.items():
        assert synonym == simplified(synonym)
        assert set(meanings) <= KNOWN, synonym
        assert synonym not in {simplified(name) for name in meanings}, f"{synonym} needs no entry"


@pytest.mark.parametrize("name, meant", [
    ("ReLU", "relu"), ("nn.ReLU", "relu"), ("LeakyReLU", "leaky_relu"), ("linear", "identity"),
    ("logistic", "sigmoid"),
    ("swish", "silu"), ("expit", "sigmoid"), ("Tanh", "tanh"), ("sin", "sine"), ("exponential", "exp"),
    ("heaviside", "step"), ("gelu_new", "gelu_tanh"), ("NOT", "logical_not")])
def test_activations_by_other_names(name: str, meant: str) -> None:
    with pytest.raises(UnknownName, match=rf"no activation is called '{name}': did you mean {meant}\?"):
        Dense(1, name)


@pytest.mark.parametrize("name, meant", [
    ("mse", "mean_squared_error"), ("MSELoss", "mean_squared_error"), ("MSE", "mean_squared_error"),
    ("L1Loss", "absolute_error"), ("mae", "absolute_error"), ("SmoothL1Loss", "huber"),
    ("HuberLoss", "huber"),
    ("bce", "binary_cross_entropy"), ("BCELoss", "binary_cross_entropy"),
    ("log_loss", "binary_cross_entropy"),
    ("binary_crossentropy", "binary_cross_entropy"), ("categorical_crossentropy", "cross_entropy"),
    ("SparseCategoricalCrossentropy", "cross_entropy"), ("CrossEntropyLoss", "softmax_cross_entropy"),
    ("nn.CrossEntropyLoss", "softmax_cross_entropy"), ("softmax", "softmax_cross_entropy"),
    ("nll", "cross_entropy"),
    ("GaussianNLLLoss", "gaussian_nll"), ("squared-error", "squared_error"),
    ("BCEWithLogitsLoss", "sigmoid_cross_entropy"), ("bce_with_logits", "sigmoid_cross_entropy"),
    ("sigmoid_cross_entropy_with_logits", "sigmoid_cross_entropy")])
def test_losses_by_other_names(name: str, meant: str) -> None:
    with pytest.raises(UnknownName, match=rf"no loss is called '{name}': did you mean {meant}\?"):
        Network(1, Dense(1), loss=name)


@pytest.mark.parametrize("name, meant", [
    ("he_normal", "he"), ("kaiming_uniform_", "he"), ("glorot_uniform", "xavier"),
    ("xavier_normal_", "xavier"),
    ("RandomUniform", "uniform")])
def test_initial_weights_by_other_names(name: str, meant: str) -> None:
    with pytest.raises(UnknownName, match=rf"called '{name}': did you mean {meant}\?"):
        Dense(1, weights=name)


@pytest.mark.parametrize("name, meant", [
    ("SGD", "GradientDescent"), ("Linear", "Dense"), ("Conv2d", "Convolution"), ("Conv2D", "Convolution"),
    ("MaxPooling2D", "MaxPool"), ("AvgPool2d", "AveragePool"), ("BatchNormalization", "BatchNorm"),
    ("RNN", "Recurrent"), ("SimpleRNN", "Recurrent"), ("MultiHeadAttention", "Attention"), ("Lstm", "LSTM"),
    ("RMSprop", "RMSProp"), ("AdaGrad", "Adagrad"), ("TimeDistributed", "EachStep"),
    ("Sequential", "Network")])
def test_layers_and_optimizers_by_other_names(name: str, meant: str) -> None:
    with pytest.raises(AttributeError, match=rf"no attribute '{name}': did you mean {meant}\?"):
        getattr(lernmi, name)


def test_a_name_of_another_kind_says_what_to_write() -> None:
    for name in INSTEAD["activation"]:
        with pytest.raises(UnknownName, match="it is a layer: try |the loss softmax_cross_entropy"):
            Dense(1, name)
    network = Network(2, Dense(3, "identity"), lernmi.Softmax(), loss="cross_entropy", seed=1)
    assert sum(network.forward([1, 2])) == pytest.approx(1.0)


@pytest.mark.parametrize("name, hint", [
    ("zzz", "there is hidden, output."), ("Hidden", "did you mean hidden?"), (3, "there is hidden, output."),
    ("hiden" * 1000, "there is hidden, output."), ("x" * 10 ** 6, "there is hidden, output.")])
def test_names_without_a_synonym(name: Any, hint: str) -> None:
    assert str(UnknownName("layer", name, ["hidden", "output"])).endswith(hint)
    assert str(UnknownName("layer", name, [])).endswith("there is none.")


def test_weights_of_two_layers_that_differ_only_in_signs_are_distinguished() -> None:
    known = ["a[1,1]", "a[11]", "hidden.weight[0,1]", "output.weight[0,1]"]
    assert str(UnknownName("weight", "hiden.weight[0,1]", known)).endswith("did you mean hidden.weight[0,1]?")
    assert str(UnknownName("weight", "a[1,11]", known)).endswith("did you mean a[1,1]?")


def test_of_very_many_names_the_nearest_is_still_suggested() -> None:
    known = [f"hidden[{index}]->output[{row}]" for index in range(200) for row in range(100)]
    assert str(UnknownName("link", "hiden[57]->output[31]", known)).endswith("mean hidden[57]->output[31]?")


def test_the_package_lists_what_is_imported_late() -> None:
    names = dir(lernmi)
    assert names == sorted(set(names)) and {"trace", "__version__", *lernmi.__all__} <= set(names)
    for name in ("Lesson", "check_gradients", "diagnose", "load", "stepper"):
        assert name in names and callable(getattr(lernmi, name))
    assert all(hasattr(lernmi, name) for name in names)

import copy
import pickle

import pytest

from lernmi import LOSSES, BadInput, Dense, GradientDescent, Network, UnknownName
from lernmi.network.classes import class_of

SPECIES = ["setosa", "versicolor", "virginica"]


def flowers(loss: str = "softmax_cross_entropy") -> Network:
    return Network(2, Dense(3, "tanh" if loss == "hinge" else "identity"), loss=loss, seed=1, classes=SPECIES)


@pytest.mark.parametrize("loss, low", [("softmax_cross_entropy", 0.0), ("squared_error", 0.0),
                                       ("hinge", -1.0)])
@pytest.mark.parametrize("target", ["virginica", 2])
def test_a_target_may_be_the_name_or_the_number_of_a_class(loss: str, low: float, target: object) -> None:
    assert flowers(loss).check_targets(target) == [low, low, 1.0]  # type: ignore[arg-type]


@pytest.mark.parametrize("loss, targets", [
    ("sigmoid_cross_entropy", [[0.0], [1.0]]), ("squared_error", [[0.0], [1.0]]), ("hinge", [[-1.0], [1.0]])])
def test_a_single_output_stands_for_two_classes_the_low_one_first(loss: str, targets: object) -> None:
    network = Network(1, Dense(1, "identity"), loss=loss, classes=("no", "yes"))
    assert [network.check_targets(name) for name in ("no", "yes")] == targets
    assert [network.check_targets(number) for number in (0, 1)] == targets  # type: ignore[arg-type]


def test_a_list_of_numbers_stays_a_list_of_targets() -> None:
    assert flowers().check_targets([0, 0.5, 0.5]) == [0.0, 0.5, 0.5]


def test_learning_from_names_is_learning_from_lists() -> None:
    by_name, by_list = flowers(), flowers()
    by_name.fit([([0, 1], "setosa"), ([1, 0], "virginica")], epochs=2, optimizer=GradientDescent())
    by_list.fit([([0, 1], [1, 0, 0]), ([1, 0], [0, 0, 1])], epochs=2, optimizer=GradientDescent())
    assert [weight.value for weight in by_name.weights] == [weight.value for weight in by_list.weights]


def test_a_class_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="no class is called 'versicolour': did you mean versicolor"):
        flowers().check_targets("versicolour")
    with pytest.raises(BadInput, match=r"the number of a class, must be .* not 3"):
        flowers().check_targets(3)  # type: ignore[arg-type]


def test_a_network_that_knows_no_classes_says_what_to_write() -> None:
    with pytest.raises(BadInput, match=r"the name of a class, 'setosa', but the network has no classes: "
                                       r"add classes=\["):
        Network(1, Dense(3)).check_targets("setosa")


@pytest.mark.parametrize("classes, sentence", [
    (["a", "b"], "for 3 classes, but there are 2"), (["a", "a", "b"], "two classes are called 'a'"),
    ("abc", "must be a list of names"), ([1, 2, 3], "the name of a class must be text, not 1")])
def test_classes_must_be_names_one_for_each_output(classes: object, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Network(1, Dense(3), classes=classes)  # type: ignore[arg-type]


def test_copies_know_the_classes() -> None:
    network = flowers()
    for twin in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        assert twin.classes == tuple(SPECIES)
        assert twin.check_targets("setosa") == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("loss, outputs, number", [
    ("softmax_cross_entropy", [-3.0, -1.0, -2.0], 1), ("binary_cross_entropy", [0.4], 0),
    ("binary_cross_entropy", [0.6], 1), ("sigmoid_cross_entropy", [0.4], 1), ("hinge", [-0.1], 0)])
def test_what_class_the_outputs_mean(loss: str, outputs: object, number: int) -> None:
    assert class_of(outputs, LOSSES[loss]) == number  # type: ignore[arg-type]

"""What has one meaning is taken; for anything else a sentence says what to write."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, List, Tuple

import pytest

import lernmi
from lernmi import BadInput, Dense, GradientDescent, Network, UnknownName, trace
from lernmi.support import validation
from tests.support.foreign import Array, Row, Scalar, Table, WholeScalar

untyped: Any = lernmi           # for what a type checker refuses, and people write


def linear() -> Any:
    return Network(2, Dense(1, "identity", weights=[[1.0, 10.0]], biases="none"))


@pytest.mark.parametrize("value", [
    3, 3.0, Fraction(3), Decimal(3), Scalar(3.0), WholeScalar(3), Array(3), Array([3]), Array([[3.0]])])
def test_a_number_of_any_library_is_that_number(value: Any) -> None:
    result = validation.number(value, "it")
    assert (result, type(result)) == (3.0, float)


@pytest.mark.parametrize("value", [
    "3", b"3", None, 3j, Scalar(3j), Scalar("3"), Array([1, 2]), Array([]), Array(3, kind="M"), [3, 4],
    {3}, {3: 3}, float, object(), Decimal("NaN"), float("nan"), float("-inf"), 10 ** 400,
    Fraction(10 ** 400)])
def test_anything_else_is_no_number(value: Any) -> None:
    with pytest.raises(BadInput, match="^it (must be a number, not|is)"):
        validation.number(value, "it")


@pytest.mark.parametrize("inputs", [
    [2, 3], (2, 3), Array([2, 3]), Array([[2], [3]]), [[2], [3]], [[2, 3]], Array([[[2, 3]]]), Row(a=2, b=3),
    Table(["a", "b"], [[2, 3]]), [Array(2), Scalar(3)], [Array([2]), Array([3])], range(2, 4)])
def test_two_numbers_in_any_form_are_the_inputs(inputs: Any) -> None:
    assert linear().forward(inputs) == [32.0]
    assert trace(linear(), inputs, [0]).loss == 512.0
    assert untyped.check_gradients(linear(), inputs, Array([30])).passed


def test_truth_of_any_library_is_0_or_1() -> None:
    assert linear().forward([Scalar(True), Scalar(False)]) == linear().forward([True, False]) == [1.0]


@pytest.mark.parametrize("inputs, sentence", [
    ([[2], [3, 4]], "lists in lists must be equally long, but one has 1 entries, another 2"),
    (Array([[2, 3], [4, 5]]), "the network takes 2 inputs, but 4 were given"),
    (range(10 ** 9), "the network takes 2 inputs, but 1000000000 were given"),
    ({2, 3}, "the inputs must be a list of numbers, not {2, 3}"),
    (iter([2, 3]), "the inputs must be a list of numbers, not <.*iterator"),
    (Array(3.0), r"the inputs must be a list of numbers, not array\(3.0\)"),
    (Array([2, 3], kind="M"), "the list of inputs can't be read: .*it holds dates or times, not numbers"),
    (Array(["a", "b"]), r"input\[0\] must be a number, not 'a'"),
    ([2, 3j], r"input\[1\] must be a number, not 3j")])
def test_inputs_without_a_meaning_are_refused(inputs: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        linear().forward(inputs)


def test_a_list_in_itself_is_refused() -> None:
    endless: List[Any] = []
    endless.append(endless)
    with pytest.raises(BadInput):
        linear().forward(endless)


def test_a_long_range_is_refused_before_its_list_is_built() -> None:
    class Long:
        def __len__(self) -> int:
            return 10 ** 9

        def __getitem__(self, index: int) -> float:
            assert index == 0, "only the first entry is read, for the shape"
            return 1.0

    with pytest.raises(BadInput, match="but 1000000000 were given"):
        linear().forward(Long())


def test_a_picture_is_as_many_inputs_row_by_row() -> None:
    rows = [[10 * row + column for column in range(3)] for row in range(2)]
    network = Network(6, Dense(1, "identity", weights=[[1, 2, 3, 4, 5, 6]], biases="none"))
    assert network.forward(rows) == network.forward(sum(rows, [])) == [175.0]
    pictures = untyped.Network((2, 3), Dense(1, "identity", weights=[[1, 2, 3, 4, 5, 6]], biases="none"))
    assert pictures.forward([rows]) == pictures.forward(Array(rows)) == network.forward(rows)
    with pytest.raises(BadInput, match=r"must have the shape \(2, 3\): there are 3 where 2 are needed"):
        pictures.forward(Array([[1, 2], [3, 4], [5, 6]]))       # turned on its side


def test_one_number_is_enough_for_one_input_or_one_target() -> None:
    network = untyped.Network(1, Dense(1, "identity", weights=2.0, biases="none"))
    assert network.forward(Array(3.0)) == network.forward(3) == network.forward([3]) == [6.0]
    assert network.evaluate([3], 4) == network.evaluate([3], [4]) == 2.0


@pytest.mark.parametrize("loss", ["softmax_cross_entropy", "cross_entropy"])
@pytest.mark.parametrize("target", [2, WholeScalar(2), Array(2), [0, 0, 1], Array([[0], [0], [1]])])
@pytest.mark.filterwarnings("ignore:cross_entropy needs outputs")
def test_the_number_of_a_class_is_its_target(loss: str, target: Any) -> None:
    network = Network(2, Dense(3, "identity" if "soft" in loss else "sigmoid", weights=0.5), loss=loss)
    assert network.evaluate([1, 2], target) == network.evaluate([1, 2], [0.0, 0.0, 1.0])
    assert network.learn([1, 2], target, GradientDescent(1.0)) > 0.0
    history = network.fit([([1, 2], target)], epochs=1, optimizer=GradientDescent(1.0))
    assert len(history.losses) == 1


@pytest.mark.parametrize("target, sentence", [
    (3, "the target, as the number of a class, must be at most 2, not 3"),
    (-1, "must be at least 0, not -1"), (1.5, "must be a whole number, not 1.5"),
    (True, "must be a whole number"),
    ("setosa", "the name of a class, 'setosa', but the network has no classes: add classes="),
    (None, r"not None: one for each of the 3 outputs, such as \[1, 0, 0\], or the number of a class"),
    ([1], "the network takes 3 targets, but 1 was given"),
    (["setosa", 0, 0], r"target\[0\] must be a number, not 'setosa'")])
def test_targets_that_are_no_class_are_refused(target: Any, sentence: str) -> None:
    network = Network(2, Dense(3, "identity"), loss="softmax_cross_entropy", seed=1)
    with pytest.raises(BadInput, match=sentence):
        network.evaluate([1, 2], target)


def test_a_class_is_no_target_of_another_loss() -> None:
    with pytest.raises(BadInput, match=r"not 2: one for each of the 3 outputs, such as \[1, 0, 0\]\.$"):
        untyped.Network(2, Dense(3), seed=1).evaluate([1, 2], 2)


@pytest.mark.parametrize("shape, expected", [
    (Array([2, 3]), (2, 3)), ([2, 3], (2, 3)), (Array(4), (4,)), (Array([4]), (4,)), (WholeScalar(4), (4,)),
    ((WholeScalar(2), 3), (2, 3))])
def test_shapes_of_any_form(shape: Any, expected: Tuple[int, ...]) -> None:
    assert Network(shape, Dense(1), seed=1).shape == expected
    assert set(map(type, expected)) == {int}


def test_sizes_of_windows_of_any_form() -> None:
    for size in (2, WholeScalar(2), [2, 2], Array([2, 2])):
        assert Network((3, 3), untyped.Convolution(1, size), seed=1).outputs[3].name == "output[0,1,1]"


def test_weights_of_any_form() -> None:
    for weights in ([[1, 2]], Array([[1, 2]]), Table(["a", "b"], [[1, 2]]), [Array([1, 2])]):
        network = Network(2, Dense(1, weights=weights, biases="none"))
        assert [weight.value for weight in network.weights] == [1, 2]
    for weight in (0.5, Scalar(0.5), Array(0.5)):
        network = Network(2, Dense(1, weights=weight, biases=Scalar(False)))
        assert [weight.value for weight in network.weights] == [0.5, 0.5]


@pytest.mark.parametrize("seed", [WholeScalar(1), Array(1)])
def test_a_seed_of_any_library_draws_what_the_plain_number_draws(seed: Any) -> None:
    assert Network(1, Dense(1), seed=seed).weights[0].value == Network(1, Dense(1), seed=1).weights[0].value


@pytest.mark.parametrize("seed", [[1], "one", 1.5, Array([1, 2]), True])
def test_other_seeds_are_refused(seed: Any) -> None:
    with pytest.raises(BadInput, match="the seed must be a whole number, not "):
        Network(1, Dense(1), seed=seed)


HUGE = 10 ** 5000


@pytest.mark.parametrize("make, sentence", [
    (lambda: Dense(-HUGE), "must be at least 1, not a whole number of about 5,001 digits"),
    (lambda: Dense(HUGE), "must be at most 100,000,000, not a whole number"),
    (lambda: Network((10 ** 6, 10 ** 6), Dense(1)), "all together, must be at most 100,000,000, not 1"),
    (lambda: linear()[HUGE], "no neuron is called a whole number of about 5,001 digits"),
    (lambda: untyped.Dense(2, HUGE), "must be a name or of type Activation, not a whole number"),
    (lambda: GradientDescent(HUGE), "the learning rate is too large for a float"),
    (lambda: linear().fit([([1, 2], [1])], epochs=1, optimizer=HUGE), "not a whole number of about"),
    (lambda: linear().forward([HUGE, 1]), r"input\[0\] is too large"),
    (lambda: linear().forward(HUGE), "not a whole number of about"),
    (lambda: untyped.Recurrent(2, states=HUGE), "states must be 'last' or 'all', not a whole number of"),
    (lambda: linear().photocopied(HUGE), "must be at most 100,000,000")])
def test_numbers_that_python_refuses_to_write_get_a_sentence(make: Any, sentence: str) -> None:
    with pytest.raises((BadInput, UnknownName), match=sentence):
        make()


@pytest.mark.parametrize("name, sentence", [
    (None, "must be text or a path, not None"), (3, "must be text or a path, not 3"),
    (b"a", "must be text or a path"), ("a\0b.txt", "can't be written or read: the character 0 is in it"),
    ("a" * 300 + ".txt", "can't be written or read: it has 304")])
def test_what_can_not_be_the_name_of_a_file_is_refused(name: Any, sentence: str) -> None:
    step = trace(linear(), [1, 2], [1])
    for call in (lambda: lernmi.Trace.load(name), lambda: step.save(name), lambda: step.save_picture(name),
                 lambda: linear().save_picture(name)):
        with pytest.raises(BadInput, match=sentence) as caught:
            call()
        assert len(str(caught.value)) < 250


def learned(samples: Any, **options: Any) -> Any:
    return linear().fit(samples, epochs=1, optimizer=GradientDescent(), **options)


@pytest.mark.parametrize("make, sentence", [
    (lambda: untyped.EachStep(3), "a layer must be one such as Dense"),
    (lambda: untyped.Residual(3), "a layer must be one such as Dense"),
    (lambda: untyped.EachStep(Dense), "a layer must be one such as Dense"),
    (lambda: untyped.Attention(2, queries=3), 'must be options of a Dense layer, such as {"weights": …}'),
    (lambda: untyped.Attention(2, keys={"weight": 0.5}), "no option of the keys of Attention is called 'w"),
    (lambda: linear().learn_batch([1], GradientDescent()), r"samples\[0\] must be a pair \(.*\), not 1"),
    (lambda: linear().learn_batch(None, GradientDescent()), "samples must be a list of pairs"),
    (lambda: linear().learn_batch([], GradientDescent()), "there are no samples to learn from"),
    (lambda: linear().learn_batch({1: 2}, GradientDescent()), r"samples must be a list of pairs"),
    (lambda: linear().photocopied([1]), r"the number of samples must be a whole number, not \[1\]"),
    (lambda: linear().add(untyped.Neuron(3)), "the name of a neuron must be text, not 3"),
    (lambda: untyped.Recurrent(2, states=Array(["all", "last"])), "states must be 'last' or 'all', not"),
    (lambda: untyped.Network(1, lambda network: []), r"function \(network, neurons\) → neurons, not <lambda"),
    (lambda: Dense(1, weights=lambda: 0.5), r"must be a function \(generator, links in, links out\) → num"),
    (lambda: learned([([1, 2], [1])], callback=lambda: None), r"the callback must be a .*not <lambda>\(\)"),
    (lambda: learned([([1, 2], [1])], schedule=lambda: 1.0), r"a schedule must be a .*not <lambda>\(\)")])
def test_what_raised_errors_of_python_gets_a_sentence(make: Any, sentence: str) -> None:
    with pytest.raises((BadInput, UnknownName), match=sentence):
        make()

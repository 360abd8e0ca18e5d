"""Encodings: rows to inputs and targets, outputs to answers, and what a file may hold."""

import json
import math
from typing import Any, Dict, List

import pytest

from lernmi import LOSSES, BadInput, Dense, Network, UnknownName, datasets
from lernmi.datasets import Column, Dataset, Encoding
from lernmi.datasets.dataset import Content
from tests.support.foreign import Array, Row, WholeScalar


def table(rows: List[List[Any]], kinds: str, targets: int = 1, **options: Any) -> Dataset:
    """Columns a, b, c …; kinds: n for a number, c for a category."""
    columns = [Column("abcdefgh"[index], "", {"n": "number", "c": "category"}[kind])
               for index, kind in enumerate(kinds)]
    return Dataset("made", Content(rows, columns[:-targets], columns[-targets:], **options))


SURVEY = table([[1.0, "red", 10.0, "no"], [3.0, "blue", 10.0, "yes"], [5.0, "red", 10.0, "no"]], "ncnc")


def test_numbers_are_standardised_and_categories_one_hot() -> None:
    """a: mean 3, deviation √(8/3); c is constant, and becomes 0; b has the categories blue and red."""
    encoding = SURVEY.encoding()
    far = 2.0 / math.sqrt(8.0 / 3.0)
    expected = [([-far, 0.0, 1.0, 0.0], [1.0, 0.0]), ([0.0, 1.0, 0.0, 0.0], [0.0, 1.0]),
                ([far, 0.0, 1.0, 0.0], [1.0, 0.0])]
    for (inputs, targets), (some, others) in zip(encoding.samples(SURVEY), expected):
        assert inputs == pytest.approx(some, rel=1e-15) and targets == others
    assert encoding.inputs([3.0, "blue", 99.0]) == [0.0, 1.0, 0.0, 0.0], "the constant column stays 0"
    assert encoding.shape == (4,) and encoding.classes == ("no", "yes")
    assert encoding.input_names == ["a", "b = blue", "b = red", "c"]
    assert encoding.target_names == ["d = no", "d = yes"]


@pytest.mark.parametrize("scaling, values", [("unit", [0.0, 0.5, 1.0]), ("none", [1.0, 3.0, 5.0])])
def test_other_scalings(scaling: str, values: List[float]) -> None:
    encoding = SURVEY.encoding(scaling)
    assert [encoding.inputs(row)[0] for row in SURVEY.rows] == values


def test_a_constant_that_rounding_would_spread_is_still_0() -> None:
    made = table([[0.1, "x"], [0.1, "y"], [0.1, "x"]], "nc")
    assert made.encoding().inputs([0.1]) == [0.0]


def test_numeric_targets_are_standardised_and_answered_in_their_units() -> None:
    """Mean 20, deviation 10."""
    made = table([[1.0, 10.0], [2.0, 30.0]], "nn")
    encoding = made.encoding()
    assert [encoding.targets(row) for row in made.rows] == [[-1.0], [1.0]]
    assert encoding.answer([0.5], LOSSES["squared_error"]) == [25.0]
    assert encoding.answer([0.5, -9.0], LOSSES["gaussian_nll"]) == [25.0], "the variance is no answer"
    assert made.encoding("none").targets([1.0, 10.0]) == [10.0]
    assert encoding.classes == ()


def test_several_targets_are_answered_one_by_one() -> None:
    made = table([[1.0, 10.0, "x"], [2.0, 30.0, "y"]], "nnc", targets=2)
    encoding = made.encoding()
    assert encoding.targets([1.0, 30.0, "y"]) == encoding.targets([30.0, "y"]) == [1.0, 0.0, 1.0]
    assert encoding.answer([0.0, 0.9, 0.2], LOSSES["squared_error"]) == [20.0, "x"]
    assert encoding.classes == () and encoding.target_names == ["b", "c = x", "c = y"]


def test_a_class_is_answered_by_its_name() -> None:
    assert SURVEY.encoding().answer([0.2, 0.9], LOSSES["cross_entropy"]) == "yes"
    single = SURVEY.encoding(single_output=True)
    assert [single.targets(row) for row in SURVEY.rows] == [[0.0], [1.0], [0.0]]
    assert single.target_names == ["d = yes"]
    assert single.answer([0.6], LOSSES["binary_cross_entropy"]) == "yes"
    assert single.answer([0.6], LOSSES["sigmoid_cross_entropy"]) == "yes"
    assert single.answer([0.4], LOSSES["binary_cross_entropy"]) == "no"


def test_pictures_are_scaled_in_one_block_and_share_their_floats() -> None:
    digits = datasets.load("digits")
    encoding = digits.encoding()
    first, second = (encoding.inputs(row) for row in digits.rows[:2])
    assert first == [cell / 16.0 for cell in digits.rows[0][:64]]
    assert first[0] is second[0], "0.0 is one object"
    assert encoding.shape == (8, 8) and encoding.targets(digits.rows[3]) == [0.0] * 3 + [1.0] + [0.0] * 6
    assert encoding.inputs([3.2] * 64) == [3.2 / 16.0] * 64, "others are computed"
    rows = [digits.rows[0][8 * index:8 * index + 8] for index in range(8)]
    array: Any = Array(rows)
    assert encoding.inputs(rows) == first and encoding.inputs(array) == first
    assert encoding.input_names[9] == "pixel[1,1]"
    assert len(json.dumps(encoding.to_json())) < 250


def test_sequences_keep_their_shape() -> None:
    adding = datasets.load("adding", steps=4)
    encoding = adding.encoding()
    assert encoding.shape == (4, 2) and encoding.inputs(adding.rows[0]) == list(adding.rows[0][:8])


def test_features_are_computed_from_the_inputs() -> None:
    encoding = datasets.load("circle").encoding(features=["x2", "x1^2", "x2²", "x1*x2", "sin(x1)", "sin x2"])
    assert encoding.inputs([2.0, 3.0]) == [3.0, 4.0, 9.0, 6.0, math.sin(2.0), math.sin(3.0)]
    assert encoding.input_names == ["x2", "x1²", "x2²", "x1·x2", "sin x1", "sin x2"]
    assert encoding.shape == (6,)


@pytest.mark.parametrize("options, sentence", [
    ({"features": ["x3"]}, "the feature x3 can't be computed: there is no x3, the inputs are x1 to x2."),
    ({"features": ["cos x1"]}, "no feature is called 'cos x1': try x1, x1², x1·x2 or sin x1."),
    ({"features": "x1"}, 'the features must be a list of names, such as ["x1", "x1²"], not \'x1\'.'),
    ({"features": [1]}, "the name of a feature must be text, not 1."),
    ({"scaling": "minmax"}, "the scaling must be 'standard' or 'unit' or 'none', not 'minmax'."),
    ({"single_output": 7}, "single_output must be True or False, not 7.")])
def test_options_that_do_not_exist(options: Dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        datasets.load("circle").encoding(**options)
    assert str(caught.value) == sentence


def test_a_single_output_needs_two_classes() -> None:
    with pytest.raises(BadInput, match="a single output is for two classes, but 'species' has others."):
        datasets.load("iris").encoding(single_output=True)


@pytest.mark.parametrize("numbers", [[1e308, -1e308], [0.0, 5e-324, 1.0e-323]])
def test_numbers_that_cannot_be_scaled_are_refused(numbers: List[float]) -> None:
    made = table([[number, "xy"[index % 2]] for index, number in enumerate(numbers)], "nc")
    with pytest.raises(BadInput, match="^the numbers of 'a', from .*, can't be scaled: they are too far "
    "apart"):
        made.encoding()
    assert made.encoding("none").inputs([2.0]) == [2.0]


def test_a_column_of_too_many_categories_is_refused() -> None:
    made = table([[str(index), "xy"[index % 2]] for index in range(1001)], "cc")
    with pytest.raises(BadInput, match="the column 'a' has 1,001 different categories, and 1,000 are"):
        made.encoding()


# ---- rows that don't fit -----------------------------------------------------------------------------

@pytest.mark.parametrize("row, sentence", [
    ([1.0, "red"], "a row needs 3 cells, one for each input column, but it has 2."),
    (["1", "red", 1.0], "a must be a number, not '1'."),
    ([math.nan, "red", 1.0], "a is nan: lernmi needs finite numbers."),
    (7, "a row must be a list of cells, not 7.")])
def test_a_row_that_does_not_fit(row: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        SURVEY.encoding().inputs(row)
    assert str(caught.value) == sentence


def test_a_name_that_was_never_seen_gets_a_suggestion_and_its_place_in_the_data() -> None:
    encoding = SURVEY.encoding()
    with pytest.raises(UnknownName, match="^no b of the training data is called 'rde': did you mean red\\?$"):
        encoding.inputs([1.0, "rde", 1.0])
    fresh = table([[1.0, "red", 1.0, "no"], [1.0, "red", 1.0, "maybe"]], "ncnc", lines=[2, 5])
    with pytest.raises(BadInput, match="^made, line 5: no d of the training data is called 'maybe': "):
        encoding.samples(fresh)


def test_a_row_far_outside_is_refused_before_it_overflows() -> None:
    made = table([[0.0, "x"], [1e-300, "y"]], "nc")
    with pytest.raises(BadInput, match="a is 1e\\+10, which is too large beside the numbers of the training"):
        made.encoding("unit").inputs([1e10])


def test_rows_of_other_libraries_are_rows() -> None:
    encoding = SURVEY.encoding("none")
    labelled: Any = Row(a=1.0, b="red", c=10.0)
    assert encoding.inputs(labelled) == [1.0, 0.0, 1.0, 10.0]
    assert encoding.inputs((1, "blue", WholeScalar(4))) == [1.0, 1.0, 0.0, 4.0]
    assert datasets.load("digits").encoding().targets([WholeScalar(3)])[3] == 1.0


# ---- in files ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["iris", "digits", "xor", "spiral", "parity", "first_symbol", "plane"])
def test_an_encoding_survives_json(name: str) -> None:
    dataset = datasets.load(name)
    encoding = dataset.encoding()
    twin = Encoding.from_json(json.loads(json.dumps(encoding.to_json())))
    assert twin.samples(dataset) == encoding.samples(dataset)
    assert (twin.shape, twin.classes, twin.input_names) == (
        encoding.shape, encoding.classes, encoding.input_names)
    with_features = datasets.load("circle").encoding(features=["x1²"], single_output=True)
    again = Encoding.from_json(json.loads(json.dumps(with_features.to_json())))
    assert again.to_json() == with_features.to_json() and again.inputs([3.0, 0.0]) == [9.0]


NUMBER = {"name": "a", "offset": 0.0, "scale": 1.0}
BLOCK = {"name": "p", "count": 4, "low": 0, "high": 16}
CATEGORY = {"name": "d", "categories": ["no", "yes"]}
GOOD: Dict[str, Any] = {"shape": [1], "inputs": [NUMBER], "features": [], "targets": [CATEGORY]}


@pytest.mark.parametrize("change", [
    {"shape": [2]}, {"shape": []}, {"shape": [10 ** 30]}, {"shape": "1"}, {"shape": [[[[]]]]}, {"inputs": []},
    {"inputs": [None]}, {"inputs": 7}, {"targets": []}, {"targets": [BLOCK]}, {"features": ["__import__"]},
    {"features": [1]}, {"features": ["x2"]}, {"extra": 1}, {"targets": [{**CATEGORY, "single": 1}]},
    {"targets": [{**CATEGORY, "categories": ["a"], "single": True}]}, {"features": {"x1": 1}},
    *({"inputs": [{**NUMBER, key: value}]} for key, value in [
        ("offset", math.nan), ("scale", math.inf), ("scale", -1.0), ("offset", "0"), ("offset", True),
        ("name", 5), ("name", "\ud800"), ("offset", 10 ** 400), ("offset", [1.0]), ("code", "x")]),
    *({"inputs": [{**BLOCK, key: value}], "shape": [4]} for key, value in [
        ("count", 5), ("count", 0), ("count", 10 ** 12), ("count", 4.0), ("high", 0), ("low", None)]),
    *({"targets": [{**CATEGORY, "categories": value}]} for value in [
        [], ["a", "a"], "ab", [1, 2], [["a"], ["b"]], None, {"a": 1}])])
def test_a_damaged_or_hostile_encoding_is_refused_in_one_sentence(change: Dict[str, Any]) -> None:
    assert Encoding.from_json(GOOD).classes == ("no", "yes")
    with pytest.raises(BadInput) as caught:
        Encoding.from_json({**GOOD, **change})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [None, [], "encoding", {}, 3, {"shape": [1]}])
def test_what_is_no_encoding_is_refused(value: Any) -> None:
    with pytest.raises(BadInput, match="^an encoding needs the entries shape, inputs, features, targets, "
    "and no"):
        Encoding.from_json(value)


def test_a_network_knows_the_classes_of_its_encoding() -> None:
    encoding = datasets.load("iris").encoding()
    network = Network(encoding.shape, Dense(3), seed=1, encoding=encoding)
    assert network.classes == encoding.classes
    assert network.check_targets("virginica") == [0.0, 0.0, 1.0]

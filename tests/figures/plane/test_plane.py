"""The plane of two inputs: areas, points in the units of the data, grids of answers."""

from typing import Any, List

import pytest

from lernmi import Dense, GradientDescent, Network, datasets
from lernmi.datasets import Encoding
from lernmi.datasets.column_encodings import BlockColumn, NumberColumn
from lernmi.figures.meaning import CLASSES, DECISION, VALUE
from lernmi.figures.plane import Area, PlaneGrid, hidden_maps, meaning_of, plane_of
from lernmi.figures.scale import Scale
from lernmi.network.snapshot import numbers_in
from lernmi.support.errors import BadInput

SQUARE = Area(Scale(0.0, 4.0), Scale(-1.0, 1.0))


def numbers_of(network: Network) -> List[Any]:
    return [network.last_phase, network.targets, network.random.getstate(),
            *(repr(getattr(thing, name)) for thing, name in numbers_in(network))]


def test_the_points_of_an_area_are_the_middles_of_its_cells_from_the_top() -> None:
    assert SQUARE.points(2, 2) == [[(1.0, 0.5), (3.0, 0.5)], [(1.0, -0.5), (3.0, -0.5)]]
    for row, points in enumerate(SQUARE.points(5, 3)):
        for column, point in enumerate(points):
            assert SQUARE.cell(point, 5, 3) == (row, column)
    assert SQUARE.cell((4.0, -1.0), 5, 3) == (2, 4)
    assert SQUARE.cell((4.1, 0.0), 5, 3) is None


def test_a_plane_has_the_units_of_the_data_whatever_enters_the_network() -> None:
    spiral = datasets.load("spiral")
    for features in ((), ("sin(x1)", "x2", "x1^2", "x1")):
        encoding = spiral.encoding("standard", features, True)
        plane = plane_of(Network(encoding.shape, Dense(1), encoding=encoding))
        assert plane.names == ("x1", "x2")
        inputs = plane.inputs((1.5, -2.0))
        assert inputs == encoding.inputs([1.5, -2.0])
        assert plane.point(inputs) == pytest.approx((1.5, -2.0))
    block = Encoding((2,), [BlockColumn("pixel", 2, 1.0, 3.0)], [NumberColumn("y", 0.0, 1.0)])
    assert plane_of(Network(2, Dense(1), encoding=block)).point([0.5, 0.0]) == (2.0, 1.0)
    encoding = spiral.encoding("standard", ("x1^2", "x2"), True)
    assert plane_of(Network(2, Dense(1), encoding=encoding)).point([0.5, 0.5]) is None


def test_only_two_inputs_that_are_numbers_have_a_plane() -> None:
    of_iris = Network(4, Dense(3), encoding=datasets.load("iris").encoding())
    for network, why in [(Network(3, Dense(1)), "3 inputs"), (of_iris, "4 input columns")]:
        with pytest.raises(BadInput, match=why):
            plane_of(network)


def test_a_grid_has_the_outputs_that_predict_gives_also_after_learning() -> None:
    network = Network(2, Dense(3, "tanh"), Dense(1), seed=1)
    grid = PlaneGrid(network, 25, 20, SQUARE)
    hidden = hidden_maps(network, SQUARE, 3, 2)
    for _ in range(2):
        network.learn([1.0, 0.0], [1.0], GradientDescent(0.5))
        before = numbers_of(network)
        outputs, hidden = grid.outputs(), hidden_maps(network, SQUARE, 3, 2)
        assert numbers_of(network) == before
        for row, points in enumerate(SQUARE.points(25, 20)):
            assert outputs[row] == [network.predict(point) for point in points]
    network.predict(SQUARE.points(3, 2)[1][2])
    assert list(hidden) == ["hidden[0]", "hidden[1]", "hidden[2]"]
    assert [values[1][2] for values in hidden.values()] == [network[name].value for name in hidden]


ONE = Network(2, Dense(1), seed=1)


def test_what_outputs_mean_follows_from_classes_the_loss_and_the_targets() -> None:
    yes_or_no = meaning_of(ONE, [([0, 0], [0.0]), ([0, 1], [1.0])])
    assert (yes_or_no.kind, yes_or_no.names, yes_or_no.middle) == (DECISION, ("0", "1"), 0.5)
    assert [yes_or_no.answer([0.4]), yes_or_no.answer([0.6])] == [0, 1]
    assert yes_or_no.strength([0.25]) == -0.5
    signs = meaning_of(Network(2, Dense(1, "tanh")), [([0, 0], [-1.0]), ([0, 1], [1.0])])
    assert (signs.kind, signs.middle) == (DECISION, 0.0)
    assert (signs.expected([-1.0]), signs.strength([0.5])) == (0, 0.5)
    value = meaning_of(ONE, [([0, 0], [2.0]), ([0, 1], [4.0])])
    assert (value.kind, value.middle, value.span, value.answer([5.0])) == (VALUE, 3.0, 1.0, None)
    assert (value.strength([2.5]), value.strength([9.0])) == (-0.5, 1.0)


def test_linear_outputs_are_drawn_as_probabilities_and_a_class_of_a_colours_name_in_it() -> None:
    network = Network(2, Dense(1, "identity"), loss="sigmoid_cross_entropy", classes=["blue", "orange"])
    meaning = meaning_of(network)
    assert meaning.what == "the probability of orange"
    assert (meaning.number([0.0]), meaning.answer([0.1])) == (0.5, 1)
    assert meaning.strength([9.0]) < -0.9       # orange
    assert [meaning.answer([output]) for output in (1e-20, 0.0)] == [1, 0]       # as class_of decides
    several = meaning_of(Network(2, Dense(3, "identity"), loss="softmax_cross_entropy"))
    assert (several.kind, several.answer([0.0, 2.0, 1.0])) == (CLASSES, 1)
    assert several.strength([1.0, 1.0, 0.0]) == 0.0       # on the boundary
    assert several.number([0.0, 0.0, 0.0]) == pytest.approx(1 / 3)

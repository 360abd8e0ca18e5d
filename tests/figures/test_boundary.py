"""The decision boundary: answers everywhere in the plane, and the samples in it."""

import pytest

from lernmi import Dense, GradientDescent, Network, datasets
from lernmi.examples.assignment import assignment_for
from lernmi.figures.boundary import boundary
from lernmi.network.snapshot import numbers_in
from lernmi.support.errors import BadInput, UnknownName

XOR = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]


def test_each_cell_is_what_the_network_answers_there_in_the_units_of_the_data() -> None:
    assignment = assignment_for(datasets.load("circle", count=60), epochs=3, features=["x1", "x2", "x1^2"],
                                scaling="standard")
    assignment.fit()
    network = assignment.network
    network.learn(*assignment.samples()[0], GradientDescent(0.1))
    before = [repr(getattr(thing, name)) for thing, name in numbers_in(network)]
    figure = boundary(network, assignment.learned, columns=40, rows=40)
    assert [repr(getattr(thing, name)) for thing, name in numbers_in(network)] == before
    assert network.last_phase == "update"
    for row, column in ((0, 0), (7, 30), (39, 39)):
        inputs = assignment.encoding.inputs(figure.area.points(40, 40)[row][column])
        [output] = network.predict(inputs)
        assert figure.numbers[row][column] == figure.meaning.number([output])
        assert figure.answers[row][column] == (output > 0.0)
        assert assignment.encoding.answer([output], network.loss) == figure.meaning.names[output > 0.0]
    rows = assignment.learned.rows
    assert [sampled.point for sampled in figure.samples] == [(row[0], row[1]) for row in rows]
    names = figure.meaning.names
    assert [names[sampled.expected or 0] for sampled in figure.samples] == [row[2] for row in rows]
    assert figure.area.across.low < min(row[0] for row in rows) < max(row[0] for row in rows) \
        < figure.area.across.high


def test_encoded_samples_are_placed_where_their_features_say_where_they_are() -> None:
    for features, placed in ((["x1", "x2"], 48), (["x1^2", "x2^2"], 0)):
        assignment = assignment_for(datasets.load("circle", count=60), features=features)
        figure = boundary(assignment.network, assignment.samples(), columns=2, rows=2)
        assert (len(figure.samples), figure.unknown) == (placed, 48 - placed)


def test_a_neuron_has_a_map_of_its_own_values() -> None:
    network = Network(2, Dense(2), Dense(1), seed=3)
    figure = boundary(network, XOR, "hidden[1]", columns=3, rows=3)
    network.predict(figure.area.points(3, 3)[0][2])
    assert figure.numbers[0][2] == network["hidden[1]"].value
    assert (figure.meaning.what, figure.meaning.middle) == ("the value of hidden[1]", 0.5)
    assert figure.wrong is not None
    with pytest.raises(UnknownName):
        boundary(network, XOR, "hidden[7]")
    with pytest.raises(BadInput, match="3 inputs"):
        boundary(Network(3, Dense(1)))


def test_in_words_it_says_where_which_answer_is_given_and_how_many_are_wrong() -> None:
    network = Network(2, Dense(1, weights=[[10.0, 0.0]], biases=[-5.0]), seed=1)      # to the right: 1
    words = " ".join(boundary(network, XOR).sentences(lambda number: f"{number:.2g}"))
    assert "input[0] goes from -0.15 to 1.1" in words
    assert "The answer is 0 in 50% of the area, 1 in 50% of the area." in words
    assert "In the lower left it is 0; the value of output[0] is 0.043." in words
    assert "Of 4 samples, 2 get a wrong answer." in words

"""Exercises: made anew from their codes; every number that is asked for is that of the traced step."""

import math

import pytest

from lernmi import Activation, Dense, Dropout, Link, Loss, Network, Weight, gaussian_nll
from lernmi.support.errors import BadInput
from lernmi.teaching.worksheets import Conventions, Exercise, drawing
from lernmi.teaching.worksheets.code import ALPHABET

LEVELS = ("forward", "path", "step", "two-steps")


def as_it_is(exercise: Exercise) -> object:
    """Everything that a sheet shows, to the last bit."""
    return (exercise.name, exercise.level, exercise.conventions, exercise.samples, exercise.rate,
            [(weight.name, weight.value) for weight in exercise.single.weights],
            [(item.number, item.step, item.label, item.result, item.kind) for item in exercise.items])


@pytest.mark.parametrize("name, level, conventions", [
    ("mazur", "step", Conventions()),
    ("mazur", "two-steps", Conventions(half=False, digits=3, comma=True, language="de")),
    ("xor", "path", Conventions(names="w[1,2]", samples=4, numbers="integer")),
    ("and", "forward", Conventions(bias=False, samples=2)),
    ("not", "two-steps", Conventions(numbers="integer"))])
def test_a_code_gives_the_same_exercise_to_the_last_bit(name: str, level: str,
                                                        conventions: Conventions) -> None:
    for draw in (0, 4711, 9_999_999):
        exercise = Exercise(name, draw, level, conventions)
        assert as_it_is(Exercise.from_code(exercise.code.lower().replace("-", " "))) == as_it_is(exercise)


def test_every_typo_of_one_character_and_every_swap_of_two_is_noticed() -> None:
    code = Exercise("mazur", 123_456).code.replace("-", "")
    wrong = {code[:place] + other + code[place + 1:] for place in range(len(code)) for other in ALPHABET}
    wrong |= {code[:place] + code[place + 1] + code[place] + code[place + 2:] for place in range(8)}
    for typo in wrong - {code}:
        with pytest.raises(BadInput, match="typo"):
            Exercise.from_code(typo)


def test_a_code_for_a_saved_network_says_whether_it_is_that_network() -> None:
    network = Network(2, Dense(3, "tanh"), Dense(1), seed=4)
    exercise = Exercise(network, 5)
    assert len(exercise.code) == len("222-222-222-222")
    again = Network(2, Dense(3, "tanh"), Dense(1), seed=9)         # other weights: these are drawn anyway
    assert as_it_is(Exercise.from_code(exercise.code, again)) == as_it_is(exercise)
    with pytest.raises(BadInput, match="another network"):
        Exercise.from_code(exercise.code, Network(2, Dense(3, "sigmoid"), Dense(1)))
    with pytest.raises(BadInput, match="name its file too"):
        Exercise.from_code(exercise.code)


@pytest.mark.parametrize("level", LEVELS)
def test_the_items_are_numbers_of_the_steps_and_the_network_is_as_before(level: str) -> None:
    exercise = Exercise("mazur", 11, level)
    assert [item.number for item in exercise.items] == list(range(1, len(exercise.items) + 1))
    for item in exercise.items:
        step = exercise.steps[item.step - 1]
        written = {(change.place, float(change.new)) for move in step for change in move.changes}
        assert all((place, item.result) in written for place in item.places)
        assert item.result == float(item.change.new)
    losses = [item.result for item in exercise.items if item.label.startswith("L")]
    assert losses == [step.loss for step in exercise.steps]
    assert exercise.single.forward(exercise.samples[0][0]) == [
        item.result for item in exercise.items if item.label in (
            ("y(o1)", "y(o2)") if level != "two-steps" else ("y(o1), step 1", "y(o2), step 1"))]


def test_what_is_asked_at_each_level() -> None:
    labels = {level: [item.label for item in Exercise("mazur", 3, level).items] for level in LEVELS}
    assert labels["forward"] == ["z(h1)", "y(h1)", "z(h2)", "y(h2)", "z(o1)", "y(o1)", "z(o2)", "y(o2)", "L"]
    assert labels["step"][13:] == [
        "∂L/∂y(o1)", "∂L/∂y(o2)", "∂L/∂z(o1)", "∂L/∂z(o2)", "∂L/∂w5", "∂L/∂w6", "∂L/∂w7", "∂L/∂w8",
        "∂L/∂y(h1)", "∂L/∂y(h2)", "∂L/∂z(h1)", "∂L/∂z(h2)", "∂L/∂w1", "∂L/∂w2", "∂L/∂w3", "∂L/∂w4",
        *(f"new w{number}" for number in range(1, 9))]
    assert len(labels["two-steps"]) == 2 * len(labels["step"])
    goal = labels["path"][-1]
    assert labels["path"][-2:] == [f"∂L/∂{goal[4:]}", goal]
    assert set(labels["forward"]) < set(labels["path"]) < set(labels["step"])


def test_what_no_sheet_has_room_or_numbers_for_is_one_sentence(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_TRIES", 100)
    for layers, sentence in (([Dense(7), Dense(1)], "2-7-1 is too much to compute by hand"),
                             ([Dense(2), Dropout(0.5), Dense(1)], "Dropout"),
                             ([Dense(1, "step")], "no numbers are found")):
        with pytest.raises(BadInput, match=sentence):
            Exercise(Network(2, *layers), 1)
    network = Network(2, Dense(1))
    Link(network.inputs[0], network.outputs[0], Weight(1.0, "more"))
    network.rewire()
    with pytest.raises(BadInput, match="changed after it was built"):
        Exercise(network, 1)
    with pytest.raises(BadInput, match="the loss mean_squared_error has no ½"):
        Exercise(Network(2, Dense(1), loss="mean_squared_error"), 1, conventions=Conventions(half=False))
    with pytest.raises(BadInput, match="gives no short decimals"):
        Exercise(Network(2, Dense(1), loss="binary_cross_entropy"), 1,
                 conventions=Conventions(numbers="integer"))


def test_user_defined_functions_are_refused_for_a_sheet_prints_formulas_and_a_code_holds_names() -> None:
    wave = Activation("wave", math.sin, lambda x, y: math.cos(x))
    difference = Loss("difference", lambda y, d: y[0] - d[0], lambda y, d: [1.0])
    for network in (Network(2, Dense(1, wave)), Network(2, Dense(1), loss=difference)):
        with pytest.raises(BadInput, match="(wave|difference) is user-defined"):
            Exercise(network, 1)
    assert Exercise(Network(2, Dense(1), loss=gaussian_nll(0.25)), 1).items


def test_numbers_that_are_integers_have_exact_results() -> None:
    for draw in range(2):
        for item in Exercise("mazur", draw, "two-steps", Conventions(numbers="integer")).items:
            assert math.isclose(item.result, round(item.result, 4), abs_tol=1e-9)
            assert abs(item.result) <= 100.0

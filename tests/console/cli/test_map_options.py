"""lernmi show with figures of a whole plane, all samples or two weights."""

from pathlib import Path

import pytest

import lernmi as package
from lernmi import datasets
from lernmi.examples.assignment import assignment_for
from lernmi.figures.boundary import boundary
from tests.support.command_line import lernmi


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network whose features don't say where its samples are in the plane."""
    assignment = assignment_for(datasets.load("circle"), features=["x1^2", "x2^2"], epochs=1)
    assignment.fit()
    path = tmp_path_factory.mktemp("saved") / "net.json"
    assignment.network.save(path)
    return path


def test_the_boundary_of_a_saved_network_has_the_samples_of_its_data_where_they_are(saved: Path) -> None:
    run = lernmi("show", str(saved), "--boundary", "--plain")
    network, data = package.load(saved), datasets.load("circle")
    expected = boundary(network, data)
    assert len(expected.samples) == 500 and expected.wrong is not None
    assert f"Of 500 samples, {expected.wrong} get" in run.stdout
    for sentence in expected.sentences(lambda number: f"{number:.4g}")[:4]:
        assert sentence in run.stdout


def test_the_boundary_of_a_neuron_and_the_answers_follow_what_was_learned_for_some_epochs() -> None:
    run = lernmi("show", "xor", "--boundary", "--neuron", "hidden[1]", "--epochs", "2")
    assert "The value of hidden[1], by input[0] and input[1]" in run.stdout and run.returncode == 0
    run = lernmi("show", "xor", "--answers", "--seed", "2")
    assert "sample 1, inputs 0 1: target 1, answer " in run.stdout


def test_a_surface_shows_the_path_of_the_epochs_that_were_learned() -> None:
    names = "hidden.weight[0,0]", "output.weight[0,0]"
    run = lernmi("show", "xor", "--surface", *names, "--epochs", "5", "--plain")
    assert f"Learning went in 5 epochs from {names[0]} = " in run.stdout
    run = lernmi("show", "mazur", "--surface", "w5", "w7", "--plain")
    assert "Now w5 = 0.4 and w7 = 0.5: the loss is 0.2984." in run.stdout and "Learning" not in run.stdout


@pytest.mark.parametrize("words, why", [
    (["xor", "--boundary", "--answers"], "--boundary and --answers are two figures: choose one."),
    (["xor", "--answers", "--neuron", "hidden[0]"], "--neuron is for --boundary"),
    (["softmax", "--boundary"], "4 inputs"), (["xor", "--pixels"], "only of a picture"),
    (["xor", "--surface", "hidden[0]", "w"], "hidden[0] is no weight"),
    (["xor", "--surface", "hidden.weight[0,0]", "output.weight[0,9]", "--epochs", "2"], "weight[0,9]")])
def test_what_cannot_be_shown_is_refused_in_a_sentence(words: "list[str]", why: str) -> None:
    run = lernmi("show", *words)
    assert (run.returncode, run.stdout) == (2, "") and why in run.stderr

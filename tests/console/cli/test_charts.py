"""The charts of a network and of its training: as options of lernmi show, and as methods."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lernmi import Dense, GradientDescent, Network
from lernmi.console.display.printing import notebook_bundle
from tests.support.command_line import lernmi

SAMPLES = [([0, 0], "no"), ([0, 1], "yes"), ([1, 0], "yes"), ([1, 1], "no")]


def network() -> Network:
    return Network(2, Dense(3, "tanh"), Dense(1), loss="binary_cross_entropy", classes=["no", "yes"], seed=1)


@pytest.mark.parametrize("words, sentence", [
    (["xor", "--histograms"], "output, 2 weights: 0.1516, 0.2887."),
    (["xor", "--by-layer"], "output, neurons: mean |sensitivity| 0.4529."),
    (["xor", "--activation", "hidden[0]"], "On 4 samples: saturated on none."),
    (["batchnorm", "--activation", "hidden[1]#sample2"], "hidden[1]#sample2: slope "),
    (["softmax", "--confusion"], "Which answers the samples of each class got, a class in each row:")])
def test_lernmi_show_has_them_as_options(words: Any, sentence: str) -> None:
    run = lernmi("show", *words, "--plain")
    assert (run.returncode, run.stderr) == (0, "") and run.stdout.isascii()
    assert any(line.startswith(sentence) for line in run.stdout.splitlines())


@pytest.mark.parametrize("words, sentence", [
    (["xor", "--activation", "input[0]"], "input[0] has no incoming links"),
    (["mazur", "--confusion"], "the outputs of the network mean no classes"),
    (["xor", "--histograms", "--by-layer"], "are two figures: choose one"),
    (["xor", "--histograms", "--what", "slopes"], "leave it out, or leave out --histograms.")])
def test_what_can_not_be_drawn_is_refused_in_a_sentence(words: Any, sentence: str) -> None:
    run = lernmi("show", *words)
    assert run.returncode == 2 and sentence in run.stderr


def test_the_methods_print_and_save(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    learner = network()
    history = learner.fit(SAMPLES, epochs=4, optimizer=GradientDescent(0.5), accuracy=True)
    learner.forward([1, 0])
    learner.backward("yes")
    for plot, words in ((history.plot, "epoch"), (learner.plot_histograms, "6 weights"),
                        (learner.plot_layers, "neurons"),
                        (partial(learner.plot_activation, "hidden[1]", SAMPLES), "tangent"),
                        (partial(learner.plot_confusion, SAMPLES), "answered")):
        picture = tmp_path / f"{words}.svg"
        plot(save=picture)
        assert words in capsys.readouterr().out
        assert picture.read_text(encoding="utf-8").startswith("<svg ")


def test_a_notebook_shows_the_course_of_training_as_a_picture() -> None:
    history = network().fit(SAMPLES, epochs=3, optimizer=GradientDescent(0.5))
    bundle = notebook_bundle(history)
    assert "<svg " in bundle["text/html"] and "Mean loss after each epoch" in bundle["image/svg+xml"]
    assert bundle["text/plain"].splitlines()[0] == "Mean loss after each epoch"

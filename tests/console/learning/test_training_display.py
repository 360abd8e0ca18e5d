"""Training on a terminal: a bar that fits; elsewhere a line for each epoch."""

import io
import re
from typing import List

import pytest

from lernmi import Dense, GradientDescent, History, Network, NumericError
from lernmi.console.display.page import Page
from lernmi.console.learning import training_display
from lernmi.console.learning.training_display import TrainingDisplay, Waiting
from lernmi.training import fit
from tests.support.processes import without_escapes

SAMPLES = [([0.0], [1.0]), ([1.0], [0.0])]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def bars(width: int, history: History, monkeypatch: pytest.MonkeyPatch, epochs: int = 200) -> List[str]:
    """What the bar shows on a terminal of that width, one state after another."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(training_display, "EVERY", 0.0)
    terminal = Terminal()
    display = TrainingDisplay(Page(terminal, width=width))
    with display.shown(epochs, 1000, history):
        for done in range(100, 600, 100):
            display.learned(done)
    display.end(history)
    assert terminal.getvalue().rindex("\x1b[?25h") > terminal.getvalue().rindex("\x1b[?25l")
    return [line.rstrip() for line in re.split(r"[\r\n]+", without_escapes(terminal.getvalue()))
            if line.startswith("Epoch ")]


def measured() -> History:
    history = History([0.5, 0.000123456])
    history.accuracies = [0.5, 0.987]
    history.validation_losses = [0.5, 0.0012345]
    history.validation_accuracies = [0.5, 0.9612]
    return history


@pytest.mark.parametrize("width, described", [
    (55, "Epoch 3/200"), (60, "Epoch 3/200: loss 0.000123"),
    (80, "Epoch 3/200: loss 0.000123, accuracy 98.7 %"),
    (140, "Epoch 3/200: loss 0.000123, accuracy 98.7 %, validation loss 0.00123, "
          "validation accuracy 96.1 %")])
def test_the_bar_shows_as_much_as_there_is_room_for(width: int, described: str,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    shown = bars(width, measured(), monkeypatch)
    assert all(line.startswith(described) and len(line) <= width for line in shown)
    assert " samples/s" in shown[-1] and "…" not in shown[-1]


def test_before_the_first_epoch_is_done_the_bar_shows_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bars(80, History(), monkeypatch, epochs=9999)[0].startswith("Epoch 1/9,999 ")


@pytest.mark.parametrize("plain", [False, True])
def test_elsewhere_a_line_for_each_epoch(plain: bool) -> None:
    stream = io.StringIO()
    network = Network(1, Dense(1, weights=0.0, biases=0.0))
    fit(network, SAMPLES, epochs=2, optimizer=GradientDescent(2.0), shuffle=False,
        display=TrainingDisplay(Page(stream, plain=plain)))
    assert [line.partition(":")[0] for line in stream.getvalue().splitlines()] == [
        "Epoch 1 of 2", "Epoch 2 of 2"]
    assert "\x1b" not in stream.getvalue()


def test_what_ctrl_c_ended_is_said_at_once() -> None:
    stream, history = io.StringIO(), History([0.5])
    history.interrupted, history.ended = True, "interrupted after 1 of 3 epochs and 2 samples"
    display = TrainingDisplay(Page(stream))
    display.begin(3, 5, history)
    display.end(history)
    assert stream.getvalue() == ("Training was interrupted after 1 of 3 epochs and 2 samples; the network "
                                 "keeps what it has learned.\n")


def test_waiting_reports_how_many_samples_are_done_of_all() -> None:
    seen = []
    network = Network(1, Dense(1, weights=0.0, biases=0.0))
    fit(network, SAMPLES, epochs=2, optimizer=GradientDescent(2.0),
        display=Waiting(lambda done, total: seen.append((done, total)), 2))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_an_error_takes_the_bar_away_and_shows_the_cursor_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = Terminal()
    network = Network(1, Dense(1, "square", weights=2.0, biases="none"))
    with pytest.raises(NumericError):
        fit(network, [([3.0], [0.0])], epochs=50, optimizer=GradientDescent(1.0),
            display=TrainingDisplay(Page(terminal, width=80)))
    assert terminal.getvalue().rindex("\x1b[?25h") > terminal.getvalue().rindex("\x1b[?25l")

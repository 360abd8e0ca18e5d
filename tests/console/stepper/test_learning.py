"""Samples, learning on, and what is said at the end of a step."""

import io
from typing import Any, List

import pytest

from lernmi import Dense, Dropout, GradientDescent, Network
from lernmi.console.display.page import Page
from lernmi.console.stepper.learning import Progress
from lernmi.console.stepper.stepper import Stepper
from lernmi.stepping.what_if import TrainingPlan, WhatIfSession
from tests.support.stepper import answers


def test_all_samples_with_their_answers() -> None:
    told = answers("goto 12", "sample", "samples", "sample 3", "finish", "sample 0", "sample", example="xor")
    assert told[1] == told[2]
    lines = told[1].splitlines()
    assert lines[0].split() == ["sample", "inputs", "targets", "answer", "loss"]
    assert [line.split()[:4] for line in lines[1:5]] != []
    assert lines[-1].startswith("The mean loss is 0.")
    assert [line.lstrip("→ ").split()[0] for line in lines[1:5]] == ["0", "1", "2", "3"]
    assert told[3].endswith("Sample 3: inputs 1 1, targets 0, with the same weights.\n")
    assert told[5].endswith("Sample 0: inputs 0 0, targets 0, with what was learned.\n")
    assert [line[0] for line in told[6].splitlines()[1:5]] == ["→", " ", " ", " "], "the present sample"


def test_all_samples_in_sentences() -> None:
    (text,) = answers("sample", example="xor", options=("--plain",))
    assert text.splitlines()[0].startswith("Sample 0: the inputs are 0 0, the targets 0; the answer is 0.")


def test_the_loss_before_and_after_stands_at_the_end() -> None:
    told = answers("goto 37", "next", "back", "finish", "compact", "finish")
    ending = "The loss of this sample was 0.2984; with the new weights it is 0.291.\n"
    assert [text.endswith(ending) for text in told] == [False, True, False, True, True, True]


def test_a_loss_that_cannot_be_computed_after_the_step_is_no_error_of_the_stepper() -> None:
    network = Network(1, Dense(1, "exp", weights=1.0, biases="none"), seed=1)
    out = io.StringIO()
    prompt = Stepper(Page(out), WhatIfSession(network, [2.0], [1e6], GradientDescent(1e6)))
    prompt.onecmd("finish")
    assert "The loss of this sample was 5e+11; now it can't be computed: " in out.getvalue()


def test_the_loss_after_is_not_said_of_a_recording(tmp_path: Any) -> None:
    file = tmp_path / "a.jsonl"
    told = answers(f"save {file}", f"load {file}", "finish", "sample", "sample 0", "unset", "reset")
    assert "The loss of this sample" not in told[2]
    assert all(text.startswith("Not done: a recording can't ") for text in told[3:])


def test_interrupted_learning_says_how_many_epochs_were_done(monkeypatch: pytest.MonkeyPatch) -> None:
    learn_batch, calls = Network.learn_batch, []

    def interrupted(network: Network, *args: Any) -> float:
        calls.append(args)
        if len(calls) == 4 * 7 + 3:
            raise KeyboardInterrupt
        return learn_batch(network, *args)
    monkeypatch.setattr(Network, "learn_batch", interrupted)
    told = answers("learn 5000", "learn 1", "print hidden.weight[0,0]", example="xor")
    assert ("Interrupted after 7 epochs of 5,000; what was learned stays learned; "
            "the mean loss went from ") in told[0]
    assert told[0].endswith(". This is a new step.\n")
    assert "After that step, learned for 1 epoch; the mean loss was " in told[1]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_learning_shows_its_progress_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.05, 0.3, 0.3, 0.35, 1.0, 1.0, 9.0, 9.0])
    monkeypatch.setattr("lernmi.console.stepper.learning.time.monotonic", lambda: next(clock))
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    progress = Progress(Page(out, width=80), 1000)
    for done in (1, 2, 3, 4):
        progress(done, 0.25 / done)
    progress.end()
    shown = out.getvalue()
    assert "Epoch 2 of 1,000, mean loss 0.125; Ctrl-C ends it." in shown and "Epoch 4 of 1,000" in shown
    assert "Epoch 1 " not in shown and "Epoch 3 " not in shown, "not after every epoch"
    assert shown.endswith("\x1b[2K\r"), "the line is taken away"
    pipe = io.StringIO()
    progress = Progress(Page(pipe), 10)
    progress(1, 0.5)
    progress.end()
    assert pipe.getvalue() == ""


def test_samples_that_a_user_passes_are_those_of_the_list() -> None:
    network = Network(2, Dense(3), Dropout(0.5), Dense(1), seed=1)
    samples: List[Any] = [([0, index], (index,)) for index in (0, 1)]
    optimizer = GradientDescent(0.5)
    out = io.StringIO()
    plan = TrainingPlan(network, samples, optimizer)
    prompt = Stepper(Page(out), WhatIfSession(network, [5, 5], [1], optimizer, plan))
    for command in ("sample", "sample 1"):
        prompt.onecmd(command)
    lines = out.getvalue().splitlines()
    assert not any(line.startswith("→") for line in lines), "the step is of none of them"
    assert lines[-1] == "Sample 1: inputs 0 1, targets 1, with the same weights."

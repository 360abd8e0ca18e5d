"""The stepper as a whole: on a pipe, from Python, with closed streams, and as the README shows it."""

import sys
from pathlib import Path

import pytest

from lernmi import Dense, GradientDescent, Network, trace
from lernmi.examples.catalogue import EXAMPLES
from tests.support.processes import ROOT, in_shell, python_on_pipe
from tests.support.stepper import piped, stepped


def test_the_commands_of_a_pipe_are_echoed_and_the_end_of_the_input_ends_it() -> None:
    run = piped("xor", typed="next\nback\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == stepped("xor", typed="next\nback\n").stdout
    assert "0/32> next\n1/32 input: value of input[0] = 1" in run.stdout
    assert "1/32> back\nAt the start: nothing has moved yet, 32 moves to go.\n0/32> \n" in run.stdout
    assert piped("xor", typed="").returncode == 0


def test_an_example_that_is_neither_there_nor_a_file() -> None:
    run = stepped("xr", typed="")
    assert run.returncode == 2
    assert run.stderr == ("lernmi: no example is called 'xr': did you mean xor? "
                          "There is no file of that name either.\n")
    run = stepped("nowhere.jsonl", typed="")
    assert run.returncode == 2 and len(run.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_from_python_with_closed_streams(closed: str, tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text("from lernmi import *\nfrom lernmi import stepper\n"
                      "stepper(Network(1, Dense(1), seed=1), [1], [1])\n")
    run = in_shell(f"echo next | python {script} {closed}")
    assert (run.returncode, run.stderr) == (0, "")


def test_a_closed_input_is_an_end() -> None:
    run = in_shell("python -m lernmi step xor <&-")
    assert (run.returncode, run.stderr) == (0, "")


def test_from_python_the_network_keeps_the_moment(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text("""\
from lernmi import GradientDescent, stepper
from lernmi.examples.catalogue import mazur
network = mazur()
session = stepper(network, [0.05, 0.1], [0.01, 0.99], GradientDescent(0.5), digits=6)
print(repr(network["hidden[0]"].sensitivity), session)
session.timeline.goto(session.timeline.last)
print(network.weight("w5").value)
""")
    run = python_on_pipe(str(script), typed="goto 23\nlearn 2\ngoto 23\nquit\n")
    assert run.stderr == ""
    assert "The network stays at move 23 of 38.\n" in run.stdout
    network = EXAMPLES["mazur"].network(1)
    optimizer = GradientDescent(0.5)
    for _ in range(3):
        network.learn([0.05, 0.1], [0.01, 0.99], optimizer)
    step = trace(network, [0.05, 0.1], [0.01, 0.99], optimizer)
    for move in reversed(step.moves[23:]):
        move.undo()
    assert run.stdout.splitlines()[-2] == (
        f"{network['hidden[0]'].sensitivity!r} Session(move 23 of 38, loss {step.loss:.4g})")
    step.moves[-4].redo()
    assert run.stdout.splitlines()[-1] == repr(network.weight("w5").value)


def test_the_manuals_session_is_a_real_one() -> None:
    chapter = (ROOT / "lernmi" / "manual" / "stepper.md").read_text(encoding="utf-8")
    block = chapter[chapter.index("    24/38> back"):].split("\n\n")[0]
    lines = [line[4:] for line in block.splitlines()]
    typed = [line.partition("> ")[2] for line in lines if "/38> " in line]
    out = stepped("mazur", typed="\n".join(["goto 24", *typed]) + "\n").stdout.splitlines()
    assert len(typed) == 5
    place = -1
    for line in lines:
        place = out.index(line, place + 1)


def test_from_python_learn_learns_from_the_samples(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text("""\
from lernmi import Dense, GradientDescent, Network, stepper
network = Network(1, Dense(1), seed=1)
stepper(network, [0], [1], GradientDescent(1.0), samples=[([0], [1]), ([1], [0])])
try:
    stepper(network, [0], [1], samples=[([0], [1])])
except ValueError as error:
    print(error)
""")
    run = python_on_pipe(str(script), typed="learn 500\nquit\n")
    assert run.stderr == "" and "without an optimizer nothing can be learned from the samples" in run.stdout
    network = Network(1, Dense(1), seed=1)
    network.learn([0], [1], GradientDescent(1.0))
    losses = network.fit([([0], [1]), ([1], [0])], epochs=500, optimizer=GradientDescent(1.0)).losses
    assert (f"learned for 500 epochs; the mean loss went from {losses[0]:.4g} to {losses[-1]:.4g}. "
            in run.stdout)


QUITTING = """\
from lernmi import *
from lernmi import stepper

def look(total):
    if total > 0.9:
        breakpoint()
    return total

network = Network(1, Dense(1, Activation("look", look, lambda total, value: 1.0), weights=0.5, biases=0.0))
stepper(network, [1.0], [0.0], GradientDescent(0.5))
"""

def test_quit_at_a_breakpoint_in_user_defined_code_leaves_only_the_debugger(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text(QUITTING, encoding="utf-8")
    run = python_on_pipe(str(script), typed="set input[0] 2\nq\nprint input[0]\nnext\nprint input[0]\nquit\n")
    assert (run.returncode, run.stderr) == (0, "")
    told = "Not done: the debugger was left, and with it what it stopped in.\n"
    assert f"{told}0/9> print input[0]\ninput[0]: total 0, value 0, " in run.stdout
    assert "1/9> print input[0]\ninput[0]: total 1, value 1, " in run.stdout, "as before"

"""Manners of the prompt: what goes wrong, help, short forms, plain sentences, encodings."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

from lernmi import trace
from lernmi.console.display.page import Page
from lernmi.console.stepper.stepper import Stepper
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.session import Session
from tests.support.processes import ROOT, environment, in_shell
from tests.support.slow import slow
from tests.support.stepper import answer, answers, piped, stepped


def test_in_a_file_empty_lines_and_remarks_do_nothing() -> None:
    run = stepped("mazur", typed="# a lesson\n\n  # first, the loss\nphase loss # here it is\n\ngoto 24 #\n"
                                 "print hidden[0]->output[0] # a link\nfind #2\n")
    assert re.findall(r"^(\d+)/38> ", run.stdout, re.MULTILINE) == ["0"] * 4 + ["18"] * 2 + ["24"] * 3
    assert "hidden[0] → output[0]: value 0.2373" in run.stdout and "Not done" not in run.stdout
    assert "0 moves with '#2'." in run.stdout


def test_exit_is_quit() -> None:
    run = stepped("mazur", typed="exit\nnext\n")
    assert run.returncode == 0 and run.stdout.endswith("0/38> exit\n")


@pytest.mark.parametrize("command, sentence", [
    ("foo", "no command is called 'foo': help lists the commands."),
    ("re", "re could be reverse or restart or reset."),
    ("goto 39", "there is no move 39: the step has 38."),
    ("goto x", "the number of a move is needed, from 0 to 38, not 'x'."),
    ("next -1", "the number of moves is a whole number from 1 up, of at most 18 digits, not '-1'."),
    ("print", "an expression is needed, such as hidden[0].value * 2, of at most 500 characters."),
    ("print 1/0", "1/0 divides by zero at this moment."),
    ("print w55", "no neuron, weight or link is called 'w55': did you mean w5?"),
    ("print hidden[0].__class__",
     "'__class__' can't be asked for: only value, sensitivity, slope, total, weight."),
    ("print __import__('os')", "no neuron, weight or link is called '__import__': "
     "there are 35, such as input[0]."),
    ("print loss", "the loss is not known yet: it comes with move 18."),
    ("why w1", "no sensitivity has been passed back yet: the loss comes with move 18."),
    ("why", "why needs a name: why input[0]"),
    ("break", "break needs a name: break output[0]"),
    ("break w5 if w5", "'w5' is no condition: compare something, such as hidden[0].value > 0.5."),
    ("watch w5.slope", "w5.slope can't be watched: w5 has value, sensitivity."),
    ("watch loss", "loss can't be watched: it is no neuron, weight or link."),
    ("set w5", "set needs a name and a value: set input[0] 1"),
    ("set hidden[0] 1", "hidden[0] can't be set: only a weight, an input such as input[0], a "
     "target such as output[0].target, or the rate."),
    ("set bias 2", "bias can't be set: only a weight, an input such as input[0], a target such as "
     "output[0].target, or the rate."),
    ("set w5.sensitivity 2", "w5.sensitivity can't be set: only a weight, an input such as input[0], a "
     "target such as output[0].target, or the rate."),
    ("set w55 2", "no neuron, weight or link is called 'w55': did you mean w5?"),
    ("why rate", "rate has no sensitivity: ask for a neuron, a weight or a link."),
    ("why loss", "loss has no sensitivity: ask for a neuron, a weight or a link."),
    ("finish now", "finish takes nothing more, such as 'now'."),
    ("list 99", "there is no move 99: the step has 38."),
    ("more", "no list has left anything out: diff, find, list, sample, why, network and help make lists."),
    ("save step.html", "step.html would be a picture, and a recording is text: save step.jsonl"),
    ("help re", "re could be reverse or restart or reset."),
    ("next " + "9" * 5000, "a command has at most 5,000 characters."),
    ("next " + "9" * 4500, "the number of moves is a whole number from 1 up, of at most 18 digits, "
                           f"not '{'9' * 40}'."),
    ("goto " + "9" * 400, f"the number of a move is needed, from 0 to 38, not '{'9' * 40}'."),
    ("delete " + "9" * 400, "the number of a stop is a whole number from 1 up, of at most 18 digits, "
                            f"not '{'9' * 40}'."),
    ("why " + "a" * 300,
     f"no neuron, weight or link is called '{'a' * 99}…: there are 35, such as input[0]."),
    ("set w5 1/0", "1/0 divides by zero at this moment."),
    ("diff x", "the number of a move is needed, from 0 to 38, not 'x'."),
    ("diff 1 2 3", "diff takes the numbers of two moves, not '1 2 3'."),
    ("diff 1 99", "there is no move 99: the step has 38."),
    ("find", "find needs a text: find w5"),
    ("list x", "the number of a move is needed, from 0 to 38, not 'x'."),
    ("learn x", "the number of epochs is a whole number from 1 up, of at most 18 digits, not 'x'."),
    ("save", "save needs a file: save step.jsonl"),
    ("load", "load needs a file: load step.jsonl"),
    ("help foo", "no command is called 'foo': help lists the commands."),
    ("help bakc", "no command is called 'bakc': did you mean back?"),
    ("nxet 3", "no command is called 'nxet': did you mean next?"),
    ("import os", "import is Python: here are commands (help lists them) and expressions such as "
                  "hidden[0].value * 2."),
    ("for x in network.weights: x", "for is Python: here are commands (help lists them) and expressions such "
                                    "as hidden[0].value * 2."),
    ("port", "no command is called 'port': help lists the commands."),
    ("sample 1", "there is no sample 1: they go from 0 to 0."),
    ("sample x", "the number of a sample is a whole number from 0 up, of at most 18 digits, not 'x'."),
    ("unset", "nothing is left that was set: reset goes back to the beginning."),
    ("set rate -1", "the learning rate must be at least 0, not -1.0."),
])
def test_what_goes_wrong_gets_one_sentence_and_the_session_goes_on(command: str, sentence: str) -> None:
    out = stepped("mazur", typed=f"{command}\nprint w5\n").stdout
    assert f"\nNot done: {sentence}\n0/38> print w5\nw5: value 0.4, sensitivity 0\n" in out


def test_help_lists_every_command_with_its_short_form() -> None:
    lines = answer("help").splitlines()
    commands = Stepper(Page(), Session(trace(EXAMPLES["not"].network(1), [0.0], [1.0]))).commands()
    assert len(lines) == len(commands) == 35
    assert lines[0] == "  n  next [N]: the next move, or N on"
    for short, name in Stepper.short.items():
        assert any(line.startswith(f"{short:>3}  {name}") for line in lines), name
    told = answer("h br").splitlines()
    assert told[0].startswith("break NAME|PHASE [if EXPRESSION]: ") and len(told) == 5
    assert answer("help set").startswith("set NAME VALUE: ")


def test_every_short_form_is_the_command() -> None:
    told = answers(*(f"help {short}" for short in Stepper.short))
    assert len(told) == len(Stepper.short)
    for name, text in zip(Stepper.short.values(), told):
        assert text.startswith(name)


def test_plain_is_one_ascii_sentence_a_fact() -> None:
    run = stepped("mazur", "--plain", typed="next\ngoto 24\nstep\nwhy w5\ndiff\nlist\nfull\ncompact\n"
                                            "set w5 1\nbs\nbreak w5\nhelp\nnetwork\nfoo\n")
    assert run.returncode == 0 and run.stdout.isascii()
    assert ("The sensitivity of hidden[0] was -0.01905 and is now 0.03635." in run.stdout.splitlines())
    for line in run.stdout.splitlines():
        if not re.match(r"\d+(\.\d+)?/38> ", line):
            assert line.endswith((".", ":", "?")), line


def test_other_encodings_and_bytes_that_are_no_text() -> None:
    run = piped("mazur", typed="goto 24\nprint hidden[0] → output[0]\nx é\n", PYTHONUTF8="0",
                  PYTHONIOENCODING="ascii", LC_ALL="C")
    assert run.returncode == 0 and run.stdout.isascii()
    raw = subprocess.run([sys.executable, "-m", "lernmi", "step", "mazur"], input=b"print \xff\x00\nnext\n",
                         cwd=ROOT, capture_output=True, env=environment(), timeout=60)
    assert raw.returncode == 0 and b"1/38> " in raw.stdout


def test_what_is_piped_in_is_shown_and_not_obeyed() -> None:
    run = piped("mazur", typed="print \x1b[31m\n# \x9b31m\n")
    assert run.returncode == 0 and "0/38> print \\x1b[31m\n" in run.stdout
    assert "\x1b" not in run.stdout and "\x9b" not in run.stdout


def test_the_manuals_table_names_every_command_and_its_short_form() -> None:
    chapter = (ROOT / "lernmi" / "manual" / "stepper.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in chapter.splitlines() if line.startswith("| `")]
    told: Dict[str, str] = {}
    for row in rows:
        names = re.findall(r"`([a-z]+)[^`]*`", row[0])
        if len(row) == 3 and set(names) <= set(Stepper.short.values()):
            told.update(zip(re.findall(r"`(\w+)`", row[1]), dict.fromkeys(names)))
    assert told == Stepper.short


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
@pytest.mark.parametrize("commands", [slow("cat /dev/zero"), "(echo quiz; cat /dev/zero)"])
def test_an_endless_line_ends_with_a_sentence(commands: str) -> None:
    run = in_shell(f"{commands} | python -m lernmi step mazur; exit ${{PIPESTATUS[1]}}")
    assert run.returncode == 2 and len(run.stdout) < 10_000
    assert run.stderr == "lernmi: the commands can't be read: a line has more than 1,000,000 characters.\n"


def test_a_long_line_is_skipped_as_a_whole() -> None:
    out = stepped("mazur", typed="print 1" + " " * 900_000 + "\nprint w5\n").stdout
    assert "Not done: a command has at most 5,000 characters.\n0/38> print w5\nw5: value 0.4" in out


@pytest.mark.parametrize("command", ["why", "print", "only", "break", "watch", "find", "set", "goto"])
def test_numbers_of_thousands_of_digits_get_a_sentence(command: str) -> None:
    for digits in ("1" * 4301, "hidden[0]->output[0]#" + "1" * 4301):
        text = answer(f"{command} {digits}")
        assert text.startswith("Not done: ") or command == "find"
        assert len(text) < 400 or command == "find"

"""The stepper as one types into it, on a pipe."""

import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, List

import pytest

from lernmi import Dense, GradientDescent, Network, Weight, trace
from lernmi.console.cli.main import main
from lernmi.console.display.page import Page
from lernmi.console.stepper.command_prompt import CommandPrompt
from lernmi.console.stepper.quiz_prompt import QuizPrompt
from lernmi.console.stepper.stdin import tab_completing
from lernmi.console.stepper.stepper import Stepper
from lernmi.examples.gates import EXAMPLES
from lernmi.stepping.session import Session
from lernmi.stepping.what_if import WhatIfSession
from tests.support.run import ROOT, environment
from tests.support.states import shown


def stepped(*words: str, typed: str) -> "subprocess.CompletedProcess[str]":
    """``lernmi step`` in this process, with commands as from a pipe, one a line."""
    out, wrong = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(wrong):
        patch.setattr(sys, "stdin", io.StringIO(typed))
        status = main(["step", *words])
    return subprocess.CompletedProcess(words, status, out.getvalue(), wrong.getvalue())


def piped(*words: str, typed: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    """``lernmi step`` with commands from a real pipe."""
    return subprocess.run([sys.executable, "-m", "lernmi", "step", *words], input=typed, cwd=ROOT, text=True,
                          encoding="utf-8", capture_output=True, env=environment(**changes), timeout=120)


def answers(*commands: str, example: str = "mazur", options: "tuple[str, ...]" = ()) -> List[str]:
    """What each command printed, without its echo."""
    run = stepped(example, *options, typed="\n".join(commands) + "\n")
    assert (run.returncode, run.stderr) == (0, "")
    parts = re.split(r"^\d+(?:\.\d+)?/\d+> ", run.stdout, flags=re.MULTILINE)[1:]
    told = []
    for command, part in zip(commands, parts):
        assert part.startswith(command + "\n"), "commands are echoed"
        told.append(part[len(command) + 1:])
    return told


def answer(*commands: str, **options: "tuple[str, ...]") -> str:
    """What the last command printed."""
    return answers(*commands, **options)[-1]         # type: ignore[arg-type]


def prompts(*commands: str) -> List[str]:
    out = stepped("mazur", typed="\n".join(commands) + "\n").stdout
    return re.findall(r"^(\d+(?:\.\d+)?/\d+)> ", out, flags=re.MULTILINE)


def typed(*commands: str) -> List[str]:
    """The prompts before and after commands that somebody types, where Enter repeats."""
    prompt = Stepper(Page(io.StringIO()), Session(trace(*shown(EXAMPLES["mazur"]), GradientDescent(0.5))))
    prompt.echoes = False
    seen = [prompt.prompt]
    for command in commands:
        prompt.onecmd(command)
        seen.append(prompt.prompt)
    return [text.rstrip("> ") for text in seen]


# ---- going through a step

def test_the_commands_of_a_pipe_are_echoed_and_the_end_of_the_input_ends_it() -> None:
    run = piped("xor", typed="next\nback\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == stepped("xor", typed="next\nback\n").stdout
    assert "0/32> next\n1/32 input: value of input[0] = 0" in run.stdout
    assert "1/32> back\nAt the start: nothing has moved yet, 32 moves to go.\n0/32> \n" in run.stdout
    assert piped("xor", typed="").returncode == 0


def test_one_move_in_words_symbols_and_numbers_and_what_changed() -> None:
    assert answer("goto 24") == (
        "24/38 backward output[0] → hidden[0] through w5: sensitivity of the link = sensitivity of "
        "output[0] × slope of output[0] = 0.7414 × 0.1868 = 0.1385  [∂L/∂v = ∂L/∂output[0] × "
        "output[0]′]\n"
        "24/38 backward output[0] → hidden[0] through w5: sensitivity of hidden[0] += sensitivity of "
        "the link × value of w5 = 0.1385 × 0.4 = 0.0554 (now 0.03635)  [∂L/∂hidden[0] += ∂L/∂v × w5]\n"
        "24/38 backward output[0] → hidden[0] through w5: sensitivity of w5 += sensitivity of the link "
        "× value of hidden[0] = 0.1385 × 0.5933 = 0.08217 (now 0.08217)  [∂L/∂w5 += ∂L/∂v × hidden[0]]\n"
        "changed: sensitivity of the link 0 → 0.1385; sensitivity of hidden[0] -0.01905 → 0.03635; "
        "sensitivity of w5 0 → 0.08217\n")


def test_moves_in_both_directions() -> None:
    assert prompts("next", "next 3", "n", "back", "b 2", "goto 17", "phase", "phase", "finish", "next",
                   "restart", "back") == [
        "0/38", "1/38", "4/38", "5/38", "4/38", "2/38", "17/38", "18/38", "19/38", "38/38", "38/38",
        "0/38", "0/38"]


def test_a_phase_by_its_name_and_a_moment_by_its_number() -> None:
    assert typed("phase backward", "phase input", "phase update", "goto 23.2", "goto 5", "") == [
        "0/38", "19/38", "1/38", "31/38", "23.2/38", "5/38", "6/38"]
    assert answer("phase sideways") == ("Not done: no phase is called 'sideways': "
                                        "there is input, forward, loss, backward, update.\n")
    assert answer("goto 23.3") == "Not done: there is no moment 23.3: the move after 23 writes 3 numbers.\n"
    assert answer("goto 38.1") == "Not done: there is no moment 38.1: the move after 38 writes 0 numbers.\n"


def test_after_a_jump_enter_goes_on() -> None:
    assert typed("goto 9", "back", "goto 20", "", "back", "restart", "") == [
        "0/38", "9/38", "8/38", "20/38", "21/38", "20/38", "0/38", "1/38"]


def test_enter_repeats_the_latest_move_but_nothing_else() -> None:
    assert typed("", "", "print w5", "", "back", "", "network", "") == [
        "0/38", "1/38", "2/38", "2/38", "3/38", "2/38", "1/38", "1/38", "0/38"]


def test_in_a_file_empty_lines_and_remarks_do_nothing() -> None:
    run = stepped("mazur", typed="# a lesson\n\n  # first, the loss\nphase loss # here it is\n\ngoto 24 #\n"
                                 "print hidden[0]->output[0] # a link\nfind #2\n")
    assert re.findall(r"^(\d+)/38> ", run.stdout, re.MULTILINE) == ["0"] * 4 + ["18"] * 2 + ["24"] * 3
    assert "hidden[0] → output[0]: value 0.2373" in run.stdout and "Not done" not in run.stdout
    assert "0 moves with '#2'." in run.stdout


def test_a_phase_that_one_is_in_already() -> None:
    assert answer("goto 18", "phase loss") == "This is where we are already.\n"
    assert answer("phase input", "phase input") == "This is where we are already.\n"


def test_exit_is_quit() -> None:
    run = stepped("mazur", typed="exit\nnext\n")
    assert run.returncode == 0 and run.stdout.endswith("0/38> exit\n")


def test_one_multiplication_at_a_time_and_back() -> None:
    commands = ("goto 23", "step", "step", "step", "undo", "undo 2", "undo", "step 5", "back", "back")
    assert prompts(*commands) == ["0/38", "23/38", "23.1/38", "23.2/38", "24/38", "23.2/38", "23/38",
                                  "22.2/38", "24.1/38", "24/38", "23/38"]
    told = answers(*commands)
    for written, where, words in zip(told[1:4], ("23.1", "23.2", "24"), (
            "sensitivity of the link", "sensitivity of hidden[0]", "sensitivity of w5")):
        assert written.startswith(
            f"{where}/38 backward output[0] → hidden[0] through w5: {words} ")
        assert len(written.splitlines()) == 2
    assert "sensitivity of hidden[0] -0.01905 → 0.03635" in told[2]


def test_the_objects_hold_the_numbers_of_the_moment() -> None:
    told = answers("goto 23", "print hidden[0]", "step 2", "print hidden[0].sensitivity", "undo",
                   "print hidden[0].sensitivity")
    assert told[1] == "hidden[0]: total 0.3775, value 0.5933, slope 0.2413, sensitivity -0.01905\n"
    assert told[3] == "hidden[0].sensitivity = 0.03635\n"
    assert told[5] == "hidden[0].sensitivity = -0.01905\n"


def test_only_narrows_next_and_back() -> None:
    assert prompts("only backward hidden[0]", "n", "n", "n", "b", "only", "n") == [
        "0/38", "0/38", "21/38", "24/38", "28/38", "24/38", "24/38", "25/38"]
    told = answers("only backward loss hidden[0] w5", "only update", "only w5 hidden[0] -> output[0]",
                   "only", "only w5", "next", "next", "next", "next", "back 3")
    assert told[0] == ("next and back stop only in the phase backward or loss, "
                       "at moves about hidden[0] or w5.\n")
    assert told[1] == "next and back stop only in the phase update.\n"
    assert told[2] == "next and back stop only at moves about w5 or hidden[0] → output[0].\n"
    assert told[3] == "next and back stop at every move again.\n"
    assert told[-2].splitlines()[-1] == "No further move is about w5: this is the end."
    assert "No further move" not in "".join(told[:-2] + told[-1:])
    assert answer("only hiden[0]") == (
        "Not done: no phase, layer, neuron, weight or link is called 'hiden[0]': did you mean hidden[0]?\n")


# ---- stops

def test_breaks_and_watches_in_both_directions() -> None:
    assert prompts("break hidden[0] if hidden[0].sensitivity > 0", "watch w5.sensitivity", "break update",
                   "c", "c", "c", "c", "c", "r", "r", "r", "r") == [
        "0/38"] + ["0/38"] * 3 + [
        "24/38", "28/38", "29/38", "30/38", "31/38", "30/38", "29/38", "28/38", "24/38"]


def test_stops_are_listed_and_deleted_and_keep_their_numbers() -> None:
    told = answers("breaks", "break loss", "watch hidden[0]", "break backward if loss > 0.2", "breaks", "c",
                   "delete 1", "breaks", "delete 7", "delete x", "delete 3 2", "break w5", "delete",
                   "delete all", "breaks")
    assert told[0] == "There is no stop: break NAME sets one.\n"
    assert told[1] == "1: break loss, 1 move. continue and reverse go there.\n"
    assert told[4] == ("1: break loss, 1 move\n2: watch hidden[0], 7 moves\n"
                       "3: break backward if loss > 0.2, 12 moves if that holds\n")
    assert told[5].endswith("Stopped by 2: watch hidden[0] (total of hidden[0] 0 → 0; "
                            "sensitivity of hidden[0] 0 → 0)\n")
    assert told[6:8] == ["Deleted: break loss\n", "2: watch hidden[0], 7 moves\n"
                         "3: break backward if loss > 0.2, 12 moves if that holds\n"]
    assert told[8] == "Not done: there is no stop 7: there is 2, 3.\n"
    assert told[9] == "Not done: the number of a stop is a whole number from 1 up, not 'x'.\n"
    assert told[10] == ("Deleted: break backward if loss > 0.2\nDeleted: watch hidden[0]\n")
    assert told[11] == "4: break w5, 3 moves. continue and reverse go there.\n"
    assert told[12] == "Not done: delete takes the number of a stop, or all: breaks lists them.\n"
    assert told[13:] == ["No stop is left.\n", "There is no stop: break NAME sets one.\n"]


def test_where_no_stop_is_on_the_way_that_is_said() -> None:
    told = answers("break w5", "c", "c", "c", "c", "r", "r", "r", "r", "r")
    stops = [line for part in told for line in part.splitlines() if "top" in line]
    assert stops == ["Stopped by 1: break w5"] * 3 + ["There is no stop on the way: this is the end."] + [
        "Stopped by 1: break w5"] * 3 + ["There is no stop on the way: this is the start."]
    assert told[-1] == "This is the start: next goes on, help lists the commands.\n"


def test_a_watch_stops_on_a_write_of_an_equal_value() -> None:
    """A dead relu hands back 0 × x, which changes nothing."""
    dead = Network(1, Dense(1, "relu", weights=-1.0), Dense(1, "identity", weights=1.0))
    session = Session(trace(dead, [2.0], [1.0]))
    stepper = Stepper(Page(), session)
    stepper.onecmd("watch input[0].sensitivity")
    stepper.onecmd("continue")
    stepper.onecmd("continue")
    assert session.move is not None
    assert session.move.name == "input[0]->hidden[0]" and session.move.phase == "backward"


def test_a_condition_that_divides_by_zero_is_told_and_the_session_goes_on() -> None:
    told = answers("break forward if hidden[0].value / hidden[1].value > 2", "c", "print w5")
    assert told[1].endswith("Stopped, since a condition can't be computed here: "
                            "hidden[0].value / hidden[1].value > 2 divides by zero at this moment.\n")
    assert told[2] == "w5: value 0.4, sensitivity 0\n"


# ---- questions

def test_print_and_bare_expressions() -> None:
    told = answers("finish", "p w5 > 0.4", "w5*2", "hidden[0] -> output[0]", "p loss", "b1",
                   "output[0].value - 0.01")
    assert told[1:] == ["w5 > 0.4 is false.\n", "w5*2 = 0.7178\n",
                        "hidden[0] → output[0]: value 0.2373, sensitivity 0.1385, weight w5 = 0.3589\n",
                        "loss = 0.2984\n", "b1: value 0.35, sensitivity 0.01873\n",
                        "output[0].value - 0.01 = 0.7414\n"]
    assert "0.717832959" in answer("finish", "p w5*2", options=("--digits", "9"))


@pytest.mark.parametrize("command, sentence", [
    ("foo", "no command is called 'foo': did you mean goto?"),
    ("re", "re could be reverse or restart."),
    ("goto 39", "there is no move 39: the step has 38."),
    ("goto x", "the number of a move is needed, from 0 to 38, not 'x'."),
    ("next -1", "the number of moves is a whole number from 1 up, not '-1'."),
    ("print", "an expression is needed, such as hidden[0].value * 2, of at most 500 characters."),
    ("print 1/0", "1/0 divides by zero at this moment."),
    ("print w55", "no neuron, weight or link is called 'w55': did you mean w5?"),
    ("print hidden[0].__class__",
     "'__class__' can't be asked for: only value, sensitivity, slope, total, weight."),
    ("print __import__('os')", "no neuron, weight or link is called '__import__': "
     "there are 35, such as input[0]."),
    ("print loss", "the loss is not known yet: it comes with move 18."),
    ("why w1", "no sensitivity has been handed back yet: the loss comes with move 18."),
    ("why", "why needs a name: why input[0]"),
    ("break", "break needs a name: break output[0]"),
    ("break w5 if w5", "'w5' is no condition: compare something, such as hidden[0].value > 0.5."),
    ("watch w5.slope", "w5.slope can't be watched: w5 has value, sensitivity."),
    ("watch loss", "loss can't be watched: it is no neuron, weight or link."),
    ("set w5", "set needs a name and a value: set input[0] 1"),
    ("set hidden[0] 1", "hidden[0] can't be set: only a weight, an input such as input[0], or a "
     "target such as output[0].target."),
    ("set bias 2", "bias can't be set: only a weight, an input such as input[0], or a target such as "
     "output[0].target."),
    ("set w5.sensitivity 2", "w5.sensitivity can't be set: only a weight, an input such as input[0], or a "
     "target such as output[0].target."),
    ("set w55 2", "no neuron, weight or link is called 'w55': did you mean w5?"),
    ("why rate", "rate has no sensitivity: ask for a neuron, a weight or a link."),
    ("why loss", "loss has no sensitivity: ask for a neuron, a weight or a link."),
    ("finish now", "finish takes nothing more, such as 'now'."),
    ("list 99", "there is no move 99: the step has 38."),
    ("more", "no list has left anything out: diff, find, list and help make lists, "
             "and print shows what network leaves out."),
    ("save step.html", "step.html would be a picture, and a recording is text: save step.jsonl"),
    ("help re", "re could be reverse or restart."),
    ("next " + "9" * 5000, "a command has at most 5,000 characters."),
    ("next " + "9" * 4500, f"the number of moves is a whole number from 1 up, not '{'9' * 40}'."),
    ("goto " + "9" * 400, f"the number of a move is needed, from 0 to 38, not '{'9' * 40}'."),
    ("delete " + "9" * 400, f"the number of a stop is a whole number from 1 up, not '{'9' * 40}'."),
    ("why " + "a" * 300,
     f"no neuron, weight or link is called '{'a' * 99}…: there are 35, such as input[0]."),
    ("set w5 1/0", "1/0 divides by zero at this moment."),
    ("diff x", "the number of a move is needed, from 0 to 38, not 'x'."),
    ("diff 1 2 3", "diff takes the numbers of two moves, not '1 2 3'."),
    ("diff 1 99", "there is no move 99: the step has 38."),
    ("find", "find needs a text: find w5"),
    ("list x", "the number of a move is needed, from 0 to 38, not 'x'."),
    ("learn x", "the number of epochs is a whole number from 1 up, not 'x'."),
    ("save", "save needs a file: save step.jsonl"),
    ("load", "load needs a file: load step.jsonl"),
    ("help foo", "no command is called 'foo': did you mean goto?"),
])
def test_what_goes_wrong_is_told_in_one_sentence_and_the_session_goes_on(command: str, sentence: str) -> None:
    out = stepped("mazur", typed=f"{command}\nprint w5\n").stdout
    assert f"\nNot done: {sentence}\n0/38> print w5\nw5: value 0.4, sensitivity 0\n" in out


def test_why_tells_what_is_known_by_now() -> None:
    told = answers("goto 21", "why hidden[0]", "goto 23.1", "why hidden[0]", "step", "why hidden[0]",
                   "goto 24", "why hidden[0].sensitivity", "why w1", "finish", "why w1")
    assert "Sensitivity of hidden[0] so far = -0.01905\n" in told[1]
    assert "∂loss" not in told[1] and "rises" not in told[1], "the loss would rise if hidden[0] did"
    assert told[1].endswith("This is not all: more is passed back to hidden[0] in 1 later move, "
                            "from 24 on.\n")
    assert told[3] == told[1]
    for known in (told[5], told[7]):
        assert "Sensitivity of hidden[0] = ∂loss/∂hidden[0] = 0.03635\n" in known
        assert "This is not all" not in known
    assert told[8] == "Not done: nothing has been handed back to w1 yet: that comes with move 30.\n"
    assert "Sensitivity of w1 = ∂loss/∂w1 = 0.0004386\n" in told[10]
    assert told[10].endswith("By now the sensitivity of w1 is 0: an update has used it up.\n")


def test_what_changed_between_two_moments() -> None:
    told = answers("goto 23", "next", "diff", "diff 24 23", "diff 22 23", "diff 5")
    assert told[2] == ("From move 23 to move 24: 3 numbers changed.\n"
                       "  sensitivity of the link hidden[0] → output[0] 0 → 0.1385\n"
                       "  sensitivity of hidden[0] -0.01905 → 0.03635\n"
                       "  sensitivity of w5 0 → 0.08217\n")
    assert "sensitivity of hidden[0] 0.03635 → -0.01905\n" in told[3]
    assert told[4].startswith("From move 22 to move 23: ")
    assert told[5].startswith("From move 5 to move 24: ") and "… and " in told[5]


def test_diff_knows_moments_within_a_move() -> None:
    told = answers("goto 23", "step", "diff", "diff 23", "diff 24 23.1", "back", "diff")
    assert told[2] == told[3] == ("From move 23 to move 23.1: 1 number changed.\n"
                                  "  sensitivity of the link hidden[0] → output[0] 0 → 0.1385\n")
    assert told[4] == ("From move 24 to move 23.1: 2 numbers changed.\n"
                       "  sensitivity of hidden[0] 0.03635 → -0.01905\n"
                       "  sensitivity of w5 0.08217 → 0\n")
    assert told[6] == ("From move 23.1 to move 23: 1 number changed.\n"
                       "  sensitivity of the link hidden[0] → output[0] 0.1385 → 0\n")


def test_more_shows_what_a_list_has_left_out() -> None:
    told = answers("finish", "diff 0", "more", "more", "more")
    assert told[1].endswith("… and 38 more: more shows them.\n")
    assert told[2].endswith("… and 18 more: more shows them.\n") and len(told[2].splitlines()) == 21
    assert len(told[3].splitlines()) == 18 and "value of w8" in told[3]
    assert told[4].startswith("Not done: no list has left anything out")
    lines = [line for part in told[1:4] for line in part.splitlines() if line.startswith("  ")]
    assert len(set(lines)) == 58


def test_find_and_list() -> None:
    told = answers("goto 24", "find W5", "list", "list 1", "find nothing")
    assert told[1] == ("3 moves with 'W5'.\n"
                       "     10 forward hidden[0] → output[0] through w5\n"
                       "  →  24 backward output[0] → hidden[0] through w5\n"
                       "     35 update w5\n")
    assert len(told[2].splitlines()) == 11 and "  →  24 backward" in told[2]
    assert told[3].splitlines()[0] == "      1 input"
    assert told[4] == "0 moves with 'nothing'.\n"
    assert answer("find hidden[0]->output[0]").splitlines()[1:] == [
        "     10 forward hidden[0] → output[0] through w5",
        "     24 backward output[0] → hidden[0] through w5"]


def test_the_picture_on_request() -> None:
    assert "hidden[0]: value 0.5933" in answer("finish", "network")
    assert "╭" in answer("full") and "╭" not in answer("full", "compact")


def test_compact_is_a_line_a_number() -> None:
    assert answer("compact", "goto 24") == (
        "24/38 backward: output[0] → hidden[0] through w5\n"
        "    sensitivity of the link 0 → 0.1385, from 0.7414 × 0.1868\n"
        "    sensitivity of hidden[0] -0.01905 → 0.03635, by 0.1385 × 0.4\n"
        "    sensitivity of w5 0 → 0.08217, by 0.1385 × 0.5933\n")


# ---- what if, and learning on

def test_set_takes_the_step_again() -> None:
    told = answers("goto 35", "set w5 0.45", "set w5 = 0.4", "set output[0].target w5 * 0",
                   "set input[0]=1")
    assert told[1].startswith("35/38 update w5: ")
    assert told[1].endswith("w5 0.4 → 0.45. The loss was 0.2984, with this it is 0.3025.\n"
                            "So the step begins; by this move an update has made it 0.4092.\n")
    assert "with this it is 0.2984." in told[2]
    assert told[3].endswith("output[0].target 0.01 → 0. The loss was 0.2984, with this it is 0.3058.\n")
    assert "input[0] 0.05 → 1. " in told[4]


def test_diff_just_after_set_tells_what_is_different() -> None:
    told = answers("goto 10", "set w5 0.45", "diff", "next", "diff", "goto 11.1", "set w1 0.2", "diff")
    assert told[2] == ("By what was set: 3 numbers changed.\n"
                       "  w5 0.4 → 0.45\n"
                       "  total of output[0] 0.2373 → 0.267\n"
                       "  value of the link hidden[0] → output[0] 0.2373 → 0.267\n")
    assert told[4].startswith("From move 10 to move 11: ")
    assert told[6].startswith("11.1/38 "), "it stays where it was, in the middle of a move"
    assert "  w1 0.15 → 0.2\n" in told[7]
    told = answers("goto 18", "set output[0].target 0,5", "diff", "set input[0] 1", "diff")
    assert told[2] == ("By what was set: 3 numbers changed.\n"
                       "  output[0].target 0.01 → 0.5\n"
                       "  loss 0.2984 → 0.05515\n"
                       "  sensitivity of output[0] 0.7414 → 0.2514\n")
    assert "  input[0] 0.05 → 1\n" in told[4] and "value of input[0]" not in told[4]


def test_learn_goes_on_and_a_new_step_begins() -> None:
    told = answers("goto 20", "break w5", "learn 100", "c", "learn", example="mazur")
    assert told[2].startswith(
        "At the start: nothing has moved yet, 38 moves to go.\n"
        "What the neurons hold is left from before; the next sample comes with move 1.\n"
        "After that step, learned for 100 epochs; the mean loss went from 0.291 to ")
    assert told[2].endswith(". This is a new step.\n")
    assert "Stopped by 1: break w5" in told[3], "the stops stay"
    assert "After that step, learned for 1 epoch; the mean loss was " in told[4]


def test_what_is_set_is_learned() -> None:
    told = answers("set output[0].target 0.9", "learn 2000", "finish", "print output[0].value",
                   "print output[1].value")
    assert 0.85 < float(told[3].split()[-1]) < 0.95 and 0.9 < float(told[4].split()[-1]) < 1.0
    told = answers("set output[0].target 1", "learn 3000", "finish", "print output[0].value", example="xor")
    assert float(told[3].split()[-1]) > 0.8, "0 0 is to give 1 now"


def test_every_example_can_be_stepped_through_learned_and_stepped_again() -> None:
    for name in EXAMPLES:
        run = stepped(name, typed="phase\n" * 5 + "finish\nback 3\nlearn\nfinish\nrestart\n")
        assert (run.returncode, run.stderr) == (0, ""), name
        assert run.stdout.count("This is a new step.") == 1, name
        assert "Not done" not in run.stdout, name


# ---- files

def test_save_and_load(tmp_path: Path) -> None:
    file = tmp_path / "step one.jsonl"
    told = answers("goto 24", f"save {file}", "next", "learn 5", f"load {file}",
                   "goto 24", "set w5 1", "learn")
    assert told[1] == f"Saved 38 moves as {file}\n"
    assert told[4].endswith("\nLoaded 38 moves.\n")
    assert told[5] == told[0]
    assert "Not done: a recording can't be run with other numbers: " in told[6]
    assert "Not done: a recording can't learn: " in told[7]
    again = answers(f"save {file}")
    assert again == [f"Saved 38 moves as {file}, in place of the recording that was there\n"]
    load_trace = stepped(str(file), typed="goto 24\n")
    assert load_trace.returncode == 0 and told[0] in load_trace.stdout


def test_save_spares_other_files_and_load_tells_of_bad_ones(tmp_path: Path) -> None:
    other = tmp_path / "homework.txt"
    other.write_text("mine")
    told = answers(f"save {other}", f"load {other}", f"load {tmp_path / 'none'}", "print w5")
    assert told[0] == f"Not done: {other} is there already and is no recording: take another name.\n"
    assert other.read_text() == "mine"
    assert all(line.startswith("Not done: ") and len(line.splitlines()) == 1 for line in told[1:3])
    assert told[3] == "w5: value 0.4, sensitivity 0\n"


def test_a_name_that_is_too_long_for_a_file_is_told_and_the_session_goes_on() -> None:
    told = answers("save " + "a" * 300, "load " + "a" * 300, "print w5")
    assert "can't be used: File name too long." in told[0] and "can't be read: File name too long." in told[1]
    assert told[2] == "w5: value 0.4, sensitivity 0\n"
    run = stepped("a" * 300, typed="")
    assert run.returncode == 2 and "can't be used: File name too long." in run.stderr


def test_a_name_that_no_file_can_have_is_told() -> None:
    told = stepped("mazur", typed="save a\0b.jsonl\nload a\0b.jsonl\nprint w5\n").stdout
    assert "Not done: a\\x00b.jsonl can't be written: " in told and "embedded null " in told
    assert "Not done: a\\x00b.jsonl can't be read: embedded null " in told
    assert "w5: value 0.4, sensitivity 0\n" in told


def test_after_load_diff_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "xor.jsonl"
    answers(f"save {file}", example="xor")
    told = answers("goto 38", f"load {file}", "diff", "next", "diff")
    assert told[2] == "From move 0 to move 0: 0 numbers changed.\n"
    assert told[4].startswith("From move 0 to move 1: ")
    for options in (("--rate", "3"), ("--sample", "1"), ("--seed", "2")):
        run = stepped(str(file), *options, typed="")
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr == ("lernmi: a recording can't be run otherwise: "
                              "leave out --rate, --sample and --seed.\n")


def test_an_example_that_is_neither_there_nor_a_file() -> None:
    run = stepped("xr", typed="")
    assert run.returncode == 2
    assert run.stderr == ("lernmi: no example is called 'xr': did you mean xor? "
                          "There is no file of that name either.\n")
    run = stepped("nowhere.jsonl", typed="")
    assert run.returncode == 2 and len(run.stderr.splitlines()) == 1


# ---- manners

def test_help_lists_every_command_with_its_short_form() -> None:
    lines = answer("help").splitlines()
    commands = Stepper(Page(), Session(trace(EXAMPLES["not"].network(1), [0.0], [1.0]))).commands()
    assert len(lines) == len(commands) == 31
    assert lines[0] == "  n  next [N]: the next move, or N moves on. Enter repeats it."
    for short, name in Stepper.short.items():
        assert any(line.startswith(f"{short:>3}  {name}") for line in lines), name
    told = answer("h br").splitlines()
    assert told[0].startswith("break NAME|PHASE [if EXPRESSION]: ") and len(told) == 5


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


@pytest.mark.parametrize("doc, bound", [("using libedit readline.", ["bind ^I rl_complete"]),
                                        ("using GNU readline.", [])])
def test_tab_is_bound_in_the_words_of_the_readline_that_is_there(monkeypatch: pytest.MonkeyPatch, doc: str,
                                                                 bound: List[str]) -> None:
    """On macOS, Python comes with libedit, which doesn't know "tab: complete"."""
    said: List[str] = []
    delimiters = ["()"]
    monkeypatch.setitem(sys.modules, "readline", SimpleNamespace(
        __doc__=doc, parse_and_bind=said.append, get_completer_delims=lambda: delimiters[-1],
        set_completer_delims=delimiters.append))
    with tab_completing():
        assert (said, delimiters[-1]) == (bound, " \t\n")
    assert delimiters[-1] == "()"


def test_what_is_piped_in_is_shown_and_not_obeyed() -> None:
    run = piped("mazur", typed="print \x1b[31m\n# \x9b31m\n")
    assert run.returncode == 0 and "0/38> print \\x1b[31m\n" in run.stdout
    assert "\x1b" not in run.stdout and "\x9b" not in run.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_from_python_with_closed_streams(closed: str, tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text("from lernmi import *\nfrom lernmi import stepper\n"
                      "stepper(Network(1, Dense(1), seed=1), [1], [1])\n")
    run = subprocess.run(f"echo next | {sys.executable} {script} {closed}", shell=True, cwd=ROOT,
                         capture_output=True, text=True, encoding="utf-8", env=environment(), timeout=60)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_closed_input_is_an_end() -> None:
    run = subprocess.run(f"{sys.executable} -m lernmi step xor <&-", shell=True, cwd=ROOT,
                         capture_output=True, text=True, encoding="utf-8", env=environment(), timeout=60)
    assert (run.returncode, run.stderr) == (0, "")


def test_from_python_the_network_keeps_the_moment(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text("""\
from lernmi import GradientDescent, stepper
from lernmi.examples.gates import mazur
network = mazur()
session = stepper(network, [0.05, 0.1], [0.01, 0.99], GradientDescent(0.5), digits=6)
print(repr(network["hidden[0]"].sensitivity), session)
session.timeline.goto(session.timeline.last)
print(network.weight("w5").value)
""")
    run = subprocess.run([sys.executable, str(script)], input="goto 23\nlearn 2\ngoto 23\nquit\n",
                         cwd=ROOT, text=True, encoding="utf-8", capture_output=True,
                         env=environment(), timeout=60)
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


def test_the_readmes_session_is_a_real_one() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme[readme.index("    24/38> back"):].split("\n\n")[0]
    lines = [line[4:] for line in block.splitlines()]
    typed = [line.partition("> ")[2] for line in lines if "/38> " in line]
    out = stepped("mazur", typed="\n".join(["goto 24", *typed]) + "\n").stdout.splitlines()
    place = -1
    for line in lines:
        place = out.index(line, place + 1)


def test_the_readmes_table_names_every_command_and_its_short_form() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in readme.splitlines() if line.startswith("| `")]
    told: Dict[str, str] = {}
    for row in rows:
        names = re.findall(r"`([a-z]+)[^`]*`", row[0])
        if len(row) == 3 and set(names) <= set(Stepper.short.values()):
            told.update(zip(re.findall(r"`(\w+)`", row[1]), dict.fromkeys(names)))
    assert told == Stepper.short


# ---- Tab

def tab(prompt: CommandPrompt, line: str, monkeypatch: pytest.MonkeyPatch) -> List[str]:
    """What Tab offers at the end of a line, as cmd.Cmd finds it out."""
    begin = line.rfind(" ") + 1
    monkeypatch.setitem(sys.modules, "readline", SimpleNamespace(
        get_line_buffer=lambda: line, get_begidx=lambda: begin, get_endidx=lambda: len(line)))
    found: List[str] = []
    while True:
        match: Any = prompt.complete(line[begin:], len(found))
        if match is None:
            return found
        found.append(match)


@pytest.mark.parametrize("line, offered", [
    ("pr", ["print"]), ("re", ["reverse", "restart"]), ("hidd", ["hidden[0]", "hidden[1]", *(
        f"hidden[{source}]->output[{target}]" for target in (0, 1) for source in (0, 1))]),
    ("print w", [f"w{number}" for number in range(1, 9)]), ("p w5.", ["w5.value", "w5.sensitivity"]),
    ("why outp", ["output[0]", "output[1]", "output[0].target", "output[1].target"]),
    ("find w5", ["w5"]), ("watch bias->h", ["bias->hidden[0]", "bias->hidden[1]"]),
    ("set output[0].t", ["output[0].target", "output[0].total"]), ("set b", ["bias", "b1", "b2", *(
        f"bias->{name}" for name in ("hidden[0]", "hidden[1]", "output[0]", "output[1]"))]),
    ("break back", ["backward"]), ("br w5 if hidden[0].se", ["hidden[0].sensitivity"]),
    ("only lo", ["loss"]), ("only backward hidd", ["hidden", "hidden[0]", "hidden[1]", *(
        f"hidden[{source}]->output[{target}]" for target in (0, 1) for source in (0, 1))]),
    ("phase ba", ["backward"]), ("help brea", ["break", "breaks"]), ("goto ", []), ("diff w", []),
    ("learn w", []),
    ("w5 + hidden[0].se", ["hidden[0].sensitivity"]), ("print 2*(w8.se", ["2*(w8.sensitivity"]),
    ("print w1<w2", ["w1<w2"]), ("print rat", ["rate"]),
])
def test_tab_offers(line: str, offered: List[str], monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(trace(*shown(EXAMPLES["mazur"]), GradientDescent(0.5)))
    assert sorted(tab(Stepper(Page(), session), line, monkeypatch)) == sorted(offered)


def test_tab_offers_files_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "step.jsonl").touch()
    (tmp_path / "steps").mkdir()
    (tmp_path / "other").touch()
    prompt = Stepper(Page(), Session(trace(*shown(EXAMPLES["mazur"]), GradientDescent(0.5))))
    for command in ("save", "load"):
        assert tab(prompt, f"{command} {tmp_path}/st", monkeypatch) == [
            f"{tmp_path}/step.jsonl", f"{tmp_path}/steps{os.sep}"]


def test_tab_offers_names_in_the_quiz(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(trace(*shown(EXAMPLES["mazur"]), GradientDescent(0.5)))
    quizzing = QuizPrompt(Page(), session, 1, [])
    assert tab(quizzing, "h", monkeypatch)[:4] == ["hint", "help", "hidden[0]", "hidden[1]"]
    assert tab(quizzing, "0.5 * w5.se", monkeypatch) == ["w5.sensitivity"]


# ---- what stays, and what goes

def test_stops_and_only_stay_when_the_step_is_taken_again_and_go_with_a_recording(tmp_path: Path) -> None:
    file = tmp_path / "step.jsonl"
    told = answers("break w5 if w5 > 0.42", "only w5", "c", "set w5 0.45", "restart", "c", "next", "learn 3",
                   "next", "c", f"save {file}", "breaks", f"load {file}", "breaks", "next", example="mazur")
    assert "There is no stop on the way" in told[2]
    assert "Stopped by 1: break w5 if w5 > 0.42" in told[5] and told[5].startswith("10/38 ")
    assert told[6].startswith("24/38 ") and told[8].startswith("10/38 "), "only w5, still"
    assert told[11] == "1: break w5 if w5 > 0.42, 3 moves if that holds\n"
    assert told[13] == "There is no stop: break NAME sets one.\n" and told[14].startswith("1/38 input")


def test_many_moves_at_once_are_as_many() -> None:
    assert prompts("next 35", "back 34", "next 200", "back 38") == ["0/38", "35/38", "1/38", "38/38", "0/38"]
    session = Session(trace(*shown(EXAMPLES["lstm"])))
    prompt = Stepper(Page(io.StringIO()), session)
    prompt.onecmd("next 1234")
    assert session.timeline.position == (1234, 0)
    prompt.onecmd("step 60")
    timeline = session.timeline
    writes = sum(len(move) for move in session.trace.moves[1234:timeline.done]) + timeline.part
    assert writes == 60
    prompt.onecmd("undo 60")
    assert session.timeline.position == (1234, 0)


def test_find_looks_at_the_numbers_that_are_read_and_written_too() -> None:
    assert answer("find slope of hidden[1]") == """\
4 moves with 'slope of hidden[1]'.
      9 forward hidden[1]
     25 backward hidden[1] → bias through b1
     26 backward hidden[1] → input[1] through w4
     27 backward hidden[1] → input[0] through w3
"""


def test_as_one_writes_it_in_python() -> None:
    told = answers("goto 24", "print(hidden[0].sensitivity)", 'print network["hidden[0]"].sensitivity',
                   "network['w5'].value * 2", "next(2)", "find(slope of hidden[1])",
                   "breaks()", "finish (2)")
    assert told[1] == "hidden[0].sensitivity = 0.03635\n"
    assert told[2:4] == ["hidden[0].sensitivity = 0.03635\n", "w5.value * 2 = 0.8\n"]
    assert told[4].startswith("26/38 backward ") and told[5].startswith("4 moves with 'slope of hidden[1]'.")
    assert told[6:] == ["There is no stop: break NAME sets one.\n",
                        "Not done: finish takes nothing more, such as '2'.\n"]


def test_phase_leaves_the_phase_that_has_only_begun() -> None:
    seen = prompts("goto 18.1", "phase", "goto 0.1", "phase")
    assert seen == ["0/38", "18.1/38", "31/38", "0.1/38", "2/38"]


def test_at_either_end_it_is_told_that_only_names_no_further_move() -> None:
    told = answers("only output[0]", "next 50", "back 50", "only", "back")
    assert told[1].endswith("No further move is about output[0]: this is the end.\n")
    assert told[2].endswith("No further move is about output[0]: this is the start.\n")
    assert told[4].endswith("This is the start: next goes on, help lists the commands.\n")


def test_a_target_has_its_name_whatever_the_loss_reads() -> None:
    """cross_entropy doesn't read a target of 0."""
    told = answers("print output[1].target", "break backward if output[0].target > 0", "goto 5",
                   "set output[0].target 0", "print output[0].target", "set output[0].target 1", "c",
                   example="softmax")
    assert told[0] == "output[1].target = 0\n"
    assert told[3].endswith("output[0].target 1 → 0. The loss was 0.551, with this it is 0.\n")
    assert told[4] == "output[0].target = 0\n"
    assert "Stopped by 1: break backward if output[0].target > 0" in told[6]


def test_what_is_no_number_of_a_thing() -> None:
    told = answers("goto 18", "loss.value", "rate.slope", "e.value.value", "output[0].target.total",
                   "w5.slope")
    assert told[1:] == [
        "loss.value = 0.2984\n", "Not done: rate has no slope: it is a number.\n",
        "Not done: 2.718281828459045 has no value: it is a number.\n",
        "Not done: output[0].target has no total: it is a number.\n",
        "Not done: w5 has no slope: it has value, sensitivity.\n"]


def test_set_takes_names_with_blanks() -> None:
    network = Network(1, Dense(1, weights=[[Weight(0.5, "my w")]], biases=0.0), seed=1)
    session = WhatIfSession(network, [1.0], [1.0], GradientDescent(0.1))
    prompt = Stepper(Page(io.StringIO()), session)
    for command in ("set my w 1", "set my w = 2", "set my w.value 3", "set my w=4"):
        prompt.onecmd(command)
        assert network.weights[0].value == float(command[-1]), command


def test_diff_after_set_tells_only_what_differs() -> None:
    assert answers("goto 15", "set w5 0.4", "diff")[2] == "By what was set: 0 numbers changed.\n"
    told = answers("goto 10", "set w5.value 0.45", "diff")[2]
    assert told.startswith("By what was set: 3 numbers changed.\n  w5 0.4 → 0.45\n")


def test_a_moment_is_called_as_the_prompt_calls_it() -> None:
    assert prompts("goto 3.00001", "goto 3.1", "goto 4.0") == ["0/38", "0/38", "3.1/38", "4/38"]


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
    run = subprocess.run([sys.executable, str(script)], input="learn 500\nquit\n", cwd=ROOT, text=True,
                         encoding="utf-8", capture_output=True, env=environment(), timeout=60)
    assert run.stderr == "" and "without an optimizer nothing can be learned from the samples" in run.stdout
    network = Network(1, Dense(1), seed=1)
    network.learn([0], [1], GradientDescent(1.0))
    losses = network.fit([([0], [1]), ([1], [0])], epochs=500, optimizer=GradientDescent(1.0)).losses
    assert (f"learned for 500 epochs; the mean loss went from {losses[0]:.4g} to {losses[-1]:.4g}. "
            in run.stdout)


def test_what_changed_is_told_up_to_eight_numbers() -> None:
    network = Network(30, Dense(1), seed=1)
    stream = io.StringIO()
    Stepper(Page(stream), Session(trace(network, [1.0] * 30, [0.0]))).onecmd("next")
    told = "; ".join(f"{part} of input[{number}] 0 → 1" for number in range(4) for part in ("total", "value"))
    assert stream.getvalue().endswith(f"changed: {told}; and 52 more (diff shows them)\n")


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


def test_quit_at_a_breakpoint_of_ones_own_leaves_only_the_debugger(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text(QUITTING, encoding="utf-8")
    run = subprocess.run([sys.executable, str(script)], cwd=ROOT, env=environment(), text=True,
                         input="set input[0] 2\nq\nprint input[0]\nnext\nprint input[0]\nquit\n",
                         encoding="utf-8", capture_output=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    told = "Not done: the debugger was left, and with it what it stopped in.\n"
    assert f"{told}0/9> print input[0]\ninput[0]: total 0, value 0, " in run.stdout
    assert "1/9> print input[0]\ninput[0]: total 1, value 1, " in run.stdout, "as before"

"""What if, learning on, and files: set, learn, save and load."""

import io
from pathlib import Path

import pytest

from lernmi import Dense, GradientDescent, Network, Weight
from lernmi.console.display.page import Page
from lernmi.console.stepper.stepper import Stepper
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.what_if import WhatIfSession
from tests.support.slow import QUICK_EXAMPLES, slow_but
from tests.support.stepper import answers, stepped

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


def test_diff_just_after_set_shows_what_is_different() -> None:
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


def test_what_is_set_of_a_sample_is_not_learned() -> None:
    told = answers("set output[0].target 1", "learn 3000", "finish", "print output[0].value", example="xor")
    assert float(told[3].split()[-1]) < 0.2, "0 0 is to give 0 as ever"


def test_unset_takes_back_one_set_after_another() -> None:
    told = answers("goto 20", "set w5 0.45", "set rate 0.1", "finish", "unset", "unset", "diff", "unset",
                   "print w5")
    assert told[2].endswith("rate 0.5 → 0.1. The update at the end takes it.\n")
    assert told[3].endswith("The loss of this sample was 0.3025; with the new weights it is 0.301.\n")
    assert told[4].endswith("rate 0.1 → 0.5. The update at the end takes it.\n")
    assert told[5].startswith("38/38 update w8: ")
    assert "w5 0.45 → 0.4. The loss was 0.3025, with this it is 0.2984." in told[5]
    assert told[6].startswith("By what was set: ") and "  w5 0.45 → 0.4\n" in told[6]
    assert told[7] == "Not done: nothing is left that was set: reset goes back to the beginning.\n"
    assert told[8].startswith("w5: value 0.3589")


def test_reset_goes_back_to_the_beginning() -> None:
    told = answers("set w5 3", "learn 50", "set input[0] 1", "reset", "print w5", "print input[0]", "finish")
    assert told[3].startswith("At the start: nothing has moved yet, 38 moves to go.\n")
    assert told[3].endswith("This is the beginning again: the first weights, and the first sample.\n")
    assert told[4] == "w5: value 0.4, sensitivity 0\n"
    assert told[6].endswith("The loss of this sample was 0.2984; with the new weights it is 0.291.\n")


@pytest.mark.parametrize("name", slow_but(QUICK_EXAMPLES, EXAMPLES))
def test_every_example_can_be_stepped_through_learned_and_stepped_again(name: str) -> None:
    run = stepped(name, typed="phase\n" * 5 + "finish\nback 3\nlearn\nfinish\nrestart\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("This is a new step.") == 1
    assert "Not done" not in run.stdout


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


def test_save_spares_other_files_and_load_reports_bad_ones(tmp_path: Path) -> None:
    other = tmp_path / "homework.txt"
    other.write_text("mine")
    told = answers(f"save {other}", f"load {other}", f"load {tmp_path / 'none'}", "print w5")
    assert told[0] == (f"Not done: {other} is there already and isn't one that lernmi has saved: take "
                       "another name, or add --force (in Python: force=True) to replace it.\n")
    assert other.read_text() == "mine"
    assert answers(f"save {other} --force") == [
        f"Saved 38 moves as {other}, in place of the file that was there\n"]
    assert all(line.startswith("Not done: ") and len(line.splitlines()) == 1 for line in told[1:3])
    assert told[3] == "w5: value 0.4, sensitivity 0\n"


def test_a_name_that_is_too_long_for_a_file_is_reported_and_the_session_goes_on() -> None:
    told = answers("save " + "a" * 300, "load " + "a" * 300, "print w5")
    assert "can't be used: File name too long." in told[0]
    assert "can't be written or read: it has 300 characters." in told[1]
    assert told[2] == "w5: value 0.4, sensitivity 0\n"
    run = stepped("a" * 300, typed="")
    assert run.returncode == 2 and "can't be used: File name too long." in run.stderr


def test_a_name_that_no_file_can_have_is_reported() -> None:
    told = stepped("mazur", typed="save a\0b.jsonl\nload a\0b.jsonl\nprint w5\n").stdout
    assert told.count("Not done: 'a\\x00b.jsonl' can't be written or read: the character 0 is in it.") == 2
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
        assert run.stderr == (f"lernmi: {file} is no saved network, and a recording can't be run otherwise: "
                              "leave out DATA, --rate, --sample, --seed, --epochs and --bug.\n")


def test_set_takes_names_with_blanks() -> None:
    network = Network(1, Dense(1, weights=[[Weight(0.5, "my w")]], biases=0.0), seed=1)
    session = WhatIfSession(network, [1.0], [1.0], GradientDescent(0.1))
    prompt = Stepper(Page(io.StringIO()), session)
    for command in ("set my w 1", "set my w = 2", "set my w.value 3", "set my w=4"):
        prompt.onecmd(command)
        assert network.weights[0].value == float(command[-1]), command

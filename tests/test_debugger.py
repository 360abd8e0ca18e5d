"""Ordinary debuggers: the commands of the manual, typed into pdb."""

import os
import re
from pathlib import Path
from typing import List

import pytest

from tests.support.processes import ROOT, python_on_pipe, python_on_terminal
from tests.support.slow import slow, slow_but

CHAPTER = (ROOT / "lernmi" / "manual" / "debuggers.md").read_text(encoding="utf-8")
BLOCKS = [re.findall(r"^    \(Pdb\) (.+?)(?: {3,}.*)?$", block, re.MULTILINE)
          for block in CHAPTER.split("\n\n") if "    (Pdb) " in block]
LINE = "self.sensitivity = self.target.sensitivity * self.target.slope"


def students_script() -> str:
    block = next(block for block in CHAPTER.split("\n\n") if "    from lernmi import Link" in block)
    return re.sub("^    ", "", block, flags=re.MULTILINE) + "\n"


def debugged(tmp_path: Path, script: str, *commands: str) -> str:
    """What pdb prints on a script, stopped after its first import."""
    path = tmp_path / "student.py"
    path.write_text(script, encoding="utf-8")
    return piped(["-m", "pdb", str(path)], "next", *commands, "quit")


def piped(words: List[str], *commands: str) -> str:
    run = python_on_pipe(*words, typed="\n".join(commands) + "\n")
    assert "Traceback" not in run.stderr, run.stderr
    return run.stdout


def test_the_manuals_breakpoint_stops_at_the_first_link(tmp_path: Path) -> None:
    shown = next(line.strip() for line in CHAPTER.splitlines() if line.startswith("    Link(hidden"))
    first = BLOCKS[0]
    assert first == ["break Link.backward", "continue", "continue", "p self", "next", "p self.sensitivity"]
    out = debugged(tmp_path, students_script(), *first)
    assert LINE in out and f"(Pdb) {shown}\n" in out
    assert "Link(bias → output[1]" in debugged(tmp_path, students_script(), *first[:2], "p self")
    assert "-0.03809823651655" in out.splitlines()[-2]


@pytest.mark.parametrize("command, told", [
    (0, "Breakpoint 2 at"), slow(1, "New condition set for breakpoint 1."), slow(2, "Breakpoint 2 at"),
    (3, "display self.source.sensitivity: 0.0"), (4, "(Neuron(output[1]: "),
    (5, "-> link.backward()")])
def test_the_manuals_further_commands(tmp_path: Path, command: int, told: str) -> None:
    out = debugged(tmp_path, students_script(), *BLOCKS[0][:2], BLOCKS[1][command], "quit")
    assert told in out and "***" not in out
    assert len(BLOCKS[1]) == 6


def test_tbreak_stops_once_on_the_way_forward(tmp_path: Path) -> None:
    out = debugged(tmp_path, students_script(), BLOCKS[1][2], "continue", "p self.name", "continue")
    assert "'bias->hidden[0]'" in out or "'input[0]->hidden[0]'" in out
    assert out.count("Deleted breakpoint 1") == 1 and "The program finished" in out


def test_a_condition_stops_at_one_link(tmp_path: Path) -> None:
    out = debugged(tmp_path, students_script(), BLOCKS[1][0], "continue", "p self.weight.name",
                   "continue")
    assert "'w5'" in out and "The program finished" in out


def test_a_changed_condition_stops_where_a_weight_is_used(tmp_path: Path) -> None:
    out = debugged(tmp_path, students_script(), BLOCKS[0][0], BLOCKS[1][1], "continue", "p self.name",
                   "continue")
    assert "'hidden[0]->output[0]'" in out and "The program finished" in out


def test_six_presses_of_step_lead_to_the_first_multiplication(tmp_path: Path) -> None:
    assert "six presses of `step` lead to the first multiplication" in CHAPTER
    halves = "network.compute_loss([0.01, 0.99])\nnetwork.backpropagate()\n"
    script = students_script().replace("network.backward([0.01, 0.99])\n", halves)
    assert halves in script
    out = debugged(tmp_path, script, "next", "next", "next", "next", *["step"] * 6)
    before, _, last = out.rpartition("(Pdb) > ")
    assert LINE in last and LINE not in before and "-> network.backpropagate()" in before


def test_stepping_shows_one_multiplication_a_line(tmp_path: Path) -> None:
    out = debugged(tmp_path, students_script(), "break Link.backward", "continue", "next", "next", "next")
    for line in (LINE, "self.source.sensitivity += ", "self.weight.sensitivity += "):
        assert f"-> {line}" in out


# ---- while something else is watching

WATCHED = """\
from lernmi import Link, stepper, trace
from lernmi.examples.catalogue import mazur
network = mazur()
{step}(network, [0.05, 0.1], [0.01, 0.99])
"""

@pytest.mark.parametrize("step", ["trace", "stepper"])
def test_a_breakpoint_stops_while_tracing_and_stepping(tmp_path: Path, step: str) -> None:
    assert "`p self.target.slope.name`" in CHAPTER
    out = debugged(tmp_path, WATCHED.format(step=step), BLOCKS[1][0], "continue",
                   "p self.target.slope.name", "p self.target.sensitivity.name",
                   "p round(self.target.slope, 9)", "next", "p self.source")
    assert "'slope of output[0]'" in out and "'sensitivity of output[0]'" in out
    assert "0.186815602" in out and "Neuron(hidden[0]: " in out


def test_a_breakpoint_stops_when_one_walks_past_the_link(tmp_path: Path) -> None:
    out = debugged(tmp_path, WATCHED.format(step="stepper"), BLOCKS[1][0], "continue", "continue",
                   "goto 23", "next", "p self.target.sensitivity", "next", "continue",
                   "print hidden[0].sensitivity", "back", "phase update", "restart", "finish",
                   "p self.weight.name", "continue", "print w5", "quit")
    prompts = out[out.index("0/30> goto 23"):]
    assert re.search(r"23/30> next\n> .*link\.py\(\d+\)backward\(\)", prompts), "it stops there"
    assert "(Pdb) 0.7413650695523157" in prompts and prompts.count("backward()\n") == 3
    assert "24/30> print hidden[0].sensitivity\nhidden[0].sensitivity = 0.03635\n" in prompts
    assert "30/30> print w5\nw5: value 0.4, sensitivity 0.08217\n" in prompts


def test_the_stepper_goes_on_after_the_breakpoint(tmp_path: Path) -> None:
    out = debugged(tmp_path, WATCHED.format(step="stepper"), BLOCKS[1][0], "continue", "clear 1",
                   "continue", "goto 17", "print output[0]", "quit")
    assert "0/30> " in out and "17/30> print output[0]" in out
    assert "value 0.7514" in out


OWN = """\
import sys
from lernmi import *
from lernmi import stepper

def cube(total):
    {activation}
    return total * total * total

def error(values, targets):
    {loss}
    return (values[0] - targets[0]) ** 2

def double(network, neurons):
    def prepare(training):
        {layer}
        return None
    network.before_each_sample(prepare)
    own = network.add(Neuron("own", Activation("cube", cube, lambda total, value: 3 * total * total)))
    Link(neurons[0], own, Weight(2.0, "w"))
    return [own]

network = Network(1, double, loss=Loss("error", error, lambda y, d: [2 * (y[0] - d[0])]))
sgd = GradientDescent(0.01)
{step}
print("loss now", network.evaluate([0.5], [0.0]))
"""
STEPS = {"learn": "network.learn([0.5], [0.5], sgd)", "trace": "trace(network, [0.5], [0.5], sgd)",
         "fit": "network.fit([([0.5], [0.5])], epochs=1, optimizer=sgd)",
         "stepper": "stepper(network, [0.5], [0.5], sgd)"}


def test_the_manuals_activation_is_the_one_tried_here() -> None:
    shown = CHAPTER[CHAPTER.index("    def cube"):].rstrip()
    tried = OWN[OWN.index("def cube"):OWN.index("def error")].replace("{activation}", "breakpoint()")
    assert re.sub("^    ", "", shown, flags=re.MULTILINE) == tried.rstrip()


@pytest.mark.parametrize("place, look, seen", [
    ("activation", "p total", "1.0"), ("loss", "p targets[0]", "0.5"), ("layer", "p training", "True")])
@pytest.mark.parametrize("step", slow_but(["stepper"], STEPS))
def test_a_breakpoint_in_user_defined_code_works(tmp_path: Path, step: str, place: str, look: str,
                                        seen: str) -> None:
    places = {"activation": "", "loss": "", "layer": "", place: "breakpoint()"}
    script = tmp_path / "own.py"
    script.write_text(OWN.format(step=STEPS[step], **{name: code or "pass" for name, code in places.items()}),
                      encoding="utf-8")
    walking = {"activation": ["goto 3", look, "continue"], "layer": ["goto 3"],
               "loss": ["goto 3", "next", look, "continue", "back"]}[place]
    stepping = [*walking, "print own", "set w 3", "continue", "quit"] if step == "stepper" else []
    out = piped([str(script)], look, "continue", *stepping, "continue")
    times = 2 if step == "stepper" and place != "layer" else 1      # once more while walking past
    assert len(re.findall(rf"\(Pdb\) {seen}\n", out)) == times, out
    assert "loss now" in out
    if step == "stepper":
        assert "own: total 1, value 1, slope 3" in out and "w 2 → 3." in out


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_breakpoint_in_user_defined_code_works_on_a_terminal(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text(OWN.format(step=STEPS["stepper"], activation="breakpoint()", loss="pass",
                                 layer="pass"), encoding="utf-8")
    typed = ["p total\n", "continue\n", "goto 3\n", "continue\n", "set w 3\n", "p total\n", "continue\n",
             "quit\n", "continue\n"]
    text, status = python_on_terminal(str(script), keys=typed, prompt=r"\(Pdb\) |\d/\d> ")
    assert status == 0 and "1.5" in text and "w 2 → 3." in text

"""Ordinary debuggers: the commands of the README, typed into pdb."""

import re
import subprocess
import sys
from pathlib import Path

from tests.console.run import ROOT, environment

SCRIPT = """\
from lernmi import Link, trace
from lernmi.training.examples import mazur
network = mazur()
{step}
"""
STEPS = {"plain": "network.forward([0.05, 0.1]); network.backward([0.01, 0.99])",
         "traced": "trace(network, [0.05, 0.1], [0.01, 0.99])"}


def pdb(tmp_path: Path, step: str, *commands: str) -> str:
    script = tmp_path / "student.py"
    script.write_text(SCRIPT.format(step=STEPS[step]))
    typed = "\n".join(["next", *commands, "quit"]) + "\n"
    run = subprocess.run([sys.executable, "-m", "pdb", str(script)], input=typed, cwd=ROOT, text=True,
                         encoding="utf-8", capture_output=True, env=environment(), timeout=60)
    return run.stdout


def commands_of_the_readme() -> "list[str]":
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^    \(Pdb\) (.+)$", readme, re.MULTILINE)


def test_the_readmes_breakpoint_stops_at_the_first_link(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = next(line.strip() for line in readme.splitlines() if line.startswith("    Link(hidden"))
    assert commands_of_the_readme() == ["break Link.backward", "continue", "p self"]
    out = pdb(tmp_path, "plain", *commands_of_the_readme(), "continue", "p self")
    assert "self.sensitivity = self.target.sensitivity * self.target.slope" in out
    assert out.index("Link(bias → output[1]") < out.index(shown)


def test_a_condition_stops_at_one_link(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    condition = re.search(r"`(break Link\.backward, [^`]+)`", readme)
    assert condition
    out = pdb(tmp_path, "plain", condition[1], "continue", "p self.weight.name", "continue")
    assert "'w5'" in out and "The program finished" in out


def test_a_breakpoint_stops_while_tracing_and_sees_the_operands(tmp_path: Path) -> None:
    out = pdb(tmp_path, "traced", 'break Link.backward, self.name == "hidden[0]->output[0]"',
              "continue", "p self.target.sensitivity.name", "p round(self.target.slope, 9)")
    assert "'sensitivity of output[0]'" in out and "0.186815602" in out


def test_stepping_shows_one_multiplication_a_line(tmp_path: Path) -> None:
    out = pdb(tmp_path, "plain", "break Link.backward", "continue", "next", "next", "next")
    for line in ("self.sensitivity = self.target.sensitivity", "self.source.sensitivity += ",
                 "self.weight.sensitivity += "):
        assert f"-> {line}" in out

"""Commands for the stepper: as from a pipe, and as somebody types them."""

import io
import re
import subprocess
from typing import List

from lernmi.console.display.page import Page
from lernmi.console.stepper.stepper import Stepper
from lernmi.stepping.session import Session
from tests.support.command_line import lernmi
from tests.support.processes import lernmi_on_pipe
from tests.support.steps import worked_example


def stepped(*words: str, typed: str) -> "subprocess.CompletedProcess[str]":
    """``lernmi step`` in this process, with commands as from a pipe, one a line."""
    return lernmi("step", *words, typed=typed)


def piped(*words: str, typed: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    """``lernmi step`` with commands from a real pipe."""
    return lernmi_on_pipe("step", *words, typed=typed, **changes)


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
    prompt = Stepper(Page(io.StringIO()), Session(worked_example()))
    prompt.echoes = False
    seen = [prompt.prompt]
    for command in commands:
        prompt.onecmd(command)
        seen.append(prompt.prompt)
    return [text.rstrip("> ") for text in seen]

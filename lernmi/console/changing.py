"""The stepper's commands that change something: numbers, what was learned, files, who answers."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import List

from ..errors import BadInput
from ..tracing.expression import Expression
from ..tracing.reading import Recording
from ..tracing.session import Session
from ..tracing.trace import Trace
from .moving import Moving
from .page import counted
from .prompt import count
from .quizzing import Quizzing

EXAMPLE_FILE = "step.jsonl"


class Changing(Moving):
    """What if, learning on, saving and loading, and the quiz."""

    def do_set(self, arg: str) -> None:
        """set NAME VALUE: give a weight, an input or a target another value: what if?

        The step is taken again with it, and shown at the same move.
        set w5 0.45        set input[0] 1        set output[0].target w5 * 2
        """
        name, _, text = arg.partition(" ")
        text = text.strip().lstrip("=")
        if not text:
            raise BadInput("set needs a name and a value: set "
                           f"{self.session.trace.network.inputs[0].name} 1")
        value = Expression(text, self.session.names).number()
        loss = self.session.trace.loss
        old = self.session.set(name, value)
        self.page.line(f"{name} {self.page.number(old)} → {self.page.number(value)}. The loss was "
                       f"{self.page.number(loss)}, with this it is "
                       f"{self.page.number(self.session.trace.loss)}.")
        self.show()

    def do_learn(self, arg: str) -> None:
        """learn [N]: learn on for N epochs (all samples N times), then begin a new step.

        Ctrl-C ends the learning; what was learned stays learned.
        """
        history = self.session.learn(count(arg, "the number of epochs"))
        if history is None:
            self.page.line("Interrupted: what was learned stays learned.")
        else:
            losses = history.losses
            way = f"from {self.page.number(losses[0])} to " * (len(losses) > 1)
            self.page.line(f"Learned for {counted(len(losses), 'epoch')}; the mean loss went "
                           f"{way}{self.page.number(losses[-1])}." if way else
                           f"Learned for 1 epoch; its mean loss was {self.page.number(losses[0])}.")
        self.page.line("A new step begins.")
        self.show()

    def do_save(self, arg: str) -> None:
        """save FILE: save the recorded step, to be stepped through again: lernmi step FILE"""
        path = _path(arg, "save")
        if path.exists():
            _spare_other_files(path)
        self.session.trace.save(path)
        self.page.line(f"Saved {counted(self.session.walk.last, 'move')} as {path}")

    def do_load(self, arg: str) -> None:
        """load FILE: step through a recording instead; it can't be changed or learn."""
        self.session = Session(Trace.load(_path(arg, "load")))
        self.page.line(f"Loaded {counted(self.session.walk.last, 'move')}.")
        self.show()

    def do_quiz(self, arg: str) -> None:
        """quiz [N]: from here on, what comes out next? N questions, or until you stop."""
        quizzing = Quizzing(self.page, self.session, count(arg, "the number of questions", 0))
        quizzing.run()
        self.show()

    def complete_set(self, text: str, *rest: object) -> List[str]:
        """What can be set."""
        return self.complete_names(text, *rest)

    def complete_save(self, text: str, *_: object) -> List[str]:
        """Files and folders that begin like that."""
        found = glob.glob(glob.escape(os.path.expanduser(text)) + "*")
        return sorted(name + os.sep * os.path.isdir(name) for name in found)

    def complete_load(self, text: str, *rest: object) -> List[str]:
        """Files and folders that begin like that."""
        return self.complete_save(text, *rest)


def _spare_other_files(path: Path) -> None:
    """BadInput unless what is there is a recording, which may be written anew."""
    try:
        Recording(path)
    except BadInput:
        raise BadInput(f"{path} is there already and is no recording: take another name.") from None


def _path(arg: str, command: str) -> Path:
    if not arg:
        raise BadInput(f"{command} needs a file: {command} {EXAMPLE_FILE}")
    return Path(os.path.expanduser(arg.strip("'\"")))

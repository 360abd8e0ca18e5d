"""The stepper's commands that change something: numbers, what was learned, files, who answers."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import List

from ..errors import BadInput
from ..tracing.experiment import Experiment
from ..tracing.expression import Expression, with_a_point
from ..tracing.names import with_plain_arrows
from ..tracing.recording import Recording
from ..tracing.session import Session
from ..tracing.trace import Trace
from ..writing import is_there
from .page import counted
from .prompt import count
from .quizzing import Quizzing
from .standing import Standing

EXAMPLE_FILE = "step.jsonl"
PICTURES = (".html", ".svg")        # what --save of other commands writes


class Changing(Standing):
    """What if, learning on, saving and loading, and the quiz."""

    short = {"se": "set", "le": "learn", "sa": "save", "lo": "load", "qz": "quiz"}

    def do_set(self, arg: str) -> None:
        """set NAME VALUE: give a weight, an input or a target another value: what if?

        The step is taken again with it, and shown at the same move; diff tells the difference.
        set w5 0.45        set input[0] 1        set output[0].target w5 * 2
        """
        name, _, text = arg.partition("=" if "=" in arg else " ")
        name, text = with_plain_arrows(name.strip()), text.strip()
        if not name or not text:
            raise BadInput("set needs a name and a value: set "
                           f"{self.session.trace.network.inputs[0].name} 1")
        value = Expression(with_a_point(text), self.session.names).number()
        loss, numbers = self.session.trace.loss, self.session.numbers()
        old = self._experiment().set(name, value)
        self.show()
        self.set_apart = [(name, old, value)]
        if self.session.walk.knows_the_loss:
            self.set_apart.append(("loss", loss, self.session.trace.loss))
        self.set_apart += [(place.words(), numbers[place], new)
                           for place, new in self.session.numbers().items()
                           if new != numbers[place] and place.words() not in (name, f"value of {name}")]
        self.page.line(f"{name} {self.page.number(old)} → {self.page.number(value)}. The loss was "
                       f"{self.page.number(loss)}, with this it is "
                       f"{self.page.number(self.session.trace.loss)}.")

    def do_learn(self, arg: str) -> None:
        """learn [N]: end this step, learn on for N epochs (all samples N times), begin a new step.

        Ctrl-C ends the learning; what was learned stays learned.
        """
        history = self._experiment().learn(count(arg, "the number of epochs"))
        if history is None:
            self.end_line()         # of the ^C
            self.show()
            self.page.line("Interrupted: what was learned stays learned. This is a new step.")
            return
        self.show()
        first, last = (self.page.number(history.losses[place]) for place in (0, -1))
        way = f"went from {first} to {last}" if len(history.losses) > 1 else f"was {first}"
        self.page.line(f"After that step, learned for {counted(len(history.losses), 'epoch')}; the mean loss "
                       f"{way}. This is a new step.")

    def _experiment(self) -> Experiment:
        """The session, if it has a network that can be run; BadInput for a recording."""
        if not isinstance(self.session, Experiment):
            raise BadInput("a recording can't be run with other numbers: step through an example, or "
                           "use lernmi.stepper with a network.")
        return self.session

    def do_save(self, arg: str) -> None:
        """save FILE: save the recorded step, to be stepped through again: lernmi step FILE"""
        path = _path(arg, "save")
        if path.suffix.lower() in PICTURES:
            raise BadInput(f"{path.name} would be a picture, and a recording is text: "
                           f"save {EXAMPLE_FILE}")
        if is_there(path):
            _spare_other_files(path)
        self.session.trace.save(path)
        self.page.line(f"Saved {counted(self.session.walk.last, 'move')} as {path}")

    def do_load(self, arg: str) -> None:
        """load FILE: step through a recording instead; it can't be changed or learn."""
        stops = len(self.session.stops)
        self.look_at(Session(Trace.load(_path(arg, "load"))))
        self.show()
        gone = f", without the {counted(stops, 'stop')}" if stops else ""
        self.page.line(f"Loaded {counted(self.session.walk.last, 'move')}{gone}.")

    def do_quiz(self, arg: str) -> None:
        """quiz [N]: from here on, what comes out next? N questions, or until you stop."""
        most = count(arg, "the number of questions", 0)
        Quizzing(self.page, self.session, most, self.commands()).run()
        self.show()

    def complete_save(self, text: str, *_: object) -> List[str]:
        """Files and folders that begin like that."""
        found = glob.glob(glob.escape(os.path.expanduser(text)) + "*")
        return sorted(name + os.sep if os.path.isdir(name) else name for name in found)

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

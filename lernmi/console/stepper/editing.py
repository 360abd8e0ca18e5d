"""The stepper's commands that change the session: what if, learn, save and load, quiz."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Dict, List, Tuple

from ...network.names import plain_arrows
from ...stepping.expression import Expression
from ...stepping.scope import without_value
from ...stepping.session import Session
from ...stepping.what_if import WhatIfSession
from ...support.atomic_file import exists
from ...support.errors import BadInput
from ...tracing.learning_trace import Trace
from ...tracing.traced_number import Place
from ...weight import Weight
from ..display.page import count_of
from .command_prompt import count
from .quiz_prompt import QuizPrompt
from .session_prompt import NamedChange, SessionPrompt

EXAMPLE_FILE, FORCE = "step.jsonl", "--force"
PICTURES = (".html", ".svg")        # what --save of other commands writes


class EditingCommands(SessionPrompt):
    """Commands that set numbers, learn, save, load, and begin the quiz."""

    short = {"se": "set", "le": "learn", "sa": "save", "lo": "load", "qz": "quiz"}

    def do_set(self, arg: str) -> None:
        """set NAME VALUE: give a weight, an input or a target another value: what if?

        The step runs again from its start with it, and is shown at the same move; diff shows
        the differences. The value stays, also for learn, until it is set again.
        set w5 0.45        set input[0] 1        set output[0].target w5 * 2
        """
        name, text = self._name_and_value(plain_arrows(arg))
        value = Expression(text, self.session.scope).number()
        loss, numbers = self.session.trace.loss, self.session.numbers()
        old = self._what_if_session("be run with other numbers").set(name, value)
        self.show()
        self.what_if_differences = self._differences((name, old, value), loss, numbers)
        self.page.line(f"{name} {self.page.number(old)} → {self.page.number(value)}. The loss was "
                       f"{self.page.number(loss)}, with this it is "
                       f"{self.page.number(self.session.trace.loss)}.")
        thing = self.session.scope.things.get(name)
        if isinstance(thing, Weight) and thing.value != value:
            self.page.line(f"So the step begins; by this move an update has made it "
                           f"{self.page.number(thing.value)}.")

    def _differences(self, by_set: NamedChange, loss: float,
                     numbers: Dict[Place, float]) -> List[NamedChange]:
        """What differs by a set from the loss and the numbers before it."""
        differences = [by_set]
        if self.session.timeline.loss_is_known:
            differences.append(("loss", loss, self.session.trace.loss))
        differences += [(place.words(), numbers[place], new) for place, new in self.session.numbers().items()
                        if place.words() != f"value of {by_set[0]}"]
        return [difference for difference in differences if difference[1] != difference[2]]

    def _name_and_value(self, text: str) -> Tuple[str, str]:
        """The arguments of set, with a blank or an = between them; a name may contain blanks."""
        name = self.session.scope.leading(text)
        if not name:
            name = text.partition("=" if "=" in text else " ")[0].strip()
        value = text[len(name):].strip()
        value = value[1:].strip() if value.startswith("=") else value
        if not name or not value:
            raise BadInput("set needs a name and a value: set "
                           f"{self.session.trace.network.inputs[0].name} 1")
        return without_value(name), value

    def do_learn(self, arg: str) -> None:
        """learn [N]: end this step, learn for N more epochs (all samples N times), begin a new step.

        Ctrl-C ends the learning; what was learned stays learned.
        """
        history = self._what_if_session("learn").learn(count(arg, "the number of epochs"))
        if history is None:
            self.end_line()         # of the ^C
            self.show()
            self.page.line("Interrupted: what was learned stays learned. This is a new step.")
            return
        self.show()
        first, last = (self.page.number(history.losses[index]) for index in (0, -1))
        change = f"went from {first} to {last}" if len(history.losses) > 1 else f"was {first}"
        epochs = count_of(len(history.losses), "epoch")
        self.page.line(f"After that step, learned for {epochs}; the mean loss "
                       f"{change}. This is a new step.")

    def _what_if_session(self, action: str) -> WhatIfSession:
        """The session; BadInput if it is a recording, which has no network to run."""
        if not isinstance(self.session, WhatIfSession):
            raise BadInput(f"a recording can't {action}: step through an example, or use lernmi.stepper "
                           "with a network.")
        return self.session

    def do_save(self, arg: str) -> None:
        """save FILE [--force]: save the recorded step; lernmi step FILE steps through it again.

        A file that is no recording is replaced only with --force.
        """
        words = arg.rsplit(maxsplit=1)
        force = words[1:] == [FORCE]
        path = _path(words[0] if force else arg, "save")
        if path.suffix.lower() in PICTURES:
            raise BadInput(f"{path.name} would be a picture, and a recording is text: "
                           f"save {EXAMPLE_FILE}")
        replaces = exists(path)
        self.session.trace.save(path, force=force)
        instead = f", in place of the {'file' if force else 'recording'} that was there" if replaces else ""
        self.page.line(f"Saved {count_of(self.session.timeline.last, 'move')} as {path}{instead}")

    def do_load(self, arg: str) -> None:
        """load FILE: step through a recording instead; it can't be changed or learn."""
        stops = len(self.session.stops)
        self.use(Session(Trace.load(_path(arg, "load"))))
        self.show()
        gone = f", without the {count_of(stops, 'stop')}" if stops else ""
        self.page.line(f"Loaded {count_of(self.session.timeline.last, 'move')}{gone}.")

    def do_quiz(self, arg: str) -> None:
        """quiz [N]: from here on, what comes out next? N questions, or until quit."""
        most = count(arg, "the number of questions", 0)
        QuizPrompt(self.page, self.session, most, [*self.short, *self.commands()]).run()
        self.show()

    def complete_save(self, text: str, *_: object) -> List[str]:
        """Files and folders that begin with the text."""
        paths = glob.glob(glob.escape(os.path.expanduser(text)) + "*")
        return sorted(path + os.sep if os.path.isdir(path) else path for path in paths)

    complete_load = complete_save


def _path(arg: str, command: str) -> Path:
    name = arg.strip("'\"")
    if not name:
        raise BadInput(f"{command} needs a file: {command} {EXAMPLE_FILE}")
    return Path(os.path.expanduser(name))

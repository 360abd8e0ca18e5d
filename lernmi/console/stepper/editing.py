"""The stepper's commands that change the session: what if, save and load, quiz."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Dict, List, Tuple

from ...network.names import plain_arrows
from ...stepping.expression import Expression
from ...stepping.scope import without_value
from ...stepping.session import Session
from ...stepping.variables import RATE
from ...support.atomic_file import exists
from ...support.errors import BadInput
from ...tracing.learning_trace import Trace
from ...tracing.traced_number import Place
from ...weight import Weight
from ..display.page import count_of
from ..progress_line import ProgressLine
from .command_prompt import count
from .navigation import ROWS_BELOW
from .quiz_prompt import QuizPrompt
from .session_prompt import NamedChange, SessionPrompt

EXAMPLE_FILE, FORCE = "step.jsonl", "--force"
SCORE_ROWS = 4          # of a quiz, above the moment at which it ended
PICTURES = (".html", ".svg")        # what --save of other commands writes


class EditingCommands(SessionPrompt):
    """Commands that set numbers, save, load, and begin the quiz."""

    short = {"se": "set", "us": "unset", "sa": "save", "lo": "load", "qz": "quiz"}

    def do_set(self, arg: str) -> None:
        """set NAME VALUE: what if? Another number

        Gives a weight, an input, a target or the rate another value. The step runs again from its
        start with it, and is shown at the same move; diff shows the differences, unset takes it back.
        What learn learns from stays as it is.
        set w5 0.45        set input[0] 1        set output[0].target w5 * 2        set rate 0.1
        """
        name, text = self._name_and_value(plain_arrows(arg))
        value = Expression(text, self.session.scope).number()
        session = self.what_if_session("be run with other numbers")
        loss, numbers = session.trace.loss, session.numbers()
        self._show_what_if((name, session.set(name, value), value), loss, numbers)

    def do_unset(self, arg: str) -> None:
        """unset: take back the latest set

        And the one before it, when repeated. What was learned after it stays learned; reset goes
        back to the beginning.
        """
        session = self.what_if_session("be run with other numbers")
        loss, numbers = session.trace.loss, session.numbers()
        self._show_what_if(session.unset(), loss, numbers)

    def _show_what_if(self, change: NamedChange, loss: float, numbers: Dict[Place, float]) -> None:
        """The moment with another number, and what it was before: the loss and all numbers."""
        name, old, value = change
        self.show(reserved=ROWS_BELOW)
        self.what_if_differences = self._differences(change, loss, numbers)
        consequence = (f"The loss was {self.page.number(loss)}, with this it is "
                       f"{self.page.number(self.session.trace.loss)}." if name != RATE else
                       "The update at the end takes it.")
        self.page.line(f"{name} {self.page.number(old)} → {self.page.number(value)}. {consequence}")
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

    def do_save(self, arg: str) -> None:
        """save FILE: save this step

        As a recording: lernmi step FILE steps through it again. Another file that is there is replaced
        only by save FILE --force.
        """
        words = arg.rsplit(maxsplit=1)
        force = words[1:] == [FORCE]
        path = _path(words[0] if force else arg, "save")
        if path.suffix.lower() in PICTURES:
            raise BadInput(f"{path.name} would be a picture, and a recording is text: "
                           f"save {EXAMPLE_FILE}")
        replaces = exists(path)
        with ProgressLine("Saving", self.page.plain) as progress:
            self.session.trace.save(path, force=force, progress=progress)
        instead = f", in place of the {'file' if force else 'recording'} that was there" if replaces else ""
        self.page.line(f"Saved {count_of(self.session.timeline.last, 'move')} as {path}{instead}")

    def do_load(self, arg: str) -> None:
        """load FILE: step through a recording

        It can't be changed, nor learn.
        """
        stops = len(self.session.stops)
        with ProgressLine("Loading", self.page.plain) as progress:
            step = Trace.load(_path(arg, "load"), progress)
        self.use(Session(step))
        self.show(reserved=ROWS_BELOW)
        gone = f", without the {count_of(stops, 'stop')}" if stops else ""
        self.page.line(f"Loaded {count_of(self.session.timeline.last, 'move')}{gone}.")

    def do_quiz(self, arg: str) -> None:
        """quiz [N]: what comes out next?

        It asks from here on, N questions, or until quit.
        """
        most = count(arg, "the number of questions", 0)
        QuizPrompt(self.page, self.session, most, [*self.short, *self.commands()]).run()
        self.show(reserved=SCORE_ROWS)

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

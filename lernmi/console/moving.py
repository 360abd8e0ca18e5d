"""The stepper's commands that go through a step, forwards and backwards."""

from __future__ import annotations

import re
from typing import List, Sequence, Tuple

from ..errors import BadInput
from ..tracing.moves import PHASES
from ..tracing.session import Session
from ..tracing.stops import Stop
from .page import Page
from .prompt import Prompt, count
from .screen import Screen

BEFORE_A_NAME = re.compile(r"(.*(?:[(+*/×÷−=<,]|-(?!>)|(?<!-)>))?(.*)", re.DOTALL)


class Moving(Prompt):
    """A prompt at a moment of a session; these commands go to others."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__(page)
        self.session = session
        self.screen = Screen(page)
        self._repeated = "next"
        self.shown_before = self._shown = 0     # moments that were looked at

    @property
    def prompt(self) -> str:    # type: ignore[override]
        """Where we are: how many moves are done, of how many."""
        walk = self.session.walk
        part = f".{walk.part}" if walk.part else ""
        return f"{walk.done}{part}/{walk.last}> "

    def show(self, latest: bool = False) -> None:
        """Show the moment we are at, or only the ``latest`` number that was written."""
        self.shown_before, self._shown = self._shown, self.session.walk.done
        self.screen.show(self.session, latest)

    def emptyline(self) -> bool:
        """Enter repeats the latest command that moved; to begin with, next."""
        return self.onecmd(self._repeated)

    def _go(self, command: str, number: int, direction: int) -> None:
        """Several moves in one direction; the last is shown."""
        walk = self.session.walk
        self._repeated = command
        before = (walk.done, walk.part)
        for _ in range(number):
            here = walk.done
            walk.goto(self.session.neighbour(direction))
            if walk.done in (here, 0, walk.last):
                break
        self._show_or_say_end(before)

    def _show_or_say_end(self, before: Tuple[int, int], latest: bool = False) -> None:
        walk = self.session.walk
        if (walk.done, walk.part) == before:
            self.page.line(END if walk.done else START)
        else:
            self.show(latest)

    # ---- moves and writes

    def do_next(self, arg: str) -> None:
        """next [N]: the next move, or N moves on. Enter repeats it.

        With only, the next move that is about the names given there.
        """
        self._go("next", count(arg, "the number of moves"), 1)

    def do_back(self, arg: str) -> None:
        """back [N]: one move back, or N; every number is again what it was. Enter repeats it."""
        self._go("back", count(arg, "the number of moves"), -1)

    def do_step(self, arg: str) -> None:
        """step [N]: a part of a move: one multiplication, one sum, one number written."""
        self._step("step", arg)

    def do_undo(self, arg: str) -> None:
        """undo [N]: take back one written number, or N."""
        self._step("undo", arg)

    def _step(self, command: str, arg: str) -> None:
        walk = self.session.walk
        number, before = count(arg, "the number of steps"), (walk.done, walk.part)
        self._repeated = command
        for _ in range(number):
            here = (walk.done, walk.part)
            (walk.step if command == "step" else walk.unstep)()
            if (walk.done, walk.part) == here:
                break
        self._show_or_say_end(before, latest=True)

    def do_goto(self, arg: str) -> None:
        """goto N: the moment after move N; goto 0 is the start."""
        if not arg.isdecimal():
            raise BadInput(f"goto takes the number of a move, from 0 to {self.session.walk.last}, "
                           f"not {arg!r}.")
        self.session.walk.goto(int(arg))
        self.show()

    # ---- farther

    def do_phase(self, arg: str) -> None:
        """phase: on to the first move of the next phase (input, forward, loss, backward, update)."""
        before = (self.session.walk.done, self.session.walk.part)
        self._repeated = "phase"
        self.session.walk.goto(self.session.next_phase())
        self._show_or_say_end(before)

    def do_continue(self, arg: str) -> None:
        """continue: on to the next stop (see break and watch), or to the end."""
        self._run("continue", 1)

    def do_reverse(self, arg: str) -> None:
        """reverse: back to the stop before, or to the start."""
        self._run("reverse", -1)

    def _run(self, command: str, direction: int) -> None:
        walk = self.session.walk
        self._repeated, before = command, (walk.done, walk.part)
        try:
            stops = self.session.run(direction)
        except BadInput as error:
            self.show()
            raise BadInput(f"a condition can't be worked out here: {error}") from None
        self._show_or_say_end(before)
        self._say_stops(stops)

    def _say_stops(self, stops: Sequence[Stop]) -> None:
        for stop in stops:
            number = self.session.stops.index(stop) + 1
            self.page.line(f"Stopped by {number}: {stop.word} {stop.what}")

    def do_finish(self, arg: str) -> None:
        """finish: to the end of the step, past all stops."""
        self.session.walk.goto(self.session.walk.last)
        self.show()

    def do_restart(self, arg: str) -> None:
        """restart: back to the start of the step, past all stops."""
        self.session.walk.goto(0)
        self.show()

    # ---- how much is seen

    def do_only(self, arg: str) -> None:
        """only [NAME …]: let next and back stop only at moves about these; alone, at all again.

        NAME is a neuron, weight, link, layer or phase: only backward hidden[0]
        """
        self.session.narrow(arg.replace(" -> ", "->").replace(" → ", "->").split())
        names = ", ".join(self.session.only_names)
        self.page.line(f"next and back stop only at: {names}" if names
                       else "next and back stop at every move again.")

    def do_full(self, arg: str) -> None:
        """full: show each move with the picture, in words, in symbols and in numbers."""
        self.screen.compact, self.screen.pictures = False, True
        self.show()

    def do_compact(self, arg: str) -> None:
        """compact: show a line for each number that is written, and no picture."""
        self.screen.compact = True
        self.show()

    # ---- what Tab completes

    def complete_names(self, text: str, *_: object) -> List[str]:
        """Names, with their attributes, also after an operator."""
        match = BEFORE_A_NAME.fullmatch(text)
        before, name = (match[1] or "", match[2]) if match else ("", text)
        return [before + found for found in self.session.names.completions(name)]

    def complete_only(self, text: str, *_: object) -> List[str]:
        """Names, layers and phases."""
        known = [*PHASES, *self.session.trace.network.groups]
        return [name for name in known if name.startswith(text)] + self.complete_names(text)


START = "This is the start: next goes on, help tells what else there is."
END = ("This was the last move. back and restart go back, learn goes on learning, "
       "quit leaves.")

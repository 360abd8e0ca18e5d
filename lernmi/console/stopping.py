"""The stepper's commands that set stops."""

from __future__ import annotations

from typing import Type

from ..errors import BadInput
from ..tracing.stops import Break, Stop, Watch
from .moving import Moving
from .page import counted


class Stopping(Moving):
    """Breakpoints and watches."""

    def do_break(self, arg: str) -> None:
        """break NAME|PHASE [if EXPRESSION]: stop at moves about something, or where a phase begins.

        break hidden[0]                            every move about it, as only shows them
        break backward                             the first move of the phase
        break w5 if hidden[0].sensitivity > 0.03   if that holds just after the move
        """
        self._stop_at(Break, arg)

    def do_watch(self, arg: str) -> None:
        """watch NAME[.sensitivity]: stop whenever it is written, even if nothing changes by it."""
        self._stop_at(Watch, arg)

    def _stop_at(self, kind: Type[Stop], what: str) -> None:
        if not what:
            raise BadInput(f"{kind.word} needs a name: {kind.word} "
                           f"{self.session.trace.network.outputs[0].name}")
        stop = self.session.stop_at(kind, what)
        self.page.line(f"{len(self.session.stops)}: {stop.word} {stop.what}, "
                       f"{counted(len(stop.moves), 'move')}. continue and reverse go there.")

    def do_breaks(self, arg: str) -> None:
        """breaks: list all stops, with their numbers."""
        for number, stop in enumerate(self.session.stops, start=1):
            self.page.line(f"{number}: {stop.word} {stop.what}, {counted(len(stop.moves), 'move')}")
        if not self.session.stops:
            self.page.line("There is no stop: break NAME sets one.")

    def do_delete(self, arg: str) -> None:
        """delete N: take stop N away; delete all: all of them."""
        if arg == "all":
            self.session.stops.clear()
            self.page.line("No stop is left.")
            return
        if not arg.isdecimal():
            raise BadInput(f"delete takes the number of a stop or all, not {arg!r}: "
                           "breaks lists them.")
        stop = self.session.delete(int(arg))
        self.page.line(f"Deleted: {stop.word} {stop.what}")

    def complete_break(self, text: str, *rest: object) -> list[str]:
        """What can be stopped at."""
        return self.complete_only(text, *rest)

    def complete_watch(self, text: str, *rest: object) -> list[str]:
        """What can be watched."""
        return self.complete_names(text, *rest)

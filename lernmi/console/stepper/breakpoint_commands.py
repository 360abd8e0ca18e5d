"""The stepper's commands for breakpoints and watches."""

from __future__ import annotations

from typing import Type

from ...stepping.breakpoints import Break, Stop, Watch
from ...support.errors import BadInput
from ..display.page import count_of
from .command_prompt import count
from .paging import Paging


class BreakpointCommands(Paging):
    """Breakpoints and watches."""

    short = {"br": "break", "w": "watch", "bs": "breaks", "d": "delete"}

    def do_break(self, arg: str) -> None:
        """break NAME|PHASE [if EXPRESSION]: stop at moves about it

        break hidden[0]                            every move about it, as only shows them
        break backward                             the first move of the phase
        break w5 if hidden[0].sensitivity > 0.03   if that holds just after the move
        break backward if loss > 0.2               at each move of the phase where it holds
        """
        self._stop_at(Break, arg)

    def do_watch(self, arg: str) -> None:
        """watch NAME[.sensitivity]: stop when it is written

        Also where nothing changes by it.
        """
        self._stop_at(Watch, arg)

    def _stop_at(self, kind: Type[Stop], what: str) -> None:
        if not what:
            raise BadInput(f"{kind.word} needs a name: {kind.word} "
                           f"{self.session.trace.network.outputs[0].name}")
        self.page.line(f"{_description(self.session.stop_at(kind, what))}. continue and reverse go there.")

    def do_breaks(self, arg: str) -> None:
        """breaks: list all stops"""
        self.show_lines([_description(stop) for stop in self.session.stops])
        if not self.session.stops:
            self.page.line("There is no stop: break NAME sets one.")

    def do_delete(self, arg: str) -> None:
        """delete N …: delete stops, or all

        delete 1 3         these stops, by the numbers that breaks shows
        delete all         all of them
        """
        if arg == "all":
            self.session.stops.clear()
            self.page.line("No stop is left.")
            return
        if not arg:
            raise BadInput("delete takes the number of a stop, or all: breaks lists them.")
        for number in [count(word, "the number of a stop") for word in arg.split()]:
            stop = self.session.delete(number)
            self.page.line(f"Deleted: {stop.word} {stop.what}")

    complete_break = Paging.complete_only


def _description(stop: Stop) -> str:
    """A stop in a line: "1: break w5 if loss > 0.2, 3 moves if that holds"."""
    moves = count_of(len(stop.moves), "move") + (" if that holds" if stop.is_conditional else "")
    return f"{stop.number}: {stop.word} {stop.what}, {moves}"

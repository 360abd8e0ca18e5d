"""The stepper's commands that go through a step, forwards and backwards."""

from __future__ import annotations

from typing import Callable, List

from ...network.names import plain_arrows
from ...stepping.breakpoints import Stop
from ...stepping.timeline import Position
from ...support.errors import BadInput, UnknownName
from ...tracing.moves import PHASES
from ..network.moment_view import old_to_new
from .command_prompt import count
from .session_prompt import NEXT, SessionPrompt

HERE = "This is where we are already."
ROWS_BELOW = 2          # for the sentence that says why it stopped
END_OF = {1: "end", -1: "start"}
AT_THE_START = "This is the start: next goes on, help lists the commands."
AT_THE_END = "This was the last move. back and restart go back, help lists the commands, quit leaves."


class NavigationCommands(SessionPrompt):
    """Commands that go from moment to moment."""

    short = {"n": "next", "b": "back", "s": "step", "u": "undo", "g": "goto", "ph": "phase",
             "c": "continue", "r": "reverse", "f": "finish", "rs": "restart", "o": "only",
             "fu": "full", "co": "compact"}

    def emptyline(self) -> bool:
        """Enter repeats the latest command of this kind, at first next. On a pipe it does nothing."""
        return self.onecmd(self.repeated) if not self.echoes else False

    # ---- moves and writes

    def do_next(self, arg: str) -> None:
        """next [N]: the next move, or N on

        Enter repeats it. With only, the next move that is about the names given there.
        """
        self._go("next", count(arg, "the number of moves"), 1)

    def do_back(self, arg: str) -> None:
        """back [N]: one move back, or N

        Every number is again what it was. Enter repeats it.
        """
        self._go("back", count(arg, "the number of moves"), -1)

    def _go(self, command: str, times: int, direction: int) -> None:
        """Several moves in one direction."""
        session = self.session
        went = self._repeat(command, times, lambda: session.timeline.goto(session.neighbour(direction)))
        reached = session.move is not None and session.only.includes(session.move)
        if went and session.only_names and not reached:
            self.page.line(f"No further move is about {' or '.join(session.only_names)}: "
                           f"this is the {END_OF[direction]}.")

    def do_step(self, arg: str) -> None:
        """step [N]: one operation on, or N

        A move has several: a multiplication, a sum, a number written.
        """
        self._repeat("step", count(arg, "the number of steps"), self.session.timeline.write_next, latest=True)

    def do_undo(self, arg: str) -> None:
        """undo [N]: one operation back, or N"""
        self._repeat("undo", count(arg, "the number of steps"), self.session.timeline.undo_write, latest=True)

    def _repeat(self, command: str, times: int, go: Callable[[], None], latest: bool = False) -> bool:
        """Go that many times, or to an end, and show the moment; whether it is another one."""
        timeline, before = self.session.timeline, self.session.timeline.position
        self.repeated = command
        for _ in range(times):
            here = timeline.position
            go()
            if timeline.position == here:
                break
        return self._show_unless_at(before, latest)

    def _show_unless_at(self, before: Position, latest: bool = False) -> bool:
        """Show the moment if it is not the one before; whether it is another one."""
        timeline = self.session.timeline
        if timeline.position == before:
            self.page.line({0: AT_THE_START, timeline.last: AT_THE_END}.get(timeline.done, HERE))
            return False
        self.show(latest, ROWS_BELOW if self.session.stops or self.session.only_names else 0)
        return True

    def do_goto(self, arg: str) -> None:
        """goto N: the moment after move N

        goto 0 is the start, goto 3.1 one number after move 3.
        """
        self._jump(self.position(arg))

    def _jump(self, position: Position) -> None:
        """Go there at once; from there Enter goes on."""
        self.session.timeline.goto(*position)
        self.repeated = NEXT
        self.show()

    # ---- several moves at once

    def do_phase(self, arg: str) -> None:
        """phase [PHASE]: to the next phase

        To its first move; or to that of the phase named. The phases are input, forward, loss,
        backward and update.
        """
        if arg and arg not in PHASES:
            raise UnknownName("phase", arg, PHASES)
        session, before = self.session, self.session.timeline.position
        session.timeline.goto(session.trace.first(arg) if arg else session.next_phase())
        self.repeated = "phase"
        self._show_unless_at(before)

    def complete_phase(self, text: str, *_: object) -> List[str]:
        """The phases."""
        return [phase for phase in PHASES if phase.startswith(text)]

    def do_continue(self, arg: str) -> None:
        """continue: on to the next stop

        Or to the end; break and watch set stops.
        """
        self._run("continue", 1)

    def do_reverse(self, arg: str) -> None:
        """reverse: back to the stop before

        Or to the start; break and watch set stops.
        """
        self._run("reverse", -1)

    def _run(self, command: str, direction: int) -> None:
        """To the next stop in one direction; print which stops hold there."""
        before, self.repeated = self.session.timeline.position, command
        try:
            stops = self.session.run(direction)
        except BadInput as error:
            self.show(reserved=ROWS_BELOW)
            self.page.line(f"Stopped, since a condition can't be computed here: {error}")
            return
        went = self._show_unless_at(before)
        for stop in stops:
            self._print_stop(stop)
        if went and not stops:
            self.page.line(f"There is no stop on the way: this is the {END_OF[direction]}.")

    def _print_stop(self, stop: Stop) -> None:
        assert self.session.move is not None
        changes = [old_to_new(self.page, change.place.words(), change.old, change.new)
                   for change in stop.seen(self.session.move)]
        written = f" ({'; '.join(changes)})" if changes else ""
        self.page.line(f"Stopped by {stop.number}: {stop.word} {stop.what}{written}")

    def do_finish(self, arg: str) -> None:
        """finish: to the end of the step

        Past all stops; it shows the loss before and after.
        """
        self._jump((self.session.timeline.last, 0))

    def do_restart(self, arg: str) -> None:
        """restart: to the start of the step

        Past all stops.
        """
        self._jump((0, 0))

    # ---- how much is shown

    def do_only(self, arg: str) -> None:
        """only [NAME …]: next, back stop there

        At moves about these; without a name, at all again. NAME is a neuron, weight, link, layer
        or phase. With phases and other names, they stop at the moves of these phases that are
        about the others: only backward hidden[0]
        """
        names = plain_arrows(arg).split()
        self.session.narrow(names)
        phases = [name for name in names if name in PHASES]
        others = [name for name in names if name not in PHASES]
        limits = ["in the phase " + " or ".join(phases)] if phases else []
        limits += ["at moves about " + " or ".join(others)] if others else []
        self.page.line(f"next and back stop only {', '.join(limits)}." if limits
                       else "next and back stop at every move again.")

    def do_full(self, arg: str) -> None:
        """full: with picture and formulas

        Each move with the picture, in words, in symbols and in numbers.
        """
        self.moment_view.compact, self.moment_view.pictures = False, True
        self.show()

    def do_compact(self, arg: str) -> None:
        """compact: a line for each number

        That is written, without a picture.
        """
        self.moment_view.compact = True
        self.show()

"""Walking a trace forwards and backwards: the real objects hold the numbers of the moment."""

from __future__ import annotations

import sys
from bdb import BdbQuit
from typing import Optional, Set, Tuple

from ..activations import is_built_in
from ..losses import LOSSES
from ..support import validation
from ..support.errors import BadInput
from ..tracing.learning_trace import Trace
from ..tracing.moves import Move, run_move

Position = Tuple[int, int]      # how many moves are done, and how many writes of the next


class Timeline:
    """A recorded step, and the moment of it that the network's objects are at.

    =========== ================================================================
    done        how many moves are done: 0 is before the step, ``last`` after it
    part        how many writes of the next move are done as well
    last        how many moves there are
    =========== ================================================================

    A timeline begins at the end of the step, where trace leaves the network. It goes through the
    moves' changes and writes the old numbers back, or the new ones again, so whatever is
    reached in whatever way is the same to the last bit. The network must not be used otherwise
    in the meantime.

    So that a breakpoint stops where one walks past it forwards, links, neurons and the loss are
    before that let move once more by their own methods: all while a debugger watches, and
    otherwise those with code of one's own, in which there may be a breakpoint(). What such code
    changes elsewhere stays changed.

    >>> from lernmi import Dense, GradientDescent, Network, trace
    >>> network = Network(1, Dense(1, weights=2.0, biases=0.0), seed=1)
    >>> timeline = Timeline(trace(network, [1.0], [0.5], GradientDescent(0.5)))
    >>> timeline.goto(0)
    >>> network.weights[0]
    Weight(output.weight[0,0]: 2.000, sensitivity 0.000)
    >>> timeline.goto(timeline.last)
    >>> network.weights[0]
    Weight(output.weight[0,0]: 1.980, sensitivity 0.000)
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.last = len(trace)
        self.done = self.last
        self.part = 0
        self._loss_comes_with = trace.first("loss")
        self._own = _of_ones_own(trace)

    @property
    def position(self) -> Position:
        """Where we are: what ``goto`` takes to come back here."""
        return self.done, self.part

    @property
    def loss_is_known(self) -> bool:
        """Whether the loss has been worked out by now."""
        return self.position >= (self._loss_comes_with - 1, 1)

    @property
    def move(self) -> Optional[Move]:
        """The latest move that has begun; none at the start."""
        number = self.done + (self.part > 0)
        return self.trace[number - 1] if number else None

    @property
    def next(self) -> Move:
        """The move that comes next, or has begun; IndexError at the end, where none is left."""
        return self.trace[self.done]

    def goto(self, done: int, part: int = 0) -> None:
        """Go to the moment after so many moves, and so many writes of the next.

        Raises BadInput where there is no such moment.
        """
        self.check(done, part)
        try:
            self._go(done, part)
        except KeyboardInterrupt:
            self._go(done, part, stops=False)       # a move is never left half done
            raise
        finally:
            self._settle()

    def set_position(self, done: int, part: int) -> None:
        """Say where we are, when somebody has put all numbers back to that moment."""
        self.done, self.part = done, part
        self._settle()

    def check(self, done: int, part: int = 0) -> None:
        """Raises BadInput where there is no such moment."""
        if not 0 <= validation.integer(done, "the move", 0) <= self.last:
            raise BadInput(f"there is no move {done:,}: the step has {self.last:,}.")
        if part and not (done < self.last
                         and 0 < validation.integer(part, "the part", 0) < len(self.trace[done])):
            raise BadInput(f"there is no moment {done:,}.{part}: the move after {done:,} writes "
                           f"{len(self.trace[done]) if done < self.last else 0} numbers.")

    def write_next(self) -> None:
        """One write forwards: a multiplication, a sum, an answer. At the end, nothing."""
        if self.done == self.last:
            return
        if self.part == 0 and (self.done in self._own or self._is_watched()):
            self._stop_at_breakpoints()
        self.part = min(self.part + 1, len(self.next))
        self.next.redo(max(self.part - 1, 0), self.part)
        if self.part >= len(self.next):
            self.done, self.part = self.done + 1, 0
        self._settle()

    def undo_write(self) -> None:
        """One write backwards. At the start, nothing."""
        if self.part == 0:
            if self.done == 0:
                return
            self.done, self.part = self.done - 1, len(self.trace[self.done - 1])
        if self.part:
            self.next.undo(self.part - 1, self.part)
            self.part -= 1
        self._settle()

    def _go(self, done: int, part: int, stops: bool = True) -> None:
        """Each move as a whole, so that what was interrupted can simply be gone through again."""
        if self.part:
            self.next.undo()
            self.part = 0
        watched = self.done < done and self._is_watched()
        while self.done < done:
            if stops and (watched or self.done in self._own):
                self._stop_at_breakpoints()
            self.next.redo()
            self.done += 1
        while self.done > done:
            self.trace[self.done - 1].undo()
            self.done -= 1
        if part:
            self.next.redo(0, part)
            self.part = part

    def _is_watched(self) -> bool:
        """Whether a debugger watches something that can be run."""
        return self.trace.targets is not None and debugger_is_active()

    def _stop_at_breakpoints(self) -> None:
        """Let what comes next move once more by its own method; its numbers are then as before.

        Whether it can do so another time is no matter: what it did is recorded.
        """
        move, network = self.next, self.trace.network
        random_numbers = network.random.getstate() if self.done in self._own else None
        try:
            if move.phase == "loss" and self.trace.targets is not None:
                network.forward_done = True
                network.compute_loss(self.trace.targets)
            elif move.phase in ("forward", "backward"):
                run_move(move.phase, move.mover)
        except BdbQuit:
            raise
        except Exception:
            pass
        finally:
            move.undo()
            self._settle()
            if random_numbers is not None:
                network.random.setstate(random_numbers)

    def _settle(self) -> None:
        """Just before the loss, and only there, the network may go backward by itself."""
        self.trace.network.forward_done = self.position == (self._loss_comes_with - 1, 0)


def _of_ones_own(trace: Trace) -> Set[int]:
    """How many moves are done before each in which code of one's own runs; none in a recording."""
    if trace.targets is None:
        return set()
    neurons = {id(neuron) for neuron in trace.network.neurons if not is_built_in(neuron.activation)}
    loss = trace.network.loss
    own = {"forward": neurons, "loss": set() if LOSSES.get(loss.name) is loss else {id(None)}}
    return {number for number, move in enumerate(trace) if id(move.mover) in own.get(move.phase, ())}


def debugger_is_active() -> bool:
    """Whether a debugger watches this program."""
    monitoring = getattr(sys, "monitoring", None)           # from Python 3.12 on
    by_monitoring = monitoring is not None and monitoring.get_tool(monitoring.DEBUGGER_ID) is not None
    return sys.gettrace() is not None or by_monitoring

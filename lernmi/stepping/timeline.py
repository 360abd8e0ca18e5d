"""The timeline of a recorded step: the network's objects hold the numbers of any moment of it."""

from __future__ import annotations

from bdb import BdbQuit
from typing import Optional, Set, Tuple

from ..activations import is_built_in
from ..losses import LOSSES
from ..support import validation
from ..support.errors import BadInput
from ..tracing.debuggers import debugger_is_active
from ..tracing.learning_trace import Trace
from ..tracing.moves import Move, run_move

Position = Tuple[int, int]      # how many moves are done, and how many writes of the next


class Timeline:
    """A recorded step, and the moment of it that the network's objects are at.

    =========== ================================================================
    done        how many moves are done: 0 is before the step, ``last`` after it
    writes      how many writes of the next move are done as well
    last        how many moves there are
    =========== ================================================================

    A timeline begins at the end of the step, where trace leaves the network. It goes through the
    moves' changes and writes the old numbers back, or the new ones again, so a moment is the same
    to the last bit however it is reached. The network must not be used otherwise in the meantime.

    So that a debugger's breakpoint stops where the timeline passes it forwards, links, neurons and
    the loss run once more by their own methods before that: all of them while a debugger is active,
    and otherwise those with user-defined code, in which there may be a breakpoint(). What such code
    changes elsewhere stays changed.

    >>> from lernmi import Dense, GradientDescent, Network, trace
    >>> network = Network(1, Dense(1, weights=2.0, biases=0.0), seed=1)
    >>> timeline = Timeline(trace(network, [1.0], [0.5], GradientDescent(0.5)))
    >>> timeline.goto(0)
    >>> network.weights[0]
    Weight(output.weight[0,0]: 2.000, sensitivity 0.000)
    >>> timeline.goto(timeline.last)
    >>> network.weights[0]
    Weight(output.weight[0,0]: 1.980, sensitivity 0.000, last 0.040)
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.last = len(trace)
        self.done = self.last
        self.writes = 0
        self._loss_move = trace.first("loss")
        self._user_defined = _user_defined(trace)

    @property
    def position(self) -> Position:
        """Where we are: what ``goto`` takes to come back here."""
        return self.done, self.writes

    @property
    def loss_is_known(self) -> bool:
        """Whether the loss has been computed at this moment."""
        return self.position >= (self._loss_move - 1, 1)

    @property
    def move(self) -> Optional[Move]:
        """The latest move that has begun; none at the start."""
        number = self.done + (self.writes > 0)
        return self.trace[number - 1] if number else None

    @property
    def next(self) -> Move:
        """The move that comes next, or has begun; IndexError at the end, where none is left."""
        return self.trace[self.done]

    def goto(self, done: int, writes: int = 0) -> None:
        """Go to the moment after so many moves, and so many writes of the next.

        Raises BadInput where there is no such moment.
        """
        self.check(done, writes)
        try:
            self._go(done, writes)
        except KeyboardInterrupt:
            self._go(done, writes, stops=False)         # a move is never left half done
            raise
        finally:
            self._settle()

    def set_position(self, done: int, writes: int) -> None:
        """Enter where we are, after all numbers were restored to that moment by other means."""
        self.done, self.writes = done, writes
        self._settle()

    def check(self, done: int, writes: int = 0) -> None:
        """Raises BadInput where there is no such moment."""
        if not 0 <= validation.integer(done, "the move", 0) <= self.last:
            raise BadInput(f"there is no move {done:,}: the step has {self.last:,}.")
        if not writes:
            return
        most = len(self.trace[done]) if done < self.last else 0
        if not 0 < validation.integer(writes, "the number of writes", 0) < most:
            raise BadInput(f"there is no moment {done:,}.{writes}: the move after {done:,} writes "
                           f"{most} numbers.")

    def write_next(self) -> None:
        """One write forwards: a multiplication, a sum, an answer. At the end, nothing."""
        if self.done == self.last:
            return
        if self.writes == 0 and (self.done in self._user_defined or self._is_watched()):
            self._stop_at_breakpoints()
        self.writes = min(self.writes + 1, len(self.next))
        self.next.redo(max(self.writes - 1, 0), self.writes)
        if self.writes >= len(self.next):
            self.done, self.writes = self.done + 1, 0
        self._settle()

    def undo_write(self) -> None:
        """One write backwards. At the start, nothing."""
        if self.writes == 0:
            if self.done == 0:
                return
            self.done, self.writes = self.done - 1, len(self.trace[self.done - 1])
        if self.writes:
            self.next.undo(self.writes - 1, self.writes)
            self.writes -= 1
        self._settle()

    def _go(self, done: int, writes: int, stops: bool = True) -> None:
        """Each move as a whole, so that after an interruption it can simply be done again."""
        if self.writes:
            self.next.undo()
            self.writes = 0
        watched = self.done < done and self._is_watched()
        while self.done < done:
            if stops and (watched or self.done in self._user_defined):
                self._stop_at_breakpoints()
            self.next.redo()
            self.done += 1
        while self.done > done:
            self.trace[self.done - 1].undo()
            self.done -= 1
        if writes:
            self.next.redo(0, writes)
            self.writes = writes

    def _is_watched(self) -> bool:
        """Whether a debugger watches something that can be run."""
        return self.trace.targets is not None and debugger_is_active()

    def _stop_at_breakpoints(self) -> None:
        """Run what comes next once more by its own method; its numbers are then as before.

        Whether it succeeds again doesn't matter: what it did is recorded.
        """
        move, network = self.next, self.trace.network
        random_numbers = network.random.getstate() if self.done in self._user_defined else None
        try:
            if move.phase == "loss" and self.trace.targets is not None:
                network.last_phase = "forward"
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
        """The network knows what was done last: just before the loss network.backward may be called."""
        network, latest = self.trace.network, self.move
        if self.position == (self._loss_move - 1, 0):
            network.last_phase = "forward"
        else:
            network.last_phase = latest.phase if latest and latest.phase not in ("input", "forward") else ""


def _user_defined(trace: Trace) -> Set[int]:
    """The positions before the moves in which user-defined code runs; none in a recording."""
    if trace.targets is None:
        return set()
    neurons = {id(neuron) for neuron in trace.network.neurons if not is_built_in(neuron.activation)}
    loss = trace.network.loss
    movers = {"forward": neurons, "loss": set() if LOSSES.get(loss.name) is loss else {id(None)}}
    return {done for done, move in enumerate(trace) if id(move.mover) in movers.get(move.phase, ())}

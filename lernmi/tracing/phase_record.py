"""The record of a phase: links and neurons that have moved, one after the other, forward or backward.

What links do is the same for each: the first one is traced, operation by operation, and of the
others only the numbers are recorded, from which their moves are made when they are read. A neuron
with a built-in activation would answer the same again: it is traced when its move is read. All else
is traced while it moves: what has user-defined code, and everything while a debugger watches.
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Union

from ..activations import ACTIVATIONS, Activation
from ..link import Link
from ..network import numeric_checks
from ..neuron import Neuron
from .debuggers import debugger_is_active
from .latest_numbers import LatestNumbers
from .move_form import MoveForm
from .moves import Change, Move, run_move
from .operand_tracer import OperandTracer
from .traced_number import Place, TracedNumber, tracing_operations

METHODS = {"forward": (Link.forward, Neuron.forward), "backward": (Link.backward, None)}    # as they come
Mover = Union[Link, Neuron]


class PhaseRecord:
    """Lets links and neurons move, and makes their moves of what was recorded.

    ``numbers``: those of what moved alike, in a row, before and after each move.
    ``traced``: the tracers of the others, by their positions among the movers.
    """

    def __init__(self, phase: str, movers: Iterable[Mover]) -> None:
        self.phase = phase
        self.movers = list(movers)
        self.numbers: List[float] = []
        self.traced: Dict[int, OperandTracer] = {}
        self._form: Optional[MoveForm] = None
        self._activations: List[Activation] = []

    def run(self) -> None:
        """Let all move, one after the other."""
        is_watched = debugger_is_active()
        links, neurons = (not is_watched and getattr(kind, self.phase, None) is method
                          for kind, method in zip((Link, Neuron), METHODS[self.phase]))
        try:
            for position, mover in enumerate(self.movers):
                if links and type(mover) is Link and mover.source is not mover.weight:
                    self._run_link(position, mover)
                elif neurons and type(mover) is Neuron and _is_built_in(mover):
                    self._run_neuron(mover)
                else:
                    self.traced[position] = traced_move(self.phase, mover)
        except numeric_checks.FAILURES as error:
            numeric_checks.explain(mover, error)
            raise

    def _run_link(self, position: int, link: Link) -> None:
        form = self._form
        if form is None:
            self.traced[position] = traced_move(self.phase, link)
            self._form = MoveForm(self.phase, link, self.traced[position])
            return
        self.numbers += form.before(link)
        run_move(self.phase, link)
        self.numbers += form.after(link)

    def _run_neuron(self, neuron: Neuron) -> None:
        self._activations.append(neuron.activation)
        self.numbers += (neuron.total, neuron.value, neuron.slope)
        neuron.forward()

    # ---- the moves

    def moves(self, latest: LatestNumbers) -> Iterator[Move]:
        """Each move; once only."""
        recorded, activations = iter(self.numbers), iter(self._activations)
        for position, mover in enumerate(self.movers):
            if position in self.traced:
                yield traced_as_move(latest, self.traced[position], self.phase, mover)
            elif isinstance(mover, Link):
                assert self._form is not None
                yield self._form.move(latest, mover, recorded)
            else:
                yield self._answer(latest, mover, next(activations), recorded)

    def _answer(self, latest: LatestNumbers, neuron: Neuron, activation: Activation,
                recorded: Iterator[float]) -> Move:
        """A neuron's move, by one that is like it was then."""
        twin = Neuron(neuron.name, activation)
        twin.total, twin.value, twin.slope = next(recorded), next(recorded), next(recorded)
        with tracing_operations():
            traced = traced_move(self.phase, twin)
        traced.places = [Place(neuron, attribute) for _, attribute in traced.places]
        return traced_as_move(latest, traced, self.phase, neuron)


def has_a_form(phase: str, link: Link) -> bool:
    """Whether a link does the same as all others: by the method of this package, and not as a square."""
    is_usual = type(link) is Link and getattr(Link, phase) is METHODS[phase][0]
    return is_usual and link.source is not link.weight


def _is_built_in(neuron: Neuron) -> bool:
    return ACTIVATIONS.get(neuron.activation.name) is neuron.activation


def traced_move(phase: str, mover: Mover) -> OperandTracer:
    """Run a link's or neuron's own method, forward or backward, on TracedNumbers."""
    with OperandTracer(*_reach(mover)) as traced:
        run_move(phase, mover)
    return traced


def _reach(mover: Mover) -> Sequence[Any]:
    """What a link or neuron reads and writes when it moves."""
    return (mover, mover.source, mover.weight, mover.target) if isinstance(mover, Link) else (mover,)


def traced_as_move(latest: LatestNumbers, traced: OperandTracer, phase: str, mover: Any) -> Move:
    """The move of what was traced; ``mover`` is None where all inputs moved."""
    changes = latest.changes(traced)
    is_square = isinstance(mover, Link) and mover.source is mover.weight
    return Move(phase, mover, _twice(changes) if is_square else changes)


def _twice(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes of a neuron times itself: two sums go to one place, and each is a change."""
    for place, old, new in changes:
        between = new.left
        if isinstance(between, TracedNumber) and between.sign == "+" and between.left is old:
            between.place = place
            yield Change(place, old, between)
            old = between
        yield Change(place, old, new)


def trace_move(phase: str, mover: Mover) -> Move:
    """Run a link's or neuron's own method, forward or backward; returns what it did."""
    with numeric_checks.naming(mover):
        traced = traced_move(phase, mover)
    return traced_as_move(LatestNumbers(), traced, phase, mover)

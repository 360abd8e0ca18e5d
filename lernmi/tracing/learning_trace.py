"""The trace: one learning step of a network, recorded move by move."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from ..link import Link
from ..network import numeric_checks
from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from ..support.late_imports import Displayable, Recordable
from ..training.optimizer_memory import Memory, RememberingOptimizer
from ..training.optimizers import Optimizer
from ..weight import Weight
from .move_filter import MoveFilter
from .moves import Change, Move, run_move
from .operand_tracer import OperandTracer, to_floats
from .traced_number import LOSS, TARGET, Place, TracedNumber, make_number, tracing_operations
from .why import Why

Names = Union[None, str, Sequence[str]]


class Trace(Recordable, Displayable):
    """One learning step: every move of it, and in every move every multiplication.

    Iterating gives the moves in their order; move.products gives the multiplications. The
    trace holds the numbers of its moment, whatever the network learns later.
    """

    def __init__(self, network: Network, moves: List[Move], loss: float,
                 targets: Optional[List[float]] = None) -> None:
        self.network = network
        self.moves = moves
        self.loss = loss
        self.targets = targets          # None for a recording, which can't be run

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def __len__(self) -> int:
        return len(self.moves)

    def __getitem__(self, index: int) -> Move:
        return self.moves[index]

    @property
    def products(self) -> int:
        """How many multiplications the whole step took."""
        return sum(len(move.products) for move in self.moves)

    def first(self, phase: str) -> int:
        """The number of the first move of a phase, from 1; BadInput if there is none."""
        for number, move in enumerate(self.moves, start=1):
            if move.phase == validation.text(phase, "the phase"):
                return number
        raise BadInput(f"this step has no phase {quoted(phase)}.")

    def only(self, names: Names = None) -> List[Move]:
        """The moves about these: names of a neuron, link, weight, layer or phase; None is all.

        Raises UnknownName for a name that nothing has.
        """
        move_filter = MoveFilter(self.network, names)
        return [move for move in self.moves if move_filter.includes(move)]

    def why(self, name: str) -> Why:
        """Whose fault is this? How the sensitivity of a neuron, weight or link came about.

        Raises UnknownName for a name that nothing has.
        """
        return Why(self, self.network.find(name), name)

    def __repr__(self) -> str:
        return f"Trace({len(self.moves)} moves, {self.products} products, loss {self.loss:.4g})"


def trace(network: Network, inputs: Sequence[Any], targets: Sequence[Any],
          optimizer: Optional[Optimizer] = None) -> Trace:
    """Take one learning step as network.learn does, and record every multiplication of it.

    What an activation computes inside itself appears as its name: sigmoid(0.38) = 0.59.
    Without an optimizer the step ends before the update. The weights end exactly, to the last
    bit, as after an untraced step. Raises what learn raises, and changes nothing then.
    """
    validation.network(network)
    if optimizer is not None:
        validation.optimizer(optimizer)
        if network.needs_batch:
            raise BadInput("this network learns from batches only: trace network.photocopied(n), "
                           "with the inputs and targets of n samples in a row.")
    network.refresh()
    with LearningSnapshot(network, optimizer), tracing_operations():
        network.reset()
        numbers = network.check_targets(targets)
        moves = _moves(network, OperandTracer(), inputs, numbers, optimizer)
        loss = next(change.new for move in moves for change in move.changes if change.place.is_the_loss)
        return Trace(network, moves, float(loss), numbers)


def _moves(network: Network, tracer: OperandTracer, inputs: Sequence[Any], targets: List[float],
           optimizer: Optional[Optimizer]) -> List[Move]:
    with tracer.watching(*network.neurons, *network.fixed_weights) as changes:
        network.set_inputs(inputs)
    moves = [Move("input", None, changes)]

    for scheduled in network.schedule:
        moves.append(trace_move(tracer, "forward", scheduled))
    network.read_outputs()

    moves.append(_loss_move(network, tracer, targets))

    for link in reversed(network.links):
        moves.append(trace_move(tracer, "backward", link))
    numeric_checks.finite_sensitivities(network.neurons, network.links, network.fixed_weights)
    network.last_phase = "backward"

    if optimizer is not None:
        moves += _finish_moves(network, tracer)
        moves += _update_moves(network, tracer, optimizer)
    return moves


def _loss_move(network: Network, tracer: OperandTracer, targets: List[float]) -> Move:
    """The loss, and the sensitivities of the outputs."""
    numbers: List[float] = [make_number(target, "", place=Place(neuron, TARGET))
                            for neuron, target in network.loss.pairs(network.outputs, targets)]
    with tracer.watching(*network.outputs) as changes:
        loss = network.start_backward(numbers)
    place = Place(None, LOSS)
    return Move("loss", None, [Change(place, 0.0, tracer.as_written(loss, place)), *changes])


def _finish_moves(network: Network, tracer: OperandTracer) -> List[Move]:
    """What layers do after a batch: BatchNorm's running statistics, a move for each number that changed."""
    with tracer.watching(*network.neurons, *network.fixed_weights) as changes:
        network.finish_batch()
    return [Move("update", change.place.thing, [change]) for change in changes]


def _update_moves(network: Network, tracer: OperandTracer, optimizer: Optimizer) -> List[Move]:
    """The optimizer changes all weights at once; a move for each of them."""
    memories = (optimizer.memories_of(network.weights)
                if isinstance(optimizer, RememberingOptimizer) else [])
    with tracer.watching(*memories, *network.weights, optimizer) as changes:
        network.update(optimizer)
    for name, value in vars(optimizer).items():
        setattr(optimizer, name, to_floats(value))
    for weight in network.weights:
        weight.last_sensitivity = float(weight.last_sensitivity)
    return [Move("update", weight, written)
            for weight, written in _by_weight(network.weights, memories, changes)]


def trace_move(tracer: OperandTracer, phase: str, mover: Union[Link, Neuron]) -> Move:
    """Run a link's or neuron's own method, forward or backward; returns what it did."""
    with tracer.watching(*_reach(mover)) as changes, numeric_checks.naming(mover):
        run_move(phase, mover)
    if isinstance(mover, Link) and mover.source is mover.weight:
        return Move(phase, mover, _twice(changes))
    return Move(phase, mover, changes)


def _twice(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes of a neuron times itself: two sums go to one place, and each is a change."""
    for place, old, new in changes:
        between = new.left
        if isinstance(between, TracedNumber) and between.sign == "+" and between.left is old:
            between.place = place
            yield Change(place, old, between)
            old = between
        yield Change(place, old, new)


def _by_weight(weights: Sequence[Weight], memories: Sequence[Memory],
               changes: Sequence[Change]) -> Iterator[Tuple[Weight, List[Change]]]:
    """The changes of one update by weight: those of its memory are with its own.

    What a user-defined optimizer stores for all weights comes before their changes, or after
    them where it was computed from the new weights.
    """
    whose = {id(memory): id(weight) for weight, memory in zip(weights, memories)}
    written: Dict[int, List[Change]] = {}
    for change in changes:
        thing = id(change.place.thing)
        written.setdefault(whose.get(thing, thing), []).append(change)
    if not weights:
        return
    own = [written.pop(id(weight), []) for weight in weights]
    new = {id(change.new) for some in own for change in some} if written else set()
    for change in reversed([change for rest in written.values() for change in rest]):
        if any(id(leaf) in new for leaf in change.leaves):
            own[-1].append(change)
        else:
            own[0].insert(0, change)
    yield from zip(weights, own)


def _reach(mover: Union[Link, Neuron]) -> Sequence[Any]:
    """What a link or neuron reads and writes when it moves."""
    return (mover, mover.source, mover.weight, mover.target) if isinstance(mover, Link) else (mover,)

"""The trace: one learning step of a network, recorded move by move."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from ..link import Link
from ..network import numeric_checks
from ..network.network import Network
from ..neuron import Neuron
from ..support import validation
from ..support.atomic_file import write_atomically
from ..support.errors import BadInput
from ..support.formatting import Shown
from ..training.optimizer_memory import Memory, RememberingOptimizer
from ..training.optimizers import Optimizer
from ..weight import Weight
from .move_filter import MoveFilter
from .moves import Change, Move, run_move
from .operand_tracer import OperandTracer, to_floats
from .outset import unchanged_on_failure
from .packing import Recipes, pack
from .traced_number import LOSS, TARGET, Place, TracedNumber, make_number, tracing_operations
from .why import Why

NamesWanted = Union[None, str, Sequence[str]]


class Trace(Shown):
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
            if move.phase == phase:
                return number
        raise BadInput(f"this step has no phase {phase}.")

    def only(self, names: NamesWanted = None) -> List[Move]:
        """The moves about these: names of a neuron, link, weight, layer or phase; None is all.

        Raises UnknownName for a name that nothing has.
        """
        wanted = MoveFilter(self.network, names)
        return [move for move in self.moves if wanted.includes(move)]

    def why(self, name: str) -> Why:
        """Whose fault is this? How the sensitivity of a neuron, weight or link came about.

        Raises UnknownName for a name that nothing has.
        """
        return Why(self, self.network.find(name), name)

    def save(self, path: Union[str, Path]) -> None:
        """Write it down as JSON Lines: every operation with its operands and its result.

        The README describes the format. Raises BadInput when the file can't be written; then
        there is no half-written file.
        """
        from ..recording.writer import recording_text
        write_atomically(Path(path), recording_text(self))

    @classmethod
    def load(cls, path: Union[str, Path]) -> Trace:
        """A trace that was saved, with a network that holds its numbers but can't be run.

        Raises BadInput, in one sentence, for a file that is damaged or no recording.
        """
        from ..recording.loader import load_trace
        return load_trace(path)

    def __repr__(self) -> str:
        return f"Trace({len(self.moves)} moves, {self.products} products, loss {self.loss:.4g})"


def trace(network: Network, inputs: Sequence[Any], targets: Sequence[Any],
          optimizer: Optional[Optimizer] = None) -> Trace:
    """Take one learning step as network.learn does, and record every multiplication of it.

    What an activation computes inside itself is told by its name: sigmoid(0.38) = 0.59.
    Without an optimizer the step ends before the update. The weights end exactly, to the last
    bit, as after an untraced step. Raises what learn raises, and changes nothing then.
    """
    validation.network(network)
    if optimizer is not None:
        validation.optimizer(optimizer)
        if network.needs_batch:
            raise BadInput("this network learns from batches only: trace network.photocopied(n), "
                           "with the inputs and targets of n samples in a row.")
    with unchanged_on_failure(network, optimizer), tracing_operations():
        wanted = network.check_targets(targets)
        moves = list(_step(network, OperandTracer(), inputs, wanted, optimizer))
        loss = next(change.new for move in moves for change in move.changes if change.place.is_the_loss)
        return Trace(network, moves, float(loss), wanted)


def _step(network: Network, tracer: OperandTracer, inputs: Sequence[Any], targets: List[float],
          optimizer: Optional[Optimizer]) -> Iterator[Move]:
    with tracer.watching(*network.neurons, *network.fixed_weights) as changes:
        network.set_inputs(inputs)
    yield Move("input", None, changes)

    for part in network.schedule:
        yield trace_move(tracer, "forward", part)
    network.read_outputs()

    yield _compared(network, tracer, targets)

    for link in reversed(network.links):
        yield trace_move(tracer, "backward", link)
    numeric_checks.finite_sensitivities(network.neurons, network.links, network.fixed_weights)

    if optimizer is not None:
        yield from _updated(network, tracer, optimizer)


def _compared(network: Network, tracer: OperandTracer, targets: List[float]) -> Move:
    """The outputs learn from the loss how wrong they are."""
    wanted: List[float] = [make_number(target, "", place=Place(neuron, TARGET))
                           for neuron, target in network.loss.pairs(network.outputs, targets)]
    with tracer.watching(*network.outputs) as changes:
        loss = network.compute_loss(wanted)
    place = Place(None, LOSS)
    return Move("loss", None, [Change(place, 0.0, tracer.as_written(loss, place)), *changes])


def _updated(network: Network, tracer: OperandTracer, optimizer: Optimizer) -> Iterator[Move]:
    """The optimizer changes all weights at once; a move for each of them."""
    memories = (optimizer.memories_of(network.weights)
                if isinstance(optimizer, RememberingOptimizer) else [])
    with tracer.watching(*memories, *network.weights, optimizer) as changes:
        network.update(optimizer)
    for name, kept in vars(optimizer).items():
        setattr(optimizer, name, to_floats(kept))
    recipes: Recipes = {}
    for weight, written in _by_weight(network.weights, memories, changes):
        move = Move("update", weight, written)
        if memories:                # then a formula is long
            pack(written, recipes)
        yield move


def trace_move(tracer: OperandTracer, phase: str, part: Union[Link, Neuron]) -> Move:
    """Let a part move, forward or backward, by its own method; what it did."""
    with tracer.watching(*_reach(part)) as changes, numeric_checks.naming(part):
        run_move(phase, part)
    if isinstance(part, Link) and part.source is part.weight:
        return Move(phase, part, _twice(changes))
    return Move(phase, part, changes)


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
    """The changes of one update, sorted out by weight: its memory's go with its own.

    What an optimizer of one's own keeps for all weights comes before their changes, or after
    them where it was made of what they became.
    """
    whose = {id(memory): id(weight) for weight, memory in zip(weights, memories)}
    written: Dict[int, List[Change]] = {}
    for change in changes:
        thing = id(change.place.thing)
        written.setdefault(whose.get(thing, thing), []).append(change)
    own = [written.pop(id(weight), []) for weight in weights]
    new = {id(change.new) for some in own for change in some} if written else set()
    for change in reversed([change for rest in written.values() for change in rest]):
        if any(id(leaf) in new for leaf in change.leaves):
            own[-1].append(change)
        else:
            own[0].insert(0, change)
    yield from zip(weights, own)


def _reach(part: Union[Link, Neuron]) -> Sequence[Any]:
    """What a part reads and writes when it moves."""
    return (part, part.source, part.weight, part.target) if isinstance(part, Link) else (part,)

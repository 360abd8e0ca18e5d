"""Records one learning step: every object moves by its own methods, and what it did is remembered."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple

from ..network import numeric_checks
from ..network.network import Network
from ..support.errors import BadInput
from ..training.optimizer_memory import Memory, RememberingOptimizer
from ..training.optimizers import Optimizer
from ..weight import Weight
from .latest_numbers import LatestNumbers, as_written
from .moves import Change, Move
from .operand_tracer import OperandTracer, to_floats
from .phase_record import Mover, PhaseRecord, traced_as_move
from .traced_number import LOSS, TARGET, Place, make_number

# The methods of a whole pass or step, in whose place a trace lets one object after the other move.
REPLACED = ("forward", "run", "backward", "compute_loss", "backpropagate", "accumulate", "learn",
            "learn_batch")


class StepRecorder:
    """Runs a step of a network, and remembers it: link by link, in place of the methods of a whole pass.

    Raises BadInput where one of those methods is user-defined.

    ``records``: for each move or several, a function that makes them, with what it takes after the
    LatestNumbers. ``loss``: that of the step.
    """

    def __init__(self, network: Network) -> None:
        check_passes(network)
        self.network = network
        self.records: List[Tuple[Any, ...]] = []
        self.loss = 0.0

    def run(self, inputs: Sequence[Any], targets: List[float], optimizer: Optional[Optimizer]) -> None:
        """Take the step: forward, backward and, with an optimizer, the update."""
        network = self.network
        with OperandTracer(*network.neurons, *network.fixed_weights) as traced:
            network.set_inputs(inputs)
        self.records.append((_input_moves, traced))
        self._run_all("forward", network.schedule)
        network.read_outputs()

        self._run_loss(targets)
        self._run_all("backward", reversed(network.links))
        numeric_checks.finite_sensitivities(network.neurons, network.links, network.fixed_weights)
        network.last_phase = "backward"
        if optimizer is not None:
            self._finish_batch()
            self._update(optimizer)

    def moves(self) -> Iterator[Move]:
        """The moves, made of what was recorded; once only."""
        latest = LatestNumbers()
        for make, *arguments in self.records:
            yield from make(latest, *arguments)

    def _run_all(self, phase: str, movers: Iterable[Mover]) -> None:
        """Let links and neurons move, one after the other."""
        record = PhaseRecord(phase, movers)
        record.run()
        self.records.append((record.moves,))

    # ---- the loss

    def _run_loss(self, targets: List[float]) -> None:
        """The loss, and the sensitivities of the outputs."""
        network = self.network
        numbers: List[float] = [make_number(target, "", place=Place(neuron, TARGET))
                                for neuron, target in network.loss.pairs(network.outputs, targets)]
        with OperandTracer(*network.outputs) as traced:
            loss = network.start_backward(numbers)
        self.loss = float(loss)
        self.records.append((_loss_moves, traced, loss))

    # ---- the update

    def _finish_batch(self) -> None:
        """What layers do after a batch: BatchNorm's running statistics."""
        if not self.network.finishing:
            return
        with OperandTracer(*self.network.neurons, *self.network.fixed_weights) as traced:
            self.network.finish_batch()
        self.records.append((_finish_moves, traced))

    def _update(self, optimizer: Optimizer) -> None:
        """The optimizer changes all weights at once."""
        weights = self.network.weights
        memories = optimizer.memories_of(weights) if isinstance(optimizer, RememberingOptimizer) else []
        with OperandTracer(*memories, *weights, optimizer) as traced:
            self.network.update(optimizer)
        for name, value in vars(optimizer).items():
            setattr(optimizer, name, to_floats(value))
        for weight in weights:
            weight.last_sensitivity = float(weight.last_sensitivity)
        self.records.append((_update_moves, traced, list(weights), memories))


# ---- moves from what was recorded

def _input_moves(latest: LatestNumbers, traced: OperandTracer) -> Iterator[Move]:
    yield traced_as_move(latest, traced, "input", None)


def _loss_moves(latest: LatestNumbers, traced: OperandTracer, loss: float) -> Iterator[Move]:
    place, value = Place(None, LOSS), latest.connected(traced, loss)
    changes = list(latest.changes(traced))
    yield Move("loss", None, [Change(place, 0.0, as_written(value, place)), *changes])


def _finish_moves(latest: LatestNumbers, traced: OperandTracer) -> Iterator[Move]:
    """A move for each number that changed."""
    for change in latest.changes(traced):
        yield Move("update", change.place.thing, [change])


def _update_moves(latest: LatestNumbers, traced: OperandTracer, weights: Sequence[Weight],
                  memories: Sequence[Memory]) -> Iterator[Move]:
    """A move for each weight."""
    for weight, written in _by_weight(weights, memories, latest.changes(traced)):
        yield Move("update", weight, written)


def _by_weight(weights: Sequence[Weight], memories: Sequence[Memory],
               changes: Iterable[Change]) -> Iterator[Tuple[Weight, List[Change]]]:
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


# ---- what can't be followed

def check_passes(network: Network) -> None:
    """BadInput where a method that a trace replaces is user-defined: the trace would not do what it does."""
    kind = type(network)
    for name in REPLACED:
        if name in vars(network) or getattr(kind, name) is not getattr(Network, name):
            raise BadInput(f"a trace lets one link after the other move, and does not call the {name} of "
                           f"{kind.__name__}, which is user-defined: let a kind of Link have a backward or a "
                           "forward of its own (`lernmi help extending`).")

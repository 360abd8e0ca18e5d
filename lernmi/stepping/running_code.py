"""The running code: the lines of the method that moves, and which of them wrote which number.

The lines are read from the method's file. An assignment such as ``self.source.sensitivity += …`` wrote
the very number that ``self.source.sensitivity`` is for the object that moved.
"""

from __future__ import annotations

import ast
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

from ..activations import Activation
from ..losses import LOSSES, Loss
from ..network.network import Network
from ..neuron import Neuron
from ..recording.recorded_network import refuse
from ..tracing.moves import Change, Move
from ..tracing.traced_number import Place
from ..training.optimizer_memory import Memory, RememberingOptimizer
from ..training.optimizers import Optimizer
from ..weight import Weight
from .function_lines import FunctionLines, lines_of, short_path
from .written_lines import RESULT, assignments_in, written_lines


class RunningCode(NamedTuple):
    """The lines of a method that ran in a move.

    ======== ===================================================================
    method   "Link.backward"; of a function that is no method, its name
    path     of its file, as Python knows it
    numbers  the number of each line in that file
    lines    the text of each: the head and the body, without the docstring
    written  for each change of the move, the index of the line that wrote it;
             None where another method did
    calls    what else ran: the method of the base class, an activation's function
    ======== ===================================================================

    >>> from lernmi import Dense, Network, trace
    >>> step = trace(Network(1, Dense(1, weights=2.0, biases=0.0)), [1.0], [0.5])
    >>> code = running_code(step[-1])
    >>> code.method, code.file, code.written
    ('Link.backward', 'lernmi/link.py', (1, 2, 3))
    """

    method: str
    path: str
    numbers: List[int]
    lines: List[str]
    written: Tuple[Optional[int], ...]
    calls: Tuple[RunningCode, ...] = ()

    @property
    def first(self) -> int:
        """The number of its first line in the file."""
        return self.numbers[0]

    @property
    def file(self) -> str:
        """The path from the package's folder on, "lernmi/link.py"; of another file its name."""
        return short_path(self.path)

    @property
    def blocks(self) -> List[RunningCode]:
        """This one, and what it calls, in that order."""
        return [self, *(code for called in self.calls for code in called.blocks)]


def running_code(move: Move, network: Optional[Network] = None) -> Optional[RunningCode]:
    """The lines that ran in a move; None where the source isn't known.

    The loss is that of the ``network``: without one, the move of the loss has no code.
    """
    if move.phase == "input":
        return _of_input(move.changes)
    if move.phase == "loss":
        return _of_loss(move.changes, network)
    if move.phase == "update":
        return _of_update(move)
    code = _of_method(move.mover, move.phase, (move.mover,), move.changes)
    return _with_activation(code, move) if code and isinstance(move.mover, Neuron) else code


# ---- by phase

def _of_input(changes: Sequence[Change]) -> Optional[RunningCode]:
    """Inputs take their values; what neurons and fixed weights hold from the last sample is reset."""
    inputs = {id(change.place.thing) for change in changes if change.place.attribute == "value"}

    def method(change: Change) -> Any:
        thing, attribute = change.place
        if id(thing) in inputs and attribute != "sensitivity":
            return Neuron.set_value
        return Weight.reset if isinstance(thing, Weight) else Neuron.reset

    methods = list(map(method, changes))
    taken, *reset = [_of_each(one, methods, changes)
                     for one in (Neuron.set_value, Neuron.reset, Weight.reset)]
    return taken._replace(calls=tuple(filter(None, reset))) if taken else None


def _of_each(method: Any, methods: Sequence[Any], changes: Sequence[Change]) -> Optional[RunningCode]:
    """A method that ran for each of several objects; None, too, where it made none of the changes."""
    source = lines_of(method)
    if source is None or method not in methods:
        return None
    written = [written_lines(source, assignments_in(source, (change.place.thing,)), [change])[0]
               if one is method else None for one, change in zip(methods, changes)]
    return _code(method.__qualname__, source, written)


def _of_loss(changes: Sequence[Change], network: Optional[Network]) -> Optional[RunningCode]:
    """The function, which computed the loss, and the slopes, which the outputs' sensitivities are."""
    if network is None:
        return None
    loss = _written_loss(network.loss)
    is_loss = [change.place.is_the_loss for change in changes]
    function = _of_function(loss.name, loss.function, is_loss)
    slopes = _of_function(f"slopes of {loss.name}", loss.slopes, [not one for one in is_loss])
    return function._replace(calls=(slopes,)) if function and slopes else function or slopes


def _written_loss(loss: Loss) -> Loss:
    """The loss as it is written down.

    Of one for several samples that is the one that it repeats; of a recorded one, which has no functions, the
    built-in one of that name.
    """
    repeated = [argument for argument in getattr(loss.function, "args", ()) if isinstance(argument, Loss)]
    if repeated:
        return _written_loss(repeated[0])
    return LOSSES.get(loss.name, loss) if loss.function is refuse else loss


def _of_update(move: Move) -> Optional[RunningCode]:
    """The optimizer's own method, which computed the new value and what is remembered of the weight."""
    leaves = [leaf.place.thing for change in move.changes for leaf in change.leaves if leaf.place is not None]
    optimizer = next((thing for thing in leaves if isinstance(thing, Optimizer)), None)
    changes = [change._replace(place=RESULT) if change.place == Place(move.mover, "value") else change
               for change in move.changes]
    if isinstance(optimizer, RememberingOptimizer) \
            and type(optimizer).new_values is RememberingOptimizer.new_values:
        memories = [change.place.thing for change in changes if isinstance(change.place.thing, Memory)]
        return _of_method(optimizer, "new_value", (optimizer, None, None, *memories), changes)
    return _of_method(optimizer, "new_values", (optimizer,), changes)


def _with_activation(code: RunningCode, move: Move) -> RunningCode:
    """A neuron's method, and the function and the slope of its activation that it calls."""
    activation: Activation = move.mover.activation
    name = activation.name
    parts = ("value", name, activation.function), ("slope", f"slope of {name}", activation.slope)
    called = [_of_function(name, function, [change.place.attribute == written for change in move.changes])
              for written, name, function in parts]
    return code._replace(calls=(*code.calls, *filter(None, called)))


# ---- methods and functions

def _of_method(thing: Any, name: str, arguments: Sequence[Any],
               changes: Sequence[Change]) -> Optional[RunningCode]:
    """A method of an object, with that of its base class where it calls it."""
    definitions = [(kind, vars(kind)[name]) for kind in type(thing).__mro__ if name in vars(kind)]
    return _of_first(definitions, arguments, changes)


def _of_first(definitions: Sequence[Tuple[type, Any]], arguments: Sequence[Any],
              changes: Sequence[Change]) -> Optional[RunningCode]:
    """The first of several definitions of a method, from a class to its base classes."""
    if not definitions:
        return None
    (kind, method), *bases = definitions
    source = lines_of(method)
    if source is None:
        return None
    base = _of_first(bases, arguments, changes)
    calls = [source.line(node) for node in source.statements if _calls_base(node, method.__name__, bases)]
    in_base = zip(changes, base.written) if base else ()
    places = [change.place for change, line in in_base if line is not None]
    assignments = [*assignments_in(source, arguments), *((line, place) for line in calls for place in places)]
    written = written_lines(source, sorted(assignments, key=lambda pair: pair[0]), changes)
    return _code(f"{kind.__name__}.{method.__name__}", source, written, (base,) if base and calls else ())


def _calls_base(node: ast.stmt, name: str, bases: Sequence[Tuple[type, Any]]) -> bool:
    """Whether a statement, and none inside it, is ``super().name()`` or ``Base.name(self)``."""
    if isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
        return False
    names = {"super", *(kind.__name__ for kind, _ in bases)}
    called = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    owners = [function.value for function in called if isinstance(function, ast.Attribute)
              and function.attr == name]
    return any(getattr(getattr(owner, "func", owner), "id", "") in names for owner in owners)


def _of_function(name: str, function: Any, ran: Sequence[bool]) -> Optional[RunningCode]:
    """A function that returned some of the changes: on its one line that returns, or of several its head."""
    source = lines_of(function)
    if source is None or function is refuse:
        return None
    returns = [source.line(node) for node in source.statements if isinstance(node, ast.Return)]
    line = returns[0] if len(returns) == 1 else 0
    return _code(name, source, [line if one else None for one in ran])


def _code(name: str, source: FunctionLines, written: Sequence[Optional[int]],
          calls: Tuple[RunningCode, ...] = ()) -> RunningCode:
    return RunningCode(name, source.path, source.numbers, source.lines, tuple(written), calls)

"""What an unrolled step takes for granted: that classes and methods are this package's, and what is set."""

from __future__ import annotations

from types import FunctionType
from typing import Any, Iterable, List, Sequence

from ..link import Link
from ..network.network import Network
from ..neuron import Neuron
from ..support.user_defined import is_ours
from ..weight import Weight
from .symbolic.branches import Calls
from .symbolic.plain_code import NotPlain, PlainCode, user_defined_attributes
from .symbolic.symbols import NotSymbolic

PLAIN = (float, int, str, bool, type(None))
ALLOWED = ("__init__", "__repr__", "__doc__", "__module__", "__qualname__", "__annotations__", "__dict__",
           "__weakref__", "__static_attributes__", "__firstlineno__", "__annotate__", "__annotate_func__",
           "__annotations_cache__", "__slots__", "__str__")


class Signature:
    """What was set when a network was unrolled, to be compared: then it must be unrolled anew.

    The wiring, the loss, the values of constants, the options of what follows a batch, those of the
    optimizer but for its rates (if its update is unrolled), and what user-defined functions read.
    """

    def __init__(self, network: Network, finishing: Iterable[Any], optimizer: Any,
                 codes: Iterable[PlainCode]) -> None:
        self._things: List[Any] = [network.loss]
        for things in (*network.wiring(), network.weights, network.fixed_weights):
            self._things += things
        self._things += [weight.trainable for weight in network.weights + network.fixed_weights]
        self._texts = [repr(weight.value) for weight in network.constants] + [repr(network.bias.value)]
        for finish in finishing:
            self._add_options(getattr(getattr(finish, "func", finish), "__self__", None))
        if optimizer is not None:
            self._things.append(type(optimizer))
            self._add_options(optimizer)
        for code in codes:
            self._texts += _numbers_now(code)

    def _add_options(self, thing: Any) -> None:
        for name, value in getattr(thing, "__dict__", {}).items():
            if not isinstance(value, PLAIN):
                self._things.append(value)
            elif not (isinstance(value, float) and name.startswith("rate")):
                self._texts.append(f"{name} = {value!r}")

    def equals(self, other: Signature) -> bool:
        """Whether nothing has changed: the same objects, and numbers of the same bits."""
        return (self._texts == other._texts and len(self._things) == len(other._things)
                and all(one is two for one, two in zip(self._things, other._things)))


def _numbers_now(code: PlainCode) -> List[str]:
    """The numbers that functions read, as they are now."""
    again = PlainCode(code.of_objects)
    try:
        for function in code.functions:
            again.add(function)
    except NotPlain as reason:
        return [str(reason)]
    return [*again.numbers, *(str(id(function)) for function in again.functions)]


# ---- what is user-defined ------------------------------------------------------------------------------

def check_user_defined(network: Network, original: Network, calls: Calls) -> None:
    """NotSymbolic where user-defined code of a network may do more than compute a number."""
    check_kinds(network)
    check_kinds(original)
    check_hooks(network)
    if not is_restorable(network):
        raise NotSymbolic("the network's generator of random numbers can't be restored")
    for activation in [neuron.activation for neuron in network.neurons]:
        calls.examine(activation.function, f"the activation {activation.name}")
        calls.examine(activation.slope, f"the slope of the activation {activation.name}")
    calls.examine(network.loss.function, f"the loss {network.loss.name}")
    calls.examine(network.loss.slopes, f"the slopes of the loss {network.loss.name}")


def check_kinds(network: Network) -> None:
    """NotSymbolic where a method of a network, a neuron, a link or a weight is user-defined."""
    things: Sequence[Any] = [network, *network.neurons, *network.links, *network.weights,
                             *network.fixed_weights]
    for kind, thing in {type(thing): thing for thing in things}.items():
        check_unrollable(kind)
        for base in (base for base in kind.__mro__ if base is not object):
            if is_ours(base):
                changed = [name for name, value in vars(base).items()
                           if isinstance(value, FunctionType) and not is_ours(value)]
            else:
                changed = [name for name in vars(base) if name not in ALLOWED and _is_known(base, name)]
            if changed:
                what = getattr(thing, "name", "the network")
                raise NotSymbolic(f"the {changed[0]} of {what} is user-defined (class {base.__name__})")
    replaced = [name for name in vars(network) if callable(getattr(type(network), name, None))]
    if replaced:
        raise NotSymbolic(f"the {replaced[0]} of the network was replaced")


def check_unrollable(kind: type) -> None:
    """NotSymbolic where a class says in ``not_unrolled`` why its methods do more than arithmetic."""
    reason = getattr(kind, "not_unrolled", "")
    if reason:
        raise NotSymbolic(f"{kind.__name__} can't be run on symbols: {reason}")


def _is_known(kind: type, name: str) -> bool:
    """Whether a base class has an attribute of that name, which the package uses."""
    return any(hasattr(base, name) for base in kind.__mro__[1:])


def is_restorable(network: Network) -> bool:
    """Whether the generator of random numbers has a state, unlike random.SystemRandom."""
    try:
        network.random.getstate()
    except NotImplementedError:
        return False
    return True


def check_hooks(network: Network) -> None:
    """NotSymbolic where something user-defined is done before each sample or after each batch."""
    hooks_by_time = ((network.preparations, "before each sample"), (network.finishing, "after each batch"))
    for hooks, when in hooks_by_time:
        if not all(map(is_ours, hooks)):
            raise NotSymbolic(f"something user-defined is done {when}")


def code_of(optimizer: Any) -> PlainCode:
    """The user-defined code of an optimizer; raises NotPlain or NotSymbolic unless it is arithmetic alone."""
    kind, code = type(optimizer), PlainCode(of_objects=True)
    known = ("memories", "groups", "remembers", "_replaced")
    attributes = {} if is_ours(kind) else vars(optimizer)
    for name in vars(optimizer):
        if callable(getattr(kind, name, None)):
            raise NotSymbolic(f"its {name} was replaced")
    for name, value in attributes.items():
        if name not in known and not isinstance(value, PLAIN):
            raise NotSymbolic(f"its {name} is more than a number")
    for name, value in user_defined_attributes(kind):
        if name not in ALLOWED and not name.startswith("_abc_"):
            if isinstance(value, FunctionType):
                code.add(value)
            elif hasattr(type(value), "__get__"):
                raise NotSymbolic(f"its {name} is more than a method")
    if "last_sensitivity" in code.names or code.needs_floats:
        raise NotSymbolic("it reads more than values and sensitivities")
    return code


def check_apart(optimizer: Any) -> None:
    """NotSymbolic where an optimizer may look at the neurons and links, which don't hold their numbers."""
    for name, value in getattr(optimizer, "__dict__", {}).items():
        if not _is_apart(value, 3):
            raise NotSymbolic(f"the optimizer's {name} may refer to the network")
    for _, value in user_defined_attributes(type(optimizer)):
        if isinstance(value, FunctionType):
            _check_names(value)


def _check_names(function: FunctionType) -> None:
    cells = [cell.cell_contents for cell in function.__closure__ or () if cell != type(cell)()]
    names = function.__code__.co_names
    for value in (*cells, *(function.__globals__[name] for name in names if name in function.__globals__)):
        if not (_is_apart(value, 3) or isinstance(value, type) or callable(value)):
            raise NotSymbolic(f"{function.__name__} of the optimizer may refer to the network")


def _is_apart(value: Any, depth: int) -> bool:
    """Whether it surely isn't, nor contains, something of a network but its weights."""
    if isinstance(value, dict):
        return depth > 0 and all(_is_apart(entry, depth - 1) for item in value.items() for entry in item)
    if isinstance(value, (list, tuple, set, frozenset)):
        return depth > 0 and all(_is_apart(entry, depth - 1) for entry in value)
    if isinstance(value, (Network, Neuron, Link)):
        return False
    return isinstance(value, (*PLAIN, Weight)) or type(value).__module__ in APART or is_ours(type(value)) \
        or callable(value)


APART = ("random", "_random", "builtins", "collections", "datetime", "pathlib", "decimal", "fractions")

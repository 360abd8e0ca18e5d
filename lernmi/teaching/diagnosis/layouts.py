"""Which number belongs to which weight: names, positions, lists in lists, arrays of other libraries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Dict, Iterator, List, Sequence, Tuple

from ...link import Link
from ...network.network import Network
from ...support import arrays
from ...support.errors import BadInput, LernmiError, UnknownName
from ...support.formatting import quoted
from .array_fit import Array, Reading, array_of, arrays_of, fitting, fitting_by_name, in_usual_order, mismatch
from .parameters import Slot, parameters_of

DEEPEST = 2                 # levels of lists around arrays: [(W1, b1), (W2, b2)]


def readings(network: Network, values: Any) -> List[Reading]:
    """All ways to read these numbers that fit the network, the most usual first.

    Raises BadInput, with what was expected and what came, where there is none; UnknownName for a
    name that nothing has.
    """
    with arrays.reading("the numbers"):
        values = _with_names(arrays.listed(values))
        ways = _of_names(network, values) if isinstance(values, Mapping) else _of_lists(network, values)
    unlike: Dict[Tuple[Slot, ...], Reading] = {}
    for way in ways:
        if any(slot is not None for slot in way.slots):
            unlike.setdefault(tuple(way.slots), way)
    if not unlike:
        raise BadInput("there are no numbers of weights that learn, and so nothing to compare.")
    return list(unlike.values())


def _with_names(values: Any) -> Any:
    """Pairs (name, numbers), as named_parameters gives them, as a dict."""
    if isinstance(values, (list, tuple)) and values and all(
            isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], str) for entry in values):
        if len(dict(values)) < len(values):
            raise BadInput("two of the numbers have the same name.")
        return dict(values)
    return values


def _of_lists(network: Network, values: Any) -> List[Reading]:
    """Numbers in a row, arrays in a row, arrays in lists by layer."""
    if not arrays.is_list(values):
        raise BadInput(f"the gradients must be a dict or a list of numbers or arrays, not {quoted(values)}.")
    parameters, weights = parameters_of(network), len(network.weights)
    ways: List[Reading] = []
    received: List[List[Array]] = []
    for some in arrays_of([("", values)], DEEPEST):
        received.append(some)
        if len(some) == 1 and some[0].shape == (weights,):
            ways.append(Reading((), list(range(weights)), some[0].numbers))
        ways += fitting(parameters, some)
    if not ways:
        raise mismatch(parameters, weights, received[0] if received else [Array("", (0,), [])])
    return ways


# ---- names -----------------------------------------------------------------------------------------------

def _of_names(network: Network, values: Mapping[Any, Any]) -> List[Reading]:
    named = dict(_flat(values))
    if not named:
        raise BadInput("there are no numbers to compare: the dict is empty.")
    if all(name.isdecimal() for name in named):
        return _of_positions(network, named)
    if not any(map(arrays.sizes, named.values())) and not _are_parameters(network, named):
        return [Reading((), [slot_of(network, name) for name in named], list(named.values()))]
    parameters = parameters_of(network)
    received = [array for array in map(array_of, named, named.values()) if array]
    ways = fitting_by_name(parameters, received)
    if not ways:
        ways = [way for some in in_usual_order(received) for way in fitting(parameters, some)]
    if not ways:
        raise mismatch(parameters, len(network.weights), received)
    return ways


def _are_parameters(network: Network, named: Dict[str, Any]) -> bool:
    """Whether these names of single numbers are those of arrays with one entry each."""
    if all(name in network.names.weights or name in network.names.neurons for name in named):
        return False
    received = [Array(name, (), [value]) for name, value in named.items()]
    return bool(fitting_by_name(parameters_of(network), received))


def _flat(values: Mapping[Any, Any], path: str = "") -> Iterator[Tuple[str, Any]]:
    """The numbers and arrays in dicts and pairs, by their names joined with points."""
    for key, value in values.items():
        name = f"{path}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, name + ".")
        elif arrays.is_list(value) and array_of(name, value) is None:
            pair: Sequence[Any] = arrays.entries(value)
            yield from _flat(dict(zip(("weight", "bias") if len(pair) == 2 else range(len(pair)), pair)),
                             name + ".")
        else:
            yield name, value


def _of_positions(network: Network, named: Dict[str, Any]) -> List[Reading]:
    """Arrays, or numbers, by their positions: those of the weights from 0 or from 1 on."""
    if any(map(arrays.sizes, named.values())):
        return _of_lists(network, list(named.values()))
    positions, count = [int(name) for name in named], len(network.weights)
    first = 0 if 0 in positions else 1
    if not all(first <= position < count + first for position in positions) or (
            first and count not in positions):
        raise BadInput(f"the positions of the {count} weights must be 0 to {count - 1}, or 1 to {count} with "
                       f"the last one, not {quoted(sorted(positions))}.")
    return [Reading((), [position - first for position in positions], list(named.values()))]


def slot_of(network: Network, name: str) -> Slot:
    """Whose number is that of this name: see Reading.

    Raises UnknownName, and BadInput for a link or a weight that doesn't learn.
    """
    try:
        thing = network.find(name)
    except LernmiError:
        known = [*(weight.name for weight in network.weights), *(neuron.name for neuron in network.neurons)]
        raise UnknownName("weight or neuron", name, known) from None
    if isinstance(thing, Link):
        raise BadInput(f"{name} is a link: name its weight, {thing.weight.name}, in its place.")
    slots = {id(one): slot for slot, one in enumerate([*network.weights, *network.neurons])}
    if id(thing) in slots:
        return slots[id(thing)]
    raise BadInput(f"{name} is a fixed weight, which learning doesn't change: leave its number out.")

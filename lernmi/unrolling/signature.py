"""What an unrolled step takes for granted, to be compared: it must be unrolled anew when that changes."""

from __future__ import annotations

from typing import Any, Iterator, List, Tuple

from ..network.network import Network

PLAIN = (float, int, str, bool, type(None))


def signature(network: Network, optimizer: Any) -> Tuple[Any, ...]:
    """The wiring, the loss, the options of layers and of the optimizer but for its rates."""
    return (id(network.schedule), network.loss, [(weight, weight.value) for weight in network.constants],
            [_options(layer) for layer in _with_inner(network.layers)], type(optimizer),
            {name: value for name, value in _options(optimizer) if not name.startswith("rate")},
            getattr(optimizer, "groups", ()))


def _options(thing: Any) -> List[Tuple[str, Any]]:
    attributes = getattr(thing, "__dict__", {})
    return [(name, value) for name, value in attributes.items() if isinstance(value, PLAIN)]


def _with_inner(layers: List[Any]) -> Iterator[Any]:
    """All layers, and those that they contain."""
    for layer in layers:
        yield layer
        yield from _with_inner(getattr(layer, "layers", None) or [])

"""Twins: the same training by the objects and unrolled, compared to the last bit."""

import struct
import warnings
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

from lernmi import Network
from lernmi.training import History, fit
from tests.support.bits import floats_in

Makers = Tuple[Callable[[], Network], Callable[[], Any]]        # of a network, of an optimizer


def exact(numbers: Iterable[Any]) -> List[Any]:
    """The bits of floats; what is no float, as it is written."""
    return [struct.pack("d", number) if type(number) is float else repr(number) for number in numbers]


def attributes(things: Iterable[Any], names: Sequence[str]) -> List[Any]:
    return exact(getattr(thing, name) for thing in things for name in names)


def everything(network: Network, optimizer: Any, batch: int) -> Dict[str, Any]:
    """All that learning changes, by what it is; ``batch``: the size of the last one."""
    runs = network.photocopied(batch) if network.needs_batch else network
    weights = network.weights + network.fixed_weights
    return {"sums": attributes(runs.neurons, ("total", "sensitivity")),
            "values": attributes(runs.neurons + network.neurons, ("value", "slope")),
            "links": attributes(runs.links, ("value", "sensitivity")),
            "weights": attributes(weights, ("value",)),
            "weights' sensitivities": attributes(network.weights, ("sensitivity",)),
            "fixed weights' sensitivities": attributes(network.fixed_weights, ("sensitivity",)),
            "last": attributes(weights, ("last_sensitivity",)),
            "memories": {weight.name: {name: exact([number]) for name, number in vars(memory).items()}
                         for weight, memory in getattr(optimizer, "memories", {}).items()},
            "optimizer": exact(floats_in(optimizer)), "attributes": sorted(vars(optimizer)),
            "generator": network.random.getstate(), "phase": network.last_phase}


# A step that fails doesn't compute these, or not all: they are older, unrolled even more so.
OLDER = ("values", "links", "last", "fixed weights' sensitivities")


def differences(one: Dict[str, Any], other: Dict[str, Any]) -> List[str]:
    return [name for name in {**one, **other} if one.get(name) != other.get(name)]


class Outcome:
    """What a training has left: everything, its losses, or the exception that it raised."""

    def __init__(self, makers: Makers, samples: Sequence[Any], unrolled: Any, **options: Any) -> None:
        self.network, self.optimizer = makers[0](), makers[1]()
        self.history: Optional[History] = None
        self.error: Optional[BaseException] = None
        options = {name: option(self.network, self.optimizer) if name == "watching" else option
                   for name, option in options.items()}
        if "watching" in options:
            options["callback"] = options.pop("watching")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                self.history = fit(self.network, samples, optimizer=self.optimizer, unrolled=unrolled,
                                   **options)
            except BaseException as error:
                self.error = error
        size = min(options.get("batch_size", 1) or len(samples), len(samples))
        self.everything = {**everything(self.network, self.optimizer, len(samples) % size or size),
                           "error": (type(self.error), str(self.error)),
                           "losses": exact(self.history.losses) if self.history else None}


def same(make: Callable[[], Network], optimizer: Callable[[], Any], samples: Sequence[Any],
         epochs: int = 3, expected_reason: Optional[str] = "", **options: Any) -> Outcome:
    """Assert that the training leaves the same bits unrolled, and was unrolled (or why not)."""
    objects, unrolled = (Outcome((make, optimizer), samples, choice, epochs=epochs, **options)
                         for choice in (False, True))
    found = [name for name in differences(objects.everything, unrolled.everything)
             if objects.error is None or name not in OLDER]
    assert not found, {name: (objects.everything.get(name), unrolled.everything.get(name))
                       for name in found if name in ("error", "losses", "phase")} or found
    if unrolled.history is not None and expected_reason is not None:
        reason = unrolled.history.reason
        assert reason == expected_reason if not expected_reason else expected_reason in reason, reason
    return unrolled

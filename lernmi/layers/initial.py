"""Initial weights: what they are before anything is learned."""

from __future__ import annotations

import math
import random
from typing import Any, Callable, Dict, List, Tuple

from .. import checks
from ..errors import UnknownName
from ..weight import Weight

Draw = Callable[[random.Random, int, int], float]       # generator, links in, links out → a weight


def uniform(generator: random.Random, links_in: int, links_out: int) -> float:
    """Evenly between −0.5 and 0.5, as the Ruby original does."""
    return generator.uniform(-0.5, 0.5)


def xavier(generator: random.Random, links_in: int, links_out: int) -> float:
    """Evenly within ±√(6 / (links in + links out)): keeps sigmoid and tanh out of saturation.

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward
    neural networks, 2010, equation 16.
    """
    limit = math.sqrt(6.0 / (links_in + links_out))
    return generator.uniform(-limit, limit)


def he(generator: random.Random, links_in: int, links_out: int) -> float:
    """Normally distributed, standard deviation √(2 / links in): for relu and its relatives.

    Source: He and others, Delving deep into rectifiers, 2015, equation 10.
    """
    return generator.gauss(0.0, math.sqrt(2.0 / links_in))


DRAWS: Dict[str, Draw] = {"uniform": uniform, "xavier": xavier, "glorot": xavier, "he": he}


def way_to_draw(given: Any, what: str) -> Any:
    """A function for the name of one or for one number for all; numbers listed stay as they are."""
    if isinstance(given, str):
        if given not in DRAWS:
            raise UnknownName(f"way to draw {what}", given, DRAWS)
        return DRAWS[given]
    if callable(given) or hasattr(given, "__len__"):
        return given
    constant = checks.number(given, f"the value for all {what}")
    return lambda generator, links_in, links_out: constant


def make_weights(wanted: Any, fans: Tuple[int, int], count: int, generator: random.Random,
                 name: str) -> List[Weight]:
    """``count`` Weights called ``name`` with {} for the index: drawn, or from numbers or Weights.

    ``fans``: links into each neuron of the layer, links out of each neuron before it.
    """
    if callable(wanted):
        return [Weight(wanted(generator, *fans), name.format(index)) for index in range(count)]
    entries = checks.listed(wanted, count, name.format(f"0..{count - 1}"))
    return [_as_weight(entry, name.format(index)) for index, entry in enumerate(entries)]


def _as_weight(entry: Any, name: str) -> Weight:
    if isinstance(entry, Weight):
        entry.name = entry.name or name
        return entry
    return Weight(entry, name)

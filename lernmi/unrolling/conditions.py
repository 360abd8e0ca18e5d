"""When an unrolled step serves, and when it pays; the figures were measured by `lernmi bench`."""

from __future__ import annotations

import sys
from typing import Any, Iterable, List, Optional, Sequence, Tuple, Union

from ..network.network import Network
from ..support.errors import BadInput
from ..support.formatting import quoted
from .symbolic.limits import SMALL

Choice = Union[bool, str]                       # True, False or "auto"
Floats = Tuple[List[float], List[float]]        # inputs and targets

PAYS_AFTER = 700            # steps: unrolling takes as long as about 400 of the objects'
PAYS_FORWARD = 400          # samples of forward passes alone
FEWEST_BETWEEN = 8          # steps from one callback to the next, since the objects take the last of them
MOST_LINKS = 100_000        # more take a minute and a gigabyte to compile
MOST_SYMBOLS = 1_000_000    # likewise: ten for a link with gradient descent, thirty with Adam
WATCHED = "a debugger or a tracer is watching"
MANY_ZEROS = 0.35           # the share of inputs from which on zeros are skipped


def check_choice(unrolled: Any) -> Choice:
    """True, False or "auto"; BadInput for anything else."""
    if isinstance(unrolled, bool) or unrolled == "auto" and isinstance(unrolled, str):
        return unrolled
    raise BadInput(f'unrolled must be True, False or "auto", not {quoted(unrolled)}.')


def reason_against(network: Network, samples: Iterable[Floats], unrolled: Choice, steps: int,
                   between: Optional[int] = None, pays_after: int = PAYS_AFTER) -> str:
    """Why ``steps`` learning steps are better taken by the objects; "" if they aren't.

    ``between``: how many of them until somebody looks at the objects.
    """
    if unrolled is False:
        return "unrolled=False"
    if unrolled == "auto":
        if sys.implementation.name != "cpython":
            return f"{sys.implementation.name} compiles the objects, and runs them faster"
        if steps < pays_after:
            return f"unrolling pays from {pays_after} steps on, and there are {steps}"
        if between is not None and between < FEWEST_BETWEEN:
            return f"somebody looks after every {between} step{'s' * (between != 1)}"
    if is_watched():
        return WATCHED
    if len(network.links) > MOST_LINKS:
        return f"more than {MOST_LINKS:,} links"
    return "" if all(map(is_small, samples)) else f"a sample has a number larger than {SMALL:g}"


def is_watched() -> bool:
    """Whether a debugger, a tracer or a coverage tool follows what runs: it means the objects."""
    if sys.gettrace() is not None:
        return True
    monitoring: Any = getattr(sys, "monitoring", None)
    return bool(monitoring and monitoring.get_tool(monitoring.DEBUGGER_ID))


def is_small(sample: Floats) -> bool:
    """Whether no input or target is larger than what an unrolled step is made for."""
    return all(max(numbers) <= SMALL and min(numbers) >= -SMALL for numbers in sample if numbers)


def has_many_zeros(samples: Sequence[Floats]) -> bool:
    """Whether skipping the products with inputs that are 0 pays."""
    inputs = [number for sample in samples[:100] for number in sample[0]]
    return inputs.count(0.0) >= MANY_ZEROS * len(inputs)

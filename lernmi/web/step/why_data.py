"""Whose fault is it? For each neuron, link and weight of a small step, the strongest paths from the loss."""

from __future__ import annotations

import itertools
import math
from typing import Dict, List

from ...network.names import in_parentheses
from ...support.formatting import significant
from ...tracing.learning_trace import Trace
from ...tracing.reasons.words import zeros_sentence
from ...tracing.reasons.zeros import zeros_of
from ...tracing.traced_number import NumberText
from ...tracing.why import Path, Why
from ...tracing.why_tree import folded_path
from .things import Things

MOST_WORK = 1_000_000       # things times writes: of a larger step, each sensitivity is followed back by hand
MOST_PATHS = 6


def paths_by_thing(trace: Trace, things: Things, digits: int) -> Dict[int, List[str]]:
    """The lines about each thing to which paths lead, by its number: a heading, paths, their sum.

    Of a sensitivity of 0, why it is 0; none of one that is no finite number.
    """
    if len(things.of_the_network) * sum(map(len, trace)) > MOST_WORK:
        return {}
    whys = ((things.number(thing), Why(trace, thing, thing.name)) for thing in things.of_the_network)
    return {number: list(_lines(why, lambda value: significant(value, digits)))
            for number, why in whys if why.number_of_paths and math.isfinite(why.sensitivity)}


def _lines(why: Why, text: NumberText) -> List[str]:
    if why.sensitivity == 0.0:
        return [zeros_sentence(zeros_of(why), why.trace.network, text)]
    count = why.number_of_paths
    paths = list(itertools.islice(why.paths(), MOST_PATHS))
    which = (f"The {len(paths)} strongest of {count:,} paths" if count > len(paths)
             else f"The {count} paths" if count > 1 else "The path")
    lines = [f"{which} from the loss to {why.name}:", *(_path_line(why, path, text) for path in paths)]
    if count > len(paths):
        rest = why.sensitivity - math.fsum(path.product for path in paths)
        lines.append(f"all others together = {text(rest)}")
    return lines if count == 1 else [*lines, f"their sum = {text(why.sensitivity)}"]


def _path_line(why: Why, path: Path, text: NumberText) -> str:
    """The names on a path, and its factors; neurons that only pass a sensitivity on are counted."""
    names: List[str] = []
    factors: List[str] = []
    for fold in folded_path(why, path):
        if fold.neurons:
            names.append(f"({fold.neurons:,} neurons that pass it on)")
            factors.append(f"1 ({len(fold.steps):,} times)")
            continue
        for thing, factor in fold.steps:
            if not hasattr(thing, "source") or thing is why.thing:
                names.append(in_parentheses(thing.name))
            factors.append(text(factor))
    return f"{' → '.join(names)}: {' × '.join(factors)} = {text(path.product)}"

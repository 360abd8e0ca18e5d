"""The logic gates and other threshold tasks: every combination of bits, and what follows from it."""

from __future__ import annotations

import itertools
from typing import Callable, Dict, List, NamedTuple, Sequence, Tuple

from ..content import Column, Content

Samples = List[Tuple[List[float], List[float]]]     # inputs, targets


class Gate(NamedTuple):
    """A function of bits."""

    inputs: int
    title: str
    function: Callable[[Sequence[int]], bool]


GATES: Dict[str, Gate] = {
    "not": Gate(1, "one bit, turned around", lambda bits: not bits[0]),
    "and": Gate(2, "1 when both are 1", all),
    "or": Gate(2, "1 when at least one is 1", any),
    "nand": Gate(2, "0 when both are 1", lambda bits: not all(bits)),
    "nor": Gate(2, "0 when at least one is 1", lambda bits: not any(bits)),
    "xor": Gate(2, "1 when one is 1, but not both; no single neuron can", lambda bits: sum(bits) == 1),
    "xnor": Gate(2, "1 when both are equal; no single neuron can", lambda bits: sum(bits) != 1),
    "majority": Gate(3, "1 when at least two of three are 1", lambda bits: sum(bits) >= 2),
}


def gate_samples(name: str) -> Samples:
    """Every combination of inputs of that gate, each with its target, 0 or 1.

    >>> gate_samples("not")
    [([0.0], [1.0]), ([1.0], [0.0])]
    """
    gate = GATES[name]
    return [([float(bit) for bit in bits], [float(gate.function(bits))])
            for bits in itertools.product((0, 1), repeat=gate.inputs)]


def gate(name: str) -> Content:
    """The gate of that name as a data set."""
    columns = [Column(f"x{index + 1}", "0 or 1") for index in range(GATES[name].inputs)]
    rows = [[*inputs, str(int(target))] for inputs, [target] in gate_samples(name)]
    return Content(rows, columns, [Column(name, GATES[name].title, "category")], scaling="none")

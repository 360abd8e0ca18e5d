"""Features: inputs computed from other inputs, those of the TensorFlow Playground.

======== ============================
x1       the first input, as it is
x1²      its square, also x1^2
x1·x2    the product of two, also x1*x2
sin x1   its sine, also sin(x1)
======== ============================
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple, Sequence

from ..support import validation
from ..support.errors import BadInput
from ..support.formatting import quoted

INPUT = r"x([1-9][0-9]{0,8})"
FORMS = {re.compile(INPUT): "input", re.compile(rf"{INPUT}(?:²|\^2|\*\*2)"): "square",
         re.compile(rf"{INPUT} ?[·*×] ?{INPUT}"): "product", re.compile(rf"sin ?\(?{INPUT}\)?"): "sine"}
NAMES = {"input": "x{0}", "square": "x{0}²", "product": "x{0}·x{1}", "sine": "sin x{0}"}


class Feature(NamedTuple):
    """A feature: what it is of which inputs, counted from 0."""

    kind: str
    first: int
    second: int

    @property
    def name(self) -> str:
        """Such as x1²."""
        return NAMES[self.kind].format(self.first + 1, self.second + 1)

    def value(self, inputs: Sequence[float]) -> float:
        """The feature of these inputs."""
        one = inputs[self.first]
        if self.kind == "input":
            return one
        return math.sin(one) if self.kind == "sine" else one * inputs[self.second]


def parsed(name: object, inputs: int) -> Feature:
    """The feature of that name; BadInput where there is none, or no such input.

    >>> parsed("x1^2", 2).name, parsed("sin(x2)", 2).value([0.0, math.pi / 2])
    ('x1²', 1.0)
    """
    text = validation.text(name, "the name of a feature").strip()
    for form, kind in FORMS.items():
        match = form.fullmatch(text)
        if match:
            numbers = [int(number) for number in match.groups()]
            for number in numbers:
                if number > inputs:
                    raise BadInput(f"the feature {text} can't be computed: there is no x{number}, "
                                   f"the inputs are x1 to x{inputs}.")
            return Feature(kind, numbers[0] - 1, numbers[-1] - 1)
    raise BadInput(f"no feature is called {quoted(text)}: try x1, x1², x1·x2 or sin x1.")

"""The picture of a sheet: the network with its weights and inputs, its other circles to be written into."""

from __future__ import annotations

import math
from typing import List, Sequence, Union

from ...link import Link
from ...neuron import Neuron
from ...teaching.worksheets.exercise import Exercise
from ...weight import Weight
from ..canvas import Canvas
from ..network.block import Block
from ..network.blocks import blocks_of
from ..network.drawing import Drawing
from ..network.links import Links
from ..network.numbers import Numbers
from ..svg import Svg

BLANK = math.nan            # a circle without a number
ALIKE = 1.6                 # the width of all lines
EDGE = 4.0                  # beside the drawing
CUT_ABOVE, CUT_BELOW = 18.0, 26.0       # white above and below it


class SheetNumbers(Numbers):
    """The numbers that a sheet states: inputs and targets of one sample, and weights; nothing on hovering."""

    def __init__(self, exercise: Exercise) -> None:
        super().__init__(exercise.single)
        self.exercise = exercise
        inputs, targets = exercise.samples[0] if len(exercise.samples) == 1 else ([], [])
        self._stated = {id(neuron): value for neuron, value in zip(exercise.single.inputs, inputs)}
        self._expected = {id(neuron): (number, value) for number, (neuron, value) in enumerate(
            zip(exercise.single.outputs, targets), start=1)}

    def of(self, thing: Union[Neuron, Weight]) -> float:
        """The number of a weight or an input; BLANK of another neuron."""
        return self._stated.get(id(thing), BLANK) if isinstance(thing, Neuron) else thing.value

    def written(self, number: float) -> str:
        """The number as the sheet writes it."""
        return "" if math.isnan(number) else self.exercise.conventions.written(number)

    def largest(self, neurons: Sequence[Neuron]) -> float:  # type: ignore[override]
        """So large that no circle is filled: there must be room to write."""
        return math.inf

    def thickness(self, number: float) -> float:
        """All lines are alike."""
        return ALIKE

    def meaning(self, neuron: Neuron) -> List[str]:
        """Nothing beside the names."""
        return []

    def target(self, neuron: Neuron) -> List[str]:
        """The target of an output: "d1 = 0.9"."""
        if id(neuron) not in self._expected:
            return []
        number, value = self._expected[id(neuron)]
        return [f"d{number} = {self.written(value)}"]

    def neuron_hint(self, neuron: Neuron) -> str:
        """No hint: it might be a result."""
        return ""

    def link_hint(self, link: Link) -> str:
        """No hint."""
        return ""


class SheetLinks(Links):
    """The weights' numbers are near the neurons that their lines leave, where lines are apart."""

    shares = (0.27, 0.2, 0.73, 0.8, 0.35, 0.65, 0.5)


class SheetDrawing(Drawing):
    """The drawing without a legend."""

    def __init__(self, numbers: Numbers, blocks: Sequence[Block]) -> None:
        super().__init__(numbers, blocks)
        self.links = SheetLinks(numbers, blocks)

    @staticmethod
    def _draw_legend(canvas: Canvas, y: float) -> None:
        """None: the signs are written."""


def sheet_picture(exercise: Exercise) -> Svg:
    """The network of a sheet."""
    numbers, words = SheetNumbers(exercise), exercise.words
    blocks = blocks_of(numbers)
    titles = [words["inputs title"], *[words["hidden title"]] * (len(blocks) - 2), words["outputs title"]]
    for block, title in zip(blocks, titles):
        block.titles = [title]
    svg = SheetDrawing(numbers, blocks).svg()
    right = blocks[-1].x + blocks[-1].width + EDGE
    picture = Svg(right - blocks[0].x + EDGE, svg.height - CUT_ABOVE - CUT_BELOW, words["picture"])
    picture.include(svg, EDGE - blocks[0].x, -CUT_ABOVE)
    return picture

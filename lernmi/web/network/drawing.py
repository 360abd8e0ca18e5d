"""A network as a vector picture."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence

from ...figures.palette import LIGHT
from ...network.network import Network
from ...network.whose_numbers import whose_numbers
from ...support.formatting import count_of
from ..canvas import SMALL, Canvas, KeyOf
from ..svg import NARROWEST, Svg, text_width
from .block import Block
from .blocks import blocks_of
from .circles import Circles
from .links import Links
from .numbers import Numbers

MARGIN, NARROW_MARGIN = 20.0, 6.0
MOST_IN_WORDS = 12      # outputs that the description names


def network_svg(network: Network, what: str = "values", digits: int = 4) -> Svg:
    """The network as it is now: neurons filled by their numbers, links as thick as their weights.

    ``what``: values, sensitivities (also of the weights: whose fault is it?) or slopes of the neurons.
    ``digits``: significant digits. No number covers another one: those that have no room are shown on
    hovering, and a line below says how many these are, and what of a large layer isn't drawn.
    Raises BadInput for another ``what`` or digits outside 1 to 17.
    """
    network.refresh()
    numbers = Numbers(network, what, digits)
    blocks = blocks_of(numbers)
    return Drawing(numbers, blocks).svg()


class Drawing:
    """Blocks from left to right, with the links between them, and a legend below.

    ``key_of``: see Canvas.
    """

    def __init__(self, numbers: Numbers, blocks: Sequence[Block], key_of: Optional[KeyOf] = None) -> None:
        self.numbers, self.blocks, self.key_of = numbers, blocks, key_of
        self.margin, self.narrowest = (NARROW_MARGIN, 0.0) if numbers.is_narrow else (MARGIN, NARROWEST)
        for block in blocks:
            block.measure()
            block.move_to(0.0, 0.0)           # for the links to know which neurons have anchors
        self.links = Links(numbers, blocks)

    def svg(self) -> Svg:
        """The picture."""
        svg = Svg(0.0, 0.0, f"The network: {self._in_short()}", self._in_words())
        canvas = Canvas(svg, self.key_of)
        top = MARGIN + self.links.height_above
        self._arrange(top)
        svg.width = max(self.narrowest, self.blocks[-1].x + self.blocks[-1].width + self.margin)
        self.links.draw(canvas, top)
        for block in self.blocks:
            block.draw(canvas)
        self.links.write(canvas)
        bottom = max(block.y + block.height for block in self.blocks) + MARGIN
        self._draw_legend(canvas, bottom)
        svg.height = bottom + MARGIN / 2
        svg.caption = self._sentences(canvas.unwritten)
        if len(self.blocks) == 1:
            svg.breaks = self.blocks[0].breaks
        return svg

    def _arrange(self, top: float) -> None:
        """All blocks around one axis, and what follows a table beside the rows that it is computed from."""
        axis = top + max(block.axis - block.y for block in self.blocks)
        gaps = [self.links.gap_after(index) for index in range(len(self.blocks) - 1)]
        width = sum(block.width for block in self.blocks) + sum(gaps) + 2 * self.margin
        x = self.margin + max(self.narrowest - width, 0.0) / 2
        for index, (block, gap) in enumerate(zip(self.blocks, [*gaps, 0.0])):
            beside = self.links.axis_of(index)
            axis = axis if beside is None else beside
            y = max(axis - (block.axis - block.y), top)
            if beside is not None:
                y = max(min(y, self.blocks[index - 1].y + self.blocks[index - 1].height - block.height), top)
            block.move_to(x, y)
            x += block.width + gap

    # ---- words -------------------------------------------------------------------------------------

    def _in_short(self) -> str:
        network = self.numbers.network
        return (f"{count_of(len(network.neurons), 'neuron')}, {count_of(len(network.links), 'link')}, "
                f"{count_of(len(network.weights), 'weight')}")

    def _in_words(self) -> str:
        """What a screen reader says: whose numbers they are, and the outputs."""
        network, written = self.numbers.network, self.numbers.written
        outputs = [f"{neuron.name} {written(self.numbers.of(neuron))}" + (
            f" (target {written(self.numbers.targets[id(neuron)])})" if id(neuron) in self.numbers.targets
            else "") for neuron in network.outputs[:MOST_IN_WORDS]]
        more = len(network.outputs) - len(outputs)
        return " ".join([f"{network!r}.", whose_numbers(network), f"The {self.numbers.what} of the outputs: "
                         f"{', '.join(outputs)}{f' and {more} more' if more > 0 else ''}.", *self._loss()])

    def _loss(self) -> List[str]:
        network = self.numbers.network
        if network.latest_loss is None:
            return []
        return [f"Loss ({network.loss.name}): {self.numbers.written(network.latest_loss)}."]

    @staticmethod
    def _draw_legend(canvas: Canvas, y: float) -> None:
        x = MARGIN
        for colour, text in ((LIGHT.positive, "positive"), (LIGHT.negative, "negative")):
            canvas.svg.circle(x + 6.0, y - 4.0, 6.0, fill=colour)
            canvas.text(x + 17.0, y, text, size=SMALL)
            x += 34.0 + text_width(text, SMALL)

    def _of_weights(self) -> str:
        """What lines and cells show, where a weight isn't a fixed part of the wiring."""
        if not self.numbers.learning:
            return ""
        number = "sensitivity" if self.numbers.what == "sensitivities" else "value"
        largest = self.numbers.written(self.numbers.largest_weight)
        return (f" Weights: their {number}; the thicker a line and the darker a cell, the larger it is, "
                f"up to {largest}.")

    def _of_lines(self) -> str:
        """Which kinds of lines, beside those of weights, are drawn."""
        has_biases = any(block.biases(neuron) for block in self.blocks if isinstance(block, Circles)
                         for neuron in block.circles)
        return "".join([" A short line from below is a bias." if has_biases else "",
                        " Lines with the same dashes share a weight." if self.links.shares_weights else "",
                        " × is the product of two neurons: the dashed line comes from the one that gates."
                        if self.links.has_gates else ""])

    def _sentences(self, unwritten: int) -> List[str]:
        numbers, network = self.numbers, self.numbers.network
        drawn: Dict[str, int] = {"neuron": len(set().union(*(block.shown for block in self.blocks))),
                                 "link": self.links.drawn}
        neurons = len(network.neurons) - 1
        return [
            " ".join([whose_numbers(network), *self._loss()]),
            f"Neurons: their {numbers.what}.{self._of_weights()}{self._of_lines()}",
            *([f"{drawn['neuron']:,} of {count_of(neurons, 'neuron')} are drawn."]
              if drawn["neuron"] < neurons else []),
            *([f"{count_of(unwritten, 'number')} without room {'is' if unwritten == 1 else 'are'} shown on "
               "hovering."] if unwritten else [])]

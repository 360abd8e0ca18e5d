"""The scene of all other data: which answers the samples get."""

from __future__ import annotations

from typing import Dict, List, Sequence, Tuple

from rich.text import Text

from ....figures.meaning import VALUE, meaning_of
from ....figures.palette import shade, text_on
from ....figures.plane.grid import Grid
from ....figures.scale import scale_of
from ....network.classes import outputs_per_class
from ....support.formatting import significant
from ....unrolling.forward import ForwardPass
from ...charts.axes import framed, ticks_for
from ...charts.plot_area import PlotArea
from ...charts.raster import has_colours, palette_of
from ...display.page import Page
from ..training import LONG, Training

DIGITS = 3
LONGEST_NAME = 12       # characters of a class
CELL = 6                # columns of a count
FEWEST_WORST = 3        # rows for the list of the worst answers
SPOT = "o"


class AnswersScene:
    """A table of the answers by their right classes, or answers against targets; and the worst of them."""

    def __init__(self, training: Training) -> None:
        self._network = training.network
        self._pairs = training.held_out or training.samples
        self._of = "held out" if training.held_out else "learned"
        assignment = training.assignment
        self._numbers: Sequence[int] = range(len(self._pairs))      # of the samples, in the data set
        if training.held_out:
            self._numbers = assignment.dataset.split_indices(assignment.recipe.validation, assignment.seed)
        self._meaning = meaning_of(self._network, training.samples)
        self._size = outputs_per_class(self._network) or len(self._network.outputs)
        self._forward = ForwardPass(self._network, self._pairs, times=LONG)
        self._answers: List[List[float]] = []       # of each sample, its loss and the outputs

    def title(self, page: Page, columns: int) -> Text:
        """What is shown."""
        what = "answers over targets" if self._meaning.kind == VALUE else "answers, a class in each row"
        return Text(page.text(f"{self._of}: {what}"), "dim")

    def compute(self, columns: int, rows: int, chosen: int) -> None:
        """Let the network answer all of them, as it is now."""
        self._answers = self._forward.run()

    def lines(self, page: Page, columns: int, rows: int) -> List[Text]:
        """The table or the plot, and below it the worst answers."""
        if self._meaning.kind == VALUE:
            lines = self._plot(page, columns, rows - FEWEST_WORST - 2)
        else:
            lines = self._table(page, columns, rows - FEWEST_WORST - 1)
        return [*lines, Text(), *self._worst(page, rows - len(lines) - 2)]

    # ---- classes -----------------------------------------------------------------------------------

    def counts(self) -> List[List[int]]:
        """How many samples of each class (rows) got which answer (columns)."""
        size = len(self._meaning.names)
        counts = [[0] * size for _ in range(size)]
        for number in range(len(self._pairs)):
            for expected, answer in self._classes(number):
                counts[expected][answer] += 1
        return counts

    def _classes(self, number: int) -> List[Tuple[int, int]]:
        """The indices of the right class and of the answer; of several, where each time step has one."""
        (_, *outputs), (_, targets) = self._answers[number], self._pairs[number]
        parts = [slice(start, start + self._size) for start in range(0, len(outputs), self._size)]
        return [(self._meaning.expected(targets[part]) or 0, self._meaning.answer(outputs[part]) or 0)
                for part in parts]

    def _table(self, page: Page, columns: int, rows: int) -> List[Text]:
        names = [page.text(name)[:LONGEST_NAME] for name in self._meaning.names]
        label = max(map(len, names)) + 1
        wide = min(max(CELL, label), (columns - label) // len(names))
        if wide < 2 or len(names) >= rows:
            right = sum(row[index] for index, row in enumerate(self.counts()))
            return [Text(page.text(f"{right:,} of {len(self._pairs):,} right; {len(names)} classes, "
                                   "too many for a table here"))]
        heading = Text(" " * label).append("".join(f"{name[:wide - 1]:>{wide}}" for name in names), "dim")
        return [heading, *(self._row(page, name, row, index, label, wide)
                           for index, (name, row) in enumerate(zip(names, self.counts())))]

    def _row(self, page: Page, name: str, row: Sequence[int], right: int, label: int, wide: int) -> Text:
        """The counts of a class, each on a colour: blue for right answers, orange for wrong ones."""
        line = Text(f"{name:<{label}}", "dim")
        palette, total = palette_of(page), sum(row)
        for index, count in enumerate(row):
            colour = shade(count if index == right else -count, total, palette)
            style = f"not dim {text_on(colour)} on {colour}" if has_colours(page) else "not dim"
            line.append(f"{count or '·' if not page.ascii else count:>{wide - 1}} ", style)
        return line

    # ---- numbers -----------------------------------------------------------------------------------

    def points(self) -> List[Tuple[float, float]]:
        """The target and the answer of each output of each sample."""
        return [pair for (_, *outputs), (_, targets) in zip(self._answers, self._pairs)
                for pair in zip(targets, outputs)]

    def _plot(self, page: Page, columns: int, rows: int) -> List[Text]:
        points = self.points()
        across = scale_of([target for target, _ in points])
        up = scale_of([number for point in points for number in point])
        gutter = max(len(text) for _, text in ticks_for(rows, up))
        area = PlotArea(page, columns - gutter - 2, rows)
        area.draw_line(1, [up.share(across.number(share / 20.0)) for share in range(21)])
        for target, answer in points:
            area.put(area.column(across.share(target)), area.row(up.share(answer)), SPOT, "bold")
        return framed(page, area, ticks_for(rows, up), gutter)

    # ---- the worst ---------------------------------------------------------------------------------

    def _worst(self, page: Page, rows: int) -> List[Text]:
        """The samples with the highest losses; where there are classes, only wrong answers."""
        are_values = self._meaning.kind == VALUE
        wrong = [number for number in range(len(self._pairs)) if are_values
                 or any(expected != answer for expected, answer in self._classes(number))]
        order = sorted(wrong, key=lambda number: -self._answers[number][0])
        if not order:
            return [Text("all answers are right", "dim")]
        lines = [Text("the worst answers:" if are_values else "the worst wrong answers:", "dim")]
        return lines + [Text(page.text(f"{self._numbers[number]:>5}  {self._in_words(number)}"))
                        for number in order[:max(rows - 1, 0)]]

    def _in_words(self, number: int) -> str:
        names, (loss, *outputs), (_, targets) = (
            self._meaning.names, self._answers[number], self._pairs[number])
        if self._meaning.kind == VALUE:
            target, output = (" ".join(significant(one, DIGITS) for one in numbers)
                              for numbers in (targets, outputs))
            return f"{target}, answered {output}"
        if self._size == len(outputs):
            [(expected, answer)] = self._classes(number)
            return f"{names[expected]}, answered {names[answer]}"
        steps = [step for step, (expected, answer) in enumerate(self._classes(number)) if expected != answer]
        return f"wrong at {', '.join(map(str, steps))}; loss {significant(loss, DIGITS)}"

    def neuron_maps(self, size: int) -> Dict[str, Grid]:
        """None: there is no plane in which a neuron could be drawn."""
        return {}

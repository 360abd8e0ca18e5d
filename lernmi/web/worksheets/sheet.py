"""The pupils' sheets as a page of HTML: each begins a page of paper, and has numbers of its own."""

from __future__ import annotations

import math
from typing import Iterator, List, Sequence, Tuple

from ...figures.palette import LIGHT
from ...teaching.worksheets.exercise import Exercise
from ...teaching.worksheets.formulas import formulas_of
from ...teaching.worksheets.layout import (
    FORWARD,
    WeightRow,
    loss_item,
    neuron_table,
    stated_lines,
    stated_samples,
    weight_rows,
)
from ...teaching.worksheets.tasks import task_of
from ..page import whole_page
from ..svg import Svg, escaped
from .markup import cell, heading, mathematical
from .picture import sheet_picture
from .style import PAGE_HEIGHT, PAGE_WIDTH, STYLE

WHITE = "#ffffff"
HEADER = 22.0                   # heights in mm: title and name
LINE, FORMULA_LINE = 5.0, 4.5   # a line of text, of formulas
HEADS = 18.0                    # title and head of the neurons' table
WEIGHT_HEADS = 12.5             # the same of the weights'
FOOT = 5.0                      # around the formulas
LETTERS, FORMULA_LETTERS = 105, 50      # of a line of text, and of one in two columns
SMALLEST_ROW, LARGEST_ROW = 8.3, 18.0
SMALLEST_PICTURE, LARGEST_PICTURE = 46.0, 68.0
LARGEST_UNIT = 0.26             # of the picture
SIDE_BY_SIDE = 4                # rows of weights, from which there are two columns of them
MOST_SIDE_BY_SIDE = 14          # weights in two columns
NAME, VALUE = {"class": "name"}, {"class": "value"}


def sheets_page(exercises: Sequence[Exercise]) -> str:
    """All sheets of a class."""
    words = exercises[0].words
    sections = [section for exercise in exercises for section in Sheet(exercise).sections()]
    return whole_page(words[f"title {exercises[0].level}"], sections, STYLE, words["language"])


class Sheet:
    """The pages of an exercise: one, or for two steps two."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise, self.words = exercise, exercise.words

    def sections(self) -> List[str]:
        """A page for each step, the first with the network."""
        texts, picture = task_of(self.exercise), sheet_picture(self.exercise)
        largest = min(LARGEST_PICTURE, LARGEST_UNIT * picture.height)
        row, height = self._heights(texts, largest)
        pages = [_section(row, [
            self._header(1), self._who(), *(f"<p>{mathematical(text)}</p>" for text in texts),
            self._picture(picture, height), *self._stated(), *self._step(1), self._formulas()])]
        if self.exercise.count > 1:
            pages.append(_section(self._heights([], 0.0)[0], [
                self._header(2), self._who(), *self._stated(), *self._step(2), self._formulas()]))
        return pages

    def _heights(self, texts: Sequence[str], largest: float) -> Tuple[float, float]:
        """The heights of a row and of the picture in mm: together they fill the page."""
        lines = sum(math.ceil(len(text) / LETTERS) for text in [*texts, *stated_lines(self.exercise)])
        formulas = sum(math.ceil((len(line.equation) + len(line.words)) / FORMULA_LETTERS)
                       for line in formulas_of(self.exercise))
        weights = weight_rows(self.exercise, 1)
        rows = len(neuron_table(self.exercise, 1).rows) + 1 + math.ceil(len(weights) / _columns(weights))
        room = (PAGE_HEIGHT - HEADER - LINE * lines - FORMULA_LINE * math.ceil(formulas / 2) - FOOT - HEADS
                - WEIGHT_HEADS * bool(weights))
        row = min(max((room - largest) / rows, SMALLEST_ROW), LARGEST_ROW)
        return row, min(max(room - rows * row, SMALLEST_PICTURE), largest)

    # ---- above the tables

    def _header(self, page: int) -> str:
        title, pages = self.words[f"title {self.exercise.level}"], self.exercise.count
        which = f"{self.words.filled('page', number=page, pages=pages)} · " if pages > 1 else ""
        return (f"<header><h1>{escaped(title)}</h1>"
                f'<div class="code">{escaped(which + self.words["code"])} '
                f"<b>{self.exercise.code}</b></div></header>")

    def _who(self) -> str:
        points = self.words.filled("of points", points=sum(item.points for item in self.exercise.items))
        lines = [("name", self.words["name"], self.exercise.pupil, ""), ("", self.words["class"], "", ""),
                 ("", self.words["date"], "", ""), ("points", self.words["points"], "", points)]
        return '<div class="who">' + "".join(
            f'<span class="{kind}">{escaped(label)} <u>{escaped(text)}</u> {escaped(after)}</span>'
            for kind, label, text, after in lines) + "</div>"

    def _picture(self, picture: Svg, height: float) -> str:
        """The network; beside it the samples, where there are several."""
        width = min(height * picture.width / picture.height, PAGE_WIDTH)
        svg = picture.markup(style=f"height:{height:.1f}mm;flex:0 1 {width:.0f}mm")
        return f'<div class="picture">{svg.replace(LIGHT.neutral, WHITE)}{self._samples()}</div>'

    def _samples(self) -> str:
        samples = stated_samples(self.exercise)
        if len(samples) == 1:
            return ""
        head = "".join([heading(self.words["sample"]), *(heading(name) for name, _ in samples[0])])
        lines = ["".join([heading(str(number)), *(cell(value) for _, value in sample)])
                 for number, sample in enumerate(samples, start=1)]
        body = "</tr><tr>".join(lines)
        return f"<table><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table>"

    def _stated(self) -> List[str]:
        return [f"<p>{mathematical(text)}</p>" for text in stated_lines(self.exercise)]

    # ---- the tables

    def _step(self, step: int) -> Iterator[str]:
        weights = weight_rows(self.exercise, step)
        begins = self.words["step 2 weights"] if step == 2 else ""
        yield self._title(self.words["neurons"], step, begins)
        yield self._neurons(step)
        if weights:
            yield self._title(self.words["weights"], step)
            yield self._weights(weights, step)

    def _title(self, text: str, step: int, more: str = "") -> str:
        which = f"{self.words.filled('step', number=step)}: " if self.exercise.count > 1 else ""
        return f"<h2>{escaped(which + text)}{f' <small>{escaped(more)}</small>' if more else ''}</h2>"

    def _neurons(self, step: int) -> str:
        table, words = neuron_table(self.exercise, step), self.words
        samples = sorted({row.sample for row in table.rows})
        forward, height = len(set(table.columns) & set(FORWARD)), len(table.rows) // len(samples)
        back = len(table.columns) - forward
        sample = heading(words["sample"], **NAME, rowspan=2) if samples != [0] else ""
        groups = heading(f"{words['forward']} →", colspan=forward) + (
            heading(f"← {words['back']}", colspan=back) if back else "")
        lines = [f"<table><thead><tr>{sample}{heading(words['neuron'], **NAME, rowspan=2)}{groups}</tr>",
                 f"<tr>{''.join(map(heading, table.columns))}</tr></thead><tbody>"]
        for index, row in enumerate(table.rows):
            begins = row.sample and index % height == 0
            which = heading(str(row.sample), rowspan=height) if begins else ""
            lines.append(f"<tr>{which}{heading(row.name)}{''.join(map(cell, row.cells))}</tr>")
        loss = heading(f"{words['loss']} L", colspan=2 if sample else 1)
        return "\n".join([*lines, f"<tr>{loss}{cell(loss_item(self.exercise, step), forward)}"
                          f"{cell('', back) if back else ''}</tr>", "</tbody></table>"])

    def _weights(self, rows: Sequence[WeightRow], step: int) -> str:
        height = math.ceil(len(rows) / _columns(rows))
        tables = [self._some_weights(rows[start:start + height], step)
                  for start in range(0, len(rows), height)]
        return f'<div class="weights">{"".join(tables)}</div>'

    def _some_weights(self, rows: Sequence[WeightRow], step: int) -> str:
        words = self.words
        value = heading(words["now"], **VALUE) if step == 1 else ""
        lines = [f"<table><thead><tr>{heading(words['weight'], **NAME)}{value}"
                 f"{heading('∂L/∂w')}{heading(words['new'])}</tr></thead><tbody>"]
        for row in rows:
            stated = cell(row.value) if step == 1 else ""
            lines.append(f"<tr>{heading(row.name)}{stated}{cell(row.slope)}{cell(row.new)}</tr>")
        return "\n".join([*lines, "</tbody></table>"])

    def _formulas(self) -> str:
        lines = [f"<p>{mathematical(line.equation)}"
                 + (f" &nbsp;<small>({mathematical(line.words)})</small>" if line.words else "") + "</p>"
                 for line in formulas_of(self.exercise)]
        return f'<div class="formulas">{"".join(lines)}</div>'


def _columns(rows: Sequence[WeightRow]) -> int:
    """In how many columns the weights stand side by side."""
    return 1 if len(rows) < SIDE_BY_SIDE else 2 if len(rows) <= MOST_SIDE_BY_SIDE else 3


def _section(row: float, content: Sequence[str]) -> str:
    return "\n".join([f'<section style="--row:{row:.1f}mm">', *content, "</section>"])

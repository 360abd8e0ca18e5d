"""The pupils' sheets as a page of HTML: each begins a page of paper."""

from __future__ import annotations

import math
from typing import List, NamedTuple, Sequence

from ...figures.palette import LIGHT
from ...teaching.worksheets.exercise import Exercise
from ...teaching.worksheets.formulas import formulas_of
from ...teaching.worksheets.layout import neuron_table, stated_lines, weight_rows
from ...teaching.worksheets.tasks import task_of
from ..page import whole_page
from ..svg import Svg, escaped
from .markup import mathematical, unbroken
from .picture import sheet_picture
from .style import PAGE_HEIGHT, PAGE_WIDTH, STYLE
from .tables import formulas_html, neurons_html, samples_html, weight_columns, weights_html

WHITE = "#ffffff"
HEADER = 22.0                   # heights in mm: title and name
LINE, FORMULA_LINE = 5.0, 4.5   # a line of text, of formulas
HEADS = 18.0                    # title and head of the neurons' table
WEIGHT_HEADS = 12.5             # the same of the weights'
FOOT = 8.0                      # around the formulas, and what another font may take
LETTERS, FORMULA_LETTERS = 95, 50       # of a line of text, and of one in two columns
SMALLEST_ROW, LARGEST_ROW = 8.2, 18.0
SMALLEST_PICTURE, USUAL_PICTURE, LARGEST_PICTURE = 40.0, 68.0, 110.0
ROW_BELOW_LARGE = 12.0          # of a row at the most, where the usual height is too low for the picture
LARGEST_UNIT = 0.26             # of the picture


class Paper(NamedTuple):
    """A page of paper: the height of a row of blanks in mm, and what is below the header."""

    row: float
    content: List[str]


def sheets_page(exercises: Sequence[Exercise]) -> str:
    """All sheets of a class."""
    words = exercises[0].words
    sections = [section for exercise in exercises for section in Sheet(exercise).sections()]
    return whole_page(exercises[0].title, sections, STYLE, words["language"])


class Sheet:
    """The pages of an exercise: one for each step, or two where it has too many blanks for one."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise, self.words = exercise, exercise.words

    def sections(self) -> List[str]:
        """Every page, with its header."""
        pages = [page for step in range(1, self.exercise.count + 1) for page in self._pages(step)]
        return ["\n".join([f'<section class="sheet" style="--row:{page.row:.1f}mm">',
                           self._header(number, len(pages)), self._who(number), *page.content, "</section>"])
                for number, page in enumerate(pages, start=1)]

    def _pages(self, step: int) -> List[Paper]:
        """The pages of a step; the first has the task and the network."""
        texts = task_of(self.exercise) if step == 1 else []
        picture = sheet_picture(self.exercise) if step == 1 else None
        full = _full_height(picture) if picture else 0.0
        largest, largest_row = ((full, LARGEST_ROW) if full <= USUAL_PICTURE
                                else (USUAL_PICTURE, ROW_BELOW_LARGE))
        weights = weight_rows(self.exercise, step)
        rows = len(neuron_table(self.exercise, step).rows) + 1
        all_rows = rows + math.ceil(len(weights) / weight_columns(len(weights)))
        room = self._room([*texts, *stated_lines(self.exercise)]) - WEIGHT_HEADS * bool(weights)
        fits = room - min(largest, SMALLEST_PICTURE) >= all_rows * SMALLEST_ROW or not weights
        stated = stated_lines(self.exercise, with_all_weights=not fits and step == 1)
        if not fits:
            room = self._room([*texts, *stated], False)     # the formulas and weights are on the next page
        row = min(_row(room - largest, all_rows if fits else rows), largest_row)
        above = [*(f"<p>{mathematical(text)}</p>" for text in texts),
                 *([self._picture(picture, room - row * (all_rows if fits else rows))] if picture else []),
                 *(f"<p>{unbroken(text)}</p>" for text in stated)]
        neurons, foot = self._neurons(step), [formulas_html(self.exercise)]
        if fits:
            return [Paper(row, [*above, *neurons, *self._weights(step), *foot])]
        return [Paper(row, [*above, *neurons]),
                Paper(_row(self._room([]) - WEIGHT_HEADS, all_rows - rows), [*self._weights(step), *foot])]

    def _room(self, texts: Sequence[str], has_formulas: bool = True) -> float:
        """The height in mm that a page has for the picture and rows of blanks, those of weights apart."""
        lines = sum(math.ceil(len(text) / LETTERS) for text in texts)
        formulas = sum(math.ceil((len(line.equation) + len(line.words)) / FORMULA_LETTERS)
                       for line in formulas_of(self.exercise))
        foot = FORMULA_LINE * math.ceil(formulas / 2) * has_formulas + FOOT
        return PAGE_HEIGHT - HEADER - LINE * lines - HEADS - foot

    def _header(self, page: int, pages: int) -> str:
        which = f"{self.words.filled('page', number=page, pages=pages)} · " if pages > 1 else ""
        return (f"<header><h1>{escaped(self.exercise.title)}</h1>"
                f'<div class="code">{escaped(which + self.words["code"])} '
                f"<b>{self.exercise.code}</b></div></header>")

    def _who(self, page: int) -> str:
        """Whose sheet it is; on its first page also the rest."""
        points = self.words.filled("of points", points=sum(item.points for item in self.exercise.items))
        lines = [("name", self.words["name"], self.exercise.pupil, ""), ("", self.words["class"], "", ""),
                 ("", self.words["date"], "", ""), ("points", self.words["points"], "", points)]
        return '<div class="who">' + "".join(
            f'<span class="{kind}">{escaped(label)} <u>{escaped(text)}</u> {escaped(after)}</span>'
            for kind, label, text, after in (lines if page == 1 else lines[:1])) + "</div>"

    def _picture(self, picture: Svg, room: float) -> str:
        """The network, as high as there is room; beside it the samples, where there are several."""
        height = min(max(room, SMALLEST_PICTURE), _full_height(picture))
        width = min(height * picture.width / picture.height, PAGE_WIDTH)
        svg = picture.markup(style=f"height:{height:.1f}mm;flex:0 1 {width:.0f}mm")
        samples = samples_html(self.exercise)
        return f'<div class="picture">{svg.replace(LIGHT.neutral, WHITE)}{samples}</div>'

    def _neurons(self, step: int) -> List[str]:
        begins = self.words["step 2 weights"] if step == 2 else ""
        return [self._title(self.words["neurons"], step, begins), neurons_html(self.exercise, step)]

    def _weights(self, step: int) -> List[str]:
        if not weight_rows(self.exercise, step):
            return []
        return [self._title(self.words["weights"], step), weights_html(self.exercise, step)]

    def _title(self, text: str, step: int, more: str = "") -> str:
        which = f"{self.words.filled('step', number=step)}: " if self.exercise.count > 1 else ""
        return f"<h2>{escaped(which + text)}{f' <small>{escaped(more)}</small>' if more else ''}</h2>"


def _full_height(picture: Svg) -> float:
    """The height in mm at which its letters are as large as the text, as far as it fits the page."""
    return min(LARGEST_PICTURE, min(LARGEST_UNIT, PAGE_WIDTH / picture.width) * picture.height)


def _row(room: float, rows: int) -> float:
    """The height of each of so many rows."""
    return min(max(room / rows, SMALLEST_ROW), LARGEST_ROW)

"""The course of training as curves: the losses, epoch by epoch."""

from __future__ import annotations

from bisect import bisect_right
from typing import Dict, List, Sequence

from rich.text import Text

from ...charts.curves import curve_lines
from ...display.page import Page
from ..training import Moment

FEWEST_ROWS, FEWEST_COLUMNS = 5, 24
MOST_ROWS = 14
MOST_POINTS = 300       # of a curve


def course_lines(page: Page, course: Sequence[Moment], columns: int, rows: int) -> List[Text]:
    """The curves of the loss of what is learned and of what is held out, in so many rows."""
    if rows < FEWEST_ROWS or columns < FEWEST_COLUMNS:
        return []
    epochs = max(int(course[-1].epochs), 1)
    return curve_lines(page, loss_curves(course, epochs), columns, min(rows, MOST_ROWS), epochs)


def loss_curves(course: Sequence[Moment], epochs: int, most: int = MOST_POINTS) -> Dict[str, List[float]]:
    """The losses after each epoch, or after so many of them, evenly spread: those measured last by then."""
    times = [moment.epochs for moment in course]
    count = min(epochs, most)
    ends = [1 + index * (epochs - 1) // max(count - 1, 1) for index in range(count)]
    moments = [course[max(bisect_right(times, end) - 1, 0)] for end in ends]
    curves = {"loss": [moment.learned.loss for moment in moments]}
    if course[0].held_out is not None:
        curves["test"] = [moment.held_out.loss for moment in moments if moment.held_out is not None]
    return curves

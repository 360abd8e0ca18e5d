"""Confusion matrices on a terminal: counts with the shades of their shares."""

import io
from typing import List

import pytest
from rich.text import Text

from lernmi.console.charts.confusion import draw_confusion
from lernmi.console.display.page import Page
from lernmi.figures.confusion import Confusion


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def lines_of(figure: Confusion, width: int, monkeypatch: pytest.MonkeyPatch) -> List[Text]:
    """What is drawn on a terminal with colours, below the title."""
    monkeypatch.setenv("TERM", "xterm-256color")
    shown: List[Text] = []
    page = Page(Terminal(), width=width)
    monkeypatch.setattr(page, "show", shown.append)
    draw_confusion(figure, page)
    return shown


def test_cells_are_shaded_by_their_share_and_right_answers_are_in_brackets(
        monkeypatch: pytest.MonkeyPatch) -> None:
    heading, yes, no = lines_of(Confusion(["yes", "no"], [[9, 0], [4, 12]]), 60, monkeypatch)
    assert heading.plain == "right class yes  no    right"
    assert yes.plain == "yes          [9]  ·  100.0 %" and no.plain == "no            4 [12]  75.0 %"
    assert [str(span.style) for span in yes.spans] == ["#000000 on #5fafff"]
    assert [str(span.style) for span in no.spans] == [          # a quarter is halfway to orange: its root
        "#ffffff on #8e520e", "#000000 on #569be1"]


@pytest.mark.parametrize("names, columns", [
    (["setosa", "versicolor", "virginica"], ["setosa", "versicolor", "virginica"]),
    ([f"class number {number}" for number in range(15)], [str(number) for number in range(15)])])
def test_columns_have_names_or_numbers_and_fit(names: List[str], columns: List[str],
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [[90 if row == column else 1 for column in range(len(names))] for row in range(len(names))]
    heading, *rows = lines_of(Confusion(names, counts), 80, monkeypatch)
    assert max(len(line.plain) for line in (heading, *rows)) <= 80 and len(rows) == len(names)
    assert heading.plain.split()[2:-1] == columns
    assert rows[-1].plain.split()[-3:] == ["[90]", f"{9000 / (89 + len(names)):.1f}", "%"]

"""Curves in characters: where the numbers are, labelled at their ends, at every size."""

import io
import math
from typing import Dict, List

import pytest

from lernmi import History
from lernmi.console.charts.curves import curve_lines
from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.curves import history_curves


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def in_ascii() -> Page:
    return Page(io.TextIOWrapper(io.BytesIO(), "ascii"))


def block(page: Page, curves: Dict[str, List[float]], width: int, rows: int) -> List[str]:
    return [line.plain for line in curve_lines(page, curves, width, rows)]


def printed(history: History, width: int = 80) -> List[str]:
    """What a pipe gets."""
    stream = io.StringIO()
    print_figure(Page(stream, width=width), history_curves(history))
    return stream.getvalue().splitlines()


def course(epochs: int) -> History:
    history = History([1.0 / number ** 2 for number in range(1, epochs + 1)])
    history.accuracies = [1.0 - 0.5 / number for number in range(1, epochs + 1)]
    history.validation_losses = [0.25] * epochs
    history.best_epoch = epochs // 2
    return history


def test_each_line_is_labelled_at_its_end_and_the_marks_are_where_the_numbers_are() -> None:
    assert block(in_ascii(), {"training": [10.0, 5.0, 0.0], "test": [10.0] * 3}, 48, 9) == [
        "   10 +xox x x x x x x x x x x x x  x test 10", "      |   oooo", "      |       ooooo",
        "    5 +            ooooo", "      |                 oooo", "      |                     oooo",
        "    0 +                         ooo o training 0",
        "      `+-------------+------------+", "epoch  1             2            3"]


def test_half_blocks_have_two_levels_in_a_character_and_each_line_its_own_dots() -> None:
    assert block(Page(io.StringIO()), {"training": [3.0, 0.0], "test": [1.0, 1.0]}, 34, 6) == [
        "      │▀▄▄", "    2 ┤   ▀▀▄", "      │      ▀▀▄▄", "      │▀ ▀ ▀ ▀ ▀ ▀▄█ ▀  ▄ ▄ test 1",
        "    0 ┤             ▀▀▄ training 0", "epoch  1              2"]


def test_two_lines_in_a_character_have_both_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    line = curve_lines(Page(Terminal()), {"one": [0.9] * 2, "two": [1.0] * 2, "three": [0.0] * 2}, 40, 5)[0]
    assert {str(span.style) for span in line.spans} == {"#5fafff", "#ff8700", "#ff8700 on #5fafff"}


@pytest.mark.parametrize("width, rows", [(20, 5), (24, 7), (33, 6), (60, 12), (100, 8)])
@pytest.mark.parametrize("curves", [
    {"training": [0.5]}, {"training": [0.25] * 4, "validation": [0.25] * 4}, {"training": [], "test": []},
    {"training": [1.0, math.nan, math.inf, 1e-9], "test": [math.nan] * 4},
    {"training": [1e300 / number for number in range(1, 5001)]}])
def test_it_fills_the_rows_and_never_exceeds_the_width(width: int, rows: int,
                                                       curves: Dict[str, List[float]]) -> None:
    for page in (Page(io.StringIO()), in_ascii()):
        lines = block(page, curves, width, rows)
        assert len(lines) == rows and max(map(len, lines)) <= width
        assert ("train" in "".join(lines)) is bool(curves["training"])


def test_the_course_of_training_has_both_plots_over_the_same_epochs() -> None:
    lines = printed(course(40))
    titles = [index for index, line in enumerate(lines) if "after each epoch" in line]
    assert [lines[index] for index in titles] == [
        "Mean loss after each epoch, logarithmic", "Share of right answers after each epoch"]
    below = next(line for line in lines if line.startswith("epoch"))
    assert below.split() == ["epoch", "1", "10", "best:", "20", "30", "40"]
    for start in titles:        # the best epoch is marked in both
        assert all(line[below.index("best") + 4] != " " for line in lines[start + 1:start + 11])
    assert any(line.endswith("training 0.000625") for line in lines)
    assert any(line.endswith("validation 0.25") for line in lines)
    assert any(line.endswith("training 98.8 %") for line in lines)
    assert lines[-2:] == ["Right answers: 98.8 %.", "The weights are those after epoch 20, when the "
                          "validation loss was least."]


def test_of_few_epochs_there_are_only_words() -> None:
    assert printed(course(1))[0] == "1 epoch: the mean loss was 1."
    assert len(printed(course(2))) == 4


def test_without_colours_two_lines_in_a_character_fill_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    for page in (Page(Terminal()), Page(io.StringIO())):
        line = curve_lines(page, {"one": [0.9] * 2, "two": [1.0] * 2, "three": [0.0] * 2}, 40, 5)[0]
        assert line.plain == f"    1 ┤{'█▄' * 10}█ ▄ ▄ two 1" and not line.spans

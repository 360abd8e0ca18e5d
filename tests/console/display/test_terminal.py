"""The terminal: contrasts of its colours, and text screen by screen."""

import io
from typing import List, Tuple

import pytest
from rich.cells import cell_len

from lernmi import Dense, Network
from lernmi.console.display.page import Page
from lernmi.console.display.terminal import UNKNOWN, Screens
from lernmi.console.network.network_view import print_network
from lernmi.figures.palette import DARK, LIGHT

ENOUGH = 4.5            # WCAG 2.1, level AA, for text


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", as WCAG 2.1 defines it."""
    parts = [int(colour[start:start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_of_known_colours() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["positive", "negative", "dim"])
def test_text_can_be_read(name: str) -> None:
    assert contrast(getattr(LIGHT, name), "#ffffff") >= ENOUGH
    assert contrast(getattr(DARK, name), "#000000") >= ENOUGH
    assert contrast(getattr(UNKNOWN, name), "#000000") >= ENOUGH


def test_dim_text_can_be_read_where_the_background_is_unknown() -> None:
    assert contrast(UNKNOWN.dim, "#ffffff") >= ENOUGH


def test_dim_text_of_a_saved_page_is_of_that_grey() -> None:
    page = Page(record=True, width=80)
    page.explain(["legend"])
    assert LIGHT.dim in page.console.export_html(inline_styles=True)


def shown(*texts: str, room: int) -> Tuple[List[str], io.StringIO]:
    """The screens on which the texts stand."""
    stream, screens = io.StringIO(), []

    def pause() -> None:
        screens.append(stream.getvalue())
        stream.seek(0)
        stream.truncate()
    writer = Screens(stream, room, pause)
    for text in texts:
        assert writer.write(text) == len(text)
    return [*screens, stream.getvalue()], stream


def test_what_fits_is_not_interrupted() -> None:
    assert shown("a\nb\n", "c\n", room=3)[0] == ["a\nb\nc\n"]


def test_what_is_written_at_once_stays_together() -> None:
    assert shown("a\nb\n", "c\nd\n", room=3)[0] == ["a\nb\n", "c\nd\n"]


def test_a_screen_is_not_left_nearly_empty() -> None:
    assert shown("a\n", "b\nc\nd\ne\n", room=4)[0] == ["a\nb\nc\nd\n", "e\n"]


def test_what_is_higher_than_a_screen_fills_several() -> None:
    rows = [f"{number}\n" for number in range(7)]
    assert shown("".join(rows), "x\n", room=3)[0] == ["0\n1\n2\n", "3\n4\n5\n", "6\nx\n"]


def test_no_screen_begins_with_an_empty_row() -> None:
    assert shown("a\nb\nc\n\n", room=3)[0] == ["a\nb\nc\n"]
    assert shown("a\nb\nc\n", "\n", "d\n", room=3)[0] == ["a\nb\nc\n", "d\n"]


def test_an_empty_row_at_the_end_does_not_turn_the_screen() -> None:
    assert shown("a\nb\n", "c\n\n", room=3)[0] == ["a\nb\nc\n"]


def test_all_else_is_the_streams() -> None:
    stream = io.StringIO()
    assert Screens(stream, 3, lambda: None).isatty() is False


@pytest.mark.parametrize("name", ["e\u0301te\u0301", "👩\u200d💻", "重み", "नेटवर्क"])
def test_marks_and_joiners_stay_with_their_characters_in_a_drawing(name: str) -> None:
    page = Page(record=True, width=80)
    print_network(page, Network(1, Dense(1, name=name), seed=1))
    text = page.console.export_text()
    assert f"╭ {name}[0] " in text
    boxes = [line for line in text.splitlines() if "│" in line or "╭" in line]
    assert len({cell_len(line) for line in boxes}) == 1

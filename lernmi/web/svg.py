"""Svg: a vector picture, element by element."""

from __future__ import annotations

from contextlib import contextmanager
from html import escape
from typing import Any, Iterator, List

from ..figures.palette import LIGHT

FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
TEXT_SIZE = 13.0            # of a letter, in units of the picture
LETTER = 0.62               # the width of a letter over its size, at most, in these fonts


class Svg:
    """A picture of so many units across and down, on white; it needs nothing from outside.

    ``title`` and ``description`` are what a screen reader says. Attributes of elements are given as
    Python writes them: ``stroke_width=2`` becomes stroke-width="2". ``hint`` is shown on hovering.
    """

    def __init__(self, width: float, height: float, title: str, description: str = "") -> None:
        self.width, self.height = width, height
        self.title, self.description = title, description
        self._elements: List[str] = []

    def rect(self, x: float, y: float, width: float, height: float, hint: str = "",
             **attributes: Any) -> None:
        """A rectangle, from its upper left corner."""
        self._add("rect", hint, x=x, y=y, width=width, height=height, **attributes)

    def circle(self, x: float, y: float, radius: float, hint: str = "", **attributes: Any) -> None:
        """A circle around its middle."""
        self._add("circle", hint, cx=x, cy=y, r=radius, **attributes)

    def line(self, x1: float, y1: float, x2: float, y2: float, hint: str = "", **attributes: Any) -> None:
        """A straight line."""
        self._add("line", hint, x1=x1, y1=y1, x2=x2, y2=y2, **attributes)

    def path(self, data: str, hint: str = "", **attributes: Any) -> None:
        """A path, in SVG's commands: "M 0 0 C 40 0 60 80 100 80"."""
        self._add("path", hint, d=data, **attributes)

    def text(self, x: float, y: float, text: str, hint: str = "", **attributes: Any) -> None:
        """A text on its base line; text_anchor is start, middle or end."""
        self._add("text", hint, escape(text), x=x, y=y, **attributes)

    @contextmanager
    def group(self, hint: str = "", **attributes: Any) -> Iterator[None]:
        """What is drawn in this block is a group with these attributes."""
        self._elements.append(f"<g{_written(attributes)}>{_title(hint)}")
        yield
        self._elements.append("</g>")

    def _add(self, name: str, hint: str, content: str = "", **attributes: Any) -> None:
        inside = _title(hint) + content
        end = f">{inside}</{name}>" if inside else "/>"
        self._elements.append(f"<{name}{_written(attributes)}{end}")

    def __str__(self) -> str:
        description = f"<desc>{escape(self.description)}</desc>" if self.description else ""
        width, height = _number(self.width), _number(self.height)
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" '
            f'font-family="{escape(FONT)}" font-size="{_number(TEXT_SIZE)}" fill="{LIGHT.text}">',
            f"<title>{escape(self.title)}</title>{description}",
            '<rect width="100%" height="100%" fill="#ffffff"/>', *self._elements, "</svg>"])


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """How many units a text is wide, at most."""
    return len(text) * size * LETTER


def _title(hint: str) -> str:
    return f"<title>{escape(hint)}</title>" if hint else ""


def _written(attributes: Any) -> str:
    return "".join(f' {name.replace("_", "-")}="{_number(value)}"' for name, value in attributes.items()
                   if value is not None)


def _number(value: Any) -> str:
    """A number with two decimals at most, or escaped text."""
    return f"{round(value, 2):g}" if isinstance(value, (int, float)) else escape(str(value))

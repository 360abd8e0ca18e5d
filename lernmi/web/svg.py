"""Svg: a vector picture, element by element."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from html import escape
from typing import Any, Iterable, Iterator, List, Optional, Sequence, Tuple

from ..figures.palette import LIGHT
from ..support.formatting import escape_control_chars

FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
TEXT_SIZE = 13.0            # of a letter, in units of the picture
MARGIN = 20.0               # beside text above and below a picture
NARROWEST = 460.0           # with text
LETTER = 0.62               # the width of a letter over its size, at most, in these fonts


class Svg:
    """A picture of so many units across and down, on white; it needs nothing from outside.

    ``title`` and ``description`` are what a screen reader says, ``caption`` is written below the picture.
    Attributes of elements have the names that Python can write: ``stroke_width=2`` becomes stroke-width="2".
    ``hint`` is shown on hovering. ``breaks``: heights at which a page may be turned: what is drawn with
    ``rect``, ``circle``, ``line`` and ``text`` above one of them ends there.
    """

    def __init__(self, width: float, height: float, title: str, description: str = "") -> None:
        self.width, self.height = width, height
        self.title, self.description = title, description
        self.caption: List[str] = []
        self.breaks: List[float] = []
        self._elements: List[Tuple[Optional[float], str]] = []      # with their heights; None: everywhere

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
        self._add("text", hint, escaped(text), x=x, y=y, **attributes)

    @contextmanager
    def group(self, hint: str = "", **attributes: Any) -> Iterator[None]:
        """What is drawn in this block is a group with these attributes."""
        self._elements.append((None, f"<g{_written(attributes)}>{_title(hint)}"))
        yield
        self._elements.append((None, "</g>"))

    def include(self, other: Svg, x: float, y: float) -> None:
        """Another picture inside this one, with its upper left corner there."""
        with self.group(transform=f"translate({_number(x)} {_number(y)})"):
            self._elements += other._elements

    def _add(self, name: str, hint: str, content: str = "", **attributes: Any) -> None:
        inside = _title(hint) + content
        end = f">{inside}</{name}>" if inside else "/>"
        height = next((attributes[key] for key in ("y", "cy", "y1") if key in attributes), None)
        self._elements.append((height, f"<{name}{_written(attributes)}{end}"))

    def __str__(self) -> str:
        return with_text([], self).markup() if self.caption else self.markup()

    def markup(self, **attributes: Any) -> str:
        """The picture without its caption; the attributes are those of the svg element."""
        return self._markup(0.0, self.height, self._elements, attributes)

    def _markup(self, top: float, bottom: float, elements: Iterable[Tuple[Optional[float], str]],
                attributes: Any) -> str:
        description = f"<desc>{escaped(self.description)}</desc>" if self.description else ""
        box = f"0 {_number(top)} {_number(self.width)} {_number(bottom - top)}"
        size = {"width": self.width, "height": bottom - top, "role": "img", "font_family": FONT,
                "font_size": TEXT_SIZE, "fill": LIGHT.text, **attributes}
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"{_written(size)}>',
            f"<title>{escaped(self.title)}</title>{description}",
            f'<rect y="{_number(top)}" width="100%" height="100%" fill="#ffffff"/>',
            *(element for _, element in elements), "</svg>"])

    def bands(self, highest: float, **attributes: Any) -> List[str]:
        """The picture in pieces, to be put below each other, each at most so high if its breaks allow it."""
        tops = [0.0]
        for before, height in zip(self.breaks, [*self.breaks[1:], self.height]):
            if height - tops[-1] > highest:
                tops.append(before)
        return [self._markup(top, bottom, [(height, element) for height, element in self._elements
                                           if height is None or top <= height < bottom], attributes)
                for top, bottom in zip(tops, [*tops[1:], self.height])]


def with_text(lines: Sequence[str], picture: Svg) -> Svg:
    """The picture below lines of text, the first of them in bold, and above its caption; they are wrapped."""
    width = max(picture.width, NARROWEST)
    both = Svg(width, picture.height, picture.title, picture.description)
    top = _write(both, lines[:1], 8.0 if lines else 0.0, font_weight="bold")
    top = _write(both, lines[1:], top)
    both.include(picture, (width - picture.width) / 2, top)
    bottom = _write(both, picture.caption, top + picture.height, fill=LIGHT.dim)
    both.height = bottom + (8.0 if picture.caption else 0.0)
    return both


def _write(svg: Svg, texts: Sequence[str], y: float, **attributes: Any) -> float:
    """The texts from there on, wrapped to the width of the picture; returns where they end."""
    for text in texts:
        for line in wrapped_text(text, svg.width - 2 * MARGIN):
            svg.width = max(svg.width, text_width(line) + 2 * MARGIN)
            y += 1.4 * TEXT_SIZE
            svg.text(MARGIN, y - 4.0, line, **attributes)
    return y


def wrapped_text(text: str, width: float, size: float = TEXT_SIZE) -> List[str]:
    """The text in lines of at most so many units, broken between words; a longer word stays whole."""
    lines: List[str] = []
    for word in escape_control_chars(text).split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """How many units a text is wide, at most: a letter of Chinese, Japanese or Korean counts twice.

    >>> text_width("0.25", 10.0), text_width("東", 10.0)
    (24.8, 12.4)
    """
    text = escape_control_chars(text)
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return round((len(text) + wide) * size * LETTER, 2)


def escaped(text: str) -> str:
    """A text for SVG and HTML: without a character that means something there, or that neither allows.

    >>> print(escaped("a<b&c\x1b"))
    a&lt;b&amp;c\\x1b
    """
    lines = map(escape_control_chars, text.split("\n"))
    return escape("\n".join(lines)).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _title(hint: str) -> str:
    return f"<title>{escaped(hint)}</title>" if hint else ""


def _written(attributes: Any) -> str:
    return "".join(f' {name.rstrip("_").replace("_", "-")}="{_number(value)}"'       # class_ is class
                   for name, value in attributes.items() if value is not None)


def _number(value: Any) -> str:
    """A number with two decimals at most, or escaped text."""
    return f"{round(value, 2):g}" if isinstance(value, (int, float)) else escaped(str(value))

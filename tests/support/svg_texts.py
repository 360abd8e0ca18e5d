"""The texts of an SVG, with the boxes that they fill: is one drawn over another, or cut?"""

import re
import xml.etree.ElementTree as ElementTree
from typing import Iterator, List, NamedTuple, Union

from lernmi.web.svg import TEXT_SIZE, Svg

NAMESPACE = "{http://www.w3.org/2000/svg}"
LETTER = 0.602          # the width of a letter over its size, in DejaVu Sans Mono
PARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class DrawnText(NamedTuple):
    """A text with its left, upper, right and lower edge."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "DrawnText") -> bool:
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


def drawn_texts(svg: Union[Svg, str]) -> List[DrawnText]:
    """Every text element, where it isn't rotated."""
    return list(_texts(ElementTree.fromstring(str(svg)), 0.0, 0.0))


def _texts(element: "ElementTree.Element", x: float, y: float) -> Iterator[DrawnText]:
    moved = re.match(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag == NAMESPACE + "text":
        yield _drawn(element, x, y)
    for inner in element:
        yield from _texts(inner, x, y)


def _drawn(element: "ElementTree.Element", x: float, y: float) -> DrawnText:
    size = float(element.get("font-size", TEXT_SIZE))
    text = element.text or "".join(part.tail or "" for part in element)
    width = len(text) * LETTER * size
    left = x + float(element.attrib["x"]) - PARTS[element.get("text-anchor", "start")] * width
    base = y + float(element.attrib["y"])
    return DrawnText(text, left, base - 0.75 * size, left + width, base + 0.2 * size)


def check_texts(svg: Svg) -> List[str]:
    """The texts; an AssertionError where one leaves the picture or touches another."""
    texts = drawn_texts(svg)
    width, height = map(float, ElementTree.fromstring(str(svg)).attrib["viewBox"].split()[2:])
    near: List[DrawnText] = []
    for text in sorted(texts, key=lambda text: text.top):
        assert min(text.left, text.top) >= 0.0, text
        assert text.right <= width and text.bottom <= height, text
        near = [other for other in near if other.bottom > text.top]
        for other in near:
            assert not text.overlaps(other), (text, other)
        near.append(text)
    return [text.text for text in texts]


def hints(svg: Svg) -> List[str]:
    """What is shown on hovering, in order."""
    return [element.text or "" for element in ElementTree.fromstring(str(svg)).iter(NAMESPACE + "title")][1:]

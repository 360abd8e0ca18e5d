"""The texts of an SVG, with the boxes that they fill: is one drawn over another, or cut?"""

import xml.etree.ElementTree as ElementTree
from typing import List, NamedTuple, Union

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
    texts = []
    for element in ElementTree.fromstring(str(svg)).iter(NAMESPACE + "text"):
        size = float(element.get("font-size", TEXT_SIZE))
        text = element.text or "".join(part.tail or "" for part in element)
        width = len(text) * LETTER * size
        left = float(element.attrib["x"]) - PARTS[element.get("text-anchor", "start")] * width
        base = float(element.attrib["y"])
        texts.append(DrawnText(text, left, base - 0.75 * size, left + width, base + 0.2 * size))
    return texts


def check_texts(svg: Svg) -> List[str]:
    """The texts; an AssertionError where one leaves the picture or touches another."""
    texts = drawn_texts(svg)
    for index, text in enumerate(texts):
        assert min(text.left, text.top) >= 0.0, text
        assert text.right <= svg.width and text.bottom <= svg.height, text
        for other in texts[:index]:
            assert not text.overlaps(other), (text, other)
    return [text.text for text in texts]


def hints(svg: Svg) -> List[str]:
    """What is shown on hovering, in order."""
    return [element.text or "" for element in ElementTree.fromstring(str(svg)).iter(NAMESPACE + "title")][1:]

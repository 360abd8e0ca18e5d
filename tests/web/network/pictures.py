"""A picture of a network read back: which text stands in which circle, in which cell, on which curve."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Dict, Iterator, List, NamedTuple, Tuple

from lernmi import Network
from lernmi.web.network.curve import Curve
from lernmi.web.network.drawing import network_svg
from lernmi.web.network.links import SHARES
from lernmi.web.network.numbers import Numbers
from lernmi.web.svg import Svg

NAMESPACE = "{http://www.w3.org/2000/svg}"
Spot = Tuple[float, float]


class Drawn(NamedTuple):
    """Something with a title: the name in it, and where its number belongs."""

    name: str
    spots: List[Spot]


class Picture:
    """The elements of a picture of a network."""

    def __init__(self, network: Network, what: str = "values", digits: int = 4) -> None:
        self.network, self.numbers = network, Numbers(network, what, digits)
        self.svg: Svg = network_svg(network, what, digits)
        self.root = ElementTree.fromstring(self.svg.markup())
        self.texts: Dict[Tuple[int, int], str] = {}
        for element in self.root.iter(NAMESPACE + "text"):
            size = float(element.get("font-size", 13))
            if element.get("text-anchor") == "middle":
                spot = float(element.attrib["x"]), float(element.attrib["y"]) - 0.35 * size
                self.texts[_rounded(spot)] = element.text or ""

    def text_at(self, spot: Spot) -> str:
        """The text around that spot, or ""."""
        x, y = _rounded(spot)
        return next((self.texts[x + right, y + down] for right in (-1, 0, 1) for down in (-1, 0, 1)
                     if (x + right, y + down) in self.texts), "")

    def _titled(self, tag: str) -> Iterator[Tuple["ElementTree.Element", str]]:
        for element in self.root.iter(NAMESPACE + tag):
            title = element.findtext(NAMESPACE + "title")
            if title:
                yield element, title

    def circles(self) -> List[Drawn]:
        """Neurons as circles."""
        return [Drawn(title, [(float(element.attrib["cx"]), float(element.attrib["cy"]))])
                for element, title in self._titled("circle")]

    def cells(self) -> List[Drawn]:
        """Neurons and weights as cells."""
        return [Drawn(title, [(x + width / 2, y + height / 2), (x + width / 2, y + height / 2 + 1)])
                for element, title in self._titled("rect")
                for x, y, width, height in [[float(element.attrib[key]) for key in
                                             ("x", "y", "width", "height")]]]

    def curves(self) -> List[Drawn]:
        """Links as curves from one neuron to the next."""
        curves = []
        for element, title in self._titled("path"):
            match = re.fullmatch(r"M(\S+) (\S+)C\S+ \S+ \S+ \S+ (\S+) (\S+)", element.attrib["d"])
            if match and " → " in title:
                x1, y1, x2, y2 = map(float, match.groups())
                link = self.network.links[0]
                curve = Curve(link, (x1, y1), (x2, y2))
                curves.append(Drawn(title, [curve.point(share) for share in SHARES]))
        return curves


def _rounded(spot: Spot) -> Tuple[int, int]:
    return round(spot[0]), round(spot[1])

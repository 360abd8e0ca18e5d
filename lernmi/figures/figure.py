"""Figure: something to be drawn, on a terminal or a page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Callable, List

from ..support.late_imports import Displayable


class Figure(Displayable, ABC):
    """Numbers to be drawn: a terminal draws them in characters, a page or a notebook as SVG.

    ``title``: what is shown, in a line. Subclasses hold the numbers.
    """

    title = ""

    @abstractmethod
    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """What the drawing shows, in words, for whoever can't see it; ``number`` writes a number."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title})"

"""Figure: something to be drawn, on a terminal or a page."""

from __future__ import annotations

from typing import Callable, List

from ..support.late_imports import Displayable


class Figure(Displayable):
    """Numbers to be drawn: a terminal draws them in characters, a page or a notebook as SVG.

    ``title``: what is shown, in a line. Subclasses hold the numbers.
    """

    title = ""

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """What the drawing shows, in words, for whoever can't see it; ``number`` writes a number."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title})"

"""Several figures beside each other, such as the decision boundaries of several networks."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Callable, List, Mapping

from ...support.errors import BadInput
from ..figure import Figure
from ..surface import Surface, levels_of


class SideBySide(Figure):
    """``figures`` by their labels, which stand above them; surfaces have bands in common.

    Raises BadInput for anything else.
    """

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        if not (isinstance(figures, AnyMapping) and figures
                and all(isinstance(figure, Figure) for figure in figures.values())):
            raise BadInput("figures side by side need labels: {'label': figure, ...}.")
        levels = levels_of([loss for figure in figures.values() if isinstance(figure, Surface)
                            for row in figure.losses for loss in row if loss is not None])
        self.figures = {str(label): figure.with_levels(levels) if isinstance(figure, Surface) else figure
                        for label, figure in figures.items()}
        self.title = ", ".join(self.figures)

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Those of each figure, below its label."""
        return [sentence for label, figure in self.figures.items()
                for sentence in (f"{label}:", *figure.sentences(number))]

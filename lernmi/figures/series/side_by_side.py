"""Several figures beside each other, such as the decision boundaries of several networks."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Callable, List, Mapping

from ...support.errors import BadInput
from ..figure import Figure


class SideBySide(Figure):
    """``figures`` by their labels, which stand above them. Raises BadInput for anything else."""

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        if not (isinstance(figures, AnyMapping) and figures
                and all(isinstance(figure, Figure) for figure in figures.values())):
            raise BadInput("figures side by side need labels: {'label': figure, ...}.")
        self.figures = {str(label): figure for label, figure in figures.items()}
        self.title = ", ".join(self.figures)

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """Those of each figure, below its label."""
        return [sentence for label, figure in self.figures.items()
                for sentence in (f"{label}:", *figure.sentences(number))]

"""Training within a lesson: the same as fit's, with a line that says how far it is."""

from __future__ import annotations

from typing import Any, Iterable

from ...network.network import Network
from ...training import History
from ...training.fitting.display import Display
from ...training.fitting.fit import fit
from ..progress_line import ProgressLine

MANY_LINKS = 1000           # to write a step of them as Python takes a while


def train(network: Network, samples: Iterable[Any], line: ProgressLine, **options: Any) -> History:
    """network.fit with these options."""
    return fit(network, samples, display=_Bar(line, len(network.links) > MANY_LINKS), **options)


class _Bar(Display):
    """Says how many samples of how many have been learned from; at once where the network is large."""

    def __init__(self, line: ProgressLine, is_large: bool) -> None:
        self._line = line
        self._is_large = is_large

    def begin(self, epochs: int, samples: int, history: History) -> None:
        """Nothing is learned yet."""
        self._samples, self._all, self._history = samples, epochs * samples, history

    def unrolling(self) -> None:
        """The learning step is being written as Python."""
        if self._is_large:
            self._line.show(0, self._all)

    def learned(self, samples: int) -> None:
        """Move the bar."""
        self._line(len(self._history.losses) * self._samples + samples, self._all)

"""Training within a lesson: the same as fit's, with a progress bar on a terminal after a second."""

from __future__ import annotations

from typing import Any, Iterable

from ...network.network import Network
from ...training import History
from ...training.fitting.display import Display
from ...training.fitting.fit import fit
from ..progress_line import ProgressLine


def train(network: Network, samples: Iterable[Any], plain: bool, **options: Any) -> History:
    """network.fit with these options, and a bar where it takes more than a second."""
    with ProgressLine("Learning", plain) as line:
        return fit(network, samples, display=_Bar(line), **options)


class _Bar(Display):
    """Says how many samples of how many have been learned from."""

    def __init__(self, line: ProgressLine) -> None:
        self._line = line

    def begin(self, epochs: int, samples: int, history: History) -> None:
        """Nothing is learned yet."""
        self._samples, self._all, self._history = samples, epochs * samples, history

    def learned(self, samples: int) -> None:
        """Move the bar."""
        self._line(len(self._history.losses) * self._samples + samples, self._all)

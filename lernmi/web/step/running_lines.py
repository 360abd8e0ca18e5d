"""The methods that run in a step, each once, and which of their lines wrote each number."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from ...network.network import Network
from ...stepping.running_code import RunningCode, running_code
from ...tracing.moves import Move
from .interned import Interned

NO_LINE = -1
ENDS = ("source", "weight", "target")


class RunningLines:
    """The code of moves.

    ``methods``: the name of each, its file, the numbers of its lines, and these.
    ``ran``: what ran in a move: the number of each method with, for each write, the index of the
    line that wrote it, or −1.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._methods: Interned[Tuple[Any, ...]] = Interned()
        self._ran: Interned[Tuple[Any, ...]] = Interned()
        self._known: Dict[Tuple[Any, ...], int] = {}

    def of(self, move: Move) -> int:
        """The number of what ran in a move; −1 where the source isn't known."""
        form = _form(move)
        if form not in self._known:
            code = running_code(move, self._network)
            self._known[form] = (NO_LINE if code is None else
                                 self._ran.index(tuple(self._entry(one) for one in code.blocks)))
        return self._known[form]

    def _entry(self, code: RunningCode) -> Tuple[Any, ...]:
        method = self._methods.index((code.method, code.file, tuple(code.numbers), tuple(code.lines)))
        return method, tuple(NO_LINE if line is None else line for line in code.written)

    @property
    def methods(self) -> List[Any]:
        """All methods, by number."""
        return self._methods.items

    @property
    def ran(self) -> List[Any]:
        """All that ran, by number."""
        return self._ran.items


def _form(move: Move) -> Tuple[Any, ...]:
    """What moves of one kind have in common: the same lines run, and write numbers of the same parts."""
    mover = move.mover
    roles = {id(getattr(mover, end)): end for end in ENDS if hasattr(mover, end)}
    roles[id(mover)] = "mover"
    return (move.phase, type(mover), id(getattr(mover, "activation", None)),
            *((roles.get(id(new.place.thing), type(new.place.thing)), new.place.attribute)
              for _, new in move.writes))

"""The data of the page: all moves of a step, each number as it is shown, each text once."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from ...stepping.move_text import PHASE_TITLES, effective_changes, legend, notable_changes
from ...support.formatting import significant
from ...tracing.explanation import explain_change
from ...tracing.learning_trace import Trace
from ...tracing.moves import PHASES, Change, Move
from .interned import Interned
from .quiz_data import quiz_entry
from .running_lines import RunningLines
from .things import Places, Things, largest_numbers
from .why_data import paths_by_thing

ADDED, BEGINS_SUM, NOTABLE, EFFECTIVE, THE_LOSS = 1, 2, 4, 8, 16


class StepData:
    """What the script of the page reads; see ``as_json``."""

    def __init__(self, trace: Trace, digits: int, hints: bool) -> None:
        self.trace, self.digits, self.hints = trace, digits, hints
        self.things = Things(trace.network)
        self.places = Places(self.things)
        self.texts: Interned[str] = Interned()
        self.pairs: Interned[Tuple[int, int]] = Interned()
        self.code = RunningLines(trace.network)
        self.moves = [self._move(number, move) for number, move in enumerate(trace, start=1)]
        self.places.note_the_others()

    def as_json(self) -> Dict[str, Any]:
        """Everything, with lists and numbers in place of names where there are many.

        ========= =====================================================================
        texts     each text once; numbers of texts stand for them elsewhere
        pairs     an operand in words and in symbols
        things    neurons, links, weights: see Things
        places    thing and attribute
        initial   for each place what it held at first, as text
        code      the methods that run: see RunningLines
        phases    name, title, and the number of the first move
        moves     phase, thing, code, writes
        ========= =====================================================================

        A write: place, name (a pair), old, new, result (−1: the new number), flags, the formula as
        pairs, its numbers, and the quiz's question.
        """
        return {
            "last": len(self.trace), "legend": list(legend(self.trace.network)),
            "isWrong": bool(self.trace.network.bugs), "loss": self.shown(self.trace.loss),
            "phaseNames": PHASES, "phases": self._phases(),
            "things": self.things.list, "places": self.places.list,
            "initial": [self.texts.index(self.shown(self.places.initial[number]))
                        if number in self.places.initial else -1 for number in range(len(self.places.list))],
            "largest": largest_numbers(self.trace, self.things),
            "targets": self._targets(), "code": self.code.methods, "ran": self.code.ran,
            "whys": paths_by_thing(self.trace, self.things, self.digits), "moves": self.moves,
            "pairs": self.pairs.items, "texts": self.texts.items}

    def shown(self, number: float) -> str:
        """A number as text."""
        return significant(number, self.digits)

    def text(self, text: str) -> int:
        """The number of a text."""
        return self.texts.index(text)

    def _phases(self) -> List[Tuple[str, str, int]]:
        firsts: Dict[str, int] = {}
        for number, move in enumerate(self.trace, start=1):
            firsts.setdefault(move.phase, number)
        return [(phase, PHASE_TITLES[phase], firsts[phase]) for phase in PHASES if phase in firsts]

    def _targets(self) -> List[Tuple[int, str]]:
        """The targets that the loss was computed from: the number of an output, and the text."""
        read = {leaf.place: leaf for move in self.trace if move.phase == "loss" for change in move.changes
                for leaf in change.leaves}
        return [(self.things.number(place.thing), self.shown(leaf)) for place, leaf in read.items()
                if place is not None and place.attribute == "target"]

    # ---- moves and writes

    def _move(self, number: int, move: Move) -> List[Any]:
        notable, effective = (set(map(id, (change.new for change in changes)))
                              for changes in (notable_changes(move), effective_changes(move)))
        writes = []
        for index, change in enumerate(move.changes):
            flags = (NOTABLE * (id(change.new) in notable)) | (EFFECTIVE * (id(change.new) in effective))
            writes.append([*self._write(move, change, flags), quiz_entry(self, number, move, index)])
        return [PHASES.index(move.phase), self.things.number(move.mover), self.code.of(move), writes]

    def _write(self, move: Move, change: Change, flags: int) -> List[Any]:
        self._note_initial(change)
        explained = explain_change(change, move.mover, self.shown, self.trace.network)
        flags |= ADDED * explained.added | BEGINS_SUM * explained.begins_sum
        flags |= THE_LOSS * change.place.is_the_loss
        result = -1 if explained.result == explained.total else self.text(explained.result)
        return [self.places.number(change.place), self._pair(explained.name, explained.symbol),
                self.text(explained.before), self.text(explained.total), result, flags,
                [self._pair(*both) for both in zip(explained.words, explained.symbols)],
                [self.text(number) for number in explained.numbers]]

    def _pair(self, words: str, symbols: str) -> int:
        return self.pairs.index((self.text(words), self.text(symbols)))

    def _note_initial(self, change: Change) -> None:
        for leaf in change.leaves:
            if leaf.place is not None and not leaf.place.is_the_loss:
                self.places.note(leaf.place, leaf)
        self.places.note(change.place, change.old)

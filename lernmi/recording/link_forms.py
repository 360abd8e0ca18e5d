"""What the lines of links must say: all links do alike, so that it is read off one of them in each phase."""

from __future__ import annotations

from typing import Any, Dict

from ..link import Link
from ..neuron import Neuron
from ..tracing.move_form import MoveForm
from ..tracing.phase_record import METHODS, has_a_form, traced_move
from ..tracing.traced_number import Place, tracing_operations
from ..weight import Weight
from .reader import MoveLine
from .writer import RecordedNames


class LinkForms:
    """The operations of links, by the names of their numbers."""

    def __init__(self, names: RecordedNames) -> None:
        self._names = names
        self._forms: Dict[str, MoveForm] = {}

    def write(self, line: MoveLine, mover: Any) -> bool:
        """Whether a line has the very operations of the link that moves; then their results are written.

        A line that hasn't may still be right, in another order, say.
        """
        if line.phase not in METHODS or not isinstance(mover, Link) or not has_a_form(line.phase, mover):
            return False
        operations = self._form(line.phase).operations(mover)
        if len(operations) != len(line.operations):
            return False
        for (left, sign, right, result), stated in zip(operations, line.operations):
            if sign != stated.sign or stated.left is None or stated.right is None \
                    or self._name(left) != stated.left.name or self._name(right) != stated.right.name \
                    or self._name(result) != stated.result.name:
                return False
        for (_, _, _, result), stated in zip(operations, line.operations):
            if isinstance(result, Place):
                setattr(result.thing, result.attribute, stated.result.value)
        return True

    def _form(self, phase: str) -> MoveForm:
        """That of the phase, read off a link that is made for it."""
        if phase not in self._forms:
            link = Link(Neuron("source"), Neuron("target"), Weight(1.0))
            with tracing_operations():
                self._forms[phase] = MoveForm(phase, link, traced_move(phase, link))
        return self._forms[phase]

    def _name(self, number: Any) -> str:
        return self._names.number(number) if isinstance(number, Place) else f"#{number}"

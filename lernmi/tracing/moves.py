"""What a trace consists of: moves, the changes they made, the products they computed."""

from __future__ import annotations

from typing import Any, Iterable, Iterator, List, NamedTuple, Optional, Tuple

from .traced_number import Place, TracedNumber, in_order, make_number

PHASES = ("input", "forward", "loss", "backward", "update")
MOVER_OF_ALL = {"input": "the inputs", "loss": "the loss"}      # moves of many neurons at once


class Product(NamedTuple):
    """One multiplication that took place: left × right = value; each has a ``.name``."""

    left: TracedNumber
    right: TracedNumber
    value: TracedNumber


class Change(NamedTuple):
    """One number written to one place; ``old`` undoes it, ``new`` remembers how it was computed."""

    place: Place
    old: float
    new: TracedNumber

    @property
    def added(self) -> bool:
        """Whether the new number is the old one plus something; nothing is ever added to a loss."""
        # On PyPy equal floats are the same object.
        return self.new.sign == "+" and self.new.left is self.old and not self.place.is_the_loss

    @property
    def contribution(self) -> TracedNumber:
        """What was written, or, where it was added, the addend."""
        addend = self.new.right if self.added else self.new
        return addend if isinstance(addend, TracedNumber) else make_number(addend, "")

    @property
    def leaves(self) -> List[TracedNumber]:
        """The numbers with a place from which the contribution was computed."""
        if self.is_copied:
            return [self.contribution]
        operands = [operand for number in self._computed_here() for operand in (number.left, number.right)]
        return [operand for operand in operands
                if isinstance(operand, TracedNumber) and operand.place is not None]

    @property
    def products(self) -> List[Product]:
        """The multiplications of the contribution, in their order."""
        if self.is_copied:
            return []
        return [Product(_as_number(number.left), _as_number(number.right), number)
                for number in self._computed_here() if number.sign == "×"]

    @property
    def is_copied(self) -> bool:
        """Whether the contribution is stored elsewhere: it was computed before."""
        return self.contribution.place is not None and self.contribution is not self.new

    def _computed_here(self) -> Iterator[TracedNumber]:
        """The contribution, after all its operands."""
        return in_order(self.contribution, lambda number: number.place is None, set())


class Move:
    """One object's move: a link delivering or passing back, a neuron answering, an update.

    ``phase`` is one of input, forward, loss, backward, update; ``mover`` is the object that
    moved (None for the inputs and the loss); ``changes`` are all its writes, in their order.
    """

    __slots__ = ("phase", "mover", "_written")

    def __init__(self, phase: str, mover: Any, changes: Iterable[Change]) -> None:
        self.phase = phase
        self.mover = mover
        written: List[float] = []
        for change in changes:          # an old TracedNumber only where the new one is computed from it
            written += [change.old if change.new.left is change.old else float(change.old), change.new]
        self._written: Tuple[Any, ...] = tuple(written)         # flat: a trace may have 100,000 moves

    @classmethod
    def of_numbers(cls, phase: str, mover: Any, written: Tuple[Any, ...]) -> Move:
        """The move that wrote these, each new number after the old one."""
        move = cls(phase, mover, ())
        move._written = written
        return move

    @property
    def changes(self) -> List[Change]:
        """Every write of this move, in order."""
        return [Change(new.place, old, new) for old, new in self.writes]

    @property
    def writes(self) -> List[Tuple[float, Any]]:
        """The old number and the new one of each change; the new one knows its place."""
        return list(zip(self._written[::2], self._written[1::2]))

    def __len__(self) -> int:
        """How many numbers were written."""
        return len(self._written) // 2

    def redo(self, first: int = 0, last: Optional[int] = None) -> None:
        """Write the new numbers to their places again, or those from ``first`` to ``last``."""
        for index in range(first, len(self) if last is None else last):
            old, new = self._written[2 * index:2 * index + 2]
            _write(new.place, new)
            self._note_use(new.place, float(old))

    def undo(self, first: int = 0, last: Optional[int] = None) -> None:
        """Write the old numbers back, the latest first: a place may be written twice."""
        for index in reversed(range(first, len(self) if last is None else last)):
            old, new = self._written[2 * index:2 * index + 2]
            _write(new.place, old)
            self._note_use(new.place, 0.0)

    def _note_use(self, place: Place, sensitivity: float) -> None:
        """An update that uses up a weight's sensitivity notes it there; before it, there is none."""
        if self.phase == "update" and place.attribute == "sensitivity":
            place.thing.last_sensitivity = sensitivity

    @property
    def name(self) -> str:
        """The name of what moved."""
        name: str = self.mover.name if self.mover is not None else MOVER_OF_ALL[self.phase]
        return name

    @property
    def products(self) -> List[Product]:
        """Every multiplication of this move, in order; one that is used twice counts once."""
        products = [product for change in self.changes for product in change.products]
        return list({id(product.value): product for product in products}.values())

    def __repr__(self) -> str:
        return f"Move({self.phase}, {self.name}, {len(self.products)} products)"


def run_move(phase: str, mover: Any) -> None:
    """Run a link's or a neuron's own method of a phase, forward or backward."""
    if phase == "forward":
        mover.forward()
    else:
        mover.backward()


def _write(place: Place, number: float) -> None:
    if not place.is_the_loss:           # that is stored nowhere
        setattr(place.thing, place.attribute, float(number))


def _as_number(operand: float) -> TracedNumber:
    return operand if isinstance(operand, TracedNumber) else make_number(operand, "")

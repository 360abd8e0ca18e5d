"""The explanation of a number: in words, in symbols and in numbers, with its result.

It is made once, from what really ran, and every display (terminal, pipe, plain sentences, saved page,
why, quiz) is written from it.
"""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional

from ..link import Link
from ..network.network import Network
from .moves import Change
from .traced_number import NumberText, TracedNumber, display_name, formula_columns

MOST_LOSS_TERMS = 4         # the loss of more outputs is written without its terms


class Explanation(NamedTuple):
    """How a number was computed; words, symbols and numbers in columns: left, sign, right; or one.

    ============ ================================================================
    name         of what was written: "sensitivity of hidden[0]"
    symbol       of what was written: "∂L/∂hidden[0]"
    sign         "=", or "+=" where the result was added to what was there
    words        the operation with the operands' names
    symbols      the operation with the operands' symbols
    numbers      the operation with the operands' numbers
    result       what the operation gave
    total        what is there now: the result, or the sum
    before       what was there before
    begins_sum   whether it was added to 0
    ============ ================================================================
    """

    name: str
    symbol: str
    sign: str
    words: List[str]
    symbols: List[str]
    numbers: List[str]
    result: str
    total: str
    before: str = ""
    begins_sum: bool = False

    @property
    def in_words(self) -> str:
        """ "sensitivity of output[0] × slope of output[0]"."""
        return " ".join(self.words)

    @property
    def in_numbers(self) -> str:
        """ "0.7414 × 0.1868"."""
        return " ".join(self.numbers)

    @property
    def added(self) -> bool:
        """Whether the result was added to what was there."""
        return self.sign == "+="

    @property
    def sum(self) -> str:
        """ "-0.01905 + 0.0554 = 0.03635": what was there, what was added, what is there now."""
        return f"{self.before} + {self.result} = {self.total}"

    @property
    def is_computed(self) -> bool:
        """Whether there is more to say than the result: a product, a function."""
        return self.numbers != [self.result]

    @property
    def sides(self) -> List[str]:
        """The sides of the equation words = numbers = result, nothing twice."""
        return list(dict.fromkeys([self.in_words, self.in_numbers, self.result]))

    @property
    def equation(self) -> str:
        """ "0.7414 × 0.1868 = 0.1385"; of what was added also the sum: " (-0.01905 + 0.0554 = 0.03635)"."""
        return " = ".join(self.sides) + (f" ({self.sum})" if self.added else "")


def explain(number: TracedNumber, text: NumberText) -> Explanation:
    """The operation that made a number; ``text`` writes numbers."""
    words, symbols, numbers = _columns(number, number, text, None, False)
    return Explanation(number.words(), "", "=", words, symbols, numbers, text(number), text(number))


def explain_change(change: Change, mover: Any, text: NumberText, network: Optional[Network] = None,
                   brief: bool = False) -> Explanation:
    """What was written to a place, or added there, while ``mover`` moved.

    The loss of a ``network`` is written by its formula. With ``brief``, the weight of the link that
    moves is not named.
    """
    contribution = change.contribution
    words, symbols, numbers = _columns(contribution, change.new, text, mover, brief)
    if change.place.is_the_loss and network is not None:
        words = symbols = [network.loss.formula or network.loss.name]
        if len(network.outputs) > MOST_LOSS_TERMS:
            numbers = [text(change.new)]
    return Explanation(change.place.words(mover), change.place.symbol(mover),
                       "+=" if change.added else "=", words, symbols, numbers,
                       text(contribution), text(change.new), text(change.old),
                       change.added and change.old == 0.0)


def _columns(number: TracedNumber, written: TracedNumber, text: NumberText, mover: Any,
             brief: bool) -> List[List[str]]:
    """Words, symbols and numbers; a number that is stored elsewhere has just its name there."""
    def word(operand: float) -> str:
        place = getattr(operand, "place", None)
        if brief and place and isinstance(mover, Link) and place.thing is mover.weight is not mover.source:
            return f"{place.attribute} of the weight"
        return display_name(operand, mover, text)

    def symbol(operand: float) -> str:
        place = getattr(operand, "place", None)
        return place.symbol(mover) if place else text(operand)

    if number is not written and number.place is not None:
        return [[write(number)] for write in (word, symbol, text)]
    return [formula_columns(number, write) for write in (word, symbol, text)]

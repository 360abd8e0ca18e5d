"""A trace on a page: every multiplication in words, in symbols and in numbers."""

from __future__ import annotations

from typing import Callable, Dict, List, Optional, Sequence, Union

from rich.padding import Padding
from rich.text import Text

from ...link import Link
from ...tracing.learning_trace import Trace
from ...tracing.moves import Change, Move
from ...tracing.traced_number import display_name
from ...weight import Weight
from .page import Page, count_of

MOST_PRODUCTS = 3000        # a longer trace is summarised: nobody reads it
HIGHEST = 10                # sensitivities in a summary
MOST_LOSS_TERMS = 4         # the loss of more outputs is shown without its terms

INDENT = 6                  # of the rows under the line that says who moves

PHASE_TITLES = {
    "input": "Input: the sample is put into the input neurons",
    "forward": "Forward: values flow from the inputs to the outputs",
    "loss": "Loss: how wrong is it?",
    "backward": "Backward: sensitivities are handed back, link by link",
    "update": "Update: only now do the weights change"}

LEGEND = (
    "sensitivity of x = ∂loss/∂x (the gradient): how much the loss changes when x does. "
    "High sensitivity, large adjustment.",
    "L loss · v value of the link · Σx total of x · x′ slope of x · ∂L/∂x sensitivity of x · "
    "d(x) target of x · η the learning rate")


def print_trace(page: Page, trace: Trace, only: Union[None, str, Sequence[str]] = None) -> None:
    """Print the moves of a trace, or those that ``only`` names."""
    moves = trace.only(only)
    products = sum(len(move.products) for move in moves)
    if products > MOST_PRODUCTS:
        _print_summary(page, trace, moves, products)
        return
    page.explain(LEGEND[:1] if page.plain else LEGEND)
    phase = None
    places = {id(move): place for place, move in enumerate(trace, start=1)}
    for move in moves:
        if move.phase != phase and not page.plain:
            page.heading(PHASE_TITLES[move.phase])
        phase = move.phase
        MoveWriter(page, trace, move, str(places[id(move)])).write()
    page.blank()
    page.line(f"{len(moves):,} of {len(trace):,} moves, {count_of(products, 'multiplication')}, "
              f"loss {page.number(trace.loss)}.")


def _print_summary(page: Page, trace: Trace, moves: List[Move], products: int) -> None:
    strongest = sorted(_sensitivities(trace).items(), key=lambda pair: -abs(pair[1]))
    page.line("The highest sensitivities of weights:")
    for name, sensitivity in strongest[:HIGHEST]:
        page.line(f"  {name}: ", page.signed(sensitivity))
    page.line(f"Loss {page.number(trace.loss)}. Left out: {products:,} multiplications in "
              f"{len(moves):,} moves, more than anybody reads.")
    outputs = trace.network.outputs
    page.line(f'Narrow it: only="{outputs[0].name}", or a weight, a link, a layer, a phase; '
              f'or several, such as only=["backward", "{outputs[-1].name}"].')


def _sensitivities(trace: Trace) -> Dict[str, float]:
    """The sensitivity that each weight had before the update."""
    return {change.place.thing.name: change.new for move in trace if move.phase == "backward"
            for change in move.changes
            if change.place.attribute == "sensitivity" and isinstance(change.place.thing, Weight)}


def title(move: Move) -> str:
    """What moves: a link with its weight, a neuron, a weight."""
    mover = move.mover
    if isinstance(mover, Link):
        ends = [mover.source.name, mover.target.name]
        first, second = reversed(ends) if move.phase == "backward" else ends
        return f"{first} → {second} through {mover.weight.name}"
    return move.name


def mover_text(move: Move, between: str) -> str:
    """The phase, and who moves if it is not everyone."""
    return move.phase if move.mover is None else f"{move.phase}{between}{title(move)}"


def notable_changes(move: Move) -> List[Change]:
    """The changes worth a line: not the resets before a sample and after an update."""
    if move.phase == "input":
        return [change for change in move.changes
                if change.place.attribute == "value" and change.place.thing.name != "bias"]
    if move.phase == "update":
        return [change for change in move.changes if change.place.attribute != "sensitivity"]
    return move.changes


def _width(rows: List[List[str]]) -> int:
    """How wide the rows are in columns, with the indent and the blanks between."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return INDENT + sum(widths) + len(widths) - 1


class MoveWriter:
    """Writes one move on a page; ``place`` says where in the trace that is: "17"."""

    def __init__(self, page: Page, trace: Trace, move: Move, place: str) -> None:
        self.page = page
        self.trace = trace
        self.move = move
        self.place = place
        self.last = len(trace)

    def write(self, changes: Optional[Sequence[Change]] = None) -> None:
        """The changes, or else those that tell something, in the manner of the page."""
        if self.page.laid_out:
            self.page.line(Text(f"{self.place:>3}/{self.last}  ", style="dim"),
                           Text(self.page.text(mover_text(self.move, ": ")), style="bold"))
        for change in notable_changes(self.move) if changes is None else changes:
            if self.page.plain:
                self._sentence(change)
            elif self.page.laid_out:
                self._columns(change)
            else:
                self._line(change)

    def _words(self, number: float) -> str:
        return display_name(number, self.move.mover, self.page.number)

    def _symbols(self, number: float) -> str:
        place = getattr(number, "place", None)
        return place.symbol(self.move.mover) if place else self.page.number(number)

    def _right(self, change: Change, leaf: Callable[[float], str]) -> List[str]:
        """The right-hand side in pieces; a loss is told by its formula."""
        if change.place.is_the_loss:
            if leaf != self.page.number:
                return [self.trace.network.loss.formula or self.trace.network.loss.name]
            if len(self.trace.network.outputs) > MOST_LOSS_TERMS:
                return [self.page.number(change.new)]
        return change.operands(leaf)

    def _worked_out(self, change: Change, words: str) -> str:
        """words = numbers = result, and, where that was added, what the sum is now."""
        numbers = " ".join(self._right(change, self.page.number))
        told = list(dict.fromkeys([words, numbers, self.page.number(change.contribution)]))
        now = f" (now {self.page.number(change.new)})" if change.added else ""
        return " = ".join(told) + now

    def _line(self, change: Change) -> None:
        words, symbols = (" ".join(self._right(change, leaf))
                          for leaf in (self._words, self._symbols))
        sign = "+=" if change.added else "="
        self.page.line(f"{self.place}/{self.last} {mover_text(self.move, ' ')}: "
                       f"{change.place.words(self.move.mover)} {sign} "
                       f"{self._worked_out(change, words)}"
                       f"  [{change.place.symbol(self.move.mover)} {sign} {symbols}]")

    def _sentence(self, change: Change) -> None:
        words = " ".join(self._right(change, self._words))
        verb = "grows by" if change.added else "is"
        self.page.line(f"Move {self.place} of {self.last}, {mover_text(self.move, ', ')}: "
                       f"{change.place.words(self.move.mover)} {verb} "
                       f"{self._worked_out(change, words)}")

    def _columns(self, change: Change) -> None:
        """Words over symbols over numbers, each operand in a column of its own.

        Where the names are too long for that, the weight is called just that; and where this
        doesn't help, each row is wrapped for itself.
        """
        rows = self._rows(change, self._words)
        if _width(rows) > self.page.width:
            rows = self._rows(change, self._brief_words)
        widths = [max(map(len, column)) for column in zip(*rows)]
        if _width(rows) > self.page.width:
            widths = [0] * len(widths)
        for row, style in zip(rows, ("", "dim", "") if len(rows) == 3 else ("", "")):
            line = Text(style=style)
            for cell, width in zip(row, widths):
                line.append(cell.ljust(width) + " ", style=self._style(cell))
            line.rstrip()
            if row is rows[-1] and change.added and change.old != 0.0:
                line.append(f"  (now {self.page.number(change.new)})", style="dim")
            self.page.show(Padding(line, (0, 0, 0, INDENT), expand=False))

    def _rows(self, change: Change, words: Callable[[float], str]) -> List[List[str]]:
        sign, result = "+=" if change.added else "=", self.page.number(change.contribution)
        in_words, in_symbols, in_numbers = (self._right(change, leaf) for leaf in (
            words, self._symbols, self.page.number))
        if change.place.is_the_loss:            # told by its formula, in words as in symbols
            rows = [["loss", sign, *in_words],
                    ["L" if in_numbers == [result] else result, "=", " ".join(in_numbers)]]
        elif in_numbers == [result] and change.added:   # neither product nor function
            rows = [[words(change.new), sign, *in_words], [self._symbols(change.new), sign, result]]
        elif in_numbers == [result]:
            rows = [[words(change.new), sign, *in_words]]
        else:
            rows = [[words(change.new), sign, *in_words],
                    [self._symbols(change.new), sign, *in_symbols], [result, "=", *in_numbers]]
        return [[self.page.text(cell) for cell in row] for row in rows]

    def _brief_words(self, number: float) -> str:
        place, mover = getattr(number, "place", None), self.move.mover
        if place and isinstance(mover, Link) and place.thing is mover.weight is not mover.source:
            return f"{place.attribute} of the weight"
        return self._words(number)

    def _style(self, cell: str) -> str:
        try:
            return self.page.colour(float(cell))
        except ValueError:
            return ""

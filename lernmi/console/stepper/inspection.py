"""The stepper's commands that print numbers, reasons, differences and lists."""

from __future__ import annotations

from typing import Any, Sequence

from ...link import Link
from ...network.names import plain_arrows
from ...stepping.expression import Expression
from ...stepping.running_code import running_code
from ...stepping.scope import attributes_of
from ...support.errors import BadInput, UnknownName
from ..display.page import count_of
from ..display.trace_view import mover_text, notable_changes, title
from ..display.why_view import print_why
from ..network.moment_view import old_to_new, position_text
from ..network.network_view import print_network
from .code_view import print_code
from .paging import Paging
from .session_prompt import NamedChange

SENSITIVITY = ".sensitivity"
AROUND = 5                  # moves that list shows before and after the latest


class InspectionCommands(Paging):
    """Commands that ask about the present moment and change nothing."""

    short = {"p": "print", "y": "why", "di": "diff", "fi": "find", "l": "list", **Paging.short,
             "nw": "network", "cd": "code"}

    def do_print(self, arg: str) -> None:
        """print EXPRESSION: numbers of this moment

        It takes names, numbers, + - * / ** ( ) and comparisons.
        print hidden[0]                            all its numbers
        print hidden[0].sensitivity * w5           value, sensitivity, slope, total, weight
        print hidden[0]->output[1]                 a link; .weight is its weight
        A line that is no command is printed as well.
        """
        expression = Expression(arg, self.session.scope)
        result = expression.result()
        if isinstance(result, bool):
            self.page.line(f"{expression.text} is {'true' if result else 'false'}.")
        elif isinstance(result, float):
            self.page.line(f"{expression.text} = ", self.page.signed(result))
        elif attributes_of(result):
            self.page.line(f"{result.name}: {self._numbers_of(result)}")
        else:
            self.page.line(f"{expression.text} = ", self.page.signed(result.value))

    def _numbers_of(self, thing: Any) -> str:
        """All the numbers of a neuron, a weight or a link."""
        numbers = [f"{name} {self.page.number(getattr(thing, name))}"
                   for name in attributes_of(thing) if name != "weight"]
        if isinstance(thing, Link):
            numbers.append(f"weight {thing.weight.name} = {self.page.number(thing.weight.value)}")
        return ", ".join(numbers)

    def other_line(self, line: str) -> bool:
        """A line that is no command may be an expression."""
        try:
            self.do_print(line)
        except UnknownName as error:
            word = line.split()[0]
            if word.isalpha():
                self.refuse(word)
            raise error
        return False

    def do_why(self, arg: str) -> None:
        """why NAME: whose fault is it?

        How its sensitivity came about, as far as it has been passed back by now.
        """
        name = plain_arrows(arg)
        name = name[:-len(SENSITIVITY)] if name.endswith(SENSITIVITY) else name
        if not name:
            raise BadInput(f"why needs a name: why {self.session.trace.network.inputs[0].name}")
        why, later = self.session.why(name)
        self.show_page(lambda: print_why(self.page, why, later, by_screens=True))
        if later:
            self.page.line(f"This is not all: more is passed back to {name} in "
                           f"{count_of(len(later), 'later move')}, from {later[0]} on.")
        if why.thing.sensitivity != why.sensitivity:
            self.page.line(f"By now the sensitivity of {name} is "
                           f"{self.page.number(why.thing.sensitivity)}: an update has used it up.")

    def do_diff(self, arg: str) -> None:
        """diff [A [B]]: what changed

        Between two moments, by default from the one shown before to now. Just after set: what is
        different from before, at the same move.
        """
        words = arg.split()
        if len(words) > 2:
            raise BadInput(f"diff takes the numbers of two moves, not {arg!r}.")
        if not words and self.what_if_differences is not None:
            self._print_differences("By what was set", self.what_if_differences)
            return
        first = self.position(words[0]) if words else self.position_before
        second = self.position(words[1]) if len(words) == 2 else self.session.timeline.position
        self._print_differences(f"From move {position_text(first)} to move {position_text(second)}",
                   [(place.words(), old, new) for place, old, new in self.session.differences(first, second)])

    def _print_differences(self, between: str, differences: Sequence[NamedChange]) -> None:
        self.page.line(f"{between}: {count_of(len(differences), 'number')} changed.")
        self.show_list([old_to_new(self.page, name, old, new) for name, old, new in differences])

    def do_find(self, arg: str) -> None:
        """find TEXT: the moves about something

        Those with the text in their names, or in those of the numbers that they read or write.
        """
        if not arg:
            raise BadInput("find needs a text: find w5")
        text = plain_arrows(arg).lower()
        matches = [number for number in range(1, self.session.timeline.last + 1)
                   if text in self._searchable(number)]
        self.page.line(f"{count_of(len(matches), 'move')} with {arg!r}.")
        self.show_list([self._entry(number) for number in matches])

    def _searchable(self, number: int) -> str:
        move = self.session.trace[number - 1]
        words = [move.phase, move.name, title(move)]
        for change in notable_changes(move):
            words += [change.place.words(), *(leaf.name for leaf in change.leaves)]
        return "\n".join(words).lower()

    def do_list(self, arg: str) -> None:
        """list [N]: the moves around this one"""
        around = self.position(arg)[0] if arg else self.session.timeline.done
        first = max(1, min(around - AROUND, self.session.timeline.last - 2 * AROUND))
        last = min(first + 2 * AROUND, self.session.timeline.last)
        self.show_list([self._entry(number) for number in range(first, last + 1)])

    def _entry(self, number: int) -> str:
        move = self.session.trace[number - 1]
        entry = f"{number:>3} {mover_text(move, ' ')}"
        here = move is self.session.move
        if self.page.plain:
            return entry.strip() + (", where we are" if here else "")
        return f"{'→' if here else ' '} {entry}"

    def do_network(self, arg: str) -> None:
        """network [WHAT]: the picture of all of it

        The whole network, with the numbers of this moment. WHAT comes first: values, sensitivities
        or slopes.
        """
        self.show_page(lambda: print_network(self.page, self.session.trace.network, arg or "values"))

    def do_code(self, arg: str) -> None:
        """code: the lines of the method that moves

        Those that have just run are marked: of a move each that wrote a number; after step only one.
        What the method calls, such as an activation, comes below it.
        """
        move, timeline = self.session.move, self.session.timeline
        if move is None:
            raise BadInput("nothing has moved yet: next goes on, and code shows what ran.")
        code = running_code(move, self.session.trace.network)
        if code is None:
            raise BadInput(f"the source of what runs for {title(move)} isn't known here.")
        write = timeline.writes or (len(move) if self.shows_one_write else 0)
        writes = [write - 1] if write else range(len(move))
        self.show_page(lambda: print_code(self.page, title(move), code, writes))

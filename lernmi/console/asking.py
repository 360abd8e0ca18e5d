"""The stepper's commands that ask about the moment."""

from __future__ import annotations

from typing import Any, List

from ..errors import BadInput, UnknownName
from ..link import Link
from ..tracing.expression import Expression
from ..tracing.names import attributes_of, with_plain_arrows
from ..tracing.trace import Trace
from .blame import print_why
from .moving import Moving
from .page import counted
from .picture import print_network
from .screen import was_and_is
from .steps import title

MOST_LINES = 20             # of a list; the rest is said to be left out
AROUND = 5                  # moves that list shows before and after the latest


class Asking(Moving):
    """Numbers, reasons, differences, lists."""

    def do_print(self, arg: str) -> None:
        """print EXPRESSION: names, numbers, + - * / ** ( ) and comparisons, as of this moment.

        print hidden[0]                            all its numbers
        print hidden[0].sensitivity * w5           value, sensitivity, slope, total, weight
        print hidden[0]->output[1]                 a link; .weight is its weight
        A line that is no command is printed as well.
        """
        expression = Expression(arg, self.session.names)
        result = expression.result()
        if isinstance(result, bool):
            self.page.line(f"{expression.text} is {'true' if result else 'false'}.")
        elif isinstance(result, float):
            self.page.line(f"{expression.text} = ", self.page.signed(result))
        else:
            self._print_thing(result)

    def _print_thing(self, thing: Any) -> None:
        """All the numbers of a thing."""
        known = attributes_of(thing)
        if not known:
            self.page.line(f"{thing.name} = ", self.page.signed(thing.value))
            return
        numbers = [f"{name} {self.page.number(getattr(thing, name))}"
                   for name in known if name != "weight"]
        if isinstance(thing, Link):
            numbers.append(f"weight {thing.weight.name} = {self.page.number(thing.weight.value)}")
        self.page.line(f"{thing.name}: {', '.join(numbers)}")

    def otherwise(self, line: str) -> None:
        """A line that is no command may be an expression."""
        try:
            self.do_print(line)
        except UnknownName as error:
            word = line.split()[0]
            if word.isalpha():
                raise UnknownName("command", word, self.commands()) from error
            raise

    def do_why(self, arg: str) -> None:
        """why NAME: how its sensitivity came about, as far as it has been handed back by now."""
        trace, done = self.session.trace, self.session.walk.done
        name = with_plain_arrows(arg)
        if not name:
            raise BadInput(f"why needs a name: why {trace.network.inputs[0].name}")
        thing = trace.network.find(name)
        known_after = next(number for number, move in enumerate(trace, start=1)
                           if move.phase == "loss")
        if done < known_after:
            raise BadInput("no sensitivity has been handed back yet: the loss comes with "
                           f"move {known_after} (phase goes on to the next phase).")
        until_now = Trace(trace.network, trace.moves[:done], trace.loss)
        print_why(self.page, until_now.why(name))
        later = [number for number, move in enumerate(trace, start=1)
                 if number > done and move.phase == "backward"
                 and any(change.place.thing is thing and change.place.attribute == "sensitivity"
                         for change in move.changes)]
        if later:
            self.page.line(f"This is not all: more is handed back to {name} in "
                           f"{counted(len(later), 'later move')}, from {later[0]} on.")

    def do_diff(self, arg: str) -> None:
        """diff [A [B]]: what changed between two moments; B is now, A the moment shown before."""
        words = arg.split()
        if len(words) > 2 or not all(word.isdecimal() for word in words):
            raise BadInput(f"diff takes the numbers of two moves, not {arg!r}.")
        here, last = self.session.walk.done, self.session.walk.last
        first = int(words[0]) if words else self.shown_before
        second = int(words[1]) if len(words) == 2 else here
        if max(first, second) > last:
            raise BadInput(f"there is no move {max(first, second):,}: the step has {last:,}.")
        found = self.session.differences(first, second)
        self.page.line(f"From move {first} to move {second}: "
                       f"{counted(len(found), 'number')} changed.")
        self._list([was_and_is(self.page, place.words(), old, new) for place, old, new in found])

    def do_find(self, arg: str) -> None:
        """find TEXT: the moves whose names or numbers' names contain it; goto goes there."""
        if not arg:
            raise BadInput("find needs a text: find w5")
        wanted = with_plain_arrows(arg).lower()
        found = [number for number in range(1, self.session.walk.last + 1)
                 if wanted in self._searchable(number)]
        self.page.line(f"{counted(len(found), 'move')} with {arg!r}.")
        self._list([self._entry(number) for number in found])

    def _searchable(self, number: int) -> str:
        move = self.session.trace[number - 1]
        words = [move.phase, move.name, title(move)]
        words += [change.place.words() for change in move.changes]
        return "\n".join(words).lower()

    def do_list(self, arg: str) -> None:
        """list [N]: the moves around the present one, or around move N."""
        here = self.session.walk.done
        if arg and not arg.isdecimal():
            raise BadInput(f"list takes the number of a move, not {arg!r}.")
        around = int(arg) if arg else here
        first = max(1, min(around - AROUND, self.session.walk.last - 2 * AROUND))
        last = min(first + 2 * AROUND, self.session.walk.last)
        self._list([self._entry(number) for number in range(first, last + 1)])

    def _entry(self, number: int) -> str:
        move = self.session.trace[number - 1]
        mark = "→" if number == self.session.walk.done else " "
        name = f" {title(move)}" if move.mover is not None else ""
        here = ", where we are" * (self.page.plain and mark != " ")
        return f"{'' if self.page.plain else mark} {number:>3} {move.phase}{name}{here}".lstrip(
            " " * self.page.plain)

    def _list(self, lines: List[str]) -> None:
        for line in lines[:MOST_LINES]:
            self.page.line(line if self.page.plain else "  " + line)
        if len(lines) > MOST_LINES:
            self.page.line(f"… and {len(lines) - MOST_LINES:,} more.")

    def do_network(self, arg: str) -> None:
        """network: the picture of the whole network, with the numbers of this moment."""
        print_network(self.page, self.session.trace.network)

    def complete_print(self, text: str, *rest: object) -> List[str]:
        """What can be printed."""
        return self.complete_names(text, *rest)

    def complete_why(self, text: str, *rest: object) -> List[str]:
        """What can be asked for."""
        return self.complete_names(text, *rest)

    def completedefault(self, text: str, *rest: object) -> List[str]:
        """A line that is no command is an expression."""
        return self.complete_names(text, *rest)

"""The stepper's prompt: it stands at a moment of a session, and shows it."""

from __future__ import annotations

import re
from typing import List, Optional, Tuple

from ...stepping.session import Session
from ...stepping.timeline import Position
from ...support.errors import LONGEST_QUOTE, BadInput
from ...tracing.moves import PHASES
from ..display.moment_view import MomentView, position_text
from ..display.page import Page
from .command_prompt import CommandPrompt

Difference = Tuple[str, float, float]        # what it is called, what it was, what it is
NEXT = "next"
NAMING = ("print", "why", "find", "watch", "set")       # commands that take names
POSITION = re.compile(r"(\d{1,18})(?:\.(0|[1-9]\d{0,8}))?")
# What stands before the name that is being typed: "2*(" of "2*(w8.se", but nothing of "a->b".
BEFORE_A_NAME = re.compile(r"(.*(?:[(+*/×÷−=<,]|-(?!>)|(?<!-)>))?(.*)", re.DOTALL)


class SessionPrompt(CommandPrompt):
    """A prompt at a moment of a session; the commands stand on this."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__(page)
        self.moment_view = MomentView(page)
        self.repeated = NEXT
        self.what_if_differences: Optional[List[Difference]] = None     # what the latest set made different
        self.look_at(session)

    def look_at(self, session: Session) -> None:
        """Stand in this session from now on, at its start."""
        self.session = session
        self.shown_before: Position = (0, 0)    # what was looked at before
        self._shown: Position = (0, 0)

    @property
    def prompt(self) -> str:    # type: ignore[override]
        """Where we are: how many moves are done, of how many."""
        return f"{position_text(self.session.timeline.position)}/{self.session.timeline.last}> "

    def show(self, latest: bool = False) -> None:
        """Show the moment we are at, or only the ``latest`` number that was written."""
        self.shown_before, self._shown = self._shown, self.session.timeline.position
        self.what_if_differences = None
        self.moment_view.show(self.session, latest)

    def position(self, text: str) -> Position:
        """The moment that is called so, as the prompt calls it; BadInput if there is none."""
        match = POSITION.fullmatch(text)
        if match is None:
            raise BadInput("the number of a move is needed, "
                           f"from 0 to {self.session.timeline.last}, not {text[:LONGEST_QUOTE]!r}.")
        position = (int(match[1]), int(match[2] or 0))
        self.session.timeline.check(*position)
        return position

    # ---- what Tab completes

    def completenames(self, text: str, *_: object) -> List[str]:
        """A line begins with a command, or is an expression."""
        return super().completenames(text) + self.complete_names(text)

    def completedefault(self, text: str, line: str, *_: object) -> List[str]:
        """NameTable, where a command takes them, and where a line is no command."""
        command = self.parseline(line)[0]
        return self.complete_names(text) if command in ("", *NAMING) else []

    def complete_names(self, text: str, *_: object) -> List[str]:
        """NameTable, with their attributes, also after an operator."""
        match = BEFORE_A_NAME.fullmatch(text)
        before, name = (match[1] or "", match[2]) if match else ("", text)
        return [before + found for found in self.session.scope.completions(name)]

    def complete_only(self, text: str, *_: object) -> List[str]:
        """NameTable, layers and phases."""
        known = [*PHASES, *self.session.trace.network.groups]
        found = [name for name in known if name.startswith(text)] + self.complete_names(text)
        return list(dict.fromkeys(found))

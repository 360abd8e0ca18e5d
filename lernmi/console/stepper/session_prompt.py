"""A prompt at a moment of a session, which it shows; the base of the stepper and the quiz."""

from __future__ import annotations

import re
from typing import List, Optional, Sequence, Tuple

from rich.text import Text

from ...stepping.session import Session
from ...stepping.timeline import Position
from ...stepping.what_if import WhatIfSession
from ...support.errors import LONGEST_QUOTE, BadInput
from ...tracing.moves import PHASES
from ..display.page import Page, count_of
from ..network.moment_view import MomentView, position_text
from .command_prompt import CommandPrompt

NamedChange = Tuple[str, float, float]                   # a name, its old value, its new value
NEXT = "next"
TAKE_NAMES = ("print", "why", "find", "watch", "set")   # commands after which Tab completes names
POSITION = re.compile(r"(\d{1,18})(?:\.(0|[1-9]\d{0,8}))?")
# The text before the name that is being typed: "2*(" of "2*(w8.se", but nothing of "a->b".
BEFORE_A_NAME = re.compile(r"(.*(?:[(+*/×÷−=<,]|-(?!>)|(?<!-)>))?(.*)", re.DOTALL)


class SessionPrompt(CommandPrompt):
    """A prompt at a moment of a session; the commands of the stepper are mix-ins on top of it."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__(page)
        self.moment_view = MomentView(page)
        self.repeated = NEXT            # the command that Enter repeats
        self.what_if_differences: Optional[List[NamedChange]] = None     # by the latest set
        self.shows_one_write = False    # of a move that is done: the latest number, not all
        self.use(session)

    def use(self, session: Session) -> None:
        """Use this session from now on."""
        self.session = session
        self.position_before: Position = (0, 0)     # shown before the latest one
        self._position_shown: Position = (0, 0)

    @property
    def prompt(self) -> str:    # type: ignore[override]
        """How many moves are done, of how many."""
        return f"{position_text(self.session.timeline.position)}/{self.session.timeline.last}> "

    def show(self, latest: bool = False, reserved: int = 0) -> None:
        """Show the present moment, or only the ``latest`` number that was written.

        ``reserved``: rows of the screen that are needed below it.
        """
        self.position_before, self._position_shown = self._position_shown, self.session.timeline.position
        self.what_if_differences, self.shows_one_write = None, latest
        self.leave_out(self.moment_view.show(self.session, latest, reserved))

    def leave_out(self, lines: Sequence[Text]) -> None:
        """Count the lines that had no room on the screen."""
        if lines:
            self.page.line(f"… and {count_of(len(lines), 'more line')}.")

    def what_if_session(self, action: str) -> WhatIfSession:
        """The session; BadInput if it is a recording, which has no network to run."""
        if not isinstance(self.session, WhatIfSession):
            raise BadInput(f"a recording can't {action}: step through an example, or use lernmi.stepper "
                           "with a network.")
        return self.session

    def position(self, text: str) -> Position:
        """The position that the text, such as "17" or "3.1", stands for; BadInput if there is none."""
        match = POSITION.fullmatch(text)
        if match is None:
            raise BadInput("the number of a move is needed, "
                           f"from 0 to {self.session.timeline.last}, not {text[:LONGEST_QUOTE]!r}.")
        position = (int(match[1]), int(match[2] or 0))
        self.session.timeline.check(*position)
        return position

    # ---- what Tab completes

    def completenames(self, text: str, *_: object) -> List[str]:
        """At the beginning of a line: commands, and the names of an expression."""
        return super().completenames(text) + self.complete_names(text)

    def completedefault(self, text: str, line: str, *_: object) -> List[str]:
        """Names, after commands that take them and in a line that is no command."""
        command = self.parseline(line)[0]
        return self.complete_names(text) if command in ("", *TAKE_NAMES) else []

    def complete_names(self, text: str, *_: object) -> List[str]:
        """Names with their attributes, also after an operator."""
        match = BEFORE_A_NAME.fullmatch(text)
        before, name = (match[1] or "", match[2]) if match else ("", text)
        return [before + completion for completion in self.session.scope.completions(name)]

    def complete_only(self, text: str, *_: object) -> List[str]:
        """Names, layers and phases."""
        groups = [*PHASES, *self.session.trace.network.groups]
        matches = [name for name in groups if name.startswith(text)] + self.complete_names(text)
        return list(dict.fromkeys(matches))

"""Answers typed at a prompt: a code, then each answer of the sheet."""

from __future__ import annotations

from typing import Callable, Dict, List, NamedTuple, Optional

from ...support.errors import BadInput
from ...teaching.marking import Answer, answer_of
from ...teaching.worksheets import Exercise
from ..display.page import Page
from ..stepper.command_prompt import CommandPrompt


class TypedSheet(NamedTuple):
    """What was typed: the exercise, the pupil's name, and the answers by the numbers of the items."""

    exercise: Exercise
    pupil: str
    answers: Dict[int, Answer]


class MarkPrompt(CommandPrompt):
    """Asks for a code and a name, then for each answer; Enter alone leaves one out.

    ``sheets``: those that were typed to their ends. ``mark``: what is done with each.
    """

    short = {"b": "back", "e": "end", **CommandPrompt.short}

    def __init__(self, page: Page, exercise_of: Callable[[str], Exercise],
                 mark: Callable[[TypedSheet], None]) -> None:
        super().__init__(page)
        self.sheets: List[TypedSheet] = []
        self._exercise_of, self._mark = exercise_of, mark
        self._sheet: Optional[TypedSheet] = None
        self._named = False
        self._next = 0                      # the index of the item that is asked for

    @property
    def prompt(self) -> str:    # type: ignore[override]
        """What is to be typed next."""
        if self._sheet is None:
            return "code> "
        if not self._named:
            return "name> "
        item = self._sheet.exercise.items[self._next]
        return f"({item.number}) {self.page.text(item.label)} = "

    def run(self) -> None:
        """Ask until quit, or Enter in place of a code."""
        self.page.line("Type the code of a sheet, then its answers as they stand there; Enter leaves one "
                       "out, back goes back to the one before, end ends the sheet. Enter in place of a code "
                       "ends it all.")
        super().run()
        if self._sheet is not None and self._sheet.answers:
            self._finish()

    def emptyline(self) -> bool:
        """No answer; no name; or no further code."""
        if self._sheet is None:
            return True
        if not self._named:
            self._named = True
        else:
            self._sheet.answers.pop(self._sheet.exercise.items[self._next].number, None)
            self._advance()
        return False

    def other_line(self, line: str) -> bool:
        """A code, a name, or an answer."""
        if self._sheet is None:
            self._sheet, self._named, self._next = TypedSheet(self._exercise_of(line), "", {}), False, 0
        elif not self._named:
            self._sheet, self._named = self._sheet._replace(pupil=line.strip()), True
        else:
            self._sheet.answers[self._sheet.exercise.items[self._next].number] = answer_of(line)
            self._advance()
        return False

    def _matches(self, word: str) -> List[str]:
        """A pupil may be named Helen: there only whole words are commands."""
        if self._sheet is not None and not self._named:
            return [word] if word in self.commands() else []
        return super()._matches(word)

    def _advance(self) -> None:
        """On to the next answer; after the last one the sheet is marked."""
        assert self._sheet is not None
        self._next += 1
        if self._next == len(self._sheet.exercise.items):
            self._finish()

    def _finish(self) -> None:
        assert self._sheet is not None
        sheet, self._sheet = self._sheet, None
        self.sheets.append(sheet)
        self._mark(sheet)

    def do_back(self, arg: str) -> None:
        """back: to the answer before, which is asked for again"""
        if self._sheet is None or not self._named:
            raise BadInput("there is no answer before this.")
        if self._next == 0:
            raise BadInput("this is the first answer: end leaves the sheet.")
        self._next -= 1

    def do_end(self, arg: str) -> None:
        """end: of this sheet; what was not asked for yet counts as missing"""
        if self._sheet is None:
            raise BadInput("there is no sheet: quit ends it all.")
        if not self._sheet.answers:
            self._sheet = None              # nothing was answered: a wrong code perhaps
            return
        self._finish()

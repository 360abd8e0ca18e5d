"""The prompt of the quiz: questions, answers, hints, and the score at the end."""

from __future__ import annotations

import math
from typing import List, Sequence

from ...stepping.session import Session
from ...support.errors import BadInput, UnknownName
from ...teaching.quiz import Quiz, Reply
from ..display.page import Page
from ..display.trace_view import mover_text
from ..network.move_view import print_move
from .command_prompt import OTHER_ROWS, SYNONYMS, CommandPrompt
from .session_prompt import SessionPrompt


class QuizPrompt(SessionPrompt):
    """Asks ``most`` questions, or with 0 all up to the end; a line that is no command is an answer.

    ``outside``: the stepper's commands, which are no answers.
    """

    short = {"t": "hint", "k": "skip", "nw": "network", **CommandPrompt.short}

    def __init__(self, page: Page, session: Session, most: int, outside: Sequence[str]) -> None:
        super().__init__(page, session)
        self.quiz = Quiz(session, page.digits)
        self.most = most
        self.outside = outside

    @property
    def prompt(self) -> str:    # type: ignore[override]
        """The number of the question, of how many."""
        of_how_many = f" of {self.most}" if self.most else ""
        return f"question {self.quiz.asked + 1}{of_how_many}> "

    def run(self) -> None:
        """Ask until quit or the last question; then print the score."""
        self.page.line("What comes out next? Type a number, two digits will do, or a formula such as "
                       "0.5 * hidden[0].value; there are three tries. hint helps, skip shows it, "
                       "quit ends the quiz.")
        if self._ask():
            super().run()
        self.quiz.leave()
        for sentence in self.quiz.score():
            self.page.line(sentence)

    def _ask(self) -> bool:
        """Print the next question; False if there is none."""
        question = self.quiz.question
        if question is None:
            self.page.line("The step is at its end: restart goes to its start.")
            return False
        if self.most and self.quiz.asked >= self.most:
            return False
        self.page.blank()
        self.page.line(f"Move {question.number}, {mover_text(question.move, ', ')}: {question.text}",
                       style="bold" if self.page.laid_out else "")
        self.page.line("On the table: " + ", ".join(
            f"{name} = {self.page.number(number)}"
            for name, number in question.operands.items()))
        return True

    def other_line(self, line: str) -> bool:
        """An answer."""
        word = line.split()[0]
        if self._is_outside(word):
            raise BadInput(f"{word} is no answer but a command of the stepper: quit leaves the quiz.")
        try:
            return self._reply(self.quiz.answer(line))
        except UnknownName as error:
            raise BadInput(f"{error} (skip shows the result.)") from None

    def _reply(self, reply: Reply) -> bool:
        """Print it, and ask the next question; whether the quiz is over."""
        self.page.line(reply.text)
        return reply.finished and not self._ask()

    def _matches(self, word: str) -> List[str]:
        """A command of the stepper is no prefix of one of the quiz's."""
        return [] if self._is_outside(word) else super()._matches(word)

    def _is_outside(self, word: str) -> bool:
        known = [*self.short, *self.commands(), *SYNONYMS, *self.session.scope.things]
        return word in self.outside and word not in known

    def do_network(self, arg: str) -> None:
        """network: the picture, or a close-up, of what the question is about."""
        rows = self.page.console.height - OTHER_ROWS if self.page.laid_out else math.inf
        with self.quiz.in_place_of_the_result(0.0):
            if not print_move(self.page, self.session.trace.network, self.session.timeline.next, rows):
                raise BadInput("the picture has no room on this screen.")

    def do_hint(self, arg: str) -> None:
        """hint: some help, and more if repeated; the question no longer counts as right at once."""
        self.page.line(self.quiz.hint())

    def do_skip(self, arg: str) -> bool:
        """skip: show the result, and go on with the next question."""
        return self._reply(self.quiz.skip())

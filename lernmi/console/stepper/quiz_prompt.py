"""The quiz at its prompt: questions, answers, help, and the score at the end."""

from __future__ import annotations

from typing import List, Sequence

from ...stepping.session import Session
from ...support.errors import BadInput, UnknownName
from ...teaching.quiz import Quiz, Reply
from ..display.move_view import print_move
from ..display.page import Page
from ..display.trace_view import mover_text
from .command_prompt import OTHER_WORDS, CommandPrompt
from .session_prompt import SessionPrompt


class QuizPrompt(SessionPrompt):
    """Asks ``most`` questions, or with 0 as many as there are; a line that is no command answers.

    ``outside``: the commands that there are outside of the quiz, which are no answers.
    """

    short = {"t": "hint", "k": "skip", "nw": "network", **CommandPrompt.short}

    def __init__(self, page: Page, session: Session, most: int, outside: Sequence[str]) -> None:
        super().__init__(page, session)
        self.quiz = Quiz(session, page.digits)
        self.most = most
        self.outside = outside

    @property
    def prompt(self) -> str:    # type: ignore[override]
        """Which question waits for an answer."""
        of_how_many = f" of {self.most}" if self.most else ""
        return f"question {self.quiz.asked + 1}{of_how_many}> "

    def run(self) -> None:
        """Ask, until somebody leaves or nothing is left to ask; then tell the score."""
        self.page.line("What comes out next? Type a number, two digits will do, or a formula such as "
                       "0.5 * hidden[0].value; there are three tries. hint helps, skip tells it, "
                       "quit ends the quiz.")
        if self._ask():
            super().run()
        self.quiz.leave()
        for sentence in self.quiz.score():
            self.page.line(sentence)

    def _ask(self) -> bool:
        """Put the next question; False if there is none."""
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

    def otherwise(self, line: str) -> bool:
        """An answer."""
        word = line.split()[0]
        if self._is_outside(word):
            raise BadInput(f"{word} is no answer but a command of the stepper: quit leaves the quiz.")
        try:
            return self._reply(self.quiz.answer(line))
        except UnknownName as error:
            raise BadInput(f"{error} (skip tells the result.)") from None

    def _reply(self, reply: Reply) -> bool:
        """Say it, and ask the next question; whether the quiz is over."""
        self.page.line(reply.text)
        return reply.finished and not self._ask()

    def _meant_by(self, word: str) -> List[str]:
        """A command of the stepper is not the beginning of one of the quiz's."""
        return [] if self._is_outside(word) else super()._meant_by(word)

    def _is_outside(self, word: str) -> bool:
        known = [*self.short, *self.commands(), *OTHER_WORDS, *self.session.scope.things]
        return word in self.outside and word not in known

    def do_network(self, arg: str) -> None:
        """network: the picture, or a close-up, with what moves in this question."""
        with self.quiz.in_place_of_the_result(0.0):
            print_move(self.page, self.session.trace.network, self.session.timeline.next)

    def do_hint(self, arg: str) -> None:
        """hint: some help, and more help when asked again; it no longer counts as right at once."""
        self.page.line(self.quiz.hint())

    def do_skip(self, arg: str) -> bool:
        """skip: tell the result, and go on with the next question."""
        return self._reply(self.quiz.skip())

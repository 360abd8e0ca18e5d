"""The quiz at its prompt: questions, answers, help, and the score at the end."""

from __future__ import annotations

from ..tracing.quiz import Quiz, Reply
from ..tracing.session import Session
from .page import Page
from .prompt import Prompt
from .steps import title


class Quizzing(Prompt):
    """Asks ``most`` questions, or with 0 as many as there are; a line that is no command answers."""

    short = {"t": "hint", "k": "skip", "h": "help", "q": "quit"}

    def __init__(self, page: Page, session: Session, most: int) -> None:
        super().__init__(page)
        self.session = session
        self.quiz = Quiz(session, page.digits)
        self.most = most

    @property
    def prompt(self) -> str:    # type: ignore[override]
        """Where we are, and that an answer is waited for."""
        return f"quiz {self.session.walk.done}/{self.session.walk.last}> "

    def run(self) -> None:
        """Ask, until somebody leaves or nothing is left to ask; then tell the score."""
        self.page.line("What comes out next? Type a number, or a formula such as 0.5 * hidden[0].value. "
                       "hint helps, skip tells it, quit ends the quiz.")
        if self._ask():
            super().run()
        for sentence in self.quiz.score():
            self.page.line(sentence)

    def _ask(self) -> bool:
        """Put the next question; False if there is none."""
        question = self.quiz.question
        if question is None:
            self.page.line("The step is at its end.")
            return False
        if self.most and self.quiz.asked >= self.most:
            return False
        mover = f", {title(question.move)}" if question.move.mover is not None else ""
        self.page.blank()
        self.page.line(f"Move {question.number}, {question.move.phase}{mover}: {question.text}",
                       style="bold" if self.page.laid_out else "")
        self.page.line("On the table: " + ", ".join(
            f"{name} = {self.page.number(number)}"
            for name, number in question.operands.items()))
        return True

    def otherwise(self, line: str) -> None:
        """An answer."""
        self._reply(self.quiz.answer(line))

    def _reply(self, reply: Reply) -> None:
        self.page.line(reply.text)
        if reply.finished and not self._ask():
            self.cmdqueue.append("quit")

    def do_hint(self, arg: str) -> None:
        """hint: some help; the question no longer counts as right at once."""
        self.page.line(self.quiz.hint())

    def do_skip(self, arg: str) -> None:
        """skip: tell the result, and go on with the next question."""
        self._reply(self.quiz.skip())

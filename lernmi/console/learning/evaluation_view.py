"""What a network answers to a data set: right or wrong, by class, and the worst mistakes."""

from __future__ import annotations

from typing import List, Sequence

from ...examples.evaluation import Answered, Evaluation
from ...figures.confusion import Confusion
from ...support.formatting import percent
from ..charts.drawing import print_figure
from ..charts.pictures import gallery, picture_lines
from ..display.page import Page, count_of

MOST_MISTAKES = 6
MOST_PIXELS = 40            # rows or columns of a picture that is drawn
MOST_CELLS = 8
WIDE = 100                  # columns, on a pipe


def print_evaluation(page: Page, evaluation: Evaluation, title: str = "") -> None:
    """The loss and the share of right answers, the confusion matrix, and the worst mistakes."""
    size = count_of(len(evaluation.answers), "sample")
    loss, right = f"the mean loss is {page.number(evaluation.loss)}", evaluation.right
    if evaluation.accuracy is None:
        page.line(f"{title}{size}: {loss}; a typical error is {', '.join(_errors(page, evaluation))}.")
    elif right is None:
        page.line(f"{title}{size}: {percent(evaluation.accuracy)} of the answers are right; {loss}.")
    else:
        page.line(f"{title}{size}: {right:,} right, {percent(evaluation.accuracy)}; {loss}.")


def _errors(page: Page, evaluation: Evaluation) -> List[str]:
    return [f"{page.number(error)} ({name})" for name, error in evaluation.typical_errors().items()]


def print_confusion(page: Page, evaluation: Evaluation) -> None:
    """How many samples of each class got which answer, where there are classes."""
    if evaluation.classes:
        with page.block():
            print_figure(page, Confusion(evaluation.classes, evaluation.confusion()))


def print_mistakes(page: Page, evaluation: Evaluation, command: str) -> None:
    """The wrong answers with the highest loss: pictures are drawn. ``command`` steps into the first."""
    worst = evaluation.worst(MOST_MISTAKES)
    if not worst:
        return
    shape = evaluation.shape
    page.blank()
    heading = f"The worst {'errors' if evaluation.right is None else 'mistakes'}, by their loss:"
    if len(shape) == 2 and evaluation.are_pictures and max(shape) <= MOST_PIXELS and not page.plain:
        _draw(page, heading, worst, *shape)
    else:
        page.line(heading)
        for answered in worst:
            page.line(_sentence(page, answered))
    page.line(f"Look into one: {command}{worst[0].number}")


def _draw(page: Page, heading: str, worst: Sequence[Answered], rows: int, columns: int) -> None:
    """The pictures, those of a row on one screen, the first with the heading."""
    pictures = [picture_lines(page, answered.cells, rows, columns) for answered in worst]
    titles = [f"{answered.number}: {answered.expected}, not {answered.answer}" for answered in worst]
    for index, lines in enumerate(gallery(pictures, titles, page.width if page.laid_out else WIDE)):
        with page.block():
            if not index:
                page.line(heading)
            for line in lines:
                page.show(line)
            page.blank()


def _sentence(page: Page, answered: Answered) -> str:
    cells = [page.number(cell) if isinstance(cell, float) else str(cell) for cell in answered.cells]
    shown = " ".join(cells[:MOST_CELLS]) + (" …" if len(cells) > MOST_CELLS else "")
    return (f"sample {answered.number}: {_in_words(page, answered.expected)}, answered "
            f"{_in_words(page, answered.answer)} (loss {page.number(answered.loss)}): {shown}")


def _in_words(page: Page, answers: object) -> str:
    if isinstance(answers, str):
        return answers
    some: Sequence[object] = answers if isinstance(answers, list) else [answers]
    return " ".join(page.number(one) if isinstance(one, float) else str(one) for one in some)

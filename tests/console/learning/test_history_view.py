import io
from typing import List

import pytest

from lernmi import History
from lernmi.console.display.page import Page
from lernmi.console.learning.history_view import one_line, print_history
from lernmi.support.formatting import percent


def history(epochs: int) -> History:
    course = History([1.0 / (number + 1) for number in range(epochs)])
    course.accuracies = [0.5 + 0.01 * number for number in range(epochs)]
    course.validation_losses = [1.0] * epochs
    course.validation_accuracies = [0.25] * epochs
    return course


def printed(course: History, **options: bool) -> List[str]:
    stream = io.StringIO()
    print_history(Page(stream, **options), course)
    return stream.getvalue().splitlines()


def test_the_course_in_sentences() -> None:
    assert printed(history(4), plain=True) == [
        "4 epochs: the mean loss went from 1 to 0.25.", "On the validation part it went from 1 to 1.",
        "Right answers: 53.0 %.", "Right answers of the validation part: 25.0 %."]


def test_a_training_of_one_epoch_has_no_curve() -> None:
    assert printed(history(1)) == [
        "1 epoch: the mean loss was 1.", "On the validation part it was 1.",
        "Right answers: 50.0 %.", "Right answers of the validation part: 25.0 %."]


def test_how_training_ended() -> None:
    course = history(3)
    course.ended, course.best_epoch = "interrupted after 3 of 9 epochs", 2
    assert printed(course)[-2:] == [
        "Training ended early: interrupted after 3 of 9 epochs.",
        "The weights are those after epoch 2, when the validation loss was least."]
    assert printed(History())[0] == "No epoch was completed."


def test_one_line_an_epoch() -> None:
    assert one_line(Page(io.StringIO()), history(2), 5) == (
        "Epoch 2 of 5: loss 0.5, accuracy 51.0 %, validation loss 1, validation accuracy 25.0 %")


@pytest.mark.parametrize("share, text", [(1.0, "100.0 %"), (0.9999, "99.9 %"), (0.0, "0.0 %")])
def test_only_all_of_them_are_100_percent(share: float, text: str) -> None:
    assert percent(share) == text

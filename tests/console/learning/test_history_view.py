import io
from typing import List

import pytest

from lernmi import History
from lernmi.console.display.page import Page
from lernmi.console.learning.curves import print_curves, scale_of
from lernmi.console.learning.history_view import one_line, percent, print_history


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


def test_each_line_is_labelled_at_its_end_and_the_marks_are_where_the_numbers_are() -> None:
    stream = io.StringIO()
    curves = {"training": [11.0, 5.0, 0.0], "test": [11.0] * 3}
    print_curves(Page(stream, plain=True), "Loss", curves, "epoch")
    assert stream.getvalue().splitlines() == [
        "Loss.", f"11 +x{'x':>12}{'x':>11} x test", *["   |"] * 4, " 6 +", f"   |{'o':>13}", *["   |"] * 4,
        f" 0 +{'o':>24} o training", f"   `{24 * '-'}", f"    epoch 1{3:>17}"]


@pytest.mark.parametrize("last, rows", [(0.0, [0, 1]), (1.0, [11, 10]), (0.5, [6, 5])])
def test_lines_that_end_alike_have_their_labels_next_to_each_other(last: float, rows: List[int]) -> None:
    stream = io.StringIO()
    print_curves(Page(stream), "Loss", {"one": [0.0, 1.0, last], "two": [0.0, 1.0, last]}, "epoch")
    lines = stream.getvalue().splitlines()[1:13][::-1]
    found = [next(row for row, line in enumerate(lines) if line.endswith(name)) for name in ("one", "two")]
    assert found == rows


def test_numbers_of_very_different_size_get_a_logarithmic_scale() -> None:
    scale = scale_of([1e-3, 1.0])
    assert scale.is_logarithmic and [scale.row(number) for number in (1e-3, 1.0)] == [0, 11]
    assert not scale_of([0.0, 1.0]).is_logarithmic


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

"""What a network answers to a data set, on a terminal, on a pipe and in plain sentences."""

import io
from typing import List

import pytest

from lernmi import Dense, Network, datasets
from lernmi.console.display.page import Page
from lernmi.console.learning.evaluation_view import print_confusion, print_evaluation, print_mistakes
from lernmi.examples.evaluation import Evaluation


@pytest.fixture(scope="module")
def of_digits() -> Evaluation:
    """A network that knows the pixels, and nothing of what they mean: every tenth row."""
    digits = datasets.load("digits")
    encoding = digits.encoding()
    network = Network(encoding.shape, Dense(10, "identity"), loss="softmax_cross_entropy", seed=1,
                      encoding=encoding)
    return Evaluation(network, digits, range(0, len(digits), 10))


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def on_terminal(evaluation: Evaluation, width: int, monkeypatch: pytest.MonkeyPatch) -> List[str]:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    page = Page(terminal, width=width)
    print_confusion(page, evaluation)
    print_mistakes(page, evaluation, "lernmi step net.json digits --sample ")
    from tests.support.processes import without_escapes
    return [without_escapes(line).rstrip() for line in terminal.getvalue().splitlines()]


def test_ten_classes_fit_80_columns_and_each_row_adds_up(of_digits: Evaluation,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    lines = on_terminal(of_digits, 80, monkeypatch)
    assert all(len(line) <= 80 for line in lines)
    heading = next(index for index, line in enumerate(lines) if line.split()[:2] == ["right", "class"])
    assert lines[heading].split() == ["right", "class", *"0123456789", "right"]
    for digit, (line, counts) in enumerate(zip(lines[heading + 1:], of_digits.confusion())):
        name, *cells, share, sign = line.split()
        assert (name, sign) == (str(digit), "%")
        written = [str(count) if count else "·" for count in counts]
        assert cells == [f"[{text}]" if index == digit else text for index, text in enumerate(written)]
        assert share == f"{100 * counts[digit] / sum(counts):.1f}"


@pytest.mark.parametrize("width, in_a_row", [(80, 4), (60, 3), (20, 1)])
def test_pictures_stand_side_by_side_where_there_is_room(width: int, in_a_row: int, of_digits: Evaluation,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    lines = on_terminal(of_digits, width, monkeypatch)
    worst = of_digits.worst(6)
    titles = [f"{one.number}: {one.expected}, not {one.answer}" for one in worst]
    found = [[title for title in titles if title in line] for line in lines]
    assert [title for some in found for title in some] == titles
    assert max(map(len, found)) == in_a_row


def test_where_the_table_has_no_room_each_class_has_a_line(of_digits: Evaluation,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    lines = on_terminal(of_digits, 40, monkeypatch)
    count = sum(of_digits.confusion()[0])
    assert any(line.startswith(f"of {count} samples of class 0:") for line in lines)


def test_plain_and_on_a_pipe_it_is_in_sentences(of_digits: Evaluation) -> None:
    for plain in (True, False):
        stream = io.StringIO()
        page = Page(stream, plain=plain)
        print_evaluation(page, of_digits, "Some: ")
        print_confusion(page, of_digits)
        lines = stream.getvalue().splitlines()
        assert lines[0].startswith(f"Some: 180 samples: {of_digits.right} right, ")
        assert lines[1] == "Which answers the samples of each class got, a class in each row:"
        counts = of_digits.confusion()[3]
        answers = ", ".join(f"{count} answered {digit}" for digit, count in enumerate(counts) if count)
        assert f"of {sum(counts)} samples of class 3: {answers}{'.' * plain}" in lines


def test_a_class_without_samples_has_no_sentence() -> None:
    iris = datasets.load("iris")
    network = Network(4, Dense(3, "identity"), loss="softmax_cross_entropy", encoding=iris.encoding())
    stream = io.StringIO()
    print_confusion(Page(stream), Evaluation(network, iris, range(100)))
    assert [line.partition(":")[0] for line in stream.getvalue().splitlines()[1:]] == [
        "of 50 samples of class setosa", "of 50 samples of class versicolor"]


def test_without_mistakes_nothing_is_said_of_them() -> None:
    gate = datasets.load("and")
    network = Network(2, Dense(1, "identity", weights=[[2.0, 2.0]], biases=[-3.0]),
                      loss="sigmoid_cross_entropy", encoding=gate.encoding("none", single_output=True))
    stream = io.StringIO()
    print_mistakes(Page(stream), Evaluation(network, gate), "lernmi step")
    assert stream.getvalue() == ""

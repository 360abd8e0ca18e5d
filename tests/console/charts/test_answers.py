"""The answers to all samples in characters."""

import io
from typing import Any, List

import pytest

from lernmi import Dense, Network
from lernmi.console.charts.drawing import print_figure
from lernmi.console.display.page import Page
from lernmi.figures.answers import Answers, answers

LINEAR = Network(1, Dense(1, "identity", weights=[[1.0]], biases=[0.0]), loss="sigmoid_cross_entropy",
                 classes=["low", "high"])
MANY = [([number / 10.0], [float(number > 5)]) for number in range(-20, 21)]


def drawn(figure: Answers, **options: Any) -> List[str]:
    page = Page(record=True, **options) if options.pop("record", False) else Page(io.StringIO(), **options)
    print_figure(page, figure)
    text = page.console.export_text() if page.console.record else page.console.file.getvalue()  # type: ignore
    return str(text).splitlines()


@pytest.mark.parametrize("width, headings", [(100, "sample inputs target answer loss probability"),
                                             (60, "sample target answer loss probability"),
                                             (52, "sample target answer probability")])
def test_a_few_are_a_table_with_as_many_columns_as_there_is_room_for(width: int, headings: str) -> None:
    figure = answers(LINEAR, [([2.0], "high"), ([1.0], "low")])
    lines = [line.split() for line in drawn(figure, record=True, width=width)]
    assert headings.split() in lines
    number = Page().number
    row = next(line for line in lines if line[:1] == ["1"] and "low" in line)
    assert row[-2:] == ["✗", "wrong"] and number(figure.answers[1].share) not in row
    assert number(1.0 - figure.answers[1].share) in row
    assert drawn(figure)[-1] == figure.sentence(figure.answers[1], number, has_inputs=True)


def test_many_of_classes_are_strips_with_each_answer_in_the_column_of_its_share() -> None:
    figure = answers(LINEAR, MANY)
    lines = drawn(figure, width=60)
    assert lines[1] == figure.summary(Page().number)
    strips = {line.split("│")[0].strip(): line.split("│")[1] for line in lines if line.count("│") == 2}
    assert list(strips) == ["low", "high"]
    for index, strip in enumerate(strips.values()):
        columns = {int(answer.share * len(strip)): answer.is_right for answer in figure.by_class()[index]}
        assert {column for column, shade in enumerate(strip) if shade != " "} == set(columns)
        assert all((strip[column] in ".:+*#@") is right for column, right in columns.items())
    assert "26, 5 wrong" in "\n".join(lines)
    worst = figure.worst()[0]
    assert lines[lines.index("The worst, by their loss:") + 1] == figure.sentence(worst, Page().number)


def test_many_values_are_a_map_of_targets_and_outputs() -> None:
    network = Network(1, Dense(1, "identity", weights=[[1.0]], biases=[0.0]))
    figure = answers(network, [([number], [number]) for number in range(20)] + [([0.0], [19.0])])
    lines = drawn(figure)
    columns = [line.split("│")[-2] if "┤" not in line else line.split("┤")[1].split("│")[0]
               for line in lines if line.count("│") + line.count("┤") == 2]
    assert len(columns) == 20
    assert columns[-1][-1] not in " /" and columns[-1][0] not in " /" and columns[0][-1] not in " /"
    assert all(columns[19 - row].rstrip()[-1] in "/:.+*#@" for row in range(1, 20))
    assert "20: target 19, answer 0" in " ".join(" ".join(lines).split())

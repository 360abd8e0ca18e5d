"""The answer of a why: without zeros, without chains that only pass on, as much as a screen holds."""

import io
import os
from typing import Any, List

import pytest

from lernmi import Dense, MaxPool, Network, Trace, trace
from lernmi.console.display.page import Page
from lernmi.console.display.why_view import print_why
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.processes import python_on_terminal, without_escapes
from tests.support.slow import slow


def printed(step: Trace, name: str, **options: Any) -> List[str]:
    stream = io.StringIO()
    print_why(Page(stream), step.why(name), **options)
    return stream.getvalue().splitlines()


def pooled(inputs: List[float]) -> Trace:
    """Three times the largest of the numbers, where 0 is right."""
    network = Network((1, len(inputs)), MaxPool((1, len(inputs))),
                      Dense(1, "identity", weights=3.0, biases="none"), seed=1)
    return trace(network, inputs, [0.0])


def test_the_one_path_through_a_pool_is_told_and_the_rest_counted() -> None:
    step = pooled([5.0, *range(1, 5), -1.0, -2.0, -3.0, -4.0])
    lines = printed(step, "input[0,0]")
    path = next(line for line in lines if line.startswith("  output[0] → "))
    assert "(" in path and " more) → " in path and "1 (" in path and path.endswith(" = 45")
    assert any(line.strip().startswith("passed on unchanged through ") for line in lines)
    zeros = step.why("input[0,0]").number_of_zero_paths
    assert zeros > 7 and f"  {zeros:,} other paths are 0" in lines
    assert not any(line.endswith(" = 0") for line in lines)
    assert len(lines) < 15


def test_where_all_is_0_one_path_shows_why() -> None:
    lines = printed(trace(Network(1, Dense(1), seed=1), [0.0], [1.0]), "output.weight[0,0]")
    assert "The path from the loss to output.weight[0,0] is 0:" in lines
    assert any(line.startswith("  output[0] → output.weight[0,0]: ") and line.endswith(" × 0 = 0")
               for line in lines)
    network = Network(1, Dense(3, "relu", weights=-1.0, biases="none"), Dense(1))
    lines = printed(trace(network, [1.0], [1.0]), "input[0]")
    assert "All 3 paths from the loss to input[0] are 0, such as:" in lines
    assert sum(line.startswith("  output[0] → ") for line in lines) == 1


def test_more_paths_than_a_page_has_room_for() -> None:
    network = Network(3, *[Dense(5, "tanh") for _ in range(3)], Dense(1), seed=1)
    step = trace(network, [1, 2, 3], [1])
    lines = printed(step, "input[0]")
    assert "The 20 strongest of 125 paths from the loss to input[0]:" in lines
    assert any(line.startswith("  the other 105 paths together = ") for line in lines)
    lines = printed(step, "input[0]", everything=True)
    assert "The 125 paths from the loss to input[0]:" in lines
    assert sum(line.startswith("  output[0] → ") for line in lines) == 125


def test_a_tree_that_is_too_large_is_left_out_unless_it_is_asked_for() -> None:
    network = Network(3, *[Dense(5, "tanh") for _ in range(5)], Dense(1), seed=1)
    step = trace(network, [1, 2, 3], [1])
    lines = printed(step, "input[0]")
    assert "The tree of 137 sensitivities is left out; ask for one nearer to the output." in lines
    assert lines.pop(1).replace("ask for one nearer to the output", "try this") in printed(
        step, "input[0]", more="try this")
    assert len(printed(step, "input[0]", everything=True)) > 3125 + 137


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("rows, columns", [slow(30, 100), (24, 80), slow(12, 60)])
@pytest.mark.parametrize("words", [("mazur", "w1"), ("conv", "conv.weight[0,0,0,1]"),
                                   slow(("transformer", "input[0,0]"))])
def test_on_a_terminal_nothing_scrolls_away_unseen(words: "tuple[str, ...]", rows: int, columns: int) -> None:
    pause = "Enter goes on, Ctrl-C ends. "
    text, status = python_on_terminal("-m", "lernmi", "why", *words, rows=rows, columns=columns, prompt=pause,
                                      keys=["\n"] * 30)
    # Enter's own line break, the text, an empty line; and the row of the question
    screens = without_escapes(text).split(pause)
    assert status == 0 and all(screen.count("\n") <= rows for screen in screens)
    assert "If " in screens[-1] and max(map(len, without_escapes(text).splitlines())) <= columns


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_from_python_it_is_a_screenful_without_waiting() -> None:
    code = ("from tests.support.networks import *; from lernmi import trace; "
            "trace(mazur(), INPUTS, TARGETS).why('w1').print()")
    for rows, has_tree in ((24, False), (40, True)):
        text, status = python_on_terminal("-c", code, rows=rows)
        assert status == 0 and len(text.splitlines()) < rows
        assert ("├── sensitivity of output[0]" in without_escapes(text)) is has_tree


def test_the_worked_example_is_whole_on_a_pipe() -> None:
    lines = printed(trace(mazur(), INPUTS, TARGETS), "w1")
    assert len(lines) == 19 and lines[1] == "loss = ½ Σ (y − d)² = 0.2984"

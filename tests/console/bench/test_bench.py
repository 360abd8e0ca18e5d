"""``lernmi bench``: its figures, in a table and as JSON. How large they are is no test."""

import json
import math
import sys
from typing import Any, Dict, Iterator, List

import pytest

from lernmi.console.bench import print_benchmark, rounds, run_benchmark
from lernmi.console.bench.rounds import Progress
from lernmi.console.display.page import Page
from tests.support.command_line import lernmi

pytestmark = pytest.mark.slow          # what is measured takes a while, however small it is
SMALL = ["--layers", "2-3-1", "--rounds", "1", "--up-to", "100"]


def unwatched(what: str) -> Progress:
    return lambda done, total: None


@pytest.fixture(scope="module", autouse=True)
def cold() -> Iterator[None]:
    """How fast it is doesn't matter: nothing waits until it is compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rounds, "WARM_UP", 0.0)
        yield


@pytest.fixture(scope="module")
def figures(cold: None) -> Dict[str, Any]:
    return run_benchmark([2, 3, 1], 2, 0.5, 100, unwatched)


def check_spread(spread: Any) -> None:
    assert set(spread) == {"median", "low", "high"}
    assert 0.0 < spread["low"] <= spread["median"] <= spread["high"] < math.inf


def check_figure(figure: Any) -> None:
    for key in ("ns_per_link", "floor", "ratio"):
        check_spread(figure[key])


def check_bytes(number: Any) -> None:
    assert number is None if sys.implementation.name == "pypy" else number > 0


@pytest.mark.slow
def test_the_json_has_the_documented_keys() -> None:
    run = lernmi("bench", "--json", *SMALL)
    assert (run.returncode, run.stderr) == (0, "")
    figures = json.loads(run.stdout)
    assert list(figures) == ["lernmi", "python", "layers", "links", "weights", "rounds", "zeros", "objects",
                             "unrolled", "speedup", "construction", "unrolling", "recording", "growth"]
    assert (figures["layers"], figures["links"], figures["weights"]) == ([2, 3, 1], 13, 13)
    assert (figures["rounds"], figures["zeros"]) == (1, 0.0)
    assert figures["unrolled"]["skip_zeros"] is None


def test_each_phase_of_the_objects_stands_next_to_its_floor(figures: Dict[str, Any]) -> None:
    assert list(figures["objects"]) == ["forward", "backward", "update", "step"]
    for figure in figures["objects"].values():
        check_figure(figure)


def test_each_unrolled_step_stands_next_to_its_floor(figures: Dict[str, Any]) -> None:
    assert list(figures["unrolled"]) == ["forward", "step", "learn", "skip_zeros"]
    for form in ("step", "learn", "skip_zeros"):
        check_figure(figures["unrolled"][form])
    check_spread(figures["unrolled"]["forward"]["ns_per_link"])
    check_spread(figures["speedup"])


def test_construction_unrolling_and_recording(figures: Dict[str, Any]) -> None:
    check_spread(figures["construction"]["seconds"])
    check_bytes(figures["construction"]["bytes_per_link"])
    for key in ("seconds", "floor", "ratio"):
        check_spread(figures["unrolling"][key])
    check_bytes(figures["unrolling"]["peak_bytes"])
    assert figures["unrolling"]["steps"] > 0 and figures["recording"]["steps"] > 0
    assert figures["recording"]["moves"] == 45
    for key in ("seconds", "to_the_end", "to_the_start", "each_move", "each_move_back"):
        check_spread(figures["recording"][key])


def test_growth(figures: Dict[str, Any]) -> None:
    assert [figure["layer"] for figure in figures["growth"]] == ["dense", "convolution", "lstm"]
    for figure in figures["growth"]:
        assert figure["links"] > 50
        check_figure(figure)
        check_bytes(figure["bytes_per_link"])


@pytest.mark.slow
@pytest.mark.parametrize("words", [[], ["--plain"]])
def test_on_a_pipe_each_figure_is_a_line(words: List[str]) -> None:
    run = lernmi("bench", *SMALL, *words)
    assert (run.returncode, run.stderr) == (0, "")
    lines = run.stdout.splitlines()
    for beginning in ("2-3-1: 13 links.", "network.learn: ", "unrolled step: ",
                      "Unrolled, a step is ", "Construction: ", "Unrolling: ",
                      "Recording a step of 45 moves: ", "Walking through it, ", "convolution, 89 links: "):
        assert [line for line in lines if line.startswith(beginning)], beginning
    if words:
        assert run.stdout.isascii() and all(line.endswith(".") for line in lines)


def usual(figures: Any) -> Any:
    """The same figures with numbers of a usual length."""
    if isinstance(figures, list):
        return [usual(figure) for figure in figures]
    if isinstance(figures, dict):
        return {"median": 1366.0, "low": 350.0, "high": 1380.0} if "median" in figures else {
            key: usual(value) for key, value in figures.items()}
    return figures


@pytest.mark.parametrize("width", [80, 100])
def test_on_a_terminal_there_are_tables(figures: Dict[str, Any], width: int) -> None:
    page = Page(width=width, record=True)
    print_benchmark(page, usual(figures))
    text = page.console.export_text()
    assert "50 % of the inputs are 0." in text and "unrolled, skipping zeros" in text
    for headings in ("a learning step", "growth"):
        line = next(line for line in text.splitlines() if headings in line and "ns/link" in line)
        assert "ratio" in line and len(line) <= width


def test_what_was_not_measured_is_not_shown(figures: Dict[str, Any]) -> None:
    page = Page(width=100, record=True)
    print_benchmark(page, {**figures, "unrolled": None, "speedup": None, "unrolling": None, "recording": None,
                           "construction": {**figures["construction"], "bytes_per_link": None}, "growth": [],
                           "zeros": 0.0})
    text = page.console.export_text()
    assert "The network is too large to be unrolled." in text and "network.learn" in text
    for words in ("unrolled forward", "Unrolling", "Recording", "Walking", "bytes", "inputs are 0"):
        assert words not in text


def test_a_network_too_large_to_be_unrolled_or_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lernmi.console.bench.benchmark.MOST_LINKS", 12)
    monkeypatch.setattr("lernmi.console.bench.recording.MOST_LINKS", 12)
    figures = run_benchmark([2, 3, 1], 1, 0.0, 0, unwatched)
    assert [figures[key] for key in ("unrolled", "speedup", "unrolling", "recording")] == [None] * 4
    assert figures["growth"] == []
    check_figure(figures["objects"]["step"])


@pytest.mark.parametrize("words, sentence", [
    (["--layers", "784"], "--layers needs the sizes of two layers or more, the inputs first, such as "
                          "784-15-10, not '784'."),
    (["--layers", "2-x-1"], "not '2-x-1'."),
    (["--layers", ""], "not ''."),
    (["--layers", "2--1"], "not '2--1'."),
    (["--layers", "2-٣-1"], "such as 784-15-10"),
    (["--layers", "2-0-1"], "--layers 2-0-1: a layer has at least one neuron."),
    (["--layers", "1000-1000-10"], "that is a network of 1,011,010 links, and the benchmark builds up to "
                                   "1,000,000."),
    (["--rounds", "0"], "the number of rounds must be at least 1, not 0."),
    (["--rounds", "1001"], "the number of rounds must be at most 1,000, not 1001."),
    (["--rounds", "many"], "argument --rounds: invalid int value: 'many'"),
    (["--zeros", "1.5"], "the share of zeros must be at least 0 and at most 1, not 1.5."),
    (["--zeros", "nan"], "the share of zeros is nan"),
    (["--up-to", "-1"], "the number of links must be at least 0, not -1."),
    (["mazur"], "unrecognized arguments: mazur")])
def test_wrong_use_gets_one_sentence_and_status_2(words: List[str], sentence: str) -> None:
    run = lernmi("bench", *words)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("lernmi: ") and sentence in run.stderr
    assert run.stderr.count("\n") == 1

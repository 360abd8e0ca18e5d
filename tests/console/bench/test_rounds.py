"""Rounds of measurements, and the line that shows how far they are."""

import io
from typing import List

import pytest

from lernmi.console.bench import rounds
from lernmi.console.bench.progress_line import ProgressLine
from lernmi.console.bench.rounds import measured, ratios, timed, timed_phases


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_jobs_take_turns_and_each_round_is_reported() -> None:
    reports, order = [], []     # type: List[int], List[str]
    jobs = [timed(name, lambda name=name: order.append(name))           # type: ignore[misc]
            for name in ("first", "second")]
    times = measured(jobs, 3, lambda done, total: reports.append(done))
    assert list(times) == ["first", "second"] and all(len(seconds) == 3 for seconds in times.values())
    turns = "".join("1" if name == "first" else "2" for name in order)
    assert turns.count("12") == 4, "once to find how often, and once in each round"
    assert reports == [1, 2, 3]


def test_phases_are_timed_apart_and_run_in_turn() -> None:
    order: List[str] = []
    job = timed_phases({"one": lambda: order.append("one"), "two": lambda: order.append("two")})
    seconds = job(2)
    assert order == ["one", "two"] * 2
    assert list(seconds) == ["one", "two"] and min(seconds.values()) > 0.0


def test_no_round_begins_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    reports: List[int] = []
    monkeypatch.setattr(rounds, "BUDGET", 0.0)
    times = measured([timed("work", lambda: None)], 3, lambda done, total: reports.append(done))
    assert (len(times["work"]), reports) == (1, [1])


def test_what_takes_long_is_run_once_in_a_round() -> None:
    work: List[int] = []
    measured([timed("work", lambda: work.append(1))], 3, lambda done, total: None, once=True)
    assert len(work) == 3


def test_a_ratio_is_taken_round_by_round() -> None:
    assert ratios([2.0, 30.0, 8.0], [1.0, 10.0, 2.0]) == {"median": 3.0, "low": 2.5, "high": 3.5}


def test_a_terminal_shows_the_progress_on_one_line_that_is_empty_at_the_end() -> None:
    stream = Terminal()
    line = ProgressLine(stream)
    report = line.section("growth")
    report(1, 9)
    line.end()
    shown = stream.getvalue().split("\r")
    assert [text.rstrip() for text in shown] == [
        "", "measuring growth ...", "measuring growth: round 1 of 9", "", ""]
    assert len(shown[3]) == len(shown[2]), "everything is overwritten"


def test_a_pipe_gets_no_progress() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    line.section("growth")(1, 9)
    line.end()
    assert stream.getvalue() == ""

"""Measuring in rounds: the jobs take turns, so that all of them see the same machine."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from typing import Any, Callable, Dict, List, NamedTuple, Sequence

Progress = Callable[[int, int], None]           # rounds done, of how many
# The processor's time: what other programs do meanwhile doesn't count. Windows has it in steps of 16 ms only.
clock = time.perf_counter if sys.platform == "win32" else time.process_time

Job = Callable[[int], Dict[str, float]]         # repeats its work so often; the seconds of each phase of it
Times = Dict[str, List[float]]                  # of each phase, the seconds in each round

SHORTEST = 1e-9         # seconds: a phase may be shorter than the clock can say
SLICE = 0.01            # seconds of a job in one round, at least
BUDGET = 5.0            # seconds after which no other round begins
WARM_UP = 0.0 if sys.implementation.name == "cpython" else 1.0      # seconds of a job until it is compiled


class Spread(NamedTuple):
    """What several rounds measured: the median, and the quartiles below and above it."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """The median and the quartiles.

    >>> spread([5.0, 1.0, 2.0, 4.0, 3.0])
    Spread(median=3.0, low=2.0, high=4.0)
    >>> spread([7.0])
    Spread(median=7.0, low=7.0, high=7.0)
    """
    low, high = values[0], values[0]
    if len(values) > 1:
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(statistics.median(values), low, high)


def scaled(values: Sequence[float], factor: float) -> Dict[str, float]:
    """The spread of the values, each times the factor, for JSON."""
    return spread([value * factor for value in values])._asdict()


def ratios(values: Sequence[float], floors: Sequence[float]) -> Dict[str, float]:
    """The spread of the ratios of two measurements, round by round, for JSON."""
    return spread([value / floor for value, floor in zip(values, floors)])._asdict()


def timed(phase: str, work: Callable[[], Any]) -> Job:
    """The job that does such work, of one phase."""
    def job(count: int) -> Dict[str, float]:
        begin = clock()
        for _ in range(count):
            work()
        return {phase: clock() - begin}
    return job


def timed_phases(phases: Dict[str, Callable[[], Any]]) -> Job:
    """The job that does several kinds of work in turn: phases of a whole, each with its own time."""
    def job(count: int) -> Dict[str, float]:
        seconds = dict.fromkeys(phases, -count * COST_OF_CLOCK)
        for _ in range(count):
            for phase, work in phases.items():
                begin = clock()
                work()
                seconds[phase] += clock() - begin
        return {phase: max(each, SHORTEST) for phase, each in seconds.items()}
    return job


def _cost_of_clock() -> float:
    """The time between two readings of the clock when nothing is between them."""
    readings = [clock() for _ in range(1001)]
    return statistics.median(two - one for one, two in zip(readings, readings[1:]))


COST_OF_CLOCK = _cost_of_clock()


def measured(jobs: Sequence[Job], rounds: int, progress: Progress, once: bool = False) -> Times:
    """The seconds that each phase of each job takes once, in each round: fewer rounds where those are long.

    ``once``: whether a job is run once in a round, and not until its slice of time is filled.
    """
    counts = [1 if once else _repetitions(job) for job in jobs]
    times: Times = {}
    begin = time.perf_counter()
    for done in range(1, rounds + 1):
        gc.collect()
        for job, count in zip(jobs, counts):
            for phase, seconds in job(count).items():
                times.setdefault(phase, []).append(seconds / count)
        progress(done, rounds)
        if time.perf_counter() - begin > BUDGET:
            break
    return times


def _repetitions(job: Job) -> int:
    """How often a job must be repeated to fill its slice of a round, once it is as fast as it gets."""
    count, begin = 1, time.perf_counter()
    while time.perf_counter() - begin < WARM_UP:
        job(1)
    while True:
        seconds = sum(job(count).values())
        if seconds > SLICE / 4:
            return max(1, round(count * SLICE / seconds))
        count *= 4

"""The benchmark: everything that is measured, in one run."""

from __future__ import annotations

import platform
from typing import Any, Callable, Dict, Optional, Sequence, Tuple

from ..._version import __version__
from ...unrolling.conditions import MOST_LINKS
from ...unrolling.program import compiled
from ...unrolling.unrolled import Unrolled
from .growth import FAMILIES, measure_growth
from .hand_written import HandWritten
from .learning_step import UnrolledForms, measure_steps, step_figures
from .memory import with_memory
from .recording import measure_recording
from .rounds import Progress, Times, measured, ratios, scaled, timed, timed_phases
from .subject import Subject

Watch = Callable[[str], Progress]       # what is measured now: what its rounds are reported to


def run_benchmark(sizes: Sequence[int], rounds: int, zeros: float, most_links: int,
                  watch: Watch) -> Dict[str, Any]:
    """All figures, for JSON: the manual's chapter on the command line has their keys.

    ``zeros``: the share of the inputs that are 0. ``most_links``: of the networks of the growth.
    """
    subject = Subject(sizes, zeros)
    construction = _measure_construction(subject, rounds, watch("construction"))
    forms, unrolling, peak = None, None, None
    if subject.links <= MOST_LINKS:
        forms, unrolling, peak = _measure_unrolling(subject, rounds, watch("unrolling"))
    times = measure_steps(subject, forms, rounds, watch("the learning step"))
    recording = measure_recording(subject, rounds, watch("a recorded step"))
    step = scaled(times["objects step"], 1.0)["median"]
    return {
        "lernmi": __version__, "python": f"{platform.python_implementation()} {platform.python_version()}",
        "layers": subject.sizes, "links": subject.links, "weights": len(subject.network.weights),
        "rounds": rounds, "zeros": zeros, **step_figures(times, subject.links), "construction": construction,
        "unrolling": _unrolling_figures(unrolling, peak, step) if unrolling else None,
        "recording": {**recording, "steps": recording["seconds"]["median"] / step} if recording else None,
        "growth": [figures for family in FAMILIES
                   for figures in measure_growth(family, most_links, rounds, watch(f"growth, {family}"))]}


def _measure_construction(subject: Subject, rounds: int, progress: Progress) -> Dict[str, Any]:
    _, memory = with_memory(subject.build)
    times = measured([timed("seconds", subject.build)], rounds, progress, once=True)
    return {"seconds": scaled(times["seconds"], 1.0),
            "bytes_per_link": memory.stays / subject.links if memory.stays else None}


def _measure_unrolling(subject: Subject, rounds: int,
                       progress: Progress) -> Tuple[UnrolledForms, Times, Optional[int]]:
    """The straight-line forms, the seconds that it takes to build them, the peak of the memory in bytes."""
    def unroll() -> Unrolled:
        compiled.cache_clear()          # it has the last program of the same text
        return subject.network.unroll(subject.optimizer)

    def write() -> HandWritten:
        return HandWritten(subject.network, subject.rate)

    job = timed_phases({"unrolling": unroll, "hand-written": write})
    times = measured([job], rounds, progress, once=True)
    unrolled, memory = with_memory(unroll)
    return UnrolledForms(subject, unrolled, write()), times, memory.peak


def _unrolling_figures(times: Times, peak: Optional[int], step: float) -> Dict[str, Any]:
    seconds = scaled(times["unrolling"], 1.0)
    return {"seconds": seconds, "floor": scaled(times["hand-written"], 1.0),
            "ratio": ratios(times["unrolling"], times["hand-written"]), "steps": seconds["median"] / step,
            "peak_bytes": peak}

"""The cost of a learning step: by the objects and unrolled, each next to its floor."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any, Callable, Dict, List, Optional, Sequence

from ...unrolling.program import Program
from ...unrolling.recorder import Recorder
from ...unrolling.unrolled import Unrolled
from .bare_loop import BareLoop
from .hand_written import HandWritten
from .rounds import Job, Progress, Times, measured, ratios, scaled, timed, timed_phases
from .subject import Subject

NANOSECONDS = 1e9
PHASES = ("forward", "backward", "update")


class UnrolledForms:
    """A subject's learning step as straight-line Python: unrolled, and written by hand."""

    def __init__(self, subject: Subject, unrolled: Unrolled, hand_written: HandWritten) -> None:
        self.unrolled = unrolled
        self.hand_written = hand_written
        self._subject = subject

    def jobs(self) -> List[Job]:
        """Their steps, and the unrolled forward pass."""
        inputs, targets = self._subject.inputs, self._subject.targets
        batch, forward = [(inputs, targets)], self._forward_pass()
        jobs = [timed("hand-written step", lambda: self.hand_written.learn(inputs, targets)),
                timed("unrolled step", lambda: self.unrolled.take(batch)),
                timed("unrolled learn", lambda: self.unrolled.learn(inputs, targets)),
                timed("unrolled forward", lambda: forward((inputs, [])))]
        if 0.0 in inputs:
            skipping = self._subject.network.unroll(self._subject.optimizer, skip_zeros=True)
            jobs.append(timed("unrolled skip_zeros", lambda: skipping.take(batch)))
        return jobs

    def _forward_pass(self) -> Callable[[Any], Any]:
        recorder = Recorder(self._subject.network, has_loss=False)
        recorder.record()
        program = Program(recorder)
        program.load()
        return program.send


def measure_steps(subject: Subject, forms: Optional[UnrolledForms], rounds: int, progress: Progress) -> Times:
    """The seconds of each phase in each round. ``forms``: None for the objects alone."""
    network, inputs, targets, optimizer = subject.network, subject.inputs, subject.targets, subject.optimizer
    bare = BareLoop(network, inputs, targets, subject.rate)
    jobs = [
        timed_phases({f"bare {phase}": getattr(bare, phase) for phase in PHASES}),
        timed("bare step", bare.step),
        timed_phases({"objects forward": lambda: network.forward(inputs),
                      "objects backward": lambda: network.backward(targets),
                      "objects update": lambda: network.update(optimizer)}),
        timed("objects step", lambda: network.learn(inputs, targets, optimizer))]
    with forms.unrolled if forms else nullcontext():
        return measured(jobs + (forms.jobs() if forms else []), rounds, progress)


def step_figures(times: Times, links: int) -> Dict[str, Any]:
    """The figures for JSON: by the objects; unrolled, or None; how much faster that is."""
    objects = {phase: figure(times[f"objects {phase}"], times[f"bare {phase}"], links)
               for phase in (*PHASES, "step")}
    if "unrolled step" not in times:
        return {"objects": objects, "unrolled": None, "speedup": None}
    unrolled: Dict[str, Any] = {"forward": figure(times["unrolled forward"], None, links)}
    for form in ("step", "learn", "skip_zeros"):
        seconds = times.get(f"unrolled {form}")
        unrolled[form] = figure(seconds, times["hand-written step"], links) if seconds else None
    return {"objects": objects, "unrolled": unrolled,
            "speedup": ratios(times["objects step"], times["unrolled step"])}


def figure(seconds: Sequence[float], floor: Optional[Sequence[float]], links: int) -> Dict[str, Any]:
    """Nanoseconds per link, those of the floor, and the ratio; None where no floor was measured."""
    factor = NANOSECONDS / links
    return {"ns_per_link": scaled(seconds, factor), "floor": scaled(floor, factor) if floor else None,
            "ratio": ratios(seconds, floor) if floor else None}

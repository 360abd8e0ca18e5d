"""The pace of the playground: how long it learns between two frames, and how many steps."""

from __future__ import annotations

from typing import Callable

from .controls import Controls, Speed

SHORTEST = 0.05         # seconds from one frame to the next, at least
MORE = 1.1              # times: for what isn't counted, such as the change between the two
LONGEST_DEBT = 0.5      # seconds: steps that a slow computer has missed for longer are dropped


class Pace:
    """Lets the network learn: at full speed for as long as all else takes, else so many steps a second."""

    def __init__(self, controls: Controls, clock: Callable[[], float]) -> None:
        self._controls = controls
        self._clock = clock
        self.begin_anew()

    def begin_anew(self) -> None:
        """Count the time from now on."""
        self._ended = self._counted = self._clock()
        self._due = 0.0                 # steps to be taken by now

    def wait(self, most: float) -> float:
        """How long nothing has to be done: no time at full speed, else until the next step is due."""
        rate = self._rate()
        if not self._controls.is_running:
            return most
        until_due = (1.0 - self._due) / rate - (self._clock() - self._counted) if rate else 0.0
        return min(max(until_due, 0.0), most)

    def learn(self) -> bool:
        """Take the steps that are due; whether there were any."""
        training = self._controls.training
        before = training.steps
        if self._controls.is_running:
            if self._rate():
                self._take_due_steps()
            else:
                self._learn_as_long()
            self._ended = self._clock()
            if training.steps != before:
                training.measure_now_and_then()
        else:
            self.begin_anew()
        return training.steps != before

    def _rate(self) -> float:
        """Steps a second; 0 for as many as can be."""
        speed: Speed = self._controls.speed
        return speed.steps + speed.epochs * self._controls.training.steps_per_epoch

    def _take_due_steps(self) -> None:
        now, rate = self._clock(), self._rate()
        self._due = min(self._due + (now - self._counted) * rate, max(LONGEST_DEBT * rate, 1.0))
        self._counted = now
        count = int(self._due)
        self._due -= count
        end, last = now + LONGEST_DEBT, self._controls.training.steps + count
        self._controls.learn_on(lambda: self._controls.training.steps < last and self._clock() < end)

    def _learn_as_long(self) -> None:
        """As long as all else took since the latest learning: at least half of the time is for that."""
        started = self._clock()
        spent = started - self._ended
        end = started + max(MORE * spent, SHORTEST - spent)
        self._controls.learn_on(lambda: self._clock() < end)
        self._counted, self._due = self._clock(), 0.0

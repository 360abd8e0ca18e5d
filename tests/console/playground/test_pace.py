"""How long the playground learns between two frames, by a clock that the test turns."""

from typing import Tuple

from lernmi.console.playground.choices import Choices
from lernmi.console.playground.controls import SPEEDS, Controls
from lernmi.console.playground.pace import Pace
from lernmi.console.playground.training import Training


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


def beginning() -> Tuple[Controls, Clock, Pace]:
    controls, clock = Controls(Training(Choices("xor"))), Clock()
    return controls, clock, Pace(controls, clock)


def test_at_full_speed_it_learns_longer_than_all_else_took() -> None:
    controls, clock, pace = beginning()
    clock.now += 0.3
    before = clock.now
    assert pace.learn() and clock.now - before > 0.3
    assert pace.wait(9.0) == 0.0


def test_a_slow_speed_takes_its_steps_and_waits_for_the_next() -> None:
    controls, clock, pace = beginning()
    controls.speed = SPEEDS[1]
    for _ in range(10):
        clock.now += 0.1
        pace.learn()
    assert controls.training.steps == 5
    assert 0.0 < pace.wait(9.0) <= 0.2
    controls.press("space")
    clock.now += 1.0
    assert not pace.learn() and pace.wait(9.0) == 9.0

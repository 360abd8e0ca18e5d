import copy
import math
import pickle
from typing import Any, Callable

import pytest

from lernmi import BadInput, Dense, GradientDescent, Network
from lernmi.training import Schedule, cosine, exponential, step, warm_up


def factors(schedule: Schedule, count: int) -> Any:
    return [schedule(epoch) for epoch in range(count)]


def test_step_falls_every_so_many_epochs() -> None:
    assert factors(step(3, 0.5), 7) == [1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25]


def test_exponential_falls_after_every_epoch() -> None:
    assert factors(exponential(0.5), 4) == [1.0, 0.5, 0.25, 0.125]


def test_cosine_falls_along_half_a_wave_and_stays() -> None:
    third = 0.2 + 0.8 * (1 + math.cos(math.pi / 3)) / 2
    assert factors(cosine(3, 0.2), 6) == pytest.approx([1.0, third, 1.2 - third, 0.2, 0.2, 0.2])
    assert cosine(5)(5) == 0.0


def test_warm_up_rises_in_equal_steps_and_hands_over() -> None:
    assert factors(warm_up(1), 3) == [0.5, 1.0, 1.0]
    assert factors(warm_up(3), 5) == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert factors(warm_up(3, exponential(0.5)), 6) == [0.25, 0.5, 0.75, 1.0, 0.5, 0.25]
    assert factors(warm_up(1, then=warm_up(1)), 3) == [0.5, 0.5, 1.0]


@pytest.mark.parametrize("schedule", [step(3, 0.7), exponential(0.9), cosine(4, 0.1),
                                      warm_up(2, warm_up(2, then=exponential(0.5)))])
def test_a_schedule_survives_pickle_and_copies(schedule: Schedule) -> None:
    for twin in (pickle.loads(pickle.dumps(schedule)), copy.copy(schedule), copy.deepcopy(schedule)):
        assert factors(twin, 9) == factors(schedule, 9)


@pytest.mark.parametrize("make, sentence", [
    (lambda: step(0, 0.5), "the number of epochs must be at least 1, not 0."),
    (lambda: step(1.5, 0.5), "the number of epochs must be a whole number, not 1.5."),  # type: ignore
    (lambda: step(2, 0), "the factor must be above 0, not 0."),
    (lambda: exponential(-1), "the factor must be above 0, not -1."),
    (lambda: cosine(0), "the number of epochs must be at least 1, not 0."),
    (lambda: cosine(5, -0.1), "the lowest factor must be at least 0, not -0.1."),
    (lambda: warm_up(-1), "the number of epochs must be at least 1, not -1."),
    (lambda: warm_up(2, 0.5), "a schedule must be a function from the number of epochs done to a "  # type: ignore
                              "factor of the rate, such as exponential(0.9), not 0.5."),
])
def test_options_out_of_range_are_refused(make: Callable[[], Schedule], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        make()
    assert str(caught.value) == sentence


def test_a_factor_beyond_a_float_is_refused_in_a_sentence() -> None:
    network = Network(1, Dense(1), seed=1)
    with pytest.raises(BadInput, match="the schedule's factor is inf"):
        network.fit([([1], [1])], epochs=3, optimizer=GradientDescent(1e-9), schedule=exponential(1e200))

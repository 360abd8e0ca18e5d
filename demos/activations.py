"""Activations: sigmoid, tanh and ReLU with their slopes; where each dies.

Covers: activations, slopes, saturation, what a slope does to the sensitivities behind it.
Scenario: three neurons that see the same totals, from -6 to 6; then totals far outside.
Takes: a second.
"""

from typing import Dict, List, NamedTuple, Tuple

from lernmi import Lesson, Neuron

NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}
TOTALS = [index / 20 for index in range(-120, 121)]         # from -6 to 6
SMALL = 0.01            # a slope below this share of the steepest one hardly lets anything through
FAR = 800               # no total of a real network is larger


class Answer(NamedTuple):
    """What a neuron makes of a total."""

    value: float
    slope: float


def answer(activation: str, total: float) -> Answer:
    neuron = Neuron(activation=activation)
    neuron.total = total
    neuron.forward()
    return Answer(neuron.value, neuron.slope)


def reach(activation: str, side: int, least: float) -> str:
    """How far the total can go on that side, in tenths, before the slope is at most so large."""
    for tenths in range(10 * FAR):
        if answer(activation, side * (tenths + 1) / 10).slope <= least:
            return f"{side * tenths / 10 + 0.0:g}"
    return "never"


def curves(activation: str) -> Dict[str, List[Tuple[float, float]]]:
    answers = [(total, answer(activation, total)) for total in TOTALS]
    return {"value": [(total, here.value) for total, here in answers],
            "slope": [(total, here.slope) for total, here in answers]}


with Lesson("Activations") as lesson:
    steepest = {name: max(answer(name, total).slope for total in TOTALS) for name in NAMES}
    where = max(TOTALS, key=lambda total: answer("sigmoid", total).slope)

    lesson.scene("A neuron adds, then bends")
    lesson.say("""A neuron adds what its links deliver: that is its total. The activation makes one
        value of it. Three of them, for the same totals:""")
    lesson.numbers(["total", *NAMES.values()],
                   [[str(total), *(answer(name, total).value for name in NAMES)] for total in range(-4, 5)])
    lesson.say("""Sigmoid answers between 0 and 1, tanh between -1 and 1. ReLU lets through what is
        positive. Without an activation, layers of neurons could do no more than a single layer.""")

    lesson.scene("What a slope is good for")
    up, nudge = answer("sigmoid", 1.0), 0.01
    lesson.say(f"""The slope says how much the value changes when the total does. At a total of 1, the
        slope of sigmoid is {lesson.number(up.slope)}. So if the total rises by {nudge}, the value
        should rise by {nudge} times that:""")
    lesson.numbers(["", "rise of the value"],
                   [["predicted by the slope", nudge * up.slope],
                    ["what happens", answer("sigmoid", 1.0 + nudge).value - up.value]])
    lesson.say("""Backward, the neuron's sensitivity (∂loss/∂value: how much the loss changes when the
        value does) is multiplied by this slope before it reaches any weight. A slope of 0 says: if the
        total changes a little, the value stays. Then nothing can be learned.""")

    for name, title in NAMES.items():
        lesson.scene(f"{title} and its slope")
        at_zero = answer(name, 0.0)
        lesson.plot(curves(name), x="total", title=f"{title}: its value, and the slope of that",
                    points={"slope at 0": [(0.0, at_zero.slope)]}, rows=15)
        lesson.say(f"""Its slope is at most {lesson.number(steepest[name])}. At totals of -4, 0 and 4 it is
            {lesson.number(answer(name, -4.0).slope)}, {lesson.number(at_zero.slope)} and
            {lesson.number(answer(name, 4.0).slope)}.""")

    lesson.scene("Where each slope dies")
    lesson.say(f"""How far can a total go, below and above 0, before less than {SMALL:.0%} of the
        steepest slope is left? And before the slope is exactly 0 for a computer, whose numbers have
        only so many digits?""")
    lesson.numbers(["", "steepest slope", f"{SMALL:.0%} below", f"{SMALL:.0%} above", "0 below", "0 above"],
                   [[title, steepest[name], *(reach(name, side, least) for least in
                                              (SMALL * steepest[name], 0.0) for side in (-1, 1))]
                    for name, title in NAMES.items()])
    ends = {name: reach(name, -1, SMALL * steepest[name]) for name in NAMES}
    lesson.conclude(f"""The slope of sigmoid is largest at a total of {where:g}, where it is
        {answer('sigmoid', where).slope:g}. Less than {SMALL:.0%} of the steepest slope is left below totals
        of {ends['sigmoid']} with sigmoid, {ends['tanh']} with tanh and {ends['relu']} with ReLU.""",
                    "ReLU has a corner at 0, and no slope there; programs take 0. Why does nobody mind?")

"""Rolling downhill: gradient descent as a ball in a valley, at four rates.

Covers: gradient descent, the learning rate, divergence, local minima.
Scenario: a network of one link, whose loss is ½ w²; then a user-defined loss with two bottoms.
Takes: a second.
"""

from typing import Iterable, List, Tuple

from lernmi import LOSSES, GradientDescent, Lesson, Link, Loss, Network, Neuron, Weight
from lernmi.figures.series.plot import Plot

RATES, STEPS, SHOWN = (0.1, 1.0, 2.0, 2.1), 50, 12
BOWL = LOSSES["squared_error"]            # ½ (y − d)²
TWO_BOTTOMS = Loss("two_bottoms", lambda values, targets: (values[0] ** 2 - 1) ** 2 / 4 + 0.15 * values[0],
                   lambda values, targets: [values[0] ** 3 - values[0] + 0.15],
                   "¼ (y² − 1)² + 0.15 y", "y³ − y + 0.15")
STARTS = [index / 10 for index in range(-20, 21)]           # from -2 to 2


def ball(start: float, loss: Loss = BOWL) -> Network:
    """A network whose output is its only weight, w: its input is 1, its target 0."""
    def one_link(network: Network, sources: List[Neuron]) -> List[Neuron]:
        neuron = network.add(Neuron("y"))
        Link(sources[0], neuron, Weight(start, "w"))
        return [neuron]
    return Network(1, one_link, loss=loss)


def roll(network: Network, rate: float, steps: int = STEPS) -> List[float]:
    """The values of w, at the start and after each step."""
    path = [network.weights[0].value]
    for _ in range(steps):
        network.learn([1], [0], GradientDescent(rate))
        path.append(network.weights[0].value)
    return path


def valley(path: Iterable[float], loss: Loss = BOWL) -> List[Tuple[float, float]]:
    """Each w with its loss."""
    return [(w, ball(w, loss).evaluate([1], [0])) for w in path]


with Lesson("Rolling downhill") as lesson:
    lesson.scene("A ball in a valley")
    network = ball(1.0)
    lesson.say("""One input, one link, one output: the output is 1 times w. It should be 0, so the loss is
        ½ w². The loss over w is a valley, and the present w is a ball in it.""")
    network.forward([1])
    network.backward([0])
    lesson.show(network)
    lesson.say(f"""The sensitivity of w is ∂loss/∂w, how steep the valley is below the ball:
        {network.weights[0].sensitivity:g}. In this valley it always equals w. A step subtracts rate times
        sensitivity from w: it goes downhill, and farther where it is steeper.""")

    lesson.scene("Four steps down")
    path = roll(network, 0.1)
    lesson.say("At a rate of 0.1, from w = 1. Where it gets flat, the steps get smaller:")
    lesson.numbers(["step", "w before", "w after", "change"],
                   [[step, before, after, after - before]
                    for step, (before, after) in enumerate(zip(path[:4], path[1:]), start=1)])
    lesson.plot({"loss": valley([index / 20 for index in range(-24, 25)])}, x="w", y="loss", rows=14,
                points={"start": valley(path[:1]), f"after each of {STEPS} steps": valley(path)})

    lesson.scene("Four rates")
    paths = {f"rate {rate:g}": roll(ball(1.0), rate) for rate in RATES}
    lesson.say(f"The same start, four rates: where is the ball after each of the first {SHOWN} steps?")
    lesson.side_by_side({name: Plot({"w": list(enumerate(path[:SHOWN + 1]))}, x="step", y="w")
                         for name, path in paths.items()}, rows=16)
    lesson.numbers(["", *(f"step {step}" for step in (1, 2, 3, STEPS))],
                   [[name, *(path[step] for step in (1, 2, 3, STEPS))] for name, path in paths.items()])

    lesson.scene("One factor decides")
    lesson.say("""Since the sensitivity is w itself, each step multiplies w by the same factor, 1 − rate.
        Between -1 and 1 it shrinks w. At -1 the ball jumps back and forth for ever. Beyond, it diverges.""")
    lesson.numbers(["", "factor of a step", f"to the power of {STEPS}", f"w after {STEPS} steps"],
                   [[name, path[1] / path[0], (path[1] / path[0]) ** STEPS, path[STEPS]]
                    for name, path in paths.items()])
    lesson.say("A loss that grows, or jumps up and down: try a smaller rate first.")

    lesson.scene("A valley with two bottoms")
    lesson.say("""Another loss, which the program defines itself with its slope: ¼ (w² − 1)² + 0.15 w. It has
        a lower bottom on the left, and a higher one on the right.""")
    ends = {start: roll(ball(start, TWO_BOTTOMS), 0.1, 4 * STEPS)[-1] for start in lesson.progress(STARTS)}
    lesson.plot({"loss": valley(STARTS[4:-5], TWO_BOTTOMS)}, x="w", y="loss", rows=13, points={
        "start": valley([-0.3, 0.5], TWO_BOTTOMS), "end": valley([ends[-0.3], ends[0.5]], TWO_BOTTOMS)})
    some = [-1.5, -0.3, 0.0, 0.3, 0.5, 1.5]
    lesson.numbers(["start", "loss", "end", "loss"], [[*start, *end] for start, end in zip(
        valley(some, TWO_BOTTOMS), valley([ends[start] for start in some], TWO_BOTTOMS))])

    lesson.scene("The start decides")
    lowest, _ = min(valley(ends.values(), TWO_BOTTOMS), key=lambda point: point[1])
    lucky = [start for start in STARTS if abs(ends[start] - lowest) < 0.01]
    lesson.plot({"end": list(ends.items())}, title="Where each start ends", x="start", y="w", rows=12)
    lesson.say(f"""{len(lucky)} of {len(STARTS)} starts end at the lower bottom: those up to {max(lucky):g}.
        The ball feels only how steep it is where it lies. So networks are often trained several times.""")
    ended = [f"{name} → {lesson.number(abs(path[-1]))}" for name, path in paths.items()]
    lesson.conclude(f"How far from the bottom, {STEPS} steps after w = 1? " + ", ".join(ended) + ".",
                    "Which rate brings the ball to the bottom of 2 w² in one step? Which is too large there?")

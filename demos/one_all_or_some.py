"""One, all or some: the paths of one sample, the full batch and mini-batches.

Covers: stochastic, full-batch and mini-batch gradient descent, and what a step costs.
Scenario: a line through 32 noisy points; the same start and rate for steps of 1, 8 and all samples.
Takes: 3 seconds.
"""

import random
import statistics
from typing import Iterable, Iterator, List, NamedTuple, Tuple

from lernmi import Dense, GradientDescent, Lesson, Network, Weight
from lernmi.figures.surface import surface

Sample = Tuple[List[float], List[float]]
NOISE = random.Random(1)
SAMPLES: List[Sample] = [([x], [2 * x - 1 + NOISE.gauss(0, 0.3)]) for x in
                         [NOISE.uniform(-1, 1) for _ in range(32)]]
SIZES = {"one": 1, "some": 8, "all": len(SAMPLES)}
START, RATE, ORDERS, STEPS = (-1.0, 1.5), 0.2, 5, 140


class Run(NamedTuple):
    """The network after the last step; its weights and the loss of all samples, before and after each."""

    network: Network
    path: List[Tuple[float, float]]
    losses: List[float]


def line() -> Network:
    w, b = Weight(START[0], "w"), Weight(START[1], "b")
    return Network(1, Dense(1, "identity", weights=[[w]], biases=[b]))


def batches(size: int, seed: int) -> Iterator[List[Sample]]:
    """So many samples at a time, in a new order in each epoch, without an end."""
    order = random.Random(seed)
    while True:
        epoch = order.sample(SAMPLES, len(SAMPLES))
        yield from (epoch[start:start + size] for start in range(0, len(epoch), size))


def run(every: Iterable[List[Sample]], goal: float = 0.0) -> Run:
    """A step for each batch until the loss is below the goal, at most STEPS."""
    result = Run(line(), [START], [line().evaluate_all(SAMPLES)])
    for batch, _ in zip(every, range(STEPS)):
        if result.losses[-1] < goal:
            break
        result.network.learn_batch(batch, GradientDescent(RATE))
        result.path.append((result.network.weight("w").value, result.network.weight("b").value))
        result.losses.append(result.network.evaluate_all(SAMPLES))
    return result


with Lesson("One, all or some") as lesson:
    lesson.scene("A line and its points")
    lesson.say(f"""The output is w times the input plus b: a line. It should go through {len(SAMPLES)} points,
        the samples, as well as it can. The loss is the mean over all of them.""")
    lesson.plot({"at the start": [(x, line().predict([x])[0]) for x in (-1.0, 1.0)]}, x="input", y="output",
                points={"samples": [(x, y) for [x], [y] in SAMPLES]}, rows=16)

    lesson.scene("What one sample says")
    lesson.say(f"""A step changes w by −rate × its sensitivity, ∂loss/∂w. Here is the first change of w if
        it sees one sample, some ({SIZES["some"]}, a mini-batch) or all (the full batch), equally often:""")
    changes = {name: [run([batch]).path[1][0] - START[0] for batch, _ in zip(batches(size, 1), SAMPLES)]
               for name, size in SIZES.items()}
    lesson.numbers(["", "mean change", "least", "largest"], [
        [name, statistics.mean(every), min(every), max(every)] for name, every in changes.items()])
    lesson.say("On average they agree. The fewer samples a step sees, the further it can be off.")

    lesson.scene("Three paths over the same loss")
    long = {name: run(batches(size, 1)).losses for name, size in SIZES.items()}
    lowest = min(long["all"])
    runs = {name: [run(batches(size, seed), 1.1 * lowest) for seed in lesson.progress(range(ORDERS), name)]
            for name, size in SIZES.items()}
    lesson.say(f"The same start, the same rate, {RATE}, until the loss is at most 1.1 times the lowest:")
    around = [pair for of_size in runs.values() for pair in of_size[0].path]
    lesson.side_by_side({name: surface(one.network, SAMPLES, "w", "b", one.path, around=around)
                         for name, (one, *_) in runs.items()}, rows=20)

    lesson.scene("The loss after each step, and over what it costs")
    lesson.say("Above over the steps, below over the samples that these steps have seen. Where do they part?")
    curves = {name: list(enumerate(one.losses)) for name, (one, *_) in runs.items()}
    lesson.plot(curves, x="step", y="mean loss", logarithmic=True, rows=11)
    lesson.plot({name: [(step * size, loss) for step, loss in curves[name]] for name, size in SIZES.items()},
                x="samples seen", y="mean loss", logarithmic=True, rows=11)

    lesson.scene("Steps and samples until the same loss")
    rows = [[name, steps, steps * size] for name, size in SIZES.items()
            for steps in [statistics.median(len(one.path) - 1 for one in runs[name])]]
    lesson.numbers([f"the median of {ORDERS} orders", "steps", "samples seen"], rows)
    lesson.say(f"And if it goes on? Between steps {STEPS // 2} and {STEPS}, the loss over the lowest:")
    lesson.numbers(["", "least", "largest"], [
        [name, *(end(losses[STEPS // 2:]) / lowest for end in (min, max))] for name, losses in long.items()])
    lesson.say("Near the bottom, steps of one sample jump about. Larger batches help, or a smaller rate.")
    lesson.conclude("Until the same loss: " + "; ".join(
        f"{name}, {steps:g} steps and {seen:g} samples seen" for name, steps, seen in rows) + ".",
        "A graphics card computes 8 samples in the time of one. Which steps would you choose?")

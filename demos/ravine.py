"""Ravine: plain descent zigzags in a narrow valley; momentum, Adam are faster.

Covers: gradient descent, why one rate must suit all weights, momentum, Adam.
Scenario: a network of two weights whose first input is ten times as large as the second.
Takes: 2 seconds.
"""

from typing import Callable, Dict, List, NamedTuple, Tuple

from lernmi import Adam, Dense, GradientDescent, Lesson, Momentum, Network, Optimizer, Weight
from lernmi.figures import Figure
from lernmi.figures.surface import surface, weight_path

SAMPLES = [([10, 0], [0]), ([0, 1], [0])]
START, CORNERS = (3.0, 5.0), [(-5.0, -3.0), (5.0, 6.0)]
GOAL, STEPS, SHOWN = 1e-6, 500, 40
OPTIMIZERS: Dict[str, Tuple[Callable[[float], Optimizer], List[float]]] = {        # each with six rates
    "plain descent": (GradientDescent, [0.005, 0.01, 0.02, 0.03, 0.039, 0.041]),
    "momentum 0.8": (lambda rate: Momentum(rate, 0.8), [0.005, 0.01, 0.02, 0.04, 0.05, 0.06]),
    "Adam": (Adam, [0.05, 0.1, 0.2, 0.5, 1.0, 2.0])}


class Run(NamedTuple):
    """A training: the network after it, the weights at the start and after each step, and the losses."""

    network: Network
    path: List[Tuple[float, float]]
    losses: List[float]

    @property
    def steps(self) -> float:
        """How many steps the loss takes to fall below the goal; infinitely many if it never does."""
        return next((float(step) for step, loss in enumerate(self.losses) if loss < GOAL), float("inf"))


def two_weights(start: Tuple[float, float] = START) -> Network:
    weights = [Weight(value, name) for value, name in zip(start, ("w1", "w2"))]
    return Network(2, Dense(1, "identity", weights=[weights], biases=[Weight(0.0, "b", trainable=False)]))


def run(optimizer: Optimizer, steps: int = STEPS) -> Run:
    network = two_weights()
    path = weight_path(network, "w1", "w2")
    history = network.fit(SAMPLES, epochs=steps, batch_size=None, optimizer=optimizer, callback=path)
    return Run(network, path.points, history.losses)


def maps(optimizers: Dict[str, Optimizer]) -> Dict[str, Figure]:
    return {name: surface(one.network, SAMPLES, "w1", "w2", one.path, around=CORNERS)
            for name, optimizer in optimizers.items() for one in [run(optimizer, SHOWN)]}


with Lesson("A ravine") as lesson:
    lesson.scene("Two inputs of different size")
    lesson.say("""The output is w1 times the first input plus w2 times the second. It should always be 0, so
        both weights should be 0. What is the mean loss of two samples if only one weight is wrong?""")
    rows = [[*start, two_weights(start).evaluate_all(SAMPLES)] for start in ((1.0, 0.0), (0.0, 1.0))]
    lesson.numbers(["w1", "w2", "mean loss"], rows)
    lesson.say(f"""The same mistake costs {rows[0][2] / rows[1][2]:g} times as much in w1, because its input
        is ten times as large. Over w1 and w2 the loss is a ravine: steep across, nearly flat along.""")

    lesson.scene("Plain descent zigzags")
    lesson.say("""A step subtracts rate times ∂loss/∂weight, the sensitivity, from each weight, at the same
        rate for both. A small rate is slow along the ravine, a large one zigzags across it:""")
    lesson.side_by_side(maps({f"rate {rate:g}, {SHOWN} steps": GradientDescent(rate)
                              for rate in (0.005, 0.039)}), rows=20)

    lesson.scene("From wall to wall")
    zigzag = run(GradientDescent(0.039), 7)
    lesson.numbers(["step at 0.039", "w1", "w2", "mean loss"], [
        [step, *weights, loss] for step, (weights, loss) in enumerate(zip(zigzag.path, zigzag.losses))])
    w1, w2 = (lesson.number(after / before) for before, after in zip(*zigzag.path[:2]))
    lesson.say(f"""Each step multiplies w1 by {w1}: it jumps to the other wall. It multiplies w2 by {w2}: that
        hardly moves. A larger rate would help w2, but w1 would climb the walls: the steepest direction sets
        the rate for all.""")

    lesson.scene("Momentum and Adam")
    lesson.say(f"""Momentum adds a share of the last change to each change: what changes sign cancels, what
        goes one way adds up. Adam divides the change of each weight by the usual size of its sensitivity.
        The first {SHOWN} steps:""")
    runs = {name: {rate: run(make(rate)) for rate in lesson.progress(rates, name)}
            for name, (make, rates) in OPTIMIZERS.items()}
    best = {name: min(of_rate, key=lambda rate: of_rate[rate].steps) for name, of_rate in runs.items()}
    chosen = {f"{name}, rate {rate:g}": runs[name][rate] for name, rate in best.items()}
    lesson.side_by_side(maps({f"{name}, rate {rate:g}": OPTIMIZERS[name][0](rate)
                              for name, rate in best.items()}), rows=20)

    lesson.scene("Six rates each")
    lesson.say(f"Steps until the loss is below {GOAL:g}; inf: not within {STEPS} steps.")
    for name, of_rate in runs.items():
        lesson.numbers([name, *(f"{rate:g}" for rate in of_rate)],
                       [["steps", *(one.steps for one in of_rate.values())]])

    lesson.scene("At the best rate of each")
    lesson.plot({name: list(enumerate(one.losses[:int(one.steps) + 1])) for name, one in chosen.items()},
                x="step", y="mean loss", logarithmic=True, rows=14)
    lesson.conclude(f"Steps until the loss is below {GOAL:g}: " + "; ".join(
        f"{name}: {one.steps:g}" for name, one in chosen.items()) + ". Tuned for this ravine, no ranking.",
        "How many steps does plain descent need if the first input is divided by ten?")

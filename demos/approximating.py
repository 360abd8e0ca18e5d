"""Approximating: neurons can draw any curve; learning doesn't find every one.

Covers: universal approximation, what is learned and what isn't, the part of the curve that was never seen.
Scenario: the curve sin 3x + ½ cos 8x between -1 and 1, built from steps by hand, and learned from points.
That steps suffice: G. Cybenko, "Approximation by Superpositions of a Sigmoidal Function", 1989.
Takes: 3 seconds.
"""

import math
from statistics import fmean
from typing import Dict, List, Tuple

from lernmi import Adam, Dense, GradientDescent, Lesson, Network
from lernmi.training import Optimizer, cosine

SIZES, SEEDS, EPOCHS = (1, 3, 10, 30), (1, 2, 3), 300


def target(x: float) -> float:
    return math.sin(3 * x) + 0.5 * math.cos(8 * x)


def points(start: float, end: float, count: int) -> List[float]:
    return [start + (end - start) * index / (count - 1) for index in range(count)]


LEARNED, INSIDE, OUTSIDE = points(-1, 1, 41), points(-1, 1, 201), points(1, 2, 101)


def built(neurons: int) -> Network:
    """Each hidden neuron jumps from 0 to 1 at its own x, and its weight says how high that step is."""
    middles = points(-1 + 1 / (neurons + 1), 1 - 1 / (neurons + 1), neurons + 1)        # of the flat parts
    jumps = points(-1, 1, neurons + 2)[1:-1]
    heights = [target(right) - target(left) for left, right in zip(middles, middles[1:])]
    steps = Dense(neurons, weights=[[1000.0]] * neurons, biases=[-1000.0 * jump for jump in jumps])
    output = Dense(1, "identity", weights=[heights], biases=[target(middles[0])])
    return Network(1, steps, output, loss="mean_squared_error")


def learned(neurons: int, seed: int, optimizer: Optimizer, batch_size: int) -> Network:
    network = Network(1, Dense(neurons, "tanh", weights="xavier"), Dense(1, "identity"),
                      loss="mean_squared_error", seed=seed)
    network.fit([([x], [target(x)]) for x in LEARNED], epochs=EPOCHS, optimizer=optimizer,
                batch_size=batch_size, schedule=cosine(EPOCHS))
    return network


def error(network: Network, at: List[float] = INSIDE) -> float:
    return math.sqrt(fmean(network.evaluate([x], [target(x)]) for x in at))


def curves(networks: Dict[str, Network], at: List[float] = INSIDE) -> Dict[str, List[Tuple[float, float]]]:
    return {"curve": [(x, target(x)) for x in at],
            **{name: [(x, network.predict([x])[0]) for x in at] for name, network in networks.items()}}


with Lesson("Approximating") as lesson:
    number = lesson.number
    lesson.scene("Three neurons, three steps")
    lesson.say("""A sigmoid neuron with a huge weight is a step: 0 on the left of some x, 1 on the right.
        Three hidden neurons are three steps, each as high as its weight to the output. Nothing is learned
        here: the weights are chosen so that the steps follow the curve.""")
    lesson.plot(curves({"3 steps": built(3)}), rows=15)
    lesson.say(f"""The error is {number(error(built(3)))}: the root of the mean squared error, a typical
        distance from the curve.""")

    lesson.scene("The more steps, the closer")
    by_hand = {size: error(built(size)) for size in SIZES}
    lesson.plot(curves({"30 steps": built(30)}), rows=15)
    lesson.numbers(["neurons", *map(str, SIZES)], [["error", *by_hand.values()]])
    lesson.say("In this way any curve without jumps can be approximated, as closely as you like.")

    lesson.scene("The same, learned")
    results = {size: [learned(size, seed, GradientDescent(0.05), 1) for seed in SEEDS]
               for size in lesson.progress(SIZES, "Learning")}
    lesson.say(f"""Now tanh neurons learn the curve from {len(LEARNED)} of its points, {EPOCHS} times each,
        downhill from random weights.""")
    lesson.plot(curves({"1 neuron": results[1][0], "30 neurons": results[30][0]}), rows=20)

    lesson.scene("More neurons, not more learned")
    lesson.numbers(["neurons", "by hand", *(f"learned, seed {seed}" for seed in SEEDS)],
                   [[f"{size}", by_hand[size], *map(error, results[size])] for size in SIZES])
    better = sum(error(many) < error(few) for few, many in zip(results[3], results[30]))
    lesson.say(f"""With 30 neurons, {better} of {len(SEEDS)} seeds come closer than with 3. Better weights
        exist, since we have built them, but the way downhill doesn't lead there. Another way down (the
        optimizer Adam, three points to a step) leads elsewhere, with 10 neurons:""")
    others = [learned(10, seed, Adam(0.03), 3) for seed in lesson.progress(SEEDS, "Learning another way")]
    lesson.numbers(["neurons", *(f"learned, seed {seed}" for seed in SEEDS)], [["10", *map(error, others)]])

    lesson.scene("Where nothing was learned")
    best = min(others, key=error)
    lesson.say("The best of these, and the 30 steps, also where they have seen no point of the curve:")
    lesson.plot(curves({"30 steps": built(30), "learned by 10": best}, points(-2, 2, 401)), rows=17)
    lesson.conclude(f"""30 neurons built by hand have an error of {number(by_hand[30])}, 30 that learned
        {number(min(map(error, results[30])))} at best. The best of all, {number(error(best))} where it has
        learned, has {number(error(best, OUTSIDE))} from 1 to 2.""",
        "What will each of these networks answer at x = 100?")

"""Which sample made it say that? Products of sensitivities find the sample behind an answer.

Covers: the influence of training samples, sensitivities as predictions, leaving one out, wrong labels.
Scenario: thirteen flowers of R. A. Fisher's iris (1936), one of them with a wrong name. The method is TracIn
(Pruthi and others, "Estimating Training Data Influence by Tracing Gradient Descent", 2020).
Takes: 2 seconds.
"""

import copy
import math
from typing import List, Tuple

from lernmi import Dense, GradientDescent, Lesson, Network

NAMES = ["versicolor", "virginica"]
FLOWERS = {     # petal length and width in cm, and the name; X is asked about, the others are learned
    "A": (4.5, 1.5, 0), "B": (4.0, 1.3, 0), "C": (3.9, 1.4, 0), "D": (5.1, 2.0, 0), "E": (4.8, 1.8, 0),
    "F": (4.3, 1.3, 0), "G": (3.9, 1.2, 0), "H": (6.0, 2.5, 1), "I": (5.6, 1.8, 1), "J": (5.0, 2.0, 1),
    "K": (5.3, 2.3, 1), "L": (5.0, 1.5, 1), "X": (4.9, 2.0, 1)}
ALL, RATE, STEPS, STRIDE = "ABCDEFGHIJKL", 0.1, 200, 5


def sample(flower: str) -> Tuple[List[float], List[float]]:
    length, width, name = FLOWERS[flower]
    return [length - 4.7, width - 1.7], [float(name)]        # from about the middle of all


def learned(network: Network, flowers: str, steps: int = 1) -> Network:
    """A copy that has learned from these flowers, each with the same rate however many there are."""
    network, optimizer = copy.deepcopy(network), GradientDescent(RATE * len(flowers))
    network.fit(map(sample, flowers), epochs=steps, batch_size=None, shuffle=False, optimizer=optimizer)
    return network


def sensitivities(network: Network, flower: str) -> List[float]:
    inputs, targets = sample(flower)
    network.reset()
    network.forward(inputs)
    network.backward(targets)
    return [weight.sensitivity for weight in network.weights]


def product(network: Network, flower: str) -> float:
    return math.fsum(a * b for a, b in zip(sensitivities(network, flower), sensitivities(network, "X")))


with Lesson("Which sample made it say that?") as lesson:
    X, number = sample("X"), lesson.number
    beginner = Network(2, Dense(1, weights=0.0, biases=0.0), loss="binary_cross_entropy")
    network = learned(beginner, ALL, STEPS)
    answer, loss = network.predict(X[0])[0], network.evaluate(*X)
    lesson.scene("Twelve flowers, and a thirteenth")
    lesson.say(f"""A single neuron has learned two species of iris from twelve flowers, A to L. Then it is
        asked about X, which is {NAMES[1]}. It says: {NAMES[1]} with {answer:.0%}. Its loss: {number(loss)}.
        Which of the twelve made it say that?""")
    groups = {NAMES[0]: "ABCEFG", NAMES[1]: "HIJKL", "X": "X", f"D, {NAMES[0]}": "D"}
    points = {label: [FLOWERS[flower][:2] for flower in group] for label, group in groups.items()}
    lesson.plot({}, points=points, x="length, cm", y="width, cm")

    lesson.scene("Two flowers pull at the same weights")
    lesson.say(f"""The sensitivity of a weight is ∂loss/∂weight: how much the loss changes when the weight
        does. A step on D, close to X, changes each weight by -{RATE} times its sensitivity for D. How much
        that changes the loss of X, the sensitivity for X says. So we multiply them, weight by weight:""")
    lesson.numbers(["weight", "for D", "for X", "product"], [[weight.name, d, x, d * x] for weight, d, x in
                   zip(network.weights, sensitivities(network, "D"), sensitivities(network, "X"))])
    lesson.say(f"""The sum is {number(product(network, "D"))}. Times -{RATE} it predicts that the loss of X
        changes by {number(-RATE * product(network, "D"))}. Measured, after that step, it has changed by
        {number(learned(network, "D").evaluate(*X) - loss)}. A negative product: what helps D harms X.""")

    lesson.scene("Leave one flower out of a step")
    rows = [(flower, RATE * product(network, flower), learned(network, ALL.replace(flower, "")).evaluate(*X)
             - learned(network, ALL).evaluate(*X)) for flower in ALL]
    lesson.say(f"""The network takes one more step, on all twelve flowers or on all but one. By how much does
        the loss of X differ then? By {RATE} times the product, says the prediction.""")
    lesson.numbers(["left out", "predicted", "measured"], rows)
    worst = max(abs(predicted - measured) for _, predicted, measured in rows)

    lesson.scene("Leave one flower out of the whole training")
    learning, sums = beginner, dict.fromkeys(ALL, 0.0)
    for _ in range(0, STEPS, STRIDE):       # as in the article, one step stands for a few
        for flower in ALL:
            sums[flower] += STRIDE * RATE * product(learning, flower)
        learning = learned(learning, ALL, STRIDE)
    rows = [(flower, sums[flower], learned(beginner, ALL.replace(flower, ""), STEPS).evaluate(*X) - loss)
            for flower in lesson.progress(ALL, "Learning without one flower")]
    lesson.say(f"""Add up the predictions of all {STEPS} steps (one stands for {STRIDE}). Without all twelve,
        nothing is learned: predicted {number(math.fsum(sums.values()))}, measured
        {number(beginner.evaluate(*X) - loss)}. A flower's sum is too large: then the others pull less.""")
    lesson.numbers(["left out", "predicted", "measured"], rows)
    lesson.say(f"The sign is right for {sum(row[1] * row[2] > 0 for row in rows)} of {len(ALL)}.")

    lesson.scene("The culprit")
    lesson.bars(sums, "How the loss of X would change without each flower, as predicted")
    culprit = min(ALL, key=lambda flower: sums[flower])
    FLOWERS[culprit] = (*FLOWERS[culprit][:2], 1)
    lesson.conclude(f"""Leaving a flower out of a step changed the loss as predicted, but for {number(worst)}
        at most. Nothing harmed X more than {culprit}. In Fisher's table it is {NAMES[1]}: its name was wrong.
        With the right one, X gets {learned(beginner, ALL, STEPS).predict(X[0])[0]:.0%}.""",
        f"Why do B, C and G matter so little to X, although they have the name that {culprit} had?")

"""All the same: hidden neurons with equal initial weights stay equal for ever.

Covers: initial weights, symmetry, why they are drawn at random.
Scenario: XOR with four hidden neurons whose weights begin as the same number.
Takes: 2 seconds.
"""

from typing import Any, List

from lernmi import Dense, GradientDescent, Lesson, Network

XOR = [([a, b], [a ^ b]) for a in (0, 1) for b in (0, 1)]
HIDDEN, EPOCHS, SEEDS, EQUAL, RATE = 4, 2000, 10, 0.5, 1.0
ACTIVATIONS, NUMBERS = ("sigmoid", "tanh", "relu"), (-2.0, 0.0, 0.1, 0.5, 1.0)
WEIGHTS = ["from x1", "from x2", "bias", "to the output"]


def build(weights: Any, activation: str = "sigmoid", seed: int = 0) -> Network:
    """``weights``: one number for all, or how to draw them."""
    return Network(2, Dense(HIDDEN, activation, weights), Dense(1, "sigmoid", weights), seed=seed)


def rows_of(network: Network) -> List[List[float]]:
    """Of each hidden neuron: the weights that lead to it, its bias, and the weight that leads on."""
    hidden, output = network.layers
    return [[*(weight.value for weight in row), bias.value, out.value]
            for row, bias, out in zip(hidden.weights, hidden.biases, output.weights[0])]


def largest_difference(network: Network) -> float:
    """Between the rows of any two hidden neurons."""
    return float(max(max(column) - min(column) for column in zip(*rows_of(network))))


def knows_xor(network: Network) -> bool:
    return all(round(network.predict(inputs)[0]) == targets[0] for inputs, targets in XOR)


with Lesson("All the same") as lesson:
    def learn(network: Network) -> List[float]:
        optimizer = GradientDescent(RATE)
        return lesson.train(network, XOR, epochs=EPOCHS, optimizer=optimizer, shuffle=False).losses

    lesson.scene("One step")
    equal = build(EQUAL)
    equal.learn([0, 1], [1], GradientDescent(RATE))
    lesson.say(f"""All weights are {EQUAL}, all biases 0, and the sample is 0 1. The hidden neurons see the
        same inputs through the same weights, so they have the same value. Through the same weight to the
        output they get the same sensitivity (∂loss/∂value: how much the loss changes with that value). From
        these numbers alone come the changes of their weights. After the step:""")
    lesson.numbers(["", "value", "sensitivity", *WEIGHTS],
                   [[neuron.name, neuron.value, neuron.sensitivity, *row]
                    for neuron, row in zip(equal.layer_outputs["hidden"], rows_of(equal))])
    lesson.say("Equal rows went in, and equal rows come out. So it is after every step.")

    lesson.scene(f"{EPOCHS:,} epochs later")
    equal_losses = learn(equal)
    lesson.numbers(["", *WEIGHTS], [[f"hidden[{number}]", *row] for number, row in enumerate(rows_of(equal))])
    lesson.say(f"""They have learned something: the loss was {lesson.number(equal_losses[0])} and is
        {lesson.number(equal_losses[-1])}. But the largest difference between the rows is
        {lesson.number(largest_difference(equal))}. Not nearly: to the last bit.""")

    lesson.scene(f"{HIDDEN} neurons that are one")
    row, bias = rows_of(equal)[0], equal.layers[1].biases[0].value
    one = Network(2, Dense(1, weights=[row[:2]], biases=[row[2]]),
                  Dense(1, weights=[[HIDDEN * row[3]]], biases=[bias]))
    drawn = build("uniform")
    losses = {"equal weights": equal_losses, "random weights": learn(drawn)}
    lesson.say(f"""A single hidden neuron with {HIDDEN} times the weight to the output gives the same
        answers, and one is too few for XOR. The last column began with random weights, -0.5 to 0.5:""")
    lesson.numbers(["inputs", "target", "equal weights", "one neuron alone", "random weights"],
                   [[f"{a} {b}", a ^ b, *(network.predict([a, b])[0] for network in (equal, one, drawn))]
                    for (a, b), _ in XOR])
    lesson.plot({label: list(enumerate(course)) for label, course in losses.items()}, x="epoch", y="loss")

    lesson.scene("Does it depend on the number?")
    starts = {number: [build(number, activation) for activation in ACTIVATIONS] for number in NUMBERS}
    nets = [network for row in starts.values() for network in row]
    for network in nets:
        learn(network)
    zeros = list(map(largest_difference, nets)).count(0.0)
    lesson.say(f"The largest difference between the rows after {EPOCHS:,} epochs:")
    lesson.numbers(["all weights begin as", *ACTIVATIONS],
                   [[f"{number:g}", *map(largest_difference, row)] for number, row in starts.items()])
    lesson.say(f"{sum(map(knows_xor, nets))} of these {len(nets)} networks know XOR.")

    lesson.scene(f"Random weights, from {SEEDS} seeds")
    random = [build("uniform", seed=seed) for seed in range(SEEDS)]
    at_first = list(map(largest_difference, random))
    for network in random:
        learn(network)
    at_last, known = list(map(largest_difference, random)), list(map(knows_xor, random))
    lesson.numbers(["seed", "difference at first", "at last", "knows XOR"],
                   list(zip(range(SEEDS), at_first, at_last, known)))
    lesson.conclude(f"""After {EPOCHS:,} epochs, the largest difference between rows is exactly 0 for {zeros}
        of {len(nets)} equal starts. From random weights it is at least {lesson.number(min(at_last))}, and
        {known.count(True)} of {SEEDS} networks know XOR.""",
                    "Would it be enough to change a single weight by a millionth? Try it, and be patient.")

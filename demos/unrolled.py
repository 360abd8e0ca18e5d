"""Unrolled: the whole learning step of a network as plain arithmetic.

Covers: forward, loss, backward and update without any object; the chain rule written out.
Scenario: the network for XOR with two hidden neurons, and one of the four samples.
Takes: a second.
"""

from typing import Any, Dict

from lernmi import Dense, GradientDescent, Lesson, Network
from lernmi.unrolling.script import script

SAMPLES = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
STEPS = [1, 10, 100, 1000, 4000]
OPTIMIZER = GradientDescent(rate=1.0)


def xor() -> Network:
    """The network; the variables of the script are named after its neurons and weights."""
    network = Network(2, Dense(2), Dense(1), seed=1)
    for neuron, name in zip(network.neurons, ["x1", "x2", "bias", "h1", "h2", "y"]):
        neuron.name = name
    for number, weight in enumerate(network.weights, start=1):
        weight.name = f"w{number}"
    return network


with Lesson("Unrolled") as lesson:
    lesson.scene("Objects")
    network = xor()
    inputs, targets = SAMPLES[-1]
    network.forward(inputs)
    lesson.say(f"A network for XOR. With these inputs it should answer {targets[0]}.")
    lesson.show(network)
    lesson.say("""Neurons and links are objects, and a learning step is objects that call each other.
        But a processor just adds and multiplies, one number after the other. What remains of the
        step if we write down only that?""")

    lines = {phase: script(network, (inputs, targets), OPTIMIZER, phase)
             for phase in ("forward", "loss", "backward", "update")}
    lesson.scene("Forward")
    lesson.code(lines["forward"])
    lesson.say("""Each neuron takes three lines: what its links deliver, its value, and its slope, which
        says how much the value changes when the total does. w3, w6 and w9 are the biases.""")

    lesson.scene("Loss and backward")
    lesson.code(lines["loss"])
    lesson.code(lines["backward"])
    lesson.say("""The sensitivity of x is ∂loss/∂x. Each line of this chain rule is at most one product: a
        number from a line above, times one from the way forward.""")

    lesson.scene("Update")
    lesson.code(lines["update"])
    count = sum(not line.startswith("#") for text in lines.values() for line in text.splitlines())
    lesson.say(f"""That is all: a learning step of this network is {count} lines. There is no loop in it,
        no object, and nothing that knows what a network is.""")

    lesson.scene("The same numbers?")
    lesson.say("""Nobody typed these lines: the objects did their step with symbols in place of numbers.
        Python can run them, and prints the loss before and after the step:""")
    numbers: Dict[str, Any] = {"print": lesson.code}
    exec(script(network, (inputs, targets), OPTIMIZER), numbers)
    losses = [network.learn(inputs, targets, OPTIMIZER) for _ in range(2)]
    lesson.say(f"""The objects say {losses[0]} and {losses[1]}. Each has taken two steps by now; these are
        the weights, with all their digits:""")
    lesson.numbers(["weight", "by the objects", "by the lines"],
                   [[weight.name, repr(weight.value), repr(numbers[weight.name])]
                    for weight in network.weights])

    lesson.scene("And many steps later?")
    lesson.say("Small differences would grow. Two equal networks learn the four samples in turn:")
    objects, plain, rows = xor(), xor(), []
    with plain.unroll(OPTIMIZER) as step:
        for number in range(1, STEPS[-1] + 1):
            inputs, targets = SAMPLES[number % len(SAMPLES)]
            losses = [objects.learn(inputs, targets, OPTIMIZER), step.learn(inputs, targets)]
            if number in STEPS:
                rows.append([f"{number:,}", *map(repr, losses)])
    lesson.numbers(["step", "loss by the objects", "loss by the lines"], rows)
    equal = [one.name for one, other in zip(objects.weights, plain.weights) if one.value == other.value]
    lesson.conclude(f"""After {STEPS[-1]:,} steps, {len(equal)} of {len(objects.weights)} weights are
        equal bit for bit.""", "Which lines would be new with a third hidden neuron h3?")

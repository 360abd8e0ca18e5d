"""Two paths: what comes back along several paths is added up; one bug forgets it.

Covers: the chain rule where paths meet. This is the template for a lesson that you write yourself.
Scenario: a feeds b twice, b feeds c twice: the first test for every new engine.
Takes: a second.
"""

from typing import List

from lernmi import Lesson, Link, Network, Neuron, trace


def twice(network: Network, sources: List[Neuron]) -> List[Neuron]:
    """A layer of one neuron, which the one before it feeds twice, with the weight 1."""
    neuron = network.add(Neuron())
    for _ in range(2):
        Link(sources[0], neuron, network.constant(1.0))
    return [neuron]


with Lesson("Two paths") as lesson:
    lesson.scene("a feeds b twice, b feeds c twice")
    network = Network(1, twice, twice)
    network.inputs[0].name, network["hidden[0]"].name, network.outputs[0].name = ["a", "b", "c"]
    lesson.say("All weights are 1, so b = a + a and c = b + b. What does c do when a rises by 1?")
    lesson.numbers(["a", "c"], [[a, network.forward([a])[0]] for a in (1.0, 2.0, 3.0)])

    lesson.scene("Forward and backward")
    step = trace(network, [1], [3])
    lesson.say(f"""The sensitivity of x is ∂loss/∂x: how much the loss changes when x does. That of
        c is its error, {network["c"].sensitivity:g}; so that of a must be ∂c/∂a. The links have
        fixed(1), a weight of 1 that doesn't learn.""")
    lesson.show(network)

    lesson.scene("Every path counts")
    lesson.say("Each link returns a share to its source, and where shares meet they are added.")
    lesson.show(step.why("a"))

    lesson.scene("The bug")
    lesson.say("Now b has = where it should have +=, and forgets the first share. Nothing crashes:")
    network.forward([1])
    network.compute_loss([3])
    for link in reversed(network.links):
        if link.source.name == "b":
            link.source.sensitivity = 0.0
        link.backward()
    right, wrong = step.why("a").sensitivity, network["a"].sensitivity
    lesson.numbers(["", "∂c/∂a"], [["right, +=", right], ["with the bug, =", wrong]])
    lesson.conclude(f"∂c/∂a is {right:g}, because every path counts, and {wrong:g} with the bug.",
                    "What will it be if a has the same bug as well?")

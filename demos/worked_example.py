"""The worked example: one learning step, factor by factor, and the bug that hides in it.

Covers: forward propagation, squared error, backpropagation, gradient descent, update order.
Scenario: the 2-2-2 network of Matt Mazur's article "A Step by Step Backpropagation Example"
(2015), which thousands of people have checked their own code against.
Takes: a second.
"""

from lernmi import Dense, GradientDescent, Lesson, Network, Weight, trace

INPUTS, TARGETS, RATE = [0.05, 0.10], [0.01, 0.99], 0.5


def mazur() -> Network:
    b1, b2 = Weight(0.35, "b1", trainable=False), Weight(0.60, "b2", trainable=False)
    hidden = [[Weight(0.15, "w1"), Weight(0.20, "w2")], [Weight(0.25, "w3"), Weight(0.30, "w4")]]
    output = [[Weight(0.40, "w5"), Weight(0.45, "w6")], [Weight(0.50, "w7"), Weight(0.55, "w8")]]
    return Network(2, Dense(2, weights=hidden, biases=[b1, b1]),
                   Dense(2, weights=output, biases=[b2, b2]))


def hasty_step(network: Network, optimizer: GradientDescent) -> None:
    """The bug: the output's weights change before the hidden neurons have heard of the error."""
    network.forward(INPUTS)
    network.compute_loss(TARGETS)
    to_output = [link for link in reversed(network.links) if link.target in network.outputs]
    to_hidden = [link for link in reversed(network.links) if link.target not in network.outputs]
    late = [weight for weight in network.weights if weight.name in ("w5", "w6", "w7", "w8")]
    for link in to_output:
        link.backward()
    optimizer.update(late)                          # too early ...
    for link in to_output:
        link.source.sensitivity = 0.0
    for link in to_output:
        link.backward()                             # ... the sensitivities pass the new weights
    for weight in late:
        weight.reset()
    for link in to_hidden:
        link.backward()
    optimizer.update([weight for weight in network.weights if weight not in late])


with Lesson("The worked example", digits=9) as lesson:
    lesson.say("""One learning step of a network with two inputs, two hidden neurons and two
        outputs. Every number below can be checked with a pocket calculator.""")

    lesson.scene("Forward, and how wrong it is")
    network = mazur()
    step = trace(network, INPUTS, TARGETS, GradientDescent(RATE))
    lesson.show(step, only=["forward", "hidden[0]"])
    lesson.show(step, only=["loss"])
    lesson.say("""The sensitivity of a neuron is how much the loss changes when its value does:
        ∂loss/∂value, the gradient. For an output and the squared error it is just the error.""")

    lesson.scene("Backward to w5, which leads to an output")
    lesson.say("""Three factors, three neighbours: the sensitivity of output[0], its slope, and the
        value that came through w5.""")
    lesson.show(step, only=["backward", "w5"])

    lesson.scene("Backward to w1, one layer deeper")
    lesson.say("""hidden[0] is blamed by both outputs, each through the weight between them. The two
        shares are added, and only then multiplied on.""")
    lesson.show(step.why("w1"))

    lesson.scene("Only now do the weights change")
    lesson.show(step, only="update")
    before, after = step.loss, network.evaluate(INPUTS, TARGETS)
    lesson.numbers(["", "loss"], [["before", before], ["after one step", after]])

    lesson.scene("The bug: changing weights on the way back")
    hasty = mazur()
    hasty_step(hasty, GradientDescent(RATE))
    wrong = hasty.evaluate(INPUTS, TARGETS)
    lesson.say("""Suppose the output's weights are changed first, and the hidden neurons get their
        sensitivities through the changed weights. Nothing crashes. The loss falls all the same.""")
    lesson.numbers(["weight", "right", "hasty"],
                   [[right.name, right.value, other.value]
                    for right, other in zip(network.weights, hasty.weights)])
    lesson.numbers(["", "loss"], [["right: two phases", after], ["hasty: one phase", wrong]])
    lesson.say(f"""The article prints {lesson.number(wrong)}: it is the hasty figure. The
        weights w1 to w4 differ, because what reached them had passed weights that no longer were
        the ones that made the error. So in lernmi backward never changes a weight; an optimizer
        does, after.""")

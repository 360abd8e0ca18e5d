"""The worked example: one step, factor by factor, and the bug that hides in it.

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
    """The bug: each weight changes on the way back, before the sensitivity has passed it."""
    network.forward(INPUTS)
    network.compute_loss(TARGETS)
    for link in reversed(network.links):
        link.sensitivity = link.target.sensitivity * link.target.slope
        link.weight.sensitivity += link.sensitivity * link.source.value
        optimizer.update(network.weights)                                   # too early ...
        link.source.sensitivity += link.sensitivity * link.weight.value     # ... for this product


with Lesson("The worked example", digits=9) as lesson:
    lesson.say("""One learning step of a network with two inputs, two hidden neurons and two outputs,
        so small that a pocket calculator can check every number.""")

    lesson.scene("The network")
    network = mazur()
    network.forward(INPUTS)
    lesson.say(f"""The inputs are {INPUTS[0]} and {INPUTS[1]}. It should answer {TARGETS[0]} and
        {TARGETS[1]}. What it does answer is written at the right:""")
    lesson.show(network)

    lesson.scene("Forward: values flow to the right")
    link = network.link("input[0]", "hidden[0]")
    product = " × ".join(map(lesson.number, (link.source.value, link.weight.value)))
    lesson.say(f"""A link delivers its source's value times its weight. The link of w1 leads from
        input[0] to hidden[0], and delivers {product} = {lesson.number(link.value)}.""")
    lesson.say("""A neuron adds up what its links deliver, and what the bias adds. Its value is the
        sigmoid of this total. Its slope says how much the value changes when the total does; for
        the sigmoid, it is the value times (1 − value).""")
    lesson.numbers(["neuron", "by link 1", "by link 2", "by bias", "total", "value", "slope"],
                   [[neuron.name, *(link.value for link in neuron.incoming), neuron.total,
                     neuron.value, neuron.slope]
                    for name in ("hidden", "output") for neuron in network.groups[name]])

    lesson.scene("How wrong it is")
    lesson.say("""The loss is one number for both errors. The sensitivity of x says how much the loss
        changes when x does: ∂loss/∂x. That of an output is simply its error.""")
    step = trace(network, INPUTS, TARGETS, GradientDescent(RATE))
    lesson.show(step, only=["loss"])

    lesson.scene("Backward to w5, which leads to an output")
    lesson.say("""On the way back, a link takes the sensitivity of its target times the slope there. Times
        its weight, this goes to its source; times its source's value, it is the sensitivity of its weight.
        So w5 gets sensitivity × slope × value.""")
    lesson.show(step, only=["backward", "w5"])

    lesson.scene("Backward to hidden[0]: two shares")
    lesson.say("Both outputs depend on hidden[0], so both pass back a share. The shares are added.")
    lesson.show(step.why("hidden[0]"))

    lesson.scene("Backward to w1, one layer deeper")
    lesson.say("From here it is as before: sensitivity × slope × value.")
    lesson.show(step, only=["backward", "w1"])

    lesson.scene("Only now do the weights change")
    lesson.say(f"""Each weight changes by −rate × sensitivity; the rate is {RATE}. The biases stay, as in the
        article.""")
    lesson.show(step, only=["update", "w1", "w5"])
    before, after = step.loss, network.evaluate(INPUTS, TARGETS)
    lesson.numbers(["", "loss"], [["before", before], ["after one step", after]])

    lesson.scene("The bug: changing weights on the way back")
    lesson.say("""Suppose each weight changes as soon as its sensitivity is known, and only then is the
        sensitivity passed on, through the changed weight. Nothing crashes, and the loss falls.""")
    hasty = mazur()
    hasty_step(hasty, GradientDescent(RATE))
    lesson.numbers(["after one step", "right", "with the bug"],
                   [[right.name, right.value, wrong.value]
                    for right, wrong in zip(network.weights, hasty.weights)]
                   + [["loss", after, hasty.evaluate(INPUTS, TARGETS)]])
    lesson.conclude(f"""The loss after the step is {lesson.number(after)}. The article prints
        {lesson.number(hasty.evaluate(INPUTS, TARGETS))}, which comes from the bug.""",
                    "Why are w5 to w8 the same in both columns?")

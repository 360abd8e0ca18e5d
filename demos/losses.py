"""Losses: what three of them say about one wrong answer, and which one helps.

Covers: squared error, cross-entropy, gaussian likelihood, saturation, the slope as a factor.
Scenario: one sigmoid neuron, w = b = 2, input 1, target 0: the example of Michael Nielsen, Neural
    Networks and Deep Learning, chapter 3.
Takes: a second.
"""

from typing import List

from lernmi import LOSSES, Dense, GradientDescent, Lesson, Network, gaussian_nll, trace

VARIANCE = 0.1
ALL = {"squared error": LOSSES["squared_error"], "cross-entropy": LOSSES["binary_cross_entropy"],
       f"gaussian, variance {VARIANCE}": gaussian_nll(VARIANCE)}
SQUARED, ENTROPY, GAUSSIAN = ALL
INPUT, TARGET, RATE = [1], [0], 0.15
SHOWN = 200             # epochs in the drawing
ALMOST = 0.1            # the neuron has learned its target when its output is below that


def neuron(loss: str, w: float = 2.0, b: float = 2.0) -> Network:
    network = Network(1, Dense(1, "sigmoid", weights=w, biases=b), loss=ALL[loss])
    network.forward(INPUT)
    network.backward(TARGET)
    return network


def sensitivity(network: Network) -> float:
    return network.link("input[0]", "output[0]").weight.sensitivity


def outputs_while_learning(loss: str, start: float) -> List[float]:
    """At first and after each epoch, until the target is learned."""
    network = neuron(loss, start, start)
    outputs = network.forward(INPUT)
    while outputs[-1] >= ALMOST:
        network.learn(INPUT, TARGET, GradientDescent(RATE))
        outputs += network.forward(INPUT)
    return outputs


with Lesson("Losses") as lesson:
    networks = {name: neuron(name) for name in ALL}
    wrong = networks[SQUARED]

    lesson.scene("One neuron, badly wrong")
    output, slope = wrong["output[0]"].value, wrong["output[0]"].slope
    lesson.say(f"""Its input is {INPUT[0]} and it should answer {TARGET[0]}. But its weight and its bias
        are 2, so it answers {lesson.number(output)}: it is quite sure of something wrong.""")
    lesson.show(wrong)
    lesson.say(f"Its slope is only {lesson.number(slope)}: sigmoid is flat there. The neuron is saturated.")

    lesson.scene("How wrong is an answer?")
    lesson.say("A loss makes one number of the output and the target. Here the target is 0:")
    outputs = [index / 200 for index in range(1, 199)]
    lesson.plot({name: [(y, loss.function([y], [0.0])) for y in outputs] for name, loss in ALL.items()},
                title="The loss for each output", x="output", y="loss", rows=14)
    lesson.say(f"""Squared error grows gently. Cross-entropy asks how improbable the target is if the
        output is a probability: it knows no bounds where the output is sure and wrong. The gaussian
        likelihood asks how improbable the target is as a measurement that scatters around the output:
        squared error, divided by the variance of the measurement, here {VARIANCE}, plus a constant.""")

    lesson.scene("The way back")
    lesson.say("""The sensitivity of x is ∂loss/∂x: how much the loss changes when x does. That of the
        weight decides how fast the neuron learns. It is a product, and one factor is the slope:""")
    lesson.show(trace(wrong, INPUT, TARGET).why("output.weight[0,0]"))

    lesson.scene("Three losses, one wrong answer")
    lesson.numbers(["", "loss", "sensitivity of the output", "times slope: of the weight"],
                   [[name, network.latest_loss, network["output[0]"].sensitivity, sensitivity(network)]
                    for name, network in networks.items()])
    ratio = sensitivity(networks[ENTROPY]) / sensitivity(wrong)
    lesson.say(f"""The slope is the same for all. But the sensitivity that cross-entropy begins with
        has just the size that makes up for it: what reaches the weight is the error itself. It is
        {lesson.number(ratio)} times that of squared error. The gaussian is like squared error at a
        rate that is {lesson.number(sensitivity(networks[GAUSSIAN]) / sensitivity(wrong))} times as
        large, wherever the neuron is.""")

    lesson.scene("For each total")
    totals = [index / 10 for index in range(-60, 61)]
    curves = {name: [(total, sensitivity(neuron(name, w=total, b=0.0))) for total in totals] for name in ALL}
    lesson.plot(curves, title="The sensitivity of the weight", x="total", y="sensitivity", rows=15)
    lesson.say("""To the right the answer is more and more wrong. With squared error and with the
        gaussian less and less of it comes back: the worse the answer, the slower it is corrected.""")

    lesson.scene("Now they learn")
    starts = [1.0, 2.0, 3.0]
    courses = {(name, start): outputs_while_learning(name, start)
               for start in starts for name in lesson.progress(ALL, "learning")}
    lesson.plot({name: list(enumerate(courses[name, 2.0][:SHOWN])) for name in ALL}, x="epoch", y="output",
                title=f"The output, which should be 0; from w = b = 2, rate {RATE}", rows=11)
    lesson.say(f"Epochs until the output is below {ALMOST}, from other starts as well:")
    epochs = {name: [len(courses[name, start]) - 1 for start in starts] for name in ALL}
    lesson.numbers(["", *(f"w = b = {start:g}" for start in starts), "last : first"],
                   [[name, *row, f"{row[-1] / row[0]:.1f}"] for name, row in epochs.items()])
    lesson.conclude(f"""For the same wrong answer, the weight's sensitivity with cross-entropy is {ratio:.1f}
        times that with squared error: 1 / {lesson.number(slope)}, the slope that cross-entropy
        cancels.""", "What should the last layer's activation be if squared error must not be slow?")

"""What if? A sensitivity predicts what a changed weight does; it is measured.

Covers: the sensitivity as a prediction, the tangent, why learning takes small steps.
Scenario: one neuron with one input; then all weights of a small network at once.
Takes: a second.
"""

from typing import List

from lernmi import Dense, GradientDescent, Lesson, Network, Weight, trace

INPUTS, TARGETS, CHANGES = [3], [0], [0.1, 0.01, 0.001, 0.0001]
network = Network(1, Dense(1, weights=[[0.1]], biases=[-0.5]))
w, b = network.weights
w.name, b.name = "w", "b"


def loss_with(weight: Weight, change: float) -> float:
    """The loss, if this weight were so much larger."""
    value = weight.value
    weight.value = value + change
    loss = network.evaluate(INPUTS, TARGETS)
    weight.value = value
    return loss


def compare(weight: Weight, change: float) -> List[float]:
    """By how much the loss changes: predicted, measured, and the difference."""
    predicted, measured = change * weight.sensitivity, loss_with(weight, change) - loss_with(weight, 0.0)
    return [predicted, measured, measured - predicted]


with Lesson("What if?") as lesson:
    lesson.scene("One neuron")
    step = trace(network, INPUTS, TARGETS)
    lesson.say(f"""This neuron gets the input {INPUTS[0]}. It should say {TARGETS[0]}, and says
        {lesson.number(network.outputs[0].value)}.""")
    lesson.show(network)
    lesson.say(f"""The sensitivity of w is ∂loss/∂w = {lesson.number(w.sensitivity)}. That is a
        prediction: if w rises a little, the loss rises {lesson.number(w.sensitivity)} times as much.
        How does it change if w rises by {CHANGES[0]}?""")
    lesson.numbers(["predicted change", "measured change", "error"], [compare(w, CHANGES[0])])

    lesson.scene("The prediction is a straight line")
    lesson.say("""Here w takes many values, and the loss is measured at each. The prediction knows only
        the loss and its slope at one point: it is the tangent there.""")
    changes = [0.05 * number for number in range(-30, 31)]
    lesson.plot({"measured": [(w.value + change, loss_with(w, change)) for change in changes],
                 "predicted": [(w.value + change, step.loss + compare(w, change)[0])
                               for change in changes]},
                points={"now": [(w.value, step.loss)]}, x="w", y="loss")

    lesson.scene("The smaller the change, the better the prediction")
    rows = [[change, *compare(w, change)] for change in CHANGES]
    smaller = [above[-1] / below[-1] for above, below in zip(rows, rows[1:])]
    lesson.say("Each change is 10 times smaller than the one above it, and so is the prediction.")
    lesson.numbers(["change of w", "predicted", "measured", "error"], rows)
    lesson.say(f"""But look at the error. From row to row it becomes
        {", ".join(map(lesson.number, smaller))} times smaller.""")

    lesson.scene("Two weights, one more bent than the other")
    lesson.say(f"""So the error falls with the square of the change. Divided by that square, it approaches one
        number, which says how bent the curve is: half the slope of the slope. A change of w counts
        {INPUTS[0]} times in the total, {INPUTS[0]} × w + b, so its error counts {INPUTS[0]} ×
        {INPUTS[0]} times:""")
    bends = [[compare(weight, change)[-1] / change ** 2 for weight in (w, b)] for change in CHANGES]
    lesson.numbers(["change", "error / change² for w", "for b", "w's : b's"],
                   [[change, *bend, bend[0] / bend[1]] for change, bend in zip(CHANGES, bends)])

    lesson.scene("All weights at once: a learning step")
    lesson.say("""Learning changes each weight by −rate × sensitivity. The predictions for all weights
        add up. A larger network, before and after one step:""")
    rows = []
    for rate in (0.001, 0.01, 0.1, 1.0):
        larger = Network(2, Dense(3, "tanh"), Dense(1, "identity"), seed=2)
        before = trace(larger, [1, 1], [0]).loss
        predicted = sum(-rate * weight.sensitivity ** 2 for weight in larger.weights)
        larger.learn([1, 1], [0], GradientDescent(rate))
        rows.append([rate, before, before + predicted, larger.evaluate([1, 1], [0])])
    lesson.numbers(["rate", "loss before", "predicted", "measured"], rows)
    lesson.say("""A squared error is never below 0. Where the prediction falls below 0, the straight line has
        left the curve: that rate is too high. Ask such questions yourself, in the stepper:""")
    lesson.code("lernmi step mazur\nset w5 0.5")
    lesson.conclude(f"""The error of the prediction falls with the square of the change: when the change
        is 10 times smaller, the error is {lesson.number(smaller[-1])} times smaller.""",
                    "What would the curve look like where the prediction has no error at all?")

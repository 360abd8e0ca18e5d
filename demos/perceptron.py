"""Perceptron: one threshold neuron learns OR by hand, and goes in circles at XOR.

Covers: the step activation, the perceptron rule, a line that divides, what one neuron can't do.
Scenario: Frank Rosenblatt's perceptron (1958) and two logic gates.
Takes: a second.
"""

from typing import List, Tuple

from lernmi import Dense, Lesson, Network, Perceptron, Weight, trace
from lernmi.figures.boundary import boundary

PAIRS = [[0, 0], [0, 1], [1, 0], [1, 1]]
OR = [(pair, [pair[0] | pair[1]]) for pair in PAIRS]
XOR = [(pair, [pair[0] ^ pair[1]]) for pair in PAIRS]
RULE = Perceptron(rate=1.0)
HEADINGS = ["epoch", "x1 x2", "total", "answer", "target", "correction", "w1", "w2", "b"]


def threshold_neuron() -> Network:
    return Network(2, Dense(1, "step", weights=[[Weight(0.0, "w1"), Weight(0.0, "w2")]],
                            biases=[Weight(0.0, "b")]))


class Course:
    """A threshold neuron learns until an epoch begins with the weights of an earlier one."""

    def __init__(self, samples: List[Tuple[List[int], List[int]]]) -> None:
        self.neuron = threshold_neuron()
        self.rows: List[List[object]] = []
        self.corrected: List[str] = []              # the weights after each correction
        self.starts = [self.weights]                # those at the start of each epoch
        while self.starts.count(self.weights) == 1:
            for inputs, targets in samples:
                self.learn(inputs, targets)
            self.starts.append(self.weights)

    @property
    def weights(self) -> str:
        return ", ".join(f"{weight.value:g}" for weight in self.neuron.weights)

    def learn(self, inputs: List[int], targets: List[int]) -> None:
        self.neuron.learn(inputs, targets, RULE)
        output = self.neuron["output[0]"]
        change, words = targets[0] - output.value, "none: right"
        if change:
            changed = [f"w{number}" for number, value in enumerate(inputs, start=1) if value] + ["b"]
            words = f"too {'little' if change > 0 else 'much'}: {', '.join(changed)} {change:+g}"
            self.corrected.append(f"({self.weights})")
        self.rows.append([str(len(self.starts)), f"{inputs[0]} {inputs[1]}", output.total, output.value,
                          targets[0], words, *(weight.value for weight in self.neuron.weights)])


with Lesson("Perceptron") as lesson:
    lesson.scene("A neuron that says yes or no")
    lesson.code("""
        total  = w1 × x1 + w2 × x2 + b
        answer = 1, which means yes, if the total is 0 or more; otherwise 0
        weight ← weight + rate × (target − answer) × input""")
    lesson.say("""The third line is how it learns: nothing changes after a right answer, and after a wrong one
        each weight moves by its input (that of b is 1). Say that w1 = w2 = 0 and b = -1. Then 0 1 gets the
        answer 0. If that should be 1, w2 is corrected:""")
    neuron = threshold_neuron()
    neuron.weights[2].value = -1.0
    lesson.show(trace(neuron, [0, 1], [1], RULE), only=["update", "w2"])
    lesson.say("""The answer jumps from 0 to 1: there is no slope to follow. So (answer − target) × input
        stands where a sensitivity would.""")

    lesson.scene("OR, by hand")
    course, circle = Course(OR), Course(XOR)
    lesson.say("""An epoch is a round through the four samples. All weights begin with 0. A row has the
        weights after its correction, which adds 1 or -1 to each that it names.""")
    lesson.numbers(HEADINGS, course.rows)

    lesson.scene("What it has found is a line")
    on = sum(row[2] == 0.0 for row in course.rows[-len(OR):])
    lesson.say(f"""Along the border, the total is 0. The corrections have moved it until all four answers
        were right; {on} of the samples lie exactly on it, and 0 counts as yes.""")
    lesson.show(boundary(course.neuron, OR))

    lesson.scene("XOR: round in circles")
    lesson.numbers(HEADINGS, circle.rows)
    first, last = circle.starts.index(circle.weights) + 1, len(circle.starts)
    lesson.say(f"""Epoch {last} begins with the weights of epoch {first}: {circle.weights}. From here on,
        everything repeats.""")

    lesson.scene("No line will do")
    lesson.say("Each of the four samples demands something of the weights:")
    lesson.code("""
        0 0 → 0                b < 0
        0 1 → 1           w2 + b ≥ 0
        1 0 → 1      w1      + b ≥ 0
        1 1 → 0      w1 + w2 + b < 0""")
    lesson.say("""Add the two in the middle: w1 + w2 + 2b ≥ 0. Take away b, which is below 0, and w1 + w2 + b
        is above 0. But the last sample demands the contrary.""")
    again = len(circle.corrected) - 1 - circle.corrected.index(circle.corrected[-1])
    lesson.conclude(f"""w1, w2, b after each of the {len(course.corrected)} corrections of OR:
        {", ".join(course.corrected)}. XOR is back at {circle.corrected[-1]} after every {again}.""",
                    "Two neurons draw two lines. Where would you draw them, and what must a third one do?")

"""Whose fault is it? The blame for an error, handed back link by link.

Covers: sensitivities, the chain rule as a chain of neighbours, paths, what a sensitivity predicts.
Scenario: a network that should say XOR and is half trained gets one sample wrong.
Takes: a second.
"""

from lernmi import Dense, GradientDescent, Lesson, Network, trace

SAMPLES = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
NUDGE = 0.01

with Lesson("Whose fault is it?") as lesson:
    network = Network(2, Dense(2), Dense(1), seed=4)
    teacher = GradientDescent(rate=1.0)
    for _ in range(600):
        for inputs, targets in SAMPLES:
            network.learn(inputs, targets, teacher)

    lesson.scene("The error")
    lesson.say("""This network has seen the four samples of XOR 600 times. Here is what it says:""")
    lesson.numbers(["inputs", "target", "output", "loss"],
                   [[f"{inputs[0]} {inputs[1]}", targets[0], network.predict(inputs)[0],
                     network.evaluate(inputs, targets)] for inputs, targets in SAMPLES])
    inputs, targets = max(SAMPLES, key=lambda sample: network.evaluate(*sample))
    lesson.say(f"""It is most wrong about {inputs[0]} {inputs[1]}. Whose fault is that? Everyone on
        the way had a part in it.""")

    lesson.scene("The blame, link by link")
    step = trace(network, inputs, targets)
    lesson.say("""Backward begins at the output: its sensitivity is the error. Each link takes what
        its target was blamed for, times the target's slope, and hands it on: times its weight to
        the neuron it came from, times that neuron's value to the weight it came through.""")
    lesson.show(step, only=["backward", "output"])
    lesson.show(network)

    lesson.scene("One weight's share")
    deep = [link.weight for link in network.links if link.target.name.startswith("hidden")]
    blamed = max(deep, key=lambda weight: abs(weight.sensitivity))
    lesson.say(f"""No weight before the hidden neurons is blamed more than {blamed.name}. This is
        how the blame came to it:""")
    lesson.show(step.why(blamed.name))

    lesson.scene("One input's share")
    lesson.say("""Inputs can be asked as well. Nobody will change them, but it is good to know
        what the answer hung on. Several paths lead to an input: their products are added.""")
    lesson.show(step.why("input[0]"))

    lesson.scene("Is the blame just?")
    lesson.say(f"""A sensitivity is a prediction: if a weight rises by {NUDGE}, the loss changes by
        {NUDGE} times its sensitivity. Let us see.""")
    before = network.evaluate(inputs, targets)
    rows = []
    for weight in network.weights:
        weight.value += NUDGE
        rows.append([weight.name, weight.sensitivity, NUDGE * weight.sensitivity,
                     network.evaluate(inputs, targets) - before])
        weight.value -= NUDGE
    lesson.numbers(["weight", "sensitivity", "predicted", "what happened"], rows)
    lesson.say("""High sensitivity, large adjustment: this is all that learning does with it. Each
        weight moves against its sensitivity, the more the more it is blamed.""")

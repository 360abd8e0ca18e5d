"""Whose fault is it? One error, passed back along every path to every weight.

Covers: sensitivities, the chain rule as a chain of neighbours, paths and their products.
Scenario: of the sizes 1, 2 and 3 only the middle one fits; a network begins to learn that.
Takes: a second.
"""

from lernmi import Dense, GradientDescent, Lesson, Network, trace

SAMPLES = [([1], [0]), ([2], [1]), ([3], [0])]

with Lesson("Whose fault is it?", digits=3) as lesson:
    lesson.scene("The error")
    network = Network(1, Dense(1, "tanh"), Dense(2, "tanh"), Dense(1), seed=22)
    for neuron, name in zip(network.neurons, ["x", "bias", "a", "b1", "b2", "y"]):
        neuron.name = name
    for number, weight in enumerate(network.weights, start=1):
        weight.name = f"w{number}"
    history = lesson.train(network, SAMPLES, epochs=100, optimizer=GradientDescent(0.5), shuffle=False)
    lesson.say(f"""Of three sizes the middle one fits: that should be 1, the others 0. A network has
        seen them {len(history.losses)} times. Here is what it says:""")
    lesson.numbers(["size", "target", "output", "loss"],
                   [[str(inputs[0]), targets[0], network.predict(inputs)[0],
                     network.evaluate(inputs, targets)] for inputs, targets in SAMPLES])
    inputs, targets = max(SAMPLES, key=lambda sample: network.evaluate(*sample))
    lesson.say(f"""It is most wrong about size {inputs[0]}. Whose fault is that? Every neuron and every
        weight on the way had a part in it.""")

    lesson.scene("The way forward")
    network.forward(inputs)
    lesson.say("""From the input x through a, then b1 and b2, to the output y. A neuron adds up its
        sources' values times the weights on the lines, and its bias; then it squeezes the total.""")
    lesson.show(network)

    lesson.scene("The way back: one link")
    step = trace(network, inputs, targets)
    lesson.say("""A sensitivity is a share of the blame. That of y is its error. The link from b1 to
        y takes it through the slope of y (how much the value of y changes when its total does) and
        passes it on twice: to b1 and to its weight.""")
    lesson.show(step, only=["backward", "b1->y"])

    lesson.scene("The way back: all neurons")
    lesson.say("""Every link does the same, from the last to the first. Two links lead on from a, so
        a adds up what both pass back. In the end every neuron knows its share:""")
    lesson.numbers(["neuron", "value", "slope", "sensitivity"],
                   [[neuron.name, neuron.value, neuron.slope, neuron.sensitivity]
                    for neuron in (network[name] for name in ("y", "b2", "b1", "a"))])

    lesson.scene("One weight, two paths")
    lesson.show(step.why("w1"))

    lesson.scene("All weights")
    lesson.say("One path or two lead to each weight. Here are the products along them:")
    rows, differences = [], []
    for weight in network.weights:
        products = [path.product for path in step.why(weight.name).paths()]
        rows.append([weight.name, products[0], products[1] if products[1:] else "", sum(products),
                     weight.sensitivity])
        differences.append(abs(sum(products) - weight.sensitivity))
    lesson.numbers(["weight", "a path", "another", "their sum", "sensitivity"], rows)
    lesson.conclude(f"""Of each weight, the sum of its paths' products is the sensitivity. The largest
        difference of all {len(rows)} weights is {max(differences):.2g}.""",
                    "Why do the two paths to w1 have opposite signs? Which factor makes the difference?")

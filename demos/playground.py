"""Playground: what a network answers everywhere, and why it needs layers.

Covers: decision boundaries, hidden layers, what hidden neurons see, the part held out for the test.
Scenario: the four data sets of the TensorFlow Playground (D. Smilkov, S. Carter and others, 2016).
Takes: 3 seconds.
"""

from typing import Dict, List, Tuple

from lernmi import Dense, GradientDescent, Lesson, Network, datasets
from lernmi.datasets import Dataset
from lernmi.figures.boundary import boundary
from lernmi.training import cosine

SEEDS, ALONE, FOUR, TWO_LAYERS = (1, 2), (), (4,), (16, 16)
ACCURACIES: Dict[Tuple[str, Tuple[int, ...]], List[float]] = {}


def learned(lesson: Lesson, name: str, hidden: Tuple[int, ...], epochs: int = 20) -> Tuple[Network, Dataset]:
    """What the first seed has learned, and its test part; the accuracies of all seeds are noted."""
    results = []
    for seed in SEEDS:
        train, test = datasets.load(name, count=300, seed=seed).split(share=0.3, seed=seed)
        encoding = train.encoding(single_output=True)
        layers = [*(Dense(size, "relu", weights="he") for size in hidden), Dense(1, weights="xavier")]
        network = Network(2, *layers, loss="binary_cross_entropy", seed=seed, encoding=encoding)
        lesson.train(network, encoding.samples(train), epochs=epochs, schedule=cosine(epochs),
                     optimizer=GradientDescent(0.05))
        wrong = boundary(network, test, columns=1, rows=1).wrong or 0
        ACCURACIES.setdefault((name, hidden), []).append(1.0 - wrong / len(test))
        results.append((network, test))
    return results[0]


def accuracy(name: str, hidden: Tuple[int, ...]) -> str:
    return f"{ACCURACIES[name, hidden][0]:.0%}"


with Lesson("Playground") as lesson:
    lesson.scene("Clouds: one neuron draws a line")
    network, test = learned(lesson, "gaussian", ALONE)
    lesson.say(f"""Is a point blue or orange? A network without a hidden layer has learned it from some
        points. Here are {len(test)} others, and its answers everywhere in the plane: blue on one side of a
        straight line, orange on the other, and near the line it is not so sure.""")
    lesson.show(boundary(network, test))

    lesson.scene("The circle: no line will do")
    network, test = learned(lesson, "circle", ALONE)
    lesson.say(f"""Blue is inside now. Wherever the line goes, many points lie on the wrong side of it. Right
        answers to points that it hasn't learned from: {accuracy("circle", ALONE)}. A coin gets half.""")
    lesson.show(boundary(network, test))

    lesson.scene("Four hidden neurons draw four lines")
    network, test = learned(lesson, "circle", FOUR)
    lesson.say(f"""The same points, with a hidden layer of {FOUR[0]} neurons in between. Right answers:
        {accuracy("circle", FOUR)}.""")
    lesson.show(boundary(network, test))

    lesson.scene("What the hidden neurons see")
    lesson.say("""Two of the four. Each draws one line: on one side it says 0 (it is a ReLU), on the other the
        more, the farther. The output adds them up, each times its weight.""")
    for neuron in network.layer_outputs["hidden"][2:]:
        lesson.show(boundary(network, test, neuron.name), rows=11)

    lesson.scene("Squares, which are XOR")
    learned(lesson, "exclusive_or", ALONE)
    network, test = learned(lesson, "exclusive_or", FOUR)
    lesson.say(f"""Blue is where both coordinates have the same sign. Right answers without a hidden layer:
        {accuracy("exclusive_or", ALONE)}. With {FOUR[0]} hidden neurons:
        {accuracy("exclusive_or", FOUR)}.""")
    lesson.show(boundary(network, test))

    lesson.scene("The spiral")
    learned(lesson, "spiral", ALONE)
    learned(lesson, "spiral", FOUR)
    network, test = learned(lesson, "spiral", TWO_LAYERS, epochs=100)
    lesson.say(f"""Four lines aren't enough here: {accuracy("spiral", FOUR)} are right. Two hidden layers of
        {TWO_LAYERS[0]} neurons bend the lines, and {accuracy("spiral", TWO_LAYERS)} are right.""")
    lesson.show(boundary(network, test))

    lesson.scene("All of them")
    lesson.numbers(["data", "hidden neurons", *(f"right, seed {seed}" for seed in SEEDS)], [
        [name, " + ".join(map(str, hidden)) or "none", *(f"{share:.0%}" for share in shares)]
        for (name, hidden), shares in ACCURACIES.items()])
    lesson.conclude(f"""Of the spiral's points that weren't learned, without a hidden layer
        {max(ACCURACIES["spiral", ALONE]):.0%} at best are right, with two of them
        {min(ACCURACIES["spiral", TWO_LAYERS]):.0%} at least.""",
        "How few hidden neurons can learn the circle, and why? Try it, live: lernmi play circle")

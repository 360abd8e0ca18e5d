"""Normalise: mean 0 and variance 1 inside, and a deep network learns.

Covers: batch normalisation forwards and backwards, batches, why deep sigmoid networks stand still.
Scenario: heights of five pupils; a deep network. Method: Ioffe and Szegedy, "Batch Normalization", 2015.
Takes: 3 seconds.
"""

import math
from statistics import fmean, pvariance
from typing import Any, Dict, List, Tuple

from lernmi import BatchNorm, Dense, GradientDescent, Lesson, Network, Neuron, datasets

HEIGHTS, TARGETS = [152.0, 161.0, 158.0, 173.0, 166.0], [0, 0, 1, 1, 1]
DEEP, SEEDS, EPOCHS = 3, range(1, 5), 50


def in_all_copies(copies: Network, name: str) -> List[Neuron]:
    return [copies[f"{name}#sample{number}"] for number in range(1, len(HEIGHTS) + 1)]


def deep(seed: int, normalised: bool) -> Network:
    hidden: List[Any] = []
    for _ in range(DEEP):
        hidden += [Dense(4, weights="xavier"), *[BatchNorm()] * normalised]
    return Network(2, *hidden, Dense(1, weights="xavier"), loss="binary_cross_entropy", seed=seed)


def variances(network: Network, samples: List[Tuple[Any, Any]]) -> Dict[str, float]:
    """Of each neuron's answers to all samples; their mean, layer by layer."""
    answers: Dict[str, List[List[float]]] = {name: [] for name in network.layer_outputs}
    for inputs, _ in samples:
        network.predict(inputs)
        for name, neurons in network.layer_outputs.items():
            answers[name].append([neuron.value for neuron in neurons])
    return {name: fmean(map(pvariance, zip(*rows))) for name, rows in answers.items()}


with Lesson("Normalise") as lesson:
    number = lesson.number
    lesson.scene("Five pupils in a batch")
    lesson.say("""A network is to say from the height of a pupil whether she plays basketball. Its first layer
        is a batch normalisation, which sees all five pupils at once: there is a copy of the network for each,
        and the normalising neurons have links into all copies.""")
    network = Network(1, BatchNorm(name="norm"), Dense(1, name="answer"), seed=1)
    copies = network.photocopied(len(HEIGHTS))
    copies.forward(HEIGHTS)
    loss = copies.backward(TARGETS)
    centred, inside = in_all_copies(copies, "norm.centred[0]"), in_all_copies(copies, "norm.normalized[0]")
    lesson.numbers(["height, cm", "height - mean", "divided by the deviation"], [
        [height, *(neuron.value for neuron in pair)] for height, *pair in zip(HEIGHTS, centred, inside)])
    mean, variance = (measure([neuron.value for neuron in inside]) for measure in (fmean, pvariance))
    lesson.say(f"""The mean is {number(copies["norm.mean[0]"].value)} cm, the deviation
        {number(copies["norm.deviation[0]"].value)} cm. The last column has mean {number(mean)} and variance
        {number(variance)}, but for {number(1.0 - variance)}: a little is added to the variance, so that
        nothing is ever divided by 0.""")

    lesson.scene("What is passed back sums to 0")
    lesson.say("""The sensitivity of a height is ∂loss/∂height: how much the loss changes when this height
        does. A height also changes the mean and the deviation, and so the answers for all other pupils.""")
    lesson.numbers(["height, cm", "sensitivity of the normalised height", "sensitivity of the height"], [
        [height, result.sensitivity, source.sensitivity]
        for height, result, source in zip(HEIGHTS, inside, copies.inputs)])
    of_inside, total = (math.fsum(each.sensitivity for each in side) for side in (inside, copies.inputs))
    lesson.say(f"""The first column sums to {number(of_inside)}; it might be anything. The second sums to
        {number(total)}: always 0, but for rounding. So if all heights grow alike, nothing changes: what all
        samples of a batch share is taken away. So is the unit, but for the little that was added:""")
    lesson.numbers(["what changes", "how the loss changes"], [
        [what, copies.evaluate(heights, TARGETS) - loss] for what, heights in [
            ("the first pupil stands on a box of 10 cm", [HEIGHTS[0] + 10.0, *HEIGHTS[1:]]),
            ("all stand on boxes of 10 cm", [height + 10.0 for height in HEIGHTS]),
            ("all are measured in inches", [height / 2.54 for height in HEIGHTS])]])

    lesson.scene("Why a deep network needs that")
    data = datasets.load("circle", count=60, seed=1)
    samples = data.encoding(single_output=True).samples(data)
    lesson.say(f"""Is a point inside the circle? This network has {DEEP} hidden layers of four sigmoid neurons
        and hasn't learned yet. How differently does each layer answer to {len(data)} points?""")
    lesson.bars(variances(deep(SEEDS[0], False), samples), "Variance of the answers, layer by layer")
    lesson.say("The deeper, the more all points look alike. Normalised, each layer sees variance 1 again.")

    lesson.scene("Learning without it and with it")
    rows: List[List[Any]] = []
    histories = {}
    for seed in lesson.progress(SEEDS, "Learning without and with normalisation"):
        for name, normalised in (("without", False), ("with", True)):
            histories[name] = deep(seed, normalised).fit(samples, epochs=EPOCHS, batch_size=20, accuracy=True,
                                                         optimizer=GradientDescent(0.1), unrolled=True)
        rows.append([f"{seed}", *(history.losses[-1] for history in histories.values()),
                     *(f"{history.accuracies[-1]:.0%}" for history in histories.values())])
    lesson.plot({name: list(enumerate(history.losses, start=1)) for name, history in histories.items()},
                title=f"Seed {SEEDS[-1]}: when does each loss begin to fall?", x="epoch", y="loss", rows=18)

    lesson.scene("More than one beginning")
    lesson.numbers(["seed", "loss without", "loss with", "right without", "right with"], rows)
    lesson.conclude(f"""Mean 0 but for {number(abs(mean))}, variance 1 but for {number(1.0 - variance)}; the
        sensitivities passed back sum to {number(total)}. With normalisation, the loss ended lower for
        {sum(row[2] < row[1] for row in rows)} of {len(rows)} seeds.""",
        "Later the network is asked about one pupil alone. Where do mean and deviation come from then?")

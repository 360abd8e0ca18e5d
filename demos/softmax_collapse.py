"""Softmax collapse: the long chain back through the softmax comes to y − d.

Covers: softmax, cross-entropy, why classifiers end with this pair and not with squared error.
Scenario: three scores for a picture of a dog; then a thousand cases with random scores.
Takes: a second.
"""

import random

from lernmi import LOSSES, Lesson, Network, Softmax, trace

ANIMALS, SCORES, TARGETS = ["cat", "dog", "cow"], [2, 1, 0], [0, 1, 0]
CASES, CLASSES = 1000, 10

with Lesson("Softmax collapse", digits=3) as lesson:
    lesson.scene("Scores become shares")
    network = Network(len(ANIMALS), Softmax(), loss="cross_entropy")
    scores, powers, shares = ([network[f"{name}[{index}]"] for index in range(len(ANIMALS))]
                              for name in ("input", "output.power", "output"))
    one_over_sum = network["output.one_over_sum"]
    step = trace(network, SCORES, TARGETS)
    lesson.say("""A network looks at a picture of a dog and gives each animal a score. The softmax makes
        shares of them, which add up to 1: each score becomes a power of e, and each power is
        multiplied by 1/sum. (The largest score is subtracted first. That changes no share.)""")
    lesson.numbers(["animal", "score", "power of e", "× 1/sum", "share y", "target d"],
                   [[animal, score.value, power.value, one_over_sum.value, share.value, target]
                    for animal, score, power, share, target
                    in zip(ANIMALS, scores, powers, shares, TARGETS)])
    lesson.say(f"""The loss, cross-entropy, is −ln y of the right animal: {lesson.number(step.loss)}. How
        does it change with the scores? That is ∂loss/∂score, the sensitivity of the score.""")

    lesson.scene("As neurons and links")
    lesson.say("In lernmi a softmax is neurons and links like all others. After backward they hold:")
    lesson.show(network)

    for animal, score, power, share in zip(ANIMALS, scores, powers, shares):
        score.name, power.name, share.name = animal, f"e^{animal}", f"y_{animal}"
    one_over_sum.name = "1/sum"
    lesson.scene("Back to a wrong animal: through the sum")
    lesson.say("""With shorter names: the score cow becomes e^cow, and that times 1/sum is the share
        y_cow. The loss looks at y_dog only, which cow changes because e^cow is in the sum:""")
    lesson.show(step.why("cow"))

    lesson.scene("Back to the right animal: directly, and through the sum")
    lesson.show(step.why("dog"))

    lesson.scene("It collapses")
    direct, through_sum = (path.product for path, _ in zip(step.why("dog").paths(), range(2)))
    lesson.say(f"""Of the two paths to dog, one came to {lesson.number(direct)}, which is −d, the other to
        {lesson.number(through_sum)}, which is y. The only path to a wrong animal comes to its y as well:""")
    lesson.numbers(["animal", "share y", "target d", "y − d", "sensitivity of the score"],
                   [[animal, share.value, target, share.value - target, score.sensitivity]
                    for animal, score, share, target in zip(ANIMALS, scores, shares, TARGETS)])
    lesson.say(f"Is it always so? {CASES:,} times, {CLASSES} random scores, and a random right class:")
    generator, differences = random.Random(1), []
    larger = Network(CLASSES, Softmax(), loss="cross_entropy")
    for _ in lesson.progress(range(CASES)):
        right = generator.randrange(CLASSES)
        targets = [int(index == right) for index in range(CLASSES)]
        larger.forward([generator.gauss(0, 5) for _ in targets])
        larger.backward(targets)
        differences += [abs(score.sensitivity - (share.value - target)) for score, share, target
                        in zip(larger.inputs, larger.outputs, targets)]
    lesson.say(f"""The largest of {len(differences):,} differences is {max(differences):.1g}, which is
        rounding. So most programs skip the chain, and compute y − d.""")

    lesson.scene("And with squared error?")
    lesson.say("""Now let the network be more and more wrong: the score of cat rises, but the picture shows
        a dog. With each loss, what sensitivity reaches the score of dog?""")
    rows = []
    for cat in (0.0, 2.0, 5.0, 10.0, 20.0):
        row = [cat]
        for loss in ("cross_entropy", "squared_error"):
            network.loss = LOSSES[loss]
            network.forward([cat, 0, 0])
            network.backward(TARGETS)
            row.append(network["dog"].sensitivity)
        rows.append([*row, network["y_dog"].value])
    lesson.numbers(["score of cat", "with cross-entropy", "with squared error", "share of dog"], rows)
    lesson.say("""Squared error sends y − d back through the softmax, and where a share is nearly 0 the
        softmax passes on nearly nothing. The worst mistakes would be learned from least.""")
    lesson.conclude(f"""The chain from cross-entropy through softmax comes to y − d, equal to
        {max(differences):.1g} in {CASES:,} random cases.""",
                    "Why does it make sense that all these sensitivities add up to 0?")

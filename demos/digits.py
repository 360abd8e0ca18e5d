"""Handwriting read: digits that the network has never seen, and its worst mistake.

Covers: a data set with a held-out part, softmax with cross-entropy, confusion, sensitivity of pixels.
Scenario: 1,797 digits of 8 × 8 pixels, written by 13 people (E. Alpaydin and C. Kaynak, Optical
Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998; `lernmi data digits`).
Takes: 3 seconds.
"""

from typing import List

from lernmi import Dense, GradientDescent, Lesson, Network, datasets
from lernmi.figures.confusion import confusion
from lernmi.figures.pixel_map import pixel_map
from lernmi.training import cosine

EPOCHS, SIDE = 8, 8


def rows(pixels: List[float]) -> List[List[float]]:
    return [pixels[start:start + SIDE] for start in range(0, SIDE * SIDE, SIDE)]


def largest(numbers: List[float]) -> int:
    return numbers.index(max(numbers))


with Lesson("Handwriting read") as lesson:
    data = datasets.load("digits")
    train, test = data.split(share=0.2, seed=1)
    encoding = train.encoding()
    learned, held_out = encoding.samples(train), encoding.samples(test)

    lesson.scene("What the network gets to see")
    lesson.say(f"""{len(data):,} handwritten digits, each {SIDE} × {SIDE} numbers from 0, the paper, to 1, the
        ink. The network learns from {len(learned):,} of them. The other {len(held_out)} are held out, to
        see whether it can read what it has never seen. The first ten of these:""")
    lesson.pictures([(f"a {largest(digit)}", rows(pixels)) for pixels, digit in held_out[:10]])

    lesson.scene("It learns")
    network = Network(encoding.shape, Dense(16, "tanh", weights="xavier"),
                      Dense(10, "identity", weights="xavier"),
                      loss="softmax_cross_entropy", seed=1, encoding=encoding)
    lesson.say(f"""{len(network.inputs)} inputs, 16 hidden neurons, an output for each digit, and
        {len(network.weights):,} weights that say nothing yet. After each picture, every weight moves a
        little against its sensitivity, which is ∂loss/∂weight. {EPOCHS} times through all pictures:""")
    history = lesson.train(network, learned, epochs=EPOCHS, optimizer=GradientDescent(0.1),
                           schedule=cosine(EPOCHS), validation=held_out)
    lesson.show(history)

    lesson.scene("It reads what it has never seen")
    answers = [largest(answer) for answer in network.predict_all([pixels for pixels, _ in held_out])]
    mistakes = [(sample, answer) for sample, answer in zip(held_out, answers) if answer != largest(sample[1])]
    lesson.say(f"""It reads {len(held_out) - len(mistakes)} of the {len(held_out)} right. These are wrong:""")
    lesson.pictures([(f"{largest(digit)}, read as {answer}", rows(pixels))
                     for (pixels, digit), answer in mistakes[:10]])

    lesson.scene("Which digits it takes for which")
    lesson.say("All of them, counted. What is right stands on the diagonal.")
    lesson.show(confusion(network, held_out))

    lesson.scene("Its worst mistake, pixel by pixel")
    (pixels, digit), before = max(mistakes, key=lambda mistake: network.evaluate(*mistake[0]))
    lesson.say("""A pixel has a sensitivity as well: ∂loss/∂pixel. It says what the network would rather
        have seen there. Blue: ink raises the loss, it should be paper. Orange: ink is missing.""")
    blame = pixel_map(network, pixels, digit)
    lesson.show(blame)

    lesson.scene("What would it take to be read?")
    changed, order = list(pixels), sorted(blame.pixels, key=lambda pixel: -abs(pixel.sensitivity))
    count = 0
    while largest(network.predict(changed)) != largest(digit):
        changed[blame.pixels.index(order[count])] = 0.0 if order[count].sensitivity > 0.0 else 1.0
        count += 1
    lesson.say(f"""The most sensitive pixel is made paper or ink, as its sign says; then the next, and so
        on, until the answer is right. Of the {len(pixels)} pixels it takes {count}:""")
    lesson.pictures([(f"read as {before}", rows(pixels)),
                     (f"read as {largest(network.predict(changed))}", rows(changed))])
    right = len(held_out) - len(mistakes)
    lesson.conclude(f"""{right} of {len(held_out)} digits that it has never seen are read right,
        {right / len(held_out):.1%}.""",
                    """Would you have read its worst mistake? Somebody changes a few pixels of your
                    picture so that you don't notice. Can such a network still be trusted?""")

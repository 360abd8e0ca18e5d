"""Strokes: a convolution learns to see edges, with few weights, used everywhere.

Covers: convolution, shared weights, kernels, pooling, the number of weights and of samples.
Scenario: noisy pictures of 7 × 7 pixels with one stroke each, in one of four directions, anywhere.
Takes: 5 seconds.
"""

import random
from statistics import mean
from typing import Any, List, Tuple

from lernmi import Adam, AveragePool, Convolution, Dense, GradientDescent, Lesson, Network, Optimizer
from lernmi.figures.confusion import confusion
from lernmi.training import cosine

SIDE, LENGTH, NOISE, EPOCHS = 7, 4, 0.3, 10
DIRECTIONS = {"horizontal": (0, 1), "vertical": (1, 0), "falling": (1, 1), "rising": (-1, 1)}
EDGE = [[-1.0, 0.0, 1.0]] * 3
POSITIONS = SIDE - len(EDGE) + 1        # of a window, in a row
Rows = List[List[float]]


def stroke(direction: str, generator: random.Random) -> Rows:
    down, right = DIRECTIONS[direction]
    row = generator.randrange(SIDE - (LENGTH - 1) * abs(down)) + (LENGTH - 1) * (down < 0)
    column = generator.randrange(SIDE - (LENGTH - 1) * right)
    picture = [[generator.uniform(0.0, NOISE) for _ in range(SIDE)] for _ in range(SIDE)]
    for pixel in range(LENGTH):
        picture[row + pixel * down][column + pixel * right] += 1.0 - NOISE
    return picture


def strokes(count: int, seed: int) -> List[Tuple[Rows, str]]:
    generator = random.Random(seed)
    return [(stroke(direction, generator), direction) for _ in range(count // 4) for direction in DIRECTIONS]


def kernels(network: Network) -> List[Tuple[str, Rows]]:
    return [(f"kernel {number}", [[weight.value for weight in row] for row in kernel])
            for number, (kernel,) in enumerate(network.layers[0].weights)]


with Lesson("Strokes") as lesson:
    few, many, held_out = strokes(200, seed=1), strokes(800, seed=1), strokes(400, seed=2)

    def network_of(*layers: Any) -> Network:
        return Network((SIDE, SIDE), *layers, Dense(len(DIRECTIONS), "identity", weights="xavier"),
                       loss="softmax_cross_entropy", classes=list(DIRECTIONS), seed=1)

    def share_right(network: Network, samples: List[Tuple[Rows, str]], optimizer: Optimizer) -> float:
        lesson.train(network, samples, epochs=EPOCHS, optimizer=optimizer, schedule=cosine(EPOCHS))
        return confusion(network, held_out).right / len(held_out)

    lesson.scene("Which way does the stroke go?")
    lesson.say(f"{LENGTH} pixels of ink in the noise. In which of {len(DIRECTIONS)} directions do they go?")
    lesson.pictures([(direction, picture) for picture, direction in few[:8]])

    lesson.scene("A window of nine weights")
    by_hand = Network((SIDE, SIDE), Convolution(1, 3, activation="identity", weights=[[EDGE]], biases="none"))
    sums = by_hand.predict(few[9][0])
    lesson.say("""A convolution looks through a small window, which moves over the whole picture. At each
        position the pixels are multiplied by the weights of its kernel, and added up. Here is a kernel
        made by hand: the right column minus the left one.""")
    rows = [sums[start:start + POSITIONS] for start in range(0, len(sums), POSITIONS)]
    lesson.pictures([("the kernel", EDGE), ("a picture", few[9][0]), ("the sums", rows)])
    lesson.say(f"""Blue: an edge, here ink begins. Orange: here it ends. There are {len(by_hand.links)} links
        and only {len(by_hand.weights)} weights, the same ones at all {len(sums)} positions: what is learned
        in one corner is known in all others.""")

    lesson.scene("It learns its kernels")
    network = network_of(Convolution(4, 3, activation="square", weights="xavier"), AveragePool(POSITIONS))
    lesson.say(f"""Four kernels, at first drawn at random. Their sums are squared, so that both sides of a
        stroke count; their mean goes to the outputs. {len(network.weights)} weights in all.""")
    lesson.pictures(kernels(network))
    right = share_right(network, few, Adam(0.03))
    lesson.say(f"After {len(few)} pictures, {EPOCHS} times each:")
    lesson.pictures(kernels(network))

    lesson.scene("What each kernel sees")
    eyes = Network((SIDE, SIDE), *network.layers[:2])      # without the outputs
    means = [[direction, *map(mean, zip(*eyes.predict_all([
        picture for picture, kind in held_out if kind == direction])))] for direction in DIRECTIONS]
    lesson.say("""Nobody said what to look for. The mean of its squared sums, for each direction: which is the
        largest in each column?""")
    lesson.numbers(["", *(f"kernel {number}" for number in range(4))], means)

    lesson.scene("A dense network for the same task")
    lesson.say(f"""With a weight for each link, every corner has to be learned anew. After the same {len(few)}
        pictures; then after {len(many)}, with more and more hidden neurons:""")
    table: List[List[Any]] = [["convolution", len(network.weights), len(few), right]]
    for size, samples in ((16, few), (8, many), (16, many), (32, many)):
        dense = network_of(Dense(size, "relu", weights="he"))
        table.append([f"dense, {size} hidden neurons", len(dense.weights), len(samples),
                      share_right(dense, samples, GradientDescent(0.1))])
    lesson.numbers(["network", "weights", "pictures", "share right"], table)
    best = max(table[1:], key=lambda row: float(row[3]))
    lesson.conclude(f"""{len(network.weights)} shared weights read {right:.1%} of the pictures held out; the
        best dense network {best[3]:.1%}, with {best[1]:,} weights and {best[2]} pictures, not {len(few)}.""",
                    "How many weights would each of the two need for pictures of a million pixels?")

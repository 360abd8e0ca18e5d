"""Logic gates: one neuron learns NOT, OR and AND; XOR takes a hidden layer, patience and luck.

Covers: gradient descent sample by sample, the plateau, local minima, how much the seed decides.
Scenario: the gates of the Ruby program lernmi, with the success rate over 30 seeds.
Takes: a second.
"""

from typing import List, Sequence, Tuple

from lernmi import Dense, GradientDescent, Lesson, Network

Samples = List[Tuple[List[int], List[int]]]
RATE, EPOCHS, XOR_EPOCHS, SEEDS, LATELY = 1.0, 1000, 3000, 30, 500
PAIRS = [[0, 0], [0, 1], [1, 0], [1, 1]]

GATES = {"NOT": [([0], [1]), ([1], [0])],
         "OR": [(pair, [pair[0] | pair[1]]) for pair in PAIRS],
         "AND": [(pair, [pair[0] & pair[1]]) for pair in PAIRS]}
XOR = [(pair, [pair[0] ^ pair[1]]) for pair in PAIRS]


def train(network: Network, samples: Samples, epochs: int) -> List[float]:
    """The mean loss of every epoch."""
    return network.fit(samples, epochs=epochs, optimizer=GradientDescent(RATE), shuffle=False).losses


def knows(network: Network, samples: Samples) -> bool:
    """Whether every output is on the right side of one half."""
    return all((network.predict(inputs)[0] > 0.5) == (targets[0] == 1)
               for inputs, targets in samples)


def curve(losses: Sequence[float], every: int) -> List[List[object]]:
    """Some of the losses, each with a bar."""
    return [[epoch, losses[epoch], "#" * round(200 * losses[epoch])]
            for epoch in [*range(0, len(losses), every), len(losses) - 1]]


with Lesson("Logic gates") as lesson:
    for gate, samples in GATES.items():
        lesson.scene(f"{gate}: one neuron")
        network = Network(len(samples[0][0]), Dense(1), seed=1)
        losses = train(network, samples, EPOCHS)
        lesson.numbers([f"inputs of {gate}", "target", "output"],
                       [[" ".join(map(str, inputs)), targets[0], network.predict(inputs)[0]]
                        for inputs, targets in samples])
        lesson.say(f"""Loss {lesson.number(losses[0])} in the first epoch,
            {lesson.number(losses[-1])} in the last of {EPOCHS}.""")

    lesson.scene("XOR: one neuron is not enough")
    network = Network(2, Dense(1), seed=1)
    losses = train(network, XOR, EPOCHS)
    lesson.numbers(["inputs of XOR", "target", "output"],
                   [[f"{inputs[0]} {inputs[1]}", targets[0], network.predict(inputs)[0]]
                    for inputs, targets in XOR])
    lesson.say("""A single neuron draws one straight line between yes and no. No line separates
        XOR's yes from its no, so it settles near one half and goes no further.""")

    lesson.scene("XOR with two hidden neurons: the plateau")
    nets = {seed: Network(2, Dense(2), Dense(1), seed=seed) for seed in range(SEEDS)}
    histories = {seed: train(net, XOR, XOR_EPOCHS) for seed, net in nets.items()}
    learned = [seed for seed, net in nets.items() if knows(net, XOR)]
    slowest = max(learned, key=lambda seed: sum(histories[seed]))
    lesson.numbers(["epoch", "loss", f"seed {slowest}"], curve(histories[slowest], 200))
    lesson.say("""For a long time nothing seems to happen: on the plateau every output is near one
        half, the four samples pull in opposite directions, and the sensitivities nearly cancel.
        Who stops too early thinks that it can't learn.""")

    lesson.scene(f"How often does it work? {SEEDS} seeds, {XOR_EPOCHS} epochs each")
    failed = [seed for seed in nets if seed not in learned]
    lesson.say(f"""{len(learned)} of {SEEDS} networks know XOR in the end. The others do not, and
        most of them hardly move any more:""")
    lesson.numbers(["failed seed", "0 0", "0 1", "1 0", "1 1", "loss", f"{LATELY} epochs ago"],
                   [[seed, *(nets[seed].predict(inputs)[0] for inputs, _ in XOR),
                     histories[seed][-1], histories[seed][-LATELY]] for seed in failed])
    lesson.say("""They sit in a valley, or on a plateau so flat that it takes longer than we have.
        Most got two samples right and answer one half to the other two: whatever makes one of
        these better makes the other worse.""")
    lesson.say("""The only difference between success and failure is the initial weights. That is
        not a defect of this program: it is how gradient descent is.""")

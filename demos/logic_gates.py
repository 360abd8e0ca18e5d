"""Logic gates: one neuron learns OR; XOR takes hidden neurons, patience and luck.

Covers: gradient descent sample by sample, the plateau, local minima, how much the seed decides.
Scenario: the gates of the Ruby program lernmi, and the success rate over 30 seeds.
Takes: 4 seconds.
"""

from typing import List, Tuple

from lernmi import Dense, GradientDescent, History, Lesson, Network
from lernmi.figures.boundary import boundary

Samples = List[Tuple[List[int], List[int]]]
RATE, EPOCHS, SEEDS, SIZES, LATELY = 1.0, 2000, 30, (2, 3, 4), 500
PAIRS = [[0, 0], [0, 1], [1, 0], [1, 1]]
GATES = {"NOT": [([0], [1]), ([1], [0])],
         "OR": [(pair, [pair[0] | pair[1]]) for pair in PAIRS],
         "AND": [(pair, [pair[0] & pair[1]]) for pair in PAIRS]}
XOR = [(pair, [pair[0] ^ pair[1]]) for pair in PAIRS]


def answers(network: Network, samples: Samples) -> List[float]:
    return [network.predict(inputs)[0] for inputs, _ in samples]


def knows(network: Network, samples: Samples) -> bool:
    """Whether every answer is on the right side of one half."""
    return list(map(round, answers(network, samples))) == [targets[0] for _, targets in samples]


with Lesson("Logic gates") as lesson:
    def learn(network: Network, samples: Samples) -> History:
        return lesson.train(network, samples, epochs=EPOCHS, optimizer=GradientDescent(RATE), shuffle=False)

    lesson.scene("NOT, OR, AND: one neuron each")
    rows: List[List[object]] = []
    for gate, samples in GATES.items():
        network = Network(len(samples[0][0]), Dense(1), seed=1)
        learn(network, samples)
        rows += [[gate, " ".join(map(str, inputs)), targets[0], answer]
                 for (inputs, targets), answer in zip(samples, answers(network, samples))]
    lesson.say(f"""A neuron adds up its inputs, each times a weight, and a bias. Sigmoid squeezes the total
        between 0 and 1. After {EPOCHS:,} epochs, which are rounds through all samples:""")
    lesson.numbers(["gate", "inputs", "target", "answer"], rows)

    lesson.scene("XOR: one neuron is not enough")
    network = Network(2, Dense(1), seed=1)
    learn(network, XOR)
    lesson.say("""A single neuron draws one straight line between yes and no. No line divides XOR, so the
        neuron settles in between.""")
    lesson.numbers(["inputs", *(f"{a} {b}" for a, b in PAIRS)],
                   [["target", *(targets[0] for _, targets in XOR)], ["answer", *answers(network, XOR)]])
    lesson.show(boundary(network, XOR))

    lesson.scene("Two hidden neurons: the plateau, then the break")
    nets = {size: [Network(2, Dense(size), Dense(1), seed=seed) for seed in range(SEEDS)] for size in SIZES}
    courses = {size: [learn(network, XOR).losses for network in lesson.progress(every, f"{size} hidden")]
               for size, every in nets.items()}
    known = {size: [knows(network, XOR) for network in every] for size, every in nets.items()}
    losses = max((losses for losses, knows_it in zip(courses[2], known[2]) if knows_it), key=sum)
    half, tenth = (sum(loss > share * losses[0] for loss in losses) for share in (0.5, 0.1))
    lesson.say(f"""Of {SEEDS} networks, this is the slowest that learned XOR. For a long time nothing seems to
        happen: every answer is near one half, the four samples pull in opposite directions, and their pulls
        nearly cancel. It takes {half} epochs to half of the first loss, {tenth - half} more to a tenth.""")
    lesson.show(History(losses))

    lesson.scene("It takes two lines")
    lesson.say("Each hidden neuron draws one; the output says yes between them.")
    lesson.show(boundary(nets[2][courses[2].index(losses)], XOR))

    lesson.scene(f"How often does it work? {SEEDS} seeds for each")
    lesson.bars({f"{size} hidden": float(sum(every)) for size, every in known.items()},
                f"Of {SEEDS} networks, so many know XOR")
    failed = [(size, seed) for size in SIZES for seed in range(SEEDS) if not known[size][seed]]
    lesson.say(f"The {len(failed)} failures, with their answers to the four samples:")
    lesson.numbers(["hidden", "seed", "0 0", "0 1", "1 0", "1 1", "loss", f"{LATELY} epochs ago"],
                   [[size, seed, *answers(nets[size][seed], XOR), courses[size][seed][-1],
                     courses[size][seed][-LATELY]] for size, seed in failed])

    lesson.scene("Where a failure sits")
    torn = [nets[size][seed] for size, seed in failed
            if sum(abs(answer - 0.5) < 0.1 for answer in answers(nets[size][seed], XOR)) == 2]
    lesson.say(f"""{len(torn)} of the {len(failed)} answer one half to two samples: what makes one of them
        better makes the other worse. They sit in a valley whose floor hardly falls any more. More hidden
        neurons leave more ways out.""")
    lesson.show(boundary(torn[0], XOR), rows=14)
    rates = ", ".join(f"{sum(every)} with {size} hidden neurons" for size, every in known.items())
    lesson.conclude(f"Of {SEEDS} networks each, XOR is known by {rates}.",
                    "Only the initial weights differ. Is a program that fails by chance a bad program?")

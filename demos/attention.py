"""Attention: which token looks at which, learned and drawn as a table.

Covers: queries, keys and values, a softmax that chooses, what is impossible without attention.
Scenario: four children sit in any order, each with a hat; each asks for the colour of a friend's hat.
Takes: 3 seconds.
"""

import random
from statistics import mean
from typing import Any, List, Tuple

from lernmi import Adam, Attention, Dense, EachStep, Lesson, Network, Softmax

CHILDREN, COLOURS = ["Ada", "Ben", "Cleo", "Dan"], ["red", "green", "blue"]
SEATS, EPOCHS, SEEDS = len(CHILDREN), 10, (1, 2, 3)
Party = List[Tuple[str, str, str]]      # on each seat: a child, the colour of its hat, whose hat it asks for


def party(generator: random.Random) -> Party:
    return [(child, generator.choice(COLOURS), generator.choice([name for name in CHILDREN if name != child]))
            for child in generator.sample(CHILDREN, SEATS)]


def answers(children: Party) -> List[str]:
    colours = {child: colour for child, colour, _ in children}
    return [colours[asked] for _, _, asked in children]


def one_hot(what: str, every: List[str]) -> List[float]:
    return [float(what == other) for other in every]


def sample(children: Party) -> Tuple[List[List[float]], List[List[float]]]:
    inputs = [one_hot(child, CHILDREN) + one_hot(colour, COLOURS) + one_hot(asked, CHILDREN)
              for child, colour, asked in children]
    return inputs, [one_hot(colour, COLOURS) for colour in answers(children)]


def looks(network: Network, children: Party) -> List[List[float]]:
    """For each seat, how much of its attention is on each seat."""
    network.predict(sample(children)[0])
    return [[round(network[f"attention.weight[{other}]@t{seat}"].value, 3) for other in range(SEATS)]
            for seat in range(1, SEATS + 1)]


with Lesson("Attention", digits=3) as lesson:
    generator = random.Random(1)
    parties, held_out = ([party(generator) for _ in range(200)] for _ in range(2))
    one = held_out[0]

    def trained(seed: int, *layers: Any) -> Network:
        network = Network((SEATS, 2 * SEATS + 3), *layers,
                          EachStep(Dense(3, "identity"), Softmax()), loss="cross_entropy", seed=seed)
        lesson.train(network, list(map(sample, parties)), epochs=EPOCHS, optimizer=Adam(0.03))
        return network

    def share_right(network: Network) -> float:
        outputs = network.predict_all([sample(children)[0] for children in held_out])
        shares = [answer[start:start + 3] for answer in outputs for start in range(0, len(answer), 3)]
        expected = [colour for children in held_out for colour in answers(children)]
        return mean(COLOURS[share.index(max(share))] == colour for share, colour in zip(shares, expected))

    lesson.scene("The game")
    lesson.say("""Four children sit down in any order. Each has a hat, and asks for the colour of a friend's
        hat. Nobody knows where the friend sits:""")
    lesson.numbers(["seat", "child", "hat", "asks for the hat of", "right answer"], [
        [str(seat), *one[seat - 1], answer] for seat, answer in enumerate(answers(one), start=1)])
    alone = share_right(trained(1, EachStep(Dense(8, "tanh"))))
    lesson.say(f"""A network for each seat, which sees only that child, has no chance: after {EPOCHS} times
        {len(parties)} parties, {alone:.1%} of its answers to {len(held_out)} other parties are right.""")

    lesson.scene("Query, key and value")
    networks = {seed: trained(seed, Attention(4)) for seed in SEEDS}
    network, (child, _, asked) = networks[SEEDS[0]], one[0]
    lesson.say(f"""Attention lets the seats look at each other. Each computes a query: what do I look for? a
        key: how can I be found? and a value: what do I have to say? {child} asks for {asked}'s hat. A seat's
        score is {child}'s query · its key (4 numbers each) / √4; a softmax turns the scores into shares:""")
    lesson.numbers([f"{child} looks at", "score", "attention"], [
        [one[seat - 1][0], network[f"attention.score[{seat}]@t1"].value, share]
        for seat, share in enumerate(looks(network, one)[0], start=1)])
    lesson.say("What arrives is the sum of all values, each times its share.")

    lesson.scene("Who looks at whom")
    lesson.say("The attention of every seat, first in this party, then in another, with other seats:")
    for children in held_out[:2]:
        lesson.numbers(["", *(child for child, _, _ in children)], [
            [f"{child} asks for {asked}", *shares]
            for (child, _, asked), shares in zip(children, looks(network, children))])

    lesson.scene("Is it always so?")
    rows: List[List[Any]] = []
    for seed, network in networks.items():
        on_asked = [looked[[child for child, _, _ in children].index(asked)] for children in held_out
                    for (_, _, asked), looked in zip(children, looks(network, children))]
        rows.append([str(seed), share_right(network), mean(on_asked), min(on_asked)])
    lesson.say(f"{len(rows)} networks, {len(held_out)} parties that they have never seen:")
    lesson.numbers(["seed", "share right", "attention on the child asked for: mean", "least"], rows)
    lesson.conclude(f"""With attention {min(row[1] for row in rows):.1%} of the answers are right for the
        worst seed, without {alone:.1%}.""", "Where is it stored that Cleo's hat is red? What of two Cleos?")

"""Names: a tiny transformer, the architecture of a GPT, writes names.

Covers: embedding, positions, attention that never looks ahead, residual connections, sampling.
Scenario: first names, read by one block of GPT-2 (A. Radford and others, 2019), of Neurons and Links.
Takes: 9 seconds.
"""

import math
import random
from collections import Counter
from typing import List, Tuple

from lernmi import AdamW, Attention, Dense, EachStep, LayerNorm, Lesson, Network, Residual, Softmax
from lernmi.training import cosine

TEXT = """alan albert alice alma amelia anna anne anton arthur ben bella bruno carl carla carol clara dan
    daniel diana dora edgar eli elena elise ella ellen elsa emil emma eric esther eva felix flora fred greta
    hanna helen helena henry hilda hugo ida ines ivan jack jacob james jean john jonas julia julian karen kate
    klara lara laura lea leah lena leo leon lewis lilian lina linda lisa lola louisa lucas lucia lucy luise
    lydia mara marc maria marie marion mark martha martin mary maya michel mila mina mona nadia nelly nina
    nora norman olga oliver oscar oskar paul paula peter philip pia ralph rita robert roman rosa rose ruth
    samuel sara silvia simon sofia sonia stella susan thea theo thomas tina vera victor"""
NAMES = TEXT.split()
END = "."                               # before the first letter, and after the last
LETTERS = END + "".join(sorted(set("".join(NAMES))))
STEPS = max(map(len, NAMES)) + 1        # time steps
ONE_HOT = {letter: [float(letter == other) for other in LETTERS] for letter in LETTERS + " "}
# Loss and norm of all sensitivities for "anna", by PyTorch 2.13.0+cpu (tests/pytorch/names.py).
PYTORCH = 19.429190651869064, 20.730593599409627


def sample(name: str) -> Tuple[List[List[float]], List[List[float]]]:
    """At each time step a letter with its position, and the letter that comes next."""
    inputs = [ONE_HOT[letter] + [float(position == other) for other in range(STEPS)]
              for position, letter in enumerate((END + name).ljust(STEPS))]
    return inputs, [ONE_HOT[letter] for letter in (name + END).ljust(STEPS)]


def transformer() -> Network:
    return Network((STEPS, len(LETTERS) + STEPS), EachStep(Dense(8, "identity")),
                   Residual(LayerNorm(), Attention(8, heads=2, causal=True)),
                   Residual(LayerNorm(), EachStep(Dense(16, "gelu"), Dense(8, "identity"))),
                   LayerNorm(), EachStep(Dense(len(LETTERS), "identity"), Softmax()),
                   loss="cross_entropy", seed=1)


def written(network: Network, generator: random.Random) -> str:
    name = ""
    while len(name) < STEPS - 1 and END not in name:
        start = len(name) * len(LETTERS)
        name += generator.choices(LETTERS, network.predict(sample(name)[0])[start:start + len(LETTERS)])[0]
    return name.strip(END)


with Lesson("Names") as lesson:
    names = random.Random(1).sample(NAMES, len(NAMES))
    held_out, learned = names[:20], names[20:]

    lesson.scene("Which letter comes next?")
    frequency, letters = Counter(END.join([*NAMES, ""])), END.join([*held_out, ""])
    guess = -sum(math.log(frequency[letter] / sum(frequency.values())) for letter in letters) / len(held_out)
    lesson.say(f"""{len(NAMES)} first names, such as {", ".join(learned[:5])}. After each letter a network is
        to say what comes next; "{END}" is the end. One could guess by how frequent each letter is:""")
    lesson.bars(dict(frequency.most_common(12)), "The most frequent letters")
    lesson.say(f"""The loss of a name is the sum of −ln of the shares that its letters got: by this guess
        {lesson.number(guess)} on average over {len(held_out)} names held out, as if one chose among
        {math.exp(guess * len(held_out) / len(letters)):.1f} letters every time.""")

    lesson.scene("The architecture of a GPT")
    network = transformer()
    lesson.code("\n".join(f"{what:<11}{layer}" for what, layer in zip(
        ("embed", "look back", "think", "scale", "answer"), network.layers)))
    lesson.say(f"""A letter and its position become 8 numbers. They look back at the letters before, never
        ahead, add what they find, think about it, and answer with a share for each letter, all with
        {len(network.weights):,} weights. GPT-2 is wider, and looks back and thinks 12 to 48 times.""")

    lesson.scene("Is it right? The same step by PyTorch, which most people use")
    network.forward(sample("anna")[0])
    loss = network.backward(sample("anna")[1])
    ours = loss, math.hypot(*(weight.sensitivity for weight in network.weights))
    lesson.numbers(["for anna, from the same weights", "loss", "norm of all ∂loss/∂weight"], [
        ["lernmi", *map("{:.12f}".format, ours)], ["PyTorch, stored", *map("{:.12f}".format, PYTORCH)]])
    equal = all(abs(one - other) <= 1e-12 * other for one, other in zip(ours, PYTORCH))

    lesson.scene("It learns")
    history = lesson.train(network, list(map(sample, learned)), validation=list(map(sample, held_out)),
                           epochs=12, optimizer=AdamW(0.02, weight_decay=0.2), schedule=cosine(12))
    curves = {"guess": [guess] * 12, "held out": history.validation_losses, "learned": history.losses}
    lesson.plot({what: list(enumerate(curve, 1)) for what, curve in curves.items()},
                title="Mean loss of a name", x="epoch", y="loss")

    lesson.scene("It writes")
    before, after = ([written(one, random.Random(seed)) for seed in lesson.progress(range(count), "Writing")]
                     for one, count in ((transformer(), 10), (network, 30)))
    lesson.say(f"Each letter is drawn by its share, then read as the next. At first: {', '.join(before)}.")
    lesson.say(f"After learning, {sum(name not in NAMES for name in after)} new: {', '.join(after)}.")
    lesson.conclude(f"""A name never seen has a loss of {lesson.number(history.validation_losses[-1])}, not
        {lesson.number(guess)} as by frequency. The step {"is" if equal else "isn't"} PyTorch's, to 1e-12.""",
                    "Which of these could be names? What has the network understood, and what not?")

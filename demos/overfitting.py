"""Overfitting: training and test loss part; three cures against it.

Covers: training, validation and test part, overfitting, dropout, L2 (weight decay), early stopping.
Scenario: two moons, as scikit-learn's make_moons makes them, so noisy that they overlap.
Takes: 5 seconds.
"""

from statistics import fmean
from typing import Any, List, NamedTuple

from lernmi import Adam, Dense, Dropout, History, Lesson, Network, datasets
from lernmi.datasets import Dataset
from lernmi.figures.boundary import boundary

SEEDS, SHOWN, EPOCHS, HIDDEN = (1, 2, 3), 1, 100, 12
NONE, DROPOUT, L2, EARLY = "no cure", "dropout", "L2", "early stopping"
OFF, DECAY, PATIENCE = 0.5, 0.02, 20


class Result(NamedTuple):
    """A network that has learned, from which part, how that went, and what became of it."""

    network: Network
    train: Dataset
    test: Dataset
    history: History
    train_loss: float
    test_loss: float


def learned(cure: str, seed: int) -> Result:
    rest, test = datasets.load("moons", count=160, noise=0.4, seed=seed).split(share=100 / 160, seed=seed)
    train, validation = rest.split(share=0.5, seed=seed)
    encoding = train.encoding(single_output=True)
    hidden: List[Any] = []
    for _ in range(2):
        hidden += [Dense(HIDDEN, "relu", weights="he"), *[Dropout(OFF)] * (cure == DROPOUT)]
    network = Network(2, *hidden, Dense(1, weights="xavier"), loss="binary_cross_entropy", seed=seed,
                      encoding=encoding)
    watched = encoding.samples(validation) if cure in (NONE, EARLY) else None
    history = network.fit(encoding.samples(train), validation=watched, epochs=EPOCHS, batch_size=15,
                          optimizer=Adam(0.03, l2=DECAY * (cure == L2)),
                          patience=PATIENCE if cure == EARLY else None, unrolled=True)
    losses = [fmean(network.evaluate(*sample) for sample in encoding.samples(part)) for part in (train, test)]
    return Result(network, train, test, history, *losses)


with Lesson("Overfitting") as lesson:
    number = lesson.number
    plain = [learned(NONE, seed) for seed in lesson.progress(SEEDS, "Learning by heart")]
    shown = plain[SHOWN]

    lesson.scene("Learned by heart")
    lesson.say(f"""The points of two moons are moved at random, so far that the moons overlap: nobody can be
        right about all of them. This network has {len(shown.network.weights)} weights, and has learned from
        the {len(shown.train)} points that are drawn.""")
    lesson.show(boundary(shown.network, shown.train))

    lesson.scene("Points that it hasn't seen")
    lesson.say(f"""The same network, and {len(shown.test)} points that it hasn't learned from. Its mean loss
        on its own points is {number(shown.train_loss)}, on these {number(shown.test_loss)}: it is wrong about
        some of them, and sure of it.""")
    lesson.show(boundary(shown.network, shown.test))

    lesson.scene("The two losses part")
    training, held_out = shown.history.losses, shown.history.validation_losses
    lesson.plot({name: list(enumerate(losses, start=1)) for name, losses in
                 [("training", training), ("held out", held_out)]}, x="epoch", y="loss", rows=17)
    lesson.say(f"""At first both fall: what is learned holds for all points. After epoch
        {held_out.index(min(held_out)) + 1} the loss of points that are held out rises from
        {number(min(held_out))} to {number(held_out[-1])}: from now on the network learns what holds for its
        {len(shown.train)} points only. That is overfitting.""")

    lesson.scene("Three cures")
    lesson.say(f"""Dropout: in each step, each hidden neuron is switched off with probability {OFF:g}, so that
        none can rely on another. L2: {DECAY:g} times the weight is added to its sensitivity (∂loss/∂weight),
        which pulls every weight towards 0 unless it is needed. Early stopping: training ends when the loss of
        held-out points hasn't fallen for {PATIENCE} epochs, and the best weights are restored.""")
    results = {NONE: plain, **{cure: [learned(cure, seed) for seed in SEEDS] for cure in lesson.progress(
        (DROPOUT, L2, EARLY), "Learning with a cure")}}
    lesson.numbers(["", "training loss", "test loss"], [
        [cure, each[SHOWN].train_loss, each[SHOWN].test_loss] for cure, each in results.items()])
    lesson.say("The test points are others again: nothing was learned from them, and nothing chosen by them.")

    lesson.scene("Cured by L2")
    lesson.say("The same points again, and a network of the same size and beginning, which learned with L2.")
    lesson.show(boundary(results[L2][SHOWN].network, shown.test))

    lesson.scene("Not for one seed only")
    helped = {cure: sum(result.test_loss < without.test_loss for result, without in zip(each, plain))
              for cure, each in results.items()}
    lesson.numbers(["test loss", *(f"seed {seed}" for seed in SEEDS), "helped"], [
        [cure, *(result.test_loss for result in each), f"{helped[cure]} times" if cure != NONE else ""]
        for cure, each in results.items()])
    losses = [f"{number(each[SHOWN].test_loss)} ({cure})" for cure, each in results.items()]
    lesson.conclude(f"""A training loss of {number(shown.train_loss)} came with a test loss of
        {", ".join(losses)}.""", "Would more points be a cure as well? And a smaller network?")

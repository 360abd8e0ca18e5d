"""Random calls of everything that Python programs call, with any values as arguments.

A call works, or it raises an error of this package: one sentence on one line, that survives pickle,
and that leaves the network as it was.
"""

import pickle
import random
import sys
import warnings
from typing import Any, Callable, Dict, List, Sequence

import lernmi
from lernmi import LernmiError
from lernmi.examples.catalogue import mazur
from lernmi.training import schedules
from tests.support.networks import INPUTS, TARGETS, weights_of

anything: Any = lernmi              # without types: any value may be passed
Draw = Callable[[], Any]            # an argument: a sensible one or any other

LONGEST_SENTENCE = 600
ODDS = 0.4                          # that an argument is any value, and no sensible one
FIXED = (1, 2, 3)


class Draws:
    """Draws arguments: of the sensible ones for a place, or any of a pool."""

    def __init__(self, seed: int, pool: Sequence[Callable[[random.Random], Any]]) -> None:
        self.random = random.Random(seed)
        self.pool = pool

    def any(self) -> Any:
        return self.random.choice(self.pool)(self.random)

    def one(self, *sensible: Any) -> Any:
        return self.any() if self.random.random() < ODDS else self.random.choice(sensible)

    def options(self, **sensible: Any) -> Dict[str, Any]:
        """Some of the options, by name."""
        return {name: self.one(value) for name, value in sensible.items() if self.random.random() < 0.5}

    def layer(self) -> Any:
        return self.random.choice([call for name, call in CALLS.items() if name in vars(lernmi.layers)])(self)


def network_of(draws: Draws) -> Any:
    return anything.Network(draws.one(2, (2, 2), (1, 2, 2)), *(draws.one(draws.layer()) for _ in range(2)),
                            **draws.options(loss="huber", seed=1))


def sample(draws: Draws) -> Any:
    return draws.one((draws.one(INPUTS, [[0.1], [0.2]]), draws.one(TARGETS, [1, 0])))


def samples(draws: Draws) -> Any:
    return draws.one([sample(draws) for _ in range(2)])


def optimizer(draws: Draws) -> Any:
    return draws.one(lernmi.GradientDescent(0.5), lernmi.Adam())


def stop(epochs: int, loss: float) -> bool:
    return epochs == 3


def one_step(draws: Draws) -> Any:
    return anything.trace(mazur(), draws.one(INPUTS), draws.one(TARGETS), draws.one(None, lernmi.Adam()))


CALLS: Dict[str, Callable[[Draws], Any]] = {
    "Dense": lambda d: anything.Dense(d.one(2), **d.options(
        activation="tanh", weights=0.5, biases="none", name="a")),
    "Convolution": lambda d: anything.Convolution(d.one(1), d.one(1, (1, 2)), **d.options(
        stride=1, padding=(0, 1), activation="relu", weights="he", biases=0.0, name="a")),
    "MaxPool": lambda d: anything.MaxPool(d.one(1, (1, 2)), **d.options(stride=1, padding=0, name="a")),
    "AveragePool": lambda d: anything.AveragePool(d.one(1, (1, 2)), **d.options(
        stride=1, padding=0, count_padding=False, name="a")),
    "Recurrent": lambda d: anything.Recurrent(d.one(2), **d.options(
        activation="tanh", states="all", weights=0.5, recurrent_weights=0.5, biases="none", first_state=0.5,
        name="a")),
    "LSTM": lambda d: anything.LSTM(d.one(1), **d.options(states="all", weights="xavier", name="a")),
    "GRU": lambda d: anything.GRU(d.one(1), **d.options(states="last", recurrent_biases="none", name="a")),
    "Softmax": lambda d: anything.Softmax(**d.options(name="a")),
    "Attention": lambda d: anything.Attention(d.one(2), **d.options(
        heads=2, outputs=None, causal=True, queries={"weights": 0.5}, keys={"biases": "none"}, values=None,
        name="a")),
    "BatchNorm": lambda d: anything.BatchNorm(**d.options(
        scales=1.0, shifts=[0.0], epsilon=1e-5, momentum=0.1, name="a")),
    "LayerNorm": lambda d: anything.LayerNorm(**d.options(scales=1.0, shifts=0.0, epsilon=1e-5, name="a")),
    "Dropout": lambda d: anything.Dropout(d.one(0.5), **d.options(name="a", mask=[1, 0])),
    "EachStep": lambda d: anything.EachStep(d.one(lernmi.Dense(1)), **d.options(name="a")),
    "Residual": lambda d: anything.Residual(d.one(lernmi.Dense(2)), **d.options(name="a")),
    "Network": network_of,
    "forward": lambda d: mazur().forward(d.any()),
    "forward of a picture": lambda d: anything.Network((2, 2), lernmi.Dense(1)).forward(d.any()),
    "predict": lambda d: mazur().predict(d.any()),
    "evaluate": lambda d: mazur().evaluate(d.one(INPUTS), d.any()),
    "classes": lambda d: lernmi.Network(2, lernmi.Dense(3, "identity"), loss="softmax_cross_entropy").evaluate(
        [1, 2], d.any()),
    "photocopied": lambda d: mazur().photocopied(d.any()),
    "update": lambda d: mazur().update(optimizer(d), d.any()),
    "name": lambda d: mazur()[d.any()],
    "find": lambda d: mazur().find(d.any()),
    "weight": lambda d: mazur().weight(d.any()),
    "link": lambda d: mazur().link(d.one("input[0]"), d.one("hidden[0]"), d.one(1)),
    "add": lambda d: mazur().add(d.any()),
    "GradientDescent": lambda d: anything.GradientDescent(d.one(0.5), **d.options(l1=0.1, l2=0.1, limit=1.0)),
    "Momentum": lambda d: anything.Momentum(d.one(0.5), d.one(0.9), **d.options(l1=0.1, l2=0.1, limit=1.0)),
    "RMSProp": lambda d: anything.RMSProp(**d.options(rate=0.5, alpha=0.9, epsilon=1e-8)),
    "Adam": lambda d: anything.Adam(**d.options(rate=0.5, beta1=0.9, beta2=0.99, epsilon=1e-8, l2=0.1)),
    "AdamW": lambda d: anything.AdamW(**d.options(rate=0.5, weight_decay=0.1)),
    "Neuron": lambda d: anything.Neuron("n", d.any()),
    "Weight": lambda d: anything.Weight(d.any()),
    "Activation": lambda d: anything.Activation(d.one("a"), d.one(abs), d.one(max), **d.options(formula="x")),
    "Loss": lambda d: anything.Loss(d.one("a"), d.one(max), d.one(max), **d.options(formula="x")),
    "label_smoothing": lambda d: anything.label_smoothing(d.one(0.1), d.one("cross_entropy")),
    "gaussian_nll": lambda d: anything.gaussian_nll(d.any()),
    "check_gradients": lambda d: anything.check_gradients(
        d.one(mazur()), d.one(INPUTS), d.one(TARGETS), **d.options(tolerance=1e-7)),
    "trace": one_step,
    "only": lambda d: anything.trace(mazur(), INPUTS, TARGETS).only(d.any()),
    "why": lambda d: anything.trace(mazur(), INPUTS, TARGETS).why(d.any()),
    "first": lambda d: anything.trace(mazur(), INPUTS, TARGETS).first(d.any()),
    "step": lambda d: [schedules.step(d.one(2), d.one(0.5))(epoch) for epoch in FIXED],
    "exponential": lambda d: [schedules.exponential(d.one(0.5))(epoch) for epoch in FIXED],
    "cosine": lambda d: [schedules.cosine(d.one(3), d.one(0.1))(epoch) for epoch in FIXED],
    "warm_up": lambda d: schedules.warm_up(d.one(3), d.one(None)),
}

LEARNING: Dict[str, Callable[[Any, Draws], Any]] = {
    "learn": lambda n, d: n.learn(d.one(INPUTS), d.one(TARGETS), optimizer(d)),
    "learn_batch": lambda n, d: n.learn_batch(samples(d), optimizer(d)),
    "fit": lambda n, d: n.fit(samples(d), epochs=2, optimizer=optimizer(d), **d.options(
        batch_size=2, shuffle=False, schedule=schedules.exponential(0.5), callback=None)),
    "epochs": lambda n, d: n.fit([(INPUTS, TARGETS)], epochs=d.any(), optimizer=optimizer(d), callback=stop),
}


def attempt(draws: Draws) -> None:
    """One call: an error must be a sentence, and leave the weights as they were."""
    name = draws.random.choice([*CALLS, *LEARNING])
    network = mazur()
    before = weights_of(network)
    try:
        if name in CALLS:
            CALLS[name](draws)
        else:
            LEARNING[name](network, draws)
    except LernmiError as error:
        sentence = str(error)
        assert "\n" not in sentence and len(sentence) <= LONGEST_SENTENCE, f"{name}: {sentence}"
        assert sentence.endswith((".", "?")), f"{name}: {sentence}"
        twin = pickle.loads(pickle.dumps(error))
        assert (type(twin), str(twin)) == (type(error), sentence), name
        if name not in ("fit", "epochs"):       # they learn before they fail
            assert weights_of(network) == before, f"{name}: {sentence}"


def run(pool: Sequence[Callable[[random.Random], Any]], count: int, first: int = 0) -> List[int]:
    """So many attempts, each with a seed of its own, which a failure names; the seeds that were run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")         # of losses that don't fit the random layers
        for seed in range(first, first + count):
            try:
                attempt(Draws(seed, pool))
            except Exception as error:
                raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
    return list(range(first, first + count))


def main(pool: Sequence[Callable[[random.Random], Any]]) -> None:
    """As a command: how many attempts, and the seed of the first."""
    count, first = (int(word) for word in [*sys.argv[1:], "10000", "0"][:2])
    print(f"{len(run(pool, count, first)):,} calls, from seed {first} on: each worked, or said why not.")

"""Makes the recordings of format 1 in fixtures/, each with what the same version printed of it.

They were written by lernmi 0.1.0, before its modules had their present names, and are not made anew:
what was saved then must load, step and verify for good. For another format, or another kind of step,
add a network here and run, in a clone of the version that is to write it:

    PYTHONPATH=. python PATH/OF/tests/recording/make_fixtures.py FOLDER

Only public names of lernmi are used, so that every version can run it.
"""

import io
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

from lernmi import (
    LSTM,
    Activation,
    Adam,
    BatchNorm,
    Dense,
    GradientDescent,
    Link,
    Loss,
    Network,
    Neuron,
    Optimizer,
    Trace,
    Weight,
    trace,
)


def mazur() -> Trace:
    b1, b2 = Weight(0.35, "b1", trainable=False), Weight(0.60, "b2", trainable=False)
    hidden = [[Weight(0.15, "w1"), Weight(0.20, "w2")], [Weight(0.25, "w3"), Weight(0.30, "w4")]]
    output = [[Weight(0.40, "w5"), Weight(0.45, "w6")], [Weight(0.50, "w7"), Weight(0.55, "w8")]]
    network = Network(2, Dense(2, weights=hidden, biases=[b1, b1]), Dense(2, weights=output, biases=[b2, b2]))
    return trace(network, [0.05, 0.10], [0.01, 0.99], GradientDescent(0.5))


def xor_adam() -> Trace:
    """With memories from a step before, a limit and both penalties."""
    network = Network(2, Dense(2, "tanh"), Dense(1), seed=1)
    optimizer = Adam(0.05, l1=0.001, l2=0.01, limit=0.1)
    network.learn([1, 0], [1], optimizer)
    return trace(network, [0, 1], [1], optimizer)


def lstm() -> Trace:
    """Weights shared over two time steps; without an optimizer it ends before the update."""
    return trace(Network((2, 1), LSTM(1, name="m"), seed=1), [0.5, -1.0], [0.3])


def batch_norm() -> Trace:
    """A network copied once for each of two samples."""
    copies = Network(1, Dense(1), BatchNorm(), Dense(1), loss="binary_cross_entropy", seed=2).photocopied(2)
    return trace(copies, [0.2, 0.9], [0.0, 1.0], GradientDescent(0.1))


class Counting(Optimizer):
    """Its rate falls with the number of its updates."""

    def __init__(self) -> None:
        super().__init__(0.5)
        self.updates = 0.0

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        self.updates = self.updates + 1.0
        return [weight.value - self.rate / self.updates * average
                for weight, average in zip(weights, averages)]


def user_defined() -> Trace:
    """An activation, a loss and an optimizer that lernmi doesn't know."""
    cube = Activation("cube", lambda total: total * total * total, lambda total, value: 3.0 * total * total)
    fourth = Loss("fourth power", lambda y, d: (y[0] - d[0]) ** 4, lambda y, d: [4.0 * (y[0] - d[0]) ** 3])
    network, optimizer = Network(1, Dense(2, cube), Dense(1, "identity"), loss=fourth, seed=3), Counting()
    network.learn([1.5], [0.5], optimizer)
    return trace(network, [0.8], [0.5], optimizer)


def gate() -> Trace:
    """Two links between the same neurons, a product of two neurons, and a neuron times itself."""
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        keep, twice, square = (network.add(Neuron(name, "tanh")) for name in ("keep", "twice", "square"))
        Link(sources[1], keep, Weight(0.9, "k"))
        Link(sources[0], twice, Weight(0.6, "one"))
        Link(sources[0], twice, Weight(-0.25, "two"))
        Link(sources[0], twice, keep)
        Link(twice, square, twice)
        return [square, keep]
    return trace(Network(2, layer, Dense(1), seed=1), [0.7, -0.3], [1.0], GradientDescent(0.5))


HAND_MADE = """\
{"format": "lernmi trace", "version": 1, "digits": 4}
{"weights": {"w5": 0.4}}
{"move": 1, "steps": [{"left": ["output[0].sensitivity", 0.7414], "sign": "×", \
"right": ["output[0].slope", 0.1868], "result": ["hidden[0]->output[0].sensitivity", 0.1385]}]}
{"move": 2, "steps": [{"left": ["hidden[0]->output[0].sensitivity", 0.1385], "sign": "×", \
"right": ["w5.value", 0.4], "result": ["#1", 0.0554]}, {"left": ["hidden[0].sensitivity", -0.01905], \
"sign": "+", "right": ["#1", 0.0554], "result": ["hidden[0].sensitivity", 0.03635]}]}
"""
STEPS: Dict[str, Callable[[], Trace]] = {
    made.__name__: made for made in (mazur, xor_adam, lstm, batch_norm, user_defined, gate)}


def printed(step: Any) -> str:
    with redirect_stdout(io.StringIO()) as out:
        step.print()
    return out.getvalue()


def main(folder: Path) -> None:
    for name, make in STEPS.items():
        step = make()
        step.save(folder / f"{name}.jsonl")
        (folder / f"{name}.txt").write_text(printed(step), encoding="utf-8")
    (folder / "hand_made.jsonl").write_text(HAND_MADE, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

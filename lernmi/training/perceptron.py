"""The perceptron rule: learning by corrections, for neurons that answer by a step."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Iterator, List, Optional

from ..activations import ACTIVATIONS
from ..support.errors import BadInput
from .optimizers import GradientDescent

STEP = ACTIVATIONS["step"]
THRESHOLD = STEP._replace(name="threshold", slope=lambda total, value: 1.0,
                          slope_formula="1, in place of a slope")


class Perceptron(GradientDescent):
    """weight ← weight + rate × (target − output) × input: nothing for a right answer, else a correction.

    For one layer of neurons with the activation ``step`` and the loss squared_error, with a batch size of 1.
    A step has no slope where it jumps, and 0 everywhere else, so there is no gradient that could be followed:
    this rule leaves the slope out. While learn, fit or trace take a step with it, the outputs' activation is
    ``threshold``, which gives the same answers and has 1 in the slope's place. Then the usual three
    multiplications of a link give (output − target) × 1 × input as the "sensitivity" of a weight, and rate ×
    that is taken off; it is no derivative of the loss. Where a line (a plane …) divides the two classes, the
    rule finds one after finitely many corrections.

    Other options: see Optimizer. Raises BadInput, when learning begins, for any other network.
    Source: F. Rosenblatt, The Perceptron, 1958; A. Novikoff, On Convergence Proofs on Perceptrons, 1962.

    >>> from lernmi import Dense, Network
    >>> network = Network(2, Dense(1, "step", weights=0.0, biases=0.0))
    >>> network.learn([0, 0], [0], Perceptron())        # the answer to a total of 0 is 1: too much
    0.5
    >>> [weight.value for weight in network.weights]
    [0.0, 0.0, -1.0]
    """

    def __init__(self, rate: float = 1.0, *, l1: float = 0.0, l2: float = 0.0,
                 limit: Optional[float] = None, clip: Optional[float] = None) -> None:
        super().__init__(rate, l1=l1, l2=l2, limit=limit, clip=clip)

    @contextmanager
    def preparing_network(self, network: Any) -> Iterator[List[Any]]:
        """In this block, the outputs have the stand-in for a slope; BadInput where the rule doesn't suit."""
        self._check(network)
        steps = [neuron for neuron in network.outputs if neuron.activation is not THRESHOLD]
        for neuron in steps:
            neuron.activation = THRESHOLD
        try:
            yield steps
        finally:
            for neuron in steps:
                neuron.activation = STEP

    def _check(self, network: Any) -> None:
        outputs = set(network.outputs)
        if network.loss.name != "squared_error":
            raise BadInput(f"the perceptron rule needs the loss squared_error, not {network.loss.name}.")
        for neuron in network.outputs:
            if neuron.activation not in (STEP, THRESHOLD):
                raise BadInput(f"the perceptron rule needs the activation step, but {neuron.name} has "
                               f"{neuron.activation.name}: try another optimizer, such as GradientDescent.")
        for link in network.links:
            if link.target not in outputs or link.source.incoming:
                inner = link.target if link.target not in outputs else link.source
                raise BadInput("the perceptron rule is for one layer: it has none for hidden neurons, such "
                               f"as {inner.name}.")

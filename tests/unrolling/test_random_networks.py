"""Random architectures, optimizers, samples and batches: the same bits unrolled."""

import math
import random
from typing import Any, Callable, Dict, List

import pytest

from lernmi import (
    GRU,
    LSTM,
    Adam,
    AdamW,
    Attention,
    AveragePool,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    EachStep,
    GradientDescent,
    LayerNorm,
    MaxPool,
    Network,
    Recurrent,
    Residual,
    RMSProp,
    Softmax,
    Weight,
)
from lernmi.activations import ACTIVATIONS
from lernmi.losses import LOSSES
from lernmi.training import Adagrad, Momentum, Nesterov
from lernmi.training.schedules import cosine, exponential
from tests.support.networks import add_neuron
from tests.support.slow import slow
from tests.support.twins import same

RISKY = ("log", "sqrt", "reciprocal", "exp", "square")      # these often end in an error, which is compared


class Recipe:
    """All choices of one random training, drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self.drawn = random.Random(seed)
        self.seed = self.drawn.randrange(1000)
        self.kind = self.drawn.choice(["flat", "flat", "flat", "picture", "sequence"])
        shapes: Any = {"flat": (self.drawn.randint(1, 5),), "picture": (1, 3, 3), "sequence": (2, 2)}
        self.shape = shapes[self.kind]
        self.layers = [self.layer_maker() for _ in range(self.drawn.randint(0, 3))]
        self.loss = self.drawn.choice([*LOSSES, "squared_error", "squared_error"])
        self.outputs = 2 * self.drawn.randint(1, 2)
        self.last = self.drawn.choice(["identity", "sigmoid", "softplus", "tanh"])
        self.frozen = self.drawn.random() < 0.3
        self.minus_zero = self.drawn.random() < 0.2
        self.optimizer = self.optimizer_maker()
        self.options: Dict[str, Any] = {
            "batch_size": self.drawn.choice([1, 1, 2, 3, 4, None]),
            "shuffle": self.drawn.random() < 0.7, "epochs": self.drawn.randint(2, 4),
            "schedule": self.drawn.choice([None, exponential(0.8), cosine(3), lambda done: 0.5])}
        self.samples = self.drawn_samples()

    def activation(self) -> str:
        name = self.drawn.choice(list(ACTIVATIONS))
        return "tanh" if name in RISKY and self.drawn.random() < 0.7 else name

    def layer_maker(self) -> Callable[[], Any]:
        size, activation, rate = self.drawn.randint(1, 4), self.activation(), self.drawn.choice([0.2, 0.5])
        makers: Dict[str, List[Callable[[], Any]]] = {
            "flat": [lambda: Dense(size, activation), lambda: Dense(size, activation), Softmax, LayerNorm,
                     lambda: Dropout(rate), BatchNorm, lambda: gated(activation),
                     lambda: Residual(Dense(4, activation), Dropout(rate), gated("identity"))],
            "picture": [lambda: Convolution(2, 2, activation=activation), BatchNorm,
                        lambda: AveragePool(2, 1), lambda: MaxPool(2, 1), lambda: Dropout(rate)],
            "sequence": [lambda: Recurrent(size, states="all"), lambda: LSTM(size, "all"),
                         lambda: GRU(size, "all"), lambda: Attention(2), LayerNorm, Softmax,
                         lambda: EachStep(Dense(size, activation), Dropout(rate))]}
        return self.drawn.choice(makers[self.kind])

    def optimizer_maker(self) -> Callable[[], Any]:
        possible = (("l1", 0.001), ("l2", 0.1), ("clip", 0.05), ("limit", 0.3))
        options = {name: value for name, value in possible if self.drawn.random() < 0.25}
        kind = self.drawn.choice([GradientDescent, Momentum, Nesterov, RMSProp, Adagrad, Adam, AdamW])
        has_group = self.drawn.random() < 0.3

        def make() -> Any:
            optimizer = kind(0.05, **options)
            if has_group:
                optimizer.add_group("some", "*[0*", rate=0.01, l2=0.02)
            return optimizer
        return make

    def drawn_samples(self) -> List[Any]:
        inputs = math.prod(self.shape)
        count = self.outputs // LOSSES[self.loss].outputs_per_target
        is_sparse, some = self.drawn.random() < 0.4, LOSSES[self.loss].target_range[0] == 0.0

        def value() -> float:
            if is_sparse and self.drawn.random() < 0.7:
                return self.drawn.choice([0.0, -0.0])
            return self.drawn.gauss(0.0, 1.0)

        def target() -> float:
            if self.loss == "hinge":
                return self.drawn.choice([-1.0, 1.0])
            return self.drawn.random() if some else self.drawn.gauss(0.0, 1.0)
        return [([value() for _ in range(inputs)], [target() for _ in range(count)])
                for _ in range(self.drawn.randint(4, 7))]

    def network(self) -> Network:
        layers = [make() for make in self.layers]
        network = Network(self.shape if len(self.shape) > 1 else self.shape[0], *layers,
                          Dense(self.outputs, self.last), loss=self.loss, seed=self.seed)
        if self.frozen:
            network.weights[len(network.weights) // 2].trainable = False
        if self.minus_zero:
            network.weights[0].value = -0.0
        return network


def gated(activation: str) -> Any:
    """A layer of products of two neurons, with a shared weight."""
    def layer(network: Network, sources: List[Any]) -> List[Any]:
        number = len(network.neurons)
        weight = Weight(0.4, f"shared {number}")
        keeper = add_neuron(network, f"keeper {number}", sources[-1], weight, network.bias,
                            Weight(0.2, f"shift {number}"), activation="sigmoid")
        return [add_neuron(network, f"gated {number},{index}", source, keeper, source, weight,
                           activation=activation) for index, source in enumerate(sources)]
    return layer


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", [seed if seed < 12 else slow(seed) for seed in range(200)])
def test_a_random_training(seed: int) -> None:
    recipe = Recipe(seed)
    try:
        network = recipe.network()
    except ValueError:
        pytest.skip("these layers don't fit each other")
    if network.needs_batch:
        recipe.options["batch_size"] = None
    same(recipe.network, recipe.optimizer, recipe.samples, **recipe.options)

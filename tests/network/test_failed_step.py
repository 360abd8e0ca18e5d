"""A learning step that fails changes nothing, to the last bit, wherever it fails and whoever updates."""

import math
from functools import partial
from typing import Any, Callable, Dict, List, Sequence

import pytest

from lernmi import (
    Activation,
    Adam,
    BadInput,
    BatchNorm,
    Dense,
    GradientDescent,
    LernmiError,
    Loss,
    Network,
    NumericError,
    Optimizer,
    Weight,
)
from lernmi.training import Adagrad, Memory, RememberingOptimizer
from tests.support.bits import floats_in, packed


class Halfway:
    """A user-defined optimizer without a base class: it changes one weight after the other, and may stop."""

    def __init__(self) -> None:
        self.stops = False

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        for index, weight in enumerate(weights):
            if self.stops and index == 4:
                raise ZeroDivisionError("halfway")
            weight.value -= 0.1 * weight.sensitivity / samples
            weight.last_sensitivity, weight.sensitivity = weight.sensitivity, 0.0


class Meddling(Optimizer):
    """A user-defined optimizer that changes weights where it should only compute."""

    stops = False

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        if self.stops:
            weights[0].value = weights[1].sensitivity = weights[2].last_sensitivity = 7.0
            raise ZeroDivisionError("halfway")
        return [weight.value - self.rate * average for weight, average in zip(weights, averages)]


class Counting(RememberingOptimizer):
    """A user-defined optimizer with a memory."""

    remembers = ("count",)
    stops = False

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        memory.count = memory.count + 1.0       # type: ignore[attr-defined]
        if self.stops and memory.name == "output.weight[0,1]":
            raise KeyboardInterrupt
        return value - self.rate * sensitivity


MAKERS: List[Callable[[], Any]] = [
    GradientDescent, lambda: GradientDescent(0.1, l1=0.01, l2=0.01, clip=1.0, limit=1.0), Adam, Adagrad,
    Halfway, Meddling, lambda: Counting(0.1)]


class Trap:
    """An activation and a loss that work until they are set to fail."""

    def __init__(self) -> None:
        self.fails = ""
        self.activation = Activation("trap", self.function, self.slope)
        self.loss = Loss("trapped", self.error, self.slopes)

    def function(self, total: float) -> float:
        return {"value is inf": math.inf, "value is text": "a"}.get(self.fails, total)    # type: ignore

    def slope(self, total: float, value: float) -> float:
        return math.inf if self.fails == "slope is inf" else 1.0 / (self.fails != "slope raises")

    def error(self, values: Sequence[float], targets: Sequence[float]) -> float:
        if self.fails == "loss interrupts":
            raise KeyboardInterrupt
        return math.nan if self.fails == "loss is nan" else 0.5 * (values[0] - targets[0]) ** 2

    def slopes(self, values: Sequence[float], targets: Sequence[float]) -> List[float]:
        return {"slopes are short": [], "slope of the loss is inf": [math.inf]}.get(
            self.fails, [values[0] - targets[0]])


def everything(network: Network, optimizer: Any) -> List[bytes]:
    """Every number of the weights, of the optimizer and of its memories."""
    numbers = [number for weight in network.weights + network.fixed_weights
               for number in (weight.value, weight.sensitivity, weight.last_sensitivity)]
    for thing in (optimizer, *getattr(optimizer, "memories", {}).values()):
        numbers += floats_in(thing)
    return packed(numbers)


def trapped() -> Any:
    trap = Trap()
    frozen = Weight(0.25, "frozen", trainable=False)
    network = Network(2, Dense(3, trap.activation), Dense(2, "tanh"),
                      Dense(1, trap.activation, weights=[[frozen, 0.5]], biases=[0.1]),
                      loss=trap.loss, seed=1)
    return network, trap


STATES: Dict[str, Callable[[Network, Any], None]] = {
    "new": lambda network, optimizer: None,
    "learned": lambda network, optimizer: [network.learn([0.5, -0.2], [0.3], optimizer)  # type: ignore
                                           for _ in range(2)],
    "gathered": lambda network, optimizer: [network.learn([0.5, -0.2], [0.3], optimizer),  # type: ignore
                                            network.forward([0.1, 0.9]), network.backward([0.5])]}


def check_unchanged(network: Network, optimizer: Any, error: Any, learn: Callable[[], object]) -> None:
    before = everything(network, optimizer)
    with pytest.raises(error):
        learn()
    assert everything(network, optimizer) == before


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("make", MAKERS)
def test_a_step_that_fails_before_the_update(make: Callable[[], Any], state: str) -> None:
    network, trap = trapped()
    optimizer = make()
    STATES[state](network, optimizer)
    for samples in ([([0.5], [0.3])], [([0.5, math.nan], [0.3])], [([0.5, "a"], [0.3])],
                    [([0.5, 0.1], [0.3, 0.1])], [([0.5, 0.1], [0.3]), ([0.5, 0.1], ["a"])],
                    [([0.5, 0.1], [0.3]), ([0.5], [0.3])], [], 5):
        check_unchanged(network, optimizer, BadInput, partial(network.learn_batch, samples, optimizer))
    for fails in ("value is inf", "value is text", "slope is inf", "slope raises", "loss is nan",
                  "slopes are short", "slope of the loss is inf"):
        trap.fails = fails
        for _ in range(2):
            check_unchanged(network, optimizer, LernmiError,
                            lambda: network.learn([0.5, 0.1], [0.3], optimizer))
    trap.fails = "loss interrupts"
    check_unchanged(network, optimizer, KeyboardInterrupt,
                    lambda: network.learn_batch([([0.5, 0.1], [0.3])] * 2, optimizer))
    trap.fails = ""
    no_optimizers: List[Any] = [None, GradientDescent, {}, network.neurons[0]]
    for wrong in no_optimizers:
        check_unchanged(network, optimizer, BadInput, partial(network.learn, [0.5, 0.1], [0.3], wrong))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("make, error", [
    (Halfway, ZeroDivisionError), (Meddling, ZeroDivisionError), (lambda: Counting(0.1), KeyboardInterrupt)])
def test_a_user_defined_update_that_stops_halfway(make: Any, error: Any, state: str) -> None:
    network, _ = trapped()
    optimizer = make()
    STATES[state](network, optimizer)
    optimizer.stops = True
    check_unchanged(network, optimizer, error, lambda: network.learn([0.5, 0.1], [0.3], optimizer))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("make", [
    lambda: GradientDescent(1.0), lambda: Adam(1.0), lambda: GradientDescent(1.0, clip=1e300, l1=0.1)])
def test_an_update_of_which_one_weight_would_be_infinite(make: Callable[[], Any], state: str) -> None:
    network, _ = trapped()
    optimizer = make()
    STATES[state](network, optimizer)
    weight = network.weight("output.bias[0]")
    weight.value, optimizer.l2 = 1e308, 1e10
    before = everything(network, optimizer)
    with pytest.raises(NumericError, match="would become"):
        network.learn([0.5, 0.1], [1e308], optimizer)
    assert everything(network, optimizer) == before


@pytest.mark.parametrize("known", [False, True])
def test_a_memory_that_would_be_infinite(known: bool) -> None:
    network = Network(1, Dense(1, "identity", weights=[[1.0]], biases="none"))
    optimizer = Adagrad(0.1)
    if known:
        network.learn([1.0], [0.0], optimizer)
    before = everything(network, optimizer)
    with pytest.raises(NumericError, match="the squares of .* would become inf"):
        network.learn([1e100], [-1e100], optimizer)
    assert everything(network, optimizer) == before and len(optimizer.memories) == known


@pytest.mark.parametrize("returned", [None, [], [0.0], ["a"] * 17, 5, [math.inf] * 17])
def test_new_values_that_are_none(returned: Any) -> None:
    class Wrong(GradientDescent):
        def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> Any:
            return returned
    network, _ = trapped()
    optimizer = Wrong()
    check_unchanged(network, optimizer, LernmiError, lambda: network.learn([0.5, 0.1], [0.3], optimizer))
    optimizer.add_group("all", "*", rate=0.5)
    check_unchanged(network, optimizer, LernmiError, lambda: network.learn([0.5, 0.1], [0.3], optimizer))


@pytest.mark.parametrize("make", [GradientDescent, lambda: GradientDescent(l1=0.1), Adam])
def test_running_statistics_of_a_failed_update(make: Callable[[], Any]) -> None:
    network = Network(2, Dense(2, "tanh"), BatchNorm(), Dense(1, "identity"), seed=1)
    samples, optimizer = [([0.1, 0.9], [0.5]), ([0.7, -0.2], [0.1]), ([0.3, 0.3], [0.2])], make()
    network.learn_batch(samples, optimizer)
    optimizer.rate = optimizer.l2 = 1e308
    check_unchanged(network, optimizer, NumericError, partial(network.learn_batch, samples, optimizer))


class Pressing(Weight):
    """A weight that presses Ctrl-C when it gets a new value."""

    presses = 0
    stored = 0.0

    @property
    def value(self) -> float:
        return self.stored

    @value.setter
    def value(self, value: float) -> None:
        if Pressing.presses:
            Pressing.presses -= 1
            raise KeyboardInterrupt
        self.stored = value


@pytest.mark.parametrize("make", [GradientDescent, lambda: GradientDescent(0.1, l2=0.1), Adam])
def test_an_update_that_is_interrupted_while_the_weights_change_is_completed(make: Callable[[], Any]) -> None:
    def network_with(kind: Any) -> Network:
        return Network(2, Dense(2, "tanh", weights=[[kind(0.1), 0.2], [0.3, kind(0.4)]], biases=[0.5, 0.6]),
                       Dense(1, "tanh", weights=[[0.7, 0.8]], biases=[0.9]))
    interrupted, complete, optimizer, other = network_with(Pressing), network_with(Weight), make(), make()
    for _ in range(2):
        Pressing.presses = 1
        with pytest.raises(KeyboardInterrupt):
            interrupted.learn([0.5, -0.2], [0.3], optimizer)
        complete.learn([0.5, -0.2], [0.3], other)
        assert everything(interrupted, optimizer) == everything(complete, other)

"""The new values that an optimizer proposes: arithmetic alone, apart from the checks and the changes."""

import math
from typing import Any, Callable, List

import pytest

from lernmi import GradientDescent, Network, Weight
from lernmi.training import Adagrad, Adam, AdamW, Momentum, Nesterov, Optimizer, RMSProp
from lernmi.training.optimizers import sign
from tests.support.networks import plain


class Unknown:
    """A number that isn't known: it can be computed with, and nothing else."""

    def computed(self, *other: Any) -> Any:
        return Unknown()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = computed
    __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __gt__ = __lt__ = computed

    def refused(self) -> Any:
        raise AssertionError("a number that isn't known was read")

    __bool__ = __float__ = refused


def with_groups() -> Optimizer:
    optimizer = AdamW(0.1, l1=0.01)
    optimizer.add_group("biases", "*bias*", l2=0.1, weight_decay=0.0)
    return optimizer


@pytest.mark.parametrize("make", [
    lambda: GradientDescent(0.5, l1=0.1, l2=0.2), lambda: Momentum(0.5), lambda: Nesterov(0.5, l1=0.1),
    lambda: RMSProp(momentum=0.5), Adagrad, Adam, with_groups])
def test_new_values_follow_from_numbers_that_nobody_knows(make: Callable[[], Any]) -> None:
    optimizer, weights = make(), [Weight(0.0, "first"), Weight(0.0, "bias")]
    things: List[Any] = [*weights]
    if hasattr(optimizer, "memories"):
        for memory in optimizer.memories_of(weights):
            vars(memory).update(dict.fromkeys(optimizer.remembers, Unknown()))
    for thing in things:
        thing.value = thing.sensitivity = Unknown()
    before = [(weight.value, weight.sensitivity) for weight in weights]
    assert [type(value) for value in optimizer.proposed(weights, 3)] == [Unknown, Unknown]
    assert [(weight.value, weight.sensitivity) for weight in weights] == before


def learned() -> Network:
    network = plain("tanh", "squared_error")
    network.forward([0.5, -0.3])
    network.backward([0.4, 0.1])
    return network


@pytest.mark.parametrize("make", [
    lambda: GradientDescent(0.5, l1=0.1, clip=0.01), lambda: Adam(0.5, limit=0.1), with_groups])
def test_an_update_is_what_was_proposed(make: Callable[[], Any]) -> None:
    network, again, optimizer, other = learned(), learned(), make(), make()
    proposed = optimizer.proposed(network.weights, 2)
    other.update(again.weights, 2)
    assert [weight.value for weight in again.weights] == proposed
    assert [weight.value for weight in network.weights] != proposed


def test_the_sign_of_a_number_is_a_float() -> None:
    assert [repr(sign(value)) for value in (2.0, -0.5, 0.0, -0.0, 1e-320, -math.inf)] == [
        "1.0", "-1.0", "0.0", "0.0", "1.0", "-1.0"]

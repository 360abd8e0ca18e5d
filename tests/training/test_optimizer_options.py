"""Options set after construction, options of groups of weights, and copies of optimizers."""

import copy
import math
import pickle
import warnings
from pathlib import Path
from typing import Any, Callable, List, Sequence

import pytest

from lernmi import (
    BadInput,
    Dense,
    GradientDescent,
    Network,
    NumericError,
    Optimizer,
    Trace,
    UnknownName,
    Weight,
    trace,
)
from lernmi.recording.verifier import verify
from lernmi.training import Adagrad, Adam, AdamW, Momentum, Nesterov, RMSProp, cosine, exponential
from tests.support.bits import bits, optimizer_bits
from tests.support.networks import INPUTS, TARGETS, mazur

SAMPLES = [([0.1, 0.9], [0.3]), ([0.8, -0.2], [0.7]), ([0.5, 0.5], [0.1])]


def small(seed: int = 1) -> Network:
    return Network(2, Dense(3, "tanh"), Dense(1), seed=seed)


def at_one(*names: str) -> List[Weight]:
    """Weights of 1 with a sensitivity of 1."""
    weights = [Weight(1.0, name) for name in names]
    for weight in weights:
        weight.sensitivity = 1.0
    return weights


# ---- set after construction ------------------------------------------------------------------

@pytest.mark.parametrize("optimizer, option, value, sentence", [
    (GradientDescent(), "rate", -1, "the learning rate must be at least 0, not -1."),
    (Adam(), "rate", math.nan, "the learning rate is nan: lernmi needs finite numbers."),
    (Adam(), "rate", None, "the learning rate must be a number, not None."),
    (GradientDescent(), "l1", -0.1, "l1 must be at least 0, not -0.1."),
    (RMSProp(), "l2", "0.1", "l2 must be a number, not '0.1'."),
    (Adagrad(), "limit", 0, "the limit must be above 0, not 0."),
    (Adagrad(), "clip", -1, "clip must be above 0, not -1."),
    (Adagrad(), "epsilon", -1e-8, "epsilon must be at least 0, not -1e-08."),
    (Momentum(), "momentum", 1.0, "the momentum must be at least 0 and below 1, not 1.0."),
    (Nesterov(), "momentum", -0.5, "the momentum must be at least 0 and below 1, not -0.5."),
    (RMSProp(), "momentum", 1.5, "the momentum must be at least 0 and below 1, not 1.5."),
    (RMSProp(), "alpha", 1, "alpha must be at least 0 and below 1, not 1."),
    (RMSProp(), "centered", "yes", "centered must be True or False, not 'yes'."),
    (Adam(), "beta1", 1, "beta1 must be at least 0 and below 1, not 1."),
    (AdamW(), "beta2", -0.1, "beta2 must be at least 0 and below 1, not -0.1."),
    (AdamW(), "weight_decay", -1, "the weight decay must be at least 0, not -1."),
])
def test_an_option_set_later_is_checked_like_the_first(optimizer: Optimizer, option: str, value: Any,
                                                       sentence: str) -> None:
    before = getattr(optimizer, option)
    with pytest.raises(BadInput) as caught:
        setattr(optimizer, option, value)
    assert str(caught.value) == sentence
    assert getattr(optimizer, option) == before


def test_options_may_be_changed_and_a_rate_may_become_0() -> None:
    optimizer, weights = GradientDescent(0.5, limit=1), at_one("w")
    optimizer.limit, optimizer.rate = None, 0
    optimizer.update(weights)
    assert (weights[0].value, weights[0].sensitivity) == (1.0, 0.0)
    assert repr(optimizer) == "GradientDescent(rate=0)"
    network = small()
    network.fit(SAMPLES, epochs=4, optimizer=optimizer, schedule=cosine(2))
    assert optimizer.rate == 0.0


def test_rmsprop_may_get_momentum_and_centering_later() -> None:
    optimizer, weights = RMSProp(0.1), at_one("a", "b")
    optimizer.update(weights)
    assert repr(optimizer.memories[weights[0]]) == "Memory(a: squares 0.01)"
    optimizer.momentum, optimizer.centered = 0.5, True
    fresh, others = RMSProp(0.1, momentum=0.5, centered=True), at_one("a", "b")
    fresh.update(others)
    for weight in weights + others:
        weight.sensitivity, weight.value = 0.5, 0.0
    for memory in fresh.memories.values():
        memory.mean = memory.velocity = 0.0
    optimizer.update(weights)
    fresh.update(others)
    assert [weight.value for weight in weights] == [weight.value for weight in others] != [0.0, 0.0]
    assert repr(optimizer) == "RMSProp(rate=0.1, alpha=0.99, epsilon=1e-08, momentum=0.5, centered=True)"


# ---- groups of weights -----------------------------------------------------------------------

def test_no_decay_on_biases() -> None:
    optimizer = AdamW(0.5, weight_decay=0.5)
    optimizer.add_group("biases", "*bias*", weight_decay=0.0)
    weights = [Weight(8.0, "hidden.weight[0,1]"), Weight(8.0, "hidden.bias[0]")]
    optimizer.update(weights)
    assert [weight.value for weight in weights] == [6.0, 8.0]
    assert repr(optimizer).endswith("weight_decay=0.5, weight_decay_of_biases=0)")


def test_a_layer_frozen_by_a_rate_of_0_stays_bit_for_bit() -> None:
    network, optimizer = small(), Momentum(0.5, l2=0.1)
    optimizer.add_group("first", "hidden*", rate=0)
    before = [weight.value for weight in network.weights]
    network.fit(SAMPLES, epochs=3, optimizer=optimizer)
    for weight, value in zip(network.weights, before):
        assert (weight.value == value) == weight.name.startswith("hidden"), weight


def test_a_group_may_be_chosen_by_a_function_which_is_called_once_a_weight() -> None:
    seen: List[str] = []

    def large(weight: Weight) -> bool:
        seen.append(weight.name)
        return weight.value >= 1.0
    optimizer = GradientDescent(0.5)
    optimizer.add_group("large", large, rate=1)
    weights = [*at_one("a", "b"), Weight(0.5, "c")]
    weights[2].sensitivity = 1.0
    for _ in range(2):
        optimizer.update(weights)
    assert [weight.value for weight in weights] == [0.0, 0.0, 0.0]
    assert seen == ["a", "b", "c"]


def test_of_two_groups_that_share_a_weight_each_adds_its_options_and_the_last_counts() -> None:
    optimizer = GradientDescent(0.5)
    optimizer.add_group("a", "a*", rate=0.25, l2=1.0)
    optimizer.add_group("all", "*", rate=0.125)
    weights = at_one("ab", "b")
    optimizer.update(weights)
    assert [weight.value for weight in weights] == [1.0 - 0.125 * 2.0, 1.0 - 0.125]


def test_brackets_in_a_pattern_are_those_of_the_name() -> None:
    optimizer, weights = GradientDescent(0.5), at_one("hidden[0]", "hidden0", "hidden[1]")
    optimizer.add_group("first", "hidden[0]", rate=1)
    optimizer.update(weights)
    assert [weight.value for weight in weights] == [0.0, 0.5, 0.5]


def test_clip_and_limit_are_of_all_weights_together() -> None:
    optimizer, weights = GradientDescent(1.0, limit=1.0), at_one("a", "b")
    optimizer.add_group("first", "a", l2=1.0)
    optimizer.update(weights)
    part = 1.0 / (math.sqrt(2.0) + 1e-6)
    assert [weight.value for weight in weights] == [1.0 - (part + 1.0), 1.0 - part]


def test_a_schedule_multiplies_the_rates_of_all_groups_and_restores_them() -> None:
    optimizer = GradientDescent(0.5)
    optimizer.add_group("first", "hidden*", rate=0.25, l2=0.1)
    rates = []
    small().fit(SAMPLES, epochs=3, optimizer=optimizer, schedule=exponential(0.5),
                callback=lambda done, loss: rates.append((optimizer.rate, vars(optimizer)["rate_of_first"])))
    assert rates == [(0.5, 0.25), (0.25, 0.125), (0.125, 0.0625)]
    assert repr(optimizer) == "GradientDescent(rate=0.5, rate_of_first=0.25, l2_of_first=0.1)"


def test_options_of_a_group_may_be_changed_and_are_checked() -> None:
    optimizer: Any = GradientDescent(0.5)
    optimizer.add_group("first", "a", rate=0.25)
    with pytest.raises(BadInput, match="the learning rate must be at least 0, not -1"):
        optimizer.rate_of_first = -1
    optimizer.rate_of_first = 1
    weights = at_one("a", "b")
    optimizer.update(weights)
    assert [weight.value for weight in weights] == [0.0, 0.5]


def test_an_update_that_fails_in_a_group_changes_nothing() -> None:
    optimizer, weights = Adam(0.5), at_one("a", "b")
    optimizer.add_group("last", "b", rate=1)
    optimizer.update(weights)
    weights[0].sensitivity, weights[1].sensitivity = 1.0, math.inf
    before = optimizer_bits(weights, optimizer)
    with pytest.raises(NumericError, match="b"):
        optimizer.update(weights)
    assert optimizer_bits(weights, optimizer) == before
    assert optimizer.rate == 0.5


class Counting(Optimizer):
    """A user-defined optimizer with an option and a count that the package does not know."""

    def __init__(self) -> None:
        self.rate, self.power, self.weights_seen = 0.5, 1.0, 0

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        self.weights_seen += len(weights)
        return [weight.value - self.rate * average ** self.power
                for weight, average in zip(weights, averages)]


def test_a_user_defined_optimizer_has_groups_too() -> None:
    optimizer, weights = Counting(), at_one("a", "b", "c")
    optimizer.add_group("first", "a", power=2.0)
    weights[0].sensitivity = 3.0
    optimizer.update(weights)
    assert [weight.value for weight in weights] == [1.0 - 4.5, 0.5, 0.5]
    assert optimizer.weights_seen == 3


@pytest.mark.parametrize("add, error, sentence", [
    (lambda o: o.add_group("first layer", "a", rate=1), BadInput,
     "the name of a group of weights must be one word, such as biases, not 'first layer'"),
    (lambda o: o.add_group("used", "b", rate=1), BadInput, "two groups of weights are called used"),
    (lambda o: o.add_group("new", 3, rate=1), BadInput, r'a pattern of names, such as "\*bias\*", or a fun'),
    (lambda o: o.add_group("new", "b", rate=-1), BadInput, "the learning rate must be at least 0, not -1"),
    (lambda o: o.add_group("new", "b", l2=0.1, momentum=1), BadInput, "the momentum must be at least 0 and"),
    (lambda o: o.add_group("new", "b", rate=None), BadInput, "the rate of new must be a number, not None"),
    (lambda o: o.add_group("new", "b", limit=1), BadInput, "limit is for all weights together"),
    (lambda o: o.add_group("new", "b", clip=1), BadInput, "clip is for all weights together"),
    (lambda o: o.add_group("new", "b", momentom=0.5), UnknownName,
     "no option of Momentum is called 'momentom': did you mean momentum"),
])
def test_groups_that_can_not_be_are_refused_and_nothing_changes(
        add: Callable[[Optimizer], None], error: Any, sentence: str) -> None:
    optimizer = Momentum(0.5)
    optimizer.add_group("used", "a", rate=1)
    before = dict(vars(optimizer))
    with pytest.raises(error, match=sentence):
        add(optimizer)
    assert vars(optimizer) == before


def test_a_group_without_weights_is_warned_of_once() -> None:
    optimizer, weights = GradientDescent(0.5), at_one("hidden.bias[0]")
    optimizer.add_group("biases", "*bais*", rate=0)
    with pytest.warns(UserWarning, match="no weight is in the group biases: names are such as hidden.bias"):
        optimizer.update(weights)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        optimizer.update(weights)


def test_a_group_of_rmsprop_may_be_the_only_one_with_momentum() -> None:
    optimizer, weights = RMSProp(1.0, alpha=0.0, epsilon=0), at_one("a", "b")
    optimizer.add_group("first", "a", momentum=0.5)
    for _ in range(2):
        for weight in weights:
            weight.sensitivity = 1.0
        optimizer.update(weights)
    assert [weight.value for weight in weights] == [1.0 - 1.0 - 1.5, 1.0 - 1.0 - 1.0]


# ---- traced and recorded ---------------------------------------------------------------------

def with_groups() -> Optimizer:
    optimizer = AdamW(0.1, l2=0.01)
    optimizer.add_group("outer", lambda weight: weight.name in ("w5", "w6", "w7", "w8"), rate=0.02, l1=0.03)
    return optimizer


@pytest.mark.parametrize("make", [
    with_groups, lambda: RMSProp(0.1, centered=True, momentum=0.9), lambda: RMSProp(0.1, centered=True),
    lambda: GradientDescent(0.5, clip=0.01), lambda: Adam(0.1, clip=0.01, limit=0.02)])
@pytest.mark.parametrize("steps_before", [0, 2])
def test_a_recorded_step_verifies_and_loads(make: Callable[[], Optimizer], steps_before: int,
                                            tmp_path: Path) -> None:
    network, optimizer = mazur(), make()
    for _ in range(steps_before):
        network.learn(INPUTS, TARGETS, optimizer)
    step = trace(network, INPUTS, TARGETS, optimizer)
    step.save(tmp_path / "step.jsonl")
    verified = verify(tmp_path / "step.jsonl")
    assert verified.passed, verified.problems
    assert not verified.assumed
    loaded = Trace.load(tmp_path / "step.jsonl")
    assert [weight.value for weight in loaded.network.weights] == [weight.value for weight in network.weights]


def test_a_traced_update_names_the_option_of_the_group(capsys: pytest.CaptureFixture[str]) -> None:
    optimizer = GradientDescent(0.5)
    optimizer.add_group("outer", "w5", rate=0.1)
    trace(mazur(), INPUTS, TARGETS, optimizer).print(only=["update", "w5"])
    assert ("value of w5 = value of w5 − rate of outer × sensitivity of w5 = 0.4 − 0.1 × "
            in capsys.readouterr().out)


# ---- copies ----------------------------------------------------------------------------------

def pickled(pair: Any) -> Any:
    return pickle.loads(pickle.dumps(pair))


def biases_apart() -> Optimizer:
    optimizer = RMSProp(0.01, centered=True, momentum=0.5, l2=0.1)
    optimizer.add_group("biases", "*bias*", l2=0.0)
    return optimizer


@pytest.mark.parametrize("twin_of", [copy.deepcopy, pickled])
@pytest.mark.parametrize("make", [GradientDescent, Momentum, Nesterov, RMSProp, Adagrad, Adam, AdamW,
                                  biases_apart])
@pytest.mark.parametrize("trained", [False, True])
def test_a_copy_of_network_and_optimizer_goes_on_bit_for_bit(make: Callable[[], Any], twin_of: Any,
                                                             trained: bool) -> None:
    network, optimizer = small(), make()
    if trained:
        network.fit(SAMPLES, epochs=2, optimizer=optimizer, batch_size=2)
    twin, other = twin_of((network, optimizer))
    before = bits(network) + optimizer_bits(network.weights, optimizer)
    twin.fit(SAMPLES, epochs=3, optimizer=other, batch_size=2)
    assert bits(network) + optimizer_bits(network.weights, optimizer) == before, "the original is untouched"
    network.fit(SAMPLES, epochs=3, optimizer=optimizer, batch_size=2)
    assert bits(network) == bits(twin)
    assert optimizer_bits(network.weights, optimizer) == optimizer_bits(twin.weights, other)

"""User-defined code unrolled: the same bits, or the objects with a reason."""

import math
import random
import sys
from typing import Any, Callable, Dict, List, Sequence, Tuple

import pytest

from lernmi import Adam, Dense, GradientDescent, Link, Network, Neuron, Optimizer, Weight
from lernmi.activations import Activation, sigmoid
from lernmi.losses import Loss
from lernmi.training.optimizer_memory import Memory, RememberingOptimizer
from tests.support.twins import OLDER, Outcome, differences, same

SAMPLES = [([0.5, -0.3], [0.0]), ([0.0, 1.0], [1.0]), ([1.0, 0.0], [0.7]), ([-1.5, 2.0], [0.2])]
SCALE = 0.5


def descent() -> GradientDescent:
    return GradientDescent(0.3)


def with_activation(function: Any, slope: Any = lambda total, value: 0.5) -> Callable[[], Network]:
    activation = Activation("mine", function, slope)
    return lambda: Network(2, Dense(3, activation), Dense(1), seed=1)


def trained(function: Any, reason: str = "", samples: Sequence[Any] = SAMPLES) -> Outcome:
    return same(with_activation(function), descent, samples, expected_reason=reason)


# ---- activations and losses --------------------------------------------------------------------------

def helped(total: float) -> float:
    return SCALE * sigmoid(total) + math.exp(-total * total)


def caught(total: float) -> float:
    try:
        return math.exp(total)
    except Exception:
        return 0.0


def guarded(total: float) -> float:
    inverse = 1.0 / total
    return inverse if total > 1.0 else 0.5 * total


def halved(total: float) -> float:
    while total > 1.0:
        total = total / 2.0
    return total


def powers(total: float) -> float:
    result = 0.0
    for exponent in range(1, 4):
        result += total ** exponent / exponent
    return result


PLAIN_FUNCTIONS: Dict[str, Any] = {
    "branching": lambda total: total if total > 0.1 else 0.2 * total if total > -0.3 else -0.06,
    "helped": helped, "powers": powers,  "of math": math.atan, "a truth": lambda total: total > 0,
    "halved": halved,
    "whole numbers": lambda total: 1 if total > 0 else 0, "a constant": lambda total: 3,
    "clipped": lambda total: max(-0.5, min(0.5, total)), "catching": caught,
    "asking for the type": lambda total: total if isinstance(total, float) else 0.5,
    "converting": lambda total: float(int(10.0 * total)) / 10.0, "rounding": lambda total: round(total, 1),
    "in a set": lambda total: 1.0 if total in {0.0, 1.0} else total,
    "from a table": lambda total: {True: total, False: 0.1 * total}[total > 0],
    "of two": lambda total: [0.1 * total, total][total > 0], "many paths": lambda total: sum(
        1.0 if total > limit / 20 else 0.0 for limit in range(-20, 20)), "guarded": guarded,
    "0 × a large number": lambda total: total + 0.0 * (total * 1e200),
    "below infinity": lambda total: 1.0 if total * 1e308 * 10.0 < math.inf else 0.5}


@pytest.mark.parametrize("function", PLAIN_FUNCTIONS.values(), ids=PLAIN_FUNCTIONS)
def test_plain_functions_are_unrolled(function: Any) -> None:
    trained(function)


def test_a_division_that_is_not_used_raises_as_by_the_objects() -> None:
    """total of hidden[0] is its bias, which is 0: guarded(0) divides by 0."""
    network = with_activation(guarded)
    outcome = same(lambda: zero_bias(network()), descent,
                   [*SAMPLES, ([0.0, 0.0], [0.0]), *SAMPLES])
    assert "hidden[0] can't compute its value: float division by zero" in str(outcome.error)


def zero_bias(network: Network) -> Network:
    bias = network.link("bias", "hidden[0]").weight
    assert isinstance(bias, Weight)
    bias.value, bias.trainable = 0.0, False
    return network


def test_a_power_that_is_complex_raises_as_by_the_objects() -> None:
    outcome = trained(lambda total: total ** 0.5, samples=[([9.0, 9.0], [1.0])] * 3 + [([-9.0, -9.0], [0.0])])
    assert "must return a number" in str(outcome.error)


class Counter:
    """A function that is an object."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, total: float) -> float:
        self.calls += 1
        return total / self.calls


def test_functions_that_count_draw_or_log_stay_with_the_objects() -> None:
    def drawing() -> Any:
        generator = random.Random(3)
        return lambda total: total + generator.gauss(0.0, 0.1)

    def counting() -> Any:
        calls = 0

        def count(total: float) -> float:
            nonlocal calls
            calls += 1
            return total / calls
        return count
    cases: List[Any] = [(drawing, "it uses generator"), (counting, "it changes something"),
                        (Counter, "Counter is no plain function")]
    for make, reason in cases:
        outcome = same(lambda make=make: with_activation(make())(),  # type: ignore[misc]
                       descent, SAMPLES, epochs=4, expected_reason=reason)
        assert outcome.history is not None
        assert outcome.history.reason.startswith("the activation mine may do more than compute a number: ")


def test_a_function_that_logs_sees_only_floats() -> None:
    seen: List[Any] = []

    def logging(total: float) -> float:
        seen.append(total)
        return total
    trained(logging, "it uses seen")
    assert set(map(type, seen)) == {float}


def test_what_a_function_reads_may_change_between_epochs() -> None:
    def changing(name: str) -> Any:
        box = [1.0]

        def through_list(network: Network, optimizer: Any) -> Any:
            return lambda done, loss: box.__setitem__(0, box[0] * 1.5)
        factor = 1.0

        def through_variable(network: Network, optimizer: Any) -> Any:
            def callback(done: int, loss: float) -> None:
                nonlocal factor
                factor *= 1.5
            return callback
        if name == "list":
            return lambda: with_activation(lambda total: total / box[0])(), through_list
        return lambda: with_activation(lambda total: total / factor)(), through_variable
    for name, reason in (("list", "it uses box"), ("variable", "")):
        outcomes = []
        for unrolled in (False, True):
            make, watching = changing(name)
            outcomes.append(Outcome((make, descent), SAMPLES, unrolled, epochs=5, watching=watching))
        assert outcomes[0].everything == outcomes[1].everything
        assert outcomes[1].history is not None and reason in outcomes[1].history.reason


@pytest.mark.parametrize("function, slopes", [
    (lambda ys, ds: sum((y - d) ** 2 for y, d in zip(ys, ds)),
     lambda ys, ds: [2 * (y - d) for y, d in zip(ys, ds)]),
    (lambda ys, ds: math.fsum(abs(y - d) for y, d in zip(ys, ds)),
     lambda ys, ds: [1 if y > d else -1 for y, d in zip(ys, ds)]),
    (lambda ys, ds: max(y - d for y, d in zip(ys, ds)), lambda ys, ds: [
        float(y - d == max(y - d for y, d in zip(ys, ds))) for y, d in zip(ys, ds)]),
    (lambda ys, ds: (ys[0] - ds[0]) ** 4 + ys[1],
     lambda ys, ds: (4 * (ys[0] - ds[0]) ** 3, 1, 0.0, True, 0, 0))])
def test_losses(function: Any, slopes: Any) -> None:
    """sum is more accurate than additions one by one, from Python 3.12 on."""
    samples = [([0.5 * seed, 1.0 - seed], [0.1, 0.2, 0.3 * seed, 1e-9, 0.5, 7.0]) for seed in range(4)]
    same(lambda: Network(2, Dense(3), Dense(6), loss=Loss("mine", function, slopes), seed=1),
         lambda: Adam(0.05), samples, batch_size=2)


def test_a_function_that_is_not_defined_for_a_number_raises_the_same_error() -> None:
    def table(total: float) -> float:
        return [0.1, total][int(total > 0.0)] if total < 5.0 else {"small": total}["large"]
    outcome = trained(table, samples=[*SAMPLES, ([20.0, 20.0], [0.0])])
    assert type(outcome.error) is KeyError


# ---- optimizers --------------------------------------------------------------------------------------

class Coupled(Optimizer):
    """Every step depends on all sensitivities."""

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        largest = max(map(abs, averages))
        return [weight.value - self.rate * average * largest for weight, average in zip(weights, averages)]


class Normed(Optimizer):
    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        norm = math.sqrt(sum(average * average for average in averages))
        return [weight.value - self.rate * average / (norm + 1e-3)
                for weight, average in zip(weights, averages)]


class Plain(Optimizer):
    def scaled(self, average: float) -> float:
        return self.rate * average / 3.0

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        return [weight.value - self.scaled(average) for weight, average in zip(weights, averages)]


class Branching(RememberingOptimizer):
    remembers = ("mean",)

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        factor = 1.2 if memory.mean * sensitivity > 0.0 else 0.5
        memory.mean = sensitivity
        return value - self.rate * factor * sensitivity


class Counting(Optimizer):
    """Changes its own attributes, and stores a state in a dict and a list."""

    def __init__(self, rate: float, fails_at: float = math.inf) -> None:
        super().__init__(rate)
        self.updates, self.fails_at = 0.0, fails_at
        self.velocities: Dict[Weight, float] = {}
        self.log: List[float] = []

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        self.updates += 1.0
        self.log.append(averages[0])
        if self.updates == self.fails_at:
            raise ValueError("no more")
        for weight, average in zip(weights, averages):
            self.velocities[weight] = 0.5 * self.velocities.get(weight, 0.0) + average
        return [weight.value - self.rate / self.updates * self.velocities[weight] for weight in weights]


class Remembering(Optimizer):
    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        return [weight.value - self.rate * (average + 0.5 * weight.last_sensitivity)
                for weight, average in zip(weights, averages)]


class Noisy(Optimizer):
    def __init__(self, rate: float) -> None:
        super().__init__(rate)
        self.generator = random.Random(3)

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        return [weight.value - self.rate * self.generator.gauss(average, 0.1)
                for weight, average in zip(weights, averages)]


class Projecting(Adam):
    """Weights that are never below −0.5."""

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        super().update(weights, samples)
        for weight in weights:
            weight.value = max(weight.value, -0.5)


class Decaying(Adam):
    """The rate becomes smaller with every value."""

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        self.rate = self.rate * 0.999
        return super().new_value(value, sensitivity, memory)


class Duck:
    """No Optimizer."""

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        for weight in weights:
            weight.value -= 0.1 * weight.sensitivity / samples
            weight.sensitivity = 0.0


USER_OPTIMIZERS: Dict[str, Tuple[Callable[[], Any], str]] = {
    "coupled": (lambda: Coupled(0.1), "what is done next"),
    "normed": (lambda: Normed(0.1), "reads more than"),
    "plain": (lambda: Plain(0.1), ""), "branching": (lambda: Branching(0.1), ""),
    "counting": (lambda: Counting(0.1), "more than a number"),
    "remembering": (lambda: Remembering(0.1), "reads"),
    "noisy": (lambda: Noisy(0.1), "its generator is more"),
    "projecting": (lambda: Projecting(0.1), "user-defined"),
    "decaying": (lambda: Decaying(0.1), "it needs numbers"), "duck": (Duck, "user-defined")}


@pytest.mark.parametrize("name", USER_OPTIMIZERS)
@pytest.mark.parametrize("size", [1, 3])
def test_optimizers(name: str, size: int) -> None:
    make, reason = USER_OPTIMIZERS[name]
    same(lambda: Network(2, Dense(3), Dense(1), seed=1), make, SAMPLES, batch_size=size)
    stays = Network(2, Dense(3), Dense(1), seed=1).unroll(make(), batch_size=size).update_stays
    assert reason in stays and bool(reason) == bool(stays)


def test_an_update_that_fails_is_not_called_twice() -> None:
    outcomes = [Outcome((lambda: Network(2, Dense(3), Dense(1), seed=1), lambda: Counting(0.1, 6.0)), SAMPLES,
                        unrolled, epochs=4) for unrolled in (False, True)]
    assert set(differences(outcomes[0].everything, outcomes[1].everything)) <= set(OLDER)
    assert str(outcomes[1].error) == "no more"
    assert [len(outcome.optimizer.log) for outcome in outcomes] == [6, 6]


def test_an_optimizer_that_logs_uses_the_same_list_all_the_time() -> None:
    log: List[float] = []

    def make() -> Counting:
        optimizer = Counting(0.1)
        optimizer.log = log
        return optimizer
    outcome = Outcome((lambda: Network(2, Dense(3), Dense(1), seed=1), make), SAMPLES, True, epochs=4)
    assert outcome.optimizer.log is log and len(log) == 16


def test_an_optimizer_that_may_look_at_the_network_stays_with_the_objects() -> None:
    class Looking(Optimizer):
        def __init__(self, rate: float) -> None:
            super().__init__(rate)
            self.seen: List[Any] = []

        def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
            factor = 1.0 + abs(self.seen[0].outputs[0].value)
            return [weight.value - self.rate * factor * average for weight, average in zip(weights, averages)]
    optimizer = Looking(0.1)

    def make() -> Network:
        network = Network(2, Dense(3), Dense(1), seed=1)
        optimizer.seen = [network]
        return network
    same(make, lambda: optimizer, SAMPLES, expected_reason="the optimizer's seen may refer to the network")


# ---- neurons, links, networks ------------------------------------------------------------------------

class Leaky(Neuron):
    __slots__ = ("before",)

    def forward(self) -> None:
        super().forward()
        self.value += 0.5 * getattr(self, "before", 0.0)
        self.before = self.value


class Clipping(Link):
    def backward(self) -> None:
        super().backward()
        self.weight.sensitivity = max(min(self.weight.sensitivity, 0.01), -0.01)


class Scaling(Network):
    def set_inputs(self, inputs: Sequence[Any], training: bool = True) -> None:
        super().set_inputs([number / 2 for number in inputs], training)


class Named(Network):
    """A subclass that changes nothing of learning."""

    def describe(self) -> str:
        return "mine"


def with_kinds(neuron: Any = Neuron, link: Any = Link, network: Any = Network) -> Callable[[], Network]:
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        made = network.add(neuron("mine", "tanh"))
        link(sources[0], made, Weight(0.4, "a"))
        Link(sources[1], made, Weight(0.3, "b"))
        return [made]
    return lambda: network(2, layer, Dense(1), seed=1)


@pytest.mark.parametrize("kinds, reason", [
    ({"neuron": Leaky}, "the forward of mine is user-defined (class Leaky)"),
    ({"link": Clipping}, "the backward of input[0]->mine is user-defined (class Clipping)"),
    ({"network": Scaling}, "the set_inputs of the network is user-defined (class Scaling)"),
    ({"network": Named}, ""), ({}, "")])
def test_user_defined_kinds(kinds: Any, reason: str) -> None:
    same(with_kinds(**kinds), descent, SAMPLES, expected_reason=reason)


def test_replaced_methods_and_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    def replaced() -> Network:
        network = with_kinds()()
        usual = network.set_inputs
        network.set_inputs = lambda inputs, training=True: usual(  # type: ignore[method-assign]
            [number / 2 for number in inputs], training)
        return network

    def hooked() -> Network:
        network = with_kinds()()
        network.before_each_sample(lambda training: network.inputs[0].set_value(0.25))
        return network
    same(replaced, descent, SAMPLES, expected_reason="the set_inputs of the network was replaced")
    same(hooked, descent, SAMPLES, expected_reason="something user-defined is done before each sample")
    network, samples = hooked(), [inputs for inputs, _ in SAMPLES]
    assert network.predict_all(samples, unrolled=True) == [network.predict(inputs) for inputs in samples]

    def backward(link: Link) -> None:
        link.sensitivity = link.target.sensitivity * link.target.slope
        link.weight.sensitivity = link.sensitivity * link.source.value      # = for +=, as a lesson
    monkeypatch.setattr(Link, "backward", backward)
    same(with_kinds(), descent, SAMPLES, expected_reason="is user-defined (class Link)")


def test_a_replaced_method_of_an_optimizer(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = random.Random(3)

    def noisy(optimizer: Adam, value: float, sensitivity: float, memory: Memory) -> float:
        return value - optimizer.rate * generator.gauss(sensitivity, 0.1)

    def plain(optimizer: Adam, value: float, sensitivity: float, memory: Memory) -> float:
        return value - optimizer.rate * sensitivity
    for method, reason in ((noisy, "it uses generator"), (plain, "")):
        monkeypatch.setattr(Adam, "new_value", method)
        assert reason in Network(2, Dense(3), Dense(1)).unroll(Adam(0.1)).update_stays
        outcomes = []
        for unrolled in (False, True):
            generator.seed(3)
            outcomes.append(Outcome((lambda: Network(2, Dense(3), Dense(1), seed=1), Adam), SAMPLES, unrolled,
                                    epochs=3).everything)
        assert outcomes[0] == outcomes[1]


def test_deep_in_a_recursion() -> None:
    def deep(depth: int) -> None:
        if depth:
            deep(depth - 1)
        else:
            same(lambda: Network(2, Dense(3), Dense(1), seed=1), descent, SAMPLES, expected_reason=None)
    usual = sys.getrecursionlimit()
    for depth in (usual // 4, usual // 2):
        deep(depth)


def test_names_that_python_uses() -> None:
    names = ["tanh", "first", "second", "answer", "inf", "unrolled", "samples", "loss", "total_loss", "exp",
             "inputs", "targets", "nan", "_", "if", "sigmoid", "abs", "Exception", "new w 1", "total_tanh"]

    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        made = []
        for index, name in enumerate(names):
            made.append(network.add(Neuron(name, "tanh" if index % 2 else "softplus")))
            Link(sources[0], made[-1], Weight(0.1 * index, f"w {index}"))
            Link(sources[1], made[-1], Weight(0.1, "first_" if index == 3 else f"v {index}"))
        return made
    for size in (1, 2):
        same(lambda: Network(2, layer, Dense(1), seed=1), lambda: Adam(0.1, clip=0.1), SAMPLES,
             batch_size=size)

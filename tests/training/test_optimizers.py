import copy
import json
import math
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

import pytest

from lernmi import BadInput, GradientDescent, NumericError, Optimizer, Weight, trace, training
from lernmi.training import Adagrad, Adam, AdamW, Memory, Momentum, Nesterov, RememberingOptimizer, RMSProp
from lernmi.training.optimizer_options import rates_of
from tests.support.bits import optimizer_bits
from tests.support.networks import INPUTS, TARGETS, mazur, plain
from tests.support.steps import worked_example

PYTORCH = json.loads((Path(__file__).parents[1] / "pytorch" / "optimizers.json").read_text("utf-8"))


def grouped() -> Optimizer:
    """With other options for every weight of the tests' networks."""
    optimizer = AdamW(0.1, l2=0.1)
    optimizer.add_group("all_of_them", "*w*", rate=0.05, l1=0.01, beta2=0.5)
    return optimizer


OPTIMIZERS: List[Callable[[], Optimizer]] = [
    GradientDescent, Momentum, Nesterov, RMSProp, Adagrad, Adam, AdamW,
    lambda: GradientDescent(0.5, l1=0.01, l2=0.1, limit=0.05),
    lambda: Nesterov(0.5, 0.8, l1=0.01, l2=0.1, limit=0.05),
    lambda: AdamW(0.1, beta1=0.5, weight_decay=0.5, l1=0.01, l2=0.1, limit=0.05),
    lambda: RMSProp(0.1, centered=True), lambda: RMSProp(0.1, momentum=0.5),
    lambda: RMSProp(0.1, centered=True, momentum=0.9, l2=0.1, clip=0.02, limit=0.05),
    lambda: GradientDescent(0.5, clip=0.02), grouped,
]


def weight(value: float, sensitivity: float) -> Weight:
    made = Weight(value, "w")
    made.sensitivity = sensitivity
    return made


def values_after(optimizer: Optimizer, value: float, sensitivities: Sequence[float]) -> List[float]:
    """The values of one weight that meets these sensitivities, one update each."""
    w, values = Weight(value, "w"), []
    for sensitivity in sensitivities:
        w.sensitivity = sensitivity
        optimizer.update([w])
        values.append(w.value)
    return values


# ---- worked by hand --------------------------------------------------------------------------


def test_gradient_descent_goes_against_the_sensitivity() -> None:
    w = weight(0.4, 0.08216704056423078)
    GradientDescent(0.5).update([w])
    assert w.value == 0.4 - 0.5 * 0.08216704056423078
    assert w.sensitivity == 0.0


def test_momentum_keeps_a_share_of_its_velocity() -> None:
    """velocity: 1, 0.5 + 1, 0.75 + 0."""
    assert values_after(Momentum(1.0, 0.5), 5.0, [1.0, 1.0, 0.0]) == [4.0, 2.5, 1.75]


def test_nesterov_looks_ahead() -> None:
    """velocity: 1, 1.5, 0.75; step: 1 + 0.5, 1 + 0.75, 0 + 0.375."""
    assert values_after(Nesterov(1.0, 0.5), 5.0, [1.0, 1.0, 0.0]) == [3.5, 1.75, 1.375]


def test_rmsprop_divides_by_the_root_of_the_running_average() -> None:
    """squares: 0.75·0 + 0.25·16 = 4, then 0.75·4 + 0.25·4 = 4."""
    optimizer = RMSProp(1.0, alpha=0.75, epsilon=2.0)
    assert values_after(optimizer, 5.0, [4.0, -2.0]) == [5.0 - 4.0 / (2.0 + 2.0), 4.0 + 2.0 / (2.0 + 2.0)]


def test_rmsprop_centered_divides_by_the_root_of_the_variance() -> None:
    """squares 8, 4 + 8; mean 2, 3; variance 8 − 4, 12 − 9. Rounding never takes it below 0."""
    optimizer = RMSProp(1.0, alpha=0.5, epsilon=1.0, centered=True)
    assert values_after(optimizer, 5.0, [4.0, 4.0]) == pytest.approx(
        [5.0 - 4.0 / 3.0, 5.0 - 4.0 / 3.0 - 4.0 / (math.sqrt(3.0) + 1.0)], rel=1e-15)
    constant = values_after(RMSProp(1e-9, alpha=0.5, centered=True), 0.0, [0.1] * 200)
    assert all(type(value) is float for value in constant)


def test_rmsprop_with_momentum_adds_up_what_was_divided() -> None:
    """squares 4, 4; velocity 4 ÷ 4, then ½ − 2 ÷ 4."""
    optimizer = RMSProp(1.0, alpha=0.75, epsilon=2.0, momentum=0.5)
    assert values_after(optimizer, 5.0, [4.0, -2.0]) == [4.0, 4.0]


def test_without_an_epsilon_adams_first_step_is_exactly_the_rate() -> None:
    assert values_after(Adam(0.125, epsilon=0), 0.0, [3.0]) == [-0.125]
    assert values_after(RMSProp(0.125, alpha=0.0, epsilon=0), 0.0, [3.0, -7.0]) == [-0.125, 0.0]


@pytest.mark.parametrize("kind", [RMSProp, Adagrad, Adam, AdamW])
def test_without_an_epsilon_no_sensitivity_at_all_is_refused_by_name(kind: Any) -> None:
    weights = [weight(1.0, 1.0), Weight(1.0, "idle")]
    optimizer = kind(epsilon=0)
    with pytest.raises(NumericError, match="the new value of idle can't be computed: .*an epsilon of 1e-8"):
        optimizer.update(weights)
    assert [w.value for w in weights] == [1.0, 1.0] and not optimizer.memories


def test_adagrad_divides_by_the_root_of_the_sum() -> None:
    """squares: 9, then 9 + 16."""
    assert values_after(Adagrad(1.0, epsilon=1.0), 5.0, [3.0, 4.0]) == [4.25, 4.25 - 4.0 / 6.0]


def test_adam_by_hand() -> None:
    """mean: 2, then 2 + 0.5·(0 − 2) = 1, corrected ÷ (1 − 0.5²); squares: 4, 3, corrected ÷ (1 − 0.75²)."""
    optimizer = Adam(1.0, beta1=0.5, beta2=0.75, epsilon=1e-8)
    first, second = values_after(optimizer, 5.0, [4.0, 0.0])
    assert first == pytest.approx(4.0, abs=1e-8)
    assert second == pytest.approx(first - (1.0 / 0.75) / math.sqrt(3.0 / 0.4375), abs=1e-8)


@pytest.mark.parametrize("kind", [Adam, AdamW])
@pytest.mark.parametrize("sensitivity", [1e-3, -0.08, 7.0, -4e5])
def test_adams_first_step_moves_each_weight_by_about_the_rate(kind: Any, sensitivity: float) -> None:
    """A bias correction that multiplies where it should divide moves it by 0.003 of that."""
    moved = values_after(kind(0.01), 0.0, [sensitivity])[0]
    assert moved == pytest.approx(-math.copysign(0.01, sensitivity), rel=1e-4)


def test_the_decay_of_adamw_is_not_divided_by_anything() -> None:
    assert values_after(AdamW(0.5, weight_decay=0.5), 8.0, [0.0, 0.0]) == [6.0, 4.5]
    assert values_after(Adam(0.5, l2=0.5), 8.0, [0.0])[0] == pytest.approx(7.5)


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_without_any_sensitivity_nothing_divides_by_zero(make: Callable[[], Optimizer]) -> None:
    assert values_after(make(), 0.0, [0.0, 0.0, 0.0]) == [0.0, 0.0, 0.0]


# ---- options of all --------------------------------------------------------------------------


def test_sensitivities_are_divided_by_the_number_of_samples() -> None:
    w = weight(1.0, 6.0)
    GradientDescent(0.5).update([w], samples=3)
    assert w.value == 0.0


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_a_batch_counts_as_its_average(make: Callable[[], Optimizer]) -> None:
    one, many = weight(1.0, 0.75), weight(1.0, 3.0)
    make().update([one])
    make().update([many], samples=4)
    assert one.value == many.value


def test_l2_pulls_the_harder_the_larger_and_l1_pulls_equally() -> None:
    weights = [weight(4.0, 0.0), weight(-2.0, 0.0), weight(0.0, 0.0)]
    GradientDescent(0.5, l2=0.5).update(weights)
    assert [w.value for w in weights] == [3.0, -1.5, 0.0]
    GradientDescent(0.5, l1=0.5).update(weights)
    assert [w.value for w in weights] == [2.75, -1.25, 0.0]


def test_the_options_are_not_divided_by_the_number_of_samples() -> None:
    w = weight(4.0, 8.0)
    GradientDescent(0.5, l1=0.25, l2=0.5).update([w], samples=8)
    assert w.value == 4.0 - 0.5 * (1.0 + 2.0 + 0.25)


def test_the_limit_is_on_the_norm_of_all_averages_and_comes_before_l2() -> None:
    weights = [weight(1.0, 6.0), weight(-1.0, 8.0)]
    GradientDescent(1.0, limit=1.0, l2=0.5).update(weights, samples=2)
    factor = 1.0 / (5.0 + 1e-6)
    assert [w.value for w in weights] == [1.0 - (factor * 3.0 + 0.5), -1.0 - (factor * 4.0 - 0.5)]


def test_clip_is_on_each_average_and_comes_before_the_limit_and_l2() -> None:
    weights = [weight(1.0, 8.0), weight(-1.0, -12.0), weight(0.0, 1.0)]
    GradientDescent(1.0, clip=3.0).update(weights, samples=2)
    assert [w.value for w in weights] == [-2.0, 2.0, -0.5]
    weights = [weight(1.0, 6.0), weight(-1.0, 8.0)]
    GradientDescent(1.0, clip=3.0, limit=1.0, l2=0.5).update(weights)
    part = 1.0 / (math.sqrt(18.0) + 1e-6) * 3.0
    assert [w.value for w in weights] == pytest.approx([0.5 - part, -0.5 - part], rel=1e-15)


def test_sensitivities_within_the_limit_are_left_alone() -> None:
    weights = [weight(0.0, 0.3), weight(0.0, 0.4)]
    GradientDescent(1.0, limit=0.6).update(weights)
    assert [w.value for w in weights] == [-0.3, -0.4]


@pytest.mark.parametrize("case", PYTORCH["runs"], ids=lambda case: " ".join(
    map(str, [case["optimizer"], *case["options"].items(), *case.get("schedule", []),
              *case.get("group", {}).items()])))
def test_twenty_steps_agree_with_pytorch(case: Dict[str, Any]) -> None:
    optimizer = getattr(training, case["optimizer"])(**case["options"])
    if "group" in case:
        optimizer.add_group("later", "later*", **case["group"])
    schedule = schedule_of(case["schedule"]) if "schedule" in case else lambda epoch: 1.0
    rates = rates_of(optimizer)
    weights = [Weight(value, f"{'first' if index < 3 else 'later'}[{index}]")
               for index, value in enumerate(PYTORCH["weights"])]
    assert len(case["weights"]) == 20
    for step, (sensitivities, expected) in enumerate(zip(PYTORCH["sensitivities"], case["weights"])):
        for name, rate in rates.items():
            setattr(optimizer, name, rate * schedule(step))
        for w, sensitivity in zip(weights, sensitivities):
            w.sensitivity = 4.0 * sensitivity
        optimizer.update(weights, samples=4)
        assert [w.value for w in weights] == pytest.approx(expected, rel=1e-12, abs=1e-15)


def schedule_of(words: List[Any]) -> Callable[[int], float]:
    name, *numbers = words
    made: Callable[[int], float] = getattr(training, name)(
        *[schedule_of(number) if isinstance(number, list) else number for number in numbers])
    return made


# ---- what can go wrong -----------------------------------------------------------------------


def test_an_update_that_overflows_changes_no_weight() -> None:
    weights = [weight(1.0, 1.0), weight(1e308, -1e308), weight(2.0, 2.0)]
    with pytest.raises(NumericError, match="the weight w would become inf"):
        GradientDescent(10.0).update(weights)
    assert [(w.value, w.sensitivity) for w in weights] == [(1.0, 1.0), (1e308, -1e308), (2.0, 2.0)]


def test_large_weights_that_do_not_overflow_are_fine() -> None:
    weights = [weight(1.7e308, 0.0), weight(1.7e308, 0.0)]
    GradientDescent(0.5).update(weights)
    assert weights[0].value == 1.7e308


@pytest.mark.parametrize("make", [Momentum, Nesterov, RMSProp, Adagrad, Adam, AdamW])
@pytest.mark.parametrize("poison", [math.nan, math.inf, -math.inf])
def test_a_failed_update_changes_neither_weights_nor_memories(make: Any, poison: float) -> None:
    optimizer, weights = make(0.1), [weight(1.0, 1.0), weight(2.0, 2.0)]
    optimizer.update(weights)
    known = dict(optimizer.memories)
    before = [(w.value, copy.copy(vars(known[w]))) for w in weights]
    weights.append(weight(3.0, 3.0))
    for w, sensitivity in zip(weights, (0.5, poison, 0.5)):
        w.sensitivity = sensitivity
    with pytest.raises(NumericError):
        optimizer.update(weights)
    assert optimizer.memories == known, "the third weight is not remembered"
    assert [(w.value, vars(known[w])) for w in weights[:2]] == before
    assert [w.sensitivity for w in weights[::2]] == [0.5, 0.5]


def test_squares_that_overflow_are_refused_though_the_weight_would_stay_finite() -> None:
    w = weight(1.0, 1e200)
    optimizer = Adagrad()
    with pytest.raises(NumericError, match="the squares of w would become inf: the weight's sens") as caught:
        optimizer.update([w])
    assert caught.value.weight is w
    assert (w.value, optimizer.memories) == (1.0, {})


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_a_failed_trace_changes_neither_weights_nor_memories(make: Callable[[], Optimizer]) -> None:
    for met_before in (False, True):
        network, optimizer = mazur(), make()
        if met_before:
            network.learn(INPUTS, TARGETS, optimizer)
        optimizer.rate = optimizer.l2 = 1e308
        state = optimizer_bits(network.weights, optimizer)
        with pytest.raises(NumericError, match="would become -?inf|would become nan"):
            trace(network, INPUTS, [1e10, -1e10], optimizer)
        assert optimizer_bits(network.weights, optimizer) == state


@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), None, "fast", 1j])
@pytest.mark.parametrize("kind", [GradientDescent, Momentum, Nesterov, RMSProp, Adagrad, Adam, AdamW])
def test_other_rates_are_refused(kind: Any, rate: Any) -> None:
    with pytest.raises(BadInput, match="the learning rate"):
        kind(rate)


@pytest.mark.parametrize("make, sentence", [
    (lambda: GradientDescent(l1=-1), "l1 must be at least 0, not -1."),
    (lambda: Adam(l2=-0.5), "l2 must be at least 0, not -0.5."),
    (lambda: Adam(limit=0), "the limit must be above 0, not 0."),
    (lambda: Momentum(0.1, 1), "the momentum must be at least 0 and below 1, not 1."),
    (lambda: Nesterov(0.1, -0.1), "the momentum must be at least 0 and below 1, not -0.1."),
    (lambda: RMSProp(alpha=1.5), "alpha must be at least 0 and below 1, not 1.5."),
    (lambda: RMSProp(momentum=1), "the momentum must be at least 0 and below 1, not 1."),
    (lambda: RMSProp(centered=1),  # type: ignore[arg-type]
     "centered must be True or False, not 1."),
    (lambda: RMSProp(epsilon=-1e-8), "epsilon must be at least 0, not -1e-08."),
    (lambda: Adagrad(epsilon=-1), "epsilon must be at least 0, not -1."),
    (lambda: Nesterov(clip=0), "clip must be above 0, not 0."),
    (lambda: Adam(beta1=1), "beta1 must be at least 0 and below 1, not 1."),
    (lambda: Adam(beta2="much"),  # type: ignore[arg-type]
     "beta2 must be a number, not 'much'."),
    (lambda: AdamW(weight_decay=-1), "the weight decay must be at least 0, not -1."),
])
def test_options_out_of_range_are_refused(make: Callable[[], Optimizer], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        make()
    assert str(caught.value) == sentence


# ---- memories, and optimizers of your own ----------------------------------------------------


def test_each_weight_has_a_memory_that_carries_its_name() -> None:
    optimizer, w = Adam(), weight(1.0, 2.0)
    optimizer.update([w])
    memory = optimizer.memories[w]
    assert (memory.name, memory.steps) == ("w", 1.0)
    assert (memory.mean, memory.squares) == pytest.approx((0.2, 0.004))
    optimizer.update([weight(1.0, 2.0)])
    assert len(optimizer.memories) == 2
    w.sensitivity = 2.0
    optimizer.update([w])
    assert optimizer.memories[w] is memory
    assert repr(memory) == "Memory(w: steps 2, mean 0.38, squares 0.007996)"


def test_repr_reads_like_source() -> None:
    assert repr(GradientDescent(0.5)) == "GradientDescent(rate=0.5)"
    assert repr(AdamW(limit=1)) == ("AdamW(rate=0.001, limit=1, beta1=0.9, beta2=0.999, "
                                    "epsilon=1e-08, weight_decay=0.01)")


def test_your_own_optimizer_says_only_what_the_new_values_are() -> None:
    class SignDescent(Optimizer):
        def __init__(self) -> None:
            self.rate = 0.1

        def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
            return [w.value - (0.1 if average > 0 else -0.1)
                    for w, average in zip(weights, averages)]
    w = weight(1.0, 5.0)
    SignDescent().update([w])
    assert (w.value, w.sensitivity) == (0.9, 0.0)


class HeavyBall(RememberingOptimizer):
    """A user-defined optimizer that remembers the last step."""

    remembers = ("last",)

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        memory.last = 0.5 * memory.last - self.rate * sensitivity  # type: ignore[attr-defined]
        return value + memory.last  # type: ignore[attr-defined, no-any-return]


def test_your_own_optimizer_may_remember_what_it_likes() -> None:
    assert values_after(HeavyBall(1.0), 5.0, [1.0, 1.0, 0.0]) == [4.0, 2.5, 1.75]


# ---- traced ----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [*OPTIMIZERS, lambda: HeavyBall(0.1)])
def test_traced_steps_and_untraced_ones_are_bit_identical(make: Callable[[], Optimizer]) -> None:
    traced, untraced = (plain("tanh", "squared_error") for _ in range(2))
    one, other = make(), make()
    for step in range(5):
        inputs, targets = [0.6 - 0.2 * step, -0.4], [0.2, 0.3 * step]
        seen = trace(traced, inputs, targets, one)
        assert seen.loss == untraced.learn(inputs, targets, other)
        assert optimizer_bits(traced.weights, one) == optimizer_bits(untraced.weights, other)


@pytest.mark.parametrize("make", OPTIMIZERS)
def test_every_product_of_an_update_is_listed_once_with_its_operands(
        make: Callable[[], Optimizer]) -> None:
    network, optimizer = mazur(), make()
    network.learn(INPUTS, TARGETS, optimizer)
    for move in trace(network, INPUTS, TARGETS, optimizer).only("update"):
        values = [product.value for product in move.products]
        assert len(set(map(id, values))) == len(values) > 0
        for product in move.products:
            assert float(product.value) == float(product.left) * float(product.right)


@pytest.mark.parametrize("make, names", [
    (lambda: Momentum(0.5, l2=0.1), [
        ("momentum", "velocity of w5"), ("l2", "value of w5"), ("rate", "velocity of w5")]),
    (lambda: Nesterov(0.5), [
        ("momentum", "velocity of w5"), ("momentum", "velocity of w5"),
        ("rate", "sensitivity of w5 + momentum × velocity of w5")]),
    (RMSProp, [
        ("alpha", "squares of w5"), ("1 − alpha", "sensitivity of w5"),
        ("(1 − alpha) × sensitivity of w5", "sensitivity of w5"), ("rate", "sensitivity of w5")]),
    (lambda: RMSProp(centered=True, momentum=0.5), [
        ("alpha", "squares of w5"), ("1 − alpha", "sensitivity of w5"),
        ("(1 − alpha) × sensitivity of w5", "sensitivity of w5"),
        ("1 − alpha", "sensitivity of w5 − mean of w5"), ("momentum", "velocity of w5"),
        ("mean of w5", "mean of w5"), ("rate", "velocity of w5")]),
    (grouped, [
        ("l2", "value of w5"), ("l1 of all of them", "1"),
        ("1 − beta1", "sensitivity of w5 + l2 × value of w5 + l1 of all of them × 1 − mean of w5"),
        ("beta2 of all of them", "squares of w5"),
        ("1 − beta2 of all of them", "sensitivity of w5 + l2 × value of w5 + l1 of all of them × 1"),
        ("(1 − beta2 of all of them) × (sensitivity of w5 + l2 × value of w5 + l1 of all of them × 1)",
         "sensitivity of w5 + l2 × value of w5 + l1 of all of them × 1"),
        ("rate of all of them", "weight decay"),
        ("value of w5", "1 − rate of all of them × weight decay"),
        ("rate of all of them ÷ (1 − beta1 ^ steps of w5)", "mean of w5")]),
    (Adagrad, [("sensitivity of w5", "sensitivity of w5"), ("rate", "sensitivity of w5")]),
    (AdamW, [
        ("1 − beta1", "sensitivity of w5 − mean of w5"), ("beta2", "squares of w5"),
        ("1 − beta2", "sensitivity of w5"),
        ("(1 − beta2) × sensitivity of w5", "sensitivity of w5"), ("rate", "weight decay"),
        ("value of w5", "1 − rate × weight decay"),
        ("rate ÷ (1 − beta1 ^ steps of w5)", "mean of w5")]),
])
def test_the_operands_of_an_update_have_names(make: Callable[[], Optimizer], names: Any) -> None:
    move = worked_example(make()).only(["update", "w5"])[0]
    assert [(product.left.name, product.right.name) for product in move.products] == names


def test_the_changes_of_an_update_can_be_taken_back() -> None:
    network, optimizer = mazur(), Adam()
    network.learn(INPUTS, TARGETS, optimizer)
    before = optimizer_bits(network.weights, optimizer)
    step = trace(network, INPUTS, TARGETS, optimizer)
    assert optimizer_bits(network.weights, optimizer) != before
    for move in reversed(step.moves):
        for change in reversed(move.changes):
            if change.place.thing is not None:
                setattr(change.place.thing, change.place.attribute, float(change.old))
    assert optimizer_bits(network.weights, optimizer) == before


def test_the_printed_update_shows_the_memory_and_then_the_weight(
        capsys: pytest.CaptureFixture[str]) -> None:
    network, optimizer = mazur(), Momentum(0.5)
    network.learn(INPUTS, TARGETS, optimizer)
    trace(network, INPUTS, TARGETS, optimizer).print(only=["update", "w5"])
    assert capsys.readouterr().out.splitlines()[-5:] == [
        "Update: only now do the weights change",
        "35/38 update w5: velocity of w5 = momentum × velocity of w5 + sensitivity of w5 = "
        "0.9 × 0.08217 + 0.08313 = 0.1571  [velocity(w5) = momentum × velocity(w5) + ∂L/∂w5]",
        "35/38 update w5: value of w5 = value of w5 − rate × velocity of w5 = "
        "0.3589 − 0.5 × 0.1571 = 0.2804  [w5 = w5 − η × velocity(w5)]",
        "",
        "1 of 38 moves, 2 multiplications, loss 0.291."]


def test_roots_and_powers_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    worked_example(Adam(0.1)).print(only=["update", "w5"])
    line = capsys.readouterr().out.splitlines()[-3]
    assert line.startswith(
        "35/38 update w5: value of w5 = value of w5 − rate ÷ (1 − beta1 ^ steps of w5) × mean of w5 "
        "÷ (√(squares of w5) ÷ √(1 − beta2 ^ steps of w5) + epsilon) = 0.4 − 0.1 ÷ (1 − 0.9 ^ 1) × "
        "0.008217 ÷ (√(6.751e-06) ÷ √(1 − 0.999 ^ 1) + 1e-08) = 0.3  [")

from typing import Any, List, Sequence

import pytest

from lernmi import BadInput, GradientDescent, NumericError, Optimizer, Weight


def weight(value: float, sensitivity: float) -> Weight:
    made = Weight(value, "w")
    made.sensitivity = sensitivity
    return made


def test_gradient_descent_goes_against_the_sensitivity() -> None:
    w = weight(0.4, 0.08216704056423078)
    GradientDescent(0.5).update([w])
    assert w.value == 0.4 - 0.5 * 0.08216704056423078
    assert w.sensitivity == 0.0


def test_sensitivities_are_divided_by_the_number_of_samples() -> None:
    w = weight(1.0, 6.0)
    GradientDescent(0.5).update([w], samples=3)
    assert w.value == 0.0


def test_an_update_that_overflows_changes_no_weight() -> None:
    weights = [weight(1.0, 1.0), weight(1e308, -1e308), weight(2.0, 2.0)]
    with pytest.raises(NumericError, match="the weight w would become inf"):
        GradientDescent(10.0).update(weights)
    assert [(w.value, w.sensitivity) for w in weights] == [(1.0, 1.0), (1e308, -1e308), (2.0, 2.0)]


def test_large_weights_that_do_not_overflow_are_fine() -> None:
    weights = [weight(1.7e308, 0.0), weight(1.7e308, 0.0)]
    GradientDescent(0.5).update(weights)
    assert weights[0].value == 1.7e308


@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), None, "fast", 1j])
def test_other_rates_are_refused(rate: Any) -> None:
    with pytest.raises(BadInput, match="the learning rate"):
        GradientDescent(rate)


def test_your_own_optimizer_says_only_what_the_new_values_are() -> None:
    class SignDescent(Optimizer):
        def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
            return [w.value - (0.1 if average > 0 else -0.1)
                    for w, average in zip(weights, averages)]
    w = weight(1.0, 5.0)
    SignDescent().update([w])
    assert (w.value, w.sensitivity) == (0.9, 0.0)
    assert repr(GradientDescent(0.5)) == "GradientDescent(rate=0.5)"

"""User-defined functions in a wrong form get a sentence with the right one; their errors stay theirs."""

import copy
import math
import pickle
from functools import partial
from typing import Any

import pytest

import lernmi
from lernmi import (
    LOSSES,
    Activation,
    BadInput,
    Dense,
    GradientDescent,
    Loss,
    Network,
    NumericError,
    UnknownName,
    trace,
)
from lernmi.support.user_defined import takes

untyped: Any = lernmi           # for what a type checker refuses, and people write

ACTIVATION_FORM = 'n Activation is written like Activation("cube", lambda x: x ** 3, lambda x, y: 3 * x ** 2)'
LOSS_FORM = 'A Loss is written like Loss("mine", lambda ys, ds: '


def cube(x: float) -> float:
    return x ** 3


def slope(x: float, y: float) -> float:
    return 3 * x ** 2


@pytest.mark.parametrize("make, problem, form", [
    (lambda: untyped.Activation(cube, slope),
     "missing 1 required positional argument: 'slope'", ACTIVATION_FORM),
    (lambda: untyped.Activation(), "missing 3 required", ACTIVATION_FORM),
    (lambda: untyped.Activation("c", cube, slope, "", "", 1), "takes from 4 to 6", ACTIVATION_FORM),
    (lambda: untyped.Activation("c", cube, slop=slope),
     "unexpected keyword argument 'slop'", ACTIVATION_FORM),
    (lambda: untyped.Activation("c", 3, 4),
     "the function of the Activation c must be a function of 1 argument, not 3", ACTIVATION_FORM),
    (lambda: untyped.Activation(cube, cube, slope), "the name of the Activation must be text, not cube(x",
     ACTIVATION_FORM),
    (lambda: untyped.Activation("c", slope, cube),
     "the function of the Activation c must be a function of 1 argument, not slope(x", ACTIVATION_FORM),
    (lambda: untyped.Activation("c", cube, lambda x: 1.0),
     "the slope of the Activation c must be a function of 2 arguments, not <lambda>(x)", ACTIVATION_FORM),
    (lambda: untyped.Loss(cube, slope), "missing 1 required positional argument: 'slopes'", LOSS_FORM),
    (lambda: untyped.Loss("l", cube, slope),
     "the function of the Loss l must be a function of 2 arguments", LOSS_FORM),
    (lambda: untyped.Loss("l", slope, None),
     "the slopes of the Loss l must be a function of 2 arguments, not None", LOSS_FORM)])
def test_a_wrong_form_is_answered_with_the_right_one(make: Any, problem: str, form: str) -> None:
    with pytest.raises(BadInput) as caught:
        make()
    assert problem in str(caught.value) and form in str(caught.value)


def test_the_forms_in_the_sentences_are_right() -> None:
    own = Activation("cube", lambda x: x ** 3, lambda x, y: 3 * x ** 2)
    assert (own.function(2.0), own.slope(2.0, 8.0)) == (8.0, 12.0)
    loss = Loss("mine", lambda ys, ds: (ys[0] - ds[0]) ** 4, lambda ys, ds: [4 * (ys[0] - ds[0]) ** 3])
    assert lernmi.check_gradients(Network(1, Dense(1, own), loss=loss, seed=1), [0.5], [1.0]).passed


def test_any_function_that_takes_the_arguments_will_do() -> None:
    class Method:
        def value(self, total: float) -> float:
            return total

        def __call__(self, total: float, value: float = 0.0) -> float:
            return 1.0

    for function in (math.tanh, abs, Method(), Method().value, partial(slope, 1.0), lambda *totals: 0.0):
        assert Activation("own", function, Method()).function is function
        assert takes(function, 1)
    assert not takes(math.tanh, 2) and not takes(Method().value, 2) and not takes(None, 0)


def test_those_of_the_form_survive_pickle_and_copy() -> None:
    own = Activation("cube", cube, slope, "x³", "3 x²")
    for twin in (copy.copy(own), copy.deepcopy(own), pickle.loads(pickle.dumps(own)),
                 own._replace(formula="x³")):
        assert twin == own and type(twin) is Activation
    assert type(LOSSES["huber"]._replace(name="mine")) is Loss


def both_ways(own: Activation) -> Any:
    """The error of a forward pass, which must be the one of a traced step as well."""
    errors = []
    for call in (lambda network: network.forward([2]), lambda network: trace(network, [2], [1])):
        with pytest.raises((Exception,)) as caught:
            call(Network(1, Dense(1, own, weights=1.0), Dense(1, weights=1.0)))
        errors.append(caught.value)
    assert (type(errors[0]), str(errors[0])) == (type(errors[1]), str(errors[1]))
    return errors[0]


def raising(error: Exception) -> Any:
    def function(*_: float) -> float:
        raise error
    return function


@pytest.mark.parametrize("error", [
    BadInput("mine"), NumericError("mine"), UnknownName("thing", "x", ["y"]), StopIteration("mine"),
    TypeError("mine"), KeyError("mine"), RuntimeError("mine")])
def test_an_error_raised_in_an_activation_stays_what_it_is(error: Exception) -> None:
    assert both_ways(Activation("own", raising(error), slope)) is error
    assert both_ways(Activation("own", cube, raising(error))) is error


@pytest.mark.parametrize("error", [
    BadInput("mine"), StopIteration("mine"), TypeError("mine"), RuntimeError("mine")])
def test_an_error_raised_in_a_loss_stays_what_it_is(error: Exception) -> None:
    for function, slopes in ((raising(error), lambda ys, ds: [0.0]), (lambda ys, ds: 0.0, raising(error))):
        network = Network(1, Dense(1), loss=Loss("own", function, slopes), seed=1)
        for call in (lambda n: n.learn([1], [1], GradientDescent()), lambda n: trace(n, [1], [1])):
            with pytest.raises(type(error)) as caught:
                call(network)
            assert caught.value is error


def test_an_error_raised_in_an_optimizer_stays_what_it_is() -> None:
    class Own(GradientDescent):
        def new_values(self, weights: Any, averages: Any) -> Any:
            raise StopIteration("mine")

    for call in (lambda n: n.learn([1], [1], Own()), lambda n: trace(n, [1], [1], Own())):
        with pytest.raises(StopIteration, match="mine"):
            call(Network(1, Dense(1), seed=1))


@pytest.mark.parametrize("value", [None, "1", [1.0], 1j])
def test_what_is_no_number_is_named_as_the_activations_fault(value: Any) -> None:
    wrong_function = both_ways(Activation("own", lambda x: value, slope))
    assert str(wrong_function) == f"the function of the activation own must return a number, not {value!r}."
    wrong_slope = both_ways(Activation("own", cube, lambda x, y: value))
    assert str(wrong_slope) == f"the slope of the activation own must return a number, not {value!r}."


def test_arithmetic_that_fails_is_the_functions_matter_not_the_learning_rates() -> None:
    error = both_ways(Activation("own", lambda x: 1.0 / (x - x), slope))
    assert str(error).endswith("The activation own must return a number for 2.") and "rate" not in str(error)
    error = both_ways(Activation("own", lambda x: math.nan, slope))
    assert str(error).endswith("own(2). The activation own must return a finite number there.")
    network = Network(1, Dense(1), loss=Loss("own", lambda ys, ds: math.nan, lambda ys, ds: [0.0]), seed=1)
    with pytest.raises(NumericError, match=r"\(own\)\. The loss own must return a finite number there\.$"):
        network.learn([1], [1], GradientDescent())

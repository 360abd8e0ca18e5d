"""Which functions only compute a number: what their code reads and changes shows it."""

import functools
import math
import random
from typing import Any, List

import pytest

from lernmi.activations import sigmoid
from lernmi.support.user_defined import is_ours
from lernmi.training import Adam
from lernmi.training.schedules import warm_up
from lernmi.unrolling.symbolic.plain_code import NotPlain, PlainCode, user_defined_attributes

FACTOR, NUMBERS = 2.0, [1.0]


def scaled(total: float) -> float:
    return FACTOR * sigmoid(total) + math.log(2.0)


def through_another(total: float) -> float:
    return max(scaled(total), *(scaled(power) for power in (1.0, total)))


def enclosing(limit: float) -> Any:
    return lambda total: total if total < limit else limit


@pytest.mark.parametrize("function", [
    scaled, through_another, enclosing(3.0), math.exp, abs, sigmoid, functools.partial(pow, 2.0),
    lambda total, slope=0.1: slope * total, lambda total: sum([total, 1.0]) if total else round(total)])
def test_plain_functions(function: Any) -> None:
    PlainCode().add(function)


def read_list(total: float) -> float:
    return total * NUMBERS[0]


def change_global(total: float) -> float:
    global FACTOR
    FACTOR = total
    return total


def change_entry(total: float, box: Any = (1.0,)) -> float:
    box[0] = total
    return total


def change_attribute(total: Any) -> Any:
    total.seen = True
    return total


def imports(total: float) -> float:
    import cmath
    return abs(cmath.exp(total))


def counting() -> Any:
    count = 0

    def function(total: float) -> float:
        nonlocal count
        count += 1
        return total
    return function


@pytest.mark.parametrize("function, reason", [
    (read_list, "it uses NUMBERS"), (change_global, "it changes something"), (print, "print is no plain"),
    (change_entry, "it changes something"), (change_attribute, "it changes something"),
    (imports, "it imports something"), (counting(), "it changes something"),
    (random.random, "random is no plain"), (lambda total: random.gauss(total, 1.0), "it uses random"),
    (lambda total: print(total), "print is no plain"),
    (lambda total, box=[]: total, "it uses a default"),
    (functools.partial(next, iter([1.0])), "next is no plain"), ([].append, "append is no plain"),
    (lambda total: (lambda value: NUMBERS)(total), "it uses NUMBERS"), (Adam().update, "update is no plain"),
    (lambda total: total.is_integer(), "it uses is_integer"),
    (lambda total: unknown(total), "it uses unknown")])     # type: ignore[name-defined]  # noqa: F821
def test_others(function: Any, reason: str) -> None:
    with pytest.raises(NotPlain, match=reason):
        PlainCode().add(function)


def test_the_numbers_and_functions_that_are_read() -> None:
    code = PlainCode()
    code.add(through_another)
    code.add(enclosing(3.0))
    assert code.numbers == ["FACTOR = 2.0", "limit = 3.0"]
    names = {function.__name__ for function in code.functions}
    assert names >= {"through_another", "scaled", "sigmoid", "max"}


def tries(total: float) -> float:
    try:
        return 1.0 / total
    except ZeroDivisionError:
        return 0.0


@pytest.mark.parametrize("function, needs", [
    (scaled, False), (tries, True), (lambda total: sum([total]), True), (lambda total: float(total), True),
    (lambda total: isinstance(total, float), True),
    (lambda total: [2.0 * value for value in (total, 1.0)][0], False),
    (lambda total: math.fsum([total]), False)])         # which raises TypeError for what isn't a float
def test_functions_that_need_floats(function: Any, needs: bool) -> None:
    code = PlainCode()
    code.add(function)
    assert code.needs_floats is needs


def test_a_method_may_change_its_object() -> None:
    class Mine(Adam):
        def new_value(self, value: float, sensitivity: float, memory: Any) -> float:
            memory.mean = 0.5 * memory.mean + sensitivity
            return super().new_value(value, memory.mean, memory)
    [function] = [value for name, value in user_defined_attributes(Mine) if name == "new_value"]
    PlainCode(of_objects=True).add(function)
    with pytest.raises(NotPlain):
        PlainCode().add(function)


def test_what_is_of_this_package() -> None:
    ours: List[Any] = [sigmoid, Adam, Adam.update, Adam().update, warm_up(3), functools.partial(sigmoid, 1.0)]
    others: List[Any] = [scaled, math.exp, warm_up(3, then=lambda done: 0.5), random.Random, NUMBERS]
    assert all(map(is_ours, ours)) and not any(map(is_ours, others))

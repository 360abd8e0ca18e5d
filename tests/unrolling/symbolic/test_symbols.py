"""Symbols: what is folded changes no bit, whatever the numbers are."""

import itertools
import math
import struct
from typing import Any, Callable, Dict, List, Sequence

import pytest

from lernmi.unrolling.symbolic.branches import Branches, Calls, succeeding
from lernmi.unrolling.symbolic.expressions import Expressions
from lernmi.unrolling.symbolic.symbols import NotSymbolic, Symbol, SymbolTable

NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.75, 5e-324, -5e-324, 3e200, -1e-200]
Formula = Callable[..., Any]


def evaluated(symbols: Sequence[Symbol], table: SymbolTable, names: Dict[str, float]) -> List[float]:
    """The values of symbols, computed by the statements that are written for them."""
    taken = set(names)

    def new_name(words: str) -> str:
        taken.add(f"{words}_{len(taken)}")
        return f"{words}_{len(taken) - 1}"
    expressions = Expressions(symbols, {}, new_name)
    namespace: Dict[str, Any] = {**table.functions, **names, "inf": math.inf, "nan": math.nan}
    exec("\n".join(line for _, line in expressions.lines), namespace)
    return [eval(expressions.text(symbol), namespace) for symbol in symbols]


def bits(number: float) -> bytes:
    assert isinstance(number, float)
    return struct.pack("d", number)


FORMULAS: Dict[str, Formula] = {
    "+ 0": lambda x, y: 0.0 + x, "+ 0 right": lambda x, y: x + 0.0, "- 0": lambda x, y: x - 0.0,
    "0 -": lambda x, y: 0.0 - x, "× 1": lambda x, y: 1.0 * x + 1.0 * y, "÷ 1": lambda x, y: x / 1 + y / 1.0,
    "a sum from 0": lambda x, y: 0.0 + x * y + y * y, "of zeros": lambda x, y: 0.0 + x * 0.0 + y,
    "minus a zero": lambda x, y: (0.0 + x) - y * 0.0, "signs": lambda x, y: -x * -y - -x,
    "a weight's change": lambda x, y: (0.0 + x) - 0.5 * (0.0 + x * y), "powers": lambda x, y: (x * x) ** 0.5,
    "of powers": lambda x, y: (-(x * x)) ** 2 + 2.0 ** -(y * y),
    "differences": lambda x, y: x - (y - x) - (y - (x - y)),
    "quotients": lambda x, y: x / (y / 3.0) if y else x,
    "of constants": lambda x, y: x * (2.0 * 3.0 - 6.0) + (1.0 - 1.0) * y,
    "comparisons": lambda x, y: 1.0 * (x > 0.0) - 1.0 * (x < 0.0) + y,
    "whole numbers": lambda x, y: ((x > y) - (x < y)) / 3 + 0.0,
    "a common part": lambda x, y: (x + y) * (x + y) - 1.0 / ((x + y) * (x + y) + 1.0),
    "a maximum": lambda x, y: max(x, y, 0.0) - min(x, y), "a magnitude": lambda x, y: abs(x) + abs(x - y)}


@pytest.mark.parametrize("never_minus_0", [False, True])
@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_an_expression_gives_the_bits_of_the_function(formula: Formula, never_minus_0: bool) -> None:
    """Also where its variables are known not to be −0, so that more can be left out."""
    table = SymbolTable()
    x, y = table.variable("x", never_minus_0), table.variable("y", never_minus_0)
    [symbol] = Branches(table, lambda: formula(x, y)).result()
    numbers = [number for number in NUMBERS if not (never_minus_0 and bits(number) == bits(-0.0))]
    for values in itertools.product(numbers, repeat=2):
        try:
            expected = formula(*values)
        except ArithmeticError:
            continue
        if math.isfinite(expected):
            [result] = evaluated([symbol], table, dict(zip("xy", values)))
            assert bits(result) == bits(expected), values


def test_the_same_operation_is_made_once() -> None:
    table = SymbolTable()
    x, y = table.variable("x"), table.variable("y")
    assert (x + y) * 2.0 is (x + y) * 2.0
    assert x + y is not y + x           # their bits are the same, but the text should be as it was written
    assert table.constant(0.0) is not table.constant(-0.0)
    assert table.constant(1) is not table.constant(1.0)


def test_a_long_sum_is_written_in_pieces_and_added_from_left_to_right() -> None:
    table = SymbolTable()
    variables = [table.variable(f"x{index}") for index in range(3000)]
    total: Any = 0.0
    for variable in variables:
        total = total + variable
    numbers = {f"x{index}": math.sin(index) * 10.0 ** (index % 17) for index in range(3000)}
    expected = 0.0
    for number in numbers.values():
        expected += number
    assert bits(evaluated([total], table, numbers)[0]) == bits(expected)


def test_deep_parentheses_are_written_in_pieces() -> None:
    table = SymbolTable()
    x = result = table.variable("x")
    expected = 0.75
    for _ in range(500):
        result, expected = 1.0 - (0.5 + (x - result) * 0.5), 1.0 - (0.5 + (0.75 - expected) * 0.5)
    assert bits(evaluated([result], table, {"x": 0.75})[0]) == bits(expected)


def test_a_function_that_needs_a_number_stays_a_call() -> None:
    table = SymbolTable()
    result = Calls(table).applied(math.exp, [table.variable("x")])
    assert (result.sign, result.text, table.functions) == ("call", "exp", {"exp": math.exp})


def test_a_function_that_counts_is_refused_and_not_called() -> None:
    count = iter(range(100))

    def drawing(total: float) -> float:
        return total + next(count)
    table = SymbolTable()
    with pytest.raises(NotSymbolic, match="may do more than compute a number: it uses count"):
        Calls(table).applied(drawing, [table.variable("x")])
    assert next(count) == 0


def test_a_function_whose_unused_result_may_raise_stays_a_call() -> None:
    def guarded(total: float) -> float:
        inverse = 1.0 / total
        return inverse if total > 1.0 else 0.0

    def needed(total: float) -> float:
        return 1.0 / total if total > 1.0 else 0.0
    table = SymbolTable()
    x, calls = table.variable("x"), Calls(table)
    assert calls.applied(guarded, [x]).sign == "call"
    assert calls.applied(needed, [x]).sign == "if"


def test_within_a_function_nothing_is_taken_to_be_finite() -> None:
    table = SymbolTable()
    result = Calls(table).applied(lambda x: x + 0.0 * (x * 1e300 * 1e300), [table.variable("x")])
    assert math.isnan(evaluated([result], table, {"x": 1.0})[0])
    assert Calls(table).applied(lambda x: 1.0 if x < math.inf else 0.0, [table.variable("x")]).sign == "if"


def test_a_symbol_in_a_set_or_a_dict_is_refused() -> None:
    table = SymbolTable()
    result = Calls(table).applied(lambda x: 1.0 if x in {0.0, 1.0} else 2.0, [table.variable("x")])
    assert result.sign == "call"


def test_too_many_paths_are_refused() -> None:
    table = SymbolTable()
    variables = [table.variable(f"x{index}") for index in range(20)]
    with pytest.raises(NotSymbolic, match="more than 64 paths"):
        Branches(table, lambda: sum(1.0 if variable > 0.0 else 0.0 for variable in variables)).result()


def test_a_check_may_have_more_conditions_than_a_function_has_paths_but_must_end() -> None:
    def check(outputs: List[float]) -> None:
        for output in outputs:
            if not 0.0 <= output <= 1.0:
                raise ValueError

    def count(start: float) -> None:
        while start > 0.0:
            start += 1.0
    table = SymbolTable()
    outputs = [table.variable(f"y{index}") for index in range(100)]
    assert len(succeeding(table, check, outputs)) == 200
    with pytest.raises(NotSymbolic, match="more than 2000 conditions"):
        succeeding(table, count, outputs[0])


def test_a_condition_outside_of_branches_is_refused() -> None:
    with pytest.raises(NotSymbolic):
        bool(SymbolTable().variable("x") > 0.0)


def test_an_equal_condition_has_the_same_answer_on_a_path() -> None:
    table = SymbolTable()
    x = table.variable("x")
    [result] = Branches(table, lambda: (1.0 if x > 0.0 else 2.0) + (10.0 if x > 0.0 else 20.0)).result()
    assert result is table.choice(x > 0.0, 11.0, 22.0)

"""Random expressions, from pieces and by a grammar: each has a result, or a sentence says why not.

More of them, from another seed on: ``python -m tests.fuzz.test_expressions 100000 5000``
"""

import ast
import math
import random
import sys
from typing import Any, Dict, List

import pytest

from lernmi import LernmiError, trace
from lernmi.stepping.breakpoints import Break, Watch
from lernmi.stepping.expression import IN_PYTHON, Expression
from lernmi.stepping.session import Session
from lernmi.teaching.quiz import Quiz
from tests.support.networks import gated
from tests.support.steps import worked_example

PIECES = ["w5", "w1", "hidden[0]", "hidden[0]->output[1]", "output[0].target", "loss", "link", "rate", "e",
          "bias", ".value", ".sensitivity", ".slope", ".total", ".weight", ".weight.value", ".__class__",
          ".target", "0", "1", "0.5", ",5", "1e300", "1e-320", "1e999", "9" * 40, "9" * 4301, "1_0", "0x1",
          "٣", "½", "inf", "nan", "+", "-", "−", "*", "×", "x", "·", "/", "÷", "**", "^", "<", "<=", "≤",
          ">", ">=", "≥", "==", "!=", "=", "(", ")", "((((", "))))", "[", "]", "[[", "#1", "#", "@", ".",
          "..", "->", "→", " ", "\t", "  " * 300, "\n", "\0", "\x1b", "\u202e", "'", "\"", "network['w5']",
          "network[", "if", " if ", "lambda", "sigmoid(", "max(", "import", "é", "a" * 600, "%", "~", ":",
          ";", "&", "|"]
NAMES: List[str] = ["w5", "w1", "hidden[0].value", "hidden[1].sensitivity", "input[1]", "output[0].slope"]
SIGNS = ["+", "-", "*", "/", "×", "÷", "**"]


def tangle(generator: random.Random) -> str:
    """Pieces in a row."""
    return "".join(generator.choices(PIECES, k=generator.randrange(1, 10)))


def formula(generator: random.Random, depth: int = 0) -> str:
    """An expression as one types it."""
    kind = generator.randrange(6 if depth < 4 else 2)
    if kind == 0:
        return generator.choice(NAMES)
    if kind == 1:
        return f"{generator.uniform(0.0, 3.0):.3g}"
    if kind == 2:
        return f"({formula(generator, depth + 1)})"
    if kind == 3:
        return f"-{formula(generator, depth + 1)}"
    sign = generator.choice(SIGNS)
    return f"{formula(generator, depth + 1)} {sign} {formula(generator, depth + 1)}"


def check_tangle(text: str, session: Session, quiz: Quiz) -> bool:
    """As an expression, as stops, as an answer of a quiz; whether it has a result."""
    for use in (lambda: session.stop_at(Break, text), lambda: session.stop_at(Break, f"w5 if {text}"),
                lambda: session.stop_at(Watch, text), lambda: session.narrow(text.split()),
                lambda: session.why(text), lambda: quiz.answer(text)):
        try:
            use()
        except LernmiError as error:
            assert str(error)
        except (TypeError, ValueError, RecursionError) as error:
            raise AssertionError(repr(text)) from error
    try:
        result = Expression(text, session.scope).result()
    except LernmiError as error:
        assert str(error)
        return False
    named = hasattr(type(result), "value")          # which the loss, say, may not have by now
    assert named or (isinstance(result, (float, bool)) and math.isfinite(result)), text
    return True


def check_formula(text: str, session: Session) -> None:
    """The same as Python's own arithmetic with the same numbers, to the last bit."""
    python = text
    for name in sorted(NAMES, key=len, reverse=True):
        python = python.replace(name, f"({Expression(name, session.scope).number()!r})")
    for sign, operator in IN_PYTHON.items():
        python = python.replace(sign, operator)
    try:
        expected: Any = calculated(ast.parse(python, mode="eval").body)
    except ArithmeticError:
        expected = None
    try:
        result = Expression(text, session.scope).number()
    except LernmiError:
        assert not isinstance(expected, float) or not math.isfinite(expected), text
    else:
        assert result == expected, text


CALCULATED: Dict[type, Any] = {
    ast.Add: float.__add__, ast.Sub: float.__sub__, ast.Mult: float.__mul__, ast.Div: float.__truediv__,
    ast.Pow: lambda left, right: left ** right}


def calculated(node: ast.AST) -> Any:
    """A tree of plain numbers; a complex result has no meaning and is raised."""
    if isinstance(node, ast.Constant):
        return float(node.value)        # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp):
        return -calculated(node.operand)
    assert isinstance(node, ast.BinOp)
    result = CALCULATED[type(node.op)](calculated(node.left), calculated(node.right))
    if not isinstance(result, float):
        raise ArithmeticError
    return result


def run(count: int, seed: int = 1) -> int:
    """So many texts of each kind; how many of the tangled ones have a result."""
    results = 0
    session = Session(worked_example())
    large = Session(trace(gated("tanh", "squared_error"), [0.3, 0.7], [0.1, 0.9]))
    session.timeline.goto(24)
    for number in range(seed, seed + count):
        generator = random.Random(number)
        where = generator.choice([session, large])
        where.timeline.goto(generator.randrange(where.timeline.last))
        position, quiz = where.timeline.position, Quiz(where)
        results += check_tangle(tangle(generator), where, quiz)
        where.stops.clear()
        where.narrow([])
        where.timeline.goto(*position)
        check_formula(formula(generator), session)
    return results


@pytest.mark.slow
def test_random_expressions_have_a_result_or_are_refused_in_a_sentence() -> None:
    assert run(600) > 5


if __name__ == "__main__":
    print(f"{run(*map(int, sys.argv[1:])):,} had a result.")

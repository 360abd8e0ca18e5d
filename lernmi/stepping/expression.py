"""Expressions over a network's names: arithmetic, comparisons, five attributes, nothing else.

``hidden[0].sensitivity * w5 > 0.01``: a name stands for the thing's value, unless an attribute
is asked for. Names may hold brackets, arrows and dots, so they are found first, the longest
that fits, and passed to Python's parser as plain identifiers. Of the tree that it returns, only
the few kinds of nodes below are evaluated.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from typing import Any, Callable, Dict, List, Tuple, Union, cast

from ..activations import Activation
from ..network.names import plain_arrows
from ..support.errors import BadInput, UnknownName
from ..tracing.operations import TYPED
from .scope import NUMBER, CurrentLink, Scope, attributes_of

LONGEST = 500           # characters of an expression
ATTRIBUTES = ("value", "sensitivity", "slope", "total", "weight")
TOKEN = re.compile(r"\s*(?:(?P<number>" + NUMBER + r"(?!\w))"
                   r"|(?P<attribute>\.\s*[^\W\d]\w*)"
                   r"|(?P<sign>\*\*|[<>=!]=|[-+*/<>()×·÷−^≤≥]|x(?!\w)))")
WORD = re.compile(r"[\w.#@]+(?:\[[^\]]*\]?[\w.#@]*)*")
IN_PYTHON = {**TYPED, "≤": "<=", "≥": ">=", "x": "*", "·": "*"}         # as one writes by hand

BINARY: Dict[type, Callable[[float, float], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow}
UNARY: Dict[type, Callable[[float], float]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}
COMPARISONS: Dict[type, Callable[[float, float], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne}
EVALUATED = (ast.Name, ast.Constant, ast.Attribute, ast.Call, ast.UnaryOp, ast.BinOp, ast.Compare,
             ast.expr_context, *BINARY, *UNARY, *COMPARISONS)
PYTHON_NAME = re.compile(r"network\[\s*([\"'])(.*?)\1\s*\]")


class Expression:
    """A text that can be evaluated again and again, each time with the numbers of the moment.

    network["w5"], as one writes it in Python, is w5 here as well.

    Raises BadInput for what isn't an expression of this kind, UnknownName for an unknown name.
    """

    def __init__(self, text: str, scope: Scope) -> None:
        text = text.strip()
        if not text or len(text) > LONGEST:
            raise BadInput("an expression is needed, such as hidden[0].value * 2, "
                           f"of at most {LONGEST} characters.")
        self.text = plain_arrows(PYTHON_NAME.sub(r"\2", text))
        python, self._things = _in_python(self.text, scope)
        try:
            self._tree = ast.parse(python, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise BadInput(f"{self.text!r} can't be understood: try something like "
                           "hidden[0].value * 2 or w5 > 0.4.") from None
        if not all(isinstance(node, EVALUATED) for node in ast.walk(self._tree)):
            raise BadInput(f"{self.text} can't be used: only arithmetic, comparisons and the "
                           f"attributes {', '.join(ATTRIBUTES)}.")
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                _check_attribute(self._things[node.value.id], node.attr)
        self.compares = isinstance(self._tree, ast.Compare)

    def result(self) -> Any:
        """A number, True or False, or the neuron, link or weight that was named.

        Raises BadInput where there is no such number: x ÷ 0, or a root of a negative number.
        """
        try:
            return self._worked_out(self._tree)
        except ZeroDivisionError:
            raise BadInput(f"{self.text} divides by zero at this moment.") from None
        except OverflowError:
            raise BadInput(f"{self.text} is more than a float can hold.") from None
        except RecursionError:
            raise BadInput(f"{self.text[:40]} … is nested too deeply.") from None

    def number(self) -> float:
        """What it comes to, as a number; a thing counts as its value."""
        result = self.result()
        if isinstance(result, bool):
            raise BadInput(f"{self.text} is a comparison where a number is needed.")
        return _value(result)

    # ---- the tree, node by node

    def _worked_out(self, node: ast.AST) -> Any:
        if isinstance(node, ast.Name):
            thing = self._things[node.id]
            return thing.link if isinstance(thing, CurrentLink) else thing
        if isinstance(node, ast.Constant):
            return self._real(float(cast(float, node.value)))
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        if isinstance(node, ast.Call):
            return self._called(node)
        if isinstance(node, ast.UnaryOp):
            return UNARY[type(node.op)](self._number(node.operand))
        if isinstance(node, ast.BinOp):
            return self._real(BINARY[type(node.op)](self._number(node.left),
                                                    self._number(node.right)))
        assert isinstance(node, ast.Compare)
        return self._compared(node)

    def _number(self, node: ast.AST) -> float:
        return _value(self._worked_out(node))

    def _real(self, result: Union[float, complex]) -> float:
        if isinstance(result, complex):
            raise BadInput(f"{self.text} is not a real number at this moment.")
        if math.isnan(result):
            raise BadInput(f"{self.text} is not a real number at this moment.")
        if math.isinf(result):
            raise OverflowError
        return result

    def _attribute(self, node: ast.Attribute) -> Any:
        thing = self._worked_out(node.value)
        _check_attribute(thing, node.attr)
        return getattr(thing, node.attr)

    def _called(self, node: ast.Call) -> float:
        """An activation of a number: only the quiz has names for activations."""
        function = self._worked_out(node.func)
        if not isinstance(function, Activation):
            raise BadInput(f"{self.text} can't be computed: what is before the bracket is no function.")
        if len(node.args) != 1:
            raise BadInput(f"{function.name} needs a number: {function.name}(0.5).")
        return self._real(function.function(self._number(node.args[0])))

    def _compared(self, node: ast.Compare) -> bool:
        numbers = [self._number(operand) for operand in (node.left, *node.comparators)]
        return all(COMPARISONS[type(sign)](left, right) for sign, left, right
                   in zip(node.ops, numbers, numbers[1:]))


def _check_attribute(thing: Any, attribute: str) -> None:
    """BadInput unless the thing has it."""
    known = attributes_of(thing)
    if attribute not in known and not (attribute == "value" and hasattr(thing, "value")):
        kind = "function" if isinstance(thing, Activation) else "number"
        has = f"it has {', '.join(known)}" if known else f"it is a {kind}"
        raise BadInput(f"{getattr(thing, 'name', thing)} has no {attribute}: {has}.")


def _value(result: Any) -> float:
    """A thing counts as its value, a comparison as 1 or 0."""
    if isinstance(result, Activation):
        raise BadInput(f"{result.name} needs a number: {result.name}(0.5).")
    return float(result if isinstance(result, (bool, float)) else result.value)


def _in_python(text: str, scope: Scope) -> Tuple[str, Dict[str, Any]]:
    """The text with an identifier for every name, and what these stand for."""
    things: Dict[str, Any] = {}
    python: List[str] = []
    start = 0
    while text[start:].strip():
        start += len(text[start:]) - len(text[start:].lstrip())
        name = _name_at(text, start, scope)
        if name:
            python.append(f"thing{len(things)}")
            things[python[-1]] = scope.things[name]
            start += len(name)
            continue
        piece = _token_at(text, start, scope)
        python.append(IN_PYTHON.get(piece.strip(), piece.replace(",", ".")))
        start += len(piece)
    return " ".join(python), things


def _name_at(text: str, start: int, scope: Scope) -> str:
    """The longest name that stands there as a whole, or nothing."""
    for end in range(min(len(text), start + scope.longest), start, -1):
        whole = end == len(text) or not (text[end].isalnum() or text[end] in "_[#@")
        if whole and text[start:end] in scope.things:
            return text[start:end]
    return ""


def _token_at(text: str, start: int, scope: Scope) -> str:
    """The number, sign or attribute that stands there; BadInput or UnknownName for others."""
    token = TOKEN.match(text, start)
    word = WORD.match(text, start)
    if token is None and word and not word[0].startswith("."):
        raise UnknownName("neuron, weight or link", word[0], scope.things)
    if token is None:
        raise BadInput(f"{text[start]!r} can't be used in an expression: only names, numbers, "
                       "+ - * / ** ( ), comparisons, and " + ", ".join(ATTRIBUTES) + ".")
    attribute = (token["attribute"] or "").strip(". ")
    if attribute and attribute not in ATTRIBUTES:
        raise BadInput(f"{attribute!r} can't be asked for: only {', '.join(ATTRIBUTES)}.")
    return token[0]

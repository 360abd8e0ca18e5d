"""Plain code: functions that compute a number from their arguments, and neither do nor read anything else.

Such a function can be called once more, or in place of another time, and nobody notices. The code of a
user-defined function shows it: which names it reads, and whether it changes what isn't its own.
"""

from __future__ import annotations

import builtins
import functools
import math
import types
from typing import Any, Dict, List, Set, Tuple

from ...support.user_defined import is_ours

NUMBERS = (float, int, str, type(None))         # what can't change
HARMLESS = {"abs", "all", "any", "bool", "divmod", "enumerate", "float", "int", "isinstance", "len", "list",
            "map", "max", "min", "pow", "range", "reversed", "round", "sorted", "sum", "tuple", "zip",
            "ArithmeticError", "Exception", "IndexError", "OverflowError", "ValueError", "ZeroDivisionError"}
CHANGES = {"STORE_GLOBAL", "DELETE_GLOBAL", "IMPORT_NAME"}
CHANGES_OF_OBJECTS = {"STORE_ATTR", "DELETE_ATTR", "STORE_SUBSCR", "DELETE_SUBSCR", "STORE_SLICE"}
CATCHES = {"SETUP_FINALLY", "SETUP_EXCEPT", "SETUP_WITH", "PUSH_EXC_INFO", "BEFORE_WITH"}
# Of floats, these two are more accurate than additions one by one; the others ask for the type.
NEED_FLOATS = {"sum", "sumprod", "isinstance", "float", "int"}


class NotPlain(Exception):
    """Why a function may do or read something else, as the end of a sentence."""


class PlainCode:
    """What functions read besides their arguments.

    ``of_objects``: whether they may read and change attributes of their arguments (a method does).

    ============ =================================================================
    numbers      the global and enclosing variables that are numbers, as text
    functions    the functions that were added, and those that they use
    names        all names in their code
    catches      whether they catch exceptions
    ============ =================================================================
    """

    def __init__(self, of_objects: bool = False) -> None:
        self.numbers: List[str] = []
        self.functions: List[Any] = []
        self.names: Set[str] = set()
        self.catches = False
        self.of_objects = of_objects

    @property
    def needs_floats(self) -> bool:
        """Whether the result might be another one if an argument is like a float, but none."""
        return self.catches or bool(self.names & NEED_FLOATS)

    def add(self, function: Any) -> None:
        """Read the code of one more function. Raises NotPlain, with the reason."""
        if any(function is known for known in self.functions):
            return
        self.functions.append(function)
        if isinstance(function, functools.partial):
            self.add(function.func)
            for value in (*function.args, *function.keywords.values()):
                self._add_value("an argument", value)
        elif not (is_ours(function) and isinstance(function, types.FunctionType)):
            name = str(getattr(function, "__name__", type(function).__name__))
            known = builtins if name in HARMLESS else math
            if function is getattr(known, name, None) or function is getattr(math, name, None):
                self.names.add(name)
            elif isinstance(function, types.FunctionType) and function is not getattr(builtins, name, None):
                self._add_user_defined(function)
            else:
                raise NotPlain(f"{name} is no plain function")

    def _add_user_defined(self, function: types.FunctionType) -> None:
        variables: Dict[str, Any] = {**vars(builtins), **function.__globals__}
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
            self._add_value(name, _contents(cell))
        for value in (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()):
            self._add_value("a default", value)
        self._add_code(function.__code__, variables)

    def _add_code(self, code: types.CodeType, variables: Dict[str, Any]) -> None:
        self._check_operations(code)
        self.names.update(code.co_names)
        for name in code.co_names:
            if name in variables and not (self.of_objects and name == "super"):
                self._add_value(name, variables[name])
            elif not self.of_objects and not hasattr(math, name):
                raise NotPlain(f"it uses {name}")
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                self._add_code(constant, variables)

    def _check_operations(self, code: types.CodeType) -> None:
        import dis  # late: few networks have user-defined functions

        for operation in dis.get_instructions(code):
            name = operation.opname
            of_others = name == "STORE_DEREF" and operation.argval in code.co_freevars
            if name in CHANGES or of_others or name in CHANGES_OF_OBJECTS and not self.of_objects:
                raise NotPlain("it changes something" if name != "IMPORT_NAME" else "it imports something")
            self.catches = self.catches or name in CATCHES

    def _add_value(self, name: str, value: Any) -> None:
        """Something that the code reads: a number, a function, or what contains only these."""
        if isinstance(value, NUMBERS):
            self.numbers.append(f"{name} = {value!r}")
        elif isinstance(value, tuple):
            for entry in value:
                self._add_value(name, entry)
        elif callable(value) and not (self.of_objects and isinstance(value, type)):
            self.add(value)
        elif value is not math and not (self.of_objects and isinstance(value, type)):
            raise NotPlain(f"it uses {name}")


def _contents(cell: Any) -> Any:
    """What an enclosing variable holds; the cell itself, which is no number, if it is empty."""
    try:
        return cell.cell_contents
    except ValueError:
        return cell


def user_defined_attributes(kind: type) -> List[Tuple[str, Any]]:
    """What user-defined classes among a class and its bases define, and replaced methods of ours, by name."""
    bases = [base for base in kind.__mro__ if base is not object and base.__module__ not in ("abc", "typing")]
    return [(name, value) for base in bases for name, value in vars(base).items()
            if not is_ours(base) or isinstance(value, types.FunctionType) and not is_ours(value)]

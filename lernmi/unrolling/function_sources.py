"""The source of the functions that a script calls, with all that they need."""

from __future__ import annotations

import ast
import builtins
import inspect
import math
import textwrap
from contextlib import suppress
from functools import partial
from types import FunctionType
from typing import Any, Dict, List, Set

PLAIN = (float, int, str, bool, type(None))
LEFT_OUT = ("on_numbers",)      # decorators that matter to symbols only


class NoSource(Exception):
    """Something can't be written down."""


class FunctionSources:
    """The definitions of functions, each after those of what it needs.

    ============ ==================================================================
    imports      the statements that import what Python's own library has
    definitions  of functions and constants: the lines of each
    names        all names that they define or use
    missing      why a definition is a stand-in that raises, by the name of the function
    ============ ==================================================================
    """

    def __init__(self) -> None:
        self.imports: Set[str] = set()
        self.definitions: List[List[str]] = []
        self.names: Dict[str, Any] = {}
        self.missing: Dict[str, str] = {}

    def add(self, name: str, function: Any) -> None:
        """Let a function be there under a name: a stand-in that raises, where its source isn't known."""
        before = set(self.imports), list(self.definitions), dict(self.names)
        try:
            self._define(name, function)
        except NoSource as reason:
            self.imports, self.definitions, self.names = before
            self.names[name] = function
            self.missing[name] = str(reason)
            self.definitions.append([
                f"def {name}(*numbers):",
                f"    # The source of {name} must be put here: {reason}.",
                f'    raise NotImplementedError("the source of {name} must be put here")'])

    def _define(self, name: str, thing: Any) -> None:
        if getattr(builtins, name, None) is thing or self.names.get(name, self) is thing:
            return
        if name in self.names:
            raise NoSource(f"something else is named {name}")
        self.names[name] = thing
        if thing is math:
            self.imports.add("import math" if name == "math" else f"import math as {name}")
        elif callable(thing) and thing is getattr(math, getattr(thing, "__name__", ""), None):
            own_name = thing.__name__
            self.imports.add(f"from math import {own_name}" + (f" as {name}" if name != own_name else ""))
        elif isinstance(thing, FunctionType):
            self._define_function(name, thing)
        elif callable(thing) and not isinstance(thing, partial):
            raise NoSource("it is not known")
        else:
            self.definitions.append([f"{name} = {self._expression(thing)}"])

    def _expression(self, thing: Any) -> str:
        """A number or a text; a function, by its name; a function with some of its arguments fixed."""
        if isinstance(thing, float) and thing - thing != 0.0:
            return f'float("{thing!r}")'
        if isinstance(thing, PLAIN):
            return repr(thing)
        if isinstance(thing, partial) and not thing.keywords:
            self.imports.add("from functools import partial")
            arguments = [self._argument(argument, thing.func) for argument in thing.args]
            return f"partial({', '.join([self._expression(thing.func), *arguments])})"
        if isinstance(thing, tuple) and not hasattr(thing, "_fields"):
            return f"({''.join(f'{self._expression(entry)}, ' for entry in thing)})"
        name = getattr(thing, "__name__", "")
        if not callable(thing) or not name.isidentifier():
            raise NoSource("it is not known")
        self._define(name, thing)
        return str(name)

    def _argument(self, thing: Any, function: Any) -> str:
        """The same; of a named tuple, such as a Loss, those of its fields that the function uses."""
        if not hasattr(thing, "_fields"):
            return self._expression(thing)
        self.imports.add("from types import SimpleNamespace")
        used = {node.attr for node in ast.walk(parsed(function)) if isinstance(node, ast.Attribute)}
        fields = [name for name in thing._fields if name in used]
        values = [self._expression(getattr(thing, name)) for name in fields]
        return f"SimpleNamespace({', '.join(map('{}={}'.format, fields, values))})"

    # ---- functions -------------------------------------------------------------------------------

    def _define_function(self, name: str, function: FunctionType) -> None:
        definition = bare(parsed(function))
        used = names_in(definition)
        if name != definition.name and definition.name in used:
            raise NoSource(f"it calls itself {definition.name}")
        outside = variables_of(function)
        for needed in sorted(used & outside.keys()):
            if outside[needed] is not function:
                self._define(needed, outside[needed])
        definition.name = name
        self.definitions.append(ast.unparse(definition).splitlines())


def parsed(function: FunctionType) -> ast.FunctionDef:
    """The definition of a function; NoSource where there is none."""
    try:
        definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError, IndexError):
        raise NoSource("it is not known") from None
    if not isinstance(definition, ast.FunctionDef) or definition.name != function.__name__:
        raise NoSource("it is part of another statement")
    return definition


def bare(definition: ast.FunctionDef) -> ast.FunctionDef:
    """Without types and docstrings, and what matters to symbols only."""
    for node in list(ast.walk(definition)):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
            node.decorator_list = [decorator for decorator in node.decorator_list
                                   if getattr(decorator, "id", "") not in LEFT_OUT]
            if ast.get_docstring(node) is not None and len(node.body) > 1:
                del node.body[0]
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Name("object", ast.Load())
    return definition


def variables_of(function: FunctionType) -> Dict[str, Any]:
    """What a function can use from outside: what is global, and what is around it."""
    inner: Any = inspect.unwrap(function)
    variables = dict(inner.__globals__)
    for name, cell in zip(inner.__code__.co_freevars, inner.__closure__ or ()):
        with suppress(ValueError):              # nothing is in it yet
            variables[name] = cell.cell_contents
    return variables


def names_in(definition: ast.FunctionDef) -> Set[str]:
    """The names that a function uses, but for its own variables."""
    nodes = list(ast.walk(definition))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return {name.id for name in names} - own

"""The lines of a function as they stand in its file, without its docstring."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import lru_cache, partial
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any, Iterator, List, NamedTuple, Optional, Tuple, Union

PACKAGE = Path(__file__).parent.parent
Definition = Union[ast.FunctionDef, ast.Lambda]


class FunctionLines(NamedTuple):
    """A function's text: its head and its body.

    ======== ===================================================================
    path     of its file, as Python knows it
    numbers  of each line in that file
    lines    the text of each line, without the indent that all have
    node     the definition, as Python's own parser reads it
    ======== ===================================================================
    """

    path: str
    numbers: List[int]
    lines: List[str]
    node: Definition

    @property
    def arguments(self) -> List[str]:
        """The names of the positional arguments."""
        return [argument.arg for argument in (*self.node.args.posonlyargs, *self.node.args.args)]

    @property
    def statements(self) -> List[ast.stmt]:
        """Every statement in it, also those inside others, in their order; none in a lambda."""
        inside = [node for node in ast.walk(self.node) if isinstance(node, ast.stmt) and node is not self.node
                  and node.lineno in self.numbers]
        return sorted(inside, key=lambda node: node.lineno)

    def line(self, node: Union[ast.stmt, ast.expr]) -> int:
        """Which of the lines a part of it begins on."""
        return self.numbers.index(node.lineno)


def lines_of(function: Any) -> Optional[FunctionLines]:
    """The lines of a function, or a method; None where its source isn't known (typed at a prompt, in C)."""
    while isinstance(function, partial):
        function = function.func
    function = inspect.unwrap(function)
    return _lines_of(function) if isinstance(function, (FunctionType, MethodType)) else None


@lru_cache(maxsize=256)
def _lines_of(function: Any) -> Optional[FunctionLines]:
    try:
        code = function.__code__
        path, text = inspect.getsourcefile(function), "".join(inspect.findsource(function)[0])
        node = next(node for node in _definitions(text) if _is_of(node, code))
    except (AttributeError, OSError, TypeError, SyntaxError, ValueError, StopIteration):
        return None
    all_lines = text.split("\n")            # as the parser counts them
    numbers = [number for number in _numbers(node) if all_lines[number - 1].strip()]
    lines = [all_lines[number - 1] for number in numbers]
    if isinstance(node, ast.Lambda):
        lines = _lambda_lines(text, node)
    return FunctionLines(str(path), numbers[:len(lines)], textwrap.dedent("\n".join(lines)).split("\n"), node)


def short_path(path: str) -> str:
    """A path from the package's folder on, or of another file the name alone: the same on every machine."""
    file = Path(path)
    return f"{PACKAGE.name}/{file.relative_to(PACKAGE).as_posix()}" if PACKAGE in file.parents else file.name


def assigned(node: ast.stmt) -> Iterator[Tuple[ast.expr, Optional[ast.expr]]]:
    """What a statement assigns to, and what it assigns, where that is known; of several at once each."""
    if isinstance(node, ast.AugAssign):
        yield node.target, None
    elif isinstance(node, ast.AnnAssign):
        yield node.target, node.value
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            if not isinstance(target, ast.Tuple):
                yield target, node.value
            elif isinstance(node.value, ast.Tuple):
                yield from zip(target.elts, node.value.elts)
            else:
                yield from ((one, None) for one in target.elts)


@lru_cache(maxsize=16)
def _definitions(text: str) -> List[Definition]:
    """Every function in a file."""
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.Lambda))]


def _is_of(node: Definition, code: Any) -> bool:
    """Whether code was compiled from a definition."""
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    arguments = (*node.args.posonlyargs, *node.args.args)
    names = tuple(argument.arg for argument in arguments)
    return bool(first == code.co_firstlineno and getattr(node, "name", "<lambda>") == code.co_name
                and names == code.co_varnames[:code.co_argcount])


def _numbers(node: Definition) -> Iterator[int]:
    """The numbers of its lines, without those of a docstring."""
    docstring = range(0)
    if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None and len(node.body) > 1:
        docstring = range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    return (number for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if number not in docstring)


def _lambda_lines(text: str, node: ast.Lambda) -> List[str]:
    """A lambda without the statement that it stands in."""
    first, *others = (ast.get_source_segment(text, node) or "").splitlines()
    return [first, *(f"    {line.strip()}" for line in others if line.strip())]

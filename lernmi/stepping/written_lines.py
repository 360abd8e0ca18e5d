"""Which line of a method wrote which number."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from ..tracing.moves import Change
from ..tracing.traced_number import Place
from .function_lines import FunctionLines, assigned

RESULT = Place(None, "result")          # of a function: what it returns


def assignments_in(source: FunctionLines, arguments: Sequence[Any]) -> List[Tuple[int, Place]]:
    """The lines that write numbers of objects, in their order, and where; what is returned is a RESULT."""
    known: Dict[str, Any] = dict(zip(source.arguments, arguments))
    assignments: List[Tuple[int, Place]] = []
    for node in source.statements:
        line = source.line(node)
        assignments += [(line, RESULT)] if isinstance(node, ast.Return) else []
        for target, value in assigned(node):
            if isinstance(target, ast.Name):
                known[target.id] = _meant(value, known)
            elif isinstance(target, ast.Attribute):
                assignments.append((line, Place(_meant(target.value, known), target.attr)))
    return assignments


def _meant(node: Optional[ast.expr], known: Dict[str, Any]) -> Any:
    """The object that ``self.source`` or a name stands for; None where that isn't known."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    with suppress(Exception):           # a property of a user-defined class may raise anything
        return getattr(_meant(node.value, known), node.attr) if isinstance(node, ast.Attribute) else None
    return None


def written_lines(source: FunctionLines, assignments: Iterable[Tuple[int, Place]],
                  changes: Sequence[Change]) -> List[Optional[int]]:
    """The line of each change. Of several lines that write to a place, the last ones: those count."""
    lines: Dict[Place, List[int]] = {}
    for line, place in assignments:
        lines.setdefault(place, []).append(line)
    left = [change.place for change in changes]
    written: List[Optional[int]] = []
    for change in changes:
        there = lines.get(change.place, [])
        there = [_returning(source, change)] if change.place == RESULT and there else there
        behind = left.count(change.place)           # this one and those that come later
        left.pop(0)
        written.append(there[-min(behind, len(there))] if there else None)
    return written


def _returning(source: FunctionLines, change: Change) -> int:
    """Of several lines that return, the one that reads most of what the number was computed from."""
    read = {leaf.place.attribute for leaf in change.leaves if leaf.place is not None}

    def reads(node: ast.stmt) -> int:
        names = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
        return len(names & read)

    return source.line(max((node for node in source.statements if isinstance(node, ast.Return)), key=reads))

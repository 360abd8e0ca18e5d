"""What a demo defines before its lesson begins."""

import ast
from typing import Any, Dict

from tests.support.processes import ROOT


def definitions(name: str) -> Dict[str, Any]:
    """The names that the demo defines, without running its lesson."""
    path = ROOT / "demos" / f"{name}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not isinstance(node, ast.With)]
    names: Dict[str, Any] = {"__name__": name}
    exec(compile(tree, str(path), "exec"), names)
    return names

"""The house: which way the imports run, and where the chain rule lives."""

import ast
import sys
from pathlib import Path
from typing import Iterator, List, Set, Tuple

import pytest

import lernmi

PACKAGE = Path(lernmi.__file__).parent
FLOORS = ["support", "heart", "network", "layers", "training", "examples", "tracing", "recording", "stepping",
          "teaching", "console"]
FILES = sorted(PACKAGE.rglob("*.py"))


def floor_of(parts: Tuple[str, ...]) -> int:
    return FLOORS.index(parts[0]) if parts and parts[0] in FLOORS else FLOORS.index("heart")


def imports(path: Path) -> Iterator[Tuple[int, Tuple[str, ...]]]:
    """Each import of a file: how many dots, and the module's parts."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.level, tuple((node.module or "").split(".")) if node.module else ()
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield 0, tuple(name.name.split("."))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts
    if here in (("__init__.py",), ("__main__.py",)):
        return                  # the front door opens on every floor
    for dots, module in imports(path):
        if dots:
            inside = here[:-1][:len(here) - dots] + module
            assert floor_of(inside) <= floor_of(here), f"{path} imports {inside}"
        else:
            assert module[0] != "lernmi" or floor_of(module[1:]) <= floor_of(here)
            if module[0] == "rich":
                assert here[0] == "console"
            elif module[0] not in ("lernmi", "__future__") and sys.version_info >= (3, 10):
                assert module[0] in sys.stdlib_module_names


def test_the_tests_mirror_the_rooms() -> None:
    tests = Path(__file__).parent
    for room in {path.parent.relative_to(PACKAGE) for path in FILES}:
        assert list((tests / room).rglob("test_*.py")), f"there are no tests in {tests / room}"


def methods(path: Path) -> Iterator[Tuple[str, ast.FunctionDef]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def products_in(node: ast.AST) -> List[ast.BinOp]:
    return [part for part in ast.walk(node)
            if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult)]


def attributes_in(node: ast.AST) -> Set[str]:
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def test_link_holds_four_multiplications_three_of_them_backward() -> None:
    found = dict(methods(PACKAGE / "link.py"))
    assert len(products_in(found["backward"])) == 3
    assert len(products_in(found["forward"])) == 1
    assert len(products_in(ast.parse((PACKAGE / "link.py").read_text(encoding="utf-8")))) == 4


def test_backward_is_three_plain_assignments() -> None:
    body = dict(methods(PACKAGE / "link.py"))["backward"].body[1:]
    assert [type(line) for line in body] == [ast.Assign, ast.AugAssign, ast.AugAssign]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_chain_rule_product_stands_anywhere_else(path: Path) -> None:
    if path.name == "link.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for product in products_in(tree):
        touched = attributes_in(product)
        assert not touched & {"sensitivity", "slope"}, f"line {product.lineno} of {path}"
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Mult):
            assert not attributes_in(node) & {"sensitivity", "slope"}, f"{path}:{node.lineno}"


def test_layers_have_no_arithmetic_of_propagation() -> None:
    layers = [path for path in FILES if path.parent.name == "layers"]
    assert layers
    for path in layers:
        names = attributes_in(ast.parse(path.read_text(encoding="utf-8")))
        assert not names & {"sensitivity", "slope", "total"}, path


def test_the_heart_is_short() -> None:
    for name in ("neuron.py", "link.py", "weight.py"):
        assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) < 100


def test_importing_lernmi_does_not_import_rich() -> None:
    import subprocess
    code = "import lernmi, sys; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent).returncode == 0

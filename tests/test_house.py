"""The house: which way the imports run, and where the chain rule lives."""

import ast
import sys
from functools import cache
from pathlib import Path
from typing import Iterator, List, Set, Tuple

import pytest

import lernmi

PACKAGE = Path(lernmi.__file__).parent
# The rooms in the order of their imports: each may use those before it. The heart is the files
# of the package itself.
ROOMS = ("support", "heart", "network", "layers", "unrolling", "training", "datasets", "examples", "storage",
         "tracing", "recording", "translate", "stepping", "teaching", "figures", "web", "console")
HEART = {"neuron.py", "link.py", "weight.py", "activations.py", "losses.py", "likelihoods.py"}
FRONT_DOOR = {"__init__.py", "__main__.py", "_version.py"}      # it opens to every room
PROGRAMS = {Path("unrolling/program.py"), Path("console/bench/hand_written.py")}   # they run what they wrote
UPWARD = Path("support/late_imports.py")        # what a user reaches from a Network or a Trace
MOST_LINES, MOST_FILES = 250, 15
FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """What a file says; each is read once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> List[ast.AST]:
    """All of it, walked once."""
    return list(ast.walk(tree_of(path)))


def room_of(parts: Tuple[str, ...]) -> int:
    """The number of the room that a module of the package belongs to."""
    return ROOMS.index(parts[0]) if parts and parts[0] in ROOMS else ROOMS.index("heart")


def imports(path: Path) -> Iterator[Tuple[str, ...]]:
    """Every module that a file imports, anywhere in it; those of the package begin with lernmi."""
    here = ("lernmi", *path.relative_to(PACKAGE).parts[:-1])
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (tuple(name.name.split(".")) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[:len(here) + 1 - node.level] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            yield module
            yield from ((*module, name.name) for name in node.names if module[0] == "lernmi")


def test_every_folder_is_a_room_and_every_file_beside_them_belongs_to_the_heart() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0] for path in FILES if path.parent != PACKAGE}
    assert {*rooms, "heart"} == set(ROOMS)
    assert {path.name for path in PACKAGE.glob("*.py")} == HEART | FRONT_DOOR


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    here = path.relative_to(PACKAGE)
    if here.name in FRONT_DOOR and len(here.parts) == 1:
        return
    for module in imports(path):
        if module[0] == "lernmi":
            assert room_of(module[1:]) <= room_of(here.parts) or here == UPWARD, f"{here} imports {module}"
        elif module[0] == "rich":
            assert here.parts[0] == "console"
        elif module[0] != "__future__" and sys.version_info >= (3, 10):
            assert module[0] in sys.stdlib_module_names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_imported_by_a_name_in_a_string(path: Path) -> None:
    nodes = nodes_of(path)
    names = ({node.id for node in nodes if isinstance(node, ast.Name)}
             | {node.attr for node in nodes if isinstance(node, ast.Attribute)})
    forbidden = {"import_module", "__import__", "find_spec", "exec", "eval"}
    assert names & forbidden == ({"exec"} if path.relative_to(PACKAGE) in PROGRAMS else set())


def test_the_one_way_up_imports_late() -> None:
    tree = ast.parse((PACKAGE / UPWARD).read_text(encoding="utf-8"))
    at_once = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level]
    assert not at_once, "its imports are inside its methods, or for types alone"


def test_files_and_rooms_are_small() -> None:
    for path in FILES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, path
    for folder in {path.parent for path in FILES}:
        assert len(set(folder.glob("*.py")) - {folder / "__init__.py"}) <= MOST_FILES, folder


def test_the_tests_mirror_the_rooms() -> None:
    tests = Path(__file__).parent
    for room in {path.parent.relative_to(PACKAGE) for path in FILES}:
        assert list((tests / room).rglob("test_*.py")), f"there are no tests in {tests / room}"


def methods(path: Path) -> Iterator[Tuple[str, ast.FunctionDef]]:
    for node in nodes_of(path):
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
    for node in nodes_of(path):
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Mult):
            assert not attributes_in(node) & {"sensitivity", "slope"}, f"{path}:{node.lineno}"


def test_layers_have_no_arithmetic_of_propagation() -> None:
    layers = [path for path in FILES if path.parent.name == "layers"]
    assert layers
    for path in layers:
        names = attributes_in(tree_of(path))
        assert not names & {"sensitivity", "slope", "total"}, path


def test_the_heart_is_short() -> None:
    for name in ("neuron.py", "link.py", "weight.py"):
        assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) < 100


LATE = ["rich", "difflib", "pathlib", "json", "inspect", "argparse", "dataclasses",
        "lernmi.training.gradient_check", "lernmi.recording", "lernmi.stepping", "lernmi.datasets",
        "lernmi.storage"]


def test_importing_lernmi_does_not_import_what_few_programs_need() -> None:
    import subprocess
    code = "import sys; there = set(sys.modules); import lernmi; print(*set(sys.modules) - there)"
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert "lernmi" in run.stdout.split() and not set(LATE) & set(run.stdout.split())


def test_a_command_on_an_example_imports_nothing_that_only_data_needs() -> None:
    import subprocess
    code = ("import sys; from lernmi.console.cli.main import main; main(['trace', 'mazur']); "
            "late = 'datasets.dataset', 'datasets.encoding', 'storage', 'translate', 'console.learning'; "
            "sys.exit(str([name for name in late if 'lernmi.' + name in sys.modules]))")
    ended = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert ended.stderr == "[]\n"

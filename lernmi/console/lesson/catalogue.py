"""The demos: scripts that come with the package, in teaching order."""

from __future__ import annotations

import ast
import re
import runpy
import sys
from importlib.resources import files
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

from ...support.errors import BadInput, UnknownName
from ..display.page import Page

# The order in which a course shows them: going downhill, a step backwards, learning, what goes wrong, what
# is learned, and networks for pictures and sequences.
ORDER = (
    "perceptron", "rolling_downhill", "worked_example", "two_paths", "whose_fault", "what_if", "unrolled",
    "find_the_bug", "logic_gates", "activations", "losses", "softmax_collapse", "one_all_or_some", "ravine",
    "all_the_same", "ten_layers_deep", "dead_relu", "normalise", "playground", "approximating", "overfitting",
    "which_sample", "digits", "strokes", "memory", "attention", "names")
TITLE = re.compile(r"^.*?[:?] ")        # of the lesson; after it comes what the class sees
FIELD = re.compile(r"^(\w+):\s*(.*(?:\n(?!\w+:).+)*)", re.MULTILINE)


class Demo(NamedTuple):
    """A script: its name, what the class sees, and the fields of its docstring, such as Takes."""

    name: str
    path: Path
    shows: str
    fields: Dict[str, str]

    @property
    def time(self) -> str:
        """How long it takes to run."""
        number = self.fields["Takes"].split()[0]
        return f"{1 if number == 'a' else number} s"


def demos() -> List[Demo]:
    """All of them, in teaching order."""
    return [_read(name) for name in ORDER]


def find_demo(name: str) -> Demo:
    """The demo of that name, or the only one whose name begins like that.

    Raises UnknownName, which suggests the nearest, or BadInput where it could be several.
    """
    name = name.removesuffix(".py")
    matches = [name] if name in ORDER else [each for each in ORDER if each.startswith(name)]
    if not matches:
        raise UnknownName("demo", name, ORDER)
    if len(matches) > 1:
        raise BadInput(f"{name!r} could be {' or '.join(matches)}.")
    return _read(matches[0])


def run_demo(demo: Demo, options: Sequence[str]) -> None:
    """Run the script as Python would, with these options on its command line."""
    before = sys.argv
    sys.argv = [str(demo.path), *options]
    try:
        runpy.run_path(str(demo.path), run_name="__main__")
    finally:
        sys.argv = before


def print_demos(page: Page) -> None:
    """A line for each: its name, how long it takes, and what the class sees."""
    every = demos()
    page.line("Demos, in teaching order; lernmi demo NAME runs one, lernmi demo --help lists the options:")
    page.table(["name", "takes", "what the class sees"],
               [[demo.name, demo.time, demo.shows] for demo in every],
               [f"{demo.name} ({demo.time}): {demo.shows}" for demo in every])


def _read(name: str) -> Demo:
    path = _folder() / f"{name}.py"
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    title, _, fields = text.partition("\n\n")
    shows = TITLE.sub("", " ".join(title.split()))
    return Demo(name, path, shows[:1].upper() + shows[1:],
                {match[1]: " ".join(match[2].split()) for match in FIELD.finditer(fields)})


def _folder() -> Path:
    """Where they are: in an installed package inside of it, in a clone beside it."""
    package = Path(str(files("lernmi")))
    inside = package / "demos"
    return inside if inside.is_dir() else package.parent / "demos"

"""Each demo shows exactly what its golden file holds, scene by scene on a projector of 100 × 30 characters.

After a change that is meant to be seen: LERNMI_GOLDEN=write python -m pytest -m "" tests/test_demos.py,
and read the difference before you commit it. ``-k worked_example`` does it for one.
"""

import ast
import os
import re
import shlex
import sys
from pathlib import Path
from typing import List

import pytest

from tests.support.processes import ROOT, on_terminal
from tests.support.shades import shaded
from tests.support.slow import slow

DEMOS = sorted((ROOT / "demos").glob("*.py"))
COLUMNS, ROWS = 100, 30
# Demos that take less than a second; the others run with the slow tests.
QUICK = {"worked_example", "whose_fault", "two_paths"}
MODULES = {"lernmi", "lernmi.datasets", "lernmi.training", "collections", "math", "random", "statistics",
           "typing",
           "inspect",                       # find_the_bug shows the source of its engines
           "lernmi.unrolling.script"}       # unrolled shows what lernmi unroll prints
SCENE = re.compile(r"^(\d+)\. .* ─+$", re.MULTILINE)


def projected(demo: Path, handout: Path) -> str:
    """What it shows on a terminal of that size, without pauses; its handout is saved as well."""
    errors = handout.with_suffix(".errors")
    command = [sys.executable, str(demo), "--no-pause", "--save", str(handout)]
    text, status = on_terminal(["/bin/sh", "-c", f"exec {shlex.join(command)} 2>{shlex.quote(str(errors))}"],
                               columns=COLUMNS, rows=ROWS, COLORTERM="truecolor")
    assert (status, errors.read_text()) == (0, "")
    return re.sub(r" +$", "", shaded(text).replace(str(handout), "handout.html"), flags=re.MULTILINE)


def scenes_of(text: str) -> List[str]:
    """The scenes; the title and what is said before the first belong to it."""
    starts = [match.start() for match in SCENE.finditer(text)]
    starts[0] = 0
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)])]


@pytest.mark.parametrize("demo", [demo if demo.stem in QUICK else slow(demo) for demo in DEMOS],
                         ids=lambda demo: demo.stem)
def test_output_is_golden_and_each_scene_fits_a_projector(demo: Path, tmp_path: Path) -> None:
    golden = ROOT / "tests" / "golden" / f"{demo.stem}.txt"
    text = projected(demo, tmp_path / "handout.html")
    scenes = scenes_of(text)
    for scene in scenes:
        lines = scene.replace("Saved as handout.html.\n", "").splitlines()
        assert max(map(len, lines)) <= COLUMNS, scene
        assert len(lines) < ROWS, f"{len(lines)} rows, and one for the prompt:\n{scene}"
    assert "The number: " in scenes[-1] and "For the class: " in scenes[-1]
    assert (tmp_path / "handout.html").read_text(encoding="utf-8").count("<section>") == len(scenes)
    if os.environ.get("LERNMI_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.stem)
def test_a_demo_is_short_says_what_it_shows_and_uses_public_names_only(demo: Path) -> None:
    text = demo.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 100
    tree = ast.parse(text)
    for field in ("Covers:", "Scenario:", "Takes:"):
        assert field in (ast.get_docstring(tree) or "")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module in MODULES or str(node.module).startswith("lernmi.figures"), node.module
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_"), node.attr


def test_the_worked_example_shows_mazurs_numbers() -> None:
    text = (ROOT / "tests" / "golden" / "worked_example.txt").read_text(encoding="utf-8")
    for number in ("0.593269992", "0.298371109", "0.74136507", "0.186815602", "0.138498562",
                   "0.0821670406", "0.0553994247", "-0.0190491183", "0.0363503064", "0.241300709",
                   "0.000438567734", "0.149780716", "0.35891648", "0.291027774", "0.291027924"):
        assert number in text

"""Each demo prints exactly what its golden file holds.

After a change that is meant to be seen: LERNMI_GOLDEN=write python -m pytest -m "" tests/test_demos.py,
and read the difference before you commit it.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT, environment
from tests.support.slow import slow

DEMOS = sorted((ROOT / "demos").glob("*.py"))


def run(demo: Path) -> str:
    process = subprocess.run([sys.executable, str(demo)], cwd=ROOT, env=environment(),
                             capture_output=True, stdin=subprocess.DEVNULL, timeout=600)
    assert (process.returncode, process.stderr) == (0, b"")
    return process.stdout.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("demo", [slow(demo) if demo.stem == "logic_gates" else demo for demo in DEMOS],
                         ids=lambda demo: demo.stem)
def test_output_is_golden(demo: Path) -> None:
    golden = ROOT / "tests" / "golden" / f"{demo.stem}.txt"
    text = run(demo)
    if os.environ.get("LERNMI_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.stem)
def test_a_demo_says_what_it_covers_and_uses_public_names_only(demo: Path) -> None:
    tree = ast.parse(demo.read_text(encoding="utf-8"))
    assert "Covers:" in (ast.get_docstring(tree) or "") and "Scenario:" in (
        ast.get_docstring(tree) or "")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module in ("lernmi", "typing"), node.module
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_"), node.attr


def test_the_worked_example_shows_mazurs_numbers() -> None:
    text = (ROOT / "tests" / "golden" / "worked_example.txt").read_text(encoding="utf-8")
    for number in ("0.593269992", "0.298371109", "0.74136507", "0.186815602", "0.138498562",
                   "0.0821670406", "0.0553994247", "-0.0190491183", "0.0363503064", "0.241300709",
                   "0.000438567734", "0.149780716", "0.35891648", "0.291027774", "0.291027924"):
        assert number in text

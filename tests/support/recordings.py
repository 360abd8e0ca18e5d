"""Recordings as files: saved, read as JSON, written again, and one made by hand."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, List

from lernmi import Trace

HAND_MADE = """\
{"format": "lernmi trace", "version": 1, "digits": 4}
{"weights": {"w5": 0.4}}
{"move": 1, "steps": [{"left": ["hidden.total", 0.3775], "sign": "sigmoid",
    "result": ["hidden.value", 0.5933]}]}
{"move": 2, "steps": [{"left": ["hidden.value", 0.5933], "sign": "*", "right": ["w5.value", 0.4],
    "result": ["link.value", 0.2373]}]}
{"move": 3, "steps": [{"left": ["output.sensitivity", 0.7414], "sign": "*",
    "right": ["output.slope", 0.1868], "result": ["link.sensitivity", 0.1385]}]}
{"move": 4, "steps": [{"left": ["link.sensitivity", 0.1385], "sign": "*", "right": ["w5.value", 0.4],
    "result": ["#1", 0.0554]}, {"left": ["hidden.sensitivity", -0.01905], "sign": "+",
    "right": ["#1", 0.0554], "result": ["hidden.sensitivity", 0.03635]}]}
""".replace("\n    ", " ")


def printed(step: Trace, **options: Any) -> str:
    with redirect_stdout(io.StringIO()) as out:
        step.print(digits=17, **options)
    return out.getvalue()


def saved(step: Trace, tmp_path: Path) -> Path:
    step.save(tmp_path / "step.jsonl")
    return tmp_path / "step.jsonl"


def lines_of(path: Path) -> List[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def written(path: Path, lines: List[Any]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path

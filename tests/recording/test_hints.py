"""Hints about a hand-made trace: names that may be misspelt, slopes that may be forgotten."""

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest

from lernmi.recording.hints import NearNames
from lernmi.recording.tolerance import Tolerance
from lernmi.recording.verifier import Verification, verify
from tests.support.command_line import lernmi
from tests.support.recordings import HAND_MADE

NAMES = ["hidden[0].total", "hidden[10].value", "input[0]->hidden[1].sensitivity", "w2.value", "x.value"]


@pytest.mark.parametrize("name, meant", [
    ("hiden[0].total", 0), ("hidden[0].totall", 0), ("hiddem[0].total", 0), ("hidden[0].ttoal", 0),
    ("hidden[1].total", None), ("hidden[00].total", 0), ("hiddn[10].value", 1), ("hiddn[11].value", None),
    ("input[0]->hidden[1].sensitvity", 2), ("input[1]->hidden[0].sensitvity", None), ("w2", 3),
    ("w22.value", 3), ("w3.value", None), ("y.value", None), ("w2.slope", None), ("w2.value", None),
    ("a" * 50_000, None)])
def test_near_names(name: str, meant: Any) -> None:
    assert NearNames(NAMES).find(name) == (None if meant is None else NAMES[meant])


def operation(result: str, sign: str, *operands: str) -> Dict[str, Any]:
    """Ones and zeros: every product, sum and copy of them is right."""
    value = 1.0 if sign != "+" else 0.0
    sides = {side: [name, value] for side, name in zip(("left", "right"), operands)}
    return {**sides, "sign": sign, "result": [result, value]}


def verified(folder: Path, *operations: Dict[str, Any], digits: int = 17) -> Verification:
    lines: List[Any] = [{"format": "lernmi trace", "version": 1, "digits": digits}, {"weights": {"w": 1.0}}]
    lines += [{"move": number, "steps": [step]} for number, step in enumerate(operations, start=1)]
    path = folder / "homework.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return verify(path)


def hints(folder: Path, *operations: Dict[str, Any]) -> List[str]:
    """The lines with Perhaps of the command."""
    verified(folder, *operations)
    out = lernmi("verify", str(folder / "homework.jsonl")).stdout
    return [line for line in out.splitlines() if line.startswith("Perhaps")]


def test_a_misspelt_operand_and_a_misspelt_result(tmp_path: Path) -> None:
    right, wrong = "hidden[0].total", "hiden[0].total"
    written, read = operation(right, "=", "w.value"), operation("y.value", "=", right)
    assert hints(tmp_path, written, read) == []
    assert hints(tmp_path, written, read, operation("z.value", "=", wrong)) == [
        f"Perhaps misspelt: {wrong}. Is {right} meant?"]
    assert hints(tmp_path, written, operation(wrong, "=", "w.value"), read) == [
        f"Perhaps misspelt: {wrong}. Is {right} meant?"]


def test_a_hint_is_never_the_wrong_way_round(tmp_path: Path) -> None:
    """Where only the result is misspelt, or only the operand, nobody knows which one."""
    for written, read in (("hiden[0].total", "hidden[0].total"), ("hidden[0].total", "hiden[0].total")):
        assert hints(tmp_path, operation(written, "=", "w.value"), operation("y.value", "=", read)) == [
            f"Perhaps misspelt: {read} or {written}."]


def test_a_forgotten_slope_is_named(tmp_path: Path) -> None:
    link, sensitivity, slope = "h->o.sensitivity", "o.sensitivity", "o.slope"
    forgotten = [f"Perhaps forgotten in line 4: the factor {slope}, by which {sensitivity} is multiplied "
                 "before it is passed back."]
    start = operation(sensitivity, "=", "w.value")
    for wrong in (operation(link, "=", sensitivity), operation(link, "×", sensitivity, "w.value"),
                  operation(link, "×", "w.value", sensitivity)):
        assert hints(tmp_path, start, wrong) == forgotten
    for right in (operation(link, "×", sensitivity, slope), operation(link, "×", slope, sensitivity)):
        assert hints(tmp_path, start, right) == []
    weight = operation("w.sensitivity", "×", sensitivity, "h.value")
    assert hints(tmp_path, start, weight) == [], "o may be a link"
    assert hints(tmp_path, start, weight, operation("o.value", "=", "o.total")) == forgotten


def test_a_slope_of_1_may_be_left_out(tmp_path: Path) -> None:
    assert hints(tmp_path, operation("o.slope", "=", "w.value"), operation("h->o.sensitivity", "=",
                                                                         "o.sensitivity")) == []


def test_the_factor_is_named_where_the_product_is_wrong_as_well(tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    product = '"sign": "*",\n    "right": ["output.slope", 0.1868], "result"'.replace("\n    ", " ")
    assert product in HAND_MADE
    wrong = HAND_MADE.replace(product, '"sign": "*", "right": ["hidden.value", 0.5933], "result"')
    path.write_text(wrong + '{"move": 5, "steps": [{"result": ["output.slope", 0.1868]}]}\n')
    run = lernmi("verify", str(path))
    assert run.returncode == 1
    assert "line 5: 0.7414 × 0.5933 is 0.4399, not 0.1385 (link.sensitivity)." in run.stdout
    assert "Perhaps forgotten in line 5: the factor output.slope" in run.stdout


def test_very_many_names_and_misreadings_take_linear_work(tmp_path: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    """No time is measured: the comparisons are counted."""
    compared = 0
    original = Tolerance.agrees

    def counted(*args: Any) -> bool:
        nonlocal compared
        compared += 1
        return original(*args)

    monkeypatch.setattr(Tolerance, "agrees", counted)
    wrong = [{"left": ["w.value", 2.0 + number], "sign": "=", "result": ["r.value", 2.0 + number]}
             for number in range(300)]
    found = verified(tmp_path, *wrong, *wrong)
    assert len(found.problems) == 300, "each wrong number once, though it is read twice"
    assert compared < 5 * 600
    names = [operation(f"{letter}{number}ame.value", "=", f"w{letter}{number}ord.value")
             for number in range(200) for letter in "abcde"]
    assert len(verified(tmp_path, *names).assumed) == 1000

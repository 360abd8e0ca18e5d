"""Recordings are verified: every product, sum and function of them."""

import copy
from pathlib import Path
from typing import Any

import pytest

from lernmi import Activation, BadInput, Dense, Network, trace
from lernmi.recording.rounded_numbers import seems_rounded
from lernmi.recording.verifier import verify
from tests.support.recordings import HAND_MADE, lines_of, saved, written
from tests.support.steps import worked_example


@pytest.mark.slow
def test_every_wrong_result_is_found_in_its_line(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    wrong = 0
    for place, line in enumerate(lines[2:], start=2):
        for index, step in enumerate(line["steps"]):
            if "left" in step and step["sign"]:
                changed = copy.deepcopy(lines)
                changed[place]["steps"][index]["result"][1] += 1e-9
                problems = verify(written(tmp_path / "wrong.jsonl", changed)).problems
                assert [problem.line for problem in problems] == [place + 1], "once, and there"
                wrong += 1
    assert wrong > 120


@pytest.mark.slow
def test_every_wrong_operand_is_found_in_its_line(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    wrong = 0
    for place, line in enumerate(lines[2:], start=2):
        for index, step in enumerate(line["steps"]):
            for side in ("left", "right"):
                known = isinstance(step.get(side), list) and not step[side][0].endswith((".target", "rate"))
                if known:
                    changed = copy.deepcopy(lines)
                    changed[place]["steps"][index][side][1] += 0.001
                    problems = verify(written(tmp_path / "wrong.jsonl", changed)).problems
                    assert [problem.line for problem in problems] == [place + 1], "once, and there"
                    wrong += 1
    assert wrong > 200


def test_mistakes_are_described(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    lines[25]["steps"][0]["result"][1] = 0.15
    lines[25]["steps"][1]["right"][1] = 0.45
    problems = list(map(str, verify(written(tmp_path / "wrong.jsonl", lines)).problems))
    assert problems == [
        "line 26: 0.7413650695523157 × 0.18681560180895948 is 0.1385, not 0.15 "
        "(hidden[0]->output[0].sensitivity).",
        "line 26: w5.value is 0.45 here, but line 2 left 0.4 there.",
    ]


def test_a_trace_made_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    path.write_text(HAND_MADE)
    found = verify(path)
    assert (found.passed, found.digits, found.moves, found.products) == (True, 4, 4, 3)
    path.write_text(HAND_MADE.replace(', "digits": 4', ""))
    assert {problem.line for problem in verify(path).problems} == {3, 4, 5, 6}
    assert not verify(path).passed and verify(path, 4).passed and seems_rounded(verify(path).recording) == 4
    for right, wrong, line in (
        ("0.5933]}", "0.5953]}", 3),
        ("0.2373", "0.2383", 4),
        ("0.1385]}", "0.1395]}", 5),
        ("0.03635", "-0.07445", 6),
        ('"#1", 0.0554', '"#1", 0.0564', 6),
    ):
        path.write_text(HAND_MADE.replace(right, wrong, 1))
        problems = verify(path).problems
        assert problems and problems[0].line == line, (right, wrong)
    path.write_text(
        HAND_MADE.replace('["w5.value", 0.4], "result": ["#1"', '["w5.value", 0.5], "result": ["#1"')
    )
    assert [str(problem) for problem in verify(path).problems] == [
        "line 6: w5.value is 0.5 here, but line 2 left 0.4 there."
    ]


def test_a_user_defined_function_is_assumed_even_under_a_known_name(tmp_path: Path) -> None:
    own = Activation("sigmoid", lambda x: x + 1.0, lambda x, y: 1.0)
    path = saved(trace(Network(1, Dense(1, own, weights=0.5)), [1.0], [1.0]), tmp_path)
    found = verify(path)
    assert found.passed and found.given == 2
    lines = lines_of(path)
    assert lines[0]["own"] == ["sigmoid"]
    del lines[0]["own"]
    assert not verify(written(path, lines)).passed


@pytest.mark.parametrize("digits", [0, -1, 18, 1.5, "4", True])
def test_digits_that_make_no_sense(digits: Any, tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    with pytest.raises(BadInput, match="the number of digits"):
        verify(path, digits)


def test_the_manuals_lines_are_a_trace_that_is_right(tmp_path: Path) -> None:
    chapter = (Path(__file__).parents[2] / "lernmi" / "manual" / "recordings.md").read_text(encoding="utf-8")
    start = chapter.index('    {"format": "lernmi trace"')
    path = tmp_path / "manual.jsonl"
    path.write_text(chapter[start : chapter.index("\n\n", start)].replace("\n    ", "\n"), encoding="utf-8")
    found = verify(path)
    assert (found.passed, found.moves, found.products) == (True, 2, 2)
    steps = [step for move in lines_of(path)[2:] for step in move["steps"]]
    real = lines_of(saved(worked_example(), tmp_path))[1 + 24]
    assert len(steps) == 3
    for ours, theirs in zip(steps, real["steps"]):
        assert ours.keys() == theirs.keys() and ours["sign"] == theirs["sign"]
        for side in ("left", "right", "result"):
            assert ours[side][0] == theirs[side][0] and f"{theirs[side][1]:.4g}" == f"{ours[side][1]:.4g}"


def test_what_has_no_result_is_wrong_whatever_it_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    for result in ("NaN", "Infinity", "0"):
        path.write_text('{"format": "lernmi trace", "version": 1}\n{"move": 1, "steps": ['
                        '{"left": 1, "sign": "/", "right": 0, "result": ["a", ' + result + "]}]}\n")
        assert list(map(str, verify(path).problems)) == ["line 2: 1.0 ÷ 0.0 is no number (a)."]

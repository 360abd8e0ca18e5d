"""The command mark: from a file and typed in, printed and saved; the worksheets of published examples."""

import csv
from pathlib import Path
from typing import List

import pytest

from lernmi.teaching.bugs import BUGS
from lernmi.teaching.worksheets import Exercise
from tests.support.command_line import lernmi

EXERCISE = Exercise("not", 5)
CODE = EXERCISE.code
RIGHT = [f"{item.result:.4g}" for item in EXERCISE.items]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Ada is right but for a sign, Ben has no answer after the first, and one line has no such code."""
    slipped = list(RIGHT)
    slipped[4] = f"{-EXERCISE.items[4].result:.4g}"
    file = tmp_path / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([[CODE, "Ada", *slipped], [CODE, "Ben", RIGHT[0]], ["22F-3K7-R2Q", "1"]])
    return file


def test_a_class_is_marked_from_a_file(answers: Path) -> None:
    ended = lernmi("mark", str(answers))
    most = len(RIGHT)
    assert ended.returncode == 1 and "Not marked: line 3: the code '22F-3K7-R2Q' has a typo" in ended.stdout
    ada = f"Ada: {most - 1} of {most} points; {most - 1} right, 0 right from an earlier slip, 1 wrong"
    assert ada in ended.stdout and f"Ada: {BUGS['sign_turned'].sentence}" in ended.stdout
    one = lernmi("mark", str(answers), "--pupil", "Ada", "--digits", "6").stdout
    assert f"right is {EXERCISE.items[4].result:.6g}".replace("-", "−") in one and "Ben" not in one
    each = lernmi("mark", str(answers), "--each", "--plain").stdout
    assert each.isascii() and f"Ben: 1 of {most} points (1 right, {most - 1} missing)." in each
    assert lernmi("mark", str(answers), "--pupil", "Cem").returncode == 2


def test_marks_are_saved_as_a_table_and_as_pages(answers: Path) -> None:
    table, page = answers.with_name("marks.csv"), answers.with_name("marks.html")
    for path in (table, page, table):           # at last its own file, anew
        assert f"Saved as {path}." in lernmi("mark", str(answers), "--save", str(path)).stdout
    rows = list(csv.reader(table.read_text("utf-8").splitlines()))
    assert [row[:3] for row in rows[1:]] == [[CODE, "Ada", str(len(RIGHT) - 1)], [CODE, "Ben", "1"]]
    assert page.read_text("utf-8").count("<section") == 3
    before = answers.read_bytes()
    refused = lernmi("mark", str(answers), "--save", str(answers))
    assert refused.returncode == 2 and "--force" in refused.stderr and answers.read_bytes() == before
    assert lernmi("mark", str(answers), "--save", str(answers.with_suffix(".txt"))).returncode == 2


def typed(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def test_answers_are_typed_at_a_prompt_with_a_way_back_and_saved(tmp_path: Path) -> None:
    file = tmp_path / "typed.csv"
    lines: List[str] = [CODE, "Helen", "9", "b", RIGHT[0].replace(".", ","), "what", "", *RIGHT[2:], ""]
    ended = lernmi("mark", "--answers", str(file), typed=typed(*lines))
    assert ended.returncode == 0, ended.stderr
    assert "Not done: 'what' is no number." in ended.stdout
    most = len(RIGHT)
    assert f"Helen: {most - 1} of {most} points ({most - 1} right, 1 missing)." in ended.stdout
    again = lernmi("mark", str(file))
    assert f"Helen: {len(RIGHT) - 1} of {len(RIGHT)} points" in again.stdout and again.returncode == 0


def test_a_wrong_code_is_asked_for_again_and_the_end_of_the_input_ends_a_sheet() -> None:
    ended = lernmi("mark", typed=typed("22F-3K7-R2Q", CODE, "", RIGHT[0]))
    assert "Not done: the code '22F-3K7-R2Q' has a typo" in ended.stdout
    assert f"{CODE}: 1 of {len(RIGHT)} points" in ended.stdout
    two = lernmi("mark", typed=typed(CODE, "Ada", RIGHT[0], "end", CODE, "Ben", "back", "e", "", "q"))
    assert "Not done: this is the first answer" in two.stdout and "Ada: 1 of" in two.stdout
    assert lernmi("mark", typed="").returncode == 0


def test_published_examples_are_sheets_with_both_answers_in_their_key() -> None:
    sheet = lernmi("worksheet", "macleod")
    assert "Source: Chris MacLeod" in sheet.stdout and "macleod" in sheet.stdout.splitlines()[0]
    key = lernmi("worksheet", "mazur-2015", "--key", "--plain").stdout
    assert key.isascii() and "(50) L, step 2: printed 0.291027924, right is 0.291027774." in key
    marked = lernmi("mark", typed=typed("mazur-2015", "", "0.3775"))
    assert "mazur-2015: 1 of 74 points" in marked.stdout
    assert "All sheets are alike" in lernmi("worksheet", "nnfs", "--pupils", "2").stdout
    refused = lernmi("worksheet", "mazur-2015", "--numbers", "integer")
    assert refused.returncode == 2 and "leave out --numbers" in refused.stderr

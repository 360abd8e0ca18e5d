"""Answers as they come back: typed in many ways, from CSV files of any school's program."""

from pathlib import Path

import pytest

from lernmi.support.errors import BadInput
from lernmi.teaching.marking import answer_of, answers_in, mark_class, read_answers
from lernmi.teaching.marking.answers_file import answers_text, lines_in
from lernmi.teaching.worksheets import Exercise

EXERCISE = Exercise("not", 5)
CODE = EXERCISE.code


@pytest.mark.parametrize("written, text", [
    ("0,5933", "0.5933"), (" −0.138 ", "-0.138"), ("= 0.5", "0.5"), ("4,39·10^-4", "4.39e-4"), (".5", ".5"),
    ("4.39 x 10⁻⁴", "4.39e-4"), ("1e-3", "1e-3"), ("- 2", "-2"), ("≈ 0.33", "0.33")])
def test_numbers_are_read_as_pupils_write_them(written: str, text: str) -> None:
    answer = answer_of(written)
    assert answer.text == text and answer.value == float(text)


@pytest.mark.parametrize("written", ["", "abc", "0.5.3", "1/2", "1e999", "0,5 0,6", True, None])
def test_what_is_no_number_is_refused_in_a_sentence(written: object) -> None:
    with pytest.raises(BadInput, match=r"\.$"):
        answer_of(written)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [
    f"{CODE},0.1,,0.3", f"{CODE};0,1;;0,3", f"{CODE}\t0,1\t\t0,3\t", f'"{CODE}","0,1","",0.3,,',
    f"{CODE};Ada;0,1;;0,3",
    f"\ufeff\n\n{CODE}, Ada, 0.1, , 0.3\r\n", f"Code;Name;1;2;3\n{CODE};Ada;0,1;;0,3",
    f"name,3,(1),code\nAda,0.3,0.1,{CODE}", f"code;{EXERCISE.items[2].label};z(o1)\n{CODE};0,3;0,1"])
def test_files_of_all_kinds_hold_the_same_answers(text: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(text, "utf-8")
    lines = read_answers(file)
    assert lines.problems == [] and len(lines.lines) == 1
    line = lines.lines[0]
    assert line.code == CODE and line.pupil == ("Ada" if "Ada" in text else "")
    answers, problems = answers_in(line, EXERCISE)
    assert problems == []
    assert {number: answer.value for number, answer in answers.items()} == {1: 0.1, 3: 0.3}


def test_a_bad_line_does_not_lose_the_others() -> None:
    text = "\n".join([f"{CODE};0,1;0,2", 'half a "quote;1', "22F-3K7-R2Q;0,1",
                      f"{CODE};Ben;0,5;abc;;;;;;;;;;;;;7", ";0,3", f"{CODE};Cem;0,5"])
    marks = mark_class(lines_in(text))
    assert [sheet.pupil for sheet in marks.sheets] == ["", "Ben", "Cem"]
    where = [problem.partition(":")[0] for problem in marks.problems]
    assert where == ["line 2", "line 3", "line 4, answer 2", "line 4, answer 15", "line 5"]
    assert all(problem.endswith(".") for problem in marks.problems)
    assert "'abc' is no number. It counts as missing." in marks.problems[2]


def test_the_later_of_two_lines_of_one_sheet_counts_and_that_is_said() -> None:
    right = [f"{item.result:.4g}" for item in EXERCISE.items]
    marks = mark_class(lines_in("\n".join([f"{CODE};Ada;1;1", ";".join([CODE, "Ada", *right])])))
    assert len(marks.sheets) == 1 and marks.sheets[0].points == len(right)
    assert marks.problems == [f"line 2: the code {CODE} was in line 1 too; the later line counts."]


def test_what_was_typed_is_a_file_that_can_be_read_again() -> None:
    text = answers_text([(CODE, "Ada; Eve", {1: answer_of("0,5"), 3: answer_of("-2e-3")}), (CODE, "", {})])
    first, second = lines_in(text).lines
    assert (first.pupil, first.cells) == ("Ada; Eve", {"1": "0.5", "2": "", "3": "-2e-3"})
    assert second.code == CODE and not any(second.cells.values())


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadInput):
            read_answers(path)

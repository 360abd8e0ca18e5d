"""The spreadsheet: formulas compute the step, and mark what stands beside them."""

import csv
import io
import shutil
from pathlib import Path
from typing import Dict, List

import pytest

from lernmi import BadInput, Dense, Network
from lernmi.teaching.exports import export
from lernmi.teaching.worksheets import Exercise
from tests.support.exercises import EXERCISES, ODD, exercise
from tests.support.spreadsheets import Rows, by_libreoffice, computed


def filled(text: str, cells: Dict[str, str]) -> str:
    """The sheet with some cells filled: "x1" by what is given, "7" by the number of an answer."""
    rows = list(csv.reader(text.lstrip("\ufeff").splitlines()))
    for row in rows:
        name = row[0].partition(". ")[0] if row else ""
        if name in cells and len(row) in (2, 3):
            row[1] = cells[name]
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows(rows)
    return output.getvalue()


def numbered(rows: Rows) -> Rows:
    """The rows that begin with a number: first those of the answers, then those of the solution."""
    return [row for row in rows if row[0].partition(". ")[0].isdigit()]


def marks(rows: Rows) -> List[str]:
    both = numbered(rows)
    return [row[2] for row in both[:len(both) // 2]]


def solution(rows: Rows, column: int = 1) -> List[float]:
    both = numbered(rows)
    return [float(row[column]) for row in both[len(both) // 2:]]


@pytest.mark.parametrize("name", EXERCISES)
def test_the_formulas_give_the_results_and_all_right_answers_are_right(name: str) -> None:
    items, words = exercise(name).items, exercise(name).words
    text = filled(export(exercise(name), "csv"), {str(item.number): f"{item.result:.4g}" for item in items})
    rows = computed(text)
    assert solution(rows) == pytest.approx([item.result for item in items], rel=1e-12, abs=1e-12)
    assert marks(rows) == [words["export right"]] * len(items)


def test_every_kind_of_answer_has_its_mark() -> None:
    items = exercise("mazur").items
    by_label = {item.label: item for item in items}
    answers = {str(item.number): "" for item in items}
    answers.update({"1": repr(items[0].result), "2": f"{1.009 * items[1].result:.6g}", "3": "0.22",
                    "4": "about 1", "5": repr(1.02 * items[4].result), "6": repr(-items[5].result),
                    str(by_label["∂L/∂z(h1)"].number): repr(by_label["∂L/∂y(h1)"].result),
                    str(by_label["new w1"].number): "-0.6"})
    found = marks(computed(filled(export(exercise("mazur"), "csv"), answers)))
    expected = {"1": "right", "2": "right", "3": "right", "4": "this is no number", "5": "look again",
                "6": "look again", "24": "look again", "30": "look again"}
    assert found == [expected.get(str(item.number), "") for item in items]


def test_the_marks_follow_what_is_given() -> None:
    cells = {"x1": "0.5", "w1": "1", "1": "1.72", "2": "0.677"}
    rows = computed(filled(export(exercise("mazur"), "csv"), cells))
    assert solution(rows)[0] == pytest.approx(0.5 * 1.0 + 0.4 * -0.7 + 1.5)
    assert marks(rows)[:2] == ["right", "look again"]


def test_a_pupil_who_rounds_on_the_way_is_right() -> None:
    rows = computed(export(exercise("batch"), "csv"))
    rounded = {str(number): repr(answer) for number, answer in enumerate(solution(rows, column=3), start=1)}
    assert set(marks(computed(filled(export(exercise("batch"), "csv"), rounded)))) == {"richtig"}


def test_a_name_is_text_and_words_are_those_of_the_sheet() -> None:
    text = export(exercise("batch", "=HYPERLINK(\"x\")"), "csv")
    assert text.startswith("\ufeffEin Lernschritt von Hand,") and "dein Ergebnis" in text
    [row] = [row for row in computed(text) if "HYPERLINK" in row[0]]
    assert row[0] == f'xor {exercise("batch").code} =HYPERLINK("x")'
    assert ODD in export(exercise("mazur", ODD), "csv").replace('""', '"')


def test_a_loss_with_logarithms_is_computed() -> None:
    for loss, activation in (("softmax_cross_entropy", "identity"), ("binary_cross_entropy", "sigmoid")):
        one = Exercise(Network(2, Dense(2, activation), loss=loss, seed=1), 3)
        results = [item.result for item in one.items]
        assert solution(computed(export(one, "csv"))) == pytest.approx(results, rel=1e-12)


def test_one_file_holds_one_exercise() -> None:
    for to in ("csv", "notebook"):
        with pytest.raises(BadInput, match=f"a {to} holds one exercise, not 2: export each by itself"):
            export([exercise("mazur"), exercise("path")], to)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice isn't there")
@pytest.mark.parametrize("name", ["mazur", "batch"])
def test_libreoffice_computes_and_marks_the_same(name: str, tmp_path: Path) -> None:
    items, words = exercise(name).items, exercise(name).words
    cells = {str(item.number): f"{item.result:.4g}" for item in items[1:]}
    rows = by_libreoffice(filled(export(exercise(name), "csv"), {**cells, "1": "9"}), tmp_path)
    assert solution(rows) == pytest.approx([item.result for item in items], rel=1e-12, abs=1e-12)
    assert marks(rows) == [words["export wrong"], *[words["export right"]] * (len(items) - 1)]

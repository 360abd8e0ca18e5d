"""A class: what was missed most, which slips were made by whom, how the points are distributed; in words."""

from typing import Dict, List

from lernmi.teaching.bugs import find_bug
from lernmi.teaching.marking import ClassMarks, MarkedSheet, answer_of, mark, mark_class
from lernmi.teaching.marking.answers import Answer
from lernmi.teaching.marking.answers_file import answers_text, lines_in
from lernmi.teaching.marking.feedback import Feedback, feedback_words, name_of
from lernmi.teaching.marking.marks_file import marks_text
from lernmi.teaching.questions import THROUGH, UPDATED
from lernmi.teaching.worksheets import Conventions, Exercise, worksheets
from tests.teaching.marking.pupils import perfect, with_a_bug

CLASS = worksheets("mazur", ["Ada", "Ben", "Cem", "Dana"], seed=3,
                   conventions=Conventions(language="de", comma=True))


def sheets() -> List[MarkedSheet]:
    """Ada is perfect, Ben and Cem forget the slope at the output, Dana adds; she leaves one answer out."""
    ada, ben, cem, dana = CLASS
    forgotten, uphill = find_bug("slope_forgotten_at_output"), find_bug("uphill")
    last = {**with_a_bug(dana, uphill)}
    del last[len(dana.items)]
    return [mark(ada, perfect(ada)), mark(ben, with_a_bug(ben, forgotten)),
            mark(cem, with_a_bug(cem, forgotten)), mark(dana, last)]


def as_answers(exercise: Exercise) -> Dict[int, Answer]:
    return {number: answer_of(text) for number, text in perfect(exercise).items()}


SHEETS = sheets()
MARKS = ClassMarks(SHEETS, [])


def test_the_class_has_its_slips_with_who_made_them() -> None:
    assert [sheet.points for sheet in SHEETS] == [37, 35, 35, 29]
    assert [(one.slip.name, one.answers, one.pupils) for one in MARKS.slips()] == [
        ("slope_forgotten_at_output", 4, ["Ben", "Cem"]), ("uphill", 7, ["Dana"])]
    assert MARKS.unexplained == 0


def test_the_answers_of_another_sheet_are_no_slips_but_a_wrong_code() -> None:
    ada, ben = CLASS[:2]
    slipped = {**as_answers(ada), len(ada.items): answer_of("9")}
    text = answers_text([(ada.code, "Ada", slipped), (ben.code, "Ben", as_answers(ada)),
                         (ben.code, "Eve", as_answers(ben))])
    marks = mark_class(lines_in(text))
    assert [(sheet.name, sheet.points) for sheet in marks.sheets] == [("Ada", 36), ("Eve", 37)]
    assert marks.problems == [
        f"line 3: these are the answers of sheet {ada.code}, not of {ben.code}: which sheet is it? "
        "Correct the code, or delete the line."]


def test_the_kind_that_was_missed_most_comes_first() -> None:
    kinds = MARKS.kinds()
    assert (kinds[0].kind, kinds[0].missed, kinds[0].asked) == (UPDATED, 8, 32)
    assert (kinds[1].kind, kinds[1].missed, kinds[1].asked) == (THROUGH, 4, 16)
    assert all(one.missed == 0 for one in kinds[2:])


def test_points_are_distributed_over_all_their_shares() -> None:
    assert MARKS.distribution() == [(0, 20, 0), (20, 40, 0), (40, 60, 0), (60, 80, 1), (80, 100, 3)]
    assert ClassMarks([], []).mean_points == 0.0


def test_feedback_is_in_the_language_and_the_numbers_of_the_sheet() -> None:
    ada, ben, _, dana = (Feedback(sheet) for sheet in SHEETS)
    assert ada.summary == ["Alles ist richtig: sehr gut!"] and ada.points == "37 von 37 Punkten"
    assert ben.explained[0].why == ["An der Ausgabe fehlt die Ableitung der Aktivierung, y′."]
    right = f"{SHEETS[1].marks[15].item.result:.4g}".replace("-", "−").replace(".", ",")
    assert ben.explained[0].right == right
    assert "Was richtig aus einem früheren Fehler folgt, hat die volle Punktzahl." in ben.summary
    assert len(dana.explained) == 7 and not dana.unexplained


def test_every_kind_of_slip_and_of_result_has_words_in_both_languages() -> None:
    for language in ("en", "de"):
        words = feedback_words(language)
        assert feedback_words("en").keys() <= words.keys()
        assert {f"kind {key[5:]}" for key in words if key.startswith("slip ")} <= words.keys()
        assert all(mark.item.kind in words for sheet in SHEETS for mark in sheet.marks)
        assert all(name_of(one.slip, words) for one in MARKS.slips())


def test_marks_are_a_table_of_points() -> None:
    lines = marks_text(MARKS).splitlines()
    assert lines[0].startswith("code,name,points,of,1,2,3,") and lines[0].endswith(",37,slips")
    assert lines[1] == f"{CLASS[0].code},Ada,37,37,{','.join('1' * 37)},"
    assert "16: An der Ausgabe fehlt die Ableitung" in lines[2] and len(lines) == 5

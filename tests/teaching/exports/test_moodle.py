"""Moodle XML: a Cloze question for each exercise, whose gaps accept what is right."""

import base64
from pathlib import Path
from typing import List
from xml.etree import ElementTree

import pytest

from lernmi.teaching.exports import export
from lernmi.teaching.worksheets import Exercise
from tests.support.exercises import EXERCISES, ODD, exercise, exercise_in_odd_words
from tests.support.question_banks import accepts, cloze_gaps

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>Grüße</title></svg>'


def questions(text: str) -> List[ElementTree.Element]:
    """The questions after the category, which is the first."""
    category, *others = ElementTree.fromstring(text.encode()).findall("question")
    assert category.get("type") == "category" and all(one.get("type") == "cloze" for one in others)
    return others


def text_of(question: ElementTree.Element, path: str) -> str:
    return question.findtext(f"{path}/text") or ""


@pytest.mark.parametrize("name", EXERCISES)
def test_each_item_is_a_gap_that_accepts_its_result(name: str) -> None:
    [question] = questions(export(exercise(name), "moodle"))
    text = text_of(question, "questiontext")
    gaps = cloze_gaps(text)
    order = [int(part.partition("</sup>")[0]) for part in text.split("<sup>")[1:]]      # row by row
    assert sorted(order) == [item.number for item in exercise(name).items]
    for number, (points, answers) in zip(order, gaps):
        item = exercise(name).items[number - 1]
        assert points == item.points and answers[0][0] == pytest.approx(item.result, rel=1e-4)
        assert accepts(answers, float(f"{item.result:.4g}"))
        assert not accepts(answers, 1.2 * item.result or 0.01)


def test_each_pupil_is_a_question_in_one_category() -> None:
    exercises = [Exercise("mazur", draw, "path", pupil=pupil) for draw, pupil in ((1, "Anna"), (2, ODD))]
    text = export(exercises, "moodle")
    assert [text_of(one, "name") for one in questions(text)] == [
        f"mazur {one.code} {one.pupil}" for one in exercises]
    category = ElementTree.fromstring(text.encode()).findtext("question/category/text")
    assert category == "$course$/top/Back to one weight by hand: mazur"


def test_names_and_words_make_no_gap_and_no_markup(tmp_path: Path) -> None:
    [question] = questions(export(exercise("mazur", ODD), "moodle"))
    assert text_of(question, "name").endswith(ODD)
    one = exercise_in_odd_words(tmp_path)
    text = text_of(questions(export(one, "moodle"))[0], "questiontext")
    assert len(cloze_gaps(text)) == len(one.items)
    assert "a &#123;1:NM:=3&#125; b" in text and "~=#:&#123;&#125; ]]&gt; &#92;: &#36;&#36;" in text


def test_the_picture_goes_along_as_a_file() -> None:
    [question] = questions(export(exercise("mazur"), "moodle", lambda _: SVG))
    [file] = question.findall("questiontext/file")
    assert base64.b64decode(file.text or "").decode() == SVG and file.get("encoding") == "base64"
    assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in text_of(question, "questiontext")
    assert "<img" not in text_of(questions(export(exercise("mazur"), "moodle"))[0], "questiontext")


def test_the_solution_is_shown_afterwards_and_the_way_as_a_hint() -> None:
    [question] = questions(export(exercise("batch"), "moodle"))
    assert "= 2,8 · 0,7 " not in text_of(question, "hint")
    solution = text_of(question, "generalfeedback")
    assert solution.count("<li>") == text_of(question, "hint").count("<li>") == len(exercise("batch").items)
    for item in exercise("batch").items:
        assert f"= {exercise('batch').conventions.written(item.result)}</li>" in solution


def test_german_words_and_a_decimal_comma_for_people_and_a_point_for_moodle() -> None:
    text = text_of(questions(export(exercise("batch"), "moodle"))[0], "questiontext")
    assert '<th scope="col">Gewicht</th>' in text and "η = 0,5" in text
    assert not any("," in gap.partition("}")[0] for gap in text.split("NUMERICAL:")[1:])


def test_two_steps_have_tables_of_their_own() -> None:
    text = text_of(questions(export(exercise("two steps"), "moodle"))[0], "questiontext")
    assert text.count("<h4>") == 2 and text.count("<table") == 4

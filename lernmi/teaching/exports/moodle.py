"""Exercises as Moodle XML: a Cloze question each, in a category from which a quiz draws one at random.

Cloze writes its gaps into the text: {1:NUMERICAL:=0.25:0.0025~=0.3:0} is one of 1 point where 0.25 ± 0.0025
and 0.3 are right. See https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type and
https://docs.moodle.org/en/Moodle_XML_format.
"""

from __future__ import annotations

import base64
from html import escape
from typing import List, Sequence

from ...support.formatting import escape_control_chars
from ...translate.formats import MARK
from ..worksheets.exercise import Exercise
from ..worksheets.items import Item
from ..worksheets.tasks import task_of
from .gaps import Gap, gaps_of
from .markup import html, paragraph
from .numerals import answers
from .picture import Picture
from .sheet_html import sheet_html

CATEGORY = "$course$/top/"      # of the course into which the file is imported
PENALTY = 0.3333333             # of the points, for each further try


def moodle_xml(exercises: Sequence[Exercise], picture: Picture) -> str:
    """The questions of all exercises in one file."""
    category = f"{exercises[0].title}: {exercises[0].name}".replace("/", "//")
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<!-- {MARK} -->", "<quiz>",
                      '<question type="category">',
                      f"  <category><text>{escape(CATEGORY + category)}</text></category>", "</question>",
                      *(_question(exercise, picture) for exercise in exercises), "</quiz>", ""])


def _question(exercise: Exercise, picture: Picture) -> str:
    gaps = gaps_of(exercise)
    drawn = picture(exercise) if picture else ""
    solutions = "".join(f"<li>{html(gap.solution.equation)}</li>" for gap in gaps)
    formulas = "".join(f"<li>{html(gap.solution.label)} = {html(gap.solution.symbols)}</li>" for gap in gaps)
    return "\n".join([
        '<question type="cloze">',
        f"  <name><text>{escape(escape_control_chars(exercise.heading))}</text></name>",
        f'  <questiontext format="html"><text>{_cdata(_text(exercise, gaps, drawn))}</text>',
        *(_file(exercise, drawn) if drawn else ()),
        "  </questiontext>",
        f'  <generalfeedback format="html"><text>{_cdata(f"<ol>{solutions}</ol>")}</text></generalfeedback>',
        f"  <penalty>{PENALTY}</penalty>",
        "  <hidden>0</hidden>",
        f'  <hint format="html"><text>{_cdata(f"<ol>{formulas}</ol>")}</text><shownumcorrect/></hint>',
        "</question>"])


def _text(exercise: Exercise, gaps: Sequence[Gap], drawn: str) -> str:
    """The HTML of the question, with its gaps."""
    by_number = {gap.item.number: gap for gap in gaps}

    def gap(item: Item) -> str:
        return f"<sup>{item.number}</sup>{cloze_gap(by_number[item.number])}"

    source, words = f"@@PLUGINFILE@@/{_file_name(exercise)}", html(exercise.words["picture"])
    image = f'<p><img src="{source}" alt="{words}"></p>' if drawn else ""
    return "\n".join(filter(None, [*map(paragraph, task_of(exercise)), image, *sheet_html(exercise, gap)]))


def cloze_gap(gap: Gap) -> str:
    """A gap in the notation of Cloze: numbers and tolerances hold no sign that it would take for its own."""
    return f"{{{gap.item.points}:NUMERICAL:{'~'.join(answers(gap.accepted))}}}"


def _file(exercise: Exercise, drawn: str) -> List[str]:
    content = base64.b64encode(drawn.encode()).decode()
    return [f'    <file name="{_file_name(exercise)}" path="/" encoding="base64">{content}</file>']


def _file_name(exercise: Exercise) -> str:
    return f"network-{exercise.code}.svg"


def _cdata(text: str) -> str:
    """A text that XML takes as it is."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"

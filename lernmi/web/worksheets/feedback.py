"""Feedback as a page of HTML: what the class did, and a page to hand back to each pupil."""

from __future__ import annotations

import math
from typing import Optional, Sequence

from ...teaching.marking import CARRIED, MISSING, RIGHT, WRONG, ClassMarks
from ...teaching.marking.feedback import KEYS, Comment, Feedback, feedback_words, kind_in_words, name_of
from ...teaching.worksheets.words import Words
from ..page import whole_page
from ..svg import escaped
from .markup import mathematical
from .style import STYLE

MANY = (14, 48)             # answers, from which they are in two columns, in three
SIGNS = {RIGHT: "✓", CARRIED: "(✓)", WRONG: "✗", MISSING: "–"}
POINTS_COLUMNS, FEW = 3, 6  # of the points of a class; rows of each at least
MOST_NAMES = 12             # of pupils who made a slip
MORE_STYLE = """
.marks { display: flex; gap: 5mm; align-items: flex-start }
.marks table { flex: 1; table-layout: auto; font-size: 9pt }
.marks td, .marks th { height: auto; padding: 0.5mm 1.2mm; text-align: right; white-space: nowrap }
.in3 { gap: 2mm } .marks.in3 table { font-size: 7.4pt }
.marks.in3 td, .marks.in3 th { padding: 0.3mm 0.8mm; font-size: 7.4pt }
.marks .asked, .marks .sign { text-align: left }
.marks tr.wrong td { background: #e4e4e4; font-weight: bold;
                     print-color-adjust: exact; -webkit-print-color-adjust: exact }
.again { padding: 0; list-style: none; margin: 0 0 3mm }
.again li { margin: 0 0 2mm; padding-left: 9mm; text-indent: -9mm; break-inside: avoid }
.again i { display: inline-block; width: 9mm; text-indent: 0; font-style: normal; font-weight: bold }
.total { font-size: 13pt; margin: 4mm 0 2mm }
.class table { width: auto; table-layout: auto; margin-bottom: 3mm }
.class td, .class th { height: auto; padding: 0.6mm 2.4mm; text-align: left; vertical-align: top }
.beside { display: flex; flex-wrap: wrap; gap: 8mm }
.beside h2 { max-width: 50mm }
@media screen and (max-width: 640px) { .marks { display: block } .marks table { margin-bottom: 3mm } }
"""


def feedback_page(marks: ClassMarks, digits: Optional[int] = None) -> str:
    """The page: first the class, for the teacher; then a page for each sheet. ``digits``: see Feedback."""
    language = marks.sheets[0].exercise.conventions.language if marks.sheets else "en"
    words = feedback_words(language)
    sections = [class_section(marks, words)] if len(marks.sheets) != 1 or marks.problems else []
    sections += [pupil_section(Feedback(sheet, digits)) for sheet in marks.sheets]
    spoken = marks.sheets[0].exercise.words["language"] if marks.sheets else "en"
    return whole_page(words["feedback"], sections, STYLE + MORE_STYLE, spoken)


# ---- a pupil -------------------------------------------------------------------------------

def pupil_section(feedback: Feedback) -> str:
    """What a pupil gets back."""
    sheet, words = feedback.sheet, feedback.words
    name = f"{escaped(sheet.pupil)} · " if sheet.pupil else ""
    lines = ['<section class="feedback">',
             f"<header><h1>{name}{escaped(words['feedback'])}</h1>"
             f'<div class="code"><b>{escaped(sheet.exercise.code)}</b></div></header>',
             f'<p class="total"><b>{escaped(feedback.points)}</b></p>',
             *(f"<p>{escaped(sentence)}</p>" for sentence in feedback.summary)]
    if feedback.wrong:
        lines += [f"<h2>{escaped(words['look again'])}</h2>", '<ul class="again">',
                  *(_to_look_at(comment, feedback) for comment in feedback.explained), "</ul>"]
    if feedback.unexplained:
        lines.append(f"<p>{mathematical(feedback.on_unexplained)}</p>")
    legend = ", ".join(f"{sign} {words[KEYS[outcome]]}" for outcome, sign in SIGNS.items()
                       if sheet.count(outcome))
    return "\n".join([*lines, f"<h2>{escaped(words['answers'])}</h2>", _tables(feedback),
                      f"<p><small>{escaped(legend)}</small></p>", "</section>"])


def _to_look_at(comment: Comment, feedback: Feedback) -> str:
    """A wrong answer, and why it is wrong."""
    item, words = comment.mark.item, feedback.words
    numbers = [f"{words['right number']} <b>{comment.right}</b>"]
    if comment.from_yours:
        numbers.insert(0, f"{escaped(words['from yours'])} <b>{comment.from_yours}</b>")
    first, *others = comment.why
    why = " ".join([first, *(f"{words['could also be']} {other}" for other in others)])
    return (f"<li><i>{item.number}</i>{mathematical(item.label)}: {escaped(feedback.typed(comment))}. "
            f"{mathematical(why)} <small>({'; '.join(numbers)})</small></li>")


def _tables(feedback: Feedback) -> str:
    comments = feedback.comments
    columns = 1 + sum(len(comments) > many for many in MANY)
    size = math.ceil(len(comments) / columns)
    tables = [_table(comments[start:start + size], feedback) for start in range(0, len(comments), size)]
    return f'<div class="marks in{columns}">{"".join(tables)}</div>'


def _table(comments: Sequence[Comment], feedback: Feedback) -> str:
    words = feedback.words
    lines = [f"<table><thead><tr><th>{escaped(words['number'])}</th>"
             f'<th class="asked">{escaped(words["asked"])}</th><th>{escaped(words["your answer"])}</th>'
             f'<th></th><th>{escaped(words["right number"])}</th></tr></thead><tbody>']
    for comment in comments:
        mark = comment.mark
        right = "" if mark.outcome == RIGHT else comment.right
        kind = ' class="wrong"' if mark.outcome == WRONG else ""
        lines.append(f'<tr{kind}><td>{mark.item.number}</td><td class="asked">{mathematical(mark.item.label)}'
                     f"</td><td>{escaped(feedback.typed(comment))}</td>{_sign(comment)}<td>{right}</td></tr>")
    return "\n".join([*lines, "</tbody></table>"])


def _sign(comment: Comment) -> str:
    """The mark as a sign, which a screen reader reads in words."""
    words = escaped(comment.outcome)
    return (f'<td class="sign"><span role="img" aria-label="{words}" title="{words}">'
            f"{SIGNS[comment.mark.outcome]}</span></td>")


# ---- the class -----------------------------------------------------------------------------

def class_section(marks: ClassMarks, words: Words) -> str:
    """What the class did, for the teacher."""
    mean = words.filled("mean", percent=f"{100.0 * marks.mean_points:.0f}")
    lines = ['<section class="class feedback">',
             f"<header><h1>{escaped(words['class'])}</h1>"
             f'<div class="code">{escaped(words["for the teacher"])}</div></header>',
             f'<p class="total">{len(marks.sheets)} {escaped(words["sheets"])}, {escaped(mean)}</p>',
             '<div class="beside">', _distribution(marks, words), _points(marks, words), "</div>"]
    missed = [[kind_in_words(one.kind, words), words.filled("missed of", missed=one.missed, asked=one.asked)]
              for one in marks.kinds() if one.missed]
    slips = [[name_of(one.slip, words), str(one.answers), _names(one.pupils)] for one in marks.slips()]
    lines += [_rows(words["missed"], [words["result kind"], ""], missed),
              _rows(words["slips"], [words["slip"], words["how often"], words["who"]], slips)]
    if marks.unexplained:
        lines.append(f"<p>{escaped(words.filled('unexplained', count=marks.unexplained))}</p>")
    if marks.problems:
        lines.append(f"<h2>{escaped(words['problems'])}</h2>")
        lines += [f"<p>{escaped(text)}</p>" for text in marks.problems]
    return "\n".join([*lines, "</section>"])


def _distribution(marks: ClassMarks, words: Words) -> str:
    """How many sheets got which share of the points."""
    rows = [[f"{low}–{high} %", str(count)] for low, high, count in marks.distribution()]
    return f"<div>{_rows(words['distribution'], [], rows)}</div>"


def _points(marks: ClassMarks, words: Words) -> str:
    """The points of all pupils, in columns."""
    rows = [[sheet.name, f"{sheet.points}/{sheet.most_points}"] for sheet in marks.sheets]
    size = max(math.ceil(len(rows) / POINTS_COLUMNS), FEW)
    return "".join(f"<div>{_rows(words['points of pupils'], [], rows[start:start + size])}</div>"
                   for start in range(0, len(rows), size))


def _rows(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table below its title; nothing if there are no rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{escaped(text)}</th>" for text in headings)
    lines = [f"<h2>{escaped(title)}</h2><table>"]
    lines += [f"<thead><tr>{head}</tr></thead>"] if head else []
    lines += ["<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return "\n".join([*lines, "</table>"])


def _names(pupils: Sequence[str]) -> str:
    more = f" … (+{len(pupils) - MOST_NAMES})" if len(pupils) > MOST_NAMES else ""
    return ", ".join(pupils[:MOST_NAMES]) + more

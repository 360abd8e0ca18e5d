"""The printed figures of a published example beside the right ones, as a part of its key."""

from __future__ import annotations

from ...teaching.marking.feedback import feedback_words
from ...teaching.published import PublishedExercise, beside, figures, reason, remarks
from ...teaching.published.figures import NOT_RIGHT
from ..svg import escaped
from .markup import mathematical

STYLE = """
.printed table { table-layout: auto }
.printed td { height: auto; padding: 0.4mm 1.5mm; text-align: right; white-space: nowrap }
.printed p { margin-top: 1.2mm }
.printed td.why { text-align: left; white-space: normal }
.printed tr.wrong td { font-weight: bold }
.printed tr.wrong td.why { font-weight: normal }
"""


def figures_section(exercise: PublishedExercise) -> str:
    """A table: what is asked, what the source prints, what is right, and why the source is wrong."""
    words = feedback_words(exercise.conventions.language)
    lines = ['<div class="printed">', f"<h2>{escaped(words['published'])}</h2>",
             f"<p>{escaped(exercise.published.source)}</p>", "<table><thead><tr>"
             + "".join(f"<th>{escaped(text)}</th>" for text in (
                 words["number"], words["asked"], words["prints"], words["right number"], words["why"]))
             + "</tr></thead>"]
    compared = figures(exercise)
    for figure in compared:
        kind = ' class="wrong"' if figure.state == NOT_RIGHT else ""
        why = mathematical(reason(figure, exercise.conventions.language))
        printed, right = beside(figure, exercise)
        lines.append(f"<tr{kind}><td>{figure.item.number}</td><td>{mathematical(figure.item.label)}</td>"
                     f'<td>{printed}</td><td>{right}</td><td class="why">{why}</td></tr>')
    lines += ["</table>", *(f"<p>{mathematical(text)}</p>" for text in remarks(exercise, compared))]
    return "\n".join([*lines, "</div>"])

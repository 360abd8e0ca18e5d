"""Handouts: the scenes of a lesson as a page of HTML, each on a sheet of paper of its own."""

from __future__ import annotations

from typing import Sequence

from .page import whole_page
from .svg import FONT, escaped

STYLE = f"""
body {{ margin: 0 auto; padding: 16px 24px; max-width: 860px; background: #ffffff; color: #1a1a1a;
       font-family: system-ui, sans-serif; font-size: 16px; line-height: 1.5 }}
h1 {{ font-size: 26px; margin: 0 0 8px }}
h2 {{ font-size: 20px; margin: 32px 0 8px; border-bottom: 1px solid #b0b0b0 }}
p {{ margin: 0 0 12px; max-width: 75ch }}
table {{ border-collapse: collapse; margin: 8px 0 16px; font-variant-numeric: tabular-nums }}
th, td {{ padding: 2px 14px 2px 0; text-align: left; font-weight: normal; vertical-align: top }}
th {{ border-bottom: 1px solid #1a1a1a; font-weight: 600 }}
td.number, th.number {{ text-align: right; font-family: {FONT}; font-size: 14px }}
pre {{ overflow-x: auto; margin: 0 0 16px }}
figure {{ margin: 8px 0 16px !important }}
figcaption {{ color: #595959; font-size: 13px }}
@media (min-width: 700px) {{ figure svg {{ min-width: 0 !important }} }}
.number-of-the-lesson, .question {{ border-left: 4px solid #0072b2; padding: 4px 0 4px 12px }}
.question {{ border-color: #d55e00 }}
@page {{ size: A4 portrait; margin: 12mm }}
@media print {{
  body {{ padding: 0; max-width: none; font-size: 11pt }}
  h2 {{ break-after: avoid; margin-top: 0 }}
  section + section {{ break-before: page }}
  p, tr, figure, .question {{ break-inside: avoid }}
  pre {{ font-size: 8.6pt !important; overflow: visible; white-space: pre-wrap !important }}
  figure > div {{ overflow: visible !important }}
  figure svg {{ min-width: 0 !important; max-width: 100% !important; max-height: 190mm }}
}}
"""


def handout_page(title: str, scenes: Sequence[Sequence[str]]) -> str:
    """The page: a section for each scene, which is a list of pieces of HTML."""
    sections = ["\n".join(["<section>", *scene, "</section>"]) for scene in scenes]
    first = sections[0].replace("<section>", f"<section>\n<h1>{escaped(title)}</h1>", 1)
    return whole_page(title, [first, *sections[1:]], STYLE)


def heading(text: str) -> str:
    """The title of a scene."""
    return f"<h2>{escaped(text)}</h2>"


def paragraph(text: str, kind: str = "", label: str = "") -> str:
    """Prose; ``kind``: its class in the style sheet; ``label``: the first words, in bold."""
    bold = f"<strong>{escaped(label)}</strong>" if label else ""
    return f'<p class="{kind}">{bold}{escaped(text)}</p>' if kind else f"<p>{bold}{escaped(text)}</p>"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], are_numbers: Sequence[bool]) -> str:
    """A table; ``are_numbers``: which columns are aligned on the right."""
    kinds = [' class="number"' if is_number else "" for is_number in are_numbers]
    head = "".join(f"<th{kind}>{escaped(text)}</th>" for kind, text in zip(kinds, headings))
    lines = ["".join(f"<td{kind}>{escaped(text)}</td>" for kind, text in zip(kinds, row)) for row in rows]
    return "\n".join(["<table>", f"<tr>{head}</tr>", *(f"<tr>{line}</tr>" for line in lines), "</table>"])


"""Formulas and names of a sheet as HTML: subscripts, superscripts, and blanks to write into."""

from __future__ import annotations

import re
import unicodedata

from ...teaching.worksheets.items import Item
from ..svg import escaped

OF_NEURON = re.compile(r"(?<![a-z])([a-z]′?)\(([a-z](?:\d+(?:,\d+)?)?)\)")     # y′(h1)
OF_SAMPLE = re.compile("[₁₂₃₄]")
POWER = re.compile(r"\^(−?[a-z]\b|\([^()]*\))")                     # e^−z


def mathematical(text: str) -> str:
    """A formula as HTML; the number of a sample is a superscript in parentheses, as usual.

    >>> print(mathematical("y(h1)₂ = e^−z, softmax(y)"))
    y<sub>h1</sub><sup>(2)</sup> = e<sup>−z</sup>, softmax(y)
    """
    text = OF_NEURON.sub(r"\1<sub>\2</sub>", escaped(text))
    text = OF_SAMPLE.sub(lambda match: f"<sup>({unicodedata.digit(match[0])})</sup>", text)
    return POWER.sub(r"<sup>\1</sup>", text)


def unbroken(text: str) -> str:
    """Short equations as HTML, none of which is broken at the end of a line.

    >>> print(unbroken("x1 = 2; w1 = −0.3"))
    x1&nbsp;=&nbsp;2; w1&nbsp;=&nbsp;−0.3
    """
    return mathematical(text).replace(" = ", "&nbsp;=&nbsp;")


def cell(content: object, columns: int = 1) -> str:
    """A cell of a table: a blank with its number, or a text."""
    wide = f' colspan="{columns}"' if columns > 1 else ""
    if isinstance(content, Item):
        return f'<td class="blank"{wide}><i>{content.number}</i></td>'
    if not content:
        return f'<td class="none"{wide}></td>'
    return f'<td class="stated"{wide}>{mathematical(str(content))}</td>'


def heading(text: str, **attributes: object) -> str:
    """A cell of a table's head."""
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<th{written}>{mathematical(text)}</th>"

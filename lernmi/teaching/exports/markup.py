"""Texts as HTML for question banks: tables, and names that no program takes for its own signs."""

from __future__ import annotations

from html import escape
from typing import Sequence

from ...support.formatting import escape_control_chars

BRACES = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "\\": "&#92;"})
MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]<>#|$~"}


def html(text: str) -> str:
    """A text as HTML, without braces, in which a Cloze question has its gaps, and without TeX's signs.

    >>> html("a {1:NM:=2} < $b$")
    'a &#123;1:NM:=2&#125; &lt; &#36;b&#36;'
    """
    return escape(escape_control_chars(text)).translate(BRACES)


def paragraph(text: str) -> str:
    """A paragraph of plain text."""
    return f"<p>{html(text)}</p>"


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the heading is plain text, the cells are HTML."""
    head = "".join(f'<th scope="col">{html(text)}</th>' for text in heading)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f'<table class="generaltable">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>'


def markdown(text: str) -> str:
    """A text as Markdown, of which no sign is taken for one of formatting or of TeX.

    >>> print(markdown("w[1,2] * $x$"))
    w\\[1,2\\] \\* \\$x\\$
    """
    return escape_control_chars(text).translate(MARKDOWN)

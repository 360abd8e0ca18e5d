"""Pages: text and pictures as HTML that needs nothing from outside, on a screen and on paper."""

from __future__ import annotations

import re
import unicodedata
from typing import Sequence

from .svg import FONT, Svg, escaped

# Characters beside those of ASCII come from another font, perhaps a wider one: each run of one has its width.
BEYOND_ASCII = re.compile(r"<[^>]*>|&[^;]*;|(?P<run>(?P<letter>[^\x00-\x7f])(?P=letter)*)")
PAPER = {"portrait": (186.0, 273.0), "landscape": (273.0, 186.0)}      # of A4 within its margins, in mm
ABOVE = 24.0            # mm that are left for the text above a drawing
SMALLEST_SHARE = 0.6    # a drawing that would have to be smaller to fit one page goes over several
STYLE = """
body { margin: 0; padding: 16px; background: #ffffff; color: #1a1a1a; font-family: %(font)s;
       font-size: 14px; line-height: 1.4 }
p { margin: 0 0 4px; max-width: 110ch }
p:first-child { font-weight: bold }
pre { margin: 0 0 16px; overflow-x: auto }
figure { margin: 12px 0 0; overflow-x: auto }
figure svg { display: block; width: 100%%; height: auto }
@page { size: A4 %(paper)s; margin: 12mm }
@media print {
  body { padding: 0; font-size: 9pt }
  p { break-after: avoid; break-inside: avoid }
  pre { font-size: 8pt !important; overflow: visible; white-space: pre-wrap }
  figure { overflow: visible; break-inside: %(inside)s }
  figure svg { min-width: 0 !important; max-width: none !important; width: %(width).1fmm; margin: 0 auto }
}
"""


def html_page(title: str, body: Sequence[str], picture: Svg) -> str:
    """A page with what ``body`` holds in HTML and a picture, which fits the width of A4 on paper."""
    paper = "landscape" if picture.width > 1.25 * picture.height else "portrait"
    across, down = PAPER[paper]
    share = min(1.0, (down - ABOVE) / (picture.height * across / picture.width))
    fits = share >= SMALLEST_SHARE
    return _page(title, [*body, f"<figure>{inline(picture)}</figure>"], paper,
                 across * share if fits else across, "avoid" if fits else "auto")


def text_page(title: str, body: Sequence[str]) -> str:
    """A page of text alone."""
    return _page(title, body, "portrait", PAPER["portrait"][0], "avoid")


def _page(title: str, body: Sequence[str], paper: str, width: float, inside: str) -> str:
    style = STYLE % {"font": FONT, "paper": paper, "width": width, "inside": inside}
    return "\n".join([
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(title)}</title>", f"<style>{style}</style>", "</head>", "<body>", *body, "</body>",
        "</html>"])


def inline(picture: Svg) -> str:
    """The picture for the middle of a page or a notebook: as wide as there is room, within limits.

    Where there is little room it stays readable, and what surrounds it can be scrolled.
    """
    style = (f"display:block;width:100%;height:auto;min-width:{0.75 * picture.width:.0f}px;"
             f"max-width:{1.4 * picture.width:.0f}px")
    return str(picture).replace("<svg ", f'<svg style="{style}" ', 1)


def notebook_picture(picture: Svg) -> str:
    """The picture for a notebook."""
    return f'<div style="overflow-x:auto;background:#ffffff">{inline(picture)}</div>'


def paragraph(line: str) -> str:
    """A line of text."""
    return f"<p>{escaped(line)}</p>"


def preformatted(code: str) -> str:
    """Text with tags for its colours, each character as wide as every other, in whatever font there is."""
    return (f'<pre style="font-family:{escaped(FONT)};font-size:13px;line-height:1.25;white-space:pre;'
            f'font-variant-ligatures:none">{BEYOND_ASCII.sub(_with_width, code)}</pre>')


def _with_width(match: re.Match[str]) -> str:
    run, letter = match["run"], match["letter"]
    if run is None or unicodedata.combining(letter):
        return match[0]
    width = len(run) * (2 if unicodedata.east_asian_width(letter) in "WF" else 1)
    return f'<span style="display:inline-block;width:{width}ch">{run}</span>'

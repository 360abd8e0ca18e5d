"""Pages: text and pictures as HTML that needs nothing from outside, on a screen and on paper."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import List, Sequence

from .svg import FONT, Svg, escaped

# Characters beside those of ASCII come from another font, perhaps a wider one: each run of one has its width.
BEYOND_ASCII = re.compile(r"<[^>]*>|&[^;]*;|(?P<run>(?P<letter>[^\x00-\x7f])(?P=letter)*)")
PAPER = {"portrait": (186.0, 273.0), "landscape": (273.0, 186.0)}      # of A4 within its margins, in mm
LINE_HEIGHT, LETTER_WIDTH = 5.3, 1.9   # mm of the text around a drawing, on paper
WIDE = 1000.0           # units: a wider drawing than high is printed on paper that is wider than high
LARGEST = 0.3           # mm of a unit
SMALLEST_SHARE = 0.6    # a drawing that would have to be smaller to fit one page goes over several
STYLE = """
body { margin: 0; padding: 16px; background: #ffffff; color: #1a1a1a; font-family: %(font)s;
       font-size: 14px; line-height: 1.4 }
h1, p { margin: 0 0 4px; max-width: 110ch; font-size: 14px }
pre { margin: 0 0 16px; overflow-x: auto }
figure > div { overflow-x: auto }
figcaption { color: #595959; max-width: 110ch }
@page { size: A4 %(paper)s; margin: 12mm }
@media print {
  body { padding: 0; font-size: 9pt }
  h1, p, figcaption { break-inside: avoid; font-size: 8.5pt }
  pre { font-size: 8pt !important; overflow: visible; white-space: pre-wrap !important }
  figure > div { overflow: visible !important }
  figure svg { min-width: 0 !important; max-width: none !important; width: %(width).1fmm !important;
               break-inside: avoid }
}
"""


def html_page(title: str, body: Sequence[str], picture: Svg) -> str:
    """A page with what ``body`` holds in HTML and a picture, which fits the width of A4 on paper."""
    paper = "landscape" if picture.width > max(WIDE, 1.25 * picture.height) else "portrait"
    across, down = PAPER[paper]
    lines = sum(math.ceil(len(text) * LETTER_WIDTH / across) for text in [*body, *picture.caption])
    down -= LINE_HEIGHT * (lines + 2)
    width = min(across, LARGEST * picture.width)
    share = min(1.0, down / (picture.height * width / picture.width))
    if share >= SMALLEST_SHARE:
        width *= share
    return _on_paper(title, [*body, figure(picture, down * picture.width / width)], paper, width)


def text_page(title: str, body: Sequence[str]) -> str:
    """A page of text alone."""
    return _on_paper(title, body, "portrait", PAPER["portrait"][0])


def _on_paper(title: str, body: Sequence[str], paper: str, width: float) -> str:
    return whole_page(title, body, STYLE % {"font": FONT, "paper": paper, "width": width})


def whole_page(title: str, body: Sequence[str], style: str, language: str = "en") -> str:
    """A page of HTML with this style sheet; all that it needs is in it. ``language``: of its words."""
    return "\n".join([
        "<!DOCTYPE html>", f'<html lang="{escaped(language)}">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(title)}</title>", f"<style>{style}</style>", "</head>", "<body>", *body, "</body>",
        "</html>"])


def figure(picture: Svg, highest: float = math.inf) -> str:
    """The picture as wide as there is room, within limits, in bands that fit a page each; its caption.

    Where there is little room it stays readable, and can be scrolled sideways.
    """
    style = (f"display:block;width:100%;height:auto;min-width:{0.85 * picture.width:.0f}px;"
             f"max-width:{1.4 * picture.width:.0f}px")
    caption = "<br>".join(map(escaped, picture.caption))
    return "\n".join(['<figure style="margin:12px 0 0">', '<div style="overflow-x:auto;background:#ffffff">',
                      *picture.bands(highest, style=style), "</div>",
                      f"<figcaption>{caption}</figcaption>" if caption else "", "</figure>"])


def introduction(lines: Sequence[str]) -> List[str]:
    """Lines of text, the first of them as the heading."""
    return [f"<h1>{escaped(line)}</h1>" if number == 0 else f"<p>{escaped(line)}</p>"
            for number, line in enumerate(lines)]


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

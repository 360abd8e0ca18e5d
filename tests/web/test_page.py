"""Pages of HTML: self-contained, in one language, readable on paper, with every character in its column."""

import re
from html.parser import HTMLParser
from typing import Any, List, Tuple

from lernmi.web.page import figure, html_page, introduction, preformatted, text_page
from lernmi.web.svg import Svg


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: List[Tuple[str, Any]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))


def picture(width: float, height: float) -> Svg:
    svg = Svg(width, height, "a <title>", "in words")
    svg.text(10, 20, "a & b")
    svg.caption = ["below <it>"]
    return svg


def test_a_page_needs_nothing_from_outside() -> None:
    page = html_page("<&>", introduction(["a heading", "a < b"]), picture(500, 300))
    tags = Tags(page).tags
    assert ("html", {"lang": "en"}) in tags and "<title>&lt;&amp;&gt;</title>" in page
    assert "<h1>a heading</h1>\n<p>a &lt; b</p>" in page
    assert "<figcaption>below &lt;it&gt;</figcaption>" in page
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "use", "image"}
    assert not re.search(r"url\(|@import|@font-face|(?<!xmlns=\")https?://", page)


def test_on_paper_a_drawing_is_as_wide_as_fits_a4_upright_or_across() -> None:
    def printed(width: float, height: float) -> Tuple[str, float]:
        page = html_page("", [], picture(width, height))
        match = re.search(r"size: A4 (\w+);.*width: ([\d.]+)mm", page, re.DOTALL)
        assert match
        return match[1], float(match[2])
    assert printed(1500, 600) == ("landscape", 273.0)
    assert printed(800, 500) == ("portrait", 186.0)
    assert printed(300, 200) == ("portrait", 90.0)              # no larger than it is readable
    paper, width = printed(800, 1300)
    assert paper == "portrait" and width < 186.0 and width * 1300 / 800 <= 273.0
    assert printed(800, 4000) == ("portrait", 186.0)            # goes over several pages
    tall = picture(800, 4000)
    tall.breaks = [900.0, 1800.0, 2700.0, 3600.0]
    assert 4 <= html_page("", [], tall).count("<svg ") <= 5


def test_each_character_beyond_ascii_has_the_width_of_its_columns() -> None:
    code = preformatted("<b>│</b> ── é 東 &gt; e\u0301")
    assert code.count("display:inline-block") == 4 and "&gt; e\u0301</pre>" in code
    for run, width in (("│", 1), ("──", 2), ("é", 1), ("東", 2)):
        assert f'<span style="display:inline-block;width:{width}ch">{run}</span>' in code
    assert "font-family:ui-monospace" in code and "white-space:pre" in code
    assert "│" in text_page("a title", [code]) and "size: A4 portrait" in text_page("a title", [code])


def test_in_a_notebook_a_picture_can_be_scrolled_and_has_its_caption() -> None:
    html = figure(picture(1000, 300))
    assert "overflow-x:auto" in html and "min-width:850px" in html and "below &lt;it&gt;" in html
    assert "<style" not in html

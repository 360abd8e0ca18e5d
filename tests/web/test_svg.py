"""Svg: what is written, and that names can't break it."""

from xml.etree import ElementTree

from lernmi.web.svg import Svg, text_width, with_text
from tests.support.svg_texts import check_texts

SVG = "{http://www.w3.org/2000/svg}"


def test_elements_their_attributes_and_hints() -> None:
    picture = Svg(100, 50, "a title", "in words")
    picture.line(0, 1.234, 10, 1 / 3, stroke="#0072b2", stroke_width=2, stroke_dasharray=None)
    with picture.group(opacity=0.5):
        picture.circle(5, 5, 2, hint="hidden[0] = 0.5")
    root = ElementTree.fromstring(str(picture))
    assert root.attrib["viewBox"] == "0 0 100 50" and root.attrib["role"] == "img"
    assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")] == ["a title", "in words"]
    line = root.find(f"{SVG}line")
    assert line is not None and line.attrib == {
        "x1": "0", "y1": "1.23", "x2": "10", "y2": "0.33", "stroke": "#0072b2", "stroke-width": "2"}
    assert root.findtext(f"{SVG}g/{SVG}circle/{SVG}title") == "hidden[0] = 0.5"


def test_any_name_can_be_written() -> None:
    name = "a<b> & \"c\" 'd'"
    picture = Svg(10, 10, name, name)
    picture.text(0, 0, name, hint=name, text_anchor="middle")
    root = ElementTree.fromstring(str(picture))
    text = root.find(f"{SVG}text")
    assert text is not None and "".join(text.itertext()) == name + name
    assert root.findtext(f"{SVG}title") == name


def test_the_width_of_a_text_grows_with_its_letters_and_their_size() -> None:
    assert text_width("abcd") == 2 * text_width("ab")
    assert text_width("ab", 26.0) == 2 * text_width("ab", 13.0)


def test_control_characters_are_written_as_escapes_and_wide_letters_count_twice() -> None:
    picture = Svg(10, 10, "a\x00b", "line\nline")
    picture.text(0, 0, "\x1b[31m\ufffe", hint="one\ntwo")
    root = ElementTree.fromstring(str(picture))
    assert root.findtext(f"{SVG}title") == "a\\x00b" and root.findtext(f"{SVG}desc") == "line\nline"
    text = root.find(f"{SVG}text")
    assert text is not None and "".join(text.itertext()) == "one\ntwo\\x1b[31m\\ufffe"
    assert text_width("東京") == text_width("abcd") and text_width("\x1b") == text_width("\\x1b")


def test_a_caption_stands_below_and_text_above_wrapped_to_the_width() -> None:
    picture = Svg(500, 50, "a title")
    picture.text(0, 20, "inside")
    picture.caption = ["a long line of words " * 6]
    both = with_text(["a heading", "another line"], picture)
    texts = check_texts(both)
    assert texts[:3] == ["a heading", "another line", "inside"] and len(texts) > 4
    assert check_texts(picture)[0] == "inside" and "long line" not in picture.markup()


def test_a_picture_is_divided_where_its_breaks_allow_it() -> None:
    picture = Svg(100, 300, "a title")
    for y in (10, 110, 210):
        picture.text(0, y, f"at {y}")
        picture.path(f"M0 {y}h10", fill="none")
    picture.breaks = [100.0, 200.0]
    assert len(picture.bands(300.0)) == 1
    bands = list(map(ElementTree.fromstring, picture.bands(210.0)))
    assert [band.attrib["viewBox"] for band in bands] == ["0 0 100 200", "0 200 100 100"]
    assert [[text.text for text in band.iter(f"{SVG}text")] for band in bands] == [
        ["at 10", "at 110"], ["at 210"]]
    assert all(len(list(band.iter(f"{SVG}path"))) == 3 for band in bands)

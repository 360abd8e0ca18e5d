"""Svg: what is written, and that names can't break it."""

from xml.etree import ElementTree

from lernmi.web.svg import Svg, text_width

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

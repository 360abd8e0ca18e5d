"""Sheets and keys as HTML: read back, they hold what the exercise states and asks for, and no result."""

import re
from html import unescape
from typing import List

import pytest

from lernmi import Dense, Network
from lernmi.teaching.worksheets import Conventions, Exercise, worksheets
from lernmi.web.worksheets.key import key_page
from lernmi.web.worksheets.sheet import sheets_page

CASES = [("mazur", "step", Conventions()), ("mazur", "two-steps", Conventions(language="de", comma=True)),
         ("xor", "path", Conventions(samples=3)), ("and", "forward", Conventions(bias=False)),
         ("xor", "step", Conventions(numbers="integer", names="w[1,2]"))]


def text_of(page: str) -> str:
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def blanks_of(page: str) -> List[int]:
    return [int(number) for number in re.findall(r'<td class="blank"[^>]*><i>(\d+)</i></td>', page)]


@pytest.mark.parametrize("name, level, conventions", CASES)
def test_a_sheet_has_a_blank_for_each_item_and_states_no_result(name: str, level: str,
                                                                conventions: Conventions) -> None:
    exercise = worksheets(name, ["Jörg <b>"], level=level, conventions=conventions)[0]
    page = sheets_page([exercise])
    assert sorted(blanks_of(page)) == [item.number for item in exercise.items]
    assert page.count("<section") == exercise.count and "Jörg &lt;b&gt;" in page
    assert exercise.code in text_of(page) and f'<html lang="{exercise.conventions.language}">' in page
    if conventions.numbers == "decimal":
        stated = text_of(page)
        results = {conventions.written(item.result) for item in exercise.items}
        assert not [result for result in results if len(result) > 5 and result in stated]


def test_a_sheet_states_weights_samples_and_rate_in_the_conventions() -> None:
    exercise = worksheets("mazur", conventions=Conventions(comma=True, language="de"))[0]
    text = " ".join(text_of(sheets_page([exercise])).split())
    stated = [*exercise.samples[0][0], *exercise.samples[0][1], exercise.rate,
              *(weight.value for weight in exercise.single.weights)]
    for number in stated:
        written = f"{number:g}".replace(".", ",").replace("-", "−")
        assert re.search(rf"(?<![\d,]){written}(?![\d,])", text)
    assert "Gegeben: x1 = " in text and "Runde jedes Ergebnis auf 4 gültige Ziffern" in text


def test_the_key_has_each_answer_of_each_pupil_in_a_line_and_in_full() -> None:
    exercises = worksheets("mazur", ["Ann", "Ben", "Ben"])
    page = key_page(exercises)
    for exercise in exercises:
        written = [exercise.conventions.written(item.result) for item in exercise.items]
        lines = re.findall(rf"<code>{exercise.code}</code></th>(.*?)</tr>", page)
        assert [answer for line in lines for answer in re.findall("<td>(.*?)</td>", line)] == written
        full = page[page.rindex(exercise.code):]
        assert re.findall(r"=&nbsp;<b>(.*?)</b></li>", full)[:len(written)] == written


def test_six_sheets_are_six_pages_that_need_nothing_from_outside() -> None:
    page = sheets_page(worksheets("and", 6, level="forward"))
    assert page.count('<section class="sheet" style="--row:') == 6
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|<script|@import|url\(", page)


def test_a_network_on_two_pages_has_its_weights_on_the_first_and_asks_once_for_class_and_points() -> None:
    exercise = Exercise(Network(3, Dense(4, "relu"), Dense(2)), 1,
                        conventions=Conventions(language="de", comma=True))
    pages = sheets_page([exercise]).split("<section")[1:]
    text = " ".join(text_of(pages[0]).split())
    for weight in exercise.single.weights:
        assert f"{weight.name} = {exercise.conventions.written(weight.value)}" in text
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', pages[0])[0])
    [drawn] = re.findall(r"height:([\d.]+)mm", pages[0])
    assert float(drawn) / height >= 0.19 and float(drawn) * width / height <= 182.5
    for word, counts in (("Klasse", [1, 0]), ("Punkte", [1, 0]), (">Name ", [1, 1])):
        assert [page.count(word) for page in pages] == counts
    assert "ReLU(z) = z, falls z > 0, sonst 0" in " ".join(text_of(pages[1]).split())


def test_hovering_over_the_picture_shows_no_result() -> None:
    page = sheets_page([Exercise("mazur", 1)])
    assert re.findall("<title>(.*?)</title>", page)[1:] == ["The network of this sheet, with its weights."]

"""Sheets as a real browser prints them: a page each, and room to write by hand in every blank."""

import base64
import re
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from lernmi import Dense, Network
from lernmi.teaching.worksheets import Conventions, worksheets
from lernmi.web.worksheets.key import key_page
from lernmi.web.worksheets.sheet import sheets_page
from tests.support.browser import Browser, path_of_browser

pytestmark = pytest.mark.slow
MM = 96.0 / 25.4            # CSS pixels
SMALLEST = """(() => {
  const blanks = [...document.querySelectorAll("td.blank")].map(blank => blank.getBoundingClientRect());
  const inside = document.querySelector("section").getBoundingClientRect();
  return [Math.min(...blanks.map(box => box.height)), Math.min(...blanks.map(box => box.width)),
          Math.max(...[...document.querySelectorAll("td, th, p, svg")].map(
            one => one.getBoundingClientRect().right)) - inside.right];
})()"""
CASES: Dict[str, Any] = {
    "the whole step": ("mazur", {}, 1),
    "two steps": ("mazur", {"level": "two-steps"}, 2),
    "forward": ("xor", {"level": "forward"}, 1),
    "integers": ("xor", {"conventions": Conventions(numbers="integer", names="w[1,2]")}, 1),
    "in German": ("mazur", {"conventions": Conventions(language="de", comma=True, half=False)}, 1),
    "two samples": ("mazur", {"conventions": Conventions(samples=2)}, 1),
    "two steps in German": ("mazur", {"level": "two-steps", "conventions": Conventions(
        language="de", numbers="integer", samples=2)}, 2),
    "four samples": ("mazur", {"conventions": Conventions(samples=4)}, 2),
    "many weights": (Network(3, Dense(3), Dense(2)), {"level": "two-steps"}, 2),
    "many layers": (Network(2, Dense(2, "tanh"), Dense(2, "tanh"), Dense(1)),
                    {"conventions": Conventions(names="w[1,2]")}, 1)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = path_of_browser()
    if program is None:
        pytest.skip("there is no Chromium")
    started = Browser(program)
    yield started
    started.close()


def pages_of(browser: Browser, page: str, path: Path) -> int:
    """How many pages of paper the browser prints a page of HTML on."""
    path.write_text(page, "utf-8")
    browser.open(path)
    printed = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    return len(re.findall(rb"/Type /Page\b(?!s)", printed))


@pytest.mark.parametrize("case", CASES)
def test_each_sheet_has_its_pages_of_paper_and_room_in_each_blank(case: str, browser: Browser, tmp_path: Path
                                                                  ) -> None:
    network, options, pages = CASES[case]
    sheets = worksheets(network, ["Anna Müller-Lüdenscheidt", "Ben"], **options)
    assert pages_of(browser, sheets_page(sheets), tmp_path / "sheets.html") == 2 * pages
    browser.resize(round(182.8 * MM), 1000)
    browser.call("Emulation.setEmulatedMedia", media="print")
    height, width, beyond = browser.run(SMALLEST)
    browser.call("Emulation.setEmulatedMedia", media="")
    assert height / MM >= 8.0 and width / MM >= 14.0 and beyond <= 0.5


def test_a_key_is_printed_without_a_line_for_nobody(browser: Browser, tmp_path: Path) -> None:
    assert pages_of(browser, key_page(worksheets("not", 3)), tmp_path / "key.html") == 2

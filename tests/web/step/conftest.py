"""One browser for all tests of this folder, and the pages that they open."""

from pathlib import Path
from typing import Callable, Iterator, Tuple

import pytest

from lernmi import Trace
from tests.support.browser import NAMES, Browser, path_of_browser
from tests.support.steps import example_step

Opened = Tuple[Trace, Path]
Open = Callable[..., Trace]


@pytest.fixture(scope="session")
def started_browser() -> Iterator[Browser]:
    program = path_of_browser()
    if program is None:
        pytest.skip(f"there is none of these browsers here: {', '.join(NAMES)}")
    browser = Browser(program)
    yield browser
    browser.close()


@pytest.fixture
def browser(started_browser: Browser) -> Iterator[Browser]:
    """The browser, which must not complain of anything, nor load anything but the pages themselves."""
    started_browser.errors.clear()
    started_browser.requests.clear()
    started_browser.prefer("light")
    started_browser.resize(1000, 800)
    yield started_browser
    assert started_browser.errors == []
    assert all(url.startswith("file:///") for url in started_browser.requests)
    assert len({url.partition("?")[0] for url in started_browser.requests}) <= 1


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Opened]:
    """The step of an example and its page, made once."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}

    def page(name: str) -> Opened:
        if name not in made:
            step, path = example_step(name), folder / f"{name}.html"
            step.save_page(path)
            made[name] = step, path
        return made[name]
    return page

"""On a real terminal, through a pseudo-terminal."""

from __future__ import annotations

import os
import shlex

import pytest

from tests.support.processes import ROOT, python_on_terminal, without_escapes
from tests.support.slow import slow

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
BLUE, ORANGE = "\x1b[38;2;95;175;255m", "\x1b[38;2;255;135;0m"
LIGHT_BLUE = "\x1b[38;2;0;114;178m"


PAUSE = "\nEnter goes on, Ctrl-C ends. "


def on_terminal(*words: str, columns: int = 80, rows: int = 30, **switches: str) -> str:
    """What stands on the screens, one after another."""
    text, status = python_on_terminal("-m", "lernmi", *words, columns=columns, rows=rows, keys=["\n"] * 60,
                                      prompt=PAUSE.strip("\n"), **switches)
    assert status == 0, text
    return text.replace(PAUSE + "\n", "")


@pytest.mark.parametrize("columns", [80, slow(120)])
@pytest.mark.parametrize("words", [("trace", "mazur"), slow(("trace", "xor")), slow(("why", "mazur", "w1")),
                                   slow(("why", "xor", "input[0]")), slow(("show", "xor")),
                                   slow(("check", "or"))])
def test_lines_fit_the_terminal(words: tuple[str, ...], columns: int) -> None:
    lines = without_escapes(on_terminal(*words, columns=columns)).splitlines()
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("columns", [40, slow(60)])
@pytest.mark.parametrize("words, ending", [
    slow((), 0), (("trace", "frobnicate"), 2), slow(("trace", "mazur", "--plain"), 0), (("why", "--help"), 0),
    slow(("show", "transformer"), 0), slow(("check", "conv"), None), slow(("trace", "conv"), 0)])
def test_no_word_is_cut_at_the_edge(words: tuple[str, ...], ending: int | None, columns: int) -> None:
    text, status = python_on_terminal("-m", "lernmi", *words, columns=columns, rows=999)
    assert ending in (status, None)
    assert max(map(len, without_escapes(text).splitlines())) <= columns


@pytest.mark.slow
def test_words_stand_over_symbols_over_numbers() -> None:
    text = without_escapes(on_terminal("trace", "mazur", columns=100))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    excerpt = [line[4:] for line in readme[readme.index("     24/38"):].splitlines()[:10]]
    assert "\n".join(excerpt) in text
    assert """
 24/38  backward: output[0] → hidden[0] through w5
      sensitivity of the link = sensitivity of output[0] × slope of output[0]
      ∂L/∂v                   = ∂L/∂output[0]            × output[0]′
      0.1385                  = 0.7414                   × 0.1868
      sensitivity of hidden[0] += sensitivity of the link × value of w5
      ∂L/∂hidden[0]            += ∂L/∂v                   × w5
      0.0554                   =  0.1385                  × 0.4  (-0.01905 + 0.0554 = 0.03635)
      sensitivity of w5 += sensitivity of the link × value of hidden[0]
      ∂L/∂w5            += ∂L/∂v                   × hidden[0]
      0.08217           =  0.1385                  × 0.5933
""" in text


def test_where_there_is_no_room_behind_the_numbers_the_sum_is_below_them() -> None:
    assert """
      0.0554                   =  0.1385                  × 0.4
      (-0.01905 + 0.0554 = 0.03635)
""" in without_escapes(on_terminal("trace", "mazur", "--only", "hidden[0]->output[0]"))


def test_a_trace_opens_with_the_picture_and_ends_with_what_to_try_next() -> None:
    text, status = python_on_terminal("-m", "lernmi", "trace", "mazur", rows=30, columns=100,
                                      keys=["\n"] * 20, prompt=PAUSE.strip("\n"))
    screens = without_escapes(text).split(PAUSE)
    assert status == 0 and len(screens) > 8
    for part in ("mazur: a 2-2-2 network", "╭ hidden[0] ", "│ sens. 0.03635 ", "w5 +0.4", "Input: the"):
        assert part in screens[0]
    for part in ("No update for b1 and b2: they are fixed.", "it is now 0.291.", "What to try next:",
                 "    lernmi step mazur ", "    lernmi why mazur w6 ", "    lernmi trace mazur --only w6 "):
        assert part in screens[-1]
    assert all(screen.count("\n") <= 30 for screen in screens)
    assert sum(screen.count("/38  ") for screen in screens) == 38, "a move is not parted from its title"


@pytest.mark.slow
def test_what_to_try_next_is_about_the_same_network_and_sample_and_works_in_a_shell() -> None:
    text = without_escapes(on_terminal("trace", "xor", "--seed", "3", "--sample", "1", columns=120))
    command = next(line.split("    ")[1] for line in text.splitlines() if line.startswith("    lernmi why"))
    assert "'" in command and command.endswith(" --sample 1 --seed 3")
    assert on_terminal(*shlex.split(command)[1:])


def test_the_sign_has_a_colour_and_is_there_without_it() -> None:
    text = on_terminal("why", "mazur", "w1", COLORTERM="truecolor")
    assert f"{BLUE}0.0006684" in text and f"{ORANGE}-0.0002298" in text
    text = on_terminal("why", "mazur", "w1", COLORTERM="truecolor", COLORFGBG="0;15")
    assert f"{LIGHT_BLUE}0.0006684" in text
    text = on_terminal("why", "mazur", "w1", NO_COLOR="1")
    assert "[38;" not in text and "-0.0002298" in text


def test_a_dumb_terminal_gets_no_escapes() -> None:
    assert "\x1b" not in on_terminal("why", "mazur", "w1", TERM="dumb")


def test_plain_has_no_escapes_on_a_terminal_either() -> None:
    text = on_terminal("trace", "mazur", "--plain")
    assert "\x1b" not in text and text.isascii()

"""Scenes on a real terminal: keys go on and back, each scene has a screen of its own."""

import sys
from pathlib import Path
from typing import List, Tuple

import pytest

from tests.support.processes import on_terminal, without_escapes

SCRIPT = '''
"""A lesson to be stepped through.

Covers: pauses."""
from lernmi import Lesson
with Lesson("Three scenes") as lesson:
    for name in ("one", "two", "three"):
        lesson.scene(f"Scene {name}")
        lesson.say(f"This is {name}.")
print("The end.")
'''
SMALLER = '''
import fcntl, struct, termios
from lernmi import Lesson
with Lesson("A larger font") as lesson:
    lesson.scene("Large")
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("4H", 12, 60, 0, 0))
    lesson.scene("Small")
    lesson.code("word " * 20)
    for name in ("one", "two", "three", "four", "five"):
        lesson.say(name)
    lesson.plot({"a line": [(0, 0), (1, 1)]})
    lesson.plot({"a line": [(0, 0), (1, 1)]})
'''
FIRST = ["Three scenes", "Scene one", "This is one."]
SECOND, THIRD = ["Scene two", "This is two."], ["Scene three", "This is three."]


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "scenes.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return str(path)


def run(script: str, *options: str, keys: List[str], term: str = "xterm-256color",
        rows: int = 30) -> Tuple[str, int]:
    return on_terminal([sys.executable, script, *options], keys=keys, prompt="q: quit ", rows=rows,
                       TERM=term)


def said(text: str) -> List[str]:
    """Which scenes said who they are, in this order."""
    lines = without_escapes(text).replace("\r", "\n").splitlines()
    return [line for line in lines if line.startswith("This")]


def screens(text: str) -> List[List[str]]:
    """The screens, one after the other: their lines without the prompt, which is erased."""
    return [[line for line in map(shown, without_escapes(screen).split("\n")) if line]
            for screen in text.split("\x1b[H\x1b[2J")]


def shown(line: str) -> str:
    """A line without rules, numbers and the prompt."""
    line = line.rpartition("\r")[2].strip("─= ").lstrip("0123456789. ")
    return line


def test_enter_goes_on_and_b_back(script: str) -> None:
    text, status = run(script, keys=["\n", " ", "b", "b", "n", "\x1b[6~", "\n"])
    assert status == 0
    assert screens(text) == [FIRST, SECOND, THIRD, SECOND, FIRST, SECOND, [*THIRD, "The end."]]


@pytest.mark.parametrize("end", ["q", "\x04"])
def test_the_first_scene_has_none_before_it(script: str, end: str) -> None:
    text, status = run(script, keys=["b", "x", end])
    assert (status, screens(text)) == (0, [FIRST])
    assert "Enter: go on, q: quit " in text and "b: back" not in text


def test_what_is_higher_than_the_screen_comes_in_pieces(script: str) -> None:
    text, status = run(script, keys=["\n"] * 4, rows=6)
    assert (status, screens(text)) == (0, [FIRST[:2], FIRST[2:], SECOND, [*THIRD, "The end."]])
    assert "Enter: the rest of this scene, q: quit " in text


def test_pieces_fit_a_screen_that_has_become_smaller_and_no_drawing_is_cut(tmp_path: Path) -> None:
    script = tmp_path / "smaller.py"
    script.write_text(SMALLER, encoding="utf-8")
    text, status = run(str(script), keys=["\n", "\n", "\n", "b", "\n", "\n", "\n", "\n"])
    large, *pieces = screens(text)
    assert (status, len(pieces)) == (0, 7)
    assert pieces == [*pieces[:3], large, *pieces[:3]] and all(len(piece) < 12 for piece in pieces)
    assert [piece[-1] for piece in pieces[:3]] == ["three", "x", "x"]


@pytest.mark.slow
def test_a_lesson_can_begin_in_the_middle_and_go_back(script: str) -> None:
    text, status = run(script, "--scene", "2", keys=["b", "\n", "\n", "\n"])
    assert status == 0
    assert screens(text) == [[], SECOND, FIRST, SECOND, [*THIRD, "The end."]]


def test_without_pauses_it_runs_through(script: str) -> None:
    text, status = run(script, "--no-pause", keys=[])
    assert (status, screens(text)) == (0, [[*FIRST, *SECOND, *THIRD, "The end."]])


@pytest.mark.slow
def test_where_no_single_keys_can_be_read_lines_are_typed(script: str) -> None:
    text, status = run(script, keys=["x\n", "\n", "b\n", "\n", "\n", "\n"], term="dumb")
    assert status == 0 and "\x1b[" not in text
    assert said(text) == ["This is one.", "This is two.", "This is one.", "This is two.", "This is three."]


@pytest.mark.slow
def test_plain_scenes_follow_each_other(script: str) -> None:
    text, status = run(script, "--plain", keys=["\n", "b", "\n", "\n", "\n"])
    assert status == 0 and "\x1b[H" not in text
    assert said(text) == ["This is one.", "This is two.", "This is one.", "This is two.", "This is three."]


@pytest.mark.parametrize("key, term", [("\x03", "xterm-256color"), ("\x04", "dumb")])
def test_ctrl_c_and_ctrl_d_end_it(script: str, key: str, term: str) -> None:
    text, status = run(script, keys=["\n", key], term=term)
    assert status == 130 and "Traceback" not in text and "lernmi: interrupted." in text


WORK = '''
from lernmi import Dense, GradientDescent, Lesson, Network
from lernmi.console import progress_line
progress_line.AFTER = progress_line.EVERY = 0.0
with Lesson("Work") as lesson:
    lesson.scene("Much to do")
    for number in lesson.progress(range(2), "Counting"):
        lesson.train(Network(1, Dense(1)), [([0], [1])], epochs=2, optimizer=GradientDescent(0.1))
    lesson.say("Done.")
'''


def test_what_takes_long_shows_that_it_is_working_until_something_else_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "work.py"
    path.write_text(WORK, encoding="utf-8")
    text, status = run(str(path), "--no-pause", keys=[])
    assert status == 0
    scene, work = without_escapes(text).split("Much to do")
    assert work.index("Counting") < work.index("Learning") < work.rindex("Done.")
    after = text[text.rindex("Learning"):]
    assert "\x1b[2K" in after[:after.index("Done.")]         # the line with the bar is erased before

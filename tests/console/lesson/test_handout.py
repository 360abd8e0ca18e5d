"""The handout: the scenes as a page, with the same numbers, and drawings in place of characters."""

import re
from pathlib import Path
from typing import List, Optional

import pytest

from lernmi import BadInput, Dense, Lesson, Network, trace


def lesson_saved(path: Path, scene: Optional[int] = None, force: bool = False) -> str:
    with Lesson("Two < three", save=str(path), scene=scene, force=force) as lesson:
        lesson.say("Before all.")
        lesson.scene("Numbers")
        lesson.numbers(["name", "value"], [["a", 1 / 3], ["b", -2.0]])
        network = Network(1, Dense(1, weights=0.5, biases=0.0))
        step = trace(network, [1.0], [0.0])
        lesson.show(network)
        network.weights[0].value = 0.75
        lesson.scene("A program & a step")
        lesson.code("if 1 < 2:\n    pass")
        lesson.show(step, only="loss")
        lesson.conclude("It is 2.", "Why?")
    return path.read_text(encoding="utf-8")


def sections(page: str) -> List[str]:
    return re.findall(r"<section>.*?</section>", page, re.DOTALL)


def test_it_holds_what_the_scenes_show(tmp_path: Path) -> None:
    page = lesson_saved(tmp_path / "handout.html")
    first, second = sections(page)
    assert "<h1>Two &lt; three</h1>" in first
    assert first.index("Before all.") < first.index("<h2>1. Numbers</h2>")
    assert "<td>a</td><td class=\"number\">0.3333</td>" in first and "<svg" in first
    assert "0.5" in first and "0.75" not in first       # as it was when it was shown
    assert "if 1 &lt; 2:\n    pass" in second and "0.1937" in second
    assert '<p class="question"><strong>For the class: </strong>Why?</p>' in second
    assert not re.search(r"(src|href)=|@import|url\(", page)        # nothing from outside


def test_one_scene_alone(tmp_path: Path) -> None:
    page, = sections(lesson_saved(tmp_path / "handout.html", scene=2))
    assert "A program &amp; a step" in page and "Numbers" not in page


def test_what_is_there_stays_unless_it_is_a_handout(tmp_path: Path,
                                                    capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.html"
    path.write_text("mine")
    with pytest.raises(BadInput, match="mine.html"):
        lesson_saved(path)
    assert path.read_text() == "mine" and not capsys.readouterr().out
    lesson_saved(path, force=True)
    lesson_saved(path)

"""A lesson: what it prints on a pipe and in sentences, and which scenes."""

from pathlib import Path
from typing import Optional

import pytest

from lernmi import Dense, Lesson, Network
from lernmi.figures.series.bars import Bars
from lernmi.support.errors import BadInput


def told(plain: bool = False, scene: Optional[int] = None) -> None:
    with Lesson("Numbers", plain=plain, scene=scene) as lesson:
        lesson.say("To begin with.")
        lesson.scene("One")
        lesson.numbers(["what", "number"], [["half", 0.5], ["minus", -2.0]])
        lesson.scene("Two")
        lesson.show(Network(1, Dense(1, weights=1.0, biases=0.0)))
        lesson.code("""
            a = 1
            b = 2
            """)
        lesson.conclude(f"It is {lesson.number(1 / 3)}.", "Why?")


def test_a_plain_lesson_is_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    told(plain=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == ["Numbers.", "To begin with.", "1. One.", "what: half; number: 0.5.",
                         "what: minus; number: -2."]
    assert lines[-2:] == ["The number: It is 0.3333.", "For the class: Why?"]


def test_one_scene_alone(capsys: pytest.CaptureFixture[str]) -> None:
    told(scene=2)
    text = capsys.readouterr().out
    assert text.startswith("2. Two\n") and "One" not in text and "    a = 1\n    b = 2\n" in text


def test_a_scene_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        told(scene=3)
    assert ending.value.code == 2
    assert capsys.readouterr().err == "lernmi: there is no scene 3: the lesson has 2.\n"


def test_drawings_of_a_handout_have_no_more_digits_than_a_neuron_has_room_for(tmp_path: Path) -> None:
    handout = tmp_path / "handout.html"
    with Lesson("Digits", digits=9, save=str(handout)) as lesson:
        lesson.scene("One")
        network = Network(1, Dense(1, weights=1.0, biases=0.0))
        lesson.say(lesson.number(network.forward([1.0])[0]))
        lesson.show(network)
    text = handout.read_text(encoding="utf-8")
    assert "0.731058579" in text and ">0.731059</text>" in text and "without room" not in text


def test_curves_bars_pictures_and_figures_beside_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    with Lesson("Numbers", plain=True) as lesson:
        lesson.plot({"up": [(0.0, 1.0), (2.0, 8.0)]}, points={"end": [(2.0, 8.0)]}, title="A line", x="step")
        lesson.bars({"one": 1.0}, "Sizes")
        lesson.pictures([("a dot", [[0.0, 1.0]])], "Ink")
        lesson.side_by_side({"left": Bars({"two": 2.0})})
    assert capsys.readouterr().out.splitlines()[1:] == [
        "A line.", "up: from y 1 at step 0 to y 8 at step 2.", "end: step 2, y 8.", "Sizes.", "one: 1.",
        "Ink.", "a dot: 0 1.", "left:", "two: 2."]


def test_wrong_use_is_a_sentence_and_the_lesson_can_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    with Lesson("Wrong", plain=True) as lesson:
        for headings, rows in ((["a"], []), (["a", "b"], [[1, 2], [3]])):
            with pytest.raises(BadInput, match="needs rows of as many cells"):
                lesson.numbers(headings, rows)
        with pytest.raises(BadInput, match="rows must be at least 1, not 0"):
            lesson.bars({"a": 1.0}, rows=0)
        with pytest.raises(BadInput, match="can't be shown"):
            lesson.show("a word", rows=5)
        assert not lesson.page.is_limited
        lesson.say("")
        lesson.code("a -> b = '\x1b[31mβ'")
    assert capsys.readouterr().out.splitlines() == ["Wrong.", "    a -> b = '\\x1b[31m\\u03b2'"]


def test_no_digit_of_a_table_is_lost_on_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with Lesson("Wide", digits=17) as lesson:
        lesson.numbers(["a number with all its digits"] * 5, [[1 / 3] * 5])
    assert capsys.readouterr().out.count("0.33333333333333331") == 5

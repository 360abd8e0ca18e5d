"""Frames of the playground: for each kind of data they fill any size, and show the network's numbers."""

import io

import pytest

from lernmi.console.display.page import Page
from lernmi.console.playground.choices import Choices
from lernmi.console.playground.controls import SPEEDS, Controls
from lernmi.console.playground.screen.frame import frame
from lernmi.console.playground.screen.painter import Painter
from lernmi.console.playground.screen.scenes import scene_for
from lernmi.console.playground.training import Training
from tests.support.processes import without_escapes
from tests.support.slow import slow


class Tty(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("data", ["xor", "plane", "iris", slow("digits"), "parity"])
def test_frames_fit_any_size_and_show_what_was_measured(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    controls = Controls(Training(Choices(data)))
    controls.step(0)
    scene = scene_for(controls.training)
    for columns, rows in ((80, 24), (100, 30), (160, 45), (60, 20)):
        page = Page(Tty(), width=columns)
        lines = frame(page, controls, scene, columns, rows)
        assert len(lines) == rows and max(len(line) for line in lines) <= columns
        painter = Painter(page)
        assert all(without_escapes(painter.written(line)) == line.plain for line in lines)
        if rows > 20:
            assert f"loss {controls.training.latest.learned.loss:.3g}" in lines[1].plain
            assert lines[-1].plain.rstrip().endswith("? help  q quit")


def test_at_80_columns_the_speed_the_typed_number_and_the_way_out_of_the_help_can_be_read() -> None:
    controls = Controls(Training(Choices("iris")))
    controls.speed = SPEEDS[4]
    scene, page = scene_for(controls.training), Page(Tty(), width=80)
    lines = [line.plain for line in frame(page, controls, scene, 80, 24)]
    assert sum(line.endswith(" · 5 epochs a second") for line in lines[:2]) == 1
    for key in "s149":
        controls.press(key)
    assert frame(page, controls, scene, 80, 24)[-3].plain.startswith("Step into sample: 149_  (0 to 149; ")
    assert frame(page, controls, scene, 80, 24)[-3].plain.endswith("Esc: back)")
    controls.press("escape")
    controls.press("?")
    text = "\n".join(line.plain for line in frame(page, controls, scene, 80, 24))
    assert "? goes back to it." in text and "Leave." in text

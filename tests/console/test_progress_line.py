"""Long work says how far it is on a terminal, and nowhere else."""

import os
from pathlib import Path
from typing import List, Tuple

import pytest

from lernmi import Trace
from lernmi.recording.verifier import verify
from tests.support.processes import python_on_pipe, python_on_terminal, without_escapes
from tests.support.recordings import saved
from tests.support.slow import slow
from tests.support.steps import worked_example

SCRIPT = """\
import sys
from lernmi.console import progress_line
from lernmi.console.cli.main import main
progress_line.AFTER, progress_line.EVERY = {after}, 0.0
sys.exit(main({words!r}))
"""
ERASED = "\x1b[2K"


def script(*words: str, after: float = 0.0) -> str:
    return SCRIPT.format(after=after, words=list(words))


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("plain", [False, slow(True)])
def test_a_bar_is_shown_on_a_terminal_and_taken_away(tmp_path: Path, plain: bool) -> None:
    path = str(saved(worked_example(), tmp_path))
    for words, what in ((["check", "mazur"], "Checking"), (["verify", path], "Verifying")):
        text, status = python_on_terminal("-c", script(*words, *["--plain"] * plain), columns=120)
        assert status == 0
        assert (f"{what} " in text and "100%" in text and ERASED in text) is not plain
        rest = text.rpartition(ERASED)[2]
        assert what not in rest and ("everything is right" in rest or "agree" in rest)
        assert (what in without_escapes(text)) is not plain


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_recording_that_is_loaded_and_saved_shows_one_as_well(tmp_path: Path) -> None:
    path = str(saved(worked_example(), tmp_path))
    text, status = python_on_terminal("-c", script("step", path), columns=120, prompt=r"\d+/\d+> ",
                                      keys=[f"save {tmp_path / 'again.jsonl'}\n", "quit\n"])
    assert status == 0 and "Loading" in text and "Saving" in text and "Saved 38 moves" in text
    assert (tmp_path / "again.jsonl").read_bytes() == Path(path).read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_short_work_shows_none() -> None:
    text, status = python_on_terminal("-c", script("check", "mazur", after=100.0), columns=120)
    assert status == 0 and "Checking" not in text


@pytest.mark.slow
def test_on_a_pipe_there_is_none(tmp_path: Path) -> None:
    path = str(saved(worked_example(), tmp_path))
    for words in (["check", "mazur"], ["verify", path]):
        run = python_on_pipe("-c", script(*words))
        assert (run.returncode, run.stderr) == (0, "") and "\x1b" not in run.stdout and "%" not in run.stdout


def test_reading_and_writing_say_how_far_they_are(tmp_path: Path) -> None:
    step = worked_example()
    path = tmp_path / "step.jsonl"
    seen: List[Tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        seen.append((done, total))
    step.save(path, progress=report)
    Trace.load(path, report)
    verify(path, progress=report)
    moves = [(done, 38) for done in range(1, 39)]
    assert seen == [*moves, *moves, *((done, 76) for done in range(1, 77))]

"""Recordings that an earlier version has written load, walk, print, step and verify as they did then.

make_fixtures.py says how they were made. After a change of the printed text that is meant to be seen:
LERNMI_GOLDEN=write python -m pytest tests/recording/test_format_1.py, and read the difference before you
commit it. The .jsonl files stay as they are.
"""

import os
import re
from pathlib import Path

import pytest

from lernmi import BadInput, Trace, __version__
from lernmi.recording.verifier import verify
from lernmi.stepping.timeline import Timeline
from tests.recording.make_fixtures import STEPS, printed
from tests.support.bits import bits
from tests.support.recordings import lines_of
from tests.support.stepper import stepped

FOLDER = Path(__file__).parent / "fixtures"
HAND_MADE = FOLDER / "hand_made.jsonl"


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.jsonl"


def test_every_file_is_tested() -> None:
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == {*STEPS, "hand_made"}
    assert all(lines_of(path)[0]["version"] == 1 for path in FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("name", STEPS)
def test_it_is_walked_to_both_ends_bit_for_bit(name: str) -> None:
    step, lines = Trace.load(path_of(name)), lines_of(path_of(name))
    timeline, moments = Timeline(step), []
    assert timeline.last == lines[0]["moves"] > 20
    for done in range(timeline.last + 1):
        timeline.goto(done)
        moments.append(bits(step.network))
    assert moments[0] != moments[-1]
    for done in reversed(range(timeline.last + 1)):
        timeline.goto(done)
        assert bits(step.network) == moments[done], done


@pytest.mark.parametrize("name", STEPS)
def test_each_moment_holds_the_numbers_of_the_file(name: str) -> None:
    step = Trace.load(path_of(name))
    timeline, compared = Timeline(step), 0
    for done, line in enumerate(lines_of(path_of(name))[2:], start=1):
        timeline.goto(done)
        last = {operation["result"][0]: operation["result"][1] for operation in line["steps"]}
        for written, value in last.items():
            thing, _, attribute = written.rpartition(".")
            if attribute in ("total", "value", "slope", "sensitivity"):
                assert getattr(step.network.find(thing), attribute) == value, (done, written)
                compared += 1
    assert compared > 2 * timeline.last


@pytest.mark.parametrize("name", STEPS)
def test_it_is_saved_as_it_was_read(name: str, tmp_path: Path) -> None:
    Trace.load(path_of(name)).save(tmp_path / "again.jsonl")
    again = (tmp_path / "again.jsonl").read_text(encoding="utf-8").replace(__version__, "0.1.0", 1)
    assert again == path_of(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*STEPS, "hand_made"])
def test_it_is_verified(name: str) -> None:
    verification = verify(path_of(name))
    assert verification.passed and list(verification.problems) == []
    assert verification.moves == len(lines_of(path_of(name))) - 2 and verification.products > 0


@pytest.mark.parametrize("name", STEPS)
def test_a_wrong_number_in_it_is_found(name: str, tmp_path: Path) -> None:
    text = path_of(name).read_text(encoding="utf-8")
    wrong = re.sub(r'("sign": "×".*?"result": \[".*?", )[^\]]*', r"\g<1>123.0", text, count=1)
    assert wrong != text
    (tmp_path / "wrong.jsonl").write_text(wrong, encoding="utf-8")
    assert not verify(tmp_path / "wrong.jsonl").passed


@pytest.mark.parametrize("name", STEPS)
def test_it_prints_what_the_version_that_wrote_it_printed(name: str) -> None:
    golden, text = FOLDER / f"{name}.txt", printed(Trace.load(path_of(name)))
    if os.environ.get("LERNMI_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STEPS)
def test_the_stepper_goes_through_it(name: str) -> None:
    step = Trace.load(path_of(name))
    weight, output = step.network.weights[0].name, step.network.outputs[0].name
    run = stepped(str(path_of(name)), typed=f"next 3\nbreak {output}\ncontinue\nphase backward\nstep\nundo\n"
                                            f"finish\nprint {weight}\nwhy {weight}\nfind {weight}\nback 2\n"
                                            "network\nrestart\ndiff 0 5\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert "Not done" not in run.stdout and f"Sensitivity of {weight} = ∂loss/∂{weight} = " in run.stdout
    assert f"Stopped by 1: break {output}" in run.stdout
    run = stepped(str(path_of(name)), typed=f"set {weight} 1\nlearn\n")
    assert run.stdout.count("Not done: a recording can't ") == 2


def test_a_hand_made_one_without_a_network_is_only_verified() -> None:
    with pytest.raises(BadInput, match="it can be verified, but not stepped through"):
        Trace.load(HAND_MADE)
    assert stepped(str(HAND_MADE), typed="").returncode == 2

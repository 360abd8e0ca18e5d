"""lernmi compare: what it prints of two steps."""

from pathlib import Path

import pytest

from lernmi import GradientDescent, trace
from lernmi.console.display.page import Page
from lernmi.console.teaching.comparison_view import print_comparison
from lernmi.teaching.bugs import find_bug, wrong_network
from lernmi.tracing.comparison import compare
from tests.support.command_line import lernmi
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.steps import worked_example


@pytest.fixture
def recordings(tmp_path: Path) -> "tuple[str, str]":
    """The right step, and one without the slope at the outputs."""
    right, wrong = tmp_path / "right.jsonl", tmp_path / "wrong.jsonl"
    worked_example().save(right)
    trace(wrong_network(mazur(), find_bug("slope_forgotten_at_output")), INPUTS, TARGETS,
          GradientDescent(0.5)).save(wrong)
    return str(right), str(wrong)


def test_right_and_wrong_side_by_side(recordings: "tuple[str, str]") -> None:
    run = lernmi("compare", *recordings)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.split("\n", 3)[3] == """\
They part in move 19 of 38, backward: output[1] → bias through b2. Sensitivity of the link bias → output[1]:
  A: = sensitivity of output[1] × slope of output[1] = -0.2171 × 0.1755 = -0.0381
  B: = sensitivity of output[1] × 1 = -0.2171 × 1 = -0.2171
This is computed otherwise, in moves 19 to 24. From that follow 38 numbers: 30 of backward, 8 of update.

sensitivity of b2: 0.1004 and 0.5243, move 22
sensitivity of w6: 0.08267 and 0.4425, move 23
value of w1: 0.1498 and 0.1489, move 31
value of w2: 0.1996 and 0.1977, move 32
value of w3: 0.2498 and 0.2487, move 33
value of w4: 0.2995 and 0.2974, move 34
value of w5: 0.3589 and 0.1801, move 35
value of w6: 0.4087 and 0.2287, move 36
value of w7: 0.5113 and 0.5644, move 37
value of w8: 0.5614 and 0.6148, move 38
… and 34 of the 44 numbers that differ; --all lists them.
Equal, bit for bit: 54 of 98 numbers: all of input, forward, loss.
"""
    everything = lernmi("compare", *recordings, "--all", "--plain").stdout
    assert everything.isascii() and everything.count(", move ") == 44 and "--all" not in everything


def test_equal_recordings_end_with_0(recordings: "tuple[str, str]") -> None:
    run = lernmi("compare", recordings[0], recordings[0])
    assert run.returncode == 0
    assert run.stdout.endswith("Both steps are equal, bit for bit: all 98 numbers.\n")


def test_steps_of_examples_with_two_seeds_rates_or_epochs() -> None:
    seeds = lernmi("compare", "xor", "--seed", "1", "2")
    assert seeds.returncode == 1 and "From the start, all 9 weights differ: " in seeds.stdout
    rates = lernmi("compare", "mazur", "mazur", "--rate", "0.5", "0.1").stdout
    assert "the optimizer's rate differs: 0.5 and 0.1. From that follow 8 numbers of update." in rates
    epochs = lernmi("compare", "xor", "--epochs", "0", "1").stdout
    assert epochs.startswith("A: xor, 32 moves") and "\nB: xor --epochs 1, 32 moves" in epochs
    assert lernmi("compare", "xor", "--sample", "2").returncode == 0


def test_right_and_wrong_engine() -> None:
    run = lernmi("compare", "mazur", "--bug", "slope_forgotten_at_output")
    assert run.returncode == 1 and "B: mazur --bug slope_forgotten_at_output, 38 moves" in run.stdout
    assert "This is computed otherwise, in moves 19 to 24." in run.stdout
    uphill = lernmi("compare", "mazur", "--bug", "uphill").stdout
    assert "They part in move 31 of 38, update: w1." in uphill
    assert "all of input, forward, loss, backward." in uphill


def test_wrong_use_is_a_sentence(recordings: "tuple[str, str]") -> None:
    for words, sentence in (((recordings[0],), "compare needs a second recording"),
                            ((*recordings, "--seed", "2"), "is a recording, and can't be run otherwise"),
                            (("xor", "--seed", "1", "2", "3"), "--seed takes one number for both, or two")):
        run = lernmi("compare", *words)
        assert run.returncode == 2 and sentence in run.stderr and run.stdout == ""


def test_each_cause_has_its_number_and_the_page_its_width() -> None:
    bugs = [find_bug(name) for name in ("set_not_added", "slope_forgotten_at_hidden")]
    wrong = trace(wrong_network(mazur(), *bugs), INPUTS, TARGETS, GradientDescent(0.5))
    page = Page(record=True, width=80)
    print_comparison(page, compare(worked_example(), wrong))
    lines = page.console.export_text().splitlines()
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert "1. This is computed otherwise" in text and "2. Sensitivity of the link bias" in text
    assert any(line.split()[-2:] == ["1,", "2"] for line in lines if line.startswith("value of w1")), lines

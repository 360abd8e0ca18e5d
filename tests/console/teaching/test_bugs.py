"""The command bugs, and --bug: wrong engines on the command line."""

import re
from pathlib import Path

import pytest

from lernmi.console.cli.example_options import configured_example
from lernmi.console.cli.parser import parsed
from lernmi.console.display.page import Page
from lernmi.console.teaching.bug_view import print_bug, print_bugs
from lernmi.teaching.bugs import BUGS, Bug
from lernmi.teaching.bugs.demonstration import Demonstration
from lernmi.teaching.bugs.examples import find
from tests.support.command_line import lernmi
from tests.support.stepper import answer, answers


def test_the_list_names_every_bug_and_says_what_is_wrong() -> None:
    listed = lernmi("bugs", "--plain").stdout.splitlines()[1:]
    assert [line.partition(":")[0] for line in listed] == list(BUGS)
    assert listed[list(BUGS).index("set_not_added")] == (
        "set_not_added: Where paths meet, each overwrites the one before: the last counts.")


def test_a_bug_is_shown_by_its_lines_its_first_wrong_number_and_what_it_does_to_learning() -> None:
    shown = lernmi("bugs", "slope_forgotten_at_output").stdout
    assert shown.startswith("slope_forgotten_at_output: The slope of the output's activation is left out.\n"
                            "Who had it: jiexunsee/Neural-Network-with-Python, issue 1; ")
    assert """In Link.backward:
  right  self.sensitivity = self.target.sensitivity * self.target.slope
  wrong  self.sensitivity = self.target.sensitivity
""" in shown
    assert """the sensitivity of the link bias → output[1], in move 19 of the learning step:
  right  sensitivity of output[1] × slope of output[1] = -0.2171 × 0.1755 = -0.0381
  wrong  sensitivity of output[1] × 1 = -0.2171 × 1 = -0.2171
""" in shown
    assert ("Mean loss after 1,000 epochs: 0.001116 right, 4.891e-08 with the bug. "
            "The loss alone doesn't show the bug.") in shown
    assert shown.endswith("Step through it: lernmi step mazur --bug slope_forgotten_at_output\n")


def test_it_is_shown_on_another_example_too_and_names_are_suggested() -> None:
    assert "On xor: one of two inputs" in lernmi("bugs", "sign_turned", "xor").stdout
    assert lernmi("bugs", "sign_turned", "xor").stdout.count("The wrong engine doesn't learn.") == 1
    for words, sentence in ((("bugs", "sign_turn"), "no bug is called 'sign_turn': did you mean sign_turned"),
                            (("bugs", "sign_turned", "xr"), "no example is called 'xr': did you mean xor"),
                            (("bugs", "loss_ignored", "xor"), "loss_ignored changes nothing in this network"),
                            (("trace", "xor", "--bug", "x"), "no bug is called 'x'")):
        ended = lernmi(*words)
        assert ended.returncode == 2 and sentence in ended.stderr and ended.stdout == ""


@pytest.mark.parametrize("bug", [pytest.param(bug, id=bug.name, marks=() if bug.name in (
    "bias_forgotten", "neurons_not_reset", "adam_correction_multiplied", "slope_of_total")
    else pytest.mark.slow) for bug in BUGS.values()])
def test_every_bug_shows_on_its_example_and_fits_a_small_screen(bug: Bug) -> None:
    demonstration = Demonstration(bug, find(bug.example))
    parting = demonstration.comparison.parting
    assert parting is not None and parting.numbers[0] != parting.numbers[1]
    right, wrong = demonstration.courses
    assert right.losses != wrong.losses
    for columns in (100, 80):
        page = Page(record=True, width=columns)
        print_bug(page, demonstration)
        lines = page.console.export_text().splitlines()
        assert max(map(len, lines)) <= columns and len(lines) <= 36


def test_the_list_fits_a_terminal_of_80_columns() -> None:
    page = Page(record=True, width=80)
    print_bugs(page)
    assert max(map(len, page.console.export_text().splitlines())) <= 80


# ---- --bug ---------------------------------------------------------------------------------------

BUG = ("--bug", "slope_forgotten_at_output")


def test_a_wrong_engine_is_traced_and_checked_and_says_so() -> None:
    traced = lernmi("trace", "mazur", *BUG)
    assert "With the bug slope_forgotten_at_output: The slope of the output's activation" in traced.stdout
    assert "sensitivity of output[1] × 1 = -0.2171 × 1 = -0.2171" in traced.stdout
    assert traced.returncode == 0
    assert lernmi("check", "mazur", *BUG).returncode == 1
    why = lernmi("why", "mazur", "w5", *BUG).stdout
    assert "output[0] → w5: 0.7414 × 1 × 0.5933 = 0.4398" in why
    assert "sensitivity of the weight 0.4398" in lernmi("show", "mazur", *BUG).stdout


def test_several_bugs_go_together_and_into_what_is_advised_next() -> None:
    advised = lernmi("trace", "mazur", *BUG, "--bug", "sign_turned", "--seed", "2").stdout
    assert "With the bug sign_turned: " in advised
    assert "∂L/∂output[1] × 1" in advised and "−(value of output[0] − target of output[0])" in advised
    options = parsed(["trace", "mazur", *BUG, "--bug", "sign_turned", "--seed", "2"])
    assert configured_example(options).command("step") == (
        "lernmi step mazur --seed 2 --bug slope_forgotten_at_output --bug sign_turned")


def test_learning_goes_on_with_the_wrong_engine_and_back_again() -> None:
    learned, back = answers("learn 3", "reset", options=("--bug", "sign_turned"))[:2]
    assert re.search(r"the mean loss went from 0\.3\d+ to 0\.3\d+", learned)
    assert "the first weights" in back
    assert "-0.2171 × 1" in answer("set w1 0.3", "unset", "goto 19", options=BUG)
    early = answer("set rate 0.25", "goto 20", options=("--bug", "output_weights_updated_first"))
    assert "× (value of w8 − 0.25 × (sensitivity of w8 + " in early
    update = answer("learn 1", "goto 31", options=("--bug", "momentum_not_kept"))
    assert "momentum × 0 + sensitivity of w1" in update


def test_a_recording_of_a_wrong_engine_is_verified_to_be_wrong(tmp_path: Path) -> None:
    path = str(tmp_path / "wrong.jsonl")
    answer("goto 38", f"save {path}", options=BUG)
    verified = lernmi("verify", path)
    assert verified.returncode == 1
    assert ("(bias → output[1]).sensitivity must become output[1].sensitivity × output[1].slope"
            in verified.stdout)
    assert "--epochs and --bug." in lernmi("step", path, *BUG).stderr


@pytest.mark.parametrize("words, sentence", [
    (("trace", "mazur", "--bug", "dropout_mask_missing"),
     "dropout_mask_missing changes nothing in this network"),
    (("trace", "mazur", "--bug", "sum_for_mean"),
     "sum_for_mean changes no number within 3 learning steps on sample 0 of mazur: try another sample"),
    (("check", "mazur", "--bug", "uphill"),
     "uphill is a bug of the update, which lernmi check doesn't take: try lernmi step mazur --bug uphill."),
])
def test_a_bug_that_changes_nothing_is_one_sentence(words: "tuple[str, ...]", sentence: str) -> None:
    ended = lernmi(*words)
    assert (ended.returncode, ended.stdout) == (2, "") and ended.stderr.startswith(f"lernmi: {sentence}")


def test_a_bug_of_later_steps_is_announced() -> None:
    traced = lernmi("trace", "mazur", "--bug", "weights_not_reset").stdout
    assert "Every number of the first learning step is still right; in step 2 some are wrong." in traced


def test_batch_copies_and_the_examples_of_bugs_take_bugs_too() -> None:
    assert "sensitivity of norm2.squares[5] × 0 = -0.04179 × 0 = 0" in lernmi(
        "trace", "batchnorm", "--bug", "statistics_constant", "--only", "norm2.squares[5]").stdout
    assert lernmi("check", "leaky", "--bug", "leaky_slope_zero").returncode == 1
    assert lernmi("check", "leaky").returncode == 2

"""The command bugs, and --bug: wrong engines on the command line."""

import re
from pathlib import Path
from typing import List, Tuple

import pytest

from lernmi.console.cli.example_options import configured_example
from lernmi.console.cli.parser import parsed
from lernmi.console.display.page import Page
from lernmi.console.teaching.bug_view import print_bug, print_bugs, verdict
from lernmi.teaching.bugs import BUGS, Bug
from lernmi.teaching.bugs.demonstration import Course, Demonstration
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
    shown = lernmi("bugs", "sign_turned", "xor").stdout
    assert ("On xor (one of two inputs, but not both; it takes a hidden layer), the first number that "
            "differs is the sensitivity of output[0], ") in shown
    assert shown.count("The wrong engine doesn't learn: its loss rises.") == 1
    for words, sentence in ((("bugs", "sign_turn"), "no bug is called 'sign_turn': did you mean sign_turned"),
                            (("bugs", "taken"), "did you mean slope_taken_twice or mean_taken_twice?"),
                            (("bugs", "updated"), "did you mean output_weights_updated_first or each"),
                            (("bugs", "sign_turned", "xr"), "no example is called 'xr': did you mean xor"),
                            (("bugs", "loss_ignored", "xor"), "loss_ignored changes nothing in this network"),
                            (("trace", "xor", "--bug", "x"), "no bug is called 'x'")):
        ended = lernmi(*words)
        assert ended.returncode == 2 and sentence in ended.stderr and ended.stdout == ""


def test_what_a_bug_does_to_learning_is_said_by_numbers() -> None:
    page = Page(digits=3)
    right = Course([0.5, 0.05])
    for wrong, sentence in (
            (Course([0.5, 0.06]), "The loss alone doesn't show the bug."),
            (Course([0.5, 0.1]), "It learns all the same, but not as well: the loss that remains is 2 times "
                                 "the right one's."),
            (Course([0.5, 0.4]), "The wrong engine doesn't learn the task: its loss falls by 20 %, the right "
                                 "one's by 90 %."),
            (Course([0.5, 0.6]), "The wrong engine doesn't learn: its loss rises."),
            (Course([0.5], "epoch 2: too large"), "The wrong engine doesn't learn: it diverges.")):
        assert verdict(page, right, wrong) == sentence
    assert verdict(page, Course([0.5, 0.48]), Course([0.5, 0.49])) == (
        "In so few epochs the right engine hardly learns either.")


def test_where_the_bug_ends_the_training_both_curves_end() -> None:
    shown = lernmi("bugs", "slope_of_total").stdout
    assert "right, 0.5144 after 17 with the bug. The wrong engine doesn't learn: it diverges." in shown
    assert "ended early, and so do both curves: epoch 18, sample 0" in shown
    axis = next(line for line in shown.splitlines() if line.endswith("  epoch"))
    assert axis.split()[-2:] == ["16", "epoch"]


def test_the_first_number_that_differs_is_not_the_sensitivity_of_the_bias() -> None:
    shown = lernmi("bugs", "set_not_added").stdout
    assert "the first number that differs is the sensitivity of hidden[1], in move 23" in shown
    assert "(-0.02095 + 0.06232 = 0.04137)\n" in shown
    assert "25 wrong. Before it the sensitivity of bias differs, which nothing uses." in shown


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
    for text in (traced.stdout, lernmi("step", "mazur", *BUG, typed="quit\n").stdout):
        assert "sensitivity of x = what this wrong engine takes for ∂loss/∂x (the gradient): how" in text
    assert "sensitivity of the weight 0.4398" in lernmi("show", "mazur", *BUG).stdout


@pytest.mark.parametrize("words, bug, says", [
    (("mazur", "w1"), "set_not_added", [
        "This wrong engine says: if w1 rises a little, the loss rises 0.0006684 times as much.",
        "In truth, if w1 rises a little, the loss rises 0.0004386 times as much."]),
    (("mazur", "w5"), "sign_turned", [
        "This wrong engine says: if w5 rises a little, the loss falls 0.08217 times as much.",
        "In truth, if w5 rises a little, the loss rises 0.08217 times as much: learning changes it the wrong "
        "way."]),
    (("mazur", "w5"), "weight_forgotten", [
        "This wrong engine says: if w5 rises a little, the loss rises 0.08217 times as much.",
        "The right engine says the same."]),
    (("xor", "output.bias[0]"), "bias_forgotten", [
        "This wrong engine passes nothing back from the loss to output.bias[0].",
        "In truth, if output.bias[0] rises a little, the loss rises 0.1122 times as much, but learning "
        "leaves it as it is."]),
])
def test_why_says_what_is_true_beside_what_a_wrong_engine_says(words: Tuple[str, ...], bug: str,
                                                               says: List[str]) -> None:
    lines = lernmi("why", *words, "--bug", bug).stdout.splitlines()
    assert lines[-2:] == says
    assert f"Sensitivity of {words[1]} by this wrong engine = " in "".join(lines)


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
     "dropout_mask_missing changes nothing in this network, which has no dropout. What was silenced"),
    (("why", "mazur", "w1", "--bug", "bias_once_per_link"),
     "bias_once_per_link changes nothing in this network, which has no bias that learns (a fixed one does"),
    (("trace", "mazur", "--bug", "sum_for_mean"),
     "sum_for_mean changes no number within 3 learning steps on sample 0 of mazur: try another sample"),
    (("check", "mazur", "--bug", "uphill"),
     "uphill is a bug of the update, which lernmi check doesn't take: try lernmi step mazur --bug uphill."),
    (("check", "xor", "--bug", "sum_for_mean"),
     "sum_for_mean is a bug of the update, which lernmi check doesn't take: try lernmi bugs sum_for_mean."),
])
def test_a_bug_that_changes_nothing_is_one_sentence(words: Tuple[str, ...], sentence: str) -> None:
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

"""Questions: print, why, diff, find, list, more, and the picture."""

from pathlib import Path

import pytest

from lernmi import Link
from lernmi.console.display.page import Page
from lernmi.console.stepper.code_view import print_code
from lernmi.stepping.running_code import running_code
from tests.support.stepper import answer, answers
from tests.support.steps import worked_example


def test_print_and_bare_expressions() -> None:
    told = answers("finish", "p w5 > 0.4", "w5*2", "hidden[0] -> output[0]", "p loss", "b1",
                   "output[0].value - 0.01")
    assert told[1:] == ["w5 > 0.4 is false.\n", "w5*2 = 0.7178\n",
                        "hidden[0] → output[0]: value 0.2373, sensitivity 0.1385, weight w5 = 0.3589\n",
                        "loss = 0.2984\n", "b1: value 0.35, sensitivity 0.01873\n",
                        "output[0].value - 0.01 = 0.7414\n"]
    assert "0.717832959" in answer("finish", "p w5*2", options=("--digits", "9"))


def test_why_shows_what_is_known_by_now() -> None:
    told = answers("goto 21", "why hidden[0]", "goto 23.1", "why hidden[0]", "step", "why hidden[0]",
                   "goto 24", "why hidden[0].sensitivity", "why w1", "finish", "why w1")
    assert "Sensitivity of hidden[0] so far = -0.01905\n" in told[1]
    assert "∂loss" not in told[1] and "rises" not in told[1], "the loss would rise if hidden[0] did"
    assert told[1].endswith("This is not all: more is passed back to hidden[0] in 1 later move, "
                            "from 24 on.\n")
    assert told[3] == told[1]
    for known in (told[5], told[7]):
        assert "Sensitivity of hidden[0] = ∂loss/∂hidden[0] = 0.03635\n" in known
        assert "This is not all" not in known
    assert told[8] == "Not done: nothing has been passed back to w1 yet: that comes with move 30.\n"
    assert "Sensitivity of w1 = ∂loss/∂w1 = 0.0004386\n" in told[10]
    assert told[10].endswith("By now the sensitivity of w1 is 0: an update has used it up.\n")


def test_what_changed_between_two_moments() -> None:
    told = answers("goto 23", "next", "diff", "diff 24 23", "diff 22 23", "diff 5")
    assert told[2] == ("From move 23 to move 24: 3 numbers changed.\n"
                       "  sensitivity of the link hidden[0] → output[0] 0 → 0.1385\n"
                       "  sensitivity of hidden[0] -0.01905 → 0.03635\n"
                       "  sensitivity of w5 0 → 0.08217\n")
    assert "sensitivity of hidden[0] 0.03635 → -0.01905\n" in told[3]
    assert told[4].startswith("From move 22 to move 23: ")
    assert told[5].startswith("From move 5 to move 24: ") and "… and " in told[5]


def test_diff_knows_moments_within_a_move() -> None:
    told = answers("goto 23", "step", "diff", "diff 23", "diff 24 23.1", "back", "diff")
    assert told[2] == told[3] == ("From move 23 to move 23.1: 1 number changed.\n"
                                  "  sensitivity of the link hidden[0] → output[0] 0 → 0.1385\n")
    assert told[4] == ("From move 24 to move 23.1: 2 numbers changed.\n"
                       "  sensitivity of hidden[0] 0.03635 → -0.01905\n"
                       "  sensitivity of w5 0.08217 → 0\n")
    assert told[6] == ("From move 23.1 to move 23: 1 number changed.\n"
                       "  sensitivity of the link hidden[0] → output[0] 0.1385 → 0\n")


def test_more_shows_what_a_list_has_left_out() -> None:
    told = answers("finish", "diff 0", "more", "more", "more")
    assert told[1].endswith("… and 38 more: more shows them.\n")
    assert told[2].endswith("… and 18 more: more shows them.\n") and len(told[2].splitlines()) == 21
    assert len(told[3].splitlines()) == 18 and "value of w8" in told[3]
    assert told[4].startswith("Not done: no list has left anything out")
    lines = [line for part in told[1:4] for line in part.splitlines() if line.startswith("  ")]
    assert len(set(lines)) == 58


def test_find_and_list() -> None:
    told = answers("goto 24", "find W5", "list", "list 1", "find nothing")
    assert told[1] == ("3 moves with 'W5'.\n"
                       "     10 forward hidden[0] → output[0] through w5\n"
                       "  →  24 backward output[0] → hidden[0] through w5\n"
                       "     35 update w5\n")
    assert len(told[2].splitlines()) == 11 and "  →  24 backward" in told[2]
    assert told[3].splitlines()[0] == "      1 input"
    assert told[4] == "0 moves with 'nothing'.\n"
    assert answer("find hidden[0]->output[0]").splitlines()[1:] == [
        "     10 forward hidden[0] → output[0] through w5",
        "     24 backward output[0] → hidden[0] through w5"]


def test_the_picture_on_request() -> None:
    assert "hidden[0]: value 0.5933" in answer("finish", "network")
    assert "╭" in answer("full") and "╭" not in answer("full", "compact")


def test_compact_is_a_line_a_number() -> None:
    assert answer("compact", "goto 24") == (
        "24/38 backward: output[0] → hidden[0] through w5\n"
        "    sensitivity of the link 0 → 0.1385, from 0.7414 × 0.1868\n"
        "    sensitivity of hidden[0] -0.01905 → 0.03635, by 0.1385 × 0.4\n"
        "    sensitivity of w5 0 → 0.08217, by 0.1385 × 0.5933\n")


def test_find_looks_at_the_numbers_that_are_read_and_written_too() -> None:
    assert answer("find slope of hidden[1]") == """\
4 moves with 'slope of hidden[1]'.
      9 forward hidden[1]
     25 backward hidden[1] → bias through b1
     26 backward hidden[1] → input[1] through w4
     27 backward hidden[1] → input[0] through w3
"""


def test_as_one_writes_it_in_python() -> None:
    told = answers("goto 24", "print(hidden[0].sensitivity)", 'print network["hidden[0]"].sensitivity',
                   "network['w5'].value * 2", "next(2)", "find(slope of hidden[1])",
                   "breaks()", "finish (2)")
    assert told[1] == "hidden[0].sensitivity = 0.03635\n"
    assert told[2:4] == ["hidden[0].sensitivity = 0.03635\n", "w5.value * 2 = 0.8\n"]
    assert told[4].startswith("26/38 backward ") and told[5].startswith("4 moves with 'slope of hidden[1]'.")
    assert told[6:] == ["There is no stop: break NAME sets one.\n",
                        "Not done: finish takes nothing more, such as '2'.\n"]


@pytest.mark.filterwarnings("ignore:cross_entropy is for targets that add up to 1")
def test_a_target_has_its_name_whatever_the_loss_reads() -> None:
    """cross_entropy doesn't read a target of 0."""
    told = answers("print output[1].target", "break backward if output[0].target > 0", "goto 5",
                   "set output[0].target 0", "print output[0].target", "set output[0].target 1", "c",
                   example="softmax")
    assert told[0] == "output[1].target = 0\n"
    assert told[3].endswith("output[0].target 1 → 0. The loss was 0.551, with this it is 0.\n")
    assert told[4] == "output[0].target = 0\n"
    assert "Stopped by 1: break backward if output[0].target > 0" in told[6]


def test_what_is_no_number_of_a_thing() -> None:
    told = answers("goto 18", "loss.value", "rate.slope", "e.value.value", "output[0].target.total",
                   "w5.slope")
    assert told[1:] == [
        "loss.value = 0.2984\n", "Not done: rate has no slope: it is a number.\n",
        "Not done: 2.718281828459045 has no value: it is a number.\n",
        "Not done: output[0].target has no total: it is a number.\n",
        "Not done: w5 has no slope: it has value, sensitivity.\n"]


def test_diff_after_set_shows_only_what_differs() -> None:
    assert answers("goto 15", "set w5 0.4", "diff")[2] == "By what was set: 0 numbers changed.\n"
    told = answers("goto 10", "set w5.value 0.45", "diff")[2]
    assert told.startswith("By what was set: 3 numbers changed.\n  w5 0.4 → 0.45\n")


def test_code_marks_the_lines_that_have_just_run() -> None:
    first = Link.backward.__code__.co_firstlineno
    told = answers("code", "goto 24", "code", "step", "step", "code", "step", "code", "goto 5", "cd")
    assert told[0] == "Not done: nothing has moved yet: next goes on, and code shows what ran.\n"
    heading, head, *body = told[2].splitlines()
    assert heading == f"output[0] → hidden[0] through w5: Link.backward, lernmi/link.py:{first + 2}"
    assert head == f"  {first} def backward(self) -> None:"
    assert [line.split()[:3] for line in body] == [
        ["▶", str(first + 2), "self.sensitivity"], ["▶", str(first + 3), "self.source.sensitivity"],
        ["▶", str(first + 4), "self.weight.sensitivity"]]
    for text, line in ((told[5], "self.source.sensitivity"), (told[7], "self.weight.sensitivity")):
        marked = [row for row in text.splitlines() if row.startswith("▶")]
        assert [row.split()[2] for row in marked] == [line], "after step, the line of the one number"
    assert "and sigmoid, lernmi/activations.py:" in told[9] and "▶" in told[9].split("lambda")[0]


def test_code_as_plain_sentences_and_of_a_recording(tmp_path: Path) -> None:
    plain = answer("goto 24", "code", options=("--plain",))
    assert plain.isascii() and "just run:     self.weight.sensitivity += self.sensitivity" in plain
    worked_example().save(tmp_path / "step.jsonl")
    told = answers("goto 24", "code", "finish", "code", example=str(tmp_path / "step.jsonl"))
    assert "w5: Link.backward, lernmi/link.py:" in told[1]
    assert told[3] == "Not done: the source of what runs for w8 isn't known here.\n"


@pytest.mark.parametrize("width, comments", [(100, True), (80, False)])
def test_code_on_a_terminal_is_a_link_and_fits(width: int, comments: bool) -> None:
    page, step = Page(record=True, width=width), worked_example()
    code = running_code(step[23])
    assert code is not None
    print_code(page, "w5", code, [0, 1, 2])
    text = page.console.export_text(clear=False)
    assert ("through the activation" in text) == comments
    assert len(text.splitlines()) == 5 and max(map(len, text.splitlines())) <= width
    assert Path(code.path).as_uri() in page.console.export_html()

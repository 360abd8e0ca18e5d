"""Going through a step: moves, writes, phases, and what only narrows."""

import io

from lernmi import Dense, Network, trace
from lernmi.console.display.page import Page
from lernmi.console.stepper.stepper import Stepper
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.session import Session
from tests.support.stepper import answer, answers, prompts, typed
from tests.support.steps import example_case


def test_one_move_in_words_symbols_and_numbers_and_what_changed() -> None:
    assert answer("goto 24") == (
        "24/38 backward output[0] → hidden[0] through w5: sensitivity of the link = sensitivity of "
        "output[0] × slope of output[0] = 0.7414 × 0.1868 = 0.1385  [∂L/∂v = ∂L/∂output[0] × "
        "output[0]′]\n"
        "24/38 backward output[0] → hidden[0] through w5: sensitivity of hidden[0] += sensitivity of "
        "the link × value of w5 = 0.1385 × 0.4 = 0.0554 (-0.01905 + 0.0554 = 0.03635)  "
        "[∂L/∂hidden[0] += ∂L/∂v × w5]\n"
        "24/38 backward output[0] → hidden[0] through w5: sensitivity of w5 += sensitivity of the link "
        "× value of hidden[0] = 0.1385 × 0.5933 = 0.08217 (0 + 0.08217 = 0.08217)  "
        "[∂L/∂w5 += ∂L/∂v × hidden[0]]\n"
        "changed: sensitivity of the link 0 → 0.1385; sensitivity of hidden[0] -0.01905 → 0.03635; "
        "sensitivity of w5 0 → 0.08217\n")


def test_moves_in_both_directions() -> None:
    assert prompts("next", "next 3", "n", "back", "b 2", "goto 17", "phase", "phase", "finish", "next",
                   "restart", "back") == [
        "0/38", "1/38", "4/38", "5/38", "4/38", "2/38", "17/38", "18/38", "19/38", "38/38", "38/38",
        "0/38", "0/38"]


def test_a_phase_by_its_name_and_a_moment_by_its_number() -> None:
    assert typed("phase backward", "phase input", "phase update", "goto 23.2", "goto 5", "") == [
        "0/38", "19/38", "1/38", "31/38", "23.2/38", "5/38", "6/38"]
    assert answer("phase sideways") == ("Not done: no phase is called 'sideways': "
                                        "there is input, forward, loss, backward, update.\n")
    assert answer("goto 23.3") == "Not done: there is no moment 23.3: the move after 23 writes 3 numbers.\n"
    assert answer("goto 38.1") == "Not done: there is no moment 38.1: the move after 38 writes 0 numbers.\n"


def test_after_a_jump_enter_goes_on() -> None:
    assert typed("goto 9", "back", "goto 20", "", "back", "restart", "") == [
        "0/38", "9/38", "8/38", "20/38", "21/38", "20/38", "0/38", "1/38"]


def test_enter_repeats_the_latest_move_but_nothing_else() -> None:
    assert typed("", "", "print w5", "", "back", "", "network", "") == [
        "0/38", "1/38", "2/38", "2/38", "3/38", "2/38", "1/38", "1/38", "0/38"]


def test_a_phase_that_one_is_in_already() -> None:
    assert answer("goto 18", "phase loss") == "This is where we are already.\n"
    assert answer("phase input", "phase input") == "This is where we are already.\n"


def test_one_multiplication_at_a_time_and_back() -> None:
    commands = ("goto 23", "step", "step", "step", "undo", "undo 2", "undo", "step 5", "back", "back")
    assert prompts(*commands) == ["0/38", "23/38", "23.1/38", "23.2/38", "24/38", "23.2/38", "23/38",
                                  "22.2/38", "24.1/38", "24/38", "23/38"]
    told = answers(*commands)
    for written, where, words in zip(told[1:4], ("23.1", "23.2", "24"), (
            "sensitivity of the link", "sensitivity of hidden[0]", "sensitivity of w5")):
        assert written.startswith(
            f"{where}/38 backward output[0] → hidden[0] through w5: {words} ")
        assert len(written.splitlines()) == 2
    assert "sensitivity of hidden[0] -0.01905 → 0.03635" in told[2]


def test_the_objects_hold_the_numbers_of_the_moment() -> None:
    told = answers("goto 23", "print hidden[0]", "step 2", "print hidden[0].sensitivity", "undo",
                   "print hidden[0].sensitivity")
    assert told[1] == "hidden[0]: total 0.3775, value 0.5933, slope 0.2413, sensitivity -0.01905\n"
    assert told[3] == "hidden[0].sensitivity = 0.03635\n"
    assert told[5] == "hidden[0].sensitivity = -0.01905\n"


def test_only_narrows_next_and_back() -> None:
    assert prompts("only backward hidden[0]", "n", "n", "n", "b", "only", "n") == [
        "0/38", "0/38", "21/38", "24/38", "28/38", "24/38", "24/38", "25/38"]
    told = answers("only backward loss hidden[0] w5", "only update", "only w5 hidden[0] -> output[0]",
                   "only", "only w5", "next", "next", "next", "next", "back 3")
    assert told[0] == ("next and back stop only in the phase backward or loss, "
                       "at moves about hidden[0] or w5.\n")
    assert told[1] == "next and back stop only in the phase update.\n"
    assert told[2] == "next and back stop only at moves about w5 or hidden[0] → output[0].\n"
    assert told[3] == "next and back stop at every move again.\n"
    assert told[-2].splitlines()[-1] == "No further move is about w5: this is the end."
    assert "No further move" not in "".join(told[:-2] + told[-1:])
    assert answer("only hiden[0]") == (
        "Not done: no phase, layer, neuron, weight or link is called 'hiden[0]': did you mean hidden[0]?\n")


def test_many_moves_at_once_are_as_many() -> None:
    assert prompts("next 35", "back 34", "next 200", "back 38") == ["0/38", "35/38", "1/38", "38/38", "0/38"]
    session = Session(trace(*example_case(EXAMPLES["lstm"])))
    prompt = Stepper(Page(io.StringIO()), session)
    prompt.onecmd("next 1234")
    assert session.timeline.position == (1234, 0)
    prompt.onecmd("step 60")
    timeline = session.timeline
    writes = sum(len(move) for move in session.trace.moves[1234:timeline.done]) + timeline.writes
    assert writes == 60
    prompt.onecmd("undo 60")
    assert session.timeline.position == (1234, 0)


def test_phase_leaves_the_phase_that_has_only_begun() -> None:
    seen = prompts("goto 18.1", "phase", "goto 0.1", "phase")
    assert seen == ["0/38", "18.1/38", "31/38", "0.1/38", "2/38"]


def test_at_either_end_it_is_reported_that_only_names_no_further_move() -> None:
    told = answers("only output[0]", "next 50", "back 50", "only", "back")
    assert told[1].endswith("No further move is about output[0]: this is the end.\n")
    assert told[2].endswith("No further move is about output[0]: this is the start.\n")
    assert told[4].endswith("This is the start: next goes on, help lists the commands.\n")


def test_a_moment_has_the_prompts_number() -> None:
    assert prompts("goto 3.00001", "goto 3.1", "goto 4.0") == ["0/38", "0/38", "3.1/38", "4/38"]


def test_what_changed_is_listed_up_to_eight_numbers() -> None:
    network = Network(30, Dense(1), seed=1)
    stream = io.StringIO()
    Stepper(Page(stream), Session(trace(network, [1.0] * 30, [0.0]))).onecmd("next")
    told = "; ".join(f"{part} of input[{number}] 0 → 1" for number in range(4) for part in ("total", "value"))
    assert stream.getvalue().endswith(f"changed: {told}; and 52 more (diff shows them)\n")

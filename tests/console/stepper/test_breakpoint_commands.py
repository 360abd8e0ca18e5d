"""Breakpoints and watches: set, listed, deleted, and stopped at."""

from pathlib import Path

from lernmi import Dense, Network, trace
from lernmi.console.display.page import Page
from lernmi.console.stepper.stepper import Stepper
from lernmi.stepping.session import Session
from tests.support.stepper import answers, prompts


def test_breaks_and_watches_in_both_directions() -> None:
    assert prompts("break hidden[0] if hidden[0].sensitivity > 0", "watch w5.sensitivity", "break update",
                   "c", "c", "c", "c", "c", "r", "r", "r", "r") == [
        "0/38"] + ["0/38"] * 3 + [
        "24/38", "28/38", "29/38", "30/38", "31/38", "30/38", "29/38", "28/38", "24/38"]


def test_stops_are_listed_and_deleted_and_keep_their_numbers() -> None:
    told = answers("breaks", "break loss", "watch hidden[0]", "break backward if loss > 0.2", "breaks", "c",
                   "delete 1", "breaks", "delete 7", "delete x", "delete 3 2", "break w5", "delete",
                   "delete all", "breaks")
    assert told[0] == "There is no stop: break NAME sets one.\n"
    assert told[1] == "1: break loss, 1 move. continue and reverse go there.\n"
    assert told[4] == ("1: break loss, 1 move\n2: watch hidden[0], 6 moves\n"
                       "3: break backward if loss > 0.2, 12 moves if that holds\n")
    assert told[5].endswith("Stopped by 2: watch hidden[0] (total of hidden[0] 0 → 0.0075)\n"), (
        "not by the zeros before the sample, which aren't shown")
    assert told[6:8] == ["Deleted: break loss\n", "2: watch hidden[0], 6 moves\n"
                         "3: break backward if loss > 0.2, 12 moves if that holds\n"]
    assert told[8] == "Not done: there is no stop 7: there is 2, 3.\n"
    assert told[9] == ("Not done: the number of a stop is a whole number from 1 up, of at most 18 digits, "
                       "not 'x'.\n")
    assert told[10] == ("Deleted: break backward if loss > 0.2\nDeleted: watch hidden[0]\n")
    assert told[11] == "4: break w5, 3 moves. continue and reverse go there.\n"
    assert told[12] == "Not done: delete takes the number of a stop, or all: breaks lists them.\n"
    assert told[13:] == ["No stop is left.\n", "There is no stop: break NAME sets one.\n"]


def test_where_no_stop_is_on_the_way_that_is_said() -> None:
    told = answers("break w5", "c", "c", "c", "c", "r", "r", "r", "r", "r")
    stops = [line for part in told for line in part.splitlines() if "top" in line]
    assert stops == ["Stopped by 1: break w5"] * 3 + ["There is no stop on the way: this is the end."] + [
        "Stopped by 1: break w5"] * 3 + ["There is no stop on the way: this is the start."]
    assert told[-1] == "This is the start: next goes on, help lists the commands.\n"


def test_a_watch_stops_on_a_write_of_an_equal_value() -> None:
    """A dead relu passes back 0 × x, which changes nothing."""
    dead = Network(1, Dense(1, "relu", weights=-1.0), Dense(1, "identity", weights=1.0))
    session = Session(trace(dead, [2.0], [1.0]))
    stepper = Stepper(Page(), session)
    stepper.onecmd("watch input[0].sensitivity")
    stepper.onecmd("continue")
    stepper.onecmd("continue")
    assert session.move is not None
    assert session.move.name == "input[0]->hidden[0]" and session.move.phase == "backward"


def test_a_condition_that_divides_by_zero_is_reported_and_the_session_goes_on() -> None:
    told = answers("break forward if hidden[0].value / hidden[1].value > 2", "c", "print w5")
    assert told[1].endswith("Stopped, since a condition can't be computed here: "
                            "hidden[0].value / hidden[1].value > 2 divides by zero at this moment.\n")
    assert told[2] == "w5: value 0.4, sensitivity 0\n"


def test_stops_and_only_stay_when_the_step_is_taken_again_and_go_with_a_recording(tmp_path: Path) -> None:
    file = tmp_path / "step.jsonl"
    told = answers("break w5 if w5 > 0.42", "only w5", "c", "set w5 0.45", "restart", "c", "next", "learn 3",
                   "next", "c", f"save {file}", "breaks", f"load {file}", "breaks", "next", example="mazur")
    assert "There is no stop on the way" in told[2]
    assert "Stopped by 1: break w5 if w5 > 0.42" in told[5] and told[5].startswith("10/38 ")
    assert told[6].startswith("24/38 ") and told[8].startswith("10/38 "), "only w5, still"
    assert told[11] == "1: break w5 if w5 > 0.42, 3 moves if that holds\n"
    assert told[13] == "There is no stop: break NAME sets one.\n" and told[14].startswith("1/38 input")

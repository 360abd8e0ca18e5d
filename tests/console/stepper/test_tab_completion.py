"""Tab: what it offers, and how it is bound."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, List

import pytest

from lernmi import Dense, Network, Weight, trace
from lernmi.console.display.page import Page
from lernmi.console.stepper.command_prompt import CommandPrompt
from lernmi.console.stepper.quiz_prompt import QuizPrompt
from lernmi.console.stepper.stdin import tab_completing
from lernmi.console.stepper.stepper import Stepper
from lernmi.stepping.session import Session
from tests.support.steps import worked_example


@pytest.mark.parametrize("doc, bound", [("using libedit readline.", ["bind ^I rl_complete"]),
                                        ("using GNU readline.", [])])
def test_tab_is_bound_in_the_words_of_the_readline_that_is_there(monkeypatch: pytest.MonkeyPatch, doc: str,
                                                                 bound: List[str]) -> None:
    """On macOS, Python comes with libedit, which doesn't know "tab: complete"."""
    said: List[str] = []
    delimiters = ["()"]
    monkeypatch.setitem(sys.modules, "readline", SimpleNamespace(
        __doc__=doc, parse_and_bind=said.append, get_completer_delims=lambda: delimiters[-1],
        set_completer_delims=delimiters.append))
    with tab_completing():
        assert (said, delimiters[-1]) == (bound, " \t\n")
    assert delimiters[-1] == "()"


def tab(prompt: CommandPrompt, line: str, monkeypatch: pytest.MonkeyPatch) -> List[str]:
    """What Tab offers at the end of a line, as cmd.Cmd finds it out."""
    begin = line.rfind(" ") + 1
    monkeypatch.setitem(sys.modules, "readline", SimpleNamespace(
        get_line_buffer=lambda: line, get_begidx=lambda: begin, get_endidx=lambda: len(line)))
    found: List[str] = []
    while True:
        match: Any = prompt.complete(line[begin:], len(found))
        if match is None:
            return found
        found.append(match)


@pytest.mark.parametrize("line, offered", [
    ("pr", ["print"]), ("re", ["reverse", "restart", "reset"]), ("hidd", ["hidden[0]", "hidden[1]", *(
        f"hidden[{source}]->output[{target}]" for target in (0, 1) for source in (0, 1))]),
    ("print w", [f"w{number}" for number in range(1, 9)]), ("p w5.", ["w5.value", "w5.sensitivity"]),
    ("why outp", ["output[0]", "output[1]", "output[0].target", "output[1].target"]),
    ("find w5", ["w5"]), ("watch bias->h", ["bias->hidden[0]", "bias->hidden[1]"]),
    ("set output[0].t", ["output[0].target", "output[0].total"]), ("set b", ["bias", "b1", "b2", *(
        f"bias->{name}" for name in ("hidden[0]", "hidden[1]", "output[0]", "output[1]"))]),
    ("break back", ["backward"]), ("br w5 if hidden[0].se", ["hidden[0].sensitivity"]),
    ("only lo", ["loss"]), ("only backward hidd", ["hidden", "hidden[0]", "hidden[1]", *(
        f"hidden[{source}]->output[{target}]" for target in (0, 1) for source in (0, 1))]),
    ("phase ba", ["backward"]), ("help brea", ["break", "breaks"]), ("goto ", []), ("diff w", []),
    ("learn w", []),
    ("w5 + hidden[0].se", ["hidden[0].sensitivity"]), ("print 2*(w8.se", ["2*(w8.sensitivity"]),
    ("print w1<w2", ["w1<w2"]), ("print rat", ["rate"]),
])
def test_tab_offers(line: str, offered: List[str], monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(worked_example())
    assert sorted(tab(Stepper(Page(), session), line, monkeypatch)) == sorted(offered)


def test_tab_offers_files_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "step.jsonl").touch()
    (tmp_path / "steps").mkdir()
    (tmp_path / "other").touch()
    prompt = Stepper(Page(), Session(worked_example()))
    for command in ("save", "load"):
        assert tab(prompt, f"{command} {tmp_path}/st", monkeypatch) == [
            f"{tmp_path}/step.jsonl", f"{tmp_path}/steps{os.sep}"]


def test_tab_offers_names_in_the_quiz(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(worked_example())
    quizzing = QuizPrompt(Page(), session, 1, [])
    assert tab(quizzing, "h", monkeypatch)[:4] == ["hint", "help", "hidden[0]", "hidden[1]"]
    assert tab(quizzing, "0.5 * w5.se", monkeypatch) == ["w5.sensitivity"]


def test_tab_offers_nothing_that_a_terminal_would_obey(tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    """readline prints what it is offered as it is."""
    network = Network(1, Dense(1, weights=[[Weight(0.5, "w\x9b31m")]], biases=0.0), seed=1)
    network.neurons[0].name = "wide\x1b[2J"
    prompt = Stepper(Page(), Session(trace(network, [1.0], [1.0])))
    assert tab(prompt, "print w", monkeypatch) == []
    for name in ("a\x9bb", "a\nb", "a\x1bb", "abc"):
        (tmp_path / name).touch()
    assert tab(prompt, f"save {tmp_path}/a", monkeypatch) == [f"{tmp_path}/abc"]

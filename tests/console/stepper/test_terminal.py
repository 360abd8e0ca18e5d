"""The stepper on a real terminal, through a pseudo-terminal: keys, Tab, Ctrl-C, Ctrl-D, resizing."""

import os
import re
import sys
from typing import List

import pytest

from tests.support.processes import Key, python_on_terminal, without_escapes
from tests.support.slow import slow

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
readline = pytest.importorskip("readline")
PROMPT = r"\d/\d+> "


def on_terminal(*keys: Key, example: str = "mazur", columns: int = 80, **switches: str) -> str:
    text, status = python_on_terminal("-m", "lernmi", "step", example, keys=keys, prompt=PROMPT,
                                      columns=columns, **switches)
    assert status == 0 and "Traceback" not in text, text
    return without_escapes(text)


def screens(*keys: Key, **options: "object") -> List[str]:
    """What stood on the terminal after each prompt."""
    shown = re.split(r"\d+(?:\.\d+)?/\d+> ", on_terminal(*keys, **options))     # type: ignore[arg-type]
    return [screen for screen in shown if screen.strip()]       # a resize shows the prompt once more


def test_enter_goes_on_and_ctrl_d_ends() -> None:
    shown = screens("\n", "\n", "\x04")
    assert "Input: the sample is put into the input neurons" in shown[1]
    assert "  2/38  forward: input[0] → hidden[0] through w1" in shown[2]
    assert "value of the link = value of input[0] × value of w1" in shown[2]
    assert "v                 = input[0]          × w1" in shown[2]
    assert "changed: value of the link 0 → 0.0075; total of hidden[0] 0 → 0.0075" in shown[2]


def tab_fails() -> bool:
    """Whether this Python's own readline is at fault, as in PyPy 7.3.11."""
    try:
        readline.get_begidx()
    except NameError:
        return True
    return False


@pytest.mark.skipif(tab_fails(), reason="this Python's readline raises NameError at Tab")
def test_tab_completes_commands_names_and_attributes() -> None:
    text = on_terminal("goto 24\n", "pri\t hidden[0].se\t\n", "only bac\t hidd\t[0]\n",
                   "watch hidden[0]->output[1].va\t\n",
                   "print 2*w8.\t\t\x15quit\n")
    assert "w5 + hidden[0].sensitivity = 0.4364" in on_terminal(
        "goto 24\n", "w5 + hidden[0].se\t\n", "help brea\ts\n", "quit\n"), "a line that is no command"
    assert "hidden[0].sensitivity = 0.03635" in text
    assert "only in the phase backward, at moves about hidden[0]." in text
    assert "watch hidden[0] → output[1].value, 1 move." in text
    assert "2*w8.value" in text and "2*w8.sensitivity" in text and "2*w8.slope" not in text


def test_ctrl_c_at_the_prompt_leaves_the_line_and_the_session_goes_on() -> None:
    text = on_terminal("goto 24\n", "print w\x03", "print w5\n", "quit\n")
    assert "Interrupted. quit (or Ctrl-D) ends it." in text
    assert "w5: value 0.4, sensitivity 0.08217" in text


def test_ctrl_c_ends_learning_and_keeps_what_was_learned() -> None:
    text = learning_interrupted()
    assert "Interrupted after 2 epochs of 10,000,000; what was learned stays" in " ".join(text.split())
    value = re.search(r"w5: value (\S+), sensitivity 0", text)
    assert value and value[1] != "0.4"


def learning_interrupted() -> str:
    """The third time that something is learned, somebody presses Ctrl-C."""
    text, status = python_on_terminal("-c", """
import os, signal, sys
from lernmi import Network
from lernmi.console.cli.main import main
learn_batch, calls = Network.learn_batch, []
def interrupted(network, *args):
    calls.append(args)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGINT)
    return learn_batch(network, *args)
Network.learn_batch = interrupted
sys.exit(main(["step", "mazur"]))
""", keys=["learn 10000000\n", "print w5\n", "quit\n"], prompt=PROMPT)
    assert status == 0, text
    return without_escapes(text)


@pytest.mark.slow
def test_the_arrow_brings_the_line_before_back() -> None:
    text = on_terminal("goto 24\n", "goto 3\n", "\x1bOA\x1bOA\n", "quit\n")
    assert text.count("output[0] → hidden[0] through w5") >= 2


@pytest.mark.slow
@pytest.mark.parametrize("example", ["mazur", slow("xor"), slow("lstm")])
def test_lines_fit_the_terminal_after_it_was_resized(example: str) -> None:
    shown = screens("phase\n", "phase\n", (40, 60), "next\n", (50, 120), "next\n", "quit\n", example=example)
    first, second, narrow, wide = (max(map(len, screen.splitlines())) for screen in shown[1:-1])
    assert first <= 80 and second <= 80 and narrow <= 60 < wide <= 120


def test_a_dumb_terminal_gets_no_escapes() -> None:
    text, status = python_on_terminal("-m", "lernmi", "step", "mazur", keys=["\n", "quit\n"], prompt=PROMPT,
                                      TERM="dumb")
    assert status == 0 and "\x1b" not in text


STORM = """
import builtins, os, signal, sys, threading, time
from lernmi.console.cli.main import main
read, over, noticed, commands = builtins.input, [], [], ["print w5", "quit"]
def press():
    for _ in range(300):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.0003)
    over.append(True)
    while not noticed:          # one that comes just before the reading begins is not noticed by it
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
pressing = threading.Thread(target=press)
def reading(prompt=""):
    if not pressing.ident:
        pressing.start()
    if not over:
        return read(prompt)
    noticed.append(True)
    pressing.join()
    return commands.pop(0)
builtins.input = reading
sys.exit(main(["step", "mazur"]))
"""


@pytest.mark.skipif(sys.implementation.name == "pypy", reason="its line editor breaks when it is interrupted")
@pytest.mark.slow
def test_ctrl_c_hundreds_of_times_at_the_prompt_does_not_end_the_session() -> None:
    text, status = python_on_terminal("-c", STORM)
    assert status == 0 and "Traceback" not in text, text[-800:]
    assert "w5: value 0.4, sensitivity 0" in without_escapes(text)
    assert text.count("Interrupted. quit (or Ctrl-D) ends it.") > 1

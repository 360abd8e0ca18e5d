"""The playground on a real terminal, through a pseudo-terminal: keys, resizing, and every way out."""

import os
import re
import signal
from typing import Iterator

import pytest

from lernmi.console.playground.terminal import LEAVE
from tests.console.playground.live import Live
from tests.support.slow import slow

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def paused() -> Live:
    """A playground that has begun, and waits."""
    live = Live("play", "xor")
    live.wait_for("▶ epoch")
    live.press(" ")
    live.wait_for("■ epoch .* paused")
    return live


@pytest.fixture(scope="module")
def waiting() -> Iterator[Live]:
    """One playground for several tests, which is left at the end."""
    live = paused()
    assert live.settings_now() != live.settings, "keys arrive without Enter"
    yield live
    live.press("q")
    text, status = live.end()
    assert status == 0 and LEAVE in text and live.settings_now() == live.settings
    assert re.search(r"xor: after \d+ epochs?, loss 0\.\d+", text.split(LEAVE)[1])


def test_s_steps_into_the_stepper_and_quit_comes_back_to_the_same_network(waiting: Live) -> None:
    waiting.press("e")
    before = re.findall(r"loss [\d.]+", waiting.wait_for("is done"))
    waiting.press("s")
    waiting.wait_for("Step into sample: _  .0 to 3")
    waiting.press("7\x7f2\r")
    waiting.wait_for("one learning step on sample 2(.|\n)*0/\\d+> ")
    waiting.press("learn 5\n")
    waiting.wait_for(r"learned for 5 epochs(.|\n)*0/\d+> ")
    waiting.press("quit\n")
    assert re.findall(r"loss [\d.]+", waiting.wait_for("Back from the stepper(.|\n)*quit"))[0] == before[0]


def test_a_key_acts_at_once(waiting: Live) -> None:
    for key, pattern in (("n", r"One step, from 1 sample; the loss before it was \d"), ("h", "Anew: 2-5-1"),
                         ("\x1b[B", "Anew: 2-4-1"), ("l", "Anew: 2-4-4-1"), ("r", "rate 0.3"),
                         ("3", "Anew: 3-4-4-1"), ("o", "Not done: xor has no noise"),
                         ("s", "Step into sample"), ("x\x1bn", "One step"),
                         ("?", "Step into the stepper at this very moment"), ("?", "inputs")):
        waiting.press(key)
        waiting.wait_for(pattern)


def test_a_frame_follows_the_size_and_waits_where_it_is_too_small(waiting: Live) -> None:
    waiting.resize(30, 100)
    assert max(map(len, re.split(r"\r?\n", waiting.wait_for("q quit")))) > 80
    waiting.resize(20, 60)
    waiting.wait_for("The window has 60 x 20 characters")
    waiting.resize(24, 80)
    waiting.wait_for("q quit")


@pytest.mark.parametrize("number, ending", [(signal.SIGINT, 130), slow(signal.SIGTERM, 143),
                                            slow(signal.SIGHUP, 129)])
def test_a_signal_ends_it_and_restores_the_terminal(number: signal.Signals, ending: int) -> None:
    live = Live("play", "xor")
    live.wait_for("▶ epoch")
    os.kill(live.pid, number)
    text, status = live.end()
    assert status == ending and LEAVE in text and live.settings_now() == live.settings


def test_a_closed_terminal_ends_it() -> None:
    live = Live("play", "xor")
    live.wait_for("▶ epoch")
    assert live.close() in (129, -signal.SIGHUP)

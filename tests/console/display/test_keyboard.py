"""The keyboard of a Windows console, which is played here, and where there is none."""

import os
import sys
from types import SimpleNamespace
from typing import List

import pytest

from lernmi.console.display import keyboard
from lernmi.console.display.keyboard import UnixKeyboard, WindowsKeyboard, find_keyboard


def console(monkeypatch: pytest.MonkeyPatch, typed: str) -> List[str]:
    """Windows, with these characters waiting to be read."""
    waiting = list(typed)
    monkeypatch.setitem(sys.modules, "termios", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(
        kbhit=lambda: bool(waiting), getwch=lambda: waiting.pop(0)))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(fileno=lambda: 0))
    monkeypatch.setattr(os, "system", lambda command: 0)
    monkeypatch.setattr(keyboard, "is_tty", lambda stream: True)
    monkeypatch.setattr(keyboard, "is_terminal", lambda stream: True)
    return waiting


def test_keys_of_a_windows_console_have_the_names_of_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = console(monkeypatch, " n\r\xe0H\xe0P\t\x03+")
    keys = find_keyboard()
    assert isinstance(keys, WindowsKeyboard)
    keys.open()
    assert keys.read(5.0) == ["space", "n", "enter", "up", "down", "tab", "\x03", "+"]
    assert not waiting and keys.read(0.0) == []
    keys.close()


def test_where_neither_can_be_read_there_is_no_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    console(monkeypatch, "")
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    assert find_keyboard() is None
    monkeypatch.setattr(keyboard, "is_tty", lambda stream: False)
    assert find_keyboard() is None


def test_an_arrow_that_arrives_in_two_pieces_is_one_key() -> None:
    import pty
    from threading import Timer
    there, here = pty.openpty()
    keys = UnixKeyboard(here)
    keys.open()
    os.write(there, b"n\x1b")
    rest = Timer(0.01, os.write, (there, b"[A"))
    rest.start()
    assert keys.read(5.0) == ["n", "up"]
    rest.join()
    os.write(there, b"\x1b")
    assert keys.read(5.0) == ["escape"], "alone, it is a key of its own"
    keys.close()
    os.close(there)
    os.close(here)

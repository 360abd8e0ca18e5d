"""The stage: scenes are shown there one by one, and one can go back to earlier ones."""

from __future__ import annotations

import sys
from typing import Any, Dict, List, Optional, TextIO

from ...support.errors import BadInput
from ..display.keyboard import find_keyboard
from ..display.terminal import is_terminal, is_tty
from .options import LessonOptions

AHEAD, BACK, QUIT = "ahead", "back", "quit"
KEYS: Dict[str, str] = {
    **dict.fromkeys(("enter", "space", "right", "down", "page down", "n"), AHEAD),
    **dict.fromkeys(("b", "left", "up", "page up", "backspace"), BACK),
    **dict.fromkeys(("q", "escape"), QUIT)}
ANSWERS = {"": AHEAD, "n": AHEAD, "b": BACK, "q": QUIT}     # lines, where single keys can't be read
CLEAR = "\x1b[H\x1b[2J"
REST_OF_LINE = "\r\x1b[K"
A_WHILE = 3600.0        # seconds


class Stage:
    """A stream on which scenes are written; what is written is stored, scene by scene.

    On a terminal each begins on an empty screen, and ``wait`` waits after it for a key. On other streams
    scenes follow each other. Of scenes that aren't to be shown, nothing is written.
    """

    def __init__(self, stream: TextIO, options: LessonOptions) -> None:
        self._stream = stream
        self._options = options
        self._scenes: List[str] = [""]      # those that have begun; the title stands on the first
        self._waits = options.pause and options.save is None and is_tty(stream) and is_tty(sys.stdin)
        self._clears = self._waits and is_terminal(stream) and not options.plain

    @property
    def rows(self) -> int:
        """How many rows the present scene has so far."""
        return self._scenes[-1].count("\n")

    @property
    def count(self) -> int:
        """How many scenes have begun."""
        return len(self._scenes)

    def write(self, text: str) -> int:
        """Write a text of the present scene."""
        self._scenes[-1] += text
        return self._stream.write(text) if self._is_shown() else len(text)

    def __getattr__(self, name: str) -> Any:
        """All else is the stream's: its encoding, flush, whether it is a terminal."""
        return getattr(self._stream, name)

    def begin(self) -> None:
        """Begin the next scene, once somebody asks for it."""
        self.wait()
        self._scenes.append("")
        if self._clears and self._is_shown():
            self._stream.write(CLEAR)

    def end(self) -> None:
        """After the last scene. Raises BadInput where the one that was asked for has never come."""
        self.wait()
        if self._options.scene is not None and self._options.scene > self.count:
            raise BadInput(f"there is no scene {self._options.scene}: the lesson has {self.count}.")

    def wait(self) -> None:
        """Where there are pauses, wait until somebody asks for what comes after the present scene."""
        if not (self._waits and self._is_shown()):
            return
        last = shown = self.count - 1
        while shown <= last:
            answer = self._answer(shown)
            if answer == QUIT:
                sys.exit(0)
            shown = max(shown - 1, 0) if answer == BACK else shown + 1
            if shown <= last:
                self._stream.write(CLEAR * self._clears + self._scenes[shown])

    def _is_shown(self) -> bool:
        """Whether the present scene is to be seen."""
        first = self._options.scene
        return first is None or (self.count >= first if self._waits else self.count == first)

    def _answer(self, scene: int) -> str:
        """What the key or line means that is typed below a scene."""
        keyboard = find_keyboard()
        prompt = "Enter: go on" + ", b: back" * (scene > 0) + ", q: quit "
        if keyboard is None:
            return self._typed(prompt)
        self._stream.write(prompt)
        self._stream.flush()
        keyboard.open()
        try:
            while True:
                for key in keyboard.read(A_WHILE):
                    if key in KEYS:
                        return KEYS[key]
        finally:
            keyboard.close()
            self._stream.write(REST_OF_LINE)
            self._stream.flush()

    def _typed(self, prompt: str) -> str:
        """What a line means; it is asked for again where it means nothing."""
        answer: Optional[str] = None
        while answer is None:
            answer = ANSWERS.get(input(prompt).strip().lower())
        return answer

"""The stage: scenes are shown there one by one, and one can go back to earlier ones."""

from __future__ import annotations

import shutil
import sys
from typing import Any, Dict, List, Mapping, TextIO, Union

from ...support.errors import BadInput
from ..display.keyboard import find_keyboard
from ..display.terminal import Screens, is_terminal, is_tty
from ..progress_line import ProgressLine
from .options import LessonOptions

AHEAD, BACK, QUIT = "ahead", "back", "quit"
KEYS: Dict[str, str] = {
    **dict.fromkeys(("enter", "space", "right", "down", "page down", "n"), AHEAD),
    **dict.fromkeys(("b", "left", "up", "page up", "backspace"), BACK),
    **dict.fromkeys(("q", "escape", "ctrl-d"), QUIT)}
ANSWERS = {"": AHEAD, "n": AHEAD, "b": BACK, "q": QUIT}     # lines, where single keys can't be read
WORDS = {AHEAD: "Enter: go on", BACK: "b: back", QUIT: "q: quit"}
CLEAR = "\x1b[H\x1b[2J"
REST_OF_LINE = "\r\x1b[K"
A_WHILE = 3600.0        # seconds


class Stage:
    """A stream on which scenes are written; what is written is stored, scene by scene.

    On a terminal each begins on an empty screen, and ``wait`` waits after it for a key; where a scene is
    higher than the screen, there is a pause before anything scrolls away. On other streams scenes follow
    each other. Of scenes that aren't to be shown, nothing is written.
    """

    def __init__(self, stream: TextIO, options: LessonOptions) -> None:
        self._stream: Union[TextIO, Screens] = stream
        self._options = options
        self._scenes: List[List[str]] = [[]]      # the texts of those that have begun
        self._working = ProgressLine(plain=options.plain)
        self._waits = options.pause and options.save is None and is_tty(stream) and is_tty(sys.stdin)
        if self._waits and is_terminal(stream) and not options.plain:
            self._stream = Screens(stream, _rows_of_screen(), self._go_on)

    @property
    def rows(self) -> int:
        """How many rows the present scene has so far, on the present screen."""
        if isinstance(self._stream, Screens) and self._is_shown():
            return self._stream.rows
        return "".join(self._scenes[-1]).count("\n")

    @property
    def has_pauses(self) -> bool:
        """Whether there is a pause before anything scrolls away."""
        return isinstance(self._stream, Screens)

    @property
    def count(self) -> int:
        """How many scenes have begun."""
        return len(self._scenes)

    def write(self, text: str) -> int:
        """Write a text of the present scene."""
        self._scenes[-1].append(text)
        if not self._is_shown():
            return len(text)
        self._working.restart()
        return self._stream.write(text)

    def working(self, what: str) -> ProgressLine:
        """A line that says how far the work is, from a second after the latest output on until the next."""
        self._working.what = what
        return self._working

    def __getattr__(self, name: str) -> Any:
        """All else is the stream's: its encoding, flush, whether it is a terminal."""
        return getattr(self._stream, name)

    def rest(self) -> None:
        """Nothing is being computed any more."""
        self._working.restart()

    def begin(self) -> None:
        """Begin the next scene, once somebody asks for it."""
        self.wait()
        self._scenes.append([])
        if self._is_shown():
            self._clear()

    def end(self) -> None:
        """After the last scene. Raises BadInput where the one that was asked for has never come."""
        self.wait()
        if self._options.scene is not None and self._options.scene > self.count:
            raise BadInput(f"there is no scene {self._options.scene}: the lesson has {self.count}.")

    def wait(self) -> None:
        """Where there are pauses, wait until somebody asks for what comes after the present scene."""
        self.rest()
        if not (self._waits and self._is_shown()):
            return
        last = shown = self.count - 1
        while shown <= last:
            words = WORDS if shown else {word: WORDS[word] for word in (AHEAD, QUIT)}
            shown = shown - 1 if self._answer(words) == BACK else shown + 1
            if shown <= last:
                self._clear()
                for text in self._scenes[shown]:        # not at once: what stayed together still does
                    self._stream.write(text)

    def _is_shown(self) -> bool:
        """Whether the present scene is to be seen."""
        first = self._options.scene
        return first is None or (self.count >= first if self._waits else self.count == first)

    def _clear(self) -> None:
        """Empty the screen, where a scene has one of its own."""
        if isinstance(self._stream, Screens):
            sys.stdout.write(CLEAR)
            self._stream.begin_anew(_rows_of_screen())

    def _go_on(self) -> None:
        """In the middle of a scene that is higher than the screen."""
        self._answer({AHEAD: "Enter: the rest of this scene", QUIT: WORDS[QUIT]})
        self._clear()

    def _answer(self, words: Mapping[str, str]) -> str:
        """Which of these answers is given, by a key or, where single keys can't be read, by a line.

        The answer to quit ends the program.
        """
        prompt = ", ".join(words.values()) + " "
        answer = ""
        while answer not in words:
            answer = self._pressed(prompt)
        if answer == QUIT:
            sys.exit(0)
        return answer

    def _pressed(self, prompt: str) -> str:
        keyboard = find_keyboard()
        if keyboard is None:
            return ANSWERS.get(input(prompt).strip().lower(), "")
        keyboard.open()
        try:
            while keyboard.read(0.0):       # what was typed while something was computed
                pass
            sys.stdout.write(prompt)
            sys.stdout.flush()
            keys = keyboard.read(A_WHILE)
            return KEYS.get(keys[0], "") if keys else ""
        finally:
            keyboard.close()
            sys.stdout.write(REST_OF_LINE)
            sys.stdout.flush()


def _rows_of_screen() -> int:
    """How many there are above the prompt, now: a projector's font may have become larger since."""
    return shutil.get_terminal_size().lines - 1

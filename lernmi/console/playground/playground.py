"""The playground: a network that learns on a live screen, and does what the keys say."""

from __future__ import annotations

import time
from typing import Sequence

from ...support.errors import LernmiError
from ..display.page import Page
from .controls import Controls
from .pace import Pace
from .screen.frame import frame
from .screen.painter import Painter
from .screen.scenes import scene_for
from .stepping_in import step_into
from .terminal import Terminal

IDLE = 0.2              # seconds between two looks at the size of the terminal, while nothing happens


class Playground:
    """Shows frames, reads keys, and lets the network learn, in turn, until it is left."""

    def __init__(self, controls: Controls, terminal: Terminal, page: Page) -> None:
        self.controls = controls
        self._terminal = terminal
        self._page = page
        self._painter = Painter(page)
        self._size = 0, 0
        self._scene = scene_for(controls.training)
        self._is_new = True             # whether something has changed since the latest frame
        self._pace = Pace(controls, time.monotonic)

    def run(self) -> None:
        """From the first frame to the end. Ctrl-C raises KeyboardInterrupt, a signal to end SystemExit."""
        with self._terminal.opened():
            while not self.controls.is_over:
                self._terminal.attend()
                self._show()
                self._press(self._terminal.keys(self._pace.wait(IDLE)))
                self._step_in()
                self._is_new |= self._pace.learn()

    def _show(self) -> None:
        """A frame, if there is something new."""
        size = self._terminal.size()
        if size != self._size:
            self._size, self._is_new = size, True
            self._page = Page(digits=self._page.digits, width=size[0])
            self._painter = Painter(self._page)
            self._terminal.clear()
        if self._is_new:
            self._is_new = False
            lines = frame(self._page, self.controls, self._scene, *size)
            self._terminal.show([self._painter.written(line) for line in lines])

    def _press(self, keys: Sequence[str]) -> None:
        network = self.controls.training.network
        for key in keys:
            self.controls.press(key)
            self._is_new = True
            if key == "ctrl-l":
                self._terminal.clear()
        if self.controls.training.network is not network:
            self._scene = scene_for(self.controls.training)

    def _step_in(self) -> None:
        """Into the stepper, if a sample was chosen for it."""
        number, self.controls.sample = self.controls.sample, None
        if number is None:
            return
        try:
            with self._terminal.left():
                step_into(Page(digits=self._page.digits), self.controls.training, number)
            self.controls.message = "Back from the stepper: the network is as it was before."
        except LernmiError as error:
            self.controls.message = f"Not done: {error}"
        self._is_new = True
        self._pace.begin_anew()

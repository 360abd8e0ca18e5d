"""The picture of an exercise's network: drawn by others, put into the exports that can hold one."""

from __future__ import annotations

from typing import Callable, Optional

from ..worksheets.exercise import Exercise

Picture = Optional[Callable[[Exercise], str]]       # an exercise's network as SVG; None for no picture

"""Things that a person can look at: printed, saved to a file, or shown in a notebook.

How each thing looks is known to lernmi.console alone, the only part that needs rich.
It is looked up by name at the moment somebody wants to look, so that this module, and
everything built on it, can be imported and run without it.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Dict, Union


def brief(number: float) -> str:
    """A number for one short line: three decimals, or a power of ten where those say nothing.

    >>> brief(0.45), brief(-0.00001234), brief(0.0)
    ('0.450', '-1.23e-05', '0.000')
    """
    if number == 0.0 or 0.0005 <= abs(number) < 1e6:
        return f"{number:.3f}"
    return f"{number:.2e}"


def significant(number: float, digits: int) -> str:
    """A number with so many significant digits.

    >>> significant(0.13849856, 4), significant(-0.0, 4)
    ('0.1385', '0')
    """
    return f"{number + 0.0:.{digits}g}"         # + 0.0: no one wants to read -0


class Shown:
    """A thing that knows how to be looked at."""

    def print(self, **options: Any) -> None:
        """Print to the terminal. Options: digits=4, plain=False, width=None; a trace's only."""
        _console().print_thing(self, **options)

    def save_picture(self, path: Union[str, Path], **options: Any) -> None:
        """Save how it looks as .html, .svg or .txt, by the path's ending; each opens offline.

        Raises BadInput for another ending or a file that can't be written.
        """
        _console().save_thing(self, path, **options)

    def _repr_mimebundle_(self, **_: Any) -> Dict[str, str]:
        bundle: Dict[str, str] = _console().notebook_bundle(self)
        return bundle


def _console() -> Any:
    return importlib.import_module("lernmi.console")

"""The command line of a program: wrong use is a BadInput, as all wrong input is."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from ...support.errors import BadInput

LONGEST = 200           # characters of a sentence about wrong use: it quotes what was typed


class ArgumentParser(argparse.ArgumentParser):
    """Errors are raised, so that all of them look alike."""

    def error(self, message: str) -> NoReturn:
        """Raise it as a BadInput."""
        message = message if len(message) <= LONGEST else message[:LONGEST] + "…"
        raise BadInput(f"{message}. Try {self.prog} --help")

    def print_help(self, file: Any = None) -> None:
        """Unlike argparse's own, it raises where the help can't be written."""
        print(self.format_help(), end="", file=file)

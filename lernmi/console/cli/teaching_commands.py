"""The teacher's commands: what belongs to each is imported when it is used."""

from __future__ import annotations

import argparse
from typing import Callable, Dict

from .results import Command


def _bugs(options: argparse.Namespace) -> int:
    """List the classic bugs of backpropagation, or show one: right and wrong side by side."""
    from ..teaching.bugs import run
    return run(options)


def _add_bugs(command: argparse.ArgumentParser, name: str) -> None:
    from ..teaching.bugs import add_arguments
    add_arguments(command)


def _diagnose(options: argparse.Namespace) -> int:
    """Say which mistake is in the gradients of a user's own program; exit status 1 where they are wrong."""
    from ..teaching.diagnose import run
    return run(options)


def _add_diagnose(command: argparse.ArgumentParser, name: str) -> None:
    from ..teaching.diagnose import add_arguments
    add_arguments(command)


def _compare(options: argparse.Namespace) -> int:
    """Compare two recorded steps: the first move where they part, and what follows from it."""
    from ..teaching.compare import run
    return run(options)


def _add_compare(command: argparse.ArgumentParser, name: str) -> None:
    from ..teaching.compare import add_arguments
    add_arguments(command)


def _influence(options: argparse.Namespace) -> int:
    """Say which samples help and which hurt another one, by the product of their sensitivities."""
    from ..teaching.influence import run
    return run(options)


def _add_influence(command: argparse.ArgumentParser, name: str) -> None:
    from ..teaching.influence import add_arguments
    add_arguments(command)


def _worksheet(options: argparse.Namespace) -> int:
    """Write worksheets: a learning step to compute on paper, other numbers for each pupil, with the key."""
    from ..teaching.worksheet import run
    return run(options)


def _add_worksheet(command: argparse.ArgumentParser, name: str) -> None:
    from ..teaching.worksheet import add_arguments
    add_arguments(command)


def _mark(options: argparse.Namespace) -> int:
    """Mark what pupils answered on their worksheets, from a CSV file or typed in."""
    from ..teaching.mark import run
    return run(options)


def _add_mark(command: argparse.ArgumentParser, name: str) -> None:
    from ..teaching.mark import add_arguments
    add_arguments(command)


TEACHING_COMMANDS: Dict[str, Command] = {
    "bugs": _bugs, "diagnose": _diagnose, "compare": _compare, "influence": _influence,
    "worksheet": _worksheet, "mark": _mark}
TEACHING_ARGUMENTS: Dict[str, Callable[[argparse.ArgumentParser, str], None]] = {
    "bugs": _add_bugs, "diagnose": _add_diagnose, "compare": _add_compare, "influence": _add_influence,
    "worksheet": _add_worksheet, "mark": _add_mark}

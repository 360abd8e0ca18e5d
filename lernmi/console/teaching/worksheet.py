"""The command worksheet."""

from __future__ import annotations

import argparse


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What the command takes."""


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    return 0

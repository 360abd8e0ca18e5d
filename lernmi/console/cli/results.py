"""The result of a command on an example: printed on a page, drawn and saved on request."""

from __future__ import annotations

import argparse
import functools
from pathlib import Path
from typing import Callable, NamedTuple, Optional

from ...web.svg import Svg
from ..display.page import Page
from ..display.page_export import check_saving, save_page, shows_pictures
from ..display.terminal import MOST_COLUMNS
from .example_options import ConfiguredExample, configured_example

OK = 0
Command = Callable[[argparse.Namespace], int]       # returns the exit status


class Result(NamedTuple):
    """An exit status, what prints the result, and what draws it, if it can be drawn."""

    status: int
    print: Callable[[Page], None]
    draw: Optional[Callable[[], Optional[Svg]]] = None


def on_example(compute: Callable[[ConfiguredExample, argparse.Namespace], Result]) -> Command:
    """The command that prints what ``compute`` returns for an example, and saves it on request."""
    @functools.wraps(compute)
    def command(options: argparse.Namespace) -> int:
        if options.save:
            check_saving(Path(options.save), options.force)
        example = configured_example(options)
        page = Page(digits=options.digits, plain=options.plain, by_screens=True)
        result = compute(example, options)
        with page.block():
            example.introduce(page)
        result.print(page)
        if options.save:
            _save(example, options, result)
            page.line(f"Saved as {options.save}.")
        return result.status
    return command


def _save(example: ConfiguredExample, options: argparse.Namespace, result: Result) -> None:
    """Save the result below its introduction: drawn where it can be drawn, otherwise as text."""
    is_drawn = shows_pictures(Path(options.save)) and not options.plain
    picture = result.draw() if result.draw and is_drawn else None
    saved = Page(digits=options.digits, plain=options.plain, record=True,
                 width=MOST_COLUMNS if picture else 100, coloured=shows_pictures(Path(options.save)))
    example.introduce(saved)
    if picture is None:
        result.print(saved)
    title = f"lernmi {options.command} {example.example.name}"
    save_page(saved, options.save, title, options.force, picture)

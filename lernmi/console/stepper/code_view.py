"""The lines of the method that moves, on a page, with those marked that have just run."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import wrap
from typing import Iterable, List, Sequence

from rich.cells import cell_len
from rich.text import Text

from ...stepping.running_code import RunningCode
from ..display.page import Page

COMMENT = re.compile(r"\s\s+# .*")
MARK = "▶"
CONTINUED = " " * 8


def print_code(page: Page, what: str, code: RunningCode, writes: Sequence[int]) -> None:
    """The method, and what it calls, as far as they made these of the move's changes.

    Each with its file and the number of its first marked line: a link, where a terminal makes it one.
    Where the page is too narrow, comments are left out.
    """
    blocks = [(block, {block.written[write] for write in writes} - {None}) for block in code.blocks]
    ran = [(block, marked) for block, marked in blocks if marked] or blocks[:1]
    widest = max(cell_len(line) for block, _ in ran for line in block.lines)
    margin = max(len(str(block.numbers[-1])) for block, _ in ran)
    has_comments = page.plain or not page.laid_out or widest + margin + len(f"{MARK}  ") <= page.width
    for number, (block, marked) in enumerate(ran):
        _print_heading(page, f"{what}: " if number == 0 else "and ", block, marked)
        for index, line in enumerate(block.lines):
            text = line if has_comments else COMMENT.sub("", line)
            _print_line(page, block.numbers[index], text, index in marked, margin)


def _print_heading(page: Page, before: str, block: RunningCode, marked: Iterable[object]) -> None:
    """ "w5: GradientDescent.new_values, lernmi/training/optimizers.py:155"."""
    lines = sorted(line for line in marked if isinstance(line, int))
    number = block.numbers[lines[0]] if lines else block.first
    where = page.as_text(f"{block.file}, line {number}:" if page.plain else f"{block.file}:{number}")
    if page.laid_out and Path(block.path).is_absolute():
        where.stylize(f"link {Path(block.path).as_uri()}")
    heading = Text.assemble(page.as_text(before + block.method), ", ", where)
    page.show(heading, wraps=True)


def _print_line(page: Page, number: int, line: str, is_marked: bool, margin: int) -> None:
    """A line of code as it stands in its file, with its number."""
    if page.plain:
        page.show(Text(page.as_it_is(f"Line {number}{', just run' if is_marked else ''}: {line}")))
        return
    before = f"{MARK if is_marked else ' '} {number:>{margin}} "
    for index, row in enumerate(_rows(page, line, page.width - len(before))):
        text = Text(page.as_it_is((before if index == 0 else " " * len(before)) + row))
        text.stylize("bold" if is_marked else "dim")
        page.show(text if page.laid_out else Text(text.plain))


def _rows(page: Page, line: str, width: int) -> List[str]:
    """The line in rows that fit a terminal."""
    if not page.laid_out or cell_len(line) <= width:
        return [line]
    indent = line[:len(line) - len(line.lstrip())]
    return wrap(line.strip(), width, initial_indent=indent, subsequent_indent=indent + CONTINUED,
                break_on_hyphens=False)

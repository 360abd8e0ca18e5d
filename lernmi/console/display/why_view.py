"""Whose fault is it? The tree of products and sums behind one sensitivity, on a page."""

from __future__ import annotations

import itertools
import math
from textwrap import wrap
from typing import List, Optional, Sequence

from rich.text import Text
from rich.tree import Tree

from ...link import Link
from ...network.names import in_parentheses
from ...tracing.explanation import explain
from ...tracing.reasons.not_finite import origins, origins_sentence
from ...tracing.why import Path, Why
from ...tracing.why_tree import Branch, WhyTree, folded, folded_path
from .page import Page, count_of
from .why_answer import print_answer, print_truth

MOST_CAUSES = 120       # more are left out of the tree
MOST_PATHS = 20         # the strongest are shown
MOST_OF_ALL = 10_000    # where everything is asked for
INDENT = 4
REST = 8                # rows for the question, the sums and the answer
NEARER = "ask for one nearer to the output"


def print_why(page: Page, why: Why, later: Sequence[int] = (), *, everything: bool = False,
              by_screens: bool = False, more: str = NEARER, truth: Optional[float] = None) -> None:
    """The answer first, then the tree from the loss down, then the paths that aren't 0.

    ``later``: the moves that add to the sensitivity yet, so that it isn't ∂loss/∂value so far. On a
    terminal all of it fits a screen; or the tree fits one and the paths another, where these come
    one by one (``by_screens``). ``everything``: the whole tree and each path; ``more``: what is
    advised where something is left out; ``truth``: with a wrong engine, the right one's sensitivity.
    """
    meaning = "by this wrong engine" if why.trace.network.bugs else f"= ∂loss/∂{in_parentheses(why.name)}"
    question = (f"Whose fault is it? Sensitivity of {why.name} {'so far' if later else meaning} = ",
                page.signed(why.sensitivity))
    if not why.number_of_paths:
        page.line(*question, style="bold" if page.laid_out else "")
        if why.trace.network.bugs:
            page.line(f"This wrong engine passes nothing back from the loss to {why.name}.")
            print_truth(page, why, truth)
        else:
            page.line(f"Nothing leads from {why.name} to the loss.")
        return
    tree = _TreeWriter(page, why)
    screen = math.inf if everything or page.rows is None else page.rows
    room, by_screens = screen - REST, by_screens or page.by_screens
    rows = tree.rows() if everything or tree.size <= MOST_CAUSES else math.inf
    with page.block():
        page.line(*question, style="bold" if page.laid_out else "")
        if rows <= (screen if by_screens else room) and rows < math.inf:
            tree.write()
            room = room if by_screens else room - rows
        else:
            page.line(f"The tree of {tree.size:,} sensitivities is left out; {more}.")
    if not math.isfinite(why.sensitivity):
        page.blank()
        reason = origins_sentence(origins(why.trace, why.causes[-1].number), page.number)
        page.line(f"This is no finite number. {reason}")
        return
    with page.block():
        paths = _print_paths(page, why, room, MOST_OF_ALL if everything else MOST_PATHS)
        if not later:
            print_answer(page, why, paths)
            print_truth(page, why, truth)


# ---- the tree

class _TreeWriter:
    """Writes the tree of a why on a page."""

    def __init__(self, page: Page, why: Why) -> None:
        self.page = page
        loss = why.trace.network.loss
        self.title = f"loss = {loss.formula or loss.name} = {page.number(why.trace.loss)}"
        tree = WhyTree(why)
        self.size = tree.size
        self.root = tree.root

    def rows(self) -> int:
        """How many rows it takes on a terminal."""
        return self.page.rows_of(self._laid_out(self.root)) if self.page.laid_out else 0

    def write(self) -> None:
        """A tree on a terminal; elsewhere a line for each sensitivity, indented."""
        if self.page.laid_out:
            self.page.show(self._laid_out(self.root))
            return
        waiting = [(self.root, 0)]
        while waiting:
            branch, depth = waiting.pop()
            chain = branch.chain()
            for line in self._lines(chain, depth):
                self.page.line("" if self.page.plain else "  " * depth, line)
            waiting += [(child, depth + 1) for child in reversed(chain[-1].children)]

    def _laid_out(self, branch: Branch, depth: int = 0) -> Tree:
        """The same tree as rich draws it, in the symbols of the page."""
        chain = branch.chain()
        label = "\n".join(map(self.page.text, self._lines(chain, depth)))
        tree = Tree(Text(label), guide_style="dim")
        tree.children = [self._laid_out(child, depth + 1) for child in chain[-1].children]
        return tree

    def _lines(self, chain: Sequence[Branch], depth: int) -> List[str]:
        """The lines of a chain; one for many neurons that only pass a sensitivity on."""
        lines: List[str] = []
        for fold in folded([(branch.thing, branch) for branch in chain]):
            if fold.neurons:
                lines.append(f"passed on unchanged through {fold.neurons:,} neurons, "
                             f"to {fold.steps[-1].thing.name}")
                continue
            for branch in fold.steps:
                lines += self._equation(branch, self.page.width - INDENT * depth)
        return lines

    def _equation(self, branch: Branch, width: int) -> List[str]:
        """name = words = numbers = result, in a line or, where a page is too narrow, in two."""
        page = self.page
        if branch.number is None:
            return [self.title]
        if branch.terms:
            terms = " + ".join(map(page.number, branch.terms))
            return [f"{branch.name} {terms} = {page.number(branch.number)}"]
        explained = explain(branch.number, page.number)
        first, *others = explained.sides if explained.is_computed else [explained.result]
        first = f"{branch.name} {first}"
        rest = "".join(f" = {side}" for side in others)
        if not rest or not page.laid_out or len(page.text(first + rest)) <= width:
            return [first + rest]
        if len(page.text(first)) <= width:
            return [first, " " * (INDENT - 1) + rest]
        return wrap(page.text(first + rest), width, subsequent_indent=" " * INDENT, break_long_words=False,
                    break_on_hyphens=False)


# ---- the paths

def _print_paths(page: Page, why: Why, room: float, most: int) -> List[Path]:
    """The strongest paths that aren't 0, as many as there is room for, and what the others come to."""
    zeros = why.number_of_zero_paths
    count = why.number_of_paths - zeros
    paths: List[Path] = []
    for path in itertools.islice(why.paths(), min(max(count, 1), most)):
        room -= page.rows_of(page.as_text(_path_text(page, why, path))) if room < math.inf else 0
        is_last = len(paths) + 1 == count       # so there is no row for the others
        if paths and room < (-1 if is_last else 0):
            break
        paths.append(path)
    page.blank()
    page.line(_headline(why, count, len(paths)))
    for path in paths:
        page.line(_path_text(page, why, path), page.signed(path.product))
    if count > len(paths):
        rest = why.sensitivity - math.fsum(path.product for path in paths)
        others = f"{count - len(paths):,} paths together" if count > len(paths) + 1 else "path"
        page.line(f"  the other {others} = ", page.signed(rest))
    if zeros and count:
        page.line(f"  {count_of(zeros, 'other path')} {'is' if zeros == 1 else 'are'} 0")
    if count > 1:
        page.line("  their sum = ", page.signed(why.sensitivity))
    return paths


def _headline(why: Why, count: int, shown: int) -> str:
    way = f"from the loss to {why.name}"
    if not count:
        everyone = why.number_of_paths
        return f"The path {way} is 0:" if everyone == 1 else f"All {everyone:,} paths {way} are 0, such as:"
    number = f"{shown} " if shown > 1 else ""
    strongest = f"{number}strongest of " if count > shown else ""
    return f"The {strongest}{count:,} paths {way}:" if count > 1 else f"The path {way}:"


def _path_text(page: Page, why: Why, path: Path) -> str:
    """The names on a path, and its factors; neurons that only pass a sensitivity on are counted."""
    names: List[str] = []
    factors: List[str] = []
    for fold in folded_path(why, path):
        things = [thing for thing, _ in fold.steps if not isinstance(thing, Link) or thing is why.thing]
        if fold.neurons:
            names += [f"({fold.neurons - 1:,} more)", in_parentheses(things[-1].name)]
            factors.append(f"1 ({len(fold.steps):,} times)")
        else:
            names += [in_parentheses(thing.name) for thing in things]
            factors += [page.number(factor) for _, factor in fold.steps]
    return f"  {' → '.join(names)}: {' × '.join(factors)} = "

"""Whose fault is it? The tree of products and sums behind one sensitivity, on a page."""

from __future__ import annotations

import itertools
import math
from typing import Dict, List, Sequence, Tuple

from rich.text import Text
from rich.tree import Tree

from ...network.names import in_parentheses
from ...tracing.explanation import explain
from ...tracing.traced_number import TracedNumber
from ...tracing.why import Contribution, Path, Why
from ...weight import Weight
from .page import Page

MOST_CAUSES = 120       # more are left out of the tree
MOST_PATHS = 20         # the strongest are shown
NEXT_LINE = "\n    "


def print_why(page: Page, why: Why, later: Sequence[int] = ()) -> None:
    """The answer first, then the tree from the loss down, then every path.

    ``later``: the moves that add to the sensitivity yet, so that it isn't ∂loss/∂value so far.
    """
    meaning = "so far" if later else f"= ∂loss/∂{in_parentheses(why.name)}"
    page.line(f"Whose fault is it? Sensitivity of {why.name} {meaning} = ",
              page.signed(why.sensitivity), style="bold" if page.laid_out else "")
    if not why.number_of_paths:
        page.line(f"Nothing leads from {why.name} to the loss.")
        return
    if len(why.causes) <= MOST_CAUSES:
        _print_tree(page, _tree(page, why))
    else:
        page.line(f"The tree of {len(why.causes):,} sensitivities is left out; "
                  "ask for one nearer to the output.")
    paths = list(itertools.islice(why.paths(), MOST_PATHS))
    _print_paths(page, why, paths)
    if not later:
        _print_answer(page, why, paths)


# ---- the tree

def _tree(page: Page, why: Why) -> Tree:
    """A line for each sensitivity, as text; under each, the lines that follow from it."""
    loss = why.trace.network.loss
    root = Tree(f"loss = {loss.formula or loss.name} = {page.number(why.trace.loss)}")
    trees: Dict[int, Tree] = {}
    for cause in why.causes:
        name = cause.number.words()
        if len(cause.terms) == 1:
            term = cause.terms[0]
            trees[id(cause.number)] = _parent(term, trees, root).add(
                f"{name} = {_equation(page, term.number)}")
            continue
        for term in cause.terms:
            _parent(term, trees, root).add(f"to {cause.thing.name}: {_equation(page, term.number)}")
        terms = " + ".join(page.number(term.number) for term in cause.terms)
        trees[id(cause.number)] = root.add(f"{name} = {terms} = {page.number(cause.number)}")
    return root


def _parent(term: Contribution, trees: Dict[int, Tree], root: Tree) -> Tree:
    return root if term.origin is None else trees[id(term.origin)]


def _equation(page: Page, number: TracedNumber) -> str:
    """words = numbers = result"""
    explained = explain(number, page.number)
    if not explained.is_computed:
        return explained.result
    first, *others = explained.sides
    return f"{first}{NEXT_LINE if page.laid_out else ' '}= {' = '.join(others)}"


def _chain(tree: Tree) -> Tuple[List[str], List[Tree]]:
    """The lines that follow one from another without a fork, and the fork at their end."""
    lines = [str(tree.label)]
    while len(tree.children) == 1:
        tree = tree.children[0]
        lines.append(str(tree.label))
    return lines, tree.children


def _print_tree(page: Page, root: Tree) -> None:
    if page.laid_out:
        page.show(_laid_out(page, root))
        return
    waiting = [(root, 0)]
    while waiting:
        tree, depth = waiting.pop()
        lines, fork = _chain(tree)
        for line in lines:
            page.line("" if page.plain else "  " * depth, line)
        waiting += [(child, depth + 1) for child in reversed(fork)]


def _laid_out(page: Page, tree: Tree) -> Tree:
    """The same tree with each chain in one label, in the symbols of the page."""
    lines, fork = _chain(tree)
    laid_out = Tree(Text(page.text("\n".join(lines))), guide_style="dim")
    laid_out.children = [_laid_out(page, child) for child in fork]
    return laid_out


# ---- the paths

def _print_paths(page: Page, why: Why, paths: List[Path]) -> None:
    count = why.number_of_paths
    page.blank()
    strongest = f"{len(paths)} strongest of " if count > len(paths) else ""
    number = f"{strongest}{count:,} paths" if count > 1 else "path"
    page.line(f"The {number} from the loss to {why.name}:")
    for path in paths:
        factors = " × ".join(page.number(factor) for factor in path.factors)
        page.line(f"  {' → '.join(map(in_parentheses, path.names))}: {factors} = ", page.signed(path.product))
    shown = math.fsum(path.product for path in paths)
    if count > len(paths):
        page.line(f"  the other {count - len(paths):,} paths together = ",
                  page.signed(why.sensitivity - shown))
        shown = why.sensitivity
    if count > 1:
        page.line("  their sum = ", page.signed(shown))


def _print_answer(page: Page, why: Why, paths: List[Path]) -> None:
    """The same in a sentence or two."""
    page.blank()
    kind = "" if isinstance(why.thing, Weight) else "the value of "
    direction = "rises" if why.sensitivity > 0.0 else "falls"
    if why.sensitivity == 0.0:
        page.line(f"A small change of {kind}{why.name} changes nothing: somewhere on every path "
                  "a factor is 0, or the paths cancel out.")
        return
    page.line(f"If {kind}{why.name} rises a little, the loss {direction} "
              f"{page.number(abs(why.sensitivity))} times as much"
              f"{_learning(why)}.")
    shares = _shares(paths)
    if why.number_of_paths == len(paths) and len(shares) > 1:
        text = ", ".join(f"{name} for {page.number(share)}" for name, share in shares.items())
        page.line(f"Who answers for it: {text}.")


def _learning(why: Why) -> str:
    if not isinstance(why.thing, Weight):
        return ""
    if not why.thing.trainable:
        return "; but it is fixed, so learning leaves it alone"
    return f": learning makes it {'smaller' if why.sensitivity > 0.0 else 'larger'}"


def _shares(paths: List[Path]) -> Dict[str, float]:
    """How much of the sensitivity came from each output."""
    shares: Dict[str, List[float]] = {}
    for path in paths:
        shares.setdefault(path.names[0], []).append(path.product)
    return {name: math.fsum(products) for name, products in shares.items()}

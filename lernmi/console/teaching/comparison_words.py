"""What is behind the differences of two steps, in words."""

from __future__ import annotations

from collections import Counter
from typing import Iterable, List, Tuple

from rich.text import Text

from ...support.formatting import significant
from ...support.validation import MOST_DIGITS
from ...tracing.comparison import Cause, Comparison, Difference
from ...tracing.comparison.difference import ONLY, OPERATION, START
from ...tracing.moves import PHASES
from ..display.page import Page, count_of
from ..display.trace_view import mover_text

MOST_LISTED = 3             # numbers of one cause
MOST_RANGES = 5             # of positions
NOUNS = {"weight": "weight", "memory": "memory of the optimizer"}


def first_letter(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def digits_of(page: Page, difference: Difference) -> int:
    """As many digits as it takes to see that two numbers differ."""
    first, second = difference.numbers
    if first is None or second is None:
        return page.digits
    return next((digits for digits in range(page.digits, MOST_DIGITS)
                 if significant(first, digits) != significant(second, digits)), MOST_DIGITS)


def both_numbers(page: Page, difference: Difference) -> Tuple[Text, Text]:
    """Both numbers in the colours of their signs."""
    precise = page.with_digits(digits_of(page, difference))
    first, second = (Text("none") if number is None else precise.signed(number)
                     for number in difference.numbers)
    return first, second


def cause_sentence(page: Page, comparison: Comparison, cause: Cause) -> str:
    """What is behind differences, in a sentence or two."""
    first, count = cause.first, len(cause.differences)
    if cause.kind == START:
        return f"From the start, {_kinds(comparison, cause)}{_listed(page, cause)}."
    if cause.kind == ONLY:
        return _only(cause)
    functions = _functions(comparison, first)
    if cause.kind == OPERATION and len(set(functions)) == 2:
        return (f"Another {'loss' if first.move.phase == 'loss' else 'activation'}, {functions[0]} in A and "
                f"{functions[1]} in B, in {_moves(cause)} of {first.move.phase}.")
    reason = "computed otherwise" if cause.kind == OPERATION else \
        "not the same, though both compute it alike from equal numbers"
    if first is comparison.parting:
        return f"This is {reason}{f', in {_moves(cause)}' if count > 1 else ''}."
    others = f" The same in {_moves(cause)}." if count > 1 else ""
    return (f"{first_letter(first.name)} is {reason} in move {first.order:,}, "
            f"{mover_text(first.move, ': ')}.{others}")


def _functions(comparison: Comparison, difference: Difference) -> List[str]:
    """The names of the losses or activations that computed it."""
    if difference.move.phase == "loss":
        return [step.network.loss.name for step in (comparison.first, comparison.second)]
    activations = [getattr(move.mover if move else None, "activation", None) for move in difference.moves]
    return [activation.name for activation in activations if activation is not None]


def _only(cause: Cause) -> str:
    """Moves that only one step has, or numbers that it alone writes."""
    first = cause.first
    if first.changes == (None, None):
        letter = "A" if first.positions[0] else "B"
        return f"Only {letter} has {_moves(cause)} of {first.move.phase}: {_names(cause)}."
    letter = "A" if first.changes[0] else "B"
    return f"Only {letter} writes this, in {_moves(cause)} of {first.move.phase}: {_names(cause)}."


def _kinds(comparison: Comparison, cause: Cause) -> str:
    """ "all 9 weights differ", "1 input differs"."""
    (kind, attribute), count = cause.first.group[:2], len(cause.differences)
    if kind == "optimizer":
        return f"the optimizer's {attribute.replace('_', ' ')} differs"
    network = comparison.first.network
    noun = {"target": "target", "value": NOUNS.get(kind, "number")}.get(attribute, f"number ({attribute})")
    change = cause.first.changes[0]
    if change is not None and change.place.thing in network.inputs:
        noun = "input"
    everyone = len(network.weights) if noun == "weight" and count > 1 else 0
    if everyone > count:
        return f"{count:,} of {count_of(everyone, noun)} {_differ(count)}"
    return f"{'all ' * (everyone == count)}{count_of(count, noun)} {_differ(count)}"


def _differ(count: int) -> str:
    return "differ" if count > 1 else "differs"


def _listed(page: Page, cause: Cause) -> str:
    """The first few, each with both numbers."""
    is_option = cause.first.group[:1] == ("optimizer",)
    texts = []
    for difference in cause.differences[:MOST_LISTED]:
        name = "" if is_option else difference.name.replace("value of ", "") + " "
        texts.append(name + " and ".join(number.plain for number in both_numbers(page, difference)))
    return f": {'; '.join(texts)}{_more(cause)}"


def _names(cause: Cause) -> str:
    return ", ".join(difference.name for difference in cause.differences[:MOST_LISTED]) + _more(cause)


def _more(cause: Cause) -> str:
    left = len(cause.differences) - MOST_LISTED
    return f"; and {left:,} more" if left > 0 else ""


def _moves(cause: Cause) -> str:
    """ "moves 19 to 24"."""
    positions = {difference.order for difference in cause.differences}
    return f"move{'s' * (len(positions) > 1)} {_ranges(positions)}"


def _ranges(positions: Iterable[int]) -> str:
    """ "19 to 24, 26": where numbers follow each other, the first and the last; of many the first few."""
    ranges: List[List[int]] = []
    for position in sorted(set(positions)):
        if ranges and ranges[-1][-1] == position - 1:
            ranges[-1].append(position)
        else:
            ranges.append([position])
    texts = [f"{some[0]:,} to {some[-1]:,}" if len(some) > 2 else ", ".join(map("{:,}".format, some))
             for some in ranges]
    return ", ".join(texts[:MOST_RANGES]) + ", …" * (len(texts) > MOST_RANGES)


def what_follows(comparison: Comparison, cause: Cause) -> str:
    """How many numbers follow, by phase."""
    followers = comparison.follow(cause)
    if not followers:
        return "Nothing follows from it."
    counts = Counter(difference.move.phase for difference in followers)
    phases = [f"{counts[phase]:,} of {phase}" for phase in PHASES if counts[phase]]
    verb = "follows" if len(followers) == 1 else "follow"
    listed = f": {', '.join(phases)}" if len(phases) > 1 else f" of {followers[0].move.phase}"
    return f"From that {verb} {count_of(len(followers), 'number')}{listed}."

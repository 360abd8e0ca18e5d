"""A diagnosis in sentences, and in the parts that a page lays out."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, NamedTuple, Optional, Sequence

from ...link import Link
from ...support.formatting import count_of, significant
from ...tracing.moves import Change
from ..bugs import BUGS
from .first_wrong import FirstWrong

if TYPE_CHECKING:
    from .diagnosis import Diagnosis

MOST_NAMES = 6              # of equals, in a sentence


def verdict(diagnosis: Diagnosis) -> str:
    """How many numbers are right, to how many digits; how they were read."""
    total, wrong = len(diagnosis.rows), sum(not row.is_right for row in diagnosis.rows)
    numbers, to = count_of(total, diagnosis.what), f"to {count_of(diagnosis.digits, 'digit')}"
    every = f"Both {diagnosis.what}s" if total == 2 else f"All {numbers}"
    if diagnosis.is_right:
        sentence = f"{f'{every} are' if total > 1 else 'The number is'} right {to}"
        if diagnosis.is_rounded:
            sentence += ("; the digits after these are not, perhaps since numbers on the way were rounded, "
                         "or measured by differences")
    elif total == 1:
        sentence = "The number is wrong"
    else:
        which = every if wrong == total else f"{wrong:,} of {numbers}"
        sentence = f"{which} {'is' if wrong == 1 else 'are'} wrong, compared {to}"
    read = f" They were read with {' and '.join(diagnosis.layout)}." if diagnosis.layout else ""
    others = count_of(diagnosis.missing, "other weight")
    missing = f" There are no numbers of {others}." if diagnosis.missing else ""
    return f"{sentence}.{read}{missing}"


# ---- the first wrong product -----------------------------------------------------------------------------

class Computed(NamedTuple):
    """A number with the formula that gives it, "-0.2171 × 0.1755 = -0.0381", and the formula in words."""

    numbers: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.numbers} ({self.words})" if self.words else self.numbers


class Compared(NamedTuple):
    """The first wrong number: where it is, what it should be, and what it is."""

    heading: str
    should_be: Computed
    instead: Computed


def compared(first: FirstWrong, digits: int, samples: int) -> Compared:
    """The first wrong product in parts, with so many digits."""
    is_traced = first.right is not None or first.wrong is not None
    sample = f", in sample {first.sample} of the batch" if samples > 1 and is_traced else ""
    what = "product" if is_traced and first.neuron is None else "number"
    should_be = _computed(first, first.right, first.should_be, digits)
    instead = _computed(first, first.wrong, first.value, digits)
    if instead.words == should_be.words:
        instead = instead._replace(words="")
    link = f" (by the link {first.mover.name})" if isinstance(first.mover, Link) else ""
    if first.right is not None and first.right.place.thing is first.mover:
        link = ""
    heading = f"The first wrong {what} on the way back{sample}: the {first.name}{link}"
    return Compared(heading, should_be, instead)


def first_wrong_sentence(first: FirstWrong, digits: int, samples: int) -> str:
    """The same in a sentence."""
    heading, should_be, instead = compared(first, digits, samples)
    return f"{heading} should be {should_be}, not {instead}."


def _computed(first: FirstWrong, change: Optional[Change], value: float, digits: int) -> Computed:
    if change is None:
        return Computed(significant(value, digits))
    explained = first.explained(change, digits)
    if not explained.is_computed:
        is_plain = explained.in_words == explained.result
        return Computed(explained.result, "" if is_plain else explained.in_words)
    numbers, result = explained.in_numbers, explained.result
    if explained.added and not explained.begins_sum:
        numbers, result = f"{explained.before} + {numbers}", explained.total
    return Computed(f"{numbers} = {result}", explained.in_words)


# ---- the mistake -----------------------------------------------------------------------------------------

def mistake_heading(diagnosis: Diagnosis) -> str:
    """Whether it is one or two that give exactly these numbers."""
    these = "These numbers, but for the last digit," if diagnosis.is_rounded else "Exactly these numbers"
    at = "" if diagnosis.rate is None else f", at the learning rate {significant(diagnosis.rate, 4)}"
    return f"{these} come from " + (
        "this mistake" if len(diagnosis.mistakes[0]) == 1 else "two mistakes together") + at


def mistake_sentence(diagnosis: Diagnosis) -> str:
    """Which mistake gives these numbers."""
    named = ", and ".join(f"{name} ({BUGS[name].sentence.rstrip('.')})" for name in diagnosis.mistakes[0])
    return f"{mistake_heading(diagnosis)}: {named}."


def certainty(diagnosis: Diagnosis) -> str:
    """Whether others would give the same numbers."""
    first, *equals = diagnosis.mistakes
    if equals:
        named = "; ".join(map(in_words, equals[:MOST_NAMES]))
        more = f"; and {len(equals) - MOST_NAMES:,} more" if len(equals) > MOST_NAMES else ""
        return (f"The same numbers come, here, from {named}{more}: other inputs, or a larger network, may "
                "distinguish them.")
    if diagnosis.bugs == 1:
        return "No other bug in the catalogue changes anything here."
    if len(first) == 1:
        return f"No other of the {diagnosis.bugs:,} bugs that change something here gives them."
    return (f"Of the {diagnosis.bugs:,} bugs that change something here, none alone gives them, and no other "
            f"{_pairs(diagnosis)}.")


def none_sentence(diagnosis: Diagnosis) -> str:
    """That nothing in the catalogue gives these numbers."""
    if not diagnosis.bugs:
        return "None of these: no bug in the catalogue changes anything here."
    if diagnosis.bugs == 1:
        return "None of these: the one bug in the catalogue that changes something gives other numbers."
    return (f"None of these: of the {diagnosis.bugs:,} bugs in the catalogue that change something here, "
            f"none gives these numbers, and none {_pairs(diagnosis)} either.")


def in_words(mistake: Sequence[str]) -> str:
    """ "a", or "a with b"."""
    return " with ".join(mistake)


def _pairs(diagnosis: Diagnosis) -> str:
    if diagnosis.pairs == diagnosis.all_pairs:
        return f"of the {count_of(diagnosis.pairs, 'pair')} of them"
    return f"of the {diagnosis.pairs:,} likeliest of {diagnosis.all_pairs:,} pairs of them"


def sentences(diagnosis: Diagnosis, digits: int) -> List[str]:
    """The verdict, the first wrong product, and the mistake or what can be said without one."""
    lines = [verdict(diagnosis)]
    if diagnosis.first_wrong is not None:
        lines.append(first_wrong_sentence(diagnosis.first_wrong, digits, diagnosis.samples))
    if diagnosis.mistakes:
        lines += [mistake_sentence(diagnosis), certainty(diagnosis)]
    elif not diagnosis.is_right:
        lines.append(none_sentence(diagnosis))
    return [*lines, *diagnosis.hints]

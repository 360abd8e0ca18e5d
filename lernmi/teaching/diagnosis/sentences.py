"""A diagnosis in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Sequence, Tuple

from ...support.formatting import count_of, significant
from ..bugs import BUGS
from .first_wrong import FirstWrong

if TYPE_CHECKING:
    from .diagnosis import Diagnosis

MOST_NAMES = 6              # of equals, in a sentence


def verdict(diagnosis: Diagnosis) -> str:
    """How many numbers are right, to how many digits; how they were read."""
    total, wrong = len(diagnosis.rows), sum(not row.is_right for row in diagnosis.rows)
    numbers = count_of(total, diagnosis.what)
    to = f"to {count_of(diagnosis.digits, 'digit')}"
    if diagnosis.is_right:
        every = f"All {numbers} are" if total > 1 else "The number is"
        sentence = f"{every} right {to}" + (
            "; in the last digit they differ, perhaps since numbers on the way were rounded" * diagnosis.is_rounded)
    elif total == 1:
        sentence = "The number is wrong"
    else:
        sentence = f"{'All' if wrong == total else f'{wrong:,} of'} {numbers} are wrong, compared {to}"
    read = f" They were read with {' and '.join(diagnosis.layout)}." if diagnosis.layout else ""
    others = count_of(diagnosis.missing, "weight")
    missing = f" Of {others} there is no number." if diagnosis.missing else ""
    return f"{sentence}.{read}{missing}"


def first_wrong_sentence(first: FirstWrong, digits: int, samples: int) -> str:
    """What the first wrong product is, and what it should be."""
    sample = f", in sample {first.sample} of the batch," if samples > 1 and first.right else ""
    if first.right is None and first.wrong is None:
        return (f"The first wrong number on the way back is that of {first.name}: it should be "
                f"{significant(first.should_be, digits)}, not {significant(first.value, digits)}.")
    should_be, words = _computed(first, first.right, first.should_be, digits)
    if first.wrong is not None:
        instead, wrong_words = _computed(first, first.wrong, first.value, digits)
        instead += f" ({wrong_words})" if wrong_words not in ("", words) else ""
    else:
        instead = significant(first.value, digits)
    return (f"The first wrong product on the way back{sample} is the {first.name}: it should be "
            f"{should_be}{f' ({words})' if words else ''}, not {instead}.")


def _computed(first: FirstWrong, change: Optional[object], value: float, digits: int) -> Tuple[str, str]:
    """A number with its formula in numbers, and in words."""
    if change is None:
        return significant(value, digits), ""
    explained = first.explained(change, digits)
    numbers = explained.in_numbers if explained.is_computed else ""
    if explained.added and not explained.begins_sum:
        return f"{explained.before} + {numbers or explained.result} = {explained.total}", explained.in_words
    return (f"{numbers} = {explained.result}" if numbers else explained.result), explained.in_words


def mistake_sentences(diagnosis: Diagnosis) -> List[str]:
    """Which mistake gives these numbers, and how surely."""
    first, *equals = diagnosis.mistakes
    texts = [f"{name} ({BUGS[name].sentence.rstrip('.')})" for name in first]
    if len(first) == 1:
        sentences = [f"Exactly these numbers come from {texts[0]}."]
        others = f"None of the other {diagnosis.bugs - 1} bugs that change something here gives them."
    else:
        sentences = [f"Exactly these numbers come from two mistakes together: {texts[0]}, and {texts[1]}."]
        others = (f"None of the {diagnosis.bugs} bugs that change something here gives them alone, and no "
                  f"other {_pairs(diagnosis)}.")
    if equals:
        named = "; ".join(map(in_words, equals[:MOST_NAMES]))
        more = f"; and {len(equals) - MOST_NAMES:,} more" if len(equals) > MOST_NAMES else ""
        return [*sentences, f"The same numbers come, here, from {named}{more}: other inputs may tell them apart."]
    return [*sentences, others] if diagnosis.bugs > 1 else sentences


def none_sentence(diagnosis: Diagnosis) -> str:
    """That nothing in the catalogue gives these numbers."""
    return (f"None of these: of the {count_of(diagnosis.bugs, 'bug')} in the catalogue that change something here, "
            f"none gives these numbers, and none {_pairs(diagnosis)} either.")


def in_words(mistake: Sequence[str]) -> str:
    """ "a", or "a with b"."""
    return " with ".join(mistake)


def _pairs(diagnosis: Diagnosis) -> str:
    if diagnosis.pairs == diagnosis.all_pairs:
        return f"of the {diagnosis.pairs:,} pairs of them"
    return f"of the {diagnosis.pairs:,} likeliest of {diagnosis.all_pairs:,} pairs of them"

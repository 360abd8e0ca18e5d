"""The checker: says whether answers are right, and doesn't hold the results.

Of each range of right numbers it has a fingerprint. The logarithms of numbers are divided into cells as wide
as the range, which is one of them; an answer is right if its cell has the same fingerprint.
"""

import hashlib
import math
from typing import Any, Dict, List, Optional, Tuple

Fingerprint = Tuple[float, float, str]      # where a cell begins, modulo its width; the width; the print
NOTHING = 1e-12                             # counts as 0


class Checker:
    """Checks answers by their numbers.

    ``fingerprints`` and ``hints`` of each, ``words`` to say what it is, ``variables``: answer 7 is the
    variable a7.
    """

    def __init__(self, code: str, fingerprints: Dict[int, List[Fingerprint]], hints: Dict[int, str],
                 words: Dict[str, str], variables: Dict[str, Any]) -> None:
        self.code, self.fingerprints, self.hints, self.words = code, fingerprints, hints, words
        self.variables = variables

    def check(self, first: int, last: int) -> None:
        """Say of the answers from ``first`` to ``last``, as far as there are any, whether they are right."""
        verdicts = {number: self.verdict(number, self.variables.get(f"a{number}"))
                    for number in range(first, last + 1)}
        for number, verdict in verdicts.items():
            if verdict != "missing":
                print(f"a{number}: {self.words[verdict]}")
        right = sum(verdict == "right" for verdict in verdicts.values())
        print(self.words["score"].replace("{right}", str(right)).replace("{all}", str(len(verdicts))))

    def hint(self, number: int) -> None:
        """Print how answer ``number`` is computed."""
        print(self.hints.get(number, self.words["unclear"]))

    def print_line(self) -> None:
        """Print the code and all answers, for the teacher."""
        values = [number_of(self.variables.get(f"a{number}")) for number in self.fingerprints]
        print(self.code, *("" if value is None else f"{value:.10g}" for value in values), sep=",")

    def verdict(self, number: int, answer: Any) -> str:
        """What an answer is: right, wrong, other sign, missing, comma (in Python, two numbers), unclear."""
        if answer is None or answer is ...:
            return "missing"
        if isinstance(answer, tuple):
            return "comma"
        value = number_of(answer)
        if value is None:
            return "unclear"
        if self.is_right(number, value):
            return "right"
        return "other sign" if value != 0.0 and self.is_right(number, -value) else "wrong"

    def is_right(self, number: int, value: float) -> bool:
        """Whether a value lies in one of the ranges of answer ``number``."""
        return any(fingerprint(f"{self.code} {number}", value, origin, width) == known
                   for origin, width, known in self.fingerprints[number])


def fingerprint(salt: str, value: float, origin: float, width: float) -> str:
    """The fingerprint of the cell in which a value lies."""
    cell = "0"
    if abs(value) >= NOTHING:
        cell = f"{'-' if value < 0.0 else '+'}{math.floor((math.log(abs(value)) - origin) / width)}"
    return hashlib.sha256(f"{salt} {cell}".encode()).hexdigest()[:12]


def number_of(answer: Any) -> Optional[float]:
    """An answer as a number, also if it is text with a decimal comma; None if it is none."""
    try:
        value = float(answer.replace(",", ".").replace("−", "-") if isinstance(answer, str) else answer)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None

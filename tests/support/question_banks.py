"""Strict readers of question banks: GIFT and the gaps of Cloze, as Moodle documents them."""

import re
from typing import Dict, List, NamedTuple, Tuple

NUMBER = r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
CLOZE_START = re.compile(r"\{([0-9]*):(NUMERICAL|NM|SHORTANSWER|SA|MW|MULTICHOICE|MC)[A-Z_]*:")
ANSWER = re.compile(rf"=({NUMBER})(?::({NUMBER}))?")
ESCAPED = re.compile(r"\\([~=#{}:\\])")
GIFT = re.compile(r"::([^:~=#{}]*)::\[html\]([^:~=#{}]*)\{#\n((?:=[^\n#{}~]*\n)+)####([^:~=#{}]*)\n\}")
Answers = List[Tuple[float, float]]         # numbers with their tolerances


class GiftQuestion(NamedTuple):
    """A numerical question."""

    name: str
    text: str
    answers: Answers
    feedback: str

    def accepts(self, number: float) -> bool:
        return accepts(self.answers, number)


def accepts(answers: Answers, number: float) -> bool:
    """Whether a number is one of the answers."""
    return any(abs(number - value) <= tolerance + 1e-14 for value, tolerance in answers)


def cloze_gaps(text: str) -> List[Tuple[int, Answers]]:
    """The gaps of a text, with their points: all that begins as one must be one, of numbers alone."""
    gaps = []
    for start in CLOZE_START.finditer(text):
        end = text.index("}", start.end())
        assert start[2] in ("NUMERICAL", "NM")
        gaps.append((int(start[1] or 1), _answers(text[start.end():end].split("~"))))
    return gaps


def gift_questions(text: str) -> Dict[str, List[GiftQuestion]]:
    """The questions by their categories; between two of them there are blank lines, inside there are none."""
    questions: Dict[str, List[GiftQuestion]] = {}
    category = ""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.splitlines() if not line.startswith("//")]
        if lines and lines[0].startswith("$CATEGORY:"):
            [only] = lines
            category = only.partition(":")[2].strip()
        elif lines:
            questions.setdefault(category, []).append(_gift_question("\n".join(lines)))
    return questions


def _gift_question(block: str) -> GiftQuestion:
    """One question: but for those that have a meaning in it, all signs of GIFT have a backslash."""
    matched = GIFT.fullmatch(ESCAPED.sub("··", block))
    assert matched, block
    name, text, answers, feedback = (block[matched.start(group):matched.end(group)] for group in (1, 2, 3, 4))
    return GiftQuestion(plain(name), plain(text).strip(), _answers(answers.splitlines()), plain(feedback))


def plain(text: str) -> str:
    """A text without its backslashes."""
    return ESCAPED.sub(r"\1", text)


def _answers(texts: List[str]) -> Answers:
    matches = [ANSWER.fullmatch(text) for text in texts]
    assert all(matches), texts
    return [(float(match[1]), float(match[2] or 0.0)) for match in matches if match]

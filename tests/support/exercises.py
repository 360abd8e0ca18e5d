"""Exercises for the tests of what is made of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Dict, Tuple

from lernmi.teaching.worksheets import Conventions, Exercise
from lernmi.teaching.worksheets.words import words_of

ODD = "Jörg {1:NM:=3} & <b>~=#:</b> $x$ ]]> \\n"        # a name that programs might take for their own signs
BATCH = Conventions(samples=2, half=False, names="w[1,2]", language="de", comma=True)
EXERCISES: Dict[str, Tuple[Any, ...]] = {
    "mazur": ("mazur", 7, "step", Conventions()),
    "batch": ("xor", 3, "step", BATCH),
    "two steps": ("and", 1, "two-steps", Conventions(numbers="integer")),
    "path": ("mazur", 9, "path", Conventions(digits=3)),
    "forward": ("xor", 5, "forward", Conventions())}


@cache
def exercise(name: str, pupil: str = "") -> Exercise:
    """One of the EXERCISES, which nobody changes."""
    subject, draw, level, conventions = EXERCISES[name]
    return Exercise(subject, draw, level, conventions, pupil)


def exercise_in_odd_words(folder: Path) -> Exercise:
    """An exercise whose words, in a user-defined table, have the signs of question banks in them."""
    words = {**words_of("en"), "neuron": "a {1:NM:=3} b", "title step": ODD, "task step": "~=#:{} ]]> \\: $$",
             "export compute": "{what} {~=#:}\\"}
    path = folder / "odd.json"
    path.write_text(json.dumps(words), encoding="utf-8")
    return Exercise("and", 3, "step", Conventions(language=str(path)))

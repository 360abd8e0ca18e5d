"""Exercises for the tests of what is made of them."""

from functools import cache
from typing import Any, Dict, Tuple

from lernmi.teaching.worksheets import Conventions, Exercise

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

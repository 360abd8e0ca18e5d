"""The task of a sheet in words: what is to be computed, how it is rounded, what is special."""

from __future__ import annotations

from typing import List

from .conventions import INDEXED
from .exercise import Exercise

EXAMPLES = (0.0123456, 1.23456)     # of rounding


def task_of(exercise: Exercise) -> List[str]:
    """The task, in paragraphs."""
    words, conventions = exercise.words, exercise.conventions
    task = words.filled(f"task {exercise.level}", weight=exercise.goal.name if exercise.goal else "")
    if conventions.numbers == "integer":
        rounding = words["exact"]
    else:
        small, large = map(conventions.written, EXAMPLES)
        rounding = words.filled("rounding", digits=conventions.digits, small=small, large=large)
    return [" ".join([task, rounding]), " ".join(_remarks(exercise))] if any(_remarks(exercise)) else [
        " ".join([task, rounding])]


def _remarks(exercise: Exercise) -> List[str]:
    """What is special about this sheet."""
    words, layers = exercise.words, exercise.single.layers
    remarks = []
    if exercise.conventions.samples > 1 and exercise.level != "forward":
        remarks.append(words.filled("samples", samples=exercise.conventions.samples))
    if exercise.single.fixed_weights and exercise.level != "forward":
        remarks.append(words["fixed biases"])
    if exercise.conventions.names == INDEXED:
        remarks.append(words["indexed names" if len(layers) == 1 else "indexed names in layers"])
    return [*remarks, *exercise.notes]

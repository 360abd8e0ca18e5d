"""Pupils who compute in their own ways: their answers, as texts by the numbers of the items."""

import random
from typing import Dict, List

from lernmi.teaching.bugs import Bug
from lernmi.teaching.marking import Marker
from lernmi.teaching.marking.recalculation import Calculation, computed
from lernmi.teaching.marking.wrong_engines import node_at, wrong_steps
from lernmi.teaching.worksheets import Exercise


def rounded(number: float, digits: int) -> float:
    """A number as a pupil goes on with it."""
    return float(f"{number:.{digits}g}")


def perfect(exercise: Exercise, digits: int = 4) -> Dict[int, str]:
    """Computes exactly, and writes rounded numbers with all their digits."""
    return {item.number: f"{item.result:#.{digits}g}" for item in exercise.items}


def with_a_bug(exercise: Exercise, bug: Bug, digits: int = 4) -> Dict[int, str]:
    """Computes as the wrong engine does; LernmiError where the bug changes nothing."""
    engine = Calculation(wrong_steps(exercise, bug))
    written = Calculation(exercise.steps).written
    positions = {id(one.change.new): position for position, one in written.items()}
    return {item.number: f"{engine.nodes[node_at(engine, positions[id(item.change.new)])].value:#.{digits}g}"
            for item in exercise.items}


def rounding(marker: Marker, seed: int, digits: int) -> Dict[int, str]:
    """Goes on with the rounded or the exact number, as it comes; everything that a step stores is rounded."""
    draw = random.Random(seed)
    exact: List[float] = []
    on_paper: List[float] = []
    asked = {marker.node_of(item): item.number for item in marker.exercise.items}
    answers = {}
    for index, node in enumerate(marker.calculation.nodes):
        number = computed(node, [draw.choice(pair) for pair in zip(exact, on_paper)])
        exact.append(number)
        on_paper.append(rounded(number, digits) if node.operands and node.place else number)
        if index in asked:
            answers[asked[index]] = f"{number:#.{digits}g}"
    return answers

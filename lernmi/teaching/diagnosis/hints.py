"""What else can be said of wrong numbers: what they have in common, conventions that make them right."""

from __future__ import annotations

import math
from typing import List, Optional, Sequence, Tuple

from ...layers import Dropout
from ...losses import Loss
from ...network.network import Network
from ...support.formatting import significant
from ..bugs import Bug
from ..bugs.passing_back import every_layer
from .answers import Answer, Answers

MOST_NAMES = 3              # of mistakes
CONVENTIONS = {         # by the names of bugs
    "relu_slope_one_at_zero": "At 0, relu has no slope: 0 is what most programs take, and any other up to 1 "
                              "is a convention as well."}
ENOUGH = 2                  # numbers that have the same ratio to the right ones


def hints(answers: Answers, right: Sequence[float], explained: Sequence[Tuple[Bug, ...]]) -> List[str]:
    """Which numbers are right, where the first wrong ones are, and what these have in common.

    ``explained``: the mistakes that give exactly those of the first wrong layer.
    """
    wrong = answers.wrong(right)
    if len(wrong) == 1:
        only = f"Only {wrong[0].owner.name} is wrong, by a slip in this one number perhaps; all others are"
        return [f"{only} right."] if len(answers) > 1 else []
    layers, first = answers.by_layer, answers.first_wrong_layer(right)
    wrong_layers = {answer.owner.layer for answer in wrong}
    sentences = []
    correct = [layer for layer in layers if layer not in wrong_layers]
    if correct:
        sentences.append(f"The numbers of {_and(correct)} are right; on the way back, the first wrong ones "
                         f"are those of {first}.")
    elif len(layers) > 1:
        sentences.append(f"On the way back, wrong numbers begin in the last layer, {first}.")
    ratio = _ratio(answers.all, right)
    if ratio is not None:
        return [*sentences, _times("All numbers", ratio)]
    ratio = _ratio(layers[first], right)
    if ratio is not None:
        sentences.append(_times(f"All numbers of {first}", ratio))
    if explained:
        named = [" with ".join(bug.name for bug in mistake) for mistake in explained[:MOST_NAMES]]
        sentences.append(f"Those of {first} are exactly as {' or '.join(named)} gives them: something else "
                         "is wrong further back.")
    return sentences


def conventions(answers: Answers, right: Sequence[float], mistakes: Sequence[Tuple[Bug, ...]],
                loss: Loss) -> List[str]:
    """What makes the numbers right after all: another convention than this network's."""
    sentences = [CONVENTIONS[bug.name] for mistake in mistakes for bug in mistake if bug.name in CONVENTIONS]
    ratio = _ratio(answers.all, right)
    if ratio == -1.0:
        sentences.append("All numbers have the opposite sign: they are right in a program that adds them "
                         "in its update.")
    elif ratio is not None:
        formula = f", {loss.formula}" if loss.formula else ""
        sentences.append(f"All numbers are {significant(ratio, 4)} times the right ones: they are right if "
                         f"the loss is meant to be that many times {loss.name}{formula}.")
    return sentences


def drawn_masks(network: Network) -> List[str]:
    """That dropout draws its masks, so that another program has others."""
    if any(isinstance(layer, Dropout) and layer.mask is None for layer in every_layer(network.layers)):
        return ["This network's dropout has drawn a mask for the comparison, and another program draws "
                "another one: give both the same one (layer.mask = …)."]
    return []


def _ratio(answers: Sequence[Answer], right: Sequence[float]) -> Optional[float]:
    """The factor by which all of these differ from the right ones, if it is one and the same."""
    pairs = [(answer.written, right[answer.slot]) for answer in answers]
    largest = max(abs(number) for _, number in pairs)
    if len(pairs) < ENOUGH or not largest:
        return None
    written, number = max(pairs, key=lambda pair: abs(pair[1]))
    ratio = written.value / number
    if not math.isfinite(ratio):
        return None
    near = round(ratio) if abs(ratio - round(ratio)) < 1e-3 * abs(ratio) else ratio
    if near == 1.0 or not near:
        return None
    return near if all(written.is_near(near * number, abs(near) * largest, 2.0)
                       for written, number in pairs) else None


def _times(which: str, ratio: float) -> str:
    if ratio == -1.0:
        return f"{which} have the opposite sign."
    return f"{which} are {significant(ratio, 4)} times the right ones."


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1])] * (len(names) > 1) + [names[-1]])

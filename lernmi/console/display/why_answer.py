"""The answer to a why, in a sentence or two; with a wrong engine, beside what is true."""

from __future__ import annotations

import math
from typing import Dict, List, Optional, Sequence

from ...tracing.reasons.words import effect_of, zeros_sentence
from ...tracing.reasons.zeros import zeros_of
from ...tracing.why import Path, Why
from ...weight import Weight
from .page import Page

AS_RIGHT = 1e-9         # numbers of two engines that differ by less, relatively, are the same


def print_answer(page: Page, why: Why, paths: Sequence[Path]) -> None:
    """What the sensitivity means; of a wrong engine's, that it is the engine's."""
    page.blank()
    name = _value(why)
    if why.trace.stand_ins:
        page.line("This is the correction of the perceptron rule, and no derivative of the loss: in place of "
                  "the slope, which a step doesn't have where it jumps, there is a 1.")
        return
    says = "This wrong engine says: " if why.trace.network.bugs else ""
    if why.sensitivity == 0.0:
        zeros = zeros_of(why)
        claim = f"{says}{effect_of(name, zeros)}"
        reason = zeros_sentence(zeros, why.trace.network, page.number)
        page.line(f"{claim[0].upper()}{claim[1:]} {reason}")
        return
    page.line(f"{says}{'if' if says else 'If'} {name} rises a little, the loss "
              f"{_change(page, why.sensitivity)}{'' if says else _learning(why)}.")
    shares = _shares(paths)
    if why.number_of_paths - why.number_of_zero_paths == len(paths) and len(shares) > 1:
        text = ", ".join(f"{name} for {page.number(share)}" for name, share in shares.items())
        page.line(f"Who answers for it: {text}.")


def _change(page: Page, sensitivity: float) -> str:
    """What the loss does when the value rises a little."""
    if sensitivity == 0.0:
        return "stays as it is"
    return f"{'rises' if sensitivity > 0.0 else 'falls'} {page.number(abs(sensitivity))} times as much"


def print_truth(page: Page, why: Why, truth: Optional[float]) -> None:
    """What the right engine says, below what a wrong one says."""
    if truth is None or why.trace.stand_ins:
        return
    if math.isclose(truth, why.sensitivity, rel_tol=AS_RIGHT):
        page.line("The right engine says the same.")
        return
    learning = ""
    agree = why.sensitivity != 0.0 and (truth > 0.0) == (why.sensitivity > 0.0)
    if isinstance(why.thing, Weight) and why.thing.trainable and truth != 0.0 and not agree:
        learning = (": learning changes it the wrong way" if why.sensitivity else
                    ", but learning leaves it as it is")
    page.line(f"In truth, if {_value(why)} rises a little, the loss {_change(page, truth)}{learning}.")


def _value(why: Why) -> str:
    """What the question is about, in a sentence."""
    return why.name if isinstance(why.thing, Weight) else f"the value of {why.name}"


def _learning(why: Why) -> str:
    if not isinstance(why.thing, Weight):
        return ""
    if not why.thing.trainable:
        return "; but it is fixed, so learning leaves it alone"
    return f": gradient descent makes it {'smaller' if why.sensitivity > 0.0 else 'larger'}"


def _shares(paths: Sequence[Path]) -> Dict[str, float]:
    """How much of the sensitivity came from each output."""
    shares: Dict[str, List[float]] = {}
    for path in paths:
        shares.setdefault(path.names[0], []).append(path.product)
    return {name: math.fsum(products) for name, products in shares.items()}

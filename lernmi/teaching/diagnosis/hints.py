"""What else can be said of wrong numbers: what they have in common, conventions that make them right."""

from __future__ import annotations

from typing import Collection, List, Optional, Sequence, Tuple

from ...layers import Dropout
from ...losses import Loss
from ...network.network import Network
from ...support.formatting import significant
from ..bugs import Bug
from ..bugs.passing_back import every_layer
from .answers import Answers, common_ratio
from .first_wrong import FirstWrong
from .search import USUAL_RATES, Mistake, SearchResult
from .sentences import in_words
from .trials import Step, engine_of

MOST_NAMES = 3              # of mistakes
CONVENTIONS = {         # by the names of bugs
    "relu_slope_one_at_zero": "At 0, relu has no slope: 0 is what most programs take, and any other up to 1 "
                              "is a convention as well."}
MOST_OUTPUTS = 10


def hints(step: Step, result: SearchResult, first_wrong: Optional[FirstWrong]) -> List[str]:
    """Which numbers are right, where the first wrong ones are, and what these have in common."""
    answers, right = result.answers, result.right
    wrong = answers.wrong(right)
    if len(wrong) == 1 and not result.explained:
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
    ratio = common_ratio(answers.all, right)
    if ratio is not None:
        return [*sentences, _times("All numbers", ratio)]
    ratio = common_ratio(layers[first], right)
    if ratio is not None:
        sentences.append(_times(f"All numbers of {first}", ratio))
    elif first_wrong is not None and first_wrong.neuron is not None:
        sentences.append(_of_total(first_wrong.neuron.name, first_wrong))
    if result.explained:
        sentences.append(_explained(first, result.explained, correct, wrong_layers))
    elif ratio is None and first == next(iter(layers)):
        sentences.append(_outputs(step))
    elif ratio is None and result.by_rate:
        sentences.append(_other_rates(step, result.by_rate))
    return sentences


def _other_rates(step: Step, mistakes: Sequence[Mistake]) -> str:
    """At which learning rates the bugs were tried that depend on it."""
    rates = sorted({step.rate, *USUAL_RATES}, reverse=True)
    tried = ", ".join(significant(rate, 4) for rate in rates)
    return (f"What comes from {_and(list(map(_named, mistakes)))} depends on the learning rate; {tried} were "
            "tried: if yours is another, add it as the rate.")


def _of_total(neuron: str, first: FirstWrong) -> str:
    """That only the sensitivity of a neuron's total is wrong, not what it is multiplied by."""
    ratio = significant(first.value / first.should_be, 4)
    return (f"All gradients into {neuron} are {ratio} times the right ones: the products with its inputs are "
            "right, and the sensitivity that all are multiplied by (the delta of textbooks) is wrong.")


def _explained(first: str, explained: Sequence[Mistake], correct: Sequence[str],
               wrong_layers: Collection[str]) -> str:
    """That mistakes give the numbers of the first wrong layer, but not those of the others."""
    named = " or ".join(map(_named, explained[:MOST_NAMES]))
    if correct and len(wrong_layers) == 1:
        return f"Those of {first} are exactly as {named} gives them: it is there, in {first} only."
    return (f"Those of {first} are exactly as {named} gives them, but not those further back: there it "
            "is missing, or something else is wrong.")


def _named(mistake: Mistake) -> str:
    return in_words([bug.name for bug in mistake])


def _outputs(step: Step) -> str:
    """What the outputs should be: the forward pass may be wrong."""
    network, _ = engine_of(step)
    outputs = network.forward(step.samples[0][0])
    outputs = outputs[:len(outputs) // network.samples]
    which = "the first" if len(step.samples) * network.samples > 1 else "this"
    shown = ", ".join(significant(output, 4) for output in outputs[:MOST_OUTPUTS])
    more = " …" if len(outputs) > MOST_OUTPUTS else ""
    return f"Compare your outputs first: for {which} sample they should be {shown}{more}."


def coarseness(answers: Answers, right: Sequence[float], alike: Sequence[Mistake]) -> List[str]:
    """Of which numbers no digit is known; which bugs would give the same numbers as the right ones."""
    if answers.are_zeros:
        return ["All numbers are 0."]
    unknown = [answer.owner.name for answer in answers.without_digits(right)]
    sentences = []
    if unknown:
        sentences.append(f"Of {_some(unknown)} only 0 is written: no digit of them is known.")
    if alike:
        sentences.append(f"These are too few digits to be sure: {_some(list(map(_named, alike)))} would give "
                         "the same numbers. Write more of them.")
    return sentences


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more."""
    more = [f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    return _and([*names[:MOST_NAMES], *more])


def conventions(answers: Answers, right: Sequence[float], mistakes: Sequence[Tuple[Bug, ...]],
                loss: Loss) -> List[str]:
    """What makes the numbers right after all: another convention than this network's."""
    sentences = [CONVENTIONS[bug.name] for mistake in mistakes for bug in mistake if bug.name in CONVENTIONS]
    ratio = common_ratio(answers.all, right)
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


def _times(which: str, ratio: float) -> str:
    if ratio == -1.0:
        return f"{which} have the opposite sign."
    return f"{which} are {significant(ratio, 4)} times the right ones."


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1])] * (len(names) > 1) + [names[-1]])

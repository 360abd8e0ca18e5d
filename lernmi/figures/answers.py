"""What a network answers to each of its samples, and how wrong that is."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from ..likelihoods import added
from ..network.network import Network
from ..support.formatting import count_of, shortened
from ..training.fitting.samples import checked_samples
from ..unrolling.forward import ForwardPass
from .figure import Figure
from .meaning import CLASSES, DECISION, VALUE, Meaning, meaning_of
from .scale import Scale, scale_of
from .unchanged import unchanged

FEW = 16                # samples that are listed, with at most so many inputs
MOST_WORST = 5          # samples that are named
MOST_NUMBERS = 8        # of a list
LONGEST_NAME = 16       # of a class


class Answer(NamedTuple):
    """The answer to a sample: its number, inputs and targets, the outputs and the loss.

    ``expected`` and ``answered``: the indices of the classes; None where there are none. ``share``: the
    probability of the class expected; without probabilities, the output that decides on it; of a value, it.
    """

    number: int
    inputs: Sequence[float]
    targets: Sequence[float]
    outputs: Sequence[float]
    loss: float
    expected: Optional[int]
    answered: Optional[int]
    share: float

    @property
    def is_right(self) -> Optional[bool]:
        """Whether the class answered is the one expected; None where there are no classes."""
        return None if self.expected is None else self.expected == self.answered


class Strip(NamedTuple):
    """The answers to the samples of a class; ``counts``: how many there are, and how many are wrong."""

    name: str
    answers: List[Answer]
    counts: str


class Answers(Figure):
    """The answers to all samples, in their order, as after training; and what outputs and targets mean."""

    def __init__(self, answers: Sequence[Answer], meaning: Meaning) -> None:
        self.answers, self.meaning = answers, meaning
        self.title = f"What the network answers to {count_of(len(answers), 'sample')}"

    @property
    def are_few(self) -> bool:
        """Whether each can be listed."""
        return len(self.answers) <= FEW

    @property
    def share_title(self) -> str:
        """What the share of an answer is: of its right class, unless one output stands for both."""
        has_share_each = self.meaning.kind == CLASSES or self.meaning.has_probabilities
        return f"{self.meaning.share_name}{' of the right class' * has_share_each}"

    @property
    def mean_loss(self) -> float:
        """The mean of their losses."""
        return added(answer.loss for answer in self.answers) / len(self.answers)

    @property
    def wrong(self) -> Optional[int]:
        """How many are wrong; None where there are no classes."""
        marks = [answer.is_right for answer in self.answers]
        return None if marks[0] is None else marks.count(False)

    def by_class(self) -> Dict[int, List[Answer]]:
        """The answers to the samples of each class, by its index; the lowest shares first."""
        classes: Dict[int, List[Answer]] = {}
        for answer in sorted(self.answers, key=lambda answer: answer.share):
            classes.setdefault(answer.expected or 0, []).append(answer)
        return dict(sorted(classes.items()))

    def wrong_of(self, index: int) -> int:
        """How many answers to samples of the class of that index are wrong."""
        return sum(answer.expected == index and not answer.is_right for answer in self.answers)

    def strips(self, most: int) -> List[Strip]:
        """One for each class, in order; of more than so many, for those with the most wrong answers."""
        classes = self.by_class()
        chosen = sorted(classes, key=lambda index: -self.wrong_of(index))[:most]
        return [Strip(shortened(self.meaning.names[index], LONGEST_NAME), classes[index],
                      f"{len(classes[index]):,}, {self.wrong_of(index):,} wrong") for index in sorted(chosen)]

    def classes_left_out(self, drawn: int) -> str:
        """A sentence about the classes without a strip, where only so many are drawn; or ""."""
        classes = len(self.by_class())
        return f"Of {classes} classes, the {drawn} with the most wrong answers are drawn." * (drawn < classes)

    @property
    def axes(self) -> Tuple[str, str]:
        """What a map of values shows: of several outputs, the first."""
        return ("first target", "first output") if len(self.answers[0].outputs) > 1 else ("target", "output")

    @property
    def scale(self) -> Scale:
        """On which all shares lie: from 0 to 1, if they are probabilities; of values, the targets as well."""
        if self.meaning.has_probabilities:
            return Scale(0.0, 1.0)
        numbers = [answer.share for answer in self.answers]
        if self.wrong is None:
            numbers += [self.meaning.target(answer.targets) for answer in self.answers]
        return scale_of(numbers)

    def worst(self, count: int = MOST_WORST) -> List[Answer]:
        """The wrong answers with the highest losses; where there are no classes, of all answers."""
        wrong = [answer for answer in self.answers if not answer.is_right]
        return sorted(wrong, key=lambda answer: -answer.loss)[:count]

    # ---- in words --------------------------------------------------------------------------------------

    def summary(self, number: Callable[[float], str]) -> str:
        """How many are right, and the mean loss."""
        loss = f"the mean loss is {number(self.mean_loss)}"
        if self.wrong is None:
            return f"{loss[0].upper()}{loss[1:]}."
        return f"{len(self.answers) - self.wrong:,} of {len(self.answers):,} are right; {loss}."

    def target_text(self, answer: Answer, number: Callable[[float], str]) -> str:
        """What is expected."""
        if answer.expected is not None:
            return self.meaning.names[answer.expected]
        return number(self.meaning.target(answer.targets)) if len(answer.targets) == 1 else \
            list_of(answer.targets, number)

    def answer_text(self, answer: Answer, number: Callable[[float], str]) -> str:
        """What is answered."""
        if answer.answered is not None:
            return self.meaning.names[answer.answered]
        return number(self.meaning.number(answer.outputs)) if len(answer.outputs) == 1 else \
            list_of(answer.outputs, number)

    def output_text(self, answer: Answer, number: Callable[[float], str]) -> str:
        """The probability of the class answered, or the outputs."""
        if answer.answered is None or not self.meaning.has_probabilities:
            return list_of(answer.outputs, number)
        return number(self.meaning.share(answer.outputs, answer.answered))

    def sentence(self, answer: Answer, number: Callable[[float], str], has_inputs: bool = False) -> str:
        """An answer in words."""
        sample = f"sample {answer.number}" + f", inputs {list_of(answer.inputs, number)}" * has_inputs
        target, answered = self.target_text(answer, number), self.answer_text(answer, number)
        if answer.is_right is None:
            return f"{sample}: target {target}, answer {answered}, loss {number(answer.loss)}"
        share = f"{self.meaning.share_name} {self.output_text(answer, number)}"
        return (f"{sample}: target {target}, answer {answered} ({share}), "
                f"{'right' if answer.is_right else 'wrong'}, loss {number(answer.loss)}")

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """How many are right; each answer, or those of each class and the worst."""
        first = [f"{self.title}.", self.summary(number)]
        if self.are_few:
            return first + [f"{self.sentence(answer, number, has_inputs=True)}." for answer in self.answers]
        if self.wrong is not None:
            for index, answers in self.by_class().items():
                wrong = self.wrong_of(index)
                first.append(f"Of {count_of(len(answers), 'sample')} of {self.meaning.names[index]}, "
                             f"{wrong:,} {'is' if wrong == 1 else 'are'} wrong.")
        worst = self.worst()
        return first + ["The worst, by their loss:"] * bool(worst) + [
            f"{self.sentence(answer, number)}." for answer in worst]


def list_of(numbers: Sequence[float], number: Callable[[float], str]) -> str:
    """Numbers in a row; of many, the first."""
    return " ".join(map(number, numbers[:MOST_NUMBERS])) + " …" * (len(numbers) > MOST_NUMBERS)


def answers(network: Network, samples: Any) -> Answers:
    """What a network answers to each sample, a pair (inputs, targets), as after training; it stays as it is.

    Raises BadInput for samples that don't fit, and what network.evaluate raises.
    """
    pairs = checked_samples(network, samples)
    meaning = meaning_of(network, pairs)
    if meaning.kind == DECISION and len(network.outputs) > 1:       # a decision each
        meaning = meaning._replace(kind=VALUE, what="the values of the outputs", names=())
    with unchanged(network):
        results = ForwardPass(network, pairs).run()
    return Answers([_answer(meaning, index, *pair, outputs, loss) for index, (pair, (loss, *outputs))
                    in enumerate(zip(pairs, results))], meaning)


def _answer(meaning: Meaning, index: int, inputs: List[float], targets: List[float], outputs: List[float],
            loss: float) -> Answer:
    expected = meaning.expected(targets)
    share = meaning.number(outputs) if expected is None else meaning.share(outputs, expected)
    return Answer(index, inputs, targets, outputs, loss, expected, meaning.answer(outputs), share)

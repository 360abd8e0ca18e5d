"""Training in the playground: one network that learns as far as it is asked to, and changes."""

from __future__ import annotations

from typing import Any, ContextManager, List, NamedTuple, Optional, Tuple

from ... import datasets
from ...datasets import DATASETS, Dataset
from ...examples.assignment import Assignment
from ...support.errors import BadInput, UnknownName
from ...training.fitting.display import Display
from ...training.fitting.learner import Learner
from ...training.fitting.measuring import Measure, Measured
from ...training.fitting.samples import check_batches
from ...unrolling.conditions import Floats
from ...unrolling.forward import ForwardPass
from .choices import Choices, layers_of, with_other_outputs

LONG = 1_000_000        # epochs: how long it is going to learn isn't known, so that unrolling pays


class Moment(NamedTuple):
    """What was measured after so many epochs, of the samples learned from and of those held out."""

    epochs: float
    learned: Measured
    held_out: Optional[Measured]


class Training:
    """A network that learns a data set, batch after batch, and what was measured on the way.

    ============ ===============================================================
    choices      what was chosen; each change of it begins anew, but for the rate
    assignment   the data set, the recipe, the network, the optimizer
    samples      what it learns from: pairs (inputs, targets)
    held_out     what it doesn't learn from; [] where it learns from all
    epochs       how many are done
    steps        how many were taken since the beginning
    course       a Moment for each measurement, the first before any learning
    ============ ===============================================================

    Its steps are those of fit: after so many epochs, the network is the one that ``lernmi train`` gives
    with the same options and a constant rate. ``assignment``: of a network that has learned already.
    Raises what can't be chosen: BadInput or UnknownName.
    """

    def __init__(self, choices: Choices, assignment: Optional[Assignment] = None,
                 display: Optional[Display] = None) -> None:
        self._display = display
        dataset = assignment.dataset if assignment else datasets.load(choices.data, **choices.reading)
        self._begin(choices, assignment or choices.assignment(dataset))

    def _begin(self, choices: Choices, assignment: Assignment) -> None:
        samples, size = assignment.samples(), assignment.recipe.batch_size
        check_batches(assignment.network, len(samples), size)
        self.choices, self.assignment, self.samples = choices, assignment, samples
        self.held_out = assignment.validation() or []
        self.network, self.optimizer = assignment.network, assignment.optimizer
        self._learner = Learner(self.network, self.optimizer, samples, min(size, len(samples)), LONG, "auto",
                                False, self._display)
        self._measures = [Measure(self.network, part, times=LONG) for part in (samples, self.held_out)
                          if part]
        self.epochs = self._position = self.steps = 0
        self._order: List[Floats] = []
        self.course: List[Moment] = []
        self.measure()

    # ---- learning ----------------------------------------------------------------------------------

    def learning(self) -> ContextManager[None]:
        """In this block steps may be taken; at its end, the objects have what was learned."""
        return self._learner.learning()

    def step(self) -> float:
        """Learn from the next batch, in ``learning``; its mean loss before that.

        Raises NumericError where a number grows past what a float can hold; then nothing was learned.
        """
        if not self._position:
            self._order = self.network.random.sample(self.samples, len(self.samples))
        batch = self._order[self._position:self._position + self.batch_size]
        loss = self._learner.epoch(batch, False)
        self._position += len(batch)
        self.steps += 1
        if self._position >= len(self._order):
            self.epochs, self._position = self.epochs + 1, 0
        return loss

    def learn_epoch(self) -> None:
        """Take steps to the end of the present epoch, and measure."""
        with self.learning():
            self.step()
            while self._position:
                self.step()
        self.measure()

    @property
    def progress(self) -> float:
        """How many epochs are done, with the part of the present one."""
        return self.epochs + self._position / len(self.samples)

    @property
    def batch_size(self) -> int:
        """After how many samples the weights change."""
        return self.assignment.recipe.batch_size

    @property
    def steps_per_epoch(self) -> int:
        """How many batches an epoch has."""
        return -(-len(self.samples) // self.batch_size)

    @property
    def latest(self) -> Moment:
        """The latest measurement."""
        return self.course[-1]

    def measure(self) -> None:
        """Measure the losses and the shares of right answers now, unless that was done."""
        if not self.course or self.latest.epochs != self.progress:
            measured = [measure.run() for measure in self._measures]
            self.course.append(Moment(self.progress, measured[0], measured[1] if self.held_out else None))

    def measure_now_and_then(self) -> None:
        """Measure if an epoch has passed since the latest measurement."""
        if self.progress - self.latest.epochs >= 1.0 or not self._position:
            self.measure()

    # ---- changes -----------------------------------------------------------------------------------

    def change(self, **changes: Any) -> None:
        """Begin anew with other choices. Raises BadInput or UnknownName; then nothing has changed."""
        choices = self.choices._replace(**changes)
        is_same = (choices.data, choices.reading) == (self.choices.data, self.choices.reading)
        dataset = self.assignment.dataset if is_same else datasets.load(choices.data, **choices.reading)
        self._begin(choices, choices.assignment(dataset))

    def take_data(self, data: str) -> bool:
        """Begin anew with another data set; whether all choices could stay.

        Its noise stays, if it has any, and the hidden layers, if they were chosen.
        """
        known = DATASETS[data].options if data in DATASETS else {}
        reading = {name: value for name, value in self.choices.reading.items() if name in known}
        choices = self.choices._replace(data=data, reading=reading)
        dataset = datasets.load(data, **reading)
        try:
            self._begin(*self._suited(choices, dataset))
            return True
        except (BadInput, UnknownName):
            choices = choices.of_any_data()
            self._begin(choices, choices.assignment(dataset))
            return False

    def _suited(self, choices: Choices, dataset: Dataset) -> Tuple[Choices, Assignment]:
        """The choices, with the outputs that the data set needs."""
        if choices.layers is not None:
            usual = choices._replace(layers=None).assignment(dataset)
            choices = choices._replace(layers=with_other_outputs(layers_of(self.assignment),
                                                                 layers_of(usual)))
        return choices, choices.assignment(dataset)

    def change_rate(self, direction: int) -> None:
        """The next higher rate of 1, 3, 10 …, or the next lower one; the network stays."""
        rate = self.optimizer.rate = next_rate(self.rate, direction)
        self._learner.rates_changed()
        self.choices = self.choices._replace(rate=rate)
        self.assignment = self.assignment._replace(recipe=self.assignment.recipe._replace(rate=rate))

    @property
    def rate(self) -> float:
        """The learning rate."""
        return self.assignment.recipe.rate

    # ---- for the stepper ---------------------------------------------------------------------------

    def all_samples(self) -> List[Floats]:
        """The samples of all rows of the data set, in their order."""
        return self.assignment.encoding.samples(self.assignment.dataset)

    def worst_answered(self) -> int:
        """The number of the row with the highest loss."""
        losses = [loss for loss, *_ in ForwardPass(self.network, self.all_samples()).run()]
        return max(range(len(losses)), key=losses.__getitem__)

    def prepare_for_changes(self) -> None:
        """Before the network runs elsewhere: the next step begins with what the objects have then."""
        self._learner.rates_changed()


def next_rate(rate: float, direction: int) -> float:
    """The rate of 0.1, 0.3, 1, 3 … next to a rate, above it with 1, below it with −1.

    >>> next_rate(0.05, 1), next_rate(0.1, 1), next_rate(0.05, -1)
    (0.1, 0.3, 0.03)
    """
    rates = [float(f"{digit}e{power}") for power in range(-7, 3) for digit in (1, 3)]
    others = [one for one in rates if (one - rate) * direction > 1e-9 * rate]
    if not others:
        raise BadInput(f"the rate stays between {rates[0]:g} and {rates[-1]:g}.")
    return min(others) if direction > 0 else max(others)

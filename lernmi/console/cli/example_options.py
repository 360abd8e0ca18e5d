"""An example, or a saved network with its data, with the options of a command."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Container, List, Optional, Sequence

from ...examples.catalogue import EXAMPLES, find_example
from ...examples.example import Example
from ...network.classes import class_of
from ...support.atomic_file import exists
from ...support.errors import BadInput, UnknownName
from ...training import GradientDescent, fit
from ..display.page import Page, count_of
from ..progress_line import ProgressLine

if TYPE_CHECKING:
    from ...figures.surface import WeightPath
    from ...network.network import Network
    from ...training.optimizers import Optimizer

SEED = 1            # the default
MOST_LISTED = 30    # numbers of a sample; of more, the first few


class ConfiguredExample:
    """An example with a network drawn from the seed, one of its samples, and an optimizer.

    ``trained``: the network that learns all samples. ``network``: what a step is shown on with
    these ``inputs`` and ``targets``: the same network or, if it needs a batch, copies of it. Of a saved
    network whose data isn't known, there is no sample. ``path``: for --surface with --epochs, its weights.
    Raises UnknownName for another example, BadInput for a sample that it doesn't have.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.is_saved = is_file(options.example, known_examples(options))
        self.example = self._saved_example() if self.is_saved else self._built_in()
        last = len(self.example.samples) - 1
        self.sample = self.example.sample if options.sample is None else options.sample
        if not 0 <= self.sample <= max(last, 0):
            raise BadInput(f"{self.example.name} has no sample {self.sample}: try --sample 0 to {last}.")
        self.trained = self.network = self._engine(self.example.network(options.seed))
        self.path: Optional[WeightPath] = None
        self._learn()
        self.answer = self._answer()
        self.inputs: List[float] = []
        self.targets: List[float] = []
        if self.has_sample:
            self.network, (self.inputs, self.targets) = self.example.case(self.trained, self.sample)

    @property
    def has_sample(self) -> bool:
        """Whether there is one to take a step with."""
        return bool(self.example.samples)

    def _built_in(self) -> Example:
        if self.options.data is not None:
            raise BadInput(f"{self.options.example} is an example, with samples of its own: leave out "
                           f"{self.options.data}.")
        return self._find(self.options.example)

    def _find(self, name: str) -> Example:
        return find_example(name)

    def _engine(self, network: Network) -> Network:
        """The network that learns; with --bug, a wrong one."""
        return network

    def _saved_example(self) -> Example:
        from .saved_data import saved_example  # with what only saved networks need
        if self.options.seed != SEED:
            raise BadInput("a saved network has its weights already: leave out --seed.")
        return saved_example(self.options)

    def _learn(self) -> None:
        """Learn for as many epochs as the options say, before the step that is shown."""
        if self.options.epochs is not None:
            from ..learning.training_display import Waiting  # late: seldom needed
            names = getattr(self.options, "surface", None)
            if names:
                from ...figures.surface import weight_path
                self.path = weight_path(self.trained, *names)
            with ProgressLine("Learning", self.options.plain) as progress:
                history = fit(self.trained, self.example.samples, epochs=self.options.epochs,
                              optimizer=self.make_optimizer(), batch_size=self.example.batch_size,
                              callback=self.path, display=Waiting(progress, self.options.epochs))
            if history.interrupted:
                raise KeyboardInterrupt

    def _answer(self) -> str:
        """What the network answers to the sample, where it knows classes."""
        network = self.trained
        if not self.has_sample or not network.classes:
            return ""
        inputs, targets = self.example.samples[self.sample]
        answer, right = (network.classes[class_of(outputs, network.loss)]
                         for outputs in (network.predict(inputs), targets))
        return f"It answers {answer}{', which is right' if answer == right else f'; right is {right}'}."

    @property
    def rate(self) -> float:
        """The learning rate of the options, or the example's own."""
        rate: Optional[float] = getattr(self.options, "rate", None)
        return self.example.rate if rate is None else rate

    @property
    def optimizer(self) -> Optimizer:
        """Plain gradient descent at this rate."""
        return GradientDescent(self.rate)

    def true_sensitivity(self, name: str) -> Optional[float]:
        """With a wrong engine, what the right one computes in its place."""
        return None

    def make_optimizer(self) -> Optimizer:
        """A new optimizer of the training."""
        return self.example.make_optimizer()

    def command(self, name: str, *words: str) -> str:
        """A command line for the same network and sample: "lernmi why xor 'hidden[0]' --seed 2"."""
        data = [self.options.data] if self.options.data else []
        chosen = [] if self.options.sample is None else ["--sample", str(self.sample)]
        for option, value, usual in (("--seed", self.options.seed, SEED),
                                     ("--epochs", self.options.epochs, None)):
            if value != usual:
                chosen += [option, str(value)]
        return " ".join(map(shlex.quote, ["lernmi", name, self.options.example, *data, *words, *chosen]))

    def introduce(self, page: Page) -> None:
        """Print what the example is, and its sample, or the samples of the copies."""
        source = f" Source: {self.example.source}." if self.example.source else ""
        page.line(f"{self.example.name}: {self.example.title}.{source}",
                  style="bold" if page.laid_out else "")
        self._introduce_engine(page)
        if self.options.epochs is not None:
            more = "more " * self.is_saved + "epoch"
            page.line(f"Trained for {count_of(self.options.epochs, more)}.")
        if not self.has_sample:
            return
        copies = self.network.samples
        for copy, number in enumerate(self.example.sample_numbers(self.sample, copies), start=1):
            inputs, targets = self.example.samples[number]
            suffix = f" (#sample{copy})" if copies > 1 else ""
            page.line(f"Sample {number}{suffix}: inputs {_listed(page, inputs)}, "
                      f"targets {_listed(page, targets)}.")
        if self.answer:
            page.line(self.answer)

    def _introduce_engine(self, page: Page) -> None:
        """Print what is special in the engine."""


def configured_example(options: argparse.Namespace) -> ConfiguredExample:
    """The example of the options; with --bug, with a wrong engine."""
    if getattr(options, "bug", None):
        from ..teaching.bugs import WrongExample  # with what only bugs need
        return WrongExample(options)
    return ConfiguredExample(options)


def known_examples(options: argparse.Namespace) -> Container[str]:
    """The names of examples; with --bug, there are further ones."""
    if getattr(options, "bug", None):
        from ...teaching.bugs.examples import FURTHER
        return {*EXAMPLES, *FURTHER}
    return EXAMPLES


def is_file(name: str, examples: Container[str] = EXAMPLES) -> bool:
    """Whether it is a file's name and no example's: the file exists, or the name looks like a path.

    Raises BadInput for a name of neither.
    """
    if name in examples:
        return False
    path = Path(name)
    if exists(path) or path.suffix or len(path.parts) > 1:
        return True
    try:
        find_example(name)
    except UnknownName as error:
        raise BadInput(f"{error} There is no file of that name either.") from None
    return False


def _listed(page: Page, numbers: Sequence[Any]) -> str:
    shown = numbers if len(numbers) <= MOST_LISTED else numbers[:MOST_LISTED // 3]
    more = f" … ({len(numbers):,} in all)" if len(shown) < len(numbers) else ""
    return " ".join(page.number(number) for number in shown) + more

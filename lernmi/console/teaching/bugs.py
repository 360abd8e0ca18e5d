"""The command bugs, and what the option --bug of other commands makes of an example."""

from __future__ import annotations

import argparse
from typing import Optional

from ...examples.example import Example
from ...network.network import Network
from ...support.errors import BadInput
from ...teaching.bugs import find_bug, wrong_network, wrong_optimizer
from ...teaching.bugs.demonstration import (
    MOST_STEPS,
    Demonstration,
    Engines,
    able_to_have,
    step_of_difference,
)
from ...teaching.bugs.examples import find
from ...tracing import trace
from ...training.optimizers import Optimizer
from ..cli.example_options import ConfiguredExample
from ..cli.learning_options import add_digits
from ..display.page import Page

WITH_UPDATE = ("step", "trace", "compare")          # the commands that take a whole learning step


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which bug, and on which example."""
    command.add_argument("name", nargs="?", metavar="NAME", help="a bug (default: list them all)")
    command.add_argument("example", nargs="?", metavar="EXAMPLE",
                         help="the example that it is shown on (default: one on which it shows well)")
    add_digits(command)


def run(options: argparse.Namespace) -> int:
    """List the bugs, or show one; the exit status."""
    from .bug_view import print_bug, print_bugs  # with figures, which other commands don't need
    page = Page(digits=options.digits, plain=options.plain, by_screens=True)
    if options.name is None:
        print_bugs(page)
        return 0
    bug = find_bug(options.name)
    print_bug(page, Demonstration(bug, find(options.example or bug.example)))
    return 0


# ---- the option --bug ----------------------------------------------------------------------

class WrongExample(ConfiguredExample):
    """The same with the bugs of the options: in the network, in the optimizer, in the commands it advises.

    ``first_wrong_step``: in which learning step on this sample a number differs first, from 1.
    Raises UnknownName for another bug, BadInput for one that changes nothing here.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.bugs = [find_bug(name) for name in dict.fromkeys(options.bug)]
        super().__init__(options)
        self.right: Optional[Engines] = self._right_engines() if self.has_sample else None
        self.first_wrong_step = self._first_wrong_step(self.right) if self.right else 1

    def _find(self, name: str) -> Example:
        return find(name)

    def _engine(self, network: Network) -> Network:
        if self.options.command not in WITH_UPDATE:
            self._refuse_bugs_of_the_update(network)
        self._optimizer = wrong_optimizer(self._right_optimizer(), *self.bugs)
        return wrong_network(network, *self.bugs, rate=self._optimizer)

    @property
    def optimizer(self) -> Optimizer:
        """Gradient descent, or, with a bug of another optimizer, that one; with the bugs."""
        return self._optimizer

    def _right_optimizer(self) -> Optimizer:
        optimizer = able_to_have(self.bugs, super().optimizer, self.example)
        if getattr(self.options, "rate", None) is not None:
            optimizer.rate = self.rate
        return optimizer

    def make_optimizer(self) -> Optimizer:
        """A new optimizer of the training, with the bugs."""
        return wrong_optimizer(able_to_have(self.bugs, super().make_optimizer(), self.example), *self.bugs)

    def _refuse_bugs_of_the_update(self, network: Network) -> None:
        """BadInput that advises a command in which such a bug shows."""
        for bug in self.bugs:
            if bug.optimizer is None:
                continue
            advice = f"lernmi bugs {bug.name}"
            if self.has_sample:
                network, sample = self.example.case(network, self.sample)
                right = Engines(network, self._right_optimizer(), sample)
                if step_of_difference(right, right._replace(optimizer=wrong_optimizer(right.optimizer, bug))):
                    advice = f"{super().command('step')} --bug {bug.name}"
            raise BadInput(f"{bug.name} is a bug of the update, which lernmi {self.options.command} doesn't "
                           f"take: try {advice}.")

    def true_sensitivity(self, name: str) -> Optional[float]:
        """What the right engine computes, with the same weights and the same sample."""
        return trace(self.right.network, *self.right.sample).why(name).sensitivity if self.right else None

    def _right_engines(self) -> Engines:
        right = self.example.network(self.options.seed)
        for weight, learned in zip(right.weights + right.fixed_weights,
                                   self.trained.weights + self.trained.fixed_weights):
            weight.value = learned.value
        right.random.setstate(self.trained.random.getstate())
        network, sample = self.example.case(right, self.sample)
        return Engines(network, self._right_optimizer(), sample)

    def _first_wrong_step(self, right: Engines) -> int:
        step = step_of_difference(right, Engines(self.network, self.optimizer, right.sample))
        if not step:
            names = " and ".join(bug.name for bug in self.bugs)
            raise BadInput(f"{names} changes no number within {MOST_STEPS} learning steps on sample "
                           f"{self.sample} of {self.example.name}: try another sample or example, or "
                           f"lernmi bugs {self.bugs[0].name}.")
        return step

    def command(self, name: str, *words: str) -> str:
        """A command line for the same network and sample, with the same bugs."""
        return " ".join([super().command(name, *words), *(f"--bug {bug.name}" for bug in self.bugs)])

    def _introduce_engine(self, page: Page) -> None:
        for bug in self.bugs:
            page.line(f"With the bug {bug.name}: {bug.sentence}",
                      style=page.colours.negative if page.laid_out else "")
        if self.first_wrong_step > 1:
            page.line("Every number of the first learning step is still right; in step "
                      f"{self.first_wrong_step} some are wrong.")

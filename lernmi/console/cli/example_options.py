"""An example with the options of a command: its network, its sample, its optimizer."""

from __future__ import annotations

import argparse
import shlex
from typing import Sequence

from ...examples.catalogue import find_example
from ...support.errors import BadInput
from ...training import GradientDescent
from ..display.page import Page

SEED = 1        # the default


class ConfiguredExample:
    """An example with a network drawn from the seed, one of its samples, and an optimizer.

    ``trained``: the network that learns all samples. ``network``: what a step is shown on with
    these ``inputs`` and ``targets``: the same network or, if it needs a batch, copies of it.
    Raises UnknownName for another example, BadInput for a sample that it doesn't have.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.example = find_example(options.example)
        self.options = options
        last = len(self.example.samples) - 1
        self.sample = self.example.sample if options.sample is None else options.sample
        if not 0 <= self.sample <= last:
            raise BadInput(f"{self.example.name} has no sample {self.sample}: try --sample 0 to {last}.")
        self.trained = self.example.network(options.seed)
        self.network, (self.inputs, self.targets) = self.example.case(self.trained, self.sample)

    @property
    def optimizer(self) -> GradientDescent:
        """Plain gradient descent, at the rate of the options or the example's own."""
        return GradientDescent(self.example.rate if self.options.rate is None else self.options.rate)

    def command(self, name: str, *words: str) -> str:
        """A command line for the same network and sample: "lernmi why xor 'hidden[0]' --seed 2"."""
        chosen = [] if self.options.sample is None else ["--sample", str(self.sample)]
        if self.options.seed != SEED:
            chosen += ["--seed", str(self.options.seed)]
        return " ".join(map(shlex.quote, ["lernmi", name, self.example.name, *words, *chosen]))

    def introduce(self, page: Page) -> None:
        """Print what the example is, and its sample, or the samples of the copies."""
        page.line(f"{self.example.name}: {self.example.title}. Source: {self.example.source}.",
                  style="bold" if page.laid_out else "")
        copies = self.network.samples
        for copy, number in enumerate(self.example.sample_numbers(self.sample, copies), start=1):
            inputs, targets = self.example.samples[number]
            suffix = f" (#sample{copy})" if copies > 1 else ""
            page.line(f"Sample {number}{suffix}: inputs {_listed(page, inputs)}, "
                      f"targets {_listed(page, targets)}.")


def _listed(page: Page, numbers: Sequence[float]) -> str:
    return " ".join(page.number(number) for number in numbers)

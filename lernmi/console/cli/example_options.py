"""An example made ready for a command: its network, its sample, and the lines that introduce it."""

from __future__ import annotations

import argparse
from typing import List, Sequence, Tuple

from ...examples.example import Example
from ...network.network import Network
from ...support.errors import BadInput
from ...training import GradientDescent
from ..display.page import Page


def prepared(example: Example, options: argparse.Namespace
             ) -> Tuple[Network, List[float], List[float]]:
    """What a step of learning is shown on: a network, inputs and targets."""
    return shown(example, example.network(options.seed), options)


def shown(example: Example, network: Network, options: argparse.Namespace
          ) -> Tuple[Network, List[float], List[float]]:
    """The network, or photocopies of it, with the sample that was asked for."""
    if not 0 <= options.sample < len(example.samples):
        raise BadInput(f"{example.name} has no sample {options.sample}: "
                       f"try --sample 0 to {len(example.samples) - 1}.")
    network, (inputs, targets) = example.case(network, options.sample)
    return network, inputs, targets


def optimizer(example: Example, options: argparse.Namespace) -> GradientDescent:
    """Plain gradient descent, at the rate that was asked for or the example's own."""
    return GradientDescent(example.rate if options.rate is None else options.rate)


def introduce(page: Page, example: Example, options: argparse.Namespace, network: Network) -> None:
    """Say what the example is, and what the sample, or the samples of photocopies."""
    page.line(f"{example.name}: {example.title}. Source: {example.source}.",
              style="bold" if page.laid_out else "")
    for copy, number in enumerate(example.sample_numbers(options.sample, network.samples), start=1):
        inputs, targets = example.samples[number]
        whose = f" (#sample{copy})" if network.samples > 1 else ""
        page.line(f"Sample {number}{whose}: inputs {_listed(page, inputs)}, "
                  f"targets {_listed(page, targets)}.")


def _listed(page: Page, numbers: Sequence[float]) -> str:
    return " ".join(page.number(number) for number in numbers)

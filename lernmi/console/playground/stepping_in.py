"""From the playground into the stepper, and back: what is done there doesn't change what learns here."""

from __future__ import annotations

from ...examples.example import Example
from ...network.snapshot import LearningSnapshot
from ...stepping.what_if import TrainingPlan, WhatIfSession
from ..display.page import Page
from ..stepper.stepper import Stepper
from .training import Training


def step_into(page: Page, training: Training, number: int) -> None:
    """Go through one learning step on the sample of that number, with the network as it is now.

    The step is one of the optimizer that learns here. Afterwards the network, its generator of random
    numbers and the optimizer are as they were before, whatever was set and learned there.
    """
    training.prepare_for_changes()
    network, optimizer, samples = training.network, training.optimizer, training.all_samples()
    example = Example(training.choices.data, "", "", lambda seed: network, samples, training.rate)
    before = LearningSnapshot(network, optimizer)
    try:
        stepped, (inputs, targets) = example.case(network, number)
        plan = TrainingPlan(network, samples, optimizer, training.batch_size)
        session = WhatIfSession(stepped, inputs, targets, optimizer, plan)
        page.line(f"{training.choices.data} after {training.progress:,.1f} epochs: one learning step on "
                  f"sample {number}. After quit, the network is as it was, and goes on learning.")
        Stepper(page, session).begin()
    finally:
        before.restore()

"""The proof that an exported text carries: samples, with the numbers that the network has for them."""

from __future__ import annotations

import random
from typing import Any, Dict, List, Sequence, Tuple

from ..losses import Loss
from ..network.network import Network
from ..network.snapshot import LearningSnapshot
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight

Floats = Tuple[List[float], List[float]]        # inputs, targets
MOST_SAMPLES = 8        # that a text carries
MADE_UP = 4             # where there are none


class Proof:
    """The numbers that another engine must compute as well, with dropout off.

    =================== ================================================================
    inputs, targets     of each sample, flat
    outputs             what network.predict returns for each
    loss                the mean over the samples, with a BatchNorm's statistics of this batch
    input_sensitivities ∂loss/∂input, for each sample
    sensitivities       ∂loss/∂weight by the id of each trainable Weight
    =================== ================================================================

    Raises BadInput for a network that learns from batches with a single sample, and what forward
    and backward raise.
    """

    def __init__(self, network: Network, samples: Sequence[Floats]) -> None:
        if network.needs_batch and len(samples) < 2:
            raise BadInput("a network with BatchNorm learns from batches only: the proof needs 2 samples "
                           "or more.")
        self.inputs = [inputs for inputs, _ in samples]
        self.targets = [targets for _, targets in samples]
        snapshot = LearningSnapshot(network)
        try:
            self.outputs = [network.predict(inputs) for inputs in self.inputs]
            network.reset()
            self._learn(network, samples)
        finally:
            snapshot.restore()

    def _learn(self, network: Network, samples: Sequence[Floats]) -> None:
        """A learning step without its update, and without dropout."""
        runs, cases = network, samples
        if network.needs_batch:
            copies = network.photocopied(len(samples))
            runs, cases = copies, [copies.concatenated(samples)]
        losses, slopes = [], []             # type: List[float], List[float]
        for inputs, targets in cases:
            runs.forward(inputs, training=False)
            losses.append(runs.backward(targets))
            slopes += [neuron.sensitivity / len(samples) for neuron in runs.inputs]
        self.loss = sum(losses) / len(samples)
        size = len(network.inputs)
        self.input_sensitivities = [slopes[start:start + size] for start in range(0, len(slopes), size)]
        self.sensitivities: Dict[int, float] = {
            id(weight): weight.sensitivity / len(samples) for weight in network.weights}

    def of(self, weight: Any) -> float:
        """The sensitivity of a weight; 0 for one that is fixed."""
        return self.sensitivities.get(id(weight), 0.0) if isinstance(weight, Weight) else 0.0


def outputs_of(network: Network, samples: Sequence[Floats]) -> List[List[float]]:
    """What network.predict returns for each sample; the network is as before."""
    snapshot = LearningSnapshot(network)
    try:
        return [network.predict(inputs) for inputs, _ in samples]
    finally:
        snapshot.restore()


def checked_samples(network: Network, samples: Any) -> List[Floats]:
    """The first samples, pairs (inputs, targets), as floats; where there are none, some that are made up."""
    validation.network(network)
    if getattr(network, "samples", 1) != 1:
        raise BadInput("batch copies of a network can't be exported: export the network that they are of.")
    network.refresh()
    if samples is None or isinstance(samples, (list, tuple)) and not samples:
        return made_up(network)
    floats: List[Floats] = []
    for inputs, targets in validation.samples(samples):
        floats.append((validation.numbers(inputs, network.shape, "input"), network.check_targets(targets)))
        if len(floats) == MOST_SAMPLES:
            break
    return floats


def made_up(network: Network) -> List[Floats]:
    """Samples that fit the network: inputs between −1 and 1, and targets that its loss takes."""
    generator = random.Random(1)
    outputs = len(network.outputs) // network.loss.outputs_per_target
    return [([generator.uniform(-1.0, 1.0) for _ in network.inputs],
             network.check_targets(_targets(network.loss, outputs, generator))) for _ in range(MADE_UP)]


def _targets(loss: Loss, count: int, generator: random.Random) -> List[float]:
    low, high = loss.target_range
    if loss.of_classes:
        true = generator.randrange(count)
        return [float(index == true) for index in range(count)]
    if (low, high) == (-1.0, 1.0):
        return [generator.choice((low, high)) for _ in range(count)]
    return [generator.uniform(max(low, -1.0), min(high, 1.0)) for _ in range(count)]

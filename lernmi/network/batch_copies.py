"""Batch copies: a network once for each sample of a batch."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple

from ..losses import repeated
from ..neuron import Neuron
from ..support import validation
from . import ordering
from .network import Network, Sample
from .shapes import Neurons


class BatchCopies(Network):
    """A network once for each sample of a batch: what is learned from all of them at once.

    The copies share their Weights; names end in #sample1, #sample2 …
    """

    def __init__(self, original: Network, samples: int) -> None:
        self.original = original
        copies = validation.size(samples, "the number of samples")
        super().__init__((copies, *original.shape), *original.layers,
                         loss=repeated(original.loss, copies))
        self.random = original.random
        self.samples = copies
        self.needs_batch = False

    def _call_layers(self) -> List[Neuron]:
        copies = {f"#sample{number}": copy
                  for number, copy in enumerate(self.inputs.rows(), start=1)}
        for name, layer in zip(ordering.layer_names(self.layers), self.layers):
            self.begin_group(name)
            copies = self.call_on_copies(layer, copies)
        return Neurons([neuron for copy in copies.values() for neuron in copy])

    def call_on_copies(self, layer: Any, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """Call a layer on all copies: together, if it can, or one by one."""
        if hasattr(layer, "together"):
            outputs: Dict[str, Neurons] = layer.together(self, copies)
            return outputs
        return super().call_on_copies(layer, copies)

    def accumulate_together(self, samples: Sequence[Sample]) -> float:
        """Forward and backward for all samples at once; the sum of their losses."""
        inputs, targets = self.concatenated(samples)
        self.forward(inputs)
        loss = self.backward(targets)
        for finish in self.finishing:
            finish()
        return loss

    def concatenated(self, samples: Sequence[Sample]) -> Tuple[List[float], List[float]]:
        """The inputs of all samples in a row, and their targets."""
        return ([number for inputs, _ in samples
                 for number in validation.numbers(inputs, self.original.shape, "input")],
                [target for _, targets in samples
                 for target in self.original.check_targets(targets)])

"""Batch copies: a network once for each sample of a batch."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple

from ..losses import repeated
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
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
        self.copied = self.wiring_of(original)
        self._follow(original)

    def _call_layers(self) -> List[Neuron]:
        self._suffixes = [f"#sample{number}" for number in range(1, self.shape[0] + 1)]
        copies = dict(zip(self._suffixes, self.inputs.rows()))
        for name, layer in zip(self._reserved, self.layers):
            self.begin_group(name)
            copies = self.call_on_copies(layer, copies)
            self.layer_outputs[name] = [neuron for copy in copies.values() for neuron in copy]
        return Neurons([neuron for copy in copies.values() for neuron in copy])

    def call_on_copies(self, layer: Any, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """Call a layer on all copies: together, if it can, or one by one."""
        if hasattr(layer, "together"):
            outputs: Dict[str, Neurons] = layer.together(self, copies)
            return outputs
        return super().call_on_copies(layer, copies)

    @staticmethod
    def wiring_of(original: Network) -> Tuple[Any, ...]:
        """What these copies follow, to be compared: loss, activations, links and their weights."""
        return (original.loss, *original.wiring())

    def _follow(self, original: Network) -> None:
        """Obey what was changed by hand in the original: activations, and weights on links.

        Raises BadInput for what can't be followed, since the copies are built by the layers.
        """
        built = original.built()
        for neuron in original.neurons:
            present = neuron.activation, [link.weight for link in neuron.incoming]
            if built.get(neuron, present) != present:
                for suffix in self._suffixes:
                    self._follow_neuron(neuron, suffix)
        self.rewire()

    def _follow_neuron(self, neuron: Neuron, suffix: str) -> None:
        copy = self.names.neurons.get(neuron.name + suffix)
        if copy is None or len(copy.incoming) != len(neuron.incoming):
            raise BadInput(f"{neuron.name} was changed after it was built, which the copies for a batch "
                           "can't follow: let a layer build it so; a function (network, neurons) → neurons "
                           "is one.")
        copy.activation = neuron.activation
        for link, followed in zip(copy.incoming, neuron.incoming):
            if isinstance(followed.weight, Neuron):
                name = followed.weight.name
                link.weight = self.names.neurons.get(name + suffix) or self.names.neuron(name)
            elif followed.weight not in self.original.constants:
                link.weight = followed.weight

    def accumulate_together(self, samples: Sequence[Sample]) -> float:
        """Forward and backward for all samples at once; the sum of their losses."""
        inputs, targets = self.concatenated(samples)
        self.forward(inputs)
        loss = self.backward(targets)
        self.finish_batch()
        return loss

    def concatenated(self, samples: Sequence[Sample]) -> Tuple[List[float], List[float]]:
        """The inputs of all samples in a row, and their targets."""
        return ([number for inputs, _ in samples
                 for number in validation.numbers(inputs, self.original.shape, "input")],
                [target for _, targets in samples
                 for target in self.original.check_targets(targets)])

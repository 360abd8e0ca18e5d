"""Self-attention: every time step of a sequence attends to every time step, by query and key."""

from __future__ import annotations

import math
from typing import Any, List, Optional

from ..network.network import Network
from ..network.shapes import Neurons
from ..neuron import Neuron
from ..support import validation
from .dense import Dense
from .softmax import shares
from .terms import LayerBuilder, require_sequence


class Attention:
    """One head of self-attention over a sequence, (steps, features).

    q, k, v = W x + b for each time step: its query, key and value (``size`` numbers each);
    score[i, j] = q[i] · k[j] / √size; weight[i, j] = softmax over j of score[i, j];
    value[i] = Σ_j weight[i, j] × v[j]. The outputs have the shape (steps, size).
    With ``causal`` a time step attends only to itself and to those before it.

    ``queries``, ``keys``, ``values``: options of the three Dense layers that compute them, such
    as {"weights": rows, "biases": "none"}; afterwards the layers themselves, with their Weights.
    It is torch.nn.functional.scaled_dot_product_attention after three torch.nn.Linear.

    Raises BadInput for a size below 1, or when the sources are no sequence.
    Source: Vaswani and others, Attention Is All You Need, 2017.
    """

    kind = "attention"

    def __init__(self, size: int, *, causal: bool = False, queries: Any = None, keys: Any = None,
                 values: Any = None, name: Optional[str] = None) -> None:
        self.size = validation.size(size, "the size of Attention")
        self.causal = validation.flag(causal, "causal")
        self.name = name
        self.queries, self.keys, self.values = (
            Dense(size, "identity", **validation.options(options, f"the {what}", ("weights", "biases")))
            for what, options in (("queries", queries), ("keys", keys), ("values", values)))

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        sequence = require_sequence(network, sources)
        queries, keys, values = (
            [layer(network, features, what) for features in network.time_steps(sequence)]
            for layer, what in ((self.queries, "query"), (self.keys, "key"), (self.values, "value")))
        outputs: List[Neuron] = []
        for index, _ in enumerate(network.time_steps(sequence)):
            last = index + 1 if self.causal else len(keys)
            outputs += self._attend(LayerBuilder(network), queries[index], keys[:last], values[:last])
        return Neurons(outputs, (len(queries), self.size))

    def _attend(self, builder: LayerBuilder, query: Neurons, keys: List[Neurons],
                values: List[Neurons]) -> List[Neuron]:
        """Σ weight × value over the time steps, by how well each key matches the query."""
        matches = [builder.neuron("match", number, list(zip(query, key)))
                   for number, key in enumerate(keys, start=1)]
        scores = [builder.neuron("score", number, builder.weighted_sum([match], 1.0 / math.sqrt(self.size)))
                  for number, match in enumerate(matches, start=1)]
        weights = shares(builder, scores, "weight")
        return [builder.neuron("", index, [(value[index], weight) for value, weight in zip(values, weights)])
                for index in range(self.size)]

    def __repr__(self) -> str:
        return f"Attention({self.size})"

"""Self-attention: every step of a sequence asks every step, and listens where it is answered."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, List, Optional

from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from .dense import Dense
from .softmax import shares
from .terms import LayerBuilder, require_shape

if TYPE_CHECKING:
    from ..network.network import Network


class Attention:
    """One head of self-attention over a sequence, (steps, features).

    q, k, v = W x + b for each step: its query, key and value (``size`` numbers each);
    score[i, j] = q[i] · k[j] / √size; weight[i, j] = softmax over j of score[i, j];
    value[i] = Σ_j weight[i, j] × v[j]. What comes out has the shape (steps, size).
    With ``causal`` a step listens only to itself and to those before it.

    ``queries``, ``keys``, ``values``: options of the three Dense layers that make them, such
    as {"weights": rows, "biases": "none"}; afterwards the layers themselves, with their Weights.
    It is torch.nn.functional.scaled_dot_product_attention after three torch.nn.Linear.

    Raises BadInput for a size below 1, or when no sequence leads here.
    Source: Vaswani and others, Attention Is All You Need, 2017.
    """

    kind = "attention"

    def __init__(self, size: int, *, causal: bool = False, queries: Any = None, keys: Any = None,
                 values: Any = None, name: Optional[str] = None) -> None:
        self.size = validation.size(size, "the size of Attention")
        self.causal = causal
        self.name = name
        self.queries, self.keys, self.values = (
            Dense(size, "identity", **(options or {})) for options in (queries, keys, values))

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        steps = shaped(sources)
        require_shape(network, steps.shape, (2,), "a sequence, (steps, features)")
        asked, held, told = (
            [layer.called(network, features, what) for features in network.time_steps(steps)]
            for layer, what in ((self.queries, "query"), (self.keys, "key"),
                                (self.values, "value")))
        found: List[Neuron] = []
        for index, _ in enumerate(network.time_steps(steps)):
            last = index + 1 if self.causal else len(held)
            found += self._listen(LayerBuilder(network), asked[index], held[:last], told[:last])
        return Neurons(found, (steps.shape[0], self.size))

    def _listen(self, builder: LayerBuilder, query: Neurons, keys: List[Neurons],
                values: List[Neurons]) -> List[Neuron]:
        """The values of all steps, each in the share that its key answers to the query."""
        matches = [builder.neuron("match", step, list(zip(query, key)))
                   for step, key in enumerate(keys, start=1)]
        scores = [builder.neuron("score", step, builder.weighted_sum([match], 1.0 / math.sqrt(self.size)))
                  for step, match in enumerate(matches, start=1)]
        weights = shares(builder, scores, "weight", "")
        return [builder.neuron("", index, [(value[index], weight)
                                        for value, weight in zip(values, weights)])
                for index in range(self.size)]

    def __repr__(self) -> str:
        return f"Attention({self.size})"

"""Self-attention: every time step of a sequence attends to every time step, by query and key."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional

from ..network.network import Network
from ..network.shapes import Neurons
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from .dense import Dense
from .softmax import shares
from .terms import Index, LayerBuilder, require_sequence

DENSE_OPTIONS = ("weights", "biases")         # those of its Dense layers that can be chosen


class Attention:
    """Self-attention over a sequence, (steps, features), with one head or several.

    q, k, v = W x + b for each time step: its query, key and value (``size`` numbers each);
    score[i, j] = q[i] · k[j] / √size; weight[i, j] = softmax over j of score[i, j];
    value[i] = Σ_j weight[i, j] × v[j]. The outputs have the shape (steps, size).
    With ``causal`` a time step attends only to itself and to those before it.

    With several ``heads``, each does this with its own size / heads numbers of q, k and v, and a
    last Dense layer computes the outputs from all their values, as torch.nn.MultiheadAttention;
    with one head there is no such layer unless ``outputs`` asks for it.

    ``queries``, ``keys``, ``values``, ``outputs``: options of these Dense layers, such as
    {"weights": rows, "biases": "none"}; afterwards the layers themselves, with their Weights.
    One head is torch.nn.functional.scaled_dot_product_attention after three torch.nn.Linear.

    Raises BadInput for a size below 1 or one that the heads don't divide, for options that are
    none, or when the sources are no sequence.
    Source: Vaswani and others, Attention Is All You Need, 2017.
    """

    kind = "attention"

    def __init__(self, size: int, *, heads: int = 1, causal: bool = False, queries: Any = None,
                 keys: Any = None, values: Any = None, outputs: Any = None,
                 name: Optional[str] = None) -> None:
        self.size = validation.size(size, "the size of Attention")
        self.heads = validation.size(heads, "the number of heads of Attention")
        if self.size % self.heads:
            raise BadInput(f"{self.heads} heads can't share a size of {self.size}: "
                           "the size must be a multiple of the number of heads.")
        self.causal = validation.flag(causal, "causal")
        self.name = name
        self.queries, self.keys, self.values = (
            self._dense(options, what)
            for options, what in ((queries, "queries"), (keys, "keys"), (values, "values")))
        self.outputs = self._dense(outputs, "outputs") if self.heads > 1 or outputs is not None else None

    def _dense(self, options: Any, what: str) -> Dense:
        return Dense(self.size, "identity", **validation.options(
            options, f"the {what} of Attention", "options of a Dense layer", DENSE_OPTIONS))

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        sequence = require_sequence(network, sources)
        queries, keys, values = (
            [layer(network, features, what) for features in network.time_steps(sequence)]
            for layer, what in ((self.queries, "query"), (self.keys, "key"), (self.values, "value")))
        outputs: List[Neuron] = []
        for index, _ in enumerate(network.time_steps(sequence)):
            last = index + 1 if self.causal else len(keys)
            results = [neuron for head in range(self.heads) for neuron in
                       self._attend(LayerBuilder(network), head, queries[index], keys[:last], values[:last])]
            outputs += self.outputs(network, results, "output") if self.outputs else results
        return Neurons(outputs, (len(queries), self.size))

    def _attend(self, builder: LayerBuilder, head: int, query: Neurons, keys: List[Neurons],
                values: List[Neurons]) -> List[Neuron]:
        """Σ weight × value over the time steps, by how well each key matches the query, for one head."""
        index: Index = (head,) if self.heads > 1 else ()
        head_query, head_values = self._slice(query, head), [self._slice(value, head) for value in values]
        matches = [builder.neuron("match", (*index, number), list(zip(head_query, self._slice(key, head))))
                   for number, key in enumerate(keys, start=1)]
        scale = 1.0 / math.sqrt(len(head_query))
        scores = [builder.neuron("score", (*index, number), builder.weighted_sum([match], scale))
                  for number, match in enumerate(matches, start=1)]
        weights = shares(builder, scores, "weight", index)
        return [builder.neuron("head" if self.outputs else "", (*index, number), list(zip(column, weights)))
                for number, column in enumerate(zip(*head_values))]

    def _slice(self, neurons: Neurons, head: int) -> List[Neuron]:
        """The neurons of a query, a key or a value that belong to a head."""
        width = self.size // self.heads
        return neurons[head * width:(head + 1) * width]

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again, with the Weights that it has now."""
        denses = {"queries": self.queries, "keys": self.keys, "values": self.values, "outputs": self.outputs}
        return {"size": self.size, "heads": self.heads, "causal": self.causal, "name": self.name,
                **{what: dense and {name: dense.options()[name] for name in DENSE_OPTIONS}
                   for what, dense in denses.items()}}

    def __repr__(self) -> str:
        heads = f", heads={self.heads}" if self.heads > 1 else ""
        return f"Attention({self.size}{heads}{', causal=True' * self.causal})"

"""Recurrent layers: the same neurons once for each step of a sequence, with shared weights."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, List, NamedTuple, Optional, Sequence, Union

from ..activations import ACTIVATIONS, Activation
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import Initializer
from .terms import LayerBuilder, Term, require_shape, weighted

if TYPE_CHECKING:
    from ..network.network import Network


class State(NamedTuple):
    """What is remembered from one step to the next; empty before the first."""

    values: Sequence[Neuron] = ()
    cells: Sequence[Neuron] = ()        # an LSTM's second memory


class RecurrentLayer(ABC):
    """What the recurrent layers have in common: weights, steps, and which states come out.

    ``size``: how many numbers are remembered. ``states``: "last" (shape: size) or "all"
    (shape: steps × size). ``weights``: gates · size rows, one column for each feature;
    ``recurrent_weights``: gates · size rows of size columns; ``biases`` and
    ``recurrent_biases``: gates · size each; all as in Dense. Layout, order of the gates and
    the two biases are PyTorch's. The memory begins at 0, and nothing is linked to that 0.

    Raises BadInput for a size below 1, for other states, and when no sequence leads here.
    """

    kind = "memory"
    gates = 1

    def __init__(self, size: int, states: str = "last", weights: Any = None,
                 recurrent_weights: Any = None, biases: Any = None, recurrent_biases: Any = None,
                 name: Optional[str] = None) -> None:
        self.size = validation.size(size, f"the size of {type(self).__name__}")
        if states not in ("last", "all"):
            raise BadInput(f"states must be 'last' or 'all', not {states!r}.")
        self.states = states
        self.name = name
        self.weights: List[List[Weight]] = []
        self.recurrent_weights: List[List[Weight]] = []
        self.biases: List[Weight] = []
        self.recurrent_biases: List[Weight] = []
        self._initializer = Initializer(weights, biases)
        self._recurrent_initializer = Initializer(recurrent_weights, recurrent_biases)

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        steps = shaped(sources)
        require_shape(network, steps.shape, (2,), "a sequence, (steps, features)")
        self._prepare(network, steps.shape[1])
        state, values = State(), Neurons([])
        for features in network.time_steps(steps):
            state = self.step(LayerBuilder(network), features, state)
            values += state.values
        if self.states == "last":
            return Neurons(state.values)
        return Neurons(values, (steps.shape[0], self.size))

    def _prepare(self, network: Network, features: int) -> None:
        """Make the weights at the first call; see that they fit at every other."""
        rows = self.gates * self.size
        if not self.weights:
            fans = (features + self.size, self.size)
            again = self._recurrent_initializer
            self.weights, self.recurrent_weights, self.biases, self.recurrent_biases = (
                self._initializer.make_weights(network, (rows, features), fans),
                again.make_weights(network, (rows, self.size), fans, "recurrent_weight"),
                self._initializer.make_biases(network, rows, fans),
                again.make_biases(network, rows, fans, "recurrent_bias"))
        if len(self.weights[0]) != features:
            raise BadInput(f"the layer {network.group_name} has weights for {len(self.weights[0])} "
                           f"features, but a step has {features}.")

    @abstractmethod
    def step(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """The new state from the features of this step and the state of the step before."""

    def seen(self, builder: LayerBuilder, row: int, features: Sequence[Neuron]) -> List[Term]:
        """The terms of Σ weight × feature + bias, in that row of the weights."""
        bias = self.biases[row] if self.biases else None
        return weighted(builder.network, self.weights[row], features, bias)

    def recalled(self, builder: LayerBuilder, row: int, before: State) -> List[Term]:
        """The terms of Σ recurrent weight × value before + recurrent bias, in that row."""
        bias = self.recurrent_biases[row] if self.recurrent_biases else None
        return weighted(builder.network, self.recurrent_weights[row], before.values, bias)

    def gate(self, builder: LayerBuilder, what: str, row: int, features: Sequence[Neuron], before: State,
             activation: Union[str, Activation] = "sigmoid") -> Neuron:
        """A neuron that sees the features and what is remembered."""
        return builder.neuron(what, row % self.size, self.seen(builder, row, features)
                           + self.recalled(builder, row, before), activation)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.size}, {self.states!r})"


class Recurrent(RecurrentLayer):
    """An Elman network: h = activation(W x + b + W' h before + b'), as torch.nn.RNN.

    The options are those of all recurrent layers (see RecurrentLayer), and the activation.
    """

    def __init__(self, size: int, activation: Union[str, Activation] = "tanh",
                 states: str = "last", **options: Any) -> None:
        super().__init__(size, states, **options)
        self.activation = validation.choice(activation, ACTIVATIONS, "activation")

    def step(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """One neuron for each number that is remembered."""
        return State([self.gate(builder, "", index, features, before, self.activation)
                      for index in range(self.size)])


class LSTM(RecurrentLayer):
    """Long short-term memory; the rows of the weights are those of i, f, g and o, as torch.nn.LSTM.

    i, f, o = σ(W x + b + W' h before + b'): what comes in, what stays, what is told;
    g = tanh(…): the candidate; c = f × c before + i × g; h = o × tanh(c).
    The options are those of all recurrent layers (see RecurrentLayer).
    Source: Hochreiter and Schmidhuber, Long Short-Term Memory, 1997; the forget gate: Gers and
    others, Learning to Forget, 2000.
    """

    gates = 4

    def step(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """Four gates, a cell and a value for each number that is remembered."""
        cells, values = [], []
        for index in range(self.size):
            entering, keeping, candidate, telling = (
                self.gate(builder, what, number * self.size + index, features, before,
                          "tanh" if what == "candidate" else "sigmoid")
                for number, what in enumerate(("input", "forget", "candidate", "output")))
            kept: List[Term] = [(cell, keeping) for cell in before.cells[index:index + 1]]
            cells.append(builder.neuron("cell", index, [*kept, (candidate, entering)]))
            told = builder.neuron("told", index, builder.weighted_sum([cells[-1]]), "tanh")
            values.append(builder.neuron("", index, [(told, telling)]))
        return State(values, cells)


class GRU(RecurrentLayer):
    """Gated recurrent unit; the rows of the weights are those of r, z and n, as torch.nn.GRU.

    r, z = σ(W x + b + W' h before + b'): how much is recalled, how much stays;
    n = tanh(W x + b + r × (W' h before + b')): the candidate;
    h = (1 − z) × n + z × h before.
    The options are those of all recurrent layers (see RecurrentLayer).
    Source: Cho and others, Learning Phrase Representations, 2014, in PyTorch's variant.
    """

    gates = 3

    def step(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """Two gates, a candidate and a value for each number that is remembered."""
        values = []
        for index in range(self.size):
            reset = self.gate(builder, "reset", index, features, before)
            keeping = self.gate(builder, "keep", self.size + index, features, before)
            row = 2 * self.size + index
            recalled = builder.neuron("recalled", index, self.recalled(builder, row, before))
            candidate = builder.neuron("candidate", index, [*self.seen(builder, row, features),
                                                         (recalled, reset)], "tanh")
            fresh = builder.neuron("fresh", index, [builder.constant(1.0),
                                                 *builder.weighted_sum([keeping], -1.0)])
            kept: List[Term] = [(value, keeping) for value in before.values[index:index + 1]]
            values.append(builder.neuron("", index, [(candidate, fresh), *kept]))
        return State(values)

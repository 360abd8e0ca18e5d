"""Recurrent layers: the same neurons once for each time step of a sequence, with shared weights."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from ..activations import ACTIVATIONS, Activation
from ..network.network import Network
from ..network.shapes import Neurons
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import Initializer, make_weights
from .terms import LayerBuilder, Term, require_sequence


class State(NamedTuple):
    """The hidden state after a time step; empty where it begins at 0, and nothing is linked to that 0."""

    values: Sequence[Neuron] = ()
    cells: Sequence[Neuron] = ()        # the cell state of an LSTM


class RecurrentLayer(ABC):
    """What the recurrent layers have in common: weights, time steps, and which states they return.

    ``size``: how many numbers the hidden state has. ``states``: "last" (shape: size) or "all"
    (shape: steps × size). ``weights``: gates · size rows, one column for each feature;
    ``recurrent_weights``: gates · size rows of size columns; ``biases`` and
    ``recurrent_biases``: gates · size each; all as in Dense. Layout, order of the gates and
    the two biases are PyTorch's.

    ``first_state``: the state before the first time step, ``size`` entries; of an LSTM a pair of
    such lists, for the values and the cells, PyTorch's (h0, c0). A number is fixed, a Weight
    learns. By default the state begins at 0. Afterwards layer.first_values and layer.first_cells
    are the Weights. A first state that other neurons compute, and the last state: see ``run``.

    Raises BadInput for a size below 1, for other states, for a first state of another length, and
    when the sources are no sequence.
    """

    kind = "memory"
    gates = 1
    has_cells = False

    def __init__(self, size: int, states: str = "last", weights: Any = None,
                 recurrent_weights: Any = None, biases: Any = None, recurrent_biases: Any = None,
                 name: Optional[str] = None, *, first_state: Any = None) -> None:
        self.size = validation.size(size, f"the size of {type(self).__name__}")
        self.states = validation.one_of(states, ("last", "all"), "states")
        self.name = name
        self.weights: List[List[Weight]] = []
        self.recurrent_weights: List[List[Weight]] = []
        self.biases: List[Weight] = []
        self.recurrent_biases: List[Weight] = []
        self.first_values, self.first_cells = self._first_weights(first_state)
        self._initializer = Initializer(weights, biases)
        self._recurrent_initializer = Initializer(recurrent_weights, recurrent_biases)

    def _first_weights(self, first_state: Any) -> Tuple[List[Weight], List[Weight]]:
        """The Weights of the first values and of the first cells; none where they begin at 0."""
        kind = type(self).__name__
        if first_state is None:
            return [], []
        if not self.has_cells:
            return _as_weights(first_state, self.size, f"the first state of {kind}"), []
        values, cells = validation.sequence(first_state, 2, f"the first state of {kind}, (values, cells),")
        return (_as_weights(values, self.size, f"the first hidden state of {kind}"),
                _as_weights(cells, self.size, f"the first cell state of {kind}"))

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        return self.run(network, sources)[0]

    def run(self, network: Network, sources: List[Neuron],
            first: Optional[State] = None) -> Tuple[Neurons, State]:
        """The same, with the state after the last time step beside the new neurons.

        ``first``: the neurons whose values are the state before the first time step, in place of
        ``first_state``: of another layer, or inputs. Raises BadInput for another number of them.
        """
        sequence = require_sequence(network, sources)
        self._prepare(network, sequence.shape[1])
        state, values = self._first(LayerBuilder(network), first or State()), Neurons([])
        for features in network.time_steps(sequence):
            state = self.next_state(LayerBuilder(network), features, state)
            values += state.values
        if self.states == "last":
            return Neurons(state.values), state
        return Neurons(values, (sequence.shape[0], self.size)), state

    def _prepare(self, network: Network, features: int) -> None:
        """Make the weights when first applied; check that they fit whenever applied again."""
        if not self.weights:
            rows, fans = self.gates * self.size, (features + self.size, self.size)
            first, recurrent = self._initializer, self._recurrent_initializer
            self.weights, self.recurrent_weights, self.biases, self.recurrent_biases = (
                first.make_weights(network, (rows, features), fans),
                recurrent.make_weights(network, (rows, self.size), fans, "recurrent_weight"),
                first.make_biases(network, rows, fans),
                recurrent.make_biases(network, rows, fans, "recurrent_bias"))
            for weights, what in ((self.first_values, "first_value"), (self.first_cells, "first_cell_value")):
                make_weights(network, weights, (len(weights),), fans, what)        # which names them
        if len(self.weights[0]) != features:
            raise BadInput(f"the layer {network.group_name} has weights for {len(self.weights[0])} "
                           f"features, but a time step has {features}.")
        network.include([self.weights, self.recurrent_weights, self.biases, self.recurrent_biases,
                         self.first_values, self.first_cells])

    def _first(self, builder: LayerBuilder, first: State) -> State:
        """The state before the first time step: those neurons, or one for each Weight of it."""
        if not isinstance(first, State):
            raise BadInput(f"the first state must be a State, such as State(neurons), not {first!r}.")
        for neurons, needed, what in ((first.values, self.size, "hidden"),
                                      (first.cells, self.size if self.has_cells else 0, "cell")):
            if neurons:
                validation.sequence(neurons, needed, f"the first {what} state of the layer {builder.layer}")
        return State(first.values or self._first_neurons(builder, "first", self.first_values),
                     first.cells or self._first_neurons(builder, "first_cell", self.first_cells))

    def _first_neurons(self, builder: LayerBuilder, what: str, weights: List[Weight]) -> List[Neuron]:
        return [builder.neuron(what, index, [(builder.network.bias, weight)])
                for index, weight in enumerate(weights)]

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again, with the Weights that it has now."""
        first = (self.first_values, self.first_cells) if self.has_cells else self.first_values
        return {"size": self.size, "states": self.states, "weights": self.weights,
                "recurrent_weights": self.recurrent_weights, "biases": self.biases or "none",
                "recurrent_biases": self.recurrent_biases or "none",
                "first_state": first if self.first_values else None, "name": self.name}

    @abstractmethod
    def next_state(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """The state after a time step, from its features and the state before."""

    def gate(self, builder: LayerBuilder, what: str, row: int, features: Sequence[Neuron], before: State,
             activation: Union[str, Activation] = "sigmoid") -> Neuron:
        """activation(W x + b + W' h before + b'), in that row of the weights."""
        return builder.neuron(what, row % self.size, [
            *builder.affine(self.weights, self.biases, row, features),
            *builder.affine(self.recurrent_weights, self.recurrent_biases, row, before.values)], activation)

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

    def next_state(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """One neuron for each number of the state."""
        return State([self.gate(builder, "", index, features, before, self.activation)
                      for index in range(self.size)])

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again, with the Weights that it has now."""
        return {**super().options(), "activation": self.activation}


class LSTM(RecurrentLayer):
    """Long short-term memory; the rows of the weights are those of i, f, g and o, as torch.nn.LSTM.

    i, f, o = σ(W x + b + W' h before + b'): the input, forget and output gates;
    g = tanh(…): the candidate; c = f × c before + i × g: the cell; h = o × tanh(c).
    The options are those of all recurrent layers (see RecurrentLayer).
    Source: Hochreiter and Schmidhuber, Long Short-Term Memory, 1997; the forget gate: Gers and
    others, Learning to Forget, 2000.
    """

    gates = 4
    has_cells = True

    def next_state(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """Three gates, a candidate, a cell and a value for each number of the state."""
        cells, values = [], []
        for index in range(self.size):
            input_gate, forget_gate, candidate, output_gate = (
                self.gate(builder, what, number * self.size + index, features, before,
                          "tanh" if what == "candidate" else "sigmoid")
                for number, what in enumerate(("input", "forget", "candidate", "output")))
            remembered: List[Term] = [(cell, forget_gate) for cell in before.cells[index:index + 1]]
            cells.append(builder.neuron("cell", index, [*remembered, (candidate, input_gate)]))
            cell_tanh = builder.neuron("cell_tanh", index, builder.weighted_sum([cells[-1]]), "tanh")
            values.append(builder.neuron("", index, [(cell_tanh, output_gate)]))
        return State(values, cells)


class GRU(RecurrentLayer):
    """Gated recurrent unit; the rows of the weights are those of r, z and n, as torch.nn.GRU.

    r, z = σ(W x + b + W' h before + b'): the reset and update gates;
    n = tanh(W x + b + r × (W' h before + b')): the candidate;
    h = (1 − z) × n + z × h before.
    The options are those of all recurrent layers (see RecurrentLayer).
    Source: Cho and others, Learning Phrase Representations, 2014, in PyTorch's variant.
    """

    gates = 3

    def next_state(self, builder: LayerBuilder, features: Sequence[Neuron], before: State) -> State:
        """Two gates, a candidate and a value for each number of the state."""
        values = []
        for index in range(self.size):
            reset = self.gate(builder, "reset", index, features, before)
            update = self.gate(builder, "update", self.size + index, features, before)
            row = 2 * self.size + index
            recurrent = builder.neuron("recurrent", index, builder.affine(
                self.recurrent_weights, self.recurrent_biases, row, before.values))
            candidate = builder.neuron("candidate", index, [
                *builder.affine(self.weights, self.biases, row, features), (recurrent, reset)], "tanh")
            one_minus_update = builder.neuron("one_minus_update", index, [
                builder.constant(1.0), *builder.weighted_sum([update], -1.0)])
            remembered: List[Term] = [(value, update) for value in before.values[index:index + 1]]
            values.append(builder.neuron("", index, [(candidate, one_minus_update), *remembered]))
        return State(values)


def _as_weights(entries: Any, size: int, what: str) -> List[Weight]:
    """Each number as a fixed Weight; a Weight stays as it is."""
    return [entry if isinstance(entry, Weight) else Weight(validation.number(entry, what), trainable=False)
            for entry in validation.sequence(entries, size, what)]

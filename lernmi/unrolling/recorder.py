"""The recorder: one learning step of a network on symbols, by the objects' own methods."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from ..activations import Activation, is_built_in
from ..network.network import Network
from ..network.snapshot import LearningSnapshot, Snapshot
from ..neuron import Neuron
from ..weight import Weight
from .names import VariableNames
from .signature import check_apart, check_user_defined
from .stored import Stored
from .symbolic.branches import Calls, succeeding
from .symbolic.limits import FINITE, LARGEST
from .symbolic.symbols import NotSymbolic, Symbol, SymbolTable
from .update_recorder import UpdateRecorder, reason

FORWARD, LOSS, BACKWARD, FINISH, UPDATE = "forward", "loss", "backward", "finish", "update"


class Recorder:
    """One learning step on symbols.

    ``batched``: whether the sensitivities of several samples add up before the update. ``minus_zeros``:
    weights that may become −0. ``original``: the network of which ``network`` is batch copies: the
    optimizer updates its weights, and divides by the number of the copies. Without an optimizer, it is
    the forward pass, with the loss if it ``has_loss``. After ``record``:

    ============== ======================================================================
    table          all symbols
    inputs         variables: the input neurons, then those that are set before each sample
    targets        variables
    weights        the trainable weights, as Stored numbers
    others         what else is stored: fixed weights, the optimizer's memory
    rates          the optimizer's learning rates, as Stored numbers
    gradients      of each trainable weight, its sensitivity, summed over the batch so far, if there is one
    count          the variable that is the number of samples, if there is a batch
    loss, outputs  what the step computes
    conditions     what the outputs must fulfil
    most           by the index of a symbol, how large it may be without a look; the objects check it
    phases         the names of the phases, each with the number of symbols when it was over
    names          the names of symbols, by id
    update_stays   why the update is left to the optimizer, or ""
    ============== ======================================================================

    Raises NotSymbolic where the step can't be run on symbols.
    """

    def __init__(self, network: Network, optimizer: Any = None, batched: bool = False, *,
                 minus_zeros: Iterable[Weight] = (), original: Optional[Network] = None,
                 has_loss: bool = True, for_functions: Iterable[str] = ()) -> None:
        self.network = network
        self.original = original or network
        self.optimizer = optimizer
        self.minus_zeros = set(minus_zeros)
        self.has_loss = has_loss
        self.variable_names = VariableNames(network, self.original.weights, for_functions)
        self.table = SymbolTable(self.variable_names.of_function)
        self.calls = Calls(self.table)
        self.names: Dict[int, str] = {}
        self.phases: List[Tuple[str, int]] = []
        self.targets: List[Symbol] = []
        self.rates: List[Stored] = []
        self.conditions: Sequence[Symbol] = ()
        self.loss: Any = None
        self.gradients: List[Stored] = []
        self.count: Optional[Symbol] = self.variable("samples") if batched else None
        self.update_stays = ""
        self.most: Dict[int, float] = {}
        self._activations: Dict[int, Activation] = {}
        self._user_defined = [neuron for neuron in network.neurons if not is_built_in(neuron.activation)]

    def variable(self, words: str, never_negative_zero: bool = False) -> Symbol:
        """A new variable with a name like these words."""
        return self.table.variable(self.variable_names.new(words), never_negative_zero)

    # ---- the step ------------------------------------------------------------------------------

    def record(self) -> None:
        """Run it; then every object is as before."""
        check_user_defined(self.network, self.original, self.calls)
        with self.original.prepared_for(self.optimizer):
            self._record()

    def _record(self) -> None:
        original, snapshot = Snapshot(self.original.weights), LearningSnapshot(self.network)
        try:
            self._start()
            self._forward()
            if self.has_loss:
                self._loss()
            self._collect_checked()
            if self.optimizer is not None:
                self._backward()
                self._collect_checked()
                self._finish()
                self._update()
        except NotSymbolic:
            raise
        except Exception as error:          # of a user-defined class, say
            raise NotSymbolic(f"{type(error).__name__}: {error}") from error
        finally:
            snapshot.restore()
            original.restore()

    def _phase(self, name: str) -> None:
        self.phases.append((name, self.table.count))

    def _start(self) -> None:
        network = self.network
        scheduled = {id(thing) for thing in network.schedule}
        scheduled |= {id(neuron) for neuron in (*network.inputs, network.bias)}
        self.sources = [*network.inputs, *(one for one in network.neurons if id(one) not in scheduled)]
        self.inputs = [self.table.variable(self.variable_names.of(neuron)) for neuron in self.sources]
        constants = set(map(id, network.constants))
        self.weights = [self._stored(weight) for weight in self.original.weights]
        self.others = [self._stored(weight) for weight in network.fixed_weights
                       if id(weight) not in constants]
        for neuron in network.neurons:
            neuron.reset()
            neuron.activation = self._symbolic(neuron.activation)
        for neuron, variable in zip(self.sources, self.inputs):
            neuron.set_value(variable)
        for weight in network.fixed_weights:
            weight.reset()
        for stored in self.weights:
            weight = stored.thing
            weight.sensitivity = 0.0
            if self.count is not None:
                self.gradients.append(self._gradient(weight))

    def _stored(self, weight: Weight) -> Stored:
        variable = self.table.variable(self.variable_names.of(weight), weight not in self.minus_zeros)
        stored = Stored(weight, "value", variable)
        weight.value = variable             # type: ignore[assignment]
        return stored

    def _gradient(self, weight: Weight) -> Stored:
        variable = self.variable(f"sensitivity_{self.variable_names.of(weight)}", never_negative_zero=True)
        weight.sensitivity = variable       # type: ignore[assignment]
        return Stored(weight, "sensitivity", variable)

    def _symbolic(self, activation: Activation) -> Activation:
        """The same activation for symbols."""
        if id(activation) not in self._activations:
            self._activations[id(activation)] = activation._replace(
                function=self.calls.applying(activation.function),
                slope=self.calls.applying(activation.slope))
        return self._activations[id(activation)]

    def _forward(self) -> None:
        for scheduled in self.network.schedule:
            scheduled.forward()
            if isinstance(scheduled, Neuron):
                self._name_forward(scheduled)
        self.outputs = [self.table.symbol(neuron.value) for neuron in self.network.outputs]
        self._phase(FORWARD)

    def _name_forward(self, neuron: Neuron) -> None:
        """A value has the neuron's own name, which nothing else has."""
        value: Any = neuron.value
        if isinstance(value, Symbol) and value.operands:
            self.names.setdefault(id(value), self.variable_names.of(neuron))
        self._name(neuron, "total")
        self._name(neuron, "slope")

    def _loss(self) -> None:
        loss, outputs = self.network.loss, self.network.outputs
        count = len(outputs) // loss.outputs_per_target
        self.targets = [self.variable(f"target_{self.variable_names.of(neuron)}")
                        for neuron in outputs[:count]]
        self.conditions = succeeding(self.table, loss.check_outputs, outputs)
        values = list(self.outputs)
        self.loss = self.table.symbol(self.calls.applied(loss.function, [values, self.targets]))
        self.give_name(self.loss, "loss")
        if self.optimizer is not None:
            slopes = self.calls.applied_list(loss.slopes, [values, self.targets], len(outputs))
            for neuron, slope in zip(outputs, slopes):
                neuron.sensitivity += slope
        self._phase(LOSS)

    def _backward(self) -> None:
        for link in reversed(self.network.links):
            self._name(link.target, "sensitivity")
            link.backward()
            if isinstance(link.sensitivity, Symbol):
                self.give_name(link.sensitivity, f"passed_back_{self.variable_names.of(link.target)}")
        for stored in self.gradients:
            stored.new = self.table.symbol(stored.read())
        self._phase(BACKWARD)

    def _finish(self) -> None:
        for finish in self.network.finishing:
            finish()
        for stored in self.others:
            stored.new = self.table.symbol(stored.read())
        self._phase(FINISH)

    def _name(self, neuron: Neuron, attribute: str) -> None:
        self.give_name(getattr(neuron, attribute), f"{attribute}_{self.variable_names.of(neuron)}")

    def _collect_checked(self) -> None:
        """The numbers that the objects check for being finite."""
        network = self.network
        factors = [self.loss if self.has_loss else None, *(neuron.value for neuron in network.neurons),
                   *(neuron.sensitivity for neuron in network.outputs),
                   *(link.sensitivity for link in network.links)]
        sums = [*(neuron.total for neuron in network.neurons),
                *(neuron.sensitivity for neuron in network.neurons),
                *(weight.sensitivity for weight in network.fixed_weights)]
        if self.optimizer is None:          # nobody else computes these; a user-defined one may fail
            sums += [neuron.slope for neuron in self._user_defined]
        for numbers, most in ((sums, FINITE), (factors, LARGEST)):
            self.most.update((number.index, most) for number in numbers if isinstance(number, Symbol))

    def give_name(self, number: Any, words: str) -> None:
        """A name like these words for a symbol that has none and is a result."""
        if isinstance(number, Symbol) and number.operands and id(number) not in self.names:
            self.names[id(number)] = self.variable_names.new(words)

    def _update(self) -> None:
        """By the optimizer's own method, where it can be run on symbols; else it stays a call of it."""
        for stored in self.gradients:
            stored.thing.sensitivity = stored.variable
        recorder = UpdateRecorder(self, self.optimizer)
        try:
            recorder.record()
        except Exception as error:          # whatever a user-defined update makes of what isn't a float
            check_apart(self.optimizer)
            self.update_stays = f"the update stays a call of {type(self.optimizer).__name__}: {reason(error)}"
        else:
            self.others += recorder.memories
            self.rates = recorder.rates
            self.calls.codes[id(self.optimizer)] = recorder.code
        self._phase(UPDATE)

    def release(self) -> None:
        """Forget all symbols: what they are for is written."""
        for stored in (*self.weights, *self.others, *self.rates, *self.gradients):
            stored.release()
        self.table.clear()
        self.inputs, self.targets, self.outputs, self.conditions, self.names = [], [], [], (), {}
        del self.loss, self.count

    @property
    def samples(self) -> Any:
        """How many samples the sensitivities are summed over: a number, or its variable."""
        return self.network.samples if self.count is None else self.count

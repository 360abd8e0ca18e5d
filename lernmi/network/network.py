"""A network: neurons and links in the order in which they run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Protocol, Sequence, Tuple, Union

from ..losses import LOSSES, Loss
from ..neuron import Neuron
from ..support import validation
from ..support.errors import LernmiError, NumericError, OutOfOrder
from ..support.late_imports import Displayable, Trainable
from ..weight import Weight
from . import numeric_checks, ordering
from .builder import Builder
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .batch_copies import BatchCopies

Layer = Callable[["Network", List[Neuron]], List[Neuron]]
Sample = Tuple[Sequence[Any], Sequence[Any]]        # inputs, targets


class Updater(Protocol):
    """What learning needs of an optimizer: change the weights, use up their sensitivities."""

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        """Change every weight by its sensitivity."""


class Network(Builder, Trainable, Displayable):
    """Layers of neurons, run forwards and backwards one object at a time.

    ``inputs`` is a number of input neurons or a shape such as (rows, columns). Each layer is
    called with the network and the neurons before it, builds its own neurons and links, and
    returns its outputs; a user-defined function can be a layer. ``loss`` is a name or a Loss.
    ``seed`` starts the one generator that draws every random number of this network.

    =============== =============================================================
    neurons         every neuron, in forward order; the inputs and the bias come first
    links           every link, in forward order; reversed, it is the backward order
    weights         every trainable Weight, once; fixed_weights are the others
    inputs, outputs the first neurons and the last
    layers          the layers, as they were passed in
    groups          the neurons by the name of their layer
    names           the NameTable: everything by its name
    schedule        what runs in a forward pass: each neuron's links, then the neuron
    forward_done    whether a forward pass was just done, so that backward may follow
    loss            the Loss
    shape           of the inputs
    random          the generator of random numbers
    samples         how many it takes at once: 1, but for batch copies
    needs_batch     whether it learns from several samples at once only (BatchNorm)
    =============== =============================================================

    Raises BadInput for a size or a wiring that can't work, UnknownName for an unknown loss.

    >>> from lernmi import Dense, GradientDescent
    >>> network = Network(2, Dense(3), Dense(1), seed=1)
    >>> before = network.learn([0, 1], [1], GradientDescent(rate=0.5))
    >>> after = network.learn([0, 1], [1], GradientDescent(rate=0.5))
    >>> after < before
    True
    """

    def __init__(self, inputs: Union[int, Sequence[int]], *layers: Layer,
                 loss: Union[str, Loss] = "squared_error", seed: Optional[int] = None) -> None:
        validation.layers(layers)
        self.loss = validation.choice(loss, LOSSES, "loss")
        self.forward_done = False
        self._batch_copies: Dict[int, BatchCopies] = {}
        super().__init__(validation.shape(inputs, "the number of inputs"), layers, seed)
        self.needs_batch = any(map(ordering.needs_batch, self.layers))
        self.samples = 1
        ordering.warn_of_unsuitable_loss(self.layers[-1], self.loss, len(self.outputs))

    # ---- one learning step ---------------------------------------------------------------

    def forward(self, inputs: Sequence[Any], training: bool = True) -> List[float]:
        """Inputs to outputs: every link delivers, every neuron answers.

        ``inputs``: one number for each input neuron, flat or nested like the shape. With
        ``training``, dropout silences neurons.
        Raises BadInput and changes nothing when they don't fit, NumericError naming the
        first neuron whose total or value is not a finite number.
        """
        self.set_inputs(inputs, training)
        try:
            for scheduled in self.schedule:
                scheduled.forward()
        except (ArithmeticError, ValueError) as error:
            raise numeric_checks.cannot_compute(scheduled, error) from error
        return self.read_outputs()

    def set_inputs(self, inputs: Sequence[Any], training: bool = True) -> None:
        """Reset what the last sample left, and set the input neurons to this one.

        Raises BadInput and changes nothing when the inputs don't fit.
        """
        values = validation.numbers(inputs, self.shape, "input")
        self.forward_done = False
        for neuron in self.neurons:
            neuron.reset()
        for weight in self.fixed_weights:
            weight.reset()
        for neuron, value in zip(self.inputs, values):
            neuron.set_value(value)
        for prepare in self.preparations:
            prepare(training)

    def read_outputs(self) -> List[float]:
        """The outputs, once every neuron has answered; NumericError where a number isn't finite."""
        numeric_checks.finite_values(self.neurons)
        self.forward_done = True
        return [neuron.value for neuron in self.outputs]

    def backward(self, targets: Sequence[Any]) -> float:
        """The loss, and from it every sensitivity, handed back link by link.

        ``targets``: what each output should have been. Adds to the weights' sensitivities;
        changes no weight. Raises BadInput and changes nothing when the targets don't fit, or an
        output is one for which the loss isn't defined, OutOfOrder without a forward pass just
        before, NumericError naming the first neuron whose sensitivity is not a finite number.
        """
        loss = self.compute_loss(self.check_targets(targets))
        for link in reversed(self.links):
            link.backward()
        numeric_checks.finite_sensitivities(self.neurons, self.links, self.fixed_weights)
        return loss

    def compute_loss(self, targets: List[float]) -> float:
        """The loss; adds to each output's sensitivity the slope of the loss there.

        Raises OutOfOrder without a forward pass just before it, and what loss_at raises.
        """
        if not self.forward_done:
            raise OutOfOrder("backward needs a forward pass just before it: "
                             "call network.forward(inputs), then network.backward(targets).")
        loss = self.loss_at(targets)
        self.forward_done = False
        for neuron, slope in zip(self.outputs, self._slopes(targets)):
            neuron.sensitivity += slope
        return loss

    def _slopes(self, targets: List[float]) -> List[float]:
        """∂loss/∂value of each output."""
        try:
            slopes = self.loss.slopes([neuron.value for neuron in self.outputs], targets)
        except (ArithmeticError, ValueError) as error:
            raise numeric_checks.cannot_compute(self.loss, error) from error
        slopes = validation.sequence(slopes, len(self.outputs), f"what the slopes of {self.loss.name} return")
        return numeric_checks.finite_slopes(slopes, self.outputs, self.loss)

    def learn(self, inputs: Sequence[Any], targets: Sequence[Any], optimizer: Updater) -> float:
        """Forward, backward, update, for one sample; returns the loss before the update.

        Two phases: first every sensitivity, then every weight. When it raises, no weight and
        no weight's sensitivity has changed, nor the memory of this package's optimizers; the
        neurons and links hold the numbers of the attempt, for inspection.
        """
        return self.learn_batch([(inputs, targets)], optimizer)

    def learn_batch(self, samples: Sequence[Sample], optimizer: Updater) -> float:
        """The same for several samples, pairs (inputs, targets), and one update after all.

        Their sensitivities add up; the update divides them by the number of samples. Returns
        the mean loss before the update.
        """
        validation.optimizer(optimizer)
        for _, targets in samples:
            self.check_targets(targets)
        with Snapshot(self.weights + self.fixed_weights):
            loss = self.accumulate(samples)
            self.update(optimizer, len(samples) * self.samples)
        return loss / len(samples)

    def accumulate(self, samples: Sequence[Sample]) -> float:
        """Forward and backward for each sample; the sum of their losses."""
        if self.needs_batch:
            return self.photocopied(len(samples)).accumulate_together(samples)
        loss = 0.0
        for inputs, targets in samples:
            self.forward(inputs)
            loss += self.backward(targets)
        return loss

    def photocopied(self, samples: int) -> BatchCopies:
        """This network once for each of several samples, with the same Weights.

        Its inputs have the shape (samples, *shape), its targets are those of all samples in a
        row, and its loss is the sum of theirs.
        """
        if samples not in self._batch_copies:
            from .batch_copies import BatchCopies
            self._batch_copies[samples] = BatchCopies(self, samples)
        return self._batch_copies[samples]

    def update(self, optimizer: Updater, samples: Optional[int] = None) -> None:
        """Let the optimizer change every weight; then their sensitivities are used up.

        ``samples``: how many samples the sensitivities are summed over; by default as many as the
        network takes at once, which is one but for batch copies. Raises NumericError, and changes
        nothing, when a weight would no longer be finite.
        """
        count = self.samples if samples is None else validation.integer(samples, "the number of samples")
        try:
            optimizer.update(self.weights, count)
        except NumericError as error:
            raise numeric_checks.with_neuron(error, self.links) from None

    def predict(self, inputs: Sequence[Any]) -> List[float]:
        """The outputs as after training; raises what forward raises."""
        outputs = self.forward(inputs, training=False)
        self.forward_done = False
        return outputs

    def evaluate(self, inputs: Sequence[Any], targets: Sequence[Any]) -> float:
        """The loss on one sample as after training; raises what predict and loss_at raise."""
        targets = self.check_targets(targets)
        self.predict(inputs)
        return self.loss_at(targets)

    def loss_at(self, targets: List[float]) -> float:
        """The loss of the outputs as they are now.

        Raises BadInput for an output for which the loss isn't defined, NumericError for a loss
        that is not a finite number.
        """
        self.loss.check_outputs(self.outputs)
        try:
            loss = self.loss.function([neuron.value for neuron in self.outputs], targets)
        except LernmiError:
            raise
        except (ArithmeticError, ValueError):       # a user-defined loss that divides by 0, or has ln 0
            loss = math.nan
        numeric_checks.finite_loss(loss, self.outputs, targets, self.loss)
        return loss

    def check_targets(self, targets: Sequence[Any]) -> List[float]:
        """The targets as floats, or BadInput."""
        return self.loss.check_targets(targets, len(self.outputs))

    def __repr__(self) -> str:
        sizes = " → ".join(f"{name} {len(neurons)}" for name, neurons in self.groups.items()
                           if name != "bias")
        if not hasattr(self, "links"):
            return f"Network({sizes}; under construction)"
        return f"Network({sizes}; {len(self.links)} links, {len(self.weights)} weights)"

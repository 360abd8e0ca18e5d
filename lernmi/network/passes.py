"""The passes of a network: forward, inputs to outputs, and backward, the loss to every sensitivity."""

from __future__ import annotations

import math
from typing import Any, List, Optional, Sequence, Tuple, Union

from ..losses import LOSSES, Loss
from ..support import validation
from ..support.errors import LernmiError, OutOfOrder
from . import numeric_checks
from .builder import Builder
from .classes import as_targets, checked


class Passes(Builder):
    """A network that can be run, forwards and backwards."""

    def __init__(self, shape: Tuple[int, ...], layers: Sequence[Any], loss: Union[str, Loss],
                 seed: Optional[int]) -> None:
        self.loss = loss
        self.last_phase = ""
        self.targets: List[float] = []
        self.latest_loss: Optional[float] = None
        self._classes: Tuple[str, ...] = ()
        super().__init__(shape, layers, seed)

    @property
    def loss(self) -> Loss:
        """How wrong the outputs are: a Loss; it is set as one or by its name."""
        return self._loss

    @loss.setter
    def loss(self, loss: Any) -> None:
        self._loss: Loss = validation.choice(loss, LOSSES, "loss")

    @property
    def classes(self) -> Tuple[str, ...]:
        """The names of what the outputs stand for; () where they are no classes."""
        return self._classes

    @classes.setter
    def classes(self, names: Any) -> None:
        self._classes = checked(names, len(self.outputs))

    # ---- forward ---------------------------------------------------------------------------

    def forward(self, inputs: Sequence[Any], training: bool = True) -> List[float]:
        """Inputs to outputs: every link delivers, every neuron answers.

        ``inputs``: one number for each input neuron, flat or nested like the shape. With
        ``training``, dropout silences neurons.
        Raises BadInput and changes nothing when they don't fit, NumericError naming the
        first neuron whose total or value is not a finite number.
        """
        self.refresh()
        return self.run(inputs, training)

    def run(self, inputs: Sequence[Any], training: bool = True) -> List[float]:
        """The same, when nothing was changed by hand since ``refresh``."""
        self.set_inputs(inputs, training)
        try:
            for scheduled in self.schedule:
                scheduled.forward()
        except numeric_checks.FAILURES as error:
            numeric_checks.explain(scheduled, error)
            raise
        return self.read_outputs()

    def set_inputs(self, inputs: Sequence[Any], training: bool = True) -> None:
        """Reset what the last sample left, and set the input neurons to this one.

        Raises BadInput and changes nothing when the inputs don't fit.
        """
        values = validation.numbers(inputs, self.shape, "input")
        self.last_phase, self.targets, self.latest_loss = "", [], None
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
        self.last_phase = "forward"
        return [neuron.value for neuron in self.outputs]

    def predict(self, inputs: Sequence[Any]) -> List[float]:
        """The outputs as after training; raises what forward raises."""
        outputs = self.forward(inputs, training=False)
        self.last_phase = "predict"
        return outputs

    def evaluate(self, inputs: Sequence[Any], targets: Sequence[Any]) -> float:
        """The loss on one sample as after training; raises what predict and loss_at raise."""
        targets = self.check_targets(targets)
        self.predict(inputs)
        return self.loss_at(targets)

    # ---- backward --------------------------------------------------------------------------

    def backward(self, targets: Sequence[Any]) -> float:
        """The loss, and from it every sensitivity, passed back link by link.

        ``targets``: what each output should have been. Adds to the weights' sensitivities;
        changes no weight. Raises BadInput and changes nothing when the targets don't fit, or an
        output is one for which the loss isn't defined, OutOfOrder without a forward pass just
        before, NumericError naming the first neuron whose sensitivity is not a finite number.
        """
        loss = self.compute_loss(targets)
        self.backpropagate()
        return loss

    def compute_loss(self, targets: Sequence[Any]) -> float:
        """The first half of backward: the loss, and its slope at each output, which is its sensitivity.

        Raises OutOfOrder without a forward pass just before it, BadInput and NumericError as backward.
        """
        return self.start_backward(self.check_targets(targets))

    def backpropagate(self) -> None:
        """The second half of backward: every link, from the last to the first.

        Raises OutOfOrder without compute_loss just before it, NumericError as backward.
        """
        if self.last_phase != "loss":
            raise OutOfOrder("backpropagate needs the loss just before it: "
                             "call network.compute_loss(targets).")
        for link in reversed(self.links):
            link.backward()
        numeric_checks.finite_sensitivities(self.neurons, self.links, self.fixed_weights)
        self.last_phase = "backward"

    def start_backward(self, targets: Sequence[float]) -> float:
        """What compute_loss does, for targets as check_targets returns them."""
        if self.last_phase != "forward":
            raise OutOfOrder("backward needs a forward pass just before it: "
                             "call network.forward(inputs), then network.backward(targets).")
        loss = self.loss_at(targets)
        self.last_phase, self.targets, self.latest_loss = "loss", list(map(float, targets)), float(loss)
        for neuron, slope in zip(self.outputs, self._slopes(targets)):
            neuron.sensitivity += slope
        return loss

    def _slopes(self, targets: Sequence[float]) -> List[float]:
        """∂loss/∂value of each output."""
        loss = self._loss
        try:
            slopes = loss.slopes([neuron.value for neuron in self.outputs], targets)
        except numeric_checks.FAILURES as error:
            numeric_checks.explain(loss, error)
            raise
        if numeric_checks.are_finite(slopes, len(self.outputs)):
            return slopes
        slopes = validation.results(slopes, len(self.outputs), f"what the slopes of {loss.name} return")
        return numeric_checks.finite_slopes(slopes, self.outputs, loss)

    def loss_at(self, targets: Sequence[float]) -> float:
        """The loss of the outputs as they are now.

        Raises BadInput for an output for which the loss isn't defined, NumericError for a loss
        that is not a finite number.
        """
        self._loss.check_outputs(self.outputs)
        try:
            loss = self._loss.function([neuron.value for neuron in self.outputs], targets)
        except LernmiError:
            raise
        except (ArithmeticError, ValueError):       # a user-defined loss that divides by 0, or has ln 0
            loss = math.nan
        numeric_checks.finite_loss(loss, self.outputs, targets, self._loss)
        return loss

    def check_targets(self, targets: Sequence[Any]) -> List[float]:
        """The targets as floats, from numbers, or from the name or the number of a class; or BadInput."""
        count = len(self.outputs)
        return self._loss.check_targets(as_targets(targets, self._classes, self._loss, count), count)

    def reset(self) -> None:
        """Forget every sensitivity, of neurons, links and weights."""
        things: Sequence[Any] = (*self.neurons, *self.links, *self.weights, *self.fixed_weights)
        for thing in things:
            thing.sensitivity = 0.0
        if self.last_phase != "forward":
            self.last_phase = ""

"""A network: neurons and links in the order in which they work."""

from __future__ import annotations

import random
from typing import Any, Callable, Dict, List, Optional, Sequence, Union

from . import checks, wiring
from .errors import BadInput, NumericError, OutOfOrder, UnknownName
from .link import Link
from .losses import LOSSES, Loss
from .neuron import Neuron
from .shown import Shown
from .weight import Weight

Layer = Callable[["Network", List[Neuron]], List[Neuron]]


class Network(Shown):
    """Layers of neurons, run forwards and backwards one object at a time.

    ``inputs`` is a number of input neurons or a shape such as (rows, columns). Each layer is
    called with the network and the neurons before it, builds its own neurons and links, and
    returns its outputs; a function of your own can be a layer. ``loss`` is a name or a Loss.
    ``seed`` starts the one generator that draws every random number of this network.

    =============== =============================================================
    neurons         every neuron, in forward order; the inputs and the bias come first
    links           every link, in forward order; reversed, it is the backward order
    weights         every trainable Weight, once; fixed_weights are the others
    inputs, outputs the first neurons and the last
    layers          the layers as they were given
    groups          the neurons by the name of their layer
    schedule        what runs in a forward pass: each neuron's links, then the neuron
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
        if not layers:
            raise BadInput("a network needs at least one layer: try Network(2, Dense(1)).")
        self.shape = checks.shape(inputs, "the number of inputs")
        self.layers = list(layers)
        self.loss = checks.chosen(loss, LOSSES, "loss")
        self.random = random.Random(seed)
        self.neurons: List[Neuron] = []
        self.groups: Dict[str, List[Neuron]] = {}
        self._named: Dict[str, Neuron] = {}
        self._build()
        self.rewire()

    # ---- building ------------------------------------------------------------------------

    def _build(self) -> None:
        self.begin_group("input")
        self.inputs = [self.add(Neuron(f"input[{place}]")) for place in wiring.places(self.shape)]
        self.begin_group("bias")
        self.bias = self.add(Neuron("bias", "one"))
        self.bias.forward()
        neurons = self.inputs
        for name, layer in zip(wiring.layer_names(self.layers), self.layers):
            self.begin_group(name)
            neurons = layer(self, neurons)
        self.outputs = neurons

    def begin_group(self, name: str) -> None:
        """From here on, the neurons that are added belong to the layer ``name``."""
        if name in self.groups:
            raise BadInput(f"two layers are called {name!r}: give one of them another name.")
        self.groups[name] = []
        self.group_name = name

    def add(self, neuron: Neuron) -> Neuron:
        """Take a neuron in, after all that it depends on; one without a name gets one."""
        group = self.groups[self.group_name]
        neuron.name = neuron.name or f"{self.group_name}[{len(group)}]"
        if neuron.name in self._named:
            raise BadInput(f"two neurons are called {neuron.name!r}: give one another name.")
        self._named[neuron.name] = neuron
        self.neurons.append(neuron)
        group.append(neuron)
        return neuron

    def rewire(self) -> None:
        """Work out the order anew; needed only after adding links or neurons by hand."""
        self.schedule = wiring.forward_order(self.neurons, self.outputs)
        self.links = [part for part in self.schedule if isinstance(part, Link)]
        self.weights, self.fixed_weights = wiring.weights_of(self.links)
        self._may_go_backward = False

    # ---- one learning step ---------------------------------------------------------------

    def forward(self, inputs: Sequence[Any]) -> List[float]:
        """Inputs to outputs: every link delivers, every neuron answers.

        ``inputs``: one number for each input neuron, flat or nested like the shape.
        Raises BadInput and changes nothing when they don't fit, NumericError naming the
        first neuron whose total or value is not a finite number.
        """
        self.receive(inputs)
        try:
            for part in self.schedule:
                part.forward()
        except (ArithmeticError, ValueError) as error:
            raise checks.cannot_compute(part, error) from error
        return self.deliver()

    def receive(self, inputs: Sequence[Any]) -> None:
        """Forget the last sample, and put this one into the input neurons."""
        values = checks.numbers(inputs, self.shape, "input")
        self._may_go_backward = False
        for neuron in self.neurons:
            neuron.reset()
        for weight in self.fixed_weights:
            weight.reset()
        for neuron, value in zip(self.inputs, values):
            neuron.total = neuron.value = value

    def deliver(self) -> List[float]:
        """The outputs, once every neuron has answered with a finite number."""
        checks.finite_values(self.neurons)
        self._may_go_backward = True
        return [neuron.value for neuron in self.outputs]

    def backward(self, targets: Sequence[Any]) -> float:
        """The loss, and from it every sensitivity, handed back link by link.

        ``targets``: what each output should have been. Adds to the weights' sensitivities;
        changes no weight. Raises BadInput and changes nothing when the targets don't fit,
        OutOfOrder without a forward pass just before, NumericError naming the first neuron
        whose sensitivity is not a finite number.
        """
        loss = self.compare(self.check_targets(targets))
        for link in reversed(self.links):
            link.backward()
        checks.finite_sensitivities(self.neurons, self.links)
        return loss

    def compare(self, targets: List[float]) -> float:
        """The loss; each output learns how sensitive the loss is to it."""
        if not self._may_go_backward:
            raise OutOfOrder("backward needs a forward pass just before it: "
                             "call network.forward(inputs), then network.backward(targets).")
        self._may_go_backward = False
        loss = self.loss_at(targets)
        values = [neuron.value for neuron in self.outputs]
        for neuron, slope in zip(self.outputs, self.loss.slopes(values, targets)):
            neuron.sensitivity += slope
        return loss

    def learn(self, inputs: Sequence[Any], targets: Sequence[Any],
              optimizer: wiring.Updater) -> float:
        """Forward, backward, update, for one sample; returns the loss before the update.

        Two phases: first every sensitivity, then every weight. When it raises, no weight,
        no weight's sensitivity and nothing in the optimizer has changed; the neurons and
        links keep the numbers of the attempt, to look at.
        """
        targets = self.check_targets(targets)
        checks.optimizer(optimizer)
        before = [weight.sensitivity for weight in self.weights]
        try:
            self.forward(inputs)
            loss = self.backward(targets)
            self.update(optimizer)
        except BaseException:
            for weight, sensitivity in zip(self.weights, before):
                weight.sensitivity = sensitivity
            raise
        return loss

    def update(self, optimizer: wiring.Updater, samples: int = 1) -> None:
        """Let the optimizer change every weight; then their sensitivities are used up.

        ``samples`` is how many samples the sensitivities are summed over. Raises NumericError,
        and changes nothing, when a weight would no longer be finite.
        """
        try:
            optimizer.update(self.weights, samples)
        except NumericError as error:
            raise checks.with_neuron(error, self.links) from None

    def predict(self, inputs: Sequence[Any]) -> List[float]:
        """The outputs as after training; raises what forward raises."""
        outputs = self.forward(inputs)
        self._may_go_backward = False
        return outputs

    def evaluate(self, inputs: Sequence[Any], targets: Sequence[Any]) -> float:
        """The loss on one sample as after training; nothing is learned."""
        targets = self.check_targets(targets)
        self.predict(inputs)
        return self.loss_at(targets)

    def loss_at(self, targets: List[float]) -> float:
        """The loss of the outputs as they are now."""
        checks.in_range(self.outputs, self.loss)
        loss = self.loss.function([neuron.value for neuron in self.outputs], targets)
        checks.finite_loss(loss, self.outputs, targets, self.loss)
        return loss

    def check_targets(self, targets: Sequence[Any]) -> List[float]:
        """The targets as floats, or BadInput."""
        return checks.targets(targets, len(self.outputs), self.loss)

    # ---- names -----------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Neuron:
        """The neuron of that name; UnknownName suggests the nearest."""
        if name not in self._named:
            raise UnknownName("neuron", name, self._named)
        return self._named[name]

    def link(self, source: str, target: str, number: int = 1) -> Link:
        """The link between two neurons; ``number`` tells apart several between the same two."""
        origin, found = self[source], []
        for link in self[target].incoming:
            if link.source is origin:
                found.append(link)
        if not 1 <= number <= len(found):
            raise UnknownName(f"link into {target}", f"{source}->{target}",
                              [link.name for link in self[target].incoming])
        return found[number - 1]

    def weight(self, name: str) -> Weight:
        """The weight of that name, trainable or fixed."""
        named = {weight.name: weight for weight in self.weights + self.fixed_weights}
        if name not in named:
            raise UnknownName("weight", name, named)
        return named[name]

    def find(self, name: str) -> Union[Neuron, Weight, Link]:
        """Whatever has that name: "hidden[0]", "w5", "input[0]->hidden[1]"."""
        return wiring.part_called(self, name)

    def __repr__(self) -> str:
        sizes = " → ".join(f"{name} {len(neurons)}" for name, neurons in self.groups.items()
                           if name != "bias")
        return f"Network({sizes}; {len(self.links)} links, {len(self.weights)} weights)"

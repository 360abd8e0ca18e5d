"""A network: neurons and links in the order in which they run."""

from __future__ import annotations

from contextlib import nullcontext
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    ContextManager,
    Dict,
    List,
    Optional,
    Protocol,
    Sequence,
    Tuple,
    Union,
)

from ..losses import Loss
from ..neuron import Neuron
from ..support import validation
from ..support.errors import NumericError, OutOfOrder
from ..support.late_imports import Displayable, Exportable, Plottable, Storable, Trainable
from ..weight import Weight
from . import numeric_checks, ordering
from .passes import Passes
from .snapshot import StepSnapshot

if TYPE_CHECKING:
    from .batch_copies import BatchCopies

Layer = Callable[["Network", List[Neuron]], List[Neuron]]
Sample = Tuple[Sequence[Any], Sequence[Any]]        # inputs, targets


class Updater(Protocol):
    """What learning needs of an optimizer: change the weights, use up their sensitivities."""

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        """Change every weight by its sensitivity."""


class Encoding(Protocol):
    """What a network needs to know of how rows of data become its inputs and targets."""

    classes: Sequence[str]


class Network(Passes, Trainable, Storable, Exportable, Plottable, Displayable):
    """Layers of neurons, run forwards and backwards one object at a time.

    ``inputs`` is a number of input neurons or a shape such as (rows, columns). Each layer is
    called with the network and the neurons before it, builds its own neurons and links, and
    returns its outputs; a user-defined function can be a layer. ``loss`` is a name or a Loss.
    ``seed`` starts the one generator that draws every random number of this network. ``classes``: the
    names of what the outputs stand for, one for each (of a single output: for a low and a high one); then
    a target may be a name, or its number. ``encoding``: how the rows of a data set become inputs and
    targets (see lernmi.datasets); it brings its classes along.

    =============== =============================================================
    neurons         every neuron, in forward order; the inputs and the bias come first
    links           every link, in forward order; reversed, it is the backward order
    weights         every trainable Weight, once; fixed_weights are the others
    inputs, outputs the first neurons and the last
    layers          the layers, as they were passed in
    groups          the neurons by the name of their layer
    names           the NameTable: everything by its name
    schedule        what runs in a forward pass: each neuron's links, then the neuron
    last_phase      what was done last: "forward", "predict", "loss", "backward", "update"; or ""
    targets         those of the latest backward pass, or []; a forward pass forgets them
    latest_loss     the loss of that pass, or None
    loss            the Loss
    classes         the names of the classes, a tuple, or () where there are none
    encoding        of the data that it was made for, or None
    trained         how it was trained, as a dict of JSON values that is saved with it, or None
    shape           of the inputs
    random          the generator of random numbers
    bugs            the names of the mistakes of a wrong engine (see lernmi.teaching.bugs), or ()
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

    bugs: Tuple[str, ...] = ()

    def __init__(self, inputs: Union[int, Sequence[int]], *layers: Layer,
                 loss: Union[str, Loss] = "squared_error", seed: Optional[int] = None,
                 classes: Sequence[str] = (), encoding: Optional[Encoding] = None) -> None:
        validation.layers(layers)
        self._batch_copies: Dict[int, BatchCopies] = {}
        super().__init__(validation.shape(inputs, "the number of inputs"), layers, loss, seed)
        self.needs_batch = any(map(ordering.needs_batch, self.layers))
        self.samples = 1
        self.encoding = encoding
        self.trained: Optional[Dict[str, Any]] = None
        self.classes = classes or (encoding.classes if encoding else ())
        ordering.warn_of_unsuitable_loss(self.layers[-1], self.loss, len(self.outputs))

    # ---- learning --------------------------------------------------------------------------

    def learn(self, inputs: Sequence[Any], targets: Sequence[Any], optimizer: Updater) -> float:
        """Forward, backward, update, for one sample; returns the loss before the update.

        Two phases: first every sensitivity, then every weight. Sensitivities that were in the
        weights before don't count: to add up several samples, use learn_batch, or backward and
        update. When it raises, no weight and no weight's sensitivity has changed, nor the
        memory of this package's optimizers; the neurons and links hold the numbers of the
        attempt, for inspection. (Where Ctrl-C comes while the weights change, all of them do.)
        """
        return self._learn([(inputs, targets)], optimizer)

    def learn_batch(self, samples: Sequence[Sample], optimizer: Updater) -> float:
        """The same for several samples, pairs (inputs, targets), and one update after all.

        Their sensitivities add up; the update divides them by the number of samples. Returns
        the mean loss before the update.
        """
        return self._learn(list(validation.samples(samples)), optimizer)

    def _learn(self, samples: Sequence[Sample], optimizer: Updater) -> float:
        user_defined = validation.optimizer(optimizer)
        before = StepSnapshot(self, self.refresh(), user_defined)
        try:
            with self.prepared_for(optimizer):
                loss = self.accumulate(samples)
                self._update(optimizer, len(samples) * self.samples)
        except BaseException:
            before.restore()
            raise
        return loss / len(samples)

    def accumulate(self, samples: Sequence[Sample]) -> float:
        """Forward and backward for each sample; the sum of their losses."""
        if self.needs_batch:
            loss = self.photocopied(len(samples)).accumulate_together(samples)
            self.targets, self.latest_loss = [], None       # the copies have those of this pass
            return loss
        loss = 0.0
        for inputs, targets in [(inputs, self.check_targets(targets)) for inputs, targets in samples]:
            self.run(inputs)
            loss += self.start_backward(targets)
            self.backpropagate()
        self.finish_batch()
        return loss

    def finish_batch(self) -> None:
        """Let the layers do what follows a batch's backward pass: BatchNorm's running statistics."""
        for finish in self.finishing:
            finish()

    def photocopied(self, samples: int) -> BatchCopies:
        """This network once for each of several samples, with the same Weights.

        Its inputs have the shape (samples, *shape), its targets are those of all samples in a
        row, and its loss is the sum of theirs.
        """
        samples = validation.size(samples, "the number of samples")
        copies = self._batch_copies.get(samples)
        if copies is None or copies.copied != copies.wiring_of(self):
            from .batch_copies import BatchCopies
            copies = self._batch_copies[samples] = BatchCopies(self, samples)
        return copies

    def update(self, optimizer: Updater, samples: Optional[int] = None) -> None:
        """Let the optimizer change every weight; then their sensitivities are used up.

        ``samples``: how many samples the sensitivities are summed over; by default as many as the
        network takes at once, which is one but for batch copies. Raises NumericError, and changes
        nothing, when a weight would no longer be finite.
        """
        validation.optimizer(optimizer)
        count = self.samples if samples is None else validation.size(samples, "the number of samples")
        self.refresh()
        with self.prepared_for(optimizer) as changed:
            if changed:
                raise OutOfOrder(f"{type(optimizer).__name__} needs the whole step: call network.learn, "
                                 "in place of forward, backward and update.")
            self._update(optimizer, count)

    def prepared_for(self, optimizer: Optional[Updater]) -> ContextManager[Any]:
        """A block in which the network is as the optimizer needs it; what had to be changed for that.

        Of this package's optimizers, only Perceptron needs something, or raises BadInput here.
        """
        preparing = getattr(type(optimizer), "preparing_network", None)
        return preparing(optimizer, self) if callable(preparing) else nullcontext()

    def _update(self, optimizer: Updater, count: int) -> None:
        try:
            optimizer.update(self.weights, count)
        except NumericError as error:
            raise numeric_checks.with_neuron(error, self.links) from None
        self.last_phase = "update"
        for copies in self._batch_copies.values():
            if copies.last_phase == "backward":             # they share the weights, which are used up
                copies.last_phase = "update"

    def __getstate__(self) -> Dict[str, Any]:
        """What is copied and pickled. The neurons come first: each refers only to those before it."""
        ordering.check_copyable([*self.preparations, *self.finishing])
        return {"neurons": self.neurons, **vars(self), "_batch_copies": {}}

    def __repr__(self) -> str:
        sizes = " → ".join(f"{name} {len(neurons)}" for name, neurons in
                           [("input", self.inputs), *self.layer_outputs.items()])
        if not hasattr(self, "schedule"):
            return f"Network({sizes}; under construction)"
        return f"Network({sizes}; {len(self.links)} links, {len(self.weights)} weights)"

"""A recipe: the network, the loss and the training that suit a data set."""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from ..activations import ACTIVATIONS
from ..datasets import Dataset, Encoding
from ..losses import LOSSES
from ..network.network import Network
from ..support import scalars
from ..support.errors import BadInput, UnknownName
from ..support.formatting import count_of, quoted
from ..training import (
    Adagrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    Perceptron,
    RMSProp,
    Schedule,
    cosine,
)
from .layer_words import Words, build_layers, check_sizes, parse_layers

OPTIMIZERS: Dict[str, Tuple[Any, float]] = {        # by name: its class, and a rate that often works
    "descent": (GradientDescent, 0.1), "momentum": (Momentum, 0.01), "nesterov": (Nesterov, 0.01),
    "rmsprop": (RMSProp, 0.003), "adagrad": (Adagrad, 0.03), "adam": (Adam, 0.01), "adamw": (AdamW, 0.01),
    "perceptron": (Perceptron, 1.0)}
SCHEDULES: Dict[str, Callable[[int], Optional[Schedule]]] = {       # from the number of epochs
    "constant": lambda epochs: None, "cosine": cosine}
MOST_NAMED = 5
FEW = 20                    # samples: too few for a validation part
SMALL_PICTURE = 100         # inputs: the sum of many more of them moves much farther at the same rate
LIMIT = 1.0                 # where a target may be far off: a norm of the sensitivities that no step exceeds
PLANE = 3                   # inputs: with so few, the border between classes may be intricate
VALIDATION = 0.2
PERCEPTRON_EPOCHS = 25
BATCH = 10                  # samples, where a layer needs several
UNSUITED = {"hinge": "it takes classes as 1 and -1, not as 1 and 0",
            "gaussian_nll_predicted": "half of its outputs are variances, with another activation"}


class Recipe(NamedTuple):
    """How a data set is learned.

    ``layers`` are in words (see layer_words), ``activation`` is that of the hidden ones. ``validation``
    is the share of the rows that is not learned from, 0 for none.
    """

    layers: str
    activation: str
    loss: str
    optimizer: str
    rate: float
    epochs: int
    batch_size: int
    schedule: str
    limit: Optional[float]
    validation: float

    def describe(self) -> str:
        """It in one line."""
        steps = f"batches of {self.batch_size}" if self.batch_size > 1 else "a step after each sample"
        share = f"{self.validation:.0%} of the samples held out" if self.validation else "no samples held out"
        rate = f", {self.schedule}" if self.schedule != "constant" else ""
        limit = f", limit {self.limit:g}" if self.limit is not None else ""
        return (f"layers {self.layers}; activation {self.activation}; loss {self.loss}; "
                f"optimizer {self.optimizer}, rate {self.rate:g}{rate}{limit}; "
                f"{count_of(self.epochs, 'epoch')}; {steps}; {share}")

    def network(self, encoding: Encoding, seed: Optional[int] = 1) -> Network:
        """A new network for rows that are encoded so; the seed decides its initial weights.

        Raises BadInput for layers that don't suit the data, with what to write in their place.
        """
        words = parse_layers(self.layers, math.prod(encoding.shape))
        check_loss(self.loss, words, bool(encoding.classes))
        check_sizes(words, math.prod(encoding.shape))
        layers = build_layers(words, self.activation, self._last_activation(bool(encoding.classes)))
        network = Network(encoding.shape, *layers, loss=self.loss, seed=seed)
        needed = len(encoding.target_names) * network.loss.outputs_per_target
        if len(network.outputs) != needed:
            names = ", ".join(encoding.target_names[:MOST_NAMED]) + " …" * (needed > MOST_NAMED)
            outputs = count_of(len(network.outputs), "output")
            raise BadInput(f"the layers {quoted(self.layers)} end in {outputs}, but the data needs {needed}: "
                           f"{names}.")
        network.encoding, network.classes = encoding, encoding.classes
        return network

    def _last_activation(self, has_classes: bool) -> str:
        """The usual one of the last layer."""
        if self.optimizer == "perceptron":
            return "step"
        needs_sigmoid = self.loss == "binary_cross_entropy" or self.loss == "squared_error" and has_classes
        return "sigmoid" if needs_sigmoid else "identity"

    def make_optimizer(self) -> Optimizer:
        """A new optimizer."""
        optimizer: Optimizer = OPTIMIZERS[self.optimizer][0](self.rate, limit=self.limit)
        return optimizer

    def make_schedule(self) -> Optional[Schedule]:
        """The course of the learning rate, or None where it stays."""
        return SCHEDULES[self.schedule](self.epochs)


def recipe_for(dataset: Dataset, encoding: Encoding, **chosen: Any) -> Recipe:
    """What suits a data set with this encoding; ``chosen`` are the fields of the Recipe that are given.

    Pictures get one hidden layer of 30, points in the plane two of 16, other rows one of 8; sequences a
    recurrent layer or, for one answer to all of it, an LSTM. Few samples are all learned from. Classes
    are learned with the cross-entropy of a softmax (two, as one output, with that of a sigmoid), numbers
    with the mean squared error.

    Raises UnknownName for an activation, a loss or an optimizer that doesn't exist, BadInput for a number
    out of range.
    """
    optimizer = chosen.get("optimizer")
    for value, known, word in ((chosen.get("activation"), ACTIVATIONS, "activation"),
                               (chosen.get("loss"), LOSSES, "loss"), (optimizer, OPTIMIZERS, "optimizer"),
                               (chosen.get("schedule"), SCHEDULES, "schedule")):
        if value is not None and value not in known:
            raise UnknownName(word, value, known)
    layers = str(chosen.get("layers") or "").rstrip().lower()
    loss = _loss(dataset, encoding, layers.endswith("softmax"))
    usual = Recipe(loss=loss, batch_size=BATCH if "batchnorm" in layers else 1,
                   limit=LIMIT if loss == "mean_squared_error" else None,
                   validation=share_held_out(dataset), **_network_and_course(dataset, encoding))
    if optimizer is not None and optimizer != usual.optimizer:
        usual = usual._replace(rate=OPTIMIZERS[optimizer][1])
    if optimizer == "perceptron":
        sizes = math.prod(encoding.shape), len(encoding.target_names)
        usual = usual._replace(layers=_sizes(*sizes), activation="step", loss="squared_error", limit=None,
                               epochs=PERCEPTRON_EPOCHS, schedule="constant")
    recipe = usual._replace(**{name: value for name, value in chosen.items() if value is not None})
    return recipe._replace(
        rate=scalars.number(recipe.rate, "the learning rate", above=0.0),
        epochs=scalars.integer(recipe.epochs, "the number of epochs"),
        batch_size=scalars.integer(recipe.batch_size, "the batch size"))


def check_loss(name: str, layers: List[Words], has_classes: bool) -> None:
    """BadInput for a loss that doesn't suit the layers, or the targets as a data set has them."""
    loss, ends_in_softmax = LOSSES[name], layers[-1].name == "softmax"
    if name in UNSUITED:
        raise BadInput(f"the loss {name} doesn't suit a data set: {UNSUITED[name]}. Try "
                       f"{'softmax_cross_entropy' if has_classes else 'mean_squared_error'}.")
    if loss.of_classes and not has_classes:
        raise BadInput(f"the loss {name} is for one of several classes, which these targets are not: try "
                       "mean_squared_error, or sigmoid_cross_entropy for several that are 0 or 1.")
    if ends_in_softmax != loss.takes_shares:
        needs, other = (("needs a softmax as the last layer", "softmax_cross_entropy") if loss.takes_shares
                        else ("is for layers without a softmax at the end", "cross_entropy"))
        raise BadInput(f"the loss {name} {needs}: try the loss {other}.")


def share_held_out(dataset: Dataset, chosen: Optional[float] = None) -> float:
    """The share of the rows that is not learned from: a fifth, none of few rows, or the chosen one."""
    if chosen is None:
        return 0.0 if len(dataset) <= FEW else VALIDATION
    return scalars.number(chosen, "the share of the samples that is held out", at_least=0.0, below=1.0)


def _network_and_course(dataset: Dataset, encoding: Encoding) -> Dict[str, Any]:
    """The layers with their activation, and the rate, the epochs and the schedule, by what the rows are."""
    inputs, outputs = math.prod(encoding.shape), len(encoding.target_names)
    course = {"activation": "tanh", "optimizer": "descent", "rate": 0.1, "epochs": 15, "schedule": "constant"}
    if len(dataset) <= FEW:
        return {**course, "layers": _sizes(inputs, 4, outputs), "epochs": 500}
    if dataset.content.limits is not None:              # pictures
        return {**course, "layers": _sizes(inputs, 30, outputs), "schedule": "cosine",
                "rate": 0.1 if inputs <= SMALL_PICTURE else 0.02}
    if len(encoding.shape) > 1:                         # sequences
        if outputs > 1 and not encoding.classes:        # a target for each time step
            layers = f"recurrent 8 all, each dense {outputs // encoding.shape[0]}"
            return {**course, "epochs": 100, "layers": layers}
        return {**course, "epochs": 100, "layers": f"lstm 8, dense {outputs}", "optimizer": "adam",
                "rate": 0.01}
    if inputs <= PLANE:
        activation, rate = ("relu", 0.05) if encoding.classes else ("tanh", 0.03)
        return {**course, "layers": _sizes(inputs, 16, 16, outputs), "activation": activation, "rate": rate,
                "epochs": _epochs(100_000, dataset, 200), "schedule": "cosine"}
    return {**course, "layers": _sizes(inputs, 8, outputs), "rate": 0.02, "schedule": "cosine",
            "epochs": _epochs(30_000, dataset, 100)}


def _epochs(samples: int, dataset: Dataset, most: int) -> int:
    """So many that about so many samples are learned from, at least 15 and at most so many."""
    return min(max(samples // len(dataset), 15), most)


def _sizes(*sizes: int) -> str:
    return "-".join(map(str, sizes))


def _loss(dataset: Dataset, encoding: Encoding, ends_in_softmax: bool) -> str:
    if encoding.classes:
        linear = "softmax_cross_entropy" if len(encoding.target_names) > 1 else "sigmoid_cross_entropy"
        return "cross_entropy" if ends_in_softmax else linear
    are_yes_or_no = all(target in (0.0, 1.0) for row in dataset.rows for target in encoding.targets(row))
    return "sigmoid_cross_entropy" if are_yes_or_no else "mean_squared_error"

"""Normalisation: mean 0 and variance 1, then a scale and a shift that are learned."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

from ..network.network import Network
from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import initial_values, make_weights
from .terms import Index, LayerBuilder, Term, last_dimension

EPSILON = 1e-5         # ε, added to the variance so that nothing is divided by 0


class Normalization:
    """What the normalising layers have in common: the scale and the shift.

    ``scales`` and ``shifts``: one for each feature, or one number for all; 1 and 0 by
    default, as in PyTorch. Afterwards layer.weights (the scales) and layer.biases (the shifts)
    are the Weights. ``epsilon`` is ε, at least 0; with 0, a variance of 0 has no answer.
    """

    kind = "norm"

    def __init__(self, scales: Any = 1.0, shifts: Any = 0.0, epsilon: float = EPSILON,
                 name: Optional[str] = None) -> None:
        self.epsilon = validation.number(epsilon, "the epsilon (ε)", at_least=0.0)
        self.name = name
        self.weights: List[Weight] = []
        self.biases: List[Weight] = []
        self._scales = initial_values(scales, "scales")
        self._shifts = initial_values(shifts, "shifts")

    def prepare(self, network: Network, count: int) -> None:
        """Make the weights when first applied; check that they fit whenever applied again."""
        if not self.weights:
            self.weights, self.biases = (
                make_weights(network, values, (count,), (1, 1), what)
                for values, what in ((self._scales, "weight"), (self._shifts, "bias")))
        if len(self.weights) != count:
            raise BadInput(f"the layer {network.group_name} has scales for {len(self.weights)} "
                           f"features, but {count} lead to it.")

    def one_over_deviation(self, builder: LayerBuilder, variance: Sequence[Term], index: Index) -> Neuron:
        """1 / √(variance + ε)"""
        terms = [*variance, builder.constant(self.epsilon)] if self.epsilon else variance
        deviation = builder.neuron("deviation", index, terms, "sqrt")
        return builder.neuron("one_over_deviation", index, builder.weighted_sum([deviation]), "reciprocal")

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again, with the Weights that it has now."""
        return {"scales": self.weights, "shifts": self.biases, "epsilon": self.epsilon, "name": self.name}

    def scaled(self, builder: LayerBuilder, centred: Neuron, one_over: Neuron, feature: int,
               index: Index) -> Neuron:
        """scale × centred / deviation + shift"""
        normalized = builder.neuron("normalized", index, [(centred, one_over)])
        return builder.neuron("", index, [(normalized, self.weights[feature]),
                                          (builder.network.bias, self.biases[feature])])


def mean_square(builder: LayerBuilder, centred: Sequence[Neuron], index: Index) -> List[Term]:
    """The terms of (1/n) Σ centred²: a centred neuron is its own gate."""
    squares = builder.neuron("squares", index, [(neuron, neuron) for neuron in centred])
    return builder.weighted_sum([squares], 1.0 / len(centred))


class LayerNorm(Normalization):
    """value = scale × (source − mean) / √(variance + ε) + shift, as torch.nn.LayerNorm.

    Mean and variance (divided by n) are those of the last dimension, for each sample and each
    time step separately. The options are those of Normalization.
    Source: Ba, Kiros and Hinton, Layer Normalization, 2016.
    """

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``. Returns the new neurons."""
        neurons, builder = shaped(sources), LayerBuilder(network)
        self.prepare(network, neurons.shape[-1])
        return Neurons([neuron for index, row in last_dimension(neurons)
                        for neuron in self._normalize(builder, row, index)], neurons.shape)

    def _normalize(self, builder: LayerBuilder, row: Sequence[Neuron], index: Index) -> List[Neuron]:
        indices = [(*index, feature) for feature in range(len(row))]
        mean = builder.neuron("mean", index, builder.weighted_sum(row, 1.0 / len(row)))
        centred = [builder.neuron("centred", indices[feature], builder.difference(neuron, mean))
                   for feature, neuron in enumerate(row)]
        one_over = self.one_over_deviation(builder, mean_square(builder, centred, index), index)
        return [self.scaled(builder, neuron, one_over, feature, indices[feature])
                for feature, neuron in enumerate(centred)]

    def __repr__(self) -> str:
        return "LayerNorm()"


class BatchNorm(Normalization):
    """value = scale × (source − mean) / √(variance + ε) + shift, as torch.nn.BatchNorm1d and 2d.

    In training, mean and variance (divided by n) are those of the batch: of each feature over
    all samples, of each channel of a picture over all samples and pixels. So the network learns
    from batches only: it is copied once for each sample, and these neurons have links into
    all the copies. In predict, and in a forward pass of a single sample, they are the running
    ones, which follow those of the batches: running ← (1 − momentum) × running + momentum × batch's,
    the variance divided by n − 1 (PyTorch's convention of momentum).

    ``momentum``: 0 < momentum ≤ 1. ``running_means``, ``running_variances``: where the running ones
    begin, one number for each feature, or one for all; 0 and 1 by default. The other options are those
    of Normalization. Afterwards layer.running_means and layer.running_variances are fixed Weights.
    Source: Ioffe and Szegedy, Batch Normalization, 2015.
    """

    needs_batch = True

    def __init__(self, scales: Any = 1.0, shifts: Any = 0.0, epsilon: float = EPSILON,
                 momentum: float = 0.1, name: Optional[str] = None, *, running_means: Any = 0.0,
                 running_variances: Any = 1.0) -> None:
        super().__init__(scales, shifts, epsilon, name)
        self.momentum = validation.number(momentum, "the momentum of BatchNorm", above=0.0, at_most=1.0)
        self.running_means: List[Weight] = []
        self.running_variances: List[Weight] = []
        self._running = (("running_mean", initial_values(running_means, "running means")),
                         ("running_variance", initial_values(running_variances, "running variances")))

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links after ``sources``, with the running statistics."""
        neurons, builder = shaped(sources), LayerBuilder(network)
        self._prepare(network, neurons)
        outputs: List[Neuron] = []
        for feature, members in enumerate(neurons.rows()):
            mean = builder.neuron("mean", feature, [(network.bias, self.running_means[feature])])
            one_over = self.one_over_deviation(
                builder, [(network.bias, self.running_variances[feature])], (feature,))
            for neuron, index in zip(members, _indices(feature, members)):
                centred = builder.neuron("centred", index, builder.difference(neuron, mean))
                outputs.append(self.scaled(builder, centred, one_over, feature, index))
        return Neurons(outputs, neurons.shape)

    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """Build them after all copies at once, with the statistics of the batch."""
        if len(copies) < 2:
            raise BadInput(f"the layer {network.group_name} learns from batches of at least 2 "
                           "samples: use learn_batch, or fit with a batch_size.")
        shape = next(iter(copies.values())).shape
        self._prepare(network, next(iter(copies.values())))
        outputs: Dict[str, List[Neuron]] = {suffix: [] for suffix in copies}
        for feature, members in enumerate(zip(*(neurons.rows() for neurons in copies.values()))):
            for suffix, neurons in self._feature(network, feature, dict(zip(copies, members))):
                outputs[suffix] += neurons
        return {suffix: Neurons(neurons, shape) for suffix, neurons in outputs.items()}

    def _feature(self, network: Network, feature: int, members: Dict[str, Neurons]
                 ) -> Iterator[Tuple[str, List[Neuron]]]:
        """One feature of all copies: centred by the common mean, scaled by the common deviation."""
        builder, indices = LayerBuilder(network), _indices(feature, next(iter(members.values())))
        everyone = list(chain.from_iterable(members.values()))
        mean = builder.neuron("mean", feature, builder.weighted_sum(everyone, 1.0 / len(everyone)))
        centred: Dict[str, List[Neuron]] = {}
        for suffix, sources in members.items():
            with network.suffixed(suffix):
                centred[suffix] = [builder.neuron("centred", index, builder.difference(source, mean))
                                   for source, index in zip(sources, indices)]
        variance = mean_square(builder, list(chain.from_iterable(centred.values())), (feature,))
        one_over = self.one_over_deviation(builder, variance, (feature,))
        network.after_each_batch(partial(self._follow, feature, mean, variance[0][0], len(everyone)))
        for suffix, neurons in centred.items():
            with network.suffixed(suffix):
                yield suffix, [self.scaled(builder, neuron, one_over, feature, index)
                               for neuron, index in zip(neurons, indices)]

    def _follow(self, feature: int, mean: Neuron, squares: Neuron, count: int) -> None:
        """running ← (1 − momentum) × running + momentum × batch's"""
        for running, latest in ((self.running_means[feature], mean.value),
                                (self.running_variances[feature], squares.value / (count - 1))):
            running.value = (1.0 - self.momentum) * running.value + self.momentum * latest

    def _prepare(self, network: Network, neurons: Neurons) -> None:
        if len(neurons.shape) == 2:
            raise BadInput(f"the layer {network.group_name} needs features or a picture with "
                           f"channels, but what leads to it has the shape {neurons.shape}: "
                           "for a sequence use EachStep(BatchNorm()).")
        count = neurons.shape[0]
        self.prepare(network, count)
        if not self.running_means:
            self.running_means, self.running_variances = (
                make_weights(network, values, (count,), (1, 1), what) for what, values in self._running)
            for weight in self.running_means + self.running_variances:
                weight.trainable = False
        network.include([self.running_means, self.running_variances])

    def options(self) -> Dict[str, Any]:
        """The constructor's arguments that build it again, with the Weights that it has now."""
        return {**super().options(), "momentum": self.momentum, "running_means": self.running_means,
                "running_variances": self.running_variances}

    def __repr__(self) -> str:
        return "BatchNorm()"


def _indices(feature: int, members: Sequence[Neuron]) -> List[Index]:
    """The index of each member of a feature: its pixel is left out where it has only one."""
    if len(members) == 1:
        return [(feature,)]
    return [(feature, pixel) for pixel in range(len(members))]

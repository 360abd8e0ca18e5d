"""Normalisation: mean 0 and variance 1, then a scale and a shift that are learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional, Sequence, Tuple

from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import initial_values, make_weights
from .terms import LayerBuilder, Term

if TYPE_CHECKING:
    from ..network.network import Network

EPSILON = 1e-5         # ε, what is added to the variance, so that nothing is divided by 0


class Normalization:
    """What the normalising layers have in common: the scale and the shift.

    ``scales`` and ``shifts``: one for each feature, or one number for all; 1 and 0 by
    default, as in PyTorch. Afterwards layer.weights (the scales) and layer.biases (the shifts)
    are the Weights. ``epsilon`` is ε.
    """

    kind = "norm"

    def __init__(self, scales: Any = 1.0, shifts: Any = 0.0, epsilon: float = EPSILON,
                 name: Optional[str] = None) -> None:
        self.epsilon = validation.positive(epsilon, "the epsilon (ε)")
        self.name = name
        self.weights: List[Weight] = []
        self.biases: List[Weight] = []
        self._scales = initial_values(scales, "scales")
        self._shifts = initial_values(shifts, "shifts")

    def prepare(self, network: Network, count: int) -> None:
        """Make the weights at the first call; see that they fit at every other."""
        if not self.weights:
            self.weights, self.biases = (
                make_weights(wanted, (count,), (1, 1), network.random,
                             f"{network.group_name}.{what}")
                for wanted, what in ((self._scales, "weight"), (self._shifts, "bias")))
        if len(self.weights) != count:
            raise BadInput(f"the layer {network.group_name} has scales for {len(self.weights)} "
                           f"features, but {count} lead to it.")

    def centred(self, builder: LayerBuilder, source: Neuron, mean: Neuron, place: str) -> Neuron:
        """source − mean"""
        return builder.neuron("centred", place,
                              [*builder.weighted_sum([source]), *builder.weighted_sum([mean], -1.0)])

    def one_over_deviation(self, builder: LayerBuilder, variance: Sequence[Term], place: str) -> Neuron:
        """1 / √(variance + ε)"""
        epsilon = (builder.network.bias, builder.network.constant(self.epsilon))
        deviation = builder.neuron("deviation", place, [*variance, epsilon], "sqrt")
        return builder.neuron("one_over_deviation", place, builder.weighted_sum([deviation]), "reciprocal")

    def scaled(self, builder: LayerBuilder, centred: Neuron, one_over: Neuron, feature: int,
               place: str) -> Neuron:
        """scale × centred / deviation + shift"""
        normal = builder.neuron("normal", place, [(centred, one_over)])
        return builder.neuron("", place, [(normal, self.weights[feature]),
                                       (builder.network.bias, self.biases[feature])])


def mean_square(builder: LayerBuilder, centred: Sequence[Neuron], place: str) -> List[Term]:
    """The terms of (1/n) Σ centred²: a centred neuron is its own gate."""
    squares = builder.neuron("squares", place, [(neuron, neuron) for neuron in centred])
    return builder.weighted_sum([squares], 1.0 / len(centred))


class LayerNorm(Normalization):
    """value = scale × (source − mean) / √(variance + ε) + shift, as torch.nn.LayerNorm.

    Mean and variance (divided by n) are those of the last dimension, for each sample and each
    step for itself. The options are those of Normalization.
    Source: Ba, Kiros and Hinton, Layer Normalization, 2016.
    """

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        neurons, builder = shaped(sources), LayerBuilder(network)
        size = neurons.shape[-1]
        self.prepare(network, size)
        found: List[Neuron] = []
        for start in range(0, len(neurons), size):
            row = str(start // size) if len(neurons.shape) > 1 else ""
            found += self._row(builder, neurons[start:start + size], row)
        return Neurons(found, neurons.shape)

    def _row(self, builder: LayerBuilder, row: Sequence[Neuron], name: str) -> List[Neuron]:
        places = [f"{name},{index}" if name else str(index) for index in range(len(row))]
        mean = builder.neuron("mean", name, builder.weighted_sum(row, 1.0 / len(row)))
        centred = [self.centred(builder, neuron, mean, place) for neuron, place in zip(row, places)]
        one_over = self.one_over_deviation(builder, mean_square(builder, centred, name), name)
        return [self.scaled(builder, neuron, one_over, index, place)
                for index, (neuron, place) in enumerate(zip(centred, places))]

    def __repr__(self) -> str:
        return "LayerNorm()"


class BatchNorm(Normalization):
    """value = scale × (source − mean) / √(variance + ε) + shift, as torch.nn.BatchNorm1d and 2d.

    In training, mean and variance (divided by n) are those of the batch: of each feature over
    all samples, of each channel of a picture over all samples and places. So the network learns
    from batches only: it is photocopied once for each sample, and these neurons have links into
    all the copies. In predict, and in a forward pass of a single sample, they are the running
    ones, which follow those of the batches: running ← (1 − momentum) × running + momentum × batch's,
    the variance divided by n − 1 (PyTorch's convention of momentum).

    ``momentum``: 0 < momentum ≤ 1; the other options are those of Normalization. Afterwards
    layer.running_means and layer.running_variances are fixed Weights.
    Source: Ioffe and Szegedy, Batch Normalization, 2015.
    """

    needs_batch = True

    def __init__(self, scales: Any = 1.0, shifts: Any = 0.0, epsilon: float = EPSILON,
                 momentum: float = 0.1, name: Optional[str] = None) -> None:
        super().__init__(scales, shifts, epsilon, name)
        self.momentum = validation.positive(momentum, "the momentum of BatchNorm")
        if self.momentum > 1.0:
            raise BadInput(f"the momentum of BatchNorm must be at most 1, not {momentum!r}.")
        self.running_means: List[Weight] = []
        self.running_variances: List[Weight] = []

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``, with the running statistics."""
        neurons, builder = shaped(sources), LayerBuilder(network)
        self._prepare(network, neurons)
        found: List[Neuron] = []
        for feature, members in enumerate(_features(neurons)):
            name = str(feature)
            mean = builder.neuron("mean", name, [(network.bias, self.running_means[feature])])
            variance: List[Term] = [(network.bias, self.running_variances[feature])]
            one_over = self.one_over_deviation(builder, variance, name)
            for neuron, place in zip(members, _places(feature, members)):
                centred = self.centred(builder, neuron, mean, place)
                found.append(self.scaled(builder, centred, one_over, feature, place))
        return Neurons(found, neurons.shape)

    def together(self, network: Network, copies: Dict[str, Neurons]) -> Dict[str, Neurons]:
        """Build them behind all copies at once, with the statistics of the batch."""
        if len(copies) < 2:
            raise BadInput(f"the layer {network.group_name} learns from batches of at least 2 "
                           "samples: use fit with batch_size, or learn_batch.")
        shape = next(iter(copies.values())).shape
        self._prepare(network, next(iter(copies.values())))
        found: Dict[str, List[Neuron]] = {suffix: [] for suffix in copies}
        by_feature = zip(*(_features(neurons) for neurons in copies.values()))
        for feature, members in enumerate(by_feature):
            for suffix, neurons in self._feature(network, feature, dict(zip(copies, members))):
                found[suffix] += neurons
        return {suffix: Neurons(neurons, shape) for suffix, neurons in found.items()}

    def _feature(self, network: Network, feature: int, members: Dict[str, List[Neuron]]
                 ) -> Iterator[Tuple[str, List[Neuron]]]:
        """One feature of all copies: centred by the common mean, scaled by the common deviation."""
        builder, name = LayerBuilder(network), str(feature)
        everyone = [neuron for neurons in members.values() for neuron in neurons]
        mean = builder.neuron("mean", name, builder.weighted_sum(everyone, 1.0 / len(everyone)))
        centred: Dict[str, List[Neuron]] = {}
        for suffix, neurons in members.items():
            with network.suffixed(suffix):
                centred[suffix] = [self.centred(builder, neuron, mean, place) for neuron, place in
                                   zip(neurons, _places(feature, neurons))]
        variance = mean_square(builder, [neuron for neurons in centred.values()
                                      for neuron in neurons], name)
        one_over = self.one_over_deviation(builder, variance, name)
        network.after_each_batch(lambda: self._follow(feature, mean, variance[0][0], len(everyone)))
        for suffix, neurons in centred.items():
            with network.suffixed(suffix):
                yield suffix, [self.scaled(builder, neuron, one_over, feature, place)
                               for neuron, place in zip(neurons, _places(feature, neurons))]

    def _follow(self, feature: int, mean: Neuron, squares: Neuron, count: int) -> None:
        """Let the running statistics follow those of the batch."""
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
            group = network.group_name
            self.running_means = [Weight(0.0, f"{group}.running_mean[{index}]", trainable=False)
                                  for index in range(count)]
            self.running_variances = [
                Weight(1.0, f"{group}.running_variance[{index}]", trainable=False)
                for index in range(count)]

    def __repr__(self) -> str:
        return "BatchNorm()"


def _features(neurons: Neurons) -> List[List[Neuron]]:
    """The neurons of each feature: one, or all places of a channel."""
    size = len(neurons) // neurons.shape[0]
    return [neurons[start:start + size] for start in range(0, len(neurons), size)]


def _places(feature: int, members: Sequence[Neuron]) -> List[str]:
    if len(members) == 1:
        return [str(feature)]
    return [f"{feature},{index}" for index in range(len(members))]

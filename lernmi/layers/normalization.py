"""Normalisation: mean 0 and variance 1, then a scale and a shift that are learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional, Sequence, Tuple

from ..network.shapes import Neurons, shaped
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight
from .initializers import make_weights, way_to_draw
from .terms import Part, Term

if TYPE_CHECKING:
    from ..network.network import Network

ROOM = 1e-5         # ε, what is added to the variance, so that nothing is divided by 0


class Norm:
    """What the normalising layers have in common: the scale and the shift.

    ``scales`` and ``shifts``: one for each feature, or one number for all; 1 and 0 by
    default, as in PyTorch. Afterwards layer.weights (the scales) and layer.biases (the shifts)
    are the Weights. ``room`` is ε.
    """

    kind = "norm"

    def __init__(self, scales: Any = 1.0, shifts: Any = 0.0, room: float = ROOM,
                 name: Optional[str] = None) -> None:
        self.room = validation.positive(room, "the room (ε)")
        self.name = name
        self.weights: List[Weight] = []
        self.biases: List[Weight] = []
        self._scales = way_to_draw(scales, "scales")
        self._shifts = way_to_draw(shifts, "shifts")

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

    def centred(self, part: Part, source: Neuron, mean: Neuron, place: str) -> Neuron:
        """source − mean"""
        return part.neuron("centred", place, [*part.summed([source]), *part.summed([mean], -1.0)])

    def one_over_deviation(self, part: Part, variance: Sequence[Term], place: str) -> Neuron:
        """1 / √(variance + ε)"""
        room = (part.network.bias, part.network.constant(self.room))
        deviation = part.neuron("deviation", place, [*variance, room], "sqrt")
        return part.neuron("one_over_deviation", place, part.summed([deviation]), "reciprocal")

    def scaled(self, part: Part, centred: Neuron, one_over: Neuron, feature: int,
               place: str) -> Neuron:
        """scale × centred / deviation + shift"""
        normal = part.neuron("normal", place, [(centred, one_over)])
        return part.neuron("", place, [(normal, self.weights[feature]),
                                       (part.network.bias, self.biases[feature])])


def mean_square(part: Part, centred: Sequence[Neuron], place: str) -> List[Term]:
    """The terms of (1/n) Σ centred²: a centred neuron is its own gate."""
    squares = part.neuron("squares", place, [(neuron, neuron) for neuron in centred])
    return part.summed([squares], 1.0 / len(centred))


class LayerNorm(Norm):
    """value = scale × (source − mean) / √(variance + ε) + shift, as torch.nn.LayerNorm.

    Mean and variance (divided by n) are those of the last dimension, for each sample and each
    step for itself. The options are those of Norm.
    Source: Ba, Kiros and Hinton, Layer Normalization, 2016.
    """

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``; the new neurons are handed back."""
        neurons, part = shaped(sources), Part(network)
        size = neurons.shape[-1]
        self.prepare(network, size)
        found: List[Neuron] = []
        for start in range(0, len(neurons), size):
            row = str(start // size) if len(neurons.shape) > 1 else ""
            found += self._row(part, neurons[start:start + size], row)
        return Neurons(found, neurons.shape)

    def _row(self, part: Part, row: Sequence[Neuron], name: str) -> List[Neuron]:
        places = [f"{name},{index}" if name else str(index) for index in range(len(row))]
        mean = part.neuron("mean", name, part.summed(row, 1.0 / len(row)))
        centred = [self.centred(part, neuron, mean, place) for neuron, place in zip(row, places)]
        one_over = self.one_over_deviation(part, mean_square(part, centred, name), name)
        return [self.scaled(part, neuron, one_over, index, place)
                for index, (neuron, place) in enumerate(zip(centred, places))]

    def __repr__(self) -> str:
        return "LayerNorm()"


class BatchNorm(Norm):
    """value = scale × (source − mean) / √(variance + ε) + shift, as torch.nn.BatchNorm1d and 2d.

    In training, mean and variance (divided by n) are those of the batch: of each feature over
    all samples, of each channel of a picture over all samples and places. So the network learns
    from batches only: it is photocopied once for each sample, and these neurons have links into
    all the copies. In predict, and in a forward pass of a single sample, they are the running
    ones, which follow those of the batches: running ← (1 − pace) × running + pace × batch's,
    the variance divided by n − 1 (PyTorch calls the pace momentum).

    ``pace``: 0 < pace ≤ 1; the other options are those of Norm. Afterwards
    layer.running_means and layer.running_variances are fixed Weights.
    Source: Ioffe and Szegedy, Batch Normalization, 2015.
    """

    needs_batch = True

    def __init__(self, scales: Any = 1.0, shifts: Any = 0.0, room: float = ROOM,
                 pace: float = 0.1, name: Optional[str] = None) -> None:
        super().__init__(scales, shifts, room, name)
        self.pace = validation.positive(pace, "the pace of BatchNorm")
        if self.pace > 1.0:
            raise BadInput(f"the pace of BatchNorm must be at most 1, not {pace!r}.")
        self.running_means: List[Weight] = []
        self.running_variances: List[Weight] = []

    def __call__(self, network: Network, sources: List[Neuron]) -> Neurons:
        """Build the neurons and links behind ``sources``, with the running statistics."""
        neurons, part = shaped(sources), Part(network)
        self._prepare(network, neurons)
        found: List[Neuron] = []
        for feature, members in enumerate(_features(neurons)):
            name = str(feature)
            mean = part.neuron("mean", name, [(network.bias, self.running_means[feature])])
            variance: List[Term] = [(network.bias, self.running_variances[feature])]
            one_over = self.one_over_deviation(part, variance, name)
            for neuron, place in zip(members, _places(feature, members)):
                centred = self.centred(part, neuron, mean, place)
                found.append(self.scaled(part, centred, one_over, feature, place))
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
        part, name = Part(network), str(feature)
        everyone = [neuron for neurons in members.values() for neuron in neurons]
        mean = part.neuron("mean", name, part.summed(everyone, 1.0 / len(everyone)))
        centred: Dict[str, List[Neuron]] = {}
        for suffix, neurons in members.items():
            with network.suffixed(suffix):
                centred[suffix] = [self.centred(part, neuron, mean, place) for neuron, place in
                                   zip(neurons, _places(feature, neurons))]
        variance = mean_square(part, [neuron for neurons in centred.values()
                                      for neuron in neurons], name)
        one_over = self.one_over_deviation(part, variance, name)
        network.after_each_batch(lambda: self._follow(feature, mean, variance[0][0], len(everyone)))
        for suffix, neurons in centred.items():
            with network.suffixed(suffix):
                yield suffix, [self.scaled(part, neuron, one_over, feature, place)
                               for neuron, place in zip(neurons, _places(feature, neurons))]

    def _follow(self, feature: int, mean: Neuron, squares: Neuron, count: int) -> None:
        """Let the running statistics follow those of the batch."""
        for running, latest in ((self.running_means[feature], mean.value),
                                (self.running_variances[feature], squares.value / (count - 1))):
            running.value = (1.0 - self.pace) * running.value + self.pace * latest

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

"""Bugs of the update: too early, of the wrong size, or with what should have been forgotten."""

from __future__ import annotations

from typing import Iterator, List, Sequence, Tuple

from ...link import Link
from ...network.layer_weights import weights_by_layer
from ...network.network import Network
from ...neuron import Neuron
from ...training import Adam, Momentum
from ...training.optimizer_memory import Memory
from ...training.optimizers import Optimizer
from ...weight import Weight
from .bug import Bug
from .exhibit import Attributes, OnLinksWith, OnNeurons
from .passing_back import CLASS, TO_WHOM
from .weights import TO_WHAT


class UpdatedFirst(Link):
    """Passes back through its weight as it will be after the update."""

    __slots__ = ()
    rate: float

    def backward(self) -> None:
        """The weight's part, gradient descent, and then the source's part."""
        source, weight, value = self.source.sensitivity, self.weight.sensitivity, self.weight.value
        super().backward()
        change = self.weight.sensitivity
        self.source.sensitivity, self.weight.sensitivity = source, weight
        self.weight.value = value - self.rate * change
        super().backward()
        self.weight.value = value


class NeverReset(Neuron):
    """Begins each sample with the sensitivity that the last one left."""

    __slots__ = ()
    not_unrolled = "its sensitivities go from one sample to the next"

    def reset(self) -> None:
        """The total alone."""
        sensitivity = self.sensitivity
        super().reset()
        self.sensitivity = sensitivity


class SumForMean(Optimizer):
    """Takes the sum of the samples' sensitivities for their mean."""

    def proposed(self, weights: Sequence[Weight], samples: int = 1) -> List[float]:
        """As of one sample."""
        return super().proposed(weights, 1)


class MeanTwice(Optimizer):
    """Divides by the number of samples twice."""

    def proposed(self, weights: Sequence[Weight], samples: int = 1) -> List[float]:
        """As of that many times as many samples."""
        return super().proposed(weights, samples * samples)


class WeightsNotReset(Optimizer):
    """Leaves the sensitivities in the weights, to be added to by the next samples."""

    not_unrolled = "its sensitivities go from one update to the next"

    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        """With all that was used up before."""
        for weight in weights:
            weight.sensitivity += weight.last_sensitivity
        super().update(weights, samples)


class Uphill(Optimizer):
    """Adds where it should subtract."""

    def new_values(self, weights: Sequence[Weight], averages: Sequence[float]) -> List[float]:
        """With all signs turned."""
        return super().new_values(weights, [-average for average in averages])   # type: ignore[safe-super]


class MomentumNotKept(Momentum):
    """Forgets the velocity from one update to the next."""

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """From a standstill."""
        memory.velocity = 0.0
        return super().new_value(value, sensitivity, memory)


class CorrectionMultiplied(Adam):
    """Multiplies by the corrections."""

    def corrected(self, rate: float, root: float, steps: float) -> Tuple[float, float]:
        """× where ÷ is meant."""
        return rate * (1.0 - self.beta1 ** steps), root * (1.0 - self.beta2 ** steps) ** 0.5


class CorrectionForgotten(Adam):
    """Leaves the corrections out."""

    def corrected(self, rate: float, root: float, steps: float) -> Tuple[float, float]:
        """Both as they are."""
        return rate, root


class StepsNotCounted(Adam):
    """Corrects every step as the first one."""

    def new_value(self, value: float, sensitivity: float, memory: Memory) -> float:
        """With 0 steps before it."""
        memory.steps = 0.0
        return super().new_value(value, sensitivity, memory)


# ---- which links ---------------------------------------------------------------------------

def weights_early(network: Network, rate: float) -> Iterator[Tuple[Link, Attributes]]:
    """All links with a weight that learns."""
    weights = set(network.weights)
    return ((link, {"rate": rate}) for link in network.links if link.weight in weights)


def output_weights_early(network: Network, rate: float) -> Iterator[Tuple[Link, Attributes]]:
    """Those of the last layer that has any."""
    *_, last = weights_by_layer(network).values()
    weights = {weight for weights in last.values() for weight in weights}
    return (pair for pair in weights_early(network, rate) if pair[0].weight in weights)


EARLY = (f"{TO_WHAT}\nself.weight.value -= rate * self.weight.sensitivity\n{TO_WHOM}")
IN_ORDER = f"{TO_WHOM}\n{TO_WHAT}"

OF_UPDATES = [
    Bug("output_weights_updated_first", "The output weights are updated before the hidden sensitivities are "
        "computed, which then come through the new weights.", "Link.backward", IN_ORDER, EARLY,
        "the source code beside Matt Mazur's article", OnLinksWith(UpdatedFirst, output_weights_early)),
    Bug("each_weight_updated_in_the_pass", "Each weight is updated in the very backward pass, and what goes "
        "on to the layer before comes through the new weights.", "Link.backward", IN_ORDER, EARLY,
        CLASS, OnLinksWith(UpdatedFirst, weights_early)),
    Bug("sum_for_mean", "The sensitivities of a batch are added up and not divided by the number of samples.",
        "Optimizer.proposed", "averages = [sensitivity / samples for sensitivity in averages]", "", CLASS,
        optimizer=SumForMean, example="batchnorm"),
    Bug("mean_taken_twice", "The sensitivities of a batch are divided by the number of samples twice.",
        "Optimizer.proposed", "averages = [sensitivity / samples for sensitivity in averages]",
        "averages = [sensitivity / (samples * samples) for sensitivity in averages]", CLASS,
        optimizer=MeanTwice, example="batchnorm"),
    Bug("weights_not_reset", "The weights' sensitivities are not reset after the update: all earlier ones "
        "count again.", "_change", "weight.sensitivity = 0.0", "", CLASS, optimizer=WeightsNotReset),
    Bug("neurons_not_reset", "The neurons' sensitivities are not reset before the next sample.",
        "Neuron.reset", "self.sensitivity = 0.0", "", CLASS, OnNeurons(NeverReset)),
    Bug("uphill", "The update adds rate × sensitivity where it should subtract.",
        "GradientDescent.new_values",
        "return [weight.value - rate * average for weight, average in zip(weights, averages)]",
        "return [weight.value + rate * average for weight, average in zip(weights, averages)]", CLASS,
        optimizer=Uphill),
    Bug("momentum_not_kept", "The velocity is not kept from one update to the next.", "Momentum.new_value",
        "memory.velocity = self.momentum * memory.velocity + sensitivity", "memory.velocity = sensitivity",
        CLASS, optimizer=MomentumNotKept, of=Momentum),
    Bug("adam_correction_multiplied", "Adam's corrections are multiplied where they should divide.",
        "Adam.corrected",
        "return rate / (1.0 - self.beta1 ** steps), root / (1.0 - self.beta2 ** steps) ** 0.5",
        "return rate * (1.0 - self.beta1 ** steps), root * (1.0 - self.beta2 ** steps) ** 0.5",
        CLASS, optimizer=CorrectionMultiplied, of=Adam),
    Bug("adam_correction_forgotten", "Adam's averages, which begin at 0, are not corrected for it.",
        "Adam.corrected",
        "return rate / (1.0 - self.beta1 ** steps), root / (1.0 - self.beta2 ** steps) ** 0.5",
        "return rate, root", CLASS, optimizer=CorrectionForgotten, of=Adam),
    Bug("adam_steps_not_counted", "Adam's steps are not counted: every one is corrected as the first.",
        "Adam.new_value", "memory.steps = memory.steps + 1.0", "memory.steps = 1.0", CLASS,
        optimizer=StepsNotCounted, of=Adam),
]

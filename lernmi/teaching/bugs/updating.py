"""Bugs of the update: too early, of the wrong size, or with what should have been forgotten."""

from __future__ import annotations

from typing import Iterator, List, Sequence, Tuple

from ...link import Link
from ...network.layer_weights import weights_by_layer
from ...network.network import Network
from ...neuron import Neuron
from ...training import Adam, GradientDescent, Momentum
from ...training.optimizer_memory import Memory
from ...training.optimizers import Optimizer
from ...weight import Weight
from .bug import Bug, Rate
from .exhibit import Attributes, OnLinksWith, become
from .passing_back import TO_WHOM
from .weights import TO_WHAT


class UpdatedFirst(Link):
    """Passes back through its weight as it will be after the update."""

    __slots__ = ()
    not_unrolled = "it reads the learning rate at each link"
    rate_of: Optimizer

    def backward(self) -> None:
        """The weight's part, gradient descent, and then the source's part."""
        source, weight, value = self.source.sensitivity, self.weight.sensitivity, self.weight.value
        super().backward()
        change = self.weight.sensitivity
        self.source.sensitivity, self.weight.sensitivity = source, weight
        self.weight.value = value - self.rate_of.rate * change
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


class ResettingAllButNeurons(Network):
    """A network whose neurons are never reset."""

    def reset(self) -> None:
        """Links and weights alone."""
        sensitivities = [neuron.sensitivity for neuron in self.neurons]
        super().reset()
        for neuron, sensitivity in zip(self.neurons, sensitivities):
            neuron.sensitivity = sensitivity


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


def never_reset(network: Network, rate: Rate) -> int:
    """Nothing resets the neurons of a network, neither for a sample nor for a step; how many they are."""
    become(network, ResettingAllButNeurons)
    for neuron in network.neurons:
        become(neuron, NeverReset)
    return len(network.neurons)


# ---- which links ---------------------------------------------------------------------------

def weights_early(network: Network, rate: Rate) -> Iterator[Tuple[Link, Attributes]]:
    """All links with a weight that learns."""
    weights = set(network.weights)
    optimizer = rate if isinstance(rate, Optimizer) else GradientDescent(rate)
    return ((link, {"rate_of": optimizer}) for link in network.links if link.weight in weights)


def output_weights_early(network: Network, rate: Rate) -> Iterator[Tuple[Link, Attributes]]:
    """Those of the last layer that has any."""
    layers = list(weights_by_layer(network).values())
    weights = {weight for last in layers[-1:] for some in last.values() for weight in some}
    return (pair for pair in weights_early(network, rate) if pair[0].weight in weights)


EARLY = (f"{TO_WHAT}\nself.weight.value -= rate * self.weight.sensitivity\n{TO_WHOM}")
IN_ORDER = f"{TO_WHOM}\n{TO_WHAT}"

OF_UPDATES = [
    Bug("output_weights_updated_first", "Output weights change before the hidden sensitivities are computed.",
        "Link.backward", IN_ORDER, EARLY,
        "the loss printed in M. Mazur's article, 2015; joelgrus/data-science-from-scratch, issue 31",
        OnLinksWith(UpdatedFirst, output_weights_early),
        needs="weight that learns"),
    Bug("each_weight_updated_in_the_pass", "Each weight changes in the backward pass, before it passes back.",
        "Link.backward", IN_ORDER, EARLY,
        "kim-marcel/basic_neural_network, issue 7", OnLinksWith(UpdatedFirst, weights_early),
        needs="weight that learns"),
    Bug("sum_for_mean", "A batch's sensitivities are summed, not divided by the samples.",
        "Optimizer.proposed", "averages = [sensitivity / samples for sensitivity in averages]", "",
        "jax-ml/jax, pull request 3113: a notebook in its documentation",
        optimizer=SumForMean, example="xor"),
    Bug("mean_taken_twice", "A batch's sensitivities are divided by the samples twice.",
        "Optimizer.proposed", "averages = [sensitivity / samples for sensitivity in averages]",
        "averages = [sensitivity / (samples * samples) for sensitivity in averages]",
        "d2l-ai/d2l-en, pull request 1000", optimizer=MeanTwice, example="xor"),
    Bug("weights_not_reset", "Weights' sensitivities are not reset: all earlier ones count again.",
        "_change", "weight.sensitivity = 0.0", "",
        "IBM/aihwkit, issue 446: zero_grad() missing in an example", optimizer=WeightsNotReset),
    Bug("neurons_not_reset", "Neurons' sensitivities are not reset before the next sample.",
        "Neuron.reset", "self.sensitivity = 0.0", "",
        "karpathy/micrograd, pull request 102", never_reset),
    Bug("uphill", "The update adds rate × sensitivity where it should subtract.",
        "GradientDescent.new_values",
        "return [weight.value - rate * average for weight, average in zip(weights, averages)]",
        "return [weight.value + rate * average for weight, average in zip(weights, averages)]",
        "pytorch/pytorch, issue 1871: a tutorial", optimizer=Uphill),
    Bug("momentum_not_kept", "The velocity is not kept from one update to the next.",
        "Momentum.new_value", "memory.velocity = self.momentum * memory.velocity + sensitivity",
        "memory.velocity = sensitivity",
        "HomericIntelligence/Odyssey, issue 2396", optimizer=MomentumNotKept, of=Momentum),
    Bug("adam_correction_multiplied", "Adam's corrections are multiplied where they should divide.",
        "Adam.corrected",
        "return rate / (1.0 - self.beta1 ** steps), root / (1.0 - self.beta2 ** steps) ** 0.5",
        "return rate * (1.0 - self.beta1 ** steps), root * (1.0 - self.beta2 ** steps) ** 0.5",
        "karpathy/convnetjs, pull request 70", optimizer=CorrectionMultiplied, of=Adam),
    Bug("adam_correction_forgotten", "Adam's averages, which begin at 0, are not corrected for it.",
        "Adam.corrected",
        "return rate / (1.0 - self.beta1 ** steps), root / (1.0 - self.beta2 ** steps) ** 0.5",
        "return rate, root",
        "oxiglade/mlx-rs, issue 301", optimizer=CorrectionForgotten, of=Adam),
    Bug("adam_steps_not_counted", "Adam's steps are not counted: every one is corrected as the first.",
        "Adam.new_value", "memory.steps = memory.steps + 1.0", "memory.steps = 1.0",
        "eriklindernoren/ML-From-Scratch, issue 35", optimizer=StepsNotCounted, of=Adam),
]

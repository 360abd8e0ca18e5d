"""A picture beside its sensitivity map: which pixels is the loss sensitive to?"""

from __future__ import annotations

from typing import Any, Callable, List, NamedTuple, Sequence

from ..network.network import Network
from ..network.shapes import shaped
from ..support.errors import BadInput
from ..support.formatting import count_of
from ..training.fitting.samples import checked_samples
from .figure import Figure
from .meaning import Meaning, meaning_of
from .unchanged import unchanged

MOST_SENSITIVE = 6      # pixels that are listed


class Pixel(NamedTuple):
    """A pixel: its name, which is that of its input neuron, its value, and ∂loss/∂value."""

    name: str
    value: float
    sensitivity: float


Picture = List[List[Pixel]]         # rows from the top


class PixelMap(Figure):
    """The pixels of a picture with the sensitivity of the loss to each.

    =========== ==========================================================================
    channels    the rows of pixels of each channel; one, unless the picture has several
    outputs     what the network answers, as after training
    targets     what the outputs should have been
    loss        of this answer
    meaning     what outputs and targets mean
    =========== ==========================================================================
    """

    title = "The picture, and how sensitive the loss is to each pixel"

    def __init__(self, channels: Sequence[Picture], outputs: Sequence[float], targets: Sequence[float],
                 loss: float, meaning: Meaning) -> None:
        self.channels, self.outputs, self.targets = channels, outputs, targets
        self.loss, self.meaning = loss, meaning

    @property
    def pixels(self) -> List[Pixel]:
        """All pixels."""
        return [pixel for channel in self.channels for row in channel for pixel in row]

    @property
    def largest(self) -> float:
        """The size of the largest sensitivity."""
        return max(abs(pixel.sensitivity) for pixel in self.pixels)

    def most_sensitive(self, count: int = MOST_SENSITIVE) -> List[Pixel]:
        """The pixels that the loss is most sensitive to."""
        sensitive = [pixel for pixel in self.pixels if pixel.sensitivity]
        return sorted(sensitive, key=lambda pixel: -abs(pixel.sensitivity))[:count]

    def answer(self, number: Callable[[float], str]) -> str:
        """What the network answers, what is right, and the loss."""
        meaning, loss = self.meaning, f"the loss is {number(self.loss)}"
        answer, expected = meaning.answer(self.outputs), meaning.expected(self.targets)
        if answer is None or expected is None:
            outputs, targets = (" ".join(map(number, numbers)) for numbers in (self.outputs, self.targets))
            return f"The answer is {outputs}, the target {targets}; {loss}."
        shares = [number(meaning.share(self.outputs, index)) for index in (answer, expected)]
        right = "which is right" if answer == expected else \
            f"right is {meaning.names[expected]}{f' ({shares[1]})' * (shares[1] != shares[0])}"
        return f"The answer is {meaning.names[answer]} ({meaning.share_name} {shares[0]}), {right}; {loss}."

    def sentences(self, number: Callable[[float], str]) -> List[str]:
        """The answer, and the pixels that the loss is most sensitive to."""
        channels, (rows, columns) = len(self.channels), (len(self.channels[0]), len(self.channels[0][0]))
        size = f"{channels} channels of {rows} × {columns} pixels" if channels > 1 else \
            f"{rows} × {columns} pixels"
        sensitive = self.most_sensitive()
        if not sensitive:
            return [f"A picture of {size}.", self.answer(number), "The loss is sensitive to no pixel."]
        return [f"A picture of {size}.", self.answer(number),
                f"The loss is most sensitive to {count_of(len(sensitive), 'pixel')}:",
                *(f"{pixel.name} is {number(pixel.value)}, its sensitivity {number(pixel.sensitivity)}: "
                  f"more of it {'raises' if pixel.sensitivity > 0.0 else 'lowers'} the loss."
                  for pixel in sensitive)]


def pixel_map(network: Network, inputs: Sequence[Any], targets: Any) -> PixelMap:
    """The sensitivity of the loss to each pixel of one sample, as after training; the network stays as it is.

    Raises BadInput for a network whose inputs have no rows and columns, and what forward and backward raise.
    """
    if len(network.shape) not in (2, 3):
        raise BadInput(f"the network has inputs in the shape {network.shape}: only of a picture, "
                       "(rows, columns) or (channels, rows, columns), can be drawn how sensitive the loss "
                       "is to its pixels.")
    [(numbers, expected)] = pairs = checked_samples(network, [(inputs, targets)])
    with unchanged(network):
        network.reset()
        outputs = network.forward(numbers, training=False)
        loss = network.backward(expected)
        neurons = shaped(network.inputs)
        channels = neurons.rows() if len(network.shape) == 3 else [neurons]
        pixels = [[[Pixel(neuron.name, neuron.value, neuron.sensitivity) for neuron in row]
                   for row in channel.rows()] for channel in channels]
    return PixelMap(pixels, outputs, expected, loss, meaning_of(network, pairs))

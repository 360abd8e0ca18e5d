"""The controls of the network and the data: most begin anew with another choice."""

from __future__ import annotations

from typing import List

from ...datasets import DATASETS
from ...support.errors import BadInput
from .choices import (
    hidden_layers,
    in_brief,
    layers_of,
    noisier,
    resized,
    switched,
    with_one_fewer,
    with_one_more,
)
from .training import Training

ACTIVATION_NAMES = ("relu", "tanh", "sigmoid", "identity")     # the choice of the Playground
MOST_BATCH = 1024
NO_LAYER = "there is no hidden layer: l adds one."


class NetworkControls:
    """The methods of keys that change what learns; what can't be done is raised as BadInput.

    ========= ==================================================================
    training  what learns
    layer     the position of the chosen hidden layer among the hidden ones
    chosen    which neuron's map, or which picture, is shown at large, from 0
    message   what came of the latest key, in a sentence
    ========= ==================================================================
    """

    def __init__(self, training: Training) -> None:
        self.training = training
        self.layer = self.chosen = 0
        self.message = ""

    def change_rate(self, direction: int) -> None:
        """The learning rate up or down; the network goes on."""
        self.training.change_rate(direction)

    def choose_layer(self, direction: int) -> None:
        """The next hidden layer, or the one before."""
        hidden = self._hidden()
        if not hidden:
            raise BadInput(NO_LAYER)
        self.layer = (self.layer + direction) % len(hidden)
        layers = layers_of(self.training.assignment)
        self.message = f"h and H change hidden layer {self.layer + 1} now: {layers[hidden[self.layer]].text}."

    def _hidden(self) -> List[int]:
        return hidden_layers(layers_of(self.training.assignment))

    def change_neurons(self, by: int) -> None:
        """One neuron more, or fewer."""
        hidden = self._hidden()
        if not hidden:
            raise BadInput(NO_LAYER)
        layers = layers_of(self.training.assignment)
        self._change(layers=resized(layers, hidden[min(self.layer, len(hidden) - 1)], by))

    def change_layers(self, by: int) -> None:
        """One layer more, or fewer."""
        layers = layers_of(self.training.assignment)
        self._change(layers=with_one_more(layers) if by > 0 else with_one_fewer(layers))
        self.layer = max(len(self._hidden()) - 1, 0)

    def change_activation(self, direction: int) -> None:
        """Another activation of the hidden layers."""
        present = self.training.assignment.recipe.activation
        known = ACTIVATION_NAMES if present in ACTIVATION_NAMES else (*ACTIVATION_NAMES, present)
        name = known[(known.index(present) + direction) % len(known)]
        self._change(activation=name)

    def switch_feature(self, number: int) -> None:
        """An input on or off."""
        self._change(features=switched(self.training.assignment.encoding, number))

    def change_noise(self, by: int) -> None:
        """More noise, or less."""
        self._change(reading=noisier(self.training.choices, by))

    def change_batch(self, direction: int) -> None:
        """Larger batches, or smaller ones."""
        size = self.training.batch_size
        size = size * 2 if direction > 0 else size // 2
        if not 1 <= size <= MOST_BATCH:
            raise BadInput(f"a batch has from 1 to {MOST_BATCH:,} samples.")
        self._change(batch_size=size)

    def reset(self, direction: int) -> None:
        """Begin anew: with the next seed, or with the same."""
        self._change(seed=self.training.choices.seed + max(direction, 0))

    def change_data(self, direction: int) -> None:
        """Another data set."""
        names = list(DATASETS)
        present = self.training.choices.data
        index = names.index(present) + direction if present in names else min(direction, 0)
        name = names[index % len(names)]
        has_all = self.training.take_data(name)
        self.chosen = 0
        self.message = f"{name}: {DATASETS[name].title}." + \
            ("" if has_all else " The network is the one that suits it.")
        self.layer = 0

    def _change(self, **changes: object) -> None:
        self.training.change(**changes)
        self.chosen = 0
        layers = layers_of(self.training.assignment)
        self.message = f"Anew: {in_brief(layers, len(self.training.network.inputs))}."

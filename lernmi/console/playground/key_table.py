"""The keys of the playground: what each does, in words, and the method that does it."""

from __future__ import annotations

from typing import Dict, NamedTuple, Tuple


class Key(NamedTuple):
    """A key, or several for different directions.

    ``shown``: how the keys are written; ``name``: what they are for, in a word or two; ``help``: in a
    sentence. ``methods``: the method of Controls for each key, with its argument.
    """

    shown: str
    name: str
    help: str
    methods: Dict[str, Tuple[str, int]]


def _one(key: str, shown: str, name: str, text: str, method: str) -> Key:
    return Key(shown, name, text, {key: (method, 0)})


def _two(up: str, down: str, name: str, text: str, method: str) -> Key:
    return Key(f"{up} {down}", name, text, {up: (method, 1), down: (method, -1)})


KEYS: Tuple[Key, ...] = (
    _one("space", "space", "pause", "Pause, and go on.", "pause"),
    _one("n", "n", "step", "Pause, and take the next learning step alone: one batch.", "step"),
    _one("e", "e", "epoch", "Pause, and learn from all samples once.", "epoch"),
    _two("+", "-", "speed", "Faster and slower, from one step a second to full speed.", "change_speed"),
    _two("r", "R", "rate", "The learning rate up and down: 0.01, 0.03, 0.1 ...", "change_rate"),
    _one("s", "s", "stepper", "Step into the stepper at this very moment, on a sample of your choice. After "
         "quit, the network is as it was, and goes on learning.", "ask_for_sample"),
    Key("tab", "layer", "Choose the hidden layer that h and H are about.",
        {"tab": ("choose_layer", 1), "back tab": ("choose_layer", -1)}),
    Key("h H", "neurons", "One neuron more, or fewer, in the chosen hidden layer (also the arrows up and "
        "down). This and all below begin anew.",
        {"h": ("change_neurons", 1), "H": ("change_neurons", -1),
         "up": ("change_neurons", 1), "down": ("change_neurons", -1)}),
    _two("l", "L", "layers", "One hidden layer more, or fewer.", "change_layers"),
    _two("a", "A", "activation", "The next activation of the hidden layers, and the one before.",
         "change_activation"),
    Key("1-9", "features", "Switch an input on or off: x1, its square, a product, a sine.",
        {str(number): ("switch_feature", number) for number in range(1, 10)}),
    _two("d", "D", "data", "The next data set, and the one before.", "change_data"),
    _two("o", "O", "noise", "More noise in the data, and less.", "change_noise"),
    _two("b", "B", "batch", "Twice as many samples to a step, and half as many.", "change_batch"),
    _two("x", "X", "reset", "Begin anew with another seed; X: with the same one.", "reset"),
    _two("m", "M", "map", "The large map of the next neuron, or the one before; of pictures, another one.",
         "change_map"),
    _one("v", "v", "view", "What stands beside the map: neurons, weights, curves.", "change_view"),
    _one("?", "?", "help", "This help.", "change_help"),
    Key("q", "quit", "Leave.", {"q": ("quit", 0), "\x03": ("quit", 0)}))

METHODS: Dict[str, Tuple[str, int]] = {name: method for key in KEYS for name, method in key.methods.items()}

"""The formulas at the foot of a sheet, in its notation: those that its blanks need, and no others."""

from __future__ import annotations

import re
from typing import List, NamedTuple

from ...activations import Activation
from ..questions import STEEPNESS, THROUGH, TO_WHAT, TO_WHOM, UPDATED
from .exercise import Exercise
from .items import IDENTITY
from .solution import FUNCTIONS

TOTAL = re.compile(r"(?<![a-z])x(?![a-z])")         # also in x²
OUTPUTS = re.compile(r"\bn\b")
OTHER_Z = re.compile(r"(?<![a-z])z(?![a-z])")
COMMA = re.compile(r"(?<=\d)\.(?=\d)")
PIECES = re.compile(r" above 0, else ")


class Formula(NamedTuple):
    """An equation, and in words what it is about."""

    equation: str
    words: str = ""

    @property
    def text(self) -> str:
        """Both, in plain characters."""
        return f"{self.equation} ({self.words})" if self.words else self.equation


def formulas_of(exercise: Exercise) -> List[Formula]:
    """The formulas in the order of computing."""
    kinds = {item.kind for item in exercise.items}
    return [*_forward(exercise, STEEPNESS in kinds), *(_back(exercise) if TO_WHAT in kinds else []),
            *(_update(exercise) if UPDATED in kinds else [])]


def _forward(exercise: Exercise, with_slopes: bool) -> List[Formula]:
    words, loss = exercise.words, exercise.single.loss
    bias = " + b" if any(layer.biases for layer in exercise.single.layers) else ""
    lines = [Formula(f"z = Σ y · w{bias}", words["formula total"])]
    for activation in _activations(exercise):
        lines.append(Formula(f"y = {_value(activation, exercise)}", _whose(exercise, activation)))
        if with_slopes and activation.name != IDENTITY:
            lines.append(Formula(f"y′ = {_written(activation.slope_formula, exercise)}",
                                 _whose(exercise, activation)))
    batch = [words["formula batch"]] if exercise.conventions.samples > 1 else []
    outputs = [f"n = {len(exercise.single.outputs)}"] if OUTPUTS.search(loss.formula) else []
    return [*lines, Formula(f"L = {loss.formula}", "; ".join([*outputs, *batch]))]


def _back(exercise: Exercise) -> List[Formula]:
    words, kinds = exercise.words, {item.kind for item in exercise.items}
    has_biases = any(bias.trainable for layer in exercise.single.layers for bias in layer.biases)
    batch = words["formula batch"] if exercise.conventions.samples > 1 else ""
    return [Formula(f"∂L/∂y = {exercise.single.loss.slope_formula}", words["formula output"]),
            *([Formula("∂L/∂y = Σ ∂L/∂z · w", words["formula hidden"])] if TO_WHOM in kinds else []),
            *([Formula("∂L/∂z = ∂L/∂y · y′")] if THROUGH in kinds else []),
            Formula("∂L/∂w = ∂L/∂z · y", "; ".join(filter(None, [words["formula weight"], batch]))),
            *([Formula("∂L/∂b = ∂L/∂z", batch)] if has_biases and exercise.level != "path" else [])]


def _update(exercise: Exercise) -> List[Formula]:
    samples = exercise.conventions.samples
    mean = f" / {samples}" if samples > 1 else ""
    new = exercise.words.filled("new weight", name="w")
    rate = exercise.conventions.written(exercise.rate)
    return [Formula(f"{new} = w − η · ∂L/∂w{mean}", f"η = {rate}")]


def _activations(exercise: Exercise) -> List[Activation]:
    """The activations of the layers, each once."""
    return list({layer.activation.name: layer.activation for layer in exercise.single.layers}.values())


def _whose(exercise: Exercise, activation: Activation) -> str:
    """Which neurons have an activation, where they don't all have the same."""
    layers = list(zip(exercise.single.layers, exercise.single.layer_outputs.values()))
    if len(_activations(exercise)) == 1:
        return ""
    return ", ".join(neuron.name for layer, neurons in layers if layer.activation is activation
                     for neuron in neurons)


def _value(activation: Activation, exercise: Exercise) -> str:
    """ "σ(z) = 1 / (1 + e^−z)"; without the name where the formula is one already."""
    formula = _written(activation.formula, exercise)
    name = FUNCTIONS.get(activation.name)
    return f"{name}(z) = {formula}" if name else formula


def _written(formula: str, exercise: Exercise) -> str:
    """A formula of an activation, with z for its total, in the language of the sheet; its own z is u."""
    text = PIECES.sub(exercise.words["formula above"], TOTAL.sub("z", OTHER_Z.sub("u", formula)))
    return COMMA.sub(",", text) if exercise.conventions.comma else text

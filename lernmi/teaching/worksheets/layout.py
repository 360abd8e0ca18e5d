"""The layout of a sheet, for every medium: what is stated, and the tables with their blanks."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from ...neuron import Neuron
from ..questions import (
    ANSWERED,
    DELIVERED,
    LOSS_ITSELF,
    LOSS_SLOPE,
    STEEPNESS,
    THROUGH,
    TO_WHAT,
    TO_WHOM,
    UPDATED,
)
from .exercise import Exercise
from .items import IDENTITY, Item
from .naming import sample_of, weights_of

Cell = Union[Item, str]         # a blank, or a text
COLUMNS: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    ("z", (DELIVERED,)), ("y", (ANSWERED,)), ("y′", (STEEPNESS,)), ("∂L/∂y", (LOSS_SLOPE, TO_WHOM)),
    ("∂L/∂z", (THROUGH,)))
OF_IDENTITY = {"y": "= z", "y′": "1", "∂L/∂z": "= ∂L/∂y"}
FORWARD = ("z", "y", "y′")


class Row(NamedTuple):
    """What is asked about a neuron, perhaps in one of several samples (0: there is one)."""

    name: str
    sample: int
    cells: List[Cell]


class NeuronTable(NamedTuple):
    """The neurons' blanks in one step: a row for each neuron, a column for each kind."""

    columns: List[str]
    rows: List[Row]


class WeightRow(NamedTuple):
    """A weight: its value, as the sheet states it, and its blanks, if they are asked for."""

    name: str
    value: str
    slope: Optional[Item]
    new: Optional[Item]


def neuron_table(exercise: Exercise, step: int) -> NeuronTable:
    """The blanks of the neurons in a step."""
    items = {(item.kind, id(item.thing)): item for item in exercise.items if item.step == step}
    asked = {kind for kind, _ in items}
    columns = [(title, kinds) for title, kinds in COLUMNS if asked & set(kinds)]
    neurons = [neuron for neuron in exercise.network.neurons if neuron.incoming]
    neurons.sort(key=lambda neuron: sample_of(neuron)[1])
    rows = [Row(*sample_of(neuron), [_cell(items, title, kinds, neuron) for title, kinds in columns])
            for neuron in neurons]
    return NeuronTable([title for title, _ in columns], rows)


def _cell(items: Dict[Tuple[str, int], Item], title: str, kinds: Sequence[str], neuron: Neuron) -> Cell:
    for kind in kinds:
        if (kind, id(neuron)) in items:
            return items[kind, id(neuron)]
    return OF_IDENTITY.get(title, "") if neuron.activation.name == IDENTITY else ""


def loss_item(exercise: Exercise, step: int) -> Item:
    """The blank of the loss."""
    return next(item for item in exercise.items if item.step == step and item.kind == LOSS_ITSELF)


def weight_rows(exercise: Exercise, step: int) -> List[WeightRow]:
    """The weights with their blanks in a step, or those alone that are asked about."""
    items = {(item.kind, id(item.thing)): item for item in exercise.items if item.step == step}
    written = exercise.conventions.written
    rows = [WeightRow(weight.name, written(weight.value), items.get((TO_WHAT, id(weight))),
                      items.get((UPDATED, id(weight)))) for weight in weights_of(exercise.single)]
    return [row for row in rows if row.slope or row.new]


def stated_weights(exercise: Exercise, with_all: bool = False) -> List[Tuple[str, str]]:
    """The names and values of the weights that stand in no table with blanks, or of all."""
    in_table = set() if with_all else {row.name for row in weight_rows(exercise, 1)}
    written = exercise.conventions.written
    return [(weight.name, written(weight.value)) for weight in weights_of(exercise.single)
            if weight.name not in in_table]


def stated_lines(exercise: Exercise, with_all_weights: bool = False) -> List[str]:
    """What is given, in a line: the sample, if it is one, the rate, the weights that stand in no table, or
    all."""
    samples, written = stated_samples(exercise), exercise.conventions.written
    numbers = [*(samples[0] if len(samples) == 1 else []),
               *([("η", written(exercise.rate))] if exercise.level != "forward" else []),
               *stated_weights(exercise, with_all_weights)]
    if not numbers:
        return []
    return [f"{exercise.words['given']}: {'; '.join(f'{name} = {value}' for name, value in numbers)}."]


def stated_samples(exercise: Exercise) -> List[List[Tuple[str, str]]]:
    """The inputs and targets of each sample, with their names."""
    written = exercise.conventions.written
    names = [neuron.name for neuron in exercise.single.inputs]
    return [[(name, written(value)) for name, value in
             [*zip(names, inputs), *((f"d{index}", target) for index, target in enumerate(targets, start=1))]]
            for inputs, targets in exercise.samples]

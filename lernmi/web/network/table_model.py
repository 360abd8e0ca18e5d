"""What a table over time steps or samples shows: rows of neurons, and the weights that all copies share."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Set, Tuple

from ...link import Link
from ...neuron import Neuron
from ...weight import Weight
from .block import short
from .boxes import HELPERS
from .groups import Group, chosen
from .names import Index, NameParts, copy_numbers, in_order
from .numbers import Numbers

MOST_ROWS = 12          # of one kind
MOST_TERMS = 3          # of a sum that is written above the rows

Source = Tuple[str, str, int]       # of a weight: where from, label of the neuron there, number among several
Where = Dict[int, Tuple[Group, NameParts]]


class Row(NamedTuple):
    """Neurons of one name, by their copies; ``weights``: of their links, by where these come from."""

    label: str
    neurons: Dict[str, Neuron]
    weights: Dict[Source, Weight]


class Section(NamedTuple):
    """Rows of one kind, such as the forget gates; ``hidden`` counts those that are left out."""

    what: str
    caption: str
    rows: List[Row]
    hidden: int
    is_output: bool


class Layer(NamedTuple):
    """The sections of one layer, and the sources of its weights in the order of the columns."""

    group: Group
    sections: List[Section]
    sources: List[Source]
    not_shared: int         # rows whose weights differ between the copies


def layer_of(group: Group, where: Where, numbers: Numbers) -> Layer:
    """A layer as sections of rows."""
    kinds: Dict[str, Dict[str, Dict[str, Neuron]]] = {}
    for neuron in group.neurons:
        parts = group.parts[id(neuron)]
        label = parts._replace(what="").label if not parts.what else parts.label
        row = kinds.setdefault(parts.what, {}).setdefault(label, {})
        row[parts.copy if parts.copy not in row else f"{parts.copy} {neuron.name}"] = neuron
    outputs = group.parts[id(group.outputs[0])].what
    drawn = {what: rows for what, rows in kinds.items()
             if what == outputs or what not in HELPERS and "." not in what}
    sections = [_section(group, what, rows, what == outputs, where, numbers)
                for what, rows in drawn.items()]
    sources = list(dict.fromkeys(source for section in sections for row in section.rows
                                 for source in row.weights))
    sources.sort(key=lambda source: source[0] == "bias")
    not_shared = sum(_differ(row.neurons, where, numbers) for section in sections for row in section.rows)
    return Layer(group, sections, sources, not_shared)


def _section(group: Group, what: str, rows: Dict[str, Dict[str, Neuron]], is_output: bool, where: Where,
             numbers: Numbers) -> Section:
    labels = sorted(rows, key=lambda label: where[id(next(iter(rows[label].values())))][1].indices)
    shown = [labels[index] for index in
             chosen(len(labels), MOST_ROWS, [numbers.blame(list(rows[label].values())) for label in labels])]
    example = list(rows[shown[-1]].values())[-1]
    caption = _caption(what or group.name, example, where, numbers)
    return Section(what, caption, [
        Row(short(_name(group, label, neurons, numbers)), neurons, {} if _differ(neurons, where, numbers)
            else _weights(list(neurons.values())[-1], where, numbers))
        for label in shown for neurons in [rows[label]]], len(labels) - len(shown), is_output)


def _name(group: Group, label: str, neurons: Dict[str, Neuron], numbers: Numbers) -> str:
    """What a row is named; with what it stands for, where all its neurons stand for the same."""
    meanings = {numbers.meanings.get(id(neuron), "") for neuron in neurons.values()}
    meaning = f" {meanings.pop()}" if len(meanings) == 1 else ""
    return (f"{group.name}{label}" if label.startswith("[") or not label else label) + meaning.rstrip()


def _caption(what: str, neuron: Neuron, where: Where, numbers: Numbers) -> str:
    """How neurons of that kind are computed, where it can be said shortly: their activation, their terms."""
    activation = neuron.activation.name
    is_attention = what == "weight" and "query" in {part.what for part in where[id(neuron)][0].parts.values()}
    if is_attention:
        return "weight: how much each time step, a column, attends to each, a row"
    terms = [_term(link, where[id(neuron)], where, numbers) for link in neuron.incoming[:MOST_TERMS + 1]]
    if not terms or "" in terms or len(terms) > MOST_TERMS:
        return "" if activation == "identity" else f"{what}: {activation}"
    total = " ".join(terms).replace("+ ", "", 1) if terms[0].startswith("+") else " ".join(terms)
    return f"{what} = {total if activation == 'identity' else f'{activation}({total})'}"


def _term(link: Link, own: Tuple[Group, NameParts], where: Where, numbers: Numbers) -> str:
    """What a link delivers, where that is a product of neurons, or a neuron times 1 or −1; or ""."""
    if link.source is numbers.network.bias:
        return ""
    if isinstance(link.weight, Neuron):
        return f"+ {_kind(link.source, own, where)} × {_kind(link.weight, own, where)}"
    if not numbers.is_constant(link.weight) or abs(link.weight.value) != 1.0:
        return ""
    return f"{'+' if link.weight.value > 0.0 else '−'} {_kind(link.source, own, where)}"


def _kind(neuron: Neuron, own: Tuple[Group, NameParts], where: Where) -> str:
    group, parts = where[id(neuron)]
    return (parts.what or group.name) + (" before" if _is_earlier(parts, own[1]) and group is own[0] else "")


def _is_earlier(parts: NameParts, others: NameParts) -> bool:
    """Whether it belongs to an earlier time step than the other one."""
    return 0 < copy_numbers(parts.copy)[1] < copy_numbers(others.copy)[1]


def _weights(neuron: Neuron, where: Where, numbers: Numbers) -> Dict[Source, Weight]:
    """The weights of a neuron's links, by where these come from; without an index where that is its own."""
    weights: Dict[Source, Weight] = {}
    links = _learning(neuron, numbers)
    own = where[id(neuron)][1]._replace(what="").label
    alone = [label for label in (_source(link, where, numbers)[1] for link in links) if label] == [own]
    for link in links:
        (name, label), number = _source(link, where, numbers), 0
        label = "" if alone else label
        while (name, label, number) in weights:
            number += 1
        if isinstance(link.weight, Weight):
            weights[name, label, number] = link.weight
    return weights


def _learning(neuron: Neuron, numbers: Numbers) -> List[Link]:
    """The links through weights that don't belong to the wiring."""
    return [link for link in neuron.incoming
            if isinstance(link.weight, Weight) and not numbers.is_constant(link.weight)]


def _source(link: Link, where: Where, numbers: Numbers) -> Tuple[str, str]:
    """The layer that a link comes from, as it is written above its weights, and the neuron there."""
    if link.source is numbers.network.bias:
        return "bias", ""
    (group, parts), (target_group, target) = where[id(link.source)], where[id(link.target)]
    name = f"{group.name}.{parts.what}" if parts.what else group.name
    before = " before" if group is target_group and _is_earlier(parts, target) else ""
    return name + before, parts._replace(what="").label


def _differ(neurons: Dict[str, Neuron], where: Where, numbers: Numbers) -> bool:
    """Whether the neurons of a row have weights that the last of them hasn't."""
    everyone = list(neurons.values())
    last = {id(link.weight) for link in _learning(everyone[-1], numbers)}
    return any(id(link.weight) not in last for neuron in everyone for link in _learning(neuron, numbers))


def copies_of(layers: Sequence[Layer]) -> List[str]:
    """The copies that occur, in order; "" comes first: what all copies have in common."""
    copies = {copy for layer in layers for section in layer.sections for row in section.rows
              for copy in row.neurons}
    return in_order(copies)


def carried(group: Group) -> Set[int]:
    """The ids of the states: neurons of rows that deliver to the next time step of their layer alone."""
    rows: Dict[Tuple[str, Index], Set[Tuple[int, int]]] = {}
    for neuron in group.neurons:
        sample, step = copy_numbers(group.parts[id(neuron)].copy)
        for end in {id(end) for link in neuron.incoming for end in (link.source, link.weight)}:
            parts = group.parts.get(end)
            of_end = copy_numbers(parts.copy) if parts else (0, 0)
            if parts and of_end[1] and of_end != (sample, step):
                rows.setdefault(parts[:2], set()).add((sample - of_end[0], step - of_end[1]))
    states = {row for row, differences in rows.items() if differences == {(0, 1)}}
    return {neuron for neuron, parts in group.parts.items() if parts[:2] in states}

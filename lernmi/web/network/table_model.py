"""What a table over time steps or samples shows: rows of neurons, and the weights that all copies share."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Sequence, Set, Tuple

from ...link import Link
from ...network.neuron_names import Index, ParsedName, copy_numbers, in_order
from ...neuron import Neuron
from ...weight import Weight
from .block import short
from .boxes import HELPERS
from .groups import Group, chosen
from .numbers import Numbers

MOST_ROWS = 12          # of one kind
MOST_TERMS = 3          # of a sum that is written above the rows

Source = Tuple[str, str, int]       # of a weight: where from, label of the neuron there, number among several
Where = Dict[int, Tuple[Group, ParsedName]]


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
        parsed = group.parsed[id(neuron)]
        row = kinds.setdefault(parsed.what, {}).setdefault(parsed.label, {})
        row[parsed.copy if parsed.copy not in row else f"{parsed.copy} {neuron.name}"] = neuron
    outputs = group.parsed[id(group.outputs[0])].what
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
    parsed = group.parsed[id(next(iter(neurons.values())))]
    if _are_attention(group, parsed.what):
        return f"{label} to t = {parsed.indices[-1] + 1}"
    meanings = {numbers.meanings.get(id(neuron), "") for neuron in neurons.values()}
    meaning = f" {meanings.pop()}" if len(meanings) == 1 else ""
    return (f"{group.name}{label}" if label.startswith("[") or not label else label) + meaning.rstrip()


def _caption(what: str, neuron: Neuron, where: Where, numbers: Numbers) -> str:
    """How neurons of that kind are computed, where it can be said shortly: their activation, their terms."""
    activation = neuron.activation.name
    if _are_attention(where[id(neuron)][0], what):
        return "weight: how much each time step, a column, attends to each, a row"
    terms = [_term(link, where[id(neuron)], where, numbers) for link in neuron.incoming[:MOST_TERMS + 1]]
    if not terms or "" in terms or len(terms) > MOST_TERMS:
        return "" if activation == "identity" else f"{what}: {activation}"
    total = " ".join(terms).replace("+ ", "", 1) if terms[0].startswith("+") else " ".join(terms)
    return f"{what} = {total if activation == 'identity' else f'{activation}({total})'}"


def _are_attention(group: Group, what: str) -> bool:
    """Whether neurons of that kind say how much a time step attends to another."""
    return what == "weight" and any(parsed.what == "query" for parsed in group.parsed.values())


def _term(link: Link, own: Tuple[Group, ParsedName], where: Where, numbers: Numbers) -> str:
    """What a link delivers, where that is a product of neurons, or a neuron times 1 or −1; or ""."""
    if link.source is numbers.network.bias:
        return ""
    if isinstance(link.weight, Neuron):
        return f"+ {_kind(link.source, own, where)} × {_kind(link.weight, own, where)}"
    if not numbers.is_constant(link.weight) or abs(link.weight.value) != 1.0:
        return ""
    return f"{'+' if link.weight.value > 0.0 else '−'} {_kind(link.source, own, where)}"


def _kind(neuron: Neuron, own: Tuple[Group, ParsedName], where: Where) -> str:
    group, parsed = where[id(neuron)]
    before = " before" if _is_earlier(parsed, own[1]) and group is own[0] else ""
    return (parsed.what or group.name) + before


def _is_earlier(parsed: ParsedName, others: ParsedName) -> bool:
    """Whether it belongs to an earlier time step than the other one."""
    return 0 < copy_numbers(parsed.copy)[1] < copy_numbers(others.copy)[1]


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
    (group, parsed), (target_group, target) = where[id(link.source)], where[id(link.target)]
    name = f"{group.name}.{parsed.what}" if parsed.what else group.name
    before = " before" if group is target_group and _is_earlier(parsed, target) else ""
    return name + before, parsed._replace(what="").label


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
        sample, time_step = copy_numbers(group.parsed[id(neuron)].copy)
        for end in {id(end) for link in neuron.incoming for end in (link.source, link.weight)}:
            parsed = group.parsed.get(end)
            of_end = copy_numbers(parsed.copy) if parsed else (0, 0)
            if parsed and of_end[1] and of_end != (sample, time_step):
                rows.setdefault(parsed[:2], set()).add((sample - of_end[0], time_step - of_end[1]))
    states = {row for row, differences in rows.items() if differences == {(0, 1)}}
    return {neuron for neuron, parsed in group.parsed.items() if parsed[:2] in states}

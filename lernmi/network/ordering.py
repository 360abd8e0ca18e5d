"""The order of a network: what runs when, what its layers are named, which weights it has."""

from __future__ import annotations

import itertools
import warnings
from typing import Container, Dict, Iterable, List, Sequence, Set, Tuple, Union

from ..link import Link
from ..losses import Loss
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..weight import Weight

Scheduled = Union[Link, Neuron]         # what runs in a forward pass


def indices(shape: Tuple[int, ...]) -> Iterable[str]:
    """The indices of a shape, last one fastest: (2, 2) gives "0,0", "0,1", "1,0", "1,1"."""
    for index in itertools.product(*map(range, shape)):
        yield ",".join(map(str, index))


def layer_names(layers: Sequence[object]) -> List[str]:
    """A name for each layer: its own; output for the last; hidden, conv, … with a number each
    where there are several of a kind. A layer that is used again gets a number as well.
    """
    kinds = [kind_of(layer) for layer in layers[:-1] if not _own_name(layer)]
    names: List[str] = []
    for index, layer in enumerate(layers):
        kind = kind_of(layer)
        own = _own_name(layer)
        if own and any(layer is other for other in layers[:index]):
            own = unused_name(own, names)
        if not own and index == len(layers) - 1:
            own = "output"
        names.append(own or (unused_name(kind, names, 1) if kinds.count(kind) > 1 else kind))
    return names


def kind_of(layer: object) -> str:
    """The base of the name of a layer without a name."""
    return getattr(layer, "kind", "hidden")


def needs_batch(layer: object) -> bool:
    """Whether a layer works on several samples at once when it learns."""
    return bool(getattr(layer, "needs_batch", False))


def unused_name(base: str, taken: Container[str], first: int = 0) -> str:
    """``base``, or with the first number that makes it a new name."""
    numbers = itertools.count(first or 2)
    name = base if not first else f"{base}{next(numbers)}"
    while name in taken:
        name = f"{base}{next(numbers)}"
    return name


def _own_name(layer: object) -> str:
    return getattr(layer, "name", None) or ""


def sorted_groups(groups: Dict[str, List[Neuron]],
                     neurons: Sequence[Neuron]) -> Dict[str, List[Neuron]]:
    """The groups that have neurons, in the order of their first."""
    position = {id(neuron): index for index, neuron in enumerate(neurons)}
    filled = [(name, members) for name, members in groups.items() if members]
    return dict(sorted(filled, key=lambda group: position[id(group[1][0])]))


def forward_order(neurons: Sequence[Neuron]) -> List[Scheduled]:
    """Each neuron's incoming links, then the neuron; those without incoming links don't run.

    Raises BadInput when a link comes from a neuron outside the network, or from one created
    after its target: upstream comes first, which is also why there can be no cycle.
    """
    order: List[Scheduled] = []
    known: Set[int] = set()
    everywhere = {id(neuron) for neuron in neurons}
    for neuron in neurons:
        for link in neuron.incoming:
            _check_upstream(link, link.source, known, everywhere)
            if isinstance(link.weight, Neuron):
                _check_upstream(link, link.weight, known, everywhere)
        order += neuron.incoming
        if neuron.incoming:
            order.append(neuron)
        known.add(id(neuron))
    return order


def _check_upstream(link: Link, neuron: Neuron, known: Set[int], everywhere: Set[int]) -> None:
    if id(neuron) not in everywhere:
        raise BadInput(f"the link {link.name} needs the neuron {neuron.name or 'without a name'}, "
                       "which is not in the network: add it with network.add(neuron).")
    if id(neuron) not in known:
        raise BadInput(f"the link {link.name} runs against the order of the neurons: "
                       f"add {neuron.name} to the network before {link.target.name}.")


def check_outputs(layer: str, outputs: object, neurons: Sequence[Neuron]) -> None:
    """BadInput unless a layer has returned a list of neurons of the network."""
    if not isinstance(outputs, list) or not outputs:
        raise BadInput(f"the layer {layer} must return a list of neurons, not {outputs!r}.")
    everywhere = set(map(id, neurons))
    for neuron in outputs:
        if id(neuron) not in everywhere:
            raise BadInput(f"the layer {layer} returned {neuron!r}, which is not in the network: "
                           "add it with network.add(neuron).")


def weights_of(links: Sequence[Link],
               taken: Container[str] = ()) -> Tuple[List[Weight], List[Weight]]:
    """The Weights on the links, each once: the trainable ones and the fixed ones.

    A weight without a name is named after its first link. Raises BadInput when two have the
    same name, or one has the name of a link, or one that is ``taken`` by a neuron.
    """
    named: Dict[str, Weight] = {}
    link_names = {link.name for link in links}
    for link in links:
        weight = link.weight
        if isinstance(weight, Weight):
            weight.name = weight.name or f"w({link.name})"
            validation.name(weight.name, "a weight")
            if weight.name in taken:
                raise BadInput(f"a weight and a neuron are both called {weight.name!r}: "
                               "give one of them another name.")
            if weight.name in link_names:
                raise BadInput(f"a weight and a link are both called {weight.name!r}: "
                               "give the weight another name.")
            if named.setdefault(weight.name, weight) is not weight:
                raise BadInput(f"two weights are called {weight.name!r}: give one another name.")
    weights = list(named.values())
    return ([weight for weight in weights if weight.trainable],
            [weight for weight in weights if not weight.trainable])


def warn_of_unsuitable_loss(layer: object, loss: Loss, outputs: int) -> None:
    """Warn where a last layer that gives shares, or another one, doesn't fit the loss."""
    shares = getattr(layer, "gives_shares", False)
    if shares and not loss.takes_shares:
        warnings.warn(f"a Softmax with {loss.name} learns slowly where it is most wrong: "
                      "cross_entropy is made for it.", stacklevel=3)
    if loss.takes_shares and not shares and outputs > 1:
        warnings.warn(f"{loss.name} needs outputs that add up to 1: end with a Softmax "
                      "layer, or use softmax_cross_entropy with linear outputs.", stacklevel=3)

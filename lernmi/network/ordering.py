"""The order of a network: what runs when, what its layers are named, which weights it has."""

from __future__ import annotations

import itertools
import warnings
from typing import Container, Dict, Iterable, List, Sequence, Set, Tuple, Union

from ..link import Link, check_ends
from ..losses import Loss
from ..neuron import Neuron
from ..support import validation
from ..support.errors import BadInput
from ..support.formatting import quoted
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
    own_names = list(map(_own_name, layers))
    names: List[str] = []
    for index, (layer, own) in enumerate(zip(layers, own_names)):
        base = own or ("output" if index == len(layers) - 1 else kind_of(layer))
        if own and not any(layer is other for other in layers[:index]):
            names.append(own)
        else:
            several = not own and base != "output" and kinds.count(base) > 1
            names.append(unused_name(base, ["input", "bias", *own_names, *names], int(several)))
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


def forward_order(neurons: Sequence[Neuron], bias: Neuron) -> List[Scheduled]:
    """Each neuron's incoming links, then the neuron.

    One without incoming links answers as well, activation(0), but for those whose value comes from
    outside (inputs, masks: they have the activation identity) and the bias, which is always 1.
    Raises BadInput when a link comes from a neuron outside the network, or from one created
    after its target: upstream comes first, which is also why there can be no cycle.
    """
    order: List[Scheduled] = []
    known: Set[int] = set()
    everywhere = {id(neuron) for neuron in neurons}
    for neuron in neurons:
        for link in neuron.incoming:
            check_ends(link.source, link.target, link.weight)       # they may have been changed by hand
            _check_upstream(link, link.source, known, everywhere)
            if isinstance(link.weight, Neuron):
                _check_upstream(link, link.weight, known, everywhere)
        order += neuron.incoming
        if neuron.incoming or neuron.activation.name != "identity" and neuron is not bias:
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
        raise BadInput(f"the layer {layer} must return a list of neurons, not {quoted(outputs)}.")
    everywhere = set(map(id, neurons))
    for neuron in outputs:
        if id(neuron) not in everywhere:
            raise BadInput(f"the layer {layer} returned {quoted(neuron)}, which is not in the network: "
                           "add it with network.add(neuron).")


def keep_only(links: Sequence[Link], neurons: Sequence[Neuron]) -> None:
    """Take all other links off the neurons."""
    known = set(map(id, links))
    for neuron in neurons:
        neuron.incoming[:] = [link for link in neuron.incoming if id(link) in known]


def weights_of(links: Sequence[Link], taken: Container[str] = (),
               included: Sequence[Weight] = ()) -> Tuple[List[Weight], List[Weight]]:
    """The Weights on the links and those ``included``, each once: the trainable ones and the fixed ones.

    A weight without a name is named after its first link; of several links between the same two
    neurons, the next one's is "w(a->b)2". Raises BadInput when two have the same name, or one has the
    name of a link, or one that is ``taken`` by a neuron.
    """
    named: Dict[str, Weight] = {}
    link_names = {link.name for link in links}
    weight_names = {link.weight.name for link in links if isinstance(link.weight, Weight)}
    for link in links:
        if isinstance(link.weight, Weight) and not link.weight.name:
            link.weight.name = unused_name(f"w({link.name})", weight_names)
            weight_names.add(link.weight.name)
    for weight in [*(link.weight for link in links if isinstance(link.weight, Weight)), *included]:
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


def check_copyable(functions: Iterable[object]) -> None:
    """BadInput for a nested function that refers to objects around it: a copy would refer to the same."""
    for function in functions:
        if getattr(function, "__closure__", None):
            raise BadInput(f"a network with {getattr(function, '__qualname__', function)} can't be copied: "
                           "the copy would use the original's objects. Make it a method, or a "
                           "functools.partial of a function.")


def warn_of_unsuitable_loss(layer: object, loss: Loss, outputs: int) -> None:
    """Warn where a last layer that gives shares, or another one, doesn't fit the loss."""
    shares = getattr(layer, "gives_shares", False)
    if shares and not loss.takes_shares:
        warnings.warn(f"a Softmax with {loss.name} learns slowly where it is most wrong: "
                      "cross_entropy is made for it.", stacklevel=3)
    if loss.takes_shares and not shares and outputs > 1:
        warnings.warn(f"{loss.name} needs outputs that add up to 1: end with a Softmax "
                      "layer, or use softmax_cross_entropy with linear outputs.", stacklevel=3)
    activation = getattr(layer, "activation", None)
    if loss.takes_linear and getattr(activation, "name", activation) == "sigmoid":
        warnings.warn(f"{loss.name} takes linear outputs, and a sigmoid keeps them between 0 and 1: give the "
                      'last layer the activation "identity".', stacklevel=3)

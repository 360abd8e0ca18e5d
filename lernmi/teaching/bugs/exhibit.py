"""How an exhibit gets into an engine: before the methods of links and neurons, or as slopes of another kind.

An exhibit changes an operand, lets ``super()`` do what is right, and restores the operand. So the
exhibits of several bugs go together, and no product of the chain rule stands outside of Link.backward.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple, Type

from ...activations import Activation
from ...link import Link
from ...losses import Loss, repeated
from ...network.batch_copies import BatchCopies
from ...network.network import Network
from .bug import Rate

# The activations that layers compute with, as in a softmax: nobody chooses them for hidden neurons.
WIRING = {"identity", "one", "exp", "log", "reciprocal", "sqrt", "square", "step", "logical_not"}
Attributes = Dict[str, Any]
Slope = Callable[[float, float], float]


def become(thing: Any, kind: Type[object]) -> None:
    """Let an object have the methods of ``kind`` before those of its own class, its base; once."""
    if not isinstance(thing, kind):
        thing.__class__ = _class_of((kind, type(thing)), () if not hasattr(thing, "__dict__") else None)


@lru_cache(maxsize=512)
def _class_of(bases: Tuple[Any, ...], slots: Optional[Tuple[str, ...]]) -> Any:
    own = {} if slots is None else {"__slots__": slots}
    return type(bases[0].__name__, bases, {**own, "__module__": bases[0].__module__})


def replace(link: Link, kind: Type[Link], attributes: Attributes) -> None:
    """Put a link of that kind in a link's place, with attributes that a Link doesn't have."""
    if isinstance(link, kind):          # two bugs are the same one there
        return
    new = object.__new__(_class_of((kind, type(link)), tuple(attributes)))
    slots = [name for base in type(link).__mro__ for name in getattr(base, "__slots__", ())]
    present = {name: getattr(link, name) for name in slots}
    for name, value in {**present, **getattr(link, "__dict__", {}), **attributes}.items():
        setattr(new, name, value)
    links = link.target.incoming
    links[:] = [new if other is link else other for other in links]


# ---- what installs an exhibit --------------------------------------------------------------

class OnLinks:
    """Makes the links that ``select`` picks from a network links of that kind; returns how many."""

    def __init__(self, kind: Type[Link], select: Callable[[Network], Iterable[Link]]) -> None:
        self.kind = kind
        self.select = select

    def __call__(self, network: Network, rate: Rate) -> int:
        """Install it."""
        links = list(self.select(network))
        for link in links:
            become(link, self.kind)
        return len(links)


class OnLinksWith:
    """The same where the exhibit needs more than a link has: ``select`` yields each with its attributes."""

    def __init__(self, kind: Type[Link],
                 select: Callable[[Network, Rate], Iterable[Tuple[Link, Attributes]]]) -> None:
        self.kind = kind
        self.select = select

    def __call__(self, network: Network, rate: Rate) -> int:
        """Install it."""
        pairs = list(self.select(network, rate))
        for link, attributes in pairs:
            replace(link, self.kind, attributes)
        network.refresh()
        return len(pairs)


class OnSlopes:
    """Lets activations have another slope: what ``wrong`` makes of one, or None; returns of how many neurons.

    Batch copies have the activations of their original, and need no exhibit in them.
    """

    def __init__(self, wrong: Callable[[Activation], Optional[Slope]]) -> None:
        self.wrong = wrong

    def __call__(self, network: Network, rate: Rate) -> int:
        """Install it."""
        replaced: Dict[int, Optional[Activation]] = {}
        count = 0
        for neuron in network.neurons:
            right = neuron.activation
            if id(right) not in replaced:
                slope = self.wrong(right)
                replaced[id(right)] = right._replace(slope=slope) if slope else None
            wrong = replaced[id(right)]
            if wrong is not None and neuron.incoming:
                neuron.activation = wrong
                count += 1
        network.refresh()
        return count


class OnLoss:
    """Lets the loss have other slopes: what ``wrong`` makes of it and the number of outputs, or None.

    Batch copies have the loss of their original, and need no exhibit in them.
    """

    def __init__(self, wrong: Callable[[Loss, int], Optional[Callable[[Any, Any], List[float]]]]) -> None:
        self.wrong = wrong

    def __call__(self, network: Network, rate: Rate) -> int:
        """Install it."""
        original = network.original if isinstance(network, BatchCopies) else network
        slopes = self.wrong(original.loss, len(original.outputs))
        if slopes is None:
            return 0
        original.loss = original.loss._replace(slopes=slopes)
        if isinstance(network, BatchCopies):
            network.loss = repeated(original.loss, network.samples)
        return len(network.outputs)


COPIES_FOLLOW = (OnSlopes, OnLoss)


# ---- which links ---------------------------------------------------------------------------

def every_link(network: Network) -> List[Link]:
    """All of them."""
    return network.links


def to_outputs(network: Network) -> Iterator[Link]:
    """The links to outputs that have a slope: any activation but identity, whose slope is 1."""
    outputs = set(network.outputs)
    return (link for link in network.links
            if link.target in outputs and link.target.activation.name != "identity")


def to_hidden(network: Network) -> Iterator[Link]:
    """The links to other neurons with an activation that somebody chose."""
    outputs = set(network.outputs)
    return (link for link in network.links
            if link.target not in outputs and link.target.activation.name not in WIRING)


def to_slopes(network: Network) -> Iterator[Link]:
    """The links to all these."""
    yield from to_outputs(network)
    yield from to_hidden(network)


def through_weights(network: Network) -> Iterator[Link]:
    """The links with a weight that learns, but for those from the bias."""
    weights = set(network.weights)
    return (link for link in network.links if link.weight in weights and link.source is not network.bias)

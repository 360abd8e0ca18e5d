"""The subject of a worksheet: a network of Dense layers, built anew as the conventions have it."""

from __future__ import annotations

import zlib
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Union

from ...activations import is_built_in
from ...examples.catalogue import find_example
from ...examples.example import Example
from ...layers import Dense
from ...losses import LOSSES, Loss
from ...network.network import Network
from ...storage.loss_names import is_built_in as is_built_in_loss
from ...support import validation
from ...support.errors import BadInput
from ...weight import Weight
from .code import MARKS
from .conventions import Conventions

SUBJECTS = ("mazur", "not", "and", "or", "xor")     # their positions are in the codes: only append
GATES = ("not", "and", "or", "xor")
FILE = 15               # in place of a position, for a saved network
MOST_NEURONS = 6        # in a layer
MOST_LAYERS = 4
MOST_WEIGHTS = 32       # with the biases


class Subject(NamedTuple):
    """A network that worksheets are about: a built-in example, or a saved or user-defined network.

    ``number`` is what stands for it in a code, ``mark`` what says which saved network it was.
    """

    name: str
    number: int
    original: Network
    example: Optional[Example] = None

    @property
    def mark(self) -> Optional[int]:
        """A number that another network hardly has: of its neurons, links and loss, not of its weights."""
        return None if self.example else mark_of(self.original)

    @property
    def is_gate(self) -> bool:
        """Whether its samples are the lines of a truth table."""
        return self.name in GATES


def subject_of(network: Union[str, Network]) -> Subject:
    """The subject: the name of an example, or a network; BadInput for one that no sheet has room for."""
    if isinstance(network, str):
        if network not in SUBJECTS:
            example = find_example(network)
            raise BadInput(f"the example {example.name} is too much to compute by hand: worksheets are about "
                           f"{', '.join(SUBJECTS)}, or a saved network of a few Dense neurons.")
        example = find_example(network)
        return Subject(network, SUBJECTS.index(network), example.network(), example)
    validation.network(network)
    check_size(network)
    check_functions(network)
    return Subject("network", FILE, network)


def subject_numbered(number: int, mark: int, network: Optional[Network]) -> Subject:
    """The subject that a code names; BadInput where it isn't known, or ``network`` is another one."""
    if number < len(SUBJECTS):
        return subject_of(SUBJECTS[number])
    if number != FILE:
        raise BadInput("this code was made by a newer lernmi, for an example that this one doesn't have.")
    if network is None:
        raise BadInput("this code is for a saved network: name its file too.")
    subject = subject_of(network)
    if subject.mark != mark:
        raise BadInput("this code was made for another network: neurons, links or loss differ.")
    return subject


def mark_of(network: Network) -> int:
    """A number below MARKS, from what an exercise takes of a network: all but the values of its weights."""
    wiring = [(link.source.name, link.target.name, link.target.activation.name, link.weight.name,
               getattr(link.weight, "trainable", None)) for link in network.links]
    checksum = zlib.crc32(repr([network.shape, wiring, network.loss.name]).encode())
    return int(checksum % MARKS)


def check_size(network: Network) -> None:
    """BadInput for a network that can't be computed on a sheet."""
    advice = (f"a worksheet takes up to {MOST_LAYERS} Dense layers of up to {MOST_NEURONS} neurons, and up "
              f"to {MOST_WEIGHTS} weights.")
    for layer in network.layers:
        if type(layer) is not Dense:
            raise BadInput(f"{layer!r} can't be on a worksheet: {advice}")
    sizes = [len(network.inputs), *(layer.size for layer in network.layers)]
    weights = len(network.weights) + len(network.fixed_weights)
    if (len(network.layers) > MOST_LAYERS or max(sizes) > MOST_NEURONS or weights > MOST_WEIGHTS
            or len(network.shape) != 1):
        shape = "-".join(map(str, sizes))
        raise BadInput(f"a network {shape} is too much to compute by hand: {advice}")
    if len(network.links) != sum(layer.size * (sources + bool(layer.biases))
                                 for layer, sources in zip(network.layers, sizes)):
        raise BadInput("this network was changed after it was built: a worksheet takes layers as they are.")


def check_functions(network: Network) -> None:
    """BadInput for a user-defined activation or loss: a sheet prints formulas, and a code has only names."""
    names = [layer.activation.name for layer in network.layers if not is_built_in(layer.activation)]
    if not is_built_in_loss(network.loss):
        names.append(network.loss.name)
    if names:
        raise BadInput(f"{names[0]} is user-defined: a worksheet takes the activations and losses of lernmi "
                       "alone, whose formulas it prints.")


# ---- built anew ----------------------------------------------------------------------------

def built(subject: Subject, conventions: Conventions) -> Network:
    """The same network with new Weights of value 0, as the conventions have it."""
    original = subject.original
    weights: Dict[int, Weight] = {}

    def new(weight: Any) -> Weight:
        return weights.setdefault(id(weight), Weight(0.0, weight.name, weight.trainable))

    last = original.layers[-1]
    layers = [Dense(layer.size, activation_of(layer, layer is last, conventions),
                    weights=[list(map(new, row)) for row in layer.weights],
                    biases=list(map(new, layer.biases)) if conventions.bias and layer.biases else "none",
                    name=layer.name) for layer in original.layers]
    return Network(original.shape, *layers, loss=loss_of(original.loss, conventions), seed=1)


def activation_of(layer: Any, is_last: bool, conventions: Conventions) -> Any:
    """The layer's own activation; where numbers are integers, ReLU and for the outputs the identity."""
    if conventions.numbers == "decimal":
        return layer.activation
    return "identity" if is_last else "relu"


def _sum_of_squares(values: Sequence[float], targets: Sequence[float]) -> float:
    return 2.0 * LOSSES["squared_error"].function(values, targets)


def _sum_of_squares_slopes(values: Sequence[float], targets: Sequence[float]) -> List[float]:
    return [2.0 * slope for slope in LOSSES["squared_error"].slopes(values, targets)]


EXACT = ("squared_error", "mean_squared_error", "absolute_error", "huber")     # from short decimals
WITHOUT_HALF = Loss("squared_error_without_half", _sum_of_squares, _sum_of_squares_slopes,
                    "Σ (y − d)²", "2 (y − d)")


def loss_of(loss: Loss, conventions: Conventions) -> Loss:
    """The network's loss, if need be without its ½; BadInput where it has none."""
    if conventions.numbers == "integer" and loss.name not in EXACT:
        raise BadInput(f"the loss {loss.name} gives no short decimals: try --numbers decimal.")
    if conventions.half:
        return loss
    if loss is not LOSSES["squared_error"]:
        raise BadInput(f"the loss {loss.name} has no ½ to leave out.")
    return WITHOUT_HALF

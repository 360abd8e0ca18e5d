"""Classes: what the outputs stand for, and targets that are a class's name or its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Sequence, Tuple

from ..activations import sigmoid
from ..likelihoods import softmax
from ..losses import Loss
from ..support import arrays, validation
from ..support.errors import BadInput, UnknownName
from ..support.formatting import quoted
from .shapes import shaped

if TYPE_CHECKING:
    from .network import Network

Classes = Tuple[str, ...]
YES_OR_NO = ((0.0, 1.0), (-1.0, 1.0))       # the targets of losses for which each output is one


def checked(classes: Any, outputs: int) -> Classes:
    """The names of the classes; BadInput unless they are different names, one for each output.

    A network with one output has two classes, the one for low outputs first.
    """
    if not arrays.is_list(classes):
        raise BadInput(f'the classes must be a list of names, such as ["no", "yes"], not {quoted(classes)}.')
    names = tuple(validation.name(name, "a class") for name in classes)
    for index, name in enumerate(names):
        if name in names[:index]:
            raise BadInput(f"two classes are called {quoted(name)}: give one of them another name.")
    needed = max(outputs, 2)
    if names and len(names) != needed:
        raise BadInput(f"the network has {outputs} output{'s' * (outputs != 1)}, for {needed} classes, "
                       f"but there are {len(names)}: {quoted(list(names))}.")
    return names


def as_targets(target: Any, classes: Classes, loss: Loss, outputs: int) -> Any:
    """The targets for a class given by its name or its number; anything else as it is.

    1 for the output of that class and 0 (for the hinge −1) for the others; of a single output, the first
    class is the low one. A number alone is a class where there are several outputs.

    Raises UnknownName for a class that the network doesn't have, BadInput for a name where it has none.
    """
    if isinstance(target, str):
        if not classes:
            raise BadInput(f"the target is the name of a class, {quoted(target)}, but the network has no "
                           'classes: add classes=["…", "…"] to Network(…), one for each output.')
        if target not in classes:
            raise UnknownName("class", target, classes)
        number = classes.index(target)
    elif classes and arrays.sizes(target) == () and arrays.to_number(target) is not None and (
            outputs > 1 or arrays.to_number(target) == 0):      # of one output, 1 is a target as it is
        number = validation.integer(target, "the target, as the number of a class,", 0, len(classes) - 1)
    else:
        return target
    low = lowest_target(loss)
    if outputs == 1:
        return [1.0 if number else low]
    return [1.0 if index == number else low for index in range(outputs)]


def class_of(outputs: Sequence[float], loss: Loss) -> int:
    """The number of the class that the outputs mean: the largest; of one output, 1 above the middle.

    The middle is halfway between the targets of the two classes, and 0 for linear outputs that have
    their sigmoid in the loss.
    """
    if len(outputs) > 1:
        return max(range(len(outputs)), key=outputs.__getitem__)
    return int(outputs[0] > (0.0 if loss.takes_linear or lowest_target(loss) else 0.5))


def probabilities(outputs: Sequence[float], loss: Loss) -> Sequence[float]:
    """How likely the classes are: linear outputs through the softmax, or the sigmoid, of the loss."""
    if not loss.takes_linear:
        return outputs
    return softmax(outputs) if loss.of_classes else [sigmoid(output) for output in outputs]


def outputs_per_class(network: Network) -> int:
    """How many outputs together mean one class; 0 where the outputs mean no classes.

    All of them, where the network knows its classes; those of a row, where the loss is one of classes;
    each one for itself, where the loss is one of yes and no.
    """
    loss, outputs = network.loss, network.outputs
    if network.classes:
        return len(outputs)
    if loss.of_classes:
        return shaped(outputs).shape[-1]
    return int(loss.target_range in YES_OR_NO)


def lowest_target(loss: Loss) -> float:
    """The target of an output whose class it isn't: 0, or −1 for a loss that takes targets from −1 to 1."""
    return -1.0 if loss.target_range[0] == -1.0 else 0.0

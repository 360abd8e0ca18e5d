"""What can be set in a session: a weight, an input, a target, the learning rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Sequence, Union

from ..support.errors import BadInput
from ..tracing.traced_number import TARGET
from ..weight import Weight
from .scope import without_value

if TYPE_CHECKING:
    from .what_if import WhatIfSession

RATE = "rate"


class Entry:
    """One entry of a list of numbers; its value can be changed, as a Weight's can."""

    def __init__(self, numbers: List[float], index: int) -> None:
        self._numbers = numbers
        self._index = index

    @property
    def value(self) -> float:
        """The number."""
        return self._numbers[self._index]

    @value.setter
    def value(self, value: float) -> None:
        self._numbers[self._index] = value


class Rate:
    """The learning rate of one or more optimizers, that are alike."""

    def __init__(self, optimizers: Sequence[Any]) -> None:
        self._optimizers = optimizers

    @property
    def value(self) -> float:
        """The rate."""
        rate: float = self._optimizers[0].rate
        return rate

    @value.setter
    def value(self, value: float) -> None:
        for optimizer in self._optimizers:
            optimizer.rate = value          # which refuses what can be no rate


Variable = Union[Weight, Entry, Rate]


def variable(session: WhatIfSession, what: str) -> Variable:
    """What can be set; UnknownName, or BadInput for what is computed or fixed by the wiring."""
    name, known = without_value(what), _variables(session)
    if name in known:
        return known[name]
    if name.rpartition(".")[0] not in session.scope.things:
        session.scope.find(name)
    inputs, outputs = session.network.inputs, session.network.outputs
    rate = f", or the {RATE}" if RATE in known else ""
    raise BadInput(f"{what} can't be set: only a weight, an input such as {inputs[0].name}, "
                   f"a target such as {outputs[0].name}.{TARGET}{rate}.")


def is_changed_by_learning(session: WhatIfSession, what: str) -> bool:
    """Whether it is a weight, which learns."""
    return isinstance(variable(session, what), Weight)


def is_of_the_sample(session: WhatIfSession, what: str) -> bool:
    """Whether it is an input or a target."""
    return isinstance(variable(session, what), Entry)


def rates_alike(session: WhatIfSession) -> List[Any]:
    """The step's optimizer, and the plan's if it is of the same kind and rate."""
    optimizer, plan = session.optimizer, session.training_plan
    if not isinstance(getattr(optimizer, RATE, None), float):
        return []
    others = [plan.optimizer] if plan and plan.optimizer is not optimizer else []
    return [optimizer] + [other for other in others if type(other) is type(optimizer)
                          and other.rate == getattr(optimizer, RATE)]


def _variables(session: WhatIfSession) -> Dict[str, Variable]:
    """Everything that can be set, by its name; the network's own names come before the rate."""
    network = session.network
    with_target = [neuron for neuron, _ in network.loss.pairs(network.outputs, session.targets)]
    optimizers = rates_alike(session)
    rate: Dict[str, Variable] = {RATE: Rate(optimizers)} if optimizers else {}
    return {**rate,
            **{neuron.name: Entry(session.inputs, index) for index, neuron in enumerate(network.inputs)},
            **{f"{neuron.name}.{TARGET}": Entry(session.targets, index)
               for index, neuron in enumerate(with_target)},
            **{name: thing for name, thing in session.scope.things.items() if isinstance(thing, Weight)}}

"""An optimizer as JSON values: its type, options and groups, and what it remembers of each weight."""

from __future__ import annotations

from inspect import isabstract
from typing import Any, Dict, List, Optional, Sequence

from .. import training
from ..network.network import Network
from ..support.errors import BadInput
from ..support.user_defined import described
from ..training.optimizer_memory import Memory
from ..training.optimizer_options import OF, rates_of
from ..training.optimizers import Optimizer
from ..weight import Weight
from .checks import a_list, a_number, an_object, check_keys
from .differences import check_alike
from .layer_reader import option_names

OPTIMIZERS: Dict[str, Any] = {
    name: kind for name, kind in vars(training).items()
    if isinstance(kind, type) and issubclass(kind, Optimizer) and not isabstract(kind)}
SETTINGS = ("type", "rates", "options", "groups")
KEYS = (*SETTINGS, "memories")
Memories = Dict[str, List[Optional[float]]]         # of each number by its name, one for each weight


def optimizer_to_json(optimizer: Any, network: Network, rates: Optional[Dict[str, float]] = None
                      ) -> Dict[str, Any]:
    """The optimizer with its memories, in the order of the network's weights, the fixed ones last.

    ``rates``: its learning rates before a schedule changed them; by default those that it has now.
    Raises BadInput for a user-defined optimizer, and a group of weights that a function chooses.
    """
    return {**_settings(optimizer, rates), "memories": _memories(optimizer, _weights(network))}


def restore_optimizer(content: Dict[str, Any], optimizer: Any, network: Network) -> None:
    """Give an optimizer of the same type and options the memories of the stored one."""
    memories = content["memories"]
    for index, weight in enumerate(_weights(network)):
        numbers = {name: column[index] for name, column in memories.items() if column[index] is not None}
        if numbers:
            vars(optimizer.memories_of([weight])[0]).update(numbers)
        elif hasattr(optimizer, "memories"):
            optimizer.memories.pop(weight, None)


def check_optimizer(content: Any, where: str, network: Network) -> Dict[str, Any]:
    """The content of a file as a stored optimizer; BadInput for what is none."""
    check_keys(an_object(content, where), KEYS, KEYS, where)
    count = len(_weights(network))
    for name, column in an_object(content["memories"], f"{where}.memories").items():
        spot = f"{where}.memories.{name}"
        if len(a_list(column, spot)) != count:
            raise BadInput(f"{spot} must have {count} entries, one for each weight, not {len(column)}.")
        content["memories"][name] = [number if number is None else a_number(number, f"{spot}[{index}]")
                                     for index, number in enumerate(column)]
    return dict(content)


def check_same_optimizer(content: Dict[str, Any], optimizer: Any, where: str) -> None:
    """BadInput, naming the first difference, unless it has the type and options of the stored one."""
    settings = _settings(optimizer, None)
    check_alike({name: content[name] for name in SETTINGS}, settings, where)
    check_alike(sorted(content["memories"]), sorted(getattr(optimizer, "remembers", ())),
                f"what is in {where}.memories")


def _settings(optimizer: Any, rates: Optional[Dict[str, float]]) -> Dict[str, Any]:
    """All but the memories."""
    kind = type(optimizer)
    if OPTIMIZERS.get(kind.__name__) is not kind:
        raise BadInput(f"the optimizer can't be stored in a checkpoint: {described(optimizer)} "
                       "is user-defined.")
    rates = rates_of(optimizer) if rates is None else rates
    of_groups = [f"{option}{OF}{group.name}" for group in optimizer.groups for option in group.options]
    return {"type": kind.__name__, "rates": dict(rates),
            "options": {name: getattr(optimizer, name) for name in (*option_names(kind), *of_groups)
                        if name not in rates},
            "groups": [_group(group) for group in optimizer.groups]}


def _group(group: Any) -> Dict[str, Any]:
    if not isinstance(group.chosen, str):
        raise BadInput(f"the optimizer can't be stored in a checkpoint: its group {group.name} chooses "
                       'weights by a function; use a pattern of names, such as "*bias*".')
    return {"name": group.name, "weights": group.chosen, "options": list(group.options)}


def _weights(network: Network) -> List[Weight]:
    return network.weights + network.fixed_weights


def _memories(optimizer: Any, weights: Sequence[Weight]) -> Memories:
    """Each remembered number of each weight; None where the optimizer hasn't seen the weight."""
    memories: Dict[Weight, Memory] = getattr(optimizer, "memories", {})
    return {name: [getattr(memories[weight], name) if weight in memories else None for weight in weights]
            for name in getattr(optimizer, "remembers", ())}

"""The update on symbols, by the optimizer's own method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Set

from ..weight import Weight
from .branches import Branches
from .stored import Stored, StoredAlike
from .symbols import NotSymbolic, Symbol, SymbolTable, is_pure

if TYPE_CHECKING:
    from .recorder import Recorder

PLAIN = (float, int, str, bool, type(None), Symbol)


class UpdateRecorder:
    """``optimizer.proposed`` on symbols: the new weights, and the new numbers of the optimizer's memory.

    The caller restores the optimizer. Raises NotSymbolic, or what the optimizer raises, where it can't
    be run on symbols: an update method of its own, a user-defined one that stores more than numbers.
    """

    def __init__(self, recorder: Recorder, optimizer: Any) -> None:
        self._recorder = recorder
        self._table: SymbolTable = recorder.table
        self._optimizer = optimizer
        self.memories: List[Stored] = []
        self.rates: List[Stored] = []

    def record(self) -> None:
        """Let the weights' Stored numbers and ``memories`` have their new symbols."""
        optimizer, weights = self._optimizer, self._recorder.original.weights
        if not hasattr(optimizer, "proposed") or not is_pure(type(optimizer).update):
            raise NotSymbolic("its update is user-defined")
        self._place_rates()
        self._place_memories(weights)
        before = dict(vars(optimizer))
        self._check_plain(before)
        if hasattr(optimizer, "new_value"):
            object.__setattr__(optimizer, "new_value", self._branching(optimizer.new_value))
        proposed = list(map(self._table.symbol, optimizer.proposed(weights, self._recorder.samples)))
        vars(optimizer).pop("new_value", None)
        self._check_unchanged(before)
        if len(proposed) != len(weights):
            raise NotSymbolic("it returns another number of weights")
        for stored, value in zip(self._recorder.weights, proposed):
            stored.new = value
        for stored in self.memories:
            stored.new = self._table.symbol(stored.read())

    def _place_rates(self) -> None:
        """The learning rates are variables: a schedule changes them."""
        for name, value in list(vars(self._optimizer).items()):
            if isinstance(value, float) and (name == "rate" or name.startswith("rate_of_")):
                self.rates.append(Stored(self._optimizer, name, self._recorder.variable(name)))
                self.rates[-1].place(self.rates[-1].variable)

    def _check_plain(self, attributes: Dict[str, Any]) -> None:
        if not is_pure(type(self._optimizer)):
            known = ("memories", "groups", "remembers", "_replaced")
            for name, value in attributes.items():
                if name not in known and not isinstance(value, PLAIN):
                    raise NotSymbolic(f"its {name} is more than a number")

    def _check_unchanged(self, before: Dict[str, Any]) -> None:
        after = vars(self._optimizer)
        changed = [name for name in {**before, **after} if before.get(name) is not after.get(name)]
        if [name for name in changed if name != "_replaced"]:
            raise NotSymbolic(f"it changes its {changed[0]}")

    # ---- the optimizer's memory -----------------------------------------------------------------

    def _place_memories(self, weights: List[Weight]) -> None:
        """A variable for each number of each memory, or for several that are and stay the same."""
        if not hasattr(self._optimizer, "memories_of"):
            return
        memories = self._optimizer.memories_of(weights)
        numbers = [name for name, value in vars(memories[0]).items() if isinstance(value, float)]
        alike = self._alike(memories[0], numbers)
        for name in numbers:
            if name in alike and len({getattr(memory, name) for memory in memories}) == 1:
                variable = self._recorder.variable(name, never_negative_zero=True)
                self.memories.append(StoredAlike(memories, name, variable))
            else:
                self.memories += [Stored(memory, name, self._recorder.variable(
                    f"{name}_{self._recorder.variable_names.of(weight)}"))
                    for memory, weight in zip(memories, weights)]
        for stored in self.memories:
            stored.place(stored.variable)

    def _alike(self, memory: Any, numbers: List[str]) -> Set[str]:
        """The numbers whose new value depends on nothing but themselves: the count of the steps."""
        before = dict(vars(memory))
        trial = {name: self._table.variable(f"trial of {name}", True) for name in numbers}
        vars(memory).update(trial)
        value, sensitivity = (self._table.variable(f"trial of {name}") for name in ("value", "sensitivity"))
        self._branching(self._optimizer.new_value)(value, sensitivity, memory)
        alike = {name for name in numbers
                 if self._variables_in(self._table.symbol(getattr(memory, name))) <= {trial[name]}}
        vars(memory).update(before)
        return alike

    def _variables_in(self, symbol: Symbol) -> Set[Symbol]:
        if symbol.sign == "variable":
            return {symbol}
        return {variable for operand in symbol.operands for variable in self._variables_in(operand)}

    def _branching(self, new_value: Any) -> Any:
        """``new_value`` of one weight, run along each of its paths."""
        def branching(value: Any, sensitivity: Any, memory: Any) -> Any:
            before = dict(vars(memory))
            numbers = [name for name, number in before.items() if isinstance(number, (float, Symbol))]

            def run() -> List[Any]:
                vars(memory).update(before)
                result = new_value(value, sensitivity, memory)
                if len(vars(memory)) != len(before):
                    raise NotSymbolic("it adds to its memory")
                return [result, *(getattr(memory, name) for name in numbers)]
            result, *changed = Branches(self._table, run).result()
            vars(memory).update(zip(numbers, changed))
            return result
        return branching



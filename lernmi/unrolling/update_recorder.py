"""The update on symbols, by the optimizer's own method."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Set

from ..support.user_defined import is_ours
from ..weight import Weight
from .signature import check_unrollable, code_of
from .stored import Remembered, Stored
from .symbolic.branches import Branches, needing_all
from .symbolic.plain_code import NotPlain, PlainCode
from .symbolic.symbols import NotSymbolic, Symbol, SymbolTable

if TYPE_CHECKING:
    from .recorder import Recorder


class UpdateRecorder:
    """``optimizer.proposed`` on symbols: the new weights, and the new numbers of the optimizer's memory.

    Raises NotSymbolic, or what the optimizer raises, where it can't be run on symbols: an update method
    of its own, a user-defined one that stores more than numbers.
    """

    def __init__(self, recorder: Recorder, optimizer: Any) -> None:
        self._recorder = recorder
        self._table: SymbolTable = recorder.table
        self._optimizer = optimizer
        self.memories: List[Remembered] = []
        self.rates: List[Stored] = []
        self.code = PlainCode()

    def record(self) -> None:
        """Let the weights' Stored numbers and ``memories`` have their new symbols; all else is as before."""
        if not hasattr(self._optimizer, "proposed") or not is_ours(type(self._optimizer).update):
            raise NotSymbolic("its update is user-defined")
        check_unrollable(type(self._optimizer))
        self.code = code_of(self._optimizer)
        with restored(self._optimizer):
            self._record(self._optimizer, self._recorder.original.weights)

    def _record(self, optimizer: Any, weights: List[Weight]) -> None:
        self._place_rates()
        self._place_memories(weights)
        before = dict(vars(optimizer))
        if hasattr(optimizer, "new_value"):
            object.__setattr__(optimizer, "new_value", self._branching(optimizer.new_value))
        self._table.trusts_finite = is_ours(type(optimizer))
        try:
            results = needing_all(self._table, lambda: [
                *map(self._table.symbol, optimizer.proposed(weights, self._recorder.samples)),
                *(self._table.symbol(stored.placed()) for stored in self.memories)])
        finally:
            self._table.trusts_finite = True
        vars(optimizer).pop("new_value", None)
        self._check_unchanged(before)
        if len(results) != len(weights) + len(self.memories):
            raise NotSymbolic("it returns another number of weights")
        for stored, value in zip([*self._recorder.weights, *self.memories], results):
            stored.new = value

    def _place_rates(self) -> None:
        """The learning rates are variables: a schedule changes them."""
        for name, value in list(vars(self._optimizer).items()):
            if isinstance(value, float) and (name == "rate" or name.startswith("rate_of_")):
                self.rates.append(Stored(self._optimizer, name, self._recorder.variable(name)))
                self.rates[-1].place(self.rates[-1].variable)

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
                self.memories.append(Remembered(self._optimizer, weights, name, variable))
            else:
                self.memories += [Remembered(self._optimizer, [weight], name, self._recorder.variable(
                    f"{name}_{self._recorder.variable_names.of(weight)}")) for weight in weights]
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
                 if self._variables_in(self._table.symbol(getattr(memory, name))) <= {trial[name].index}}
        vars(memory).update(before)
        return alike

    def _variables_in(self, symbol: Symbol) -> Set[int]:
        if symbol.sign == "variable":
            return {symbol.index}
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
                if any(getattr(memory, name) is not value for name, value in before.items()
                       if name not in numbers):
                    raise NotSymbolic("it remembers more than floats")
                return [result, *(getattr(memory, name) for name in numbers)]
            result, *changed = Branches(self._table, run).result()
            vars(memory).update(zip(numbers, changed))
            return result
        return branching


def reason(error: Exception) -> str:
    """Why an update can't be run on symbols; what else it raises there is of no interest."""
    return str(error) if isinstance(error, (NotSymbolic, NotPlain)) else "it needs numbers"


@contextmanager
def restored(optimizer: Any) -> Iterator[None]:
    """After this block, an optimizer's attributes are the same objects as before, and so are its memories."""
    present: Dict[str, Any] = optimizer.__dict__
    attributes = dict(present)
    memories = dict(getattr(optimizer, "memories", {}))
    numbers = [(memory, dict(vars(memory))) for memory in memories.values()]
    try:
        yield
    finally:
        present.clear()
        present.update(attributes)
        if "memories" in attributes:
            optimizer.memories.clear()
            optimizer.memories.update(memories)
        for memory, values in numbers:
            memory.__dict__.clear()
            memory.__dict__.update(values)

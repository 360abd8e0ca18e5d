"""Functions run on symbols: both ways where they branch; or, where that can't be done, their call."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Sequence, Set, Tuple

from .plain_code import NotPlain, PlainCode
from .symbols import NotSymbolic, Symbol, SymbolTable

MOST_PATHS = 64         # through one function
MOST_CONDITIONS = 2_000         # of a single path: two for each output that a loss checks
FAILING = ("/", "**", "call")       # operations that may raise an exception


class Branches:
    """Runs a function once for each path through it: whenever it asks a condition, both answers are tried."""

    def __init__(self, table: SymbolTable, run: Callable[[], Any]) -> None:
        self._table = table
        self._run = run
        self._paths = 0
        self._most_conditions = MOST_PATHS
        self._answers: List[bool] = []
        self._asked: List[Symbol] = []

    def result(self) -> List[Any]:
        """What the function returns, entry by entry: if-expressions where the paths differ.

        Raises NotSymbolic where there are too many paths, and whatever the function raises.
        """
        outer, self._table.ask = self._table.ask, self._ask
        try:
            return self._explored([])
        finally:
            self._table.ask = outer

    def conditions(self) -> List[Symbol]:
        """What must hold if the function is to end as it does when all its conditions hold."""
        self._most_conditions = MOST_CONDITIONS
        outer, self._table.ask = self._table.ask, self._ask
        try:
            self._one_path([])
        finally:
            self._table.ask = outer
        return self._asked

    def _ask(self, condition: Symbol) -> bool:
        for asked, answer in zip(self._asked, self._answers):
            if asked is condition:
                return answer
        if len(self._asked) >= self._most_conditions:       # a loop that would go on for ever, perhaps
            raise NotSymbolic(f"more than {self._most_conditions} conditions")
        self._asked.append(condition)
        if len(self._asked) > len(self._answers):
            self._answers.append(True)
        return self._answers[len(self._asked) - 1]

    def _one_path(self, answers: List[bool]) -> List[Any]:
        self._paths += 1
        if self._paths > MOST_PATHS:
            raise NotSymbolic(f"more than {MOST_PATHS} paths")
        self._answers, self._asked = list(answers), []
        return needing_all(self._table, self._run, self._asked)

    def _explored(self, answers: List[bool]) -> List[Any]:
        result = self._one_path(answers)
        given, asked = self._answers, self._asked
        for position in reversed(range(len(answers), len(asked))):
            other = self._explored([*given[:position], False])
            if len(other) != len(result):
                raise NotSymbolic("the number of results depends on a condition")
            result = [self._table.choice(asked[position], *pair) for pair in zip(result, other)]
        return result


class Calls:
    """Applies functions to symbols: each is run, or, if that can't be done, written down as a call."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self.codes: Dict[int, PlainCode] = {}       # by the ids of functions
        self._not_symbolic: Set[int] = set()        # ids of functions

    def examine(self, function: Callable[..., Any], what: str = "a function") -> None:
        """NotSymbolic unless the function only computes its result; ``what`` it is, for the sentence."""
        if id(function) not in self.codes:
            code = PlainCode()
            try:
                code.add(function)
            except NotPlain as reason:
                raise NotSymbolic(f"{what} may do more than compute a number: {reason}") from None
            self.codes[id(function)] = code         # which refers to the function
            if code.needs_floats:
                self._not_symbolic.add(id(function))

    def applied(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
        """The result of a function that returns a number."""
        expression = self._expression(function, arguments)
        if expression is None:
            return self.table.call(function, arguments)
        return expression[0]

    def applying(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function for symbols."""
        return lambda *numbers: self.applied(function, numbers)

    def applied_list(self, function: Callable[..., Any], arguments: Sequence[Any], count: int) -> List[Any]:
        """The results of a function that returns a list of ``count`` numbers."""
        expression = self._expression(function, arguments)
        if expression is None or len(expression) != count:
            return self.table.entries(self.table.call(function, arguments), count)
        return list(expression)

    def _expression(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Optional[List[Symbol]]:
        """What it returns for symbols; None where it needs numbers."""
        self.examine(function)
        if id(function) not in self._not_symbolic:
            self.table.trusts_finite = False        # numbers within a function may be infinite
            try:
                return self._once(function, arguments)
            except Exception:       # whatever a user-defined function makes of what isn't a float
                self._not_symbolic.add(id(function))
            finally:
                self.table.trusts_finite = True
        return None

    def _once(self, function: Callable[..., Any], arguments: Sequence[Any]) -> List[Symbol]:
        def run() -> Any:
            return function(*arguments)
        return [self.table.symbol(entry) for entry in Branches(self.table, run).result()]


def needing_all(table: SymbolTable, run: Callable[[], Any], further: Sequence[Symbol] = ()) -> List[Any]:
    """What a function returns, as a list, once it is known to need all that may raise an exception.

    In ``q = 1 / x; return q if x > 1 else 0.0`` the division would be left out for an x of 0, and its
    exception with it. Raises NotSymbolic for such a function. ``further``: what is needed as well.
    """
    outer, performed = table.performed, {}      # type: Any, Dict[int, Symbol]
    table.performed = performed
    try:
        result = run()
    finally:
        table.performed = outer
    results = list(result) if isinstance(result, list) else [result]
    waiting = [symbol for symbol in (*results, *further) if isinstance(symbol, Symbol)]
    needed: Set[int] = set()
    while waiting:
        symbol = waiting.pop()
        if symbol.index in performed and symbol.index not in needed:
            needed.add(symbol.index)
            waiting += symbol.operands
    if any(symbol.sign in FAILING and index not in needed for index, symbol in performed.items()):
        raise NotSymbolic("a result that isn't used may raise an exception")
    if outer is not None:
        outer.update(performed)
    return results


def succeeding(table: SymbolTable, function: Callable[..., Any], *arguments: Any) -> Tuple[Symbol, ...]:
    """The conditions under which a function raises nothing; NotSymbolic where they aren't known."""
    try:
        return tuple(Branches(table, lambda: function(*arguments)).conditions())
    except Exception as error:
        raise NotSymbolic(f"{error}") from error

"""Functions run on symbols: both ways where they branch; or, where that can't be done, their call."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from .symbols import NotSymbolic, Symbol, SymbolTable

MOST_PATHS = 64         # through one function
FAILURES = (TypeError, ValueError, ArithmeticError)     # of a function that needs real numbers


class Branches:
    """Runs a function once for each path through it: whenever it asks a condition, both answers are tried."""

    def __init__(self, table: SymbolTable, run: Callable[[], Any]) -> None:
        self._table = table
        self._run = run
        self._paths = 0
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
        self._asked.append(condition)
        if len(self._asked) > len(self._answers):
            self._answers.append(True)
        return self._answers[len(self._asked) - 1]

    def _one_path(self, answers: List[bool]) -> List[Any]:
        self._paths += 1
        if self._paths > MOST_PATHS:
            raise NotSymbolic(f"more than {MOST_PATHS} paths")
        self._answers, self._asked = list(answers), []
        result = self._run()
        return result if isinstance(result, list) else [result]

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
        self._not_symbolic: Dict[int, Any] = {}         # functions, by their ids

    def applied(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
        """The result of a function that returns a number."""
        expression = self._expression(function, arguments)
        if expression is None:
            return self.table.call(function, arguments)
        return expression[0]

    def applied_list(self, function: Callable[..., Any], arguments: Sequence[Any], count: int) -> List[Any]:
        """The results of a function that returns a list of ``count`` numbers."""
        expression = self._expression(function, arguments)
        if expression is None or len(expression) != count:
            return self.table.entries(self.table.call(function, arguments), count)
        return list(expression)

    def _expression(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Optional[List[Symbol]]:
        """Run twice: one that doesn't give the same again, since it draws or counts, stays a call."""
        if id(function) in self._not_symbolic:
            return None
        try:
            first, second = (self._once(function, arguments) for _ in range(2))
            if len(first) == len(second) and all(one is other for one, other in zip(first, second)):
                return first
        except FAILURES:
            pass
        self._not_symbolic[id(function)] = function
        return None

    def _once(self, function: Callable[..., Any], arguments: Sequence[Any]) -> List[Symbol]:
        def run() -> Any:
            return function(*arguments)
        return [self.table.symbol(entry) for entry in Branches(self.table, run).result()]


def succeeding(table: SymbolTable, function: Callable[..., Any], *arguments: Any) -> Tuple[Symbol, ...]:
    """The conditions under which a function raises nothing; NotSymbolic where they aren't known."""
    try:
        return tuple(Branches(table, lambda: function(*arguments)).conditions())
    except Exception as error:
        raise NotSymbolic(f"{error}") from error

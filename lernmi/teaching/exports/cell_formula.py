"""An operation as the formula of a spreadsheet's cell."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from ...activations import ACTIVATIONS
from ...tracing.operations import SLOPE_OF, activation_of, recomputed
from ...translate.spreadsheet.elementary import ElementaryCalls
from ...translate.spreadsheet.formulas import Formulas
from ...unrolling.symbolic.symbols import Symbol, SymbolTable
from .operation import HiddenLoss, Known, Operation

Address = Callable[[Known], str]        # of the cell that holds an operand


def cell_formula(operation: Operation, address: Address) -> str:
    """The formula of an operation, with the cells of its operands: "=B3*B7+B4*B8+B11"."""
    table = SymbolTable()
    calls = ElementaryCalls(table)
    addresses: Dict[int, str] = {}

    def variable(known: Known) -> Symbol:
        symbol = table.variable(address(known))
        addresses[symbol.index] = address(known)
        return symbol

    if operation.hidden is not None:
        root = _of_loss(calls, operation.hidden, [variable(known) for known in operation.known])
    else:
        root = table.symbol(operation.repeated(variable, Recomputing(calls)))
    if root.index in addresses:
        return f"={addresses[root.index]}"
    return Formulas([root], {**addresses, root.index: ""}, table.functions).write()[root.index]


class Recomputing:
    """Operations on symbols: functions are taken apart into those that a spreadsheet has."""

    def __init__(self, calls: ElementaryCalls) -> None:
        self._calls = calls

    def __call__(self, sign: str, left: Any, right: Any) -> Any:
        """left sign right, or the function of that name of left."""
        activation = ACTIVATIONS.get(activation_of(sign))
        if right is not None or activation is None:
            return recomputed(sign, left, right)
        value = self._calls.applied(activation.function, [left])
        return self._calls.applied(activation.slope, [left, value]) if sign.startswith(SLOPE_OF) else value


def _of_loss(calls: ElementaryCalls, hidden: HiddenLoss, values: List[Symbol]) -> Symbol:
    if hidden.output is None:
        return calls.table.symbol(calls.applied(hidden.loss.function, [values, hidden.targets]))
    slopes = calls.applied_list(hidden.loss.slopes, [values, hidden.targets], len(values))
    return calls.table.symbol(slopes[hidden.output])

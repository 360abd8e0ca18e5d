"""Functions taken apart, down to those that a spreadsheet has."""

from __future__ import annotations

import builtins
import math
import types
from functools import partial
from typing import Any, Callable, Dict, List, Optional, Sequence

from ... import activations, likelihoods
from ...losses import LOSSES, Loss
from ...unrolling.symbolic.branches import Branches, Calls
from ...unrolling.symbolic.symbols import Symbol, SymbolTable

# What a spreadsheet computes for these functions, of arguments that are numbers, cells or in brackets.
FORMULAS: Dict[Any, str] = {
    math.exp: "EXP({0})", math.log: "LN({0})", math.log1p: "LN(1+{0})", math.expm1: "(EXP({0})-1)",
    math.sqrt: "SQRT({0})", math.tanh: "TANH({0})", math.sin: "SIN({0})", math.cos: "COS({0})",
    abs: "ABS({0})", max: "MAX({0})", min: "MIN({0})",
    activations.sigmoid: "(1/(1+EXP(-{0})))", activations.exponential: "EXP({0})",
    activations.logarithm: "LN({0})", activations.reciprocal: "(1/{0})", activations.square_root: "SQRT({0})",
    activations.softplus: "(MAX({0},0)+LN(1+EXP(-ABS({0}))))", activations.softsign: "({0}/(1+ABS({0})))",
    activations.sine: "SIN({0})", activations.sine_slope: "COS({0})",
    activations.step: "IF({0}>=0,1,0)", activations.logical_not: "IF({0}<0.5,1,0)",
    activations.normal_cdf: "NORMSDIST({0})", activations.share_of: "IF({0}=0,0,{0}*{1})"}


def softmax_cross_entropy(values: Sequence[float], targets: Sequence[float]) -> float:
    """−Σ d (y − ln Σ e^y), as it is written; lernmi's own has more digits where the loss is tiny."""
    largest = max(values)
    rest = math.log(likelihoods.added(math.exp(y - largest) for y in values))
    return likelihoods.added(d * (rest - (y - largest)) for y, d in zip(values, targets))


def hinge_slopes(values: Sequence[float], targets: Sequence[float]) -> List[float]:
    """−d / n where d y < 1, else 0: each output decides for itself, so that each is an IF of its own."""
    return [_hinge_slope(d * y, -d / len(values)) for y, d in zip(values, targets)]


def _hinge_slope(margin: float, slope: float) -> float:
    return slope if margin < 1.0 else 0.0


IN_PLACE_OF: Dict[Any, Any] = {likelihoods.softmax_cross_entropy: softmax_cross_entropy,
                               LOSSES["hinge"].slopes: hinge_slopes}


class ElementaryCalls(Calls):
    """Applies functions to symbols: what they do, in terms of the functions in FORMULAS."""

    def __init__(self, table: SymbolTable) -> None:
        super().__init__(table)
        self._rebuilt: Dict[int, Any] = {}
        self._originals: List[Any] = []         # so that no id is used again

    def _expression(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Optional[List[Symbol]]:
        self.examine(function)
        self.table.trusts_finite = False        # numbers within a function may be infinite
        try:
            return self._once(self._elementary(function), arguments)
        except Exception:       # whatever a user-defined function makes of what isn't a float
            return None
        finally:
            self.table.trusts_finite = True

    def _elementary(self, thing: Any) -> Any:
        """A function, or what contains functions, such that it takes symbols; anything else as it is."""
        if isinstance(thing, Loss):
            return thing._replace(function=self._elementary(thing.function),
                                  slopes=self._elementary(thing.slopes))
        if isinstance(thing, partial):
            return partial(self._elementary(thing.func), *map(self._elementary, thing.args))
        if thing is math:
            return types.SimpleNamespace(**{name: self._elementary(one) for name, one in vars(math).items()})
        if not isinstance(thing, (types.FunctionType, types.BuiltinFunctionType)):
            return thing
        if id(thing) not in self._rebuilt:
            self._originals.append(thing)
            known = thing in FORMULAS
            self._rebuilt[id(thing)] = partial(self._called, thing) if known else self._taken_apart(thing)
        return self._rebuilt[id(thing)]

    def _called(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """A function that a spreadsheet has: a call, if there is a symbol among the arguments."""
        numbers = list(arguments[0]) if isinstance(arguments[0], (list, tuple)) else list(arguments)
        if not any(isinstance(number, Symbol) for number in numbers):
            return function(*arguments)
        return self.table.call(function, numbers)

    def _taken_apart(self, function: Any) -> Any:
        """A function whose own calls are elementary; each of its branches becomes an IF."""
        function = IN_PLACE_OF.get(function, function)
        if not isinstance(function, types.FunctionType):
            return function
        names: Dict[str, Any] = {"__builtins__": builtins, "__name__": function.__module__}
        cells = tuple(types.CellType(self._elementary(cell.cell_contents))
                      for cell in function.__closure__ or ())
        rebuilt = types.FunctionType(function.__code__, names, argdefs=function.__defaults__,
                                     closure=cells or None)
        applied = partial(self._branching, rebuilt)
        self._rebuilt[id(function)] = applied           # before its names: it may call itself
        for name in _names_in(function.__code__):
            known = function.__globals__.get(name, getattr(builtins, name, None))
            if known is not None:
                names[name] = self._elementary(known)
        return applied

    def _branching(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result for symbols along each path, put together."""
        results: List[Any] = []

        def run() -> Any:
            results.append(function(*arguments))
            return results[-1]

        entries = Branches(self.table, run).result()
        return entries if isinstance(results[0], list) else entries[0]


def _names_in(code: types.CodeType) -> List[str]:
    inner = [name for one in code.co_consts if isinstance(one, types.CodeType) for name in _names_in(one)]
    return [*code.co_names, *inner]

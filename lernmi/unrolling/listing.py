"""The listing of a learning step: its statements by phase, and what must be looked at in each step."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence, Tuple

from ..weight import Weight
from .recorder import FORWARD, UPDATE, Recorder
from .stored import Stored
from .symbolic.expressions import Expressions, live_symbols
from .symbolic.limits import GROWTH, LARGEST, MEMORY, MOST_SAMPLES, RATE, SMALL, WEIGHT, Limits
from .symbolic.symbols import Symbol
from .symbolic.zeros import InputSum, grouped, input_factor, input_sums

LOOK, PROPOSALS = "look", "look at the proposals"        # phases of conditions


class Listing:
    """What a Recorder has recorded, as statements; with what must be looked at, unless it is unchecked.

    ============== =========================================================================
    lines          the statements of each phase, by its name
    gradients      the statements that add to the sensitivities of the weights
    fine           the condition that holds as long as every number is finite, after backward
    proposals_fine that of the new weights and memories, or "" if it follows from ``fine``
    changes        the statements that change what is stored, at the end
    outputs, loss  the expressions of the results
    ============== =========================================================================
    """

    def __init__(self, recorder: Recorder, skip_zeros: bool = False, checked: bool = True) -> None:
        self.recorder = recorder
        self.skip_zeros = skip_zeros
        self._order = {symbol.index: number for number, symbol in enumerate(recorder.inputs)}
        self.stored: List[Stored] = [*recorder.weights, *recorder.others]
        self.changed = [stored for stored in self.stored if stored.new is not stored.variable]
        self._is_bounded = not checked
        recorder.table.begin_anew()         # what is looked at early must not be computed late
        fine = [*recorder.conditions, *self._small(self._looked_at())] if checked else []
        phases = [*recorder.phases, (LOOK, recorder.table.count)]
        proposals = [] if self._is_bounded else self._proposal_conditions()
        phases.append((PROPOSALS, recorder.table.count))
        results = [*recorder.outputs, *([recorder.loss] if recorder.targets else [])]
        self._name_new_numbers()
        roots = [*results, *fine, *proposals,
                 *(stored.new for stored in (*recorder.gradients, *self.changed))]
        sums = self._input_sums(roots)
        self._expressions = Expressions(roots, recorder.names, recorder.variable_names.new,
                                        {one.symbol.index for one in sums})
        text = self._expressions.text
        self.fine, self.proposals_fine = (" and ".join(map(text, each)) for each in (fine, proposals))
        self.lines = self._lines_by_phase(phases)
        self.lines[FORWARD] = [*self._statements_of(sums), *self.lines[FORWARD]]
        self.gradients = self._grouped([stored for stored in recorder.gradients
                                        if stored.new is not stored.variable])
        self._separate()
        self.changes = self._grouped(self.changed)
        self.outputs = list(map(text, recorder.outputs))
        self.loss = text(recorder.loss) if recorder.targets else ""

    # ---- what must be looked at ------------------------------------------------------------------

    def _looked_at(self) -> List[Symbol]:
        """The numbers that could be too large; more of them, where that keeps the weights in bounds."""
        for largest in (LARGEST, SMALL):
            limits = self._limits(largest)
            self._is_bounded = all(self._stays_small(stored, limits) for stored in self.changed)
            if self._is_bounded:
                break
        return limits.looked_at

    def _limits(self, largest: float) -> Limits:
        recorder, limits = self.recorder, Limits()
        limits.set([*recorder.inputs, *recorder.targets], SMALL)
        limits.set([stored.variable for stored in recorder.weights], WEIGHT)
        limits.set([stored.variable for stored in recorder.others], MEMORY)
        limits.set([stored.variable for stored in recorder.rates], RATE)
        limits.set([stored.variable for stored in recorder.gradients], 0.0)
        limits.set_samples(recorder.count)
        most = {index: min(limit, largest) if limit == LARGEST else limit
                for index, limit in recorder.most.items()}
        symbols, passes = recorder.table.all(), dict(recorder.phases).get("backward", recorder.table.count)
        limits.find(symbols[:passes], most)
        for stored in recorder.gradients:
            limits.of[stored.variable.index] = MOST_SAMPLES * limits.of[stored.new.index]
        limits.find(symbols[passes:], most)
        return limits

    def _stays_small(self, stored: Stored, limits: Limits) -> bool:
        """Whether a weight changes by little, and a memory stays below its limit if it was."""
        new = stored.new
        if not isinstance(stored.thing, Weight) or not stored.thing.trainable:
            return limits.of[new.index] <= MEMORY
        return (new.sign in ("+", "-") and new.operands[0] is stored.variable
                and limits.of[new.operands[1].index] <= GROWTH)

    def _small(self, symbols: Sequence[Symbol]) -> List[Symbol]:
        """The condition that none of them is larger than SMALL, or not finite."""
        return [_added([symbol * symbol for symbol in symbols]) < SMALL * SMALL] if symbols else []

    def _proposal_conditions(self) -> List[Symbol]:
        """The conditions that the new weights are small enough, and all other new numbers finite."""
        trainable = {id(stored) for stored in self.recorder.weights}
        weights = [stored.new for stored in self.changed if id(stored) in trainable]
        others = [stored.new for stored in self.changed if id(stored) not in trainable]
        conditions = [_added([new * new for new in weights]) < WEIGHT * WEIGHT / 100.0] if weights else []
        if others:
            total = _added(others)
            conditions.append(total - total == 0.0)         # not so for inf and nan
        return conditions

    # ---- the statements --------------------------------------------------------------------------

    def _name_new_numbers(self) -> None:
        """New numbers have names, unless they are weights that change at once."""
        at_once = {id(stored) for stored in self.recorder.weights} if self._is_bounded else set()
        for stored in self.changed:
            if id(stored) not in at_once:
                self.recorder.give_name(stored.new, f"new_{stored.variable.text}")

    def _lines_by_phase(self, phases: Sequence[Tuple[str, int]]) -> Dict[str, List[str]]:
        lines: Dict[str, List[str]] = {}
        begin = 0
        for name, end in phases:
            lines[name] = [line for index, line in self._expressions.lines if begin <= index < end]
            begin = end
        return lines

    def _separate(self) -> None:
        """What changes, and is read by the changes of others, is computed under another name first."""
        changing = {stored.variable.index for stored in self.changed}
        for stored in self.changed:
            if (self._expressions.variables_in(stored.new) & changing) - {stored.variable.index}:
                self.lines[UPDATE].append(self._expressions.rename(stored.new, f"new_{stored.variable.text}"))

    def _grouped(self, changing: Sequence[Stored]) -> List[str]:
        """The assignments of new numbers; if zeros are skipped, by the input that is multiplied with."""
        text = self._expressions.text
        return grouped([(self._factor(stored), f"{stored.variable.text} = {text(stored.new)}")
                        for stored in changing])

    def _factor(self, stored: Stored) -> Optional[Symbol]:
        """The input without which the number doesn't change."""
        new, variable = stored.new, stored.variable
        changes_by_term = new.sign in ("+", "-") and new.operands[0] is variable
        if self.skip_zeros and changes_by_term and variable.never_negative_zero:
            return input_factor(new.operands[1], self._order)
        return None

    # ---- inputs that are 0 -----------------------------------------------------------------------

    def _input_sums(self, roots: Sequence[Symbol]) -> List[InputSum]:
        if not self.skip_zeros:
            return []
        live, uses = live_symbols(roots)
        sums = input_sums(live, uses, self.recorder.inputs)
        for one in sums:
            self.recorder.give_name(one.symbol, "sum_of_inputs")
        return sums

    def _statements_of(self, sums: Sequence[InputSum]) -> List[str]:
        """Each sum begins at 0, and its terms are added input by input."""
        lines, names = [], self.recorder.names
        statements: List[Tuple[Symbol, str]] = []
        for one in sums:
            name = names[id(one.symbol)]
            lines.append(f"{name} = 0.0")
            statements += [(factor, f"{name} = {name} + {' * '.join(part.text for part in product.operands)}")
                           for factor, product in one.terms]
        statements.sort(key=lambda statement: self._order[statement[0].index])
        return [*lines, *grouped(statements)]


def _added(symbols: Sequence[Symbol]) -> Symbol:
    total = symbols[0]
    for symbol in symbols[1:]:
        total = total + symbol
    return total

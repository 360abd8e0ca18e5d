"""The sheet: which number is in which cell, with labels beside, as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any, Dict, List, Sequence, Set, Tuple, Union

from ...network.network import Network
from ...support.errors import BadInput
from ...training.optimizers import GradientDescent
from ...unrolling.symbolic.symbols import Symbol
from ..literals import printable
from ..meanings import meanings
from ..proof import Floats, Proof
from .formulas import Formulas
from .recorder import RATE, SheetRecorder

MOST_LINKS = 5_000
BYTE_ORDER_MARK = "\ufeff"          # by which Excel recognises UTF-8; LibreOffice takes no quotes after it
TITLE = "A learning step in cells"
COLUMNS = ("total", "value", "slope", "sensitivity", "passed_back", "new")
LETTERS = dict(zip(COLUMNS, "BCDEFG"))
NEURON_HEADER = ["neuron", "total", "value", "slope", "sensitivity", "passed back", ""]
WEIGHT_HEADER = ["weight", "", "value", "", "sensitivity", "", "after a step of gradient descent"]
ABOUT = [
    "Exported by lernmi: one pass forward and backward. Change an input, a target, a weight or the rate!",
    "total: the sum of source × weight; value: activation(total); slope: ∂value/∂total",
    "sensitivity: the gradient, ∂loss/∂value; passed back: ∂loss/∂total, sensitivity × slope"]
Content = Union[str, float, Symbol]


def spreadsheet(network: Network, samples: Sequence[Floats]) -> str:
    """The learning step of the first sample as CSV with formulas; of all, where it takes a batch.

    The network's own methods ran once on symbols, and each symbol is a cell. Dropout is off: its masks
    are cells that hold 1. Raises NotSymbolic for a network that can't be unrolled, BadInput for one of
    more than 5,000 links, and for a user-defined function that a spreadsheet can't compute.
    """
    if not network.needs_batch:
        return _text(network, network, samples[0], Proof(network, samples[:1]).loss)
    loss, copies = Proof(network, samples).loss, network.photocopied(len(samples))
    return _text(network, copies, copies.concatenated(samples), loss * len(samples))


def _text(network: Network, case: Network, sample: Floats, loss: float) -> str:
    if len(case.links) > MOST_LINKS:
        raise BadInput(f"the sheet would be too large to read: it has formulas for {len(case.links):,} "
                       f"links, and more than {MOST_LINKS:,} are too many. Export a smaller network, or this "
                       "one to python.")
    return Sheet(network, case).text(*sample, loss)


class Sheet:
    """The rows of a sheet, and where each symbol is."""

    def __init__(self, network: Network, case: Network) -> None:
        self._network = case
        self._meanings = meanings(case)
        original = network if case is not network else None
        self._recorder = SheetRecorder(case, GradientDescent(RATE), original=original)
        self._recorder.record()
        self._rows: List[List[Content]] = []
        self._neuron_rows: Set[int] = set()
        self._addresses: Dict[int, str] = {}

    def text(self, inputs: Sequence[float], targets: Sequence[float], loss: float) -> str:
        """The CSV text."""
        numbers = self._numbers(inputs, targets)
        self._add_tables(loss)
        self._place_all()
        formulas = Formulas(self._symbols(), self._addresses, self._recorder.table.functions)
        self._add_further(formulas.further)
        contents = {**formulas.write(), **numbers}
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\n")
        for row, cells in enumerate(self._rows, start=1):
            writer.writerow([self._written(cell, f"{letter}{row}", contents)
                             for letter, cell in zip("ABCDEFG", cells)])
        return BYTE_ORDER_MARK + output.getvalue()

    def _numbers(self, inputs: Sequence[float], targets: Sequence[float]) -> Dict[int, str]:
        """What the cells of variables hold, by the variable's index."""
        recorder = self._recorder
        values: List[Tuple[Symbol, float]] = [
            *((variable, 1.0) for variable in recorder.inputs),         # the masks of dropout stay 1
            *zip(recorder.inputs, inputs), *zip(recorder.targets, targets),
            *((stored.variable, stored.read()) for stored in (*recorder.weights, *recorder.others,
                                                              *recorder.rates))]
        return {variable.index: repr(float(value)).replace("e", "E") for variable, value in values}

    def _written(self, cell: Content, address: str, contents: Dict[int, str]) -> str:
        if not isinstance(cell, Symbol):
            return cell if isinstance(cell, str) else repr(cell)
        home = self._addresses[cell.index]
        return contents[cell.index] if home == address or cell.sign == "constant" else f"={home}"

    # ---- the tables ----------------------------------------------------------------------------------

    def _add(self, label: str, **cells: Content) -> None:
        """A row: a label, and cells by the names of their columns."""
        row: List[Content] = [as_text(label), *[""] * len(COLUMNS)]
        for column, cell in cells.items():
            row[1 + COLUMNS.index(column)] = cell
        self._rows.append(row)

    def _header(self, title: str, header: Sequence[str]) -> None:
        self._rows += [[""], [as_text(title), *header[1:]]]

    def _add_tables(self, loss: float) -> None:
        recorder = self._recorder
        for line in (TITLE, as_text(repr(self._network)), *ABOUT):
            self._rows.append([line])
        self._add_neurons("input", recorder.sources)
        self._header("targets", WEIGHT_HEADER[:3])
        for neuron, target in zip(self._target_neurons(), recorder.targets):
            self._add(self._label(neuron, f"target of {neuron.name}"), value=target)
        self._add_weights()
        sources = set(map(id, [*recorder.sources, self._network.bias]))
        for group, neurons in self._network.groups.items():
            members = [neuron for neuron in neurons if id(neuron) not in sources]
            if members:
                self._add_neurons(group, members)
        self._header("loss", ["", "", "value"])
        self._add(f"{self._network.loss.name}: {self._network.loss.formula}", value=recorder.loss)
        self._add("the same, computed by lernmi before anything was changed here", value=loss)

    def _add_further(self, symbols: Sequence[Symbol]) -> None:
        """Rows for results that have no other cell, and are used several times."""
        if symbols:
            self._header("in between", ["", "", "value"])
        for number, symbol in enumerate(symbols, start=1):
            self._add(self._recorder.names.get(id(symbol), f"part {number}"), value=symbol)
            self._addresses[symbol.index] = f"{LETTERS['value']}{len(self._rows)}"

    # ---- cells ---------------------------------------------------------------------------------------

    def _symbols(self) -> List[Symbol]:
        return [cell for row in self._rows for cell in row if isinstance(cell, Symbol)]

    def _place_all(self) -> None:
        """Of several cells of one symbol, the first of a neuron has the formula; the others refer to it."""
        for of_neurons in (True, False):
            for number, row in enumerate(self._rows, start=1):
                for letter, cell in zip("ABCDEFG", row):
                    if isinstance(cell, Symbol) and of_neurons == (number in self._neuron_rows):
                        self._addresses.setdefault(cell.index, f"{letter}{number}")

    def _target_neurons(self) -> List[Any]:
        loss = self._network.loss
        return [neuron for sample in loss.split(self._network.outputs)
                for neuron in sample[:len(sample) // loss.outputs_per_target]]

    def _add_neurons(self, group: str, neurons: Sequence[Any]) -> None:
        self._header(group, NEURON_HEADER)
        for neuron in neurons:
            columns = ("total", "value", "slope", "sensitivity", "passed_back")
            cells = {column: self._recorder.symbols[id(neuron), column] for column in columns
                     if (id(neuron), column) in self._recorder.symbols}
            if not neuron.incoming:
                del cells["total"], cells["slope"]
            self._add(self._label(neuron, neuron.name), **cells)
            self._neuron_rows.add(len(self._rows))

    def _label(self, neuron: Any, name: str) -> str:
        """A name, with what the neuron stands for in the data."""
        meaning = self._meanings.get(id(neuron))
        return f"{name}: {meaning}" if meaning else name

    def _add_weights(self) -> None:
        recorder = self._recorder
        self._header("weights", WEIGHT_HEADER)
        for stored in recorder.rates:
            self._add("the learning rate", value=stored.variable)
        for stored in recorder.weights:
            self._add(stored.thing.name, value=stored.variable, new=stored.new,
                      sensitivity=recorder.symbols[id(stored.thing), "sensitivity"])
        for stored in recorder.others:
            self._add(f"{stored.thing.name} (fixed)", value=stored.variable)


def as_text(label: str) -> str:
    """A label that no spreadsheet takes for a formula: one that begins like a formula is a formula's text."""
    line = printable(label)
    if line.startswith(("=", "+", "-", "@", "'")):
        return '="' + line.replace('"', '""') + '"'
    return line

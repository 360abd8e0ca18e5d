"""The recorder of a spreadsheet: which symbol each number of each object is."""

from __future__ import annotations

from typing import Any, Dict, Tuple

from ...network.network import Network
from ...unrolling.script import DetailedRecorder
from ...unrolling.symbolic.symbols import Symbol
from .elementary import ElementaryCalls

RATE = 0.1


class SheetRecorder(DetailedRecorder):
    """A recorder that remembers the symbol of each neuron's and each weight's numbers.

    ``symbols``: by the id of the object and the attribute; "passed_back" is ∂loss/∂total of a neuron.
    """

    def __init__(self, network: Network, optimizer: Any, **options: Any) -> None:
        super().__init__(network, optimizer, **options)
        self.calls = ElementaryCalls(self.table)
        self.symbols: Dict[Tuple[int, str], Symbol] = {}

    def _forward(self) -> None:
        super()._forward()
        for neuron in self.network.neurons:
            for attribute in ("total", "value", "slope"):
                self._note(neuron, attribute, getattr(neuron, attribute))

    def _backward(self) -> None:
        super()._backward()
        for neuron in self.network.neurons:
            self._note(neuron, "sensitivity", neuron.sensitivity)
            for link in neuron.incoming[:1]:
                self._note(neuron, "passed_back", link.sensitivity)
        for stored in self.weights:
            self._note(stored.thing, "sensitivity", stored.thing.sensitivity)

    def _note(self, thing: Any, attribute: str, number: Any) -> None:
        self.symbols[id(thing), attribute] = self.table.symbol(number)

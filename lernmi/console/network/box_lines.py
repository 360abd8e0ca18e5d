"""What stands in the boxes of a diagram: the numbers of each neuron and its bias."""

from __future__ import annotations

from itertools import chain
from typing import Dict, List

from rich.text import Text

from ...link import Link
from ...neuron import Neuron
from ..display.page import Page
from .diagram_model import DiagramModel

FILLED = "bold reverse"         # the style of a highlighted name or number
WORDS = {"total": "total ", "value": "value ", "slope": "slope ", "sensitivity": "sens. ",
         "target": "target "}
# The numbers of a neuron, by what comes first.
NUMBERS = {"values": ("value", "sensitivity"), "sensitivities": ("sensitivity", "slope", "value"),
           "slopes": ("slope", "total", "value", "sensitivity")}


class BoxLines:
    """The lines of every box of a model."""

    def __init__(self, page: Page, model: DiagramModel) -> None:
        self.page, self.model = page, model
        self.narrowest = len(WORDS["value"]) + model.room

    def of_all(self) -> Dict[int, List[Text]]:
        """The lines in the boxes, by the neurons' ids; as many in each, except in a close-up."""
        lines = {id(neuron): self._lines(neuron) for neuron in chain(*self.model.columns)}
        most = 0 if self.model.close_up else max(map(len, lines.values()))
        return {key: texts + [Text()] * (most - len(texts)) for key, texts in lines.items()}

    def _lines(self, neuron: Neuron) -> List[Text]:
        model = self.model
        brief = model.brief and id(neuron) not in model.marks.neurons
        part = model.taking_part.get(id(neuron), {})
        numbers = {name: getattr(neuron, name) for name in NUMBERS[model.what][:1 if brief else None]
                   if name != "sensitivity" or model.sensitivities}
        if id(neuron) in model.targets:
            numbers["target"] = model.targets[id(neuron)]
        numbers.update(part)
        lines = [self._line(name, numbers[name], name in part) for name in self._order() if name in numbers]
        for link in neuron.incoming:
            if link.source is model.bias and (id(link) in model.marks.links or not brief):
                lines.append(self._bias(link))
        return lines

    def _order(self) -> List[str]:
        """The names of numbers, those first that come first."""
        return list(dict.fromkeys([*NUMBERS[self.model.what], *WORDS]))

    def _line(self, name: str, number: float, takes_part: bool) -> Text:
        return Text.assemble((WORDS[name], "bold" if takes_part else ""), self.page.signed(number))

    def _bias(self, link: Link) -> Text:
        shown = link.weight.sensitivity if shows_sensitivities(self.model) else link.weight.value
        line = Text.assemble("bias  ", self.page.signed(shown))
        if id(link) in self.model.marks.links:
            line.style = f"{self.page.colour(shown)} {FILLED}"
        return line


def shows_sensitivities(model: DiagramModel) -> bool:
    """Whether the numbers of weights are their sensitivities."""
    return model.what == "sensitivities" and model.sensitivities

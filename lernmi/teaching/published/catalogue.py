"""The catalogue of published examples: facts and figures, each with its source, from a JSON file."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, Mapping, NamedTuple, Tuple

from ...layers import Dense
from ...network.network import Network
from ...support.errors import UnknownName
from ...weight import Weight

FILE = os.path.join(os.path.dirname(__file__), "published.json")


class Wrong(NamedTuple):
    """Why a printed figure is wrong: in sentences, by language; ``bug``: which of the catalogue gives it."""

    sentences: Mapping[str, str]
    bug: str

    def sentence(self, language: str) -> str:
        """The sentence in a language; English for one that there is none in."""
        return self.sentences.get(language, self.sentences["en"])


class Published(NamedTuple):
    """A worked example.

    ========== =====================================================================
    name       as it is typed: "mazur-2015"
    title      what its network is
    source     who printed it, where and when
    layers     of each layer: the activation, a row of weights for each neuron, the
               biases: one for each neuron, one for all, or None
    fixed      whether the biases are held fixed
    inputs     of the sample
    targets    of the sample
    rate       the learning rate
    level      of the worksheet
    printed    the answers as the source prints them, by the labels of the worksheet
    turned     labels of which the source prints the opposite, as of −∂L/∂z; in
               ``printed`` the sign is turned
    wrong      what is known of wrong figures, by label
    notes      what is not the source's, by language
    ========== =====================================================================
    """

    name: str
    title: str
    source: str
    layers: List[Any]
    fixed: bool
    inputs: List[float]
    targets: List[float]
    rate: float
    level: str
    printed: Dict[str, str]
    turned: Tuple[str, ...]
    wrong: Dict[str, Wrong]
    notes: Dict[str, str]

    def notes_in(self, language: str) -> List[str]:
        """What is not the source's, in a language; English for one that there is none in."""
        return [self.notes.get(language, self.notes["en"])] if self.notes else []

    def network(self) -> Network:
        """The network, new, with the weights of the source."""
        layers = [Dense(len(rows), activation, weights=rows, biases=self._biases(biases, len(rows)))
                  for activation, rows, biases in self.layers]
        return Network(len(self.inputs), *layers)

    def _biases(self, biases: Any, count: int) -> Any:
        if biases is None:
            return "none"
        if isinstance(biases, list):
            return [Weight(value, trainable=not self.fixed) for value in biases]
        return [Weight(biases, trainable=not self.fixed)] * count


def _read() -> Dict[str, Published]:
    with open(FILE, encoding="utf-8") as file:
        return {name: _published(name, entry) for name, entry in json.load(file).items()}


def _published(name: str, entry: Dict[str, Any]) -> Published:
    wrong = {label: Wrong(one, one.get("bug", "")) for label, one in entry.get("wrong", {}).items()}
    return Published(name, entry["title"], entry["source"], entry["layers"],
                     entry.get("biases are fixed", False), entry["inputs"], entry["targets"], entry["rate"],
                     entry.get("level", "step"), entry["printed"], tuple(entry.get("turned", ())), wrong,
                     entry.get("notes", {}))


PUBLISHED: Dict[str, Published] = _read()


def find_published(name: str) -> Published:
    """The example of that name; UnknownName suggests the nearest."""
    if name not in PUBLISHED:
        raise UnknownName("published example", name, PUBLISHED)
    return PUBLISHED[name]

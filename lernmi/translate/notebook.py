"""The PyTorch script as a Jupyter notebook."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Sequence

from ..network.network import Network
from .literals import printable
from .proof import Floats
from .pytorch.sections import sections

INTRODUCTION = """\
# A trained network in PyTorch

The same numbers as in the original, and the proof that they are; then it goes on learning.

{network}

Exported by lernmi. It needs PyTorch: `pip install torch`. Run the cells from top to bottom."""

PROVE = "assert prove(build())"
LEARN = """\
data = ""           # the name of a CSV file with samples; without one, those above are learned
inputs, targets = read(data) if data else (torch.tensor(INPUTS), torch.tensor(TARGETS))
torch.manual_seed(1)
model = build()
learn(model, inputs, targets, epochs=10, rate=0.1, batch=8)"""


def notebook(network: Network, samples: Sequence[Floats]) -> str:
    """The sections of the PyTorch script as cells, in the format nbformat 4.5 (JSON)."""
    cells = [_markdown(INTRODUCTION.format(network=printable(repr(network)).replace("`", "'")))]
    for section in sections(network, samples):
        cells.append(_markdown(f"## {section.title.capitalize()}\n\n{section.text}".strip()))
        cells.append(_code(section.code))
        if section.title == "prove it":
            cells.append(_code(PROVE))
    cells.append(_code(LEARN))
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel,
                                                    "language_info": {"name": "python"}},
                       "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1) + "\n"


def _markdown(text: str) -> Dict[str, Any]:
    return {"cell_type": "markdown", "id": "", "metadata": {}, "source": _lines(text)}


def _code(text: str) -> Dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "id": "", "metadata": {}, "outputs": [],
            "source": _lines(text)}


def _lines(text: str) -> List[str]:
    return text.strip("\n").splitlines(keepends=True)

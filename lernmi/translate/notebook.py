"""The PyTorch script as a Jupyter notebook."""

from __future__ import annotations

from typing import Sequence

from ..network.network import Network
from .cells import code_cell, markdown_cell, notebook_text
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
    cells = [markdown_cell(INTRODUCTION.format(network=printable(repr(network)).replace("`", "'")))]
    for section in sections(network, samples):
        cells.append(markdown_cell(f"## {section.title.capitalize()}\n\n{section.text}".strip()))
        cells.append(code_cell(section.code))
        if section.title == "prove it":
            cells.append(code_cell(PROVE))
    return notebook_text([*cells, code_cell(LEARN)])

"""The formats that a network can be translated into."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Sequence

from ..network.network import Network
from ..support import validation
from ..support.atomic_file import write_atomically
from ..support.errors import UnknownName
from .drawing.dot import dot
from .drawing.mermaid import mermaid
from .notebook import notebook
from .plain_python import python_script
from .proof import Floats, checked_samples
from .pytorch.script import pytorch_script
from .spreadsheet.sheet import spreadsheet

MARK = "Exported by lernmi"         # what each text contains near its beginning
LONGEST_BEGINNING = 5_000           # characters


class Format(NamedTuple):
    """A format: the usual ending of its files, a line for people, and what writes it."""

    name: str
    ending: str
    description: str
    write: Callable[[Network, Sequence[Floats]], str]


FORMATS: Dict[str, Format] = {one.name: one for one in (
    Format("pytorch", ".py", "a PyTorch script that proves to be the same network, and goes on learning",
           pytorch_script),
    Format("notebook", ".ipynb", "the same as a Jupyter notebook", notebook),
    Format("python", ".py", "plain Python: the forward pass as arithmetic, with the weights in it",
           python_script),
    Format("csv", ".csv", "a spreadsheet of one learning step, with live formulas", spreadsheet),
    Format("dot", ".dot", "a drawing for Graphviz", dot),
    Format("mermaid", ".mmd", "a drawing for Mermaid, as in Markdown on GitHub", mermaid),
)}


def export(network: Any, to: str = "pytorch", samples: Any = ()) -> str:
    """A network as a text in one of the FORMATS.

    ``samples``: pairs (inputs, targets), of which the first eight go with the text where it carries a
    proof; without samples, some that are made up. The network is as before.

    Raises UnknownName for another format; BadInput for a network, a layer, an activation or a loss that
    can't be translated, and for samples that don't fit.
    """
    validation.text(to, "the format")
    if to not in FORMATS:
        raise UnknownName("format", to, FORMATS)
    floats: List[Floats] = checked_samples(network, samples)
    return FORMATS[to].write(network, floats)


def save(text: str, path: Any, force: bool = False) -> None:
    """Write an exported text to a file, whole or not at all.

    Raises BadInput when the file can't be written, or is there and lernmi hasn't exported it, which only
    ``force`` replaces.
    """
    write_atomically(validation.path(path), [text], is_exported, force)


def is_exported(path: Path) -> bool:
    """Whether lernmi has exported what is in a file."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return MARK in file.read(LONGEST_BEGINNING)

"""The formats that exercises can be exported to."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, NamedTuple, Sequence

from ...support import validation
from ...support.errors import BadInput, UnknownName
from ..worksheets.exercise import Exercise
from .gift import gift
from .moodle import moodle_xml
from .notebook import notebook
from .picture import Picture
from .spreadsheet import spreadsheet


class Format(NamedTuple):
    """A format: the ending of its files, a line for people, what writes it, whether a file holds a class."""

    name: str
    ending: str
    description: str
    write: Callable[[Sequence[Exercise], Picture], str]
    holds_many: bool


FORMATS: Dict[str, Format] = {one.name: one for one in (
    Format("moodle", ".xml", "Moodle XML: a question with gaps for each sheet", moodle_xml, True),
    Format("gift", ".gift", "GIFT: a question for each number", gift, True),
    Format("notebook", ".ipynb", "a Jupyter notebook for each sheet: it checks the answers", notebook, False),
    Format("csv", ".csv", "a spreadsheet for each sheet: it marks the answers", spreadsheet, False),
)}
BY_ENDING: Dict[str, Format] = {one.ending: one for one in FORMATS.values()}


def export(exercises: Any, to: str, picture: Picture = None) -> str:
    """An exercise, or a list of them, as a text in one of the FORMATS.

    ``picture``: a function that draws the network of an exercise as SVG, for Moodle and notebooks. Raises
    UnknownName for another format; BadInput for no exercise, and for several where a file holds one.

    >>> from lernmi.teaching.worksheets import worksheets
    >>> print(export(worksheets("and"), "gift").splitlines()[0])
    // Exported by lernmi
    """
    validation.text(to, "the format")
    if to not in FORMATS:
        raise UnknownName("format", to, FORMATS)
    several = [exercises] if isinstance(exercises, Exercise) else list(exercises)
    if not several or not all(isinstance(one, Exercise) for one in several):
        raise BadInput("there is nothing to export: give an Exercise, or a list of them.")
    if len(several) > 1 and not FORMATS[to].holds_many:
        raise BadInput(f"a {to} holds one exercise, not {len(several)}: export each by itself.")
    return FORMATS[to].write(several, picture)


def files(exercises: Sequence[Exercise], path: Path, picture: Picture = None) -> Dict[Path, str]:
    """The texts to save, by their paths: of several exercises, one each where a file holds one.

    These have the codes in their names: sheet.ipynb becomes sheet-33R-9LC-E93.ipynb.
    """
    format = BY_ENDING[path.suffix]
    if format.holds_many or len(exercises) == 1:
        return {path: export(exercises, format.name, picture)}
    return {path.with_name(f"{path.stem}-{one.code}{path.suffix}"): export(one, format.name, picture)
            for one in exercises}

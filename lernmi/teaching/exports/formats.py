"""The formats that exercises can be exported to."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Sequence

from ...support import validation
from ...support.atomic_file import check_replaceable, write_atomically
from ...support.errors import BadInput, UnknownName
from ...support.formatting import quoted
from ...translate.formats import is_exported
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
    Format("moodle", ".xml", "Moodle XML, a question with gaps for each sheet", moodle_xml, True),
    Format("gift", ".gift", "GIFT, a question for each number", gift, True),
    Format("notebook", ".ipynb", "a Jupyter notebook for each sheet, which checks itself", notebook, False),
    Format("csv", ".csv", "a spreadsheet for each sheet, which marks the answers", spreadsheet, False),
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
    several = _listed(exercises)
    if len(several) > 1 and not FORMATS[to].holds_many:
        raise BadInput(f"a {to} holds one exercise, not {len(several)}: export each by itself.")
    return FORMATS[to].write(several, picture)


def save(exercises: Any, path: Any, picture: Picture = None, force: bool = False) -> List[Path]:
    """Save exercises in the format of a path's ending; returns the paths.

    Where a file holds one exercise, several have their codes in their files' names: sheet.ipynb becomes
    sheet-33R-9LC-E93.ipynb; those of a published example, which have the same code, their numbers as well:
    sheet-macleod-1.ipynb. Raises BadInput for another ending; and before anything is written, where a file
    can't be, or is there and lernmi hasn't exported it, which only ``force`` replaces.
    """
    path = validation.path(path)
    to = BY_ENDING.get(path.suffix.lower())
    if to is None:
        raise BadInput(f"no format for exercises ends in {quoted(path.suffix)}: try {', '.join(BY_ENDING)}.")
    several = _listed(exercises)
    if to.holds_many or len(several) == 1:
        texts = {path: to.write(several, picture)}
    else:
        texts = {path.with_name(f"{path.stem}-{name}{path.suffix}"): to.write([one], picture)
                 for name, one in _named(several).items()}
    for place in texts:
        check_replaceable(place, is_exported, force)
    for place, text in texts.items():
        write_atomically(place, [text], is_exported, force)
    return list(texts)


def _named(exercises: Sequence[Exercise]) -> Dict[str, Exercise]:
    """The exercises by their codes, or with their numbers where codes are repeated."""
    codes = [one.code for one in exercises]
    if len(set(codes)) < len(codes):
        codes = [f"{code}-{number}" for number, code in enumerate(codes, start=1)]
    return dict(zip(codes, exercises))


def _listed(exercises: Any) -> List[Exercise]:
    """One exercise or several, as a list; BadInput for none."""
    several = [exercises] if isinstance(exercises, Exercise) else list(exercises)
    if not several or not all(isinstance(one, Exercise) for one in several):
        raise BadInput("there is nothing to export: give an Exercise, or a list of them.")
    return several

"""A list of a class: the pupils' names from a CSV file of any school's program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import List, Optional, Sequence

from ...datasets.files.csv_layout import layout_of, to_number
from ...datasets.files.csv_text import decoded
from ...datasets.files.opening import contents
from ...support import validation
from ...support.errors import BadInput

# How columns of names are headed, in small letters; what comes first is written first.
FULL = ("name", "names", "pupil", "pupils", "student", "students", "full name", "schüler", "schülerin",
        "schüler/in", "schüler*in", "schülerinnen", "vor- und nachname", "nom", "nombre")
FIRST = ("first name", "firstname", "given name", "forename", "vorname", "vornamen", "rufname", "prénom")
BARE = ("name", "names", "nom", "nombre")         # beside a first or a last name, the other one
SEVERAL = re.compile(r",| / | und | and ")       # "Nachname, Vorname"
NO_NAME = re.compile(r"[\d@]|^.?$")              # in a class, a date, an address, "m" or "f"
LAST = ("last name", "lastname", "surname", "family name", "nachname", "familienname", "zuname",
        "apellido", "apellidos")


def names_in(path: object) -> List[str]:
    """The names in a file, in its order: of the column that its header calls so, or of the first with text.

    A first and a last name in two columns become one. BadInput where there are none.
    """
    file: Path = validation.path(path)
    layout = layout_of(decoded(contents(file), file.name), header=False)
    lines = [cells for _, cells in layout.lines()]
    header = [cell.lower().strip(" :*") for cell in lines[0]]
    columns = _headed(header)
    rows = lines[1:] if columns else lines
    columns = columns or _with_text(rows)
    names = [" ".join(filter(None, (row[column] for column in columns))) for row in rows]
    names = [name for name in names if name]
    if not names:
        raise BadInput(f"{file.name} has no names in it: write one in each line.")
    return names


def _headed(header: Sequence[str]) -> List[int]:
    """The columns with names by the header; none where the first line isn't one."""
    first, last, bare = _among(header, FIRST), _among(header, LAST), _among(header, BARE)
    first, last = bare if first is None else first, bare if last is None else last
    if first is not None and last is not None and first != last:
        return [first, last]
    named = [column for column in (_among(header, FULL), _of_both(header), first, last) if column is not None]
    return named[:1]


def _of_both(header: Sequence[str]) -> Optional[int]:
    """A column with both names, by its heading: "Nachname, Vorname"."""
    return next((index for index, cell in enumerate(header) if SEVERAL.search(cell) and all(
        part.strip() in (*FIRST, *LAST, *FULL) for part in SEVERAL.split(cell))), None)


def _among(header: Sequence[str], words: Sequence[str]) -> Optional[int]:
    return next((index for index, cell in enumerate(header) if cell in words), None)


def _with_text(rows: Sequence[Sequence[str]]) -> List[int]:
    """Without a header: the first column that isn't of numbers, and the next if it looks like names, too."""
    texts = [index for index in range(len(rows[0]))
             if any(row[index] and to_number(row[index], ".") is None for row in rows)]
    first, after = texts[:1], [index + 1 for index in texts[:1]]
    has_two = after and after[0] in texts and not any(NO_NAME.search(row[after[0]]) for row in rows)
    return first + after if has_two else first

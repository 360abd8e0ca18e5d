"""The content of a data set: its rows and its columns."""

from __future__ import annotations

from typing import Any, NamedTuple, Optional, Sequence, Tuple

Row = Sequence[Any]


class Column(NamedTuple):
    """A column of a data set: its name, what it means, and its kind, "number" or "category"."""

    name: str
    meaning: str = ""
    kind: str = "number"


class Content(NamedTuple):
    """The rows of a data set, and what belongs to them.

    ``scaling``: how numbers become inputs by default (see Dataset.encoding). ``limits``: the least and the
    largest number that any input cell can have, where all are of one kind, as the pixels of a picture;
    they are scaled as one block. ``lines``: the number of each row's line in a file.
    """

    rows: Sequence[Row]
    columns: Sequence[Column]
    targets: Sequence[Column]
    shape: Optional[Tuple[int, ...]] = None
    scaling: str = "standard"
    limits: Optional[Tuple[float, float]] = None
    lines: Sequence[int] = ()

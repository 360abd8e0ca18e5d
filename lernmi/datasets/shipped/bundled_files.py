"""The two bundled data sets, iris and digits: read when they are first asked for."""

from __future__ import annotations

import os
from typing import List

from ..column_encodings import indexed
from ..content import Column, Content

FOLDER = os.path.dirname(__file__)
FLOWER = (("sepal length", "of the outer leaves, in cm"), ("sepal width", "of the outer leaves, in cm"),
          ("petal length", "of the inner leaves, in cm"), ("petal width", "of the inner leaves, in cm"))
PIXELS = 16.0               # the darkest pixel of a digit


def lines_of(name: str) -> List[List[str]]:
    """The cells of each line of a bundled file."""
    import gzip  # late: few programs read these
    with gzip.open(os.path.join(FOLDER, f"{name}.csv.gz"), "rt", encoding="ascii") as file:
        return [line.rstrip("\n").split(",") for line in file]


def iris() -> Content:
    """150 flowers."""
    rows = [[*map(float, cells[:-1]), cells[-1]] for cells in lines_of("iris")[1:]]
    columns = [Column(name, meaning) for name, meaning in FLOWER]
    return Content(rows, columns, [Column("species", "of the genus Iris", "category")])


def digits() -> Content:
    """1,797 pictures, 8 × 8."""
    known = {str(value): float(value) for value in range(int(PIXELS) + 1)}
    rows = [[*[known[cell] for cell in cells[:-1]], cells[-1]] for cells in lines_of("digits")]
    columns = [Column(name, "a pixel, from 0 (white) to 16 (black)") for name in indexed("pixel", (8, 8))]
    return Content(rows, columns, [Column("digit", "what was written, 0 to 9", "category")], (8, 8),
                   scaling="unit", limits=(0.0, PIXELS))

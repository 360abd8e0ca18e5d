"""Pictures in characters: the darker a pixel, the denser its character."""

from __future__ import annotations

from typing import List, Sequence

SHADES = " .:-=+*#%@"
GAP = "   "
SMALL = 20          # columns: of a larger picture, two pixels, one above the other, are one character


def picture_lines(pixels: Sequence[float], rows: int, columns: int) -> List[str]:
    """A picture; the numbers are from 0 (white) to the largest (black).

    A character is about twice as high as wide: of a small picture, a pixel is two characters; of a large
    one, two pixels, one above the other, are one character, as dark as their mean.

    >>> picture_lines([0.0, 1.0, 1.0, 0.5], 2, 2)
    ['  @@', '@@==']
    """
    lines = [list(pixels[row * columns:(row + 1) * columns]) for row in range(rows)]
    if columns <= SMALL:
        return _shaded(lines, 2)
    lines += [[0.0] * columns] * (rows % 2)
    return _shaded([[(upper + lower) / 2.0 for upper, lower in zip(*pair)]
                    for pair in zip(lines[::2], lines[1::2])], 1)


def _shaded(lines: Sequence[Sequence[float]], width: int) -> List[str]:
    """Each number as a character, the largest as the densest, ``width`` times."""
    numbers = [number for line in lines for number in line]
    low, high = min(0.0, *numbers), max(numbers)
    spread = (high - low) or 1.0
    return ["".join(SHADES[int((number - low) / spread * (len(SHADES) - 1))] * width for number in line)
            for line in lines]


def side_by_side(pictures: Sequence[Sequence[str]], titles: Sequence[str], width: int) -> List[List[str]]:
    """The lines of each row of pictures: with a title above each, as many as fit into the width."""
    wide = max(max(map(len, lines)) for lines in pictures)
    wide = max(wide, max(map(len, titles)))
    fitting = max(1, (width + len(GAP)) // (wide + len(GAP)))
    rows: List[List[str]] = []
    for start in range(0, len(pictures), fitting):
        columns = [[title, *picture] for title, picture in
                   zip(titles[start:start + fitting], pictures[start:start + fitting])]
        rows.append([GAP.join(cell.ljust(wide) for cell in line).rstrip() for line in zip(*columns)])
    return rows

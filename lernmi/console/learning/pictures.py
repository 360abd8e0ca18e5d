"""Pictures in characters: the darker a pixel, the denser its character."""

from __future__ import annotations

from typing import List, Sequence

SHADES = " .:-=+*#%@"
GAP = "   "


def picture_lines(pixels: Sequence[float], rows: int, columns: int) -> List[str]:
    """A picture, two characters a pixel; the numbers are from 0 (white) to the largest (black).

    >>> picture_lines([0.0, 1.0, 1.0, 0.5], 2, 2)
    ['  @@', '@@==']
    """
    low, high = min(0.0, *pixels), max(pixels)
    spread = (high - low) or 1.0
    shades = [SHADES[int((pixel - low) / spread * (len(SHADES) - 1))] * 2 for pixel in pixels]
    return ["".join(shades[row * columns:(row + 1) * columns]) for row in range(rows)]


def side_by_side(pictures: Sequence[Sequence[str]], titles: Sequence[str], width: int) -> List[str]:
    """Pictures with a title above each, as many in a row as fit into the width."""
    wide = max(max(map(len, lines)) for lines in pictures)
    wide = max(wide, max(map(len, titles)))
    fitting = max(1, (width + len(GAP)) // (wide + len(GAP)))
    lines: List[str] = []
    for start in range(0, len(pictures), fitting):
        columns = [[title, *picture] for title, picture in
                   zip(titles[start:start + fitting], pictures[start:start + fitting])]
        lines += [GAP.join(cell.ljust(wide) for cell in row).rstrip() for row in zip(*columns)]
        lines.append("")
    return lines[:-1]

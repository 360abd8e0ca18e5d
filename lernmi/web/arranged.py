"""Pictures arranged as one: rows of pictures side by side, one row below the other."""

from __future__ import annotations

from typing import Sequence

from .svg import Svg

GAP = 16.0


def arranged(rows: Sequence[Sequence[Svg]], title: str) -> Svg:
    """One picture of several, each as large as it is; its description is that of all."""
    widths = [sum(svg.width for svg in row) + GAP * (len(row) - 1) for row in rows]
    heights = [max(svg.height for svg in row) for row in rows]
    description = " ".join(svg.description or svg.title for row in rows for svg in row)
    whole = Svg(max(widths), sum(heights) + GAP * (len(rows) - 1), title, description)
    y = 0.0
    for row, height in zip(rows, heights):
        x = 0.0
        for svg in row:
            whole.include(svg, x, y)
            x += svg.width + GAP
        y += height + GAP
    return whole

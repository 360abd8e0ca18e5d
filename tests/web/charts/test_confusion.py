"""Confusion matrices as SVG."""

import pytest

from lernmi.figures.confusion import Confusion
from lernmi.web.charts.drawing import svg_of
from tests.support.svg_texts import check_texts, hints


@pytest.mark.parametrize("count, largest", [(2, 7), (10, 180), (15, 1234), (26, 99), (41, 5)])
def test_the_counts_are_in_the_cells_and_on_hovering(count: int, largest: int) -> None:
    counts = [[largest if row == column else (row + column) % 3 for column in range(count)]
              for row in range(count)]
    svg = svg_of(Confusion([f"class {number}" for number in range(count)], counts), 4)
    texts = check_texts(svg)
    if count <= 40:
        assert texts.count(f"{largest:,}") == count
        shown = [hint for hint in hints(svg) if hint.startswith("of class")]
        assert len(shown) == count * count
        assert shown[-1].startswith(f"of class class {count - 1}, {largest:,} answered class {count - 1}, ")
    assert any(text.startswith("Confused most") for text in texts) is (count > 15)

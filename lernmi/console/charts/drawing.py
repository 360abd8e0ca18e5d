"""Figures on a page: drawn in characters, or in sentences where the page is plain."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from ...figures import Figure
from ...figures.activation_curve import ActivationCurve
from ...figures.answers import Answers
from ...figures.boundary import Boundary
from ...figures.confusion import Confusion
from ...figures.curves import HistoryCurves
from ...figures.histograms import Histograms
from ...figures.layer_bars import LayerBars
from ...figures.pixel_map import PixelMap
from ...figures.series.bars import Bars
from ...figures.series.pictures import Pictures
from ...figures.series.plot import Plot
from ...figures.series.side_by_side import SideBySide
from ...figures.surface import Surface
from ...support.errors import BadInput
from ..display.page import Page
from .activation_curve import draw_activation_curve
from .answers import draw_answers
from .boundary import draw_boundary
from .confusion import draw_confusion
from .curves import draw_curves
from .histograms import draw_histograms
from .layer_bars import draw_layer_bars
from .pixel_map import draw_pixel_map
from .series.bars import draw_bars
from .series.pictures import draw_pictures
from .series.plot import draw_plot
from .series.side_by_side import draw_side_by_side
from .surface import draw_surface


def print_figure(page: Page, figure: Figure) -> None:
    """Draw the figure on a page; on a plain one, its sentences."""
    if page.plain:
        for sentence in figure.sentences(page.number):
            page.line(sentence)
    else:
        draw(figure, page)


@singledispatch
def draw(figure: Any, page: Page) -> None:
    """Draw it in characters; without colours on a pipe."""
    raise BadInput(f"{figure!r} can't be drawn on a terminal.")


@draw.register
def _draw_side_by_side(figure: SideBySide, page: Page) -> None:
    draw_side_by_side(figure, page, draw)


# Which function draws which figure:
draw.register(HistoryCurves, draw_curves)
draw.register(Confusion, draw_confusion)
draw.register(ActivationCurve, draw_activation_curve)
draw.register(Boundary, draw_boundary)
draw.register(PixelMap, draw_pixel_map)
draw.register(Answers, draw_answers)
draw.register(Surface, draw_surface)
draw.register(Histograms, draw_histograms)
draw.register(LayerBars, draw_layer_bars)
draw.register(Plot, draw_plot)
draw.register(Bars, draw_bars)
draw.register(Pictures, draw_pictures)

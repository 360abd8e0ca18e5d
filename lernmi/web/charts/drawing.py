"""Figures as SVG: one function for each kind."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

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
from ..arranged import arranged
from ..svg import Svg, with_text
from .activation_curve import svg_of_activation_curve
from .answers import svg_of_answers
from .bars import svg_of_bars
from .boundary import svg_of_boundary
from .confusion import svg_of_confusion
from .curves import svg_of_curves
from .histograms import svg_of_histograms
from .layer_bars import svg_of_layer_bars
from .pictures import svg_of_pictures
from .pixel_map import svg_of_pixel_map
from .plot import svg_of_plot
from .surface import svg_of_surface

IN_A_ROW = 2            # pictures beside each other


@singledispatch
def svg_of(figure: Any, digits: int = 4) -> Svg:
    """The figure as a vector picture; ``digits``: significant digits of its numbers."""
    raise BadInput(f"{figure!r} can't be drawn as SVG.")


@svg_of.register
def _svg_of_side_by_side(figure: SideBySide, digits: int = 4) -> Svg:
    """The pictures in rows, each below its label."""
    pictures = [with_text([label], svg_of(one, digits)) for label, one in figure.figures.items()]
    return arranged([pictures[start:start + IN_A_ROW] for start in range(0, len(pictures), IN_A_ROW)],
                    figure.title)


# Which function draws which figure:
svg_of.register(HistoryCurves, svg_of_curves)
svg_of.register(Confusion, svg_of_confusion)
svg_of.register(ActivationCurve, svg_of_activation_curve)
svg_of.register(Boundary, svg_of_boundary)
svg_of.register(PixelMap, svg_of_pixel_map)
svg_of.register(Answers, svg_of_answers)
svg_of.register(Surface, svg_of_surface)
svg_of.register(Histograms, svg_of_histograms)
svg_of.register(LayerBars, svg_of_layer_bars)
svg_of.register(Plot, svg_of_plot)
svg_of.register(Bars, svg_of_bars)
svg_of.register(Pictures, svg_of_pictures)

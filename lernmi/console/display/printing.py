"""Print, save or show in a notebook: a network, a trace, a why or a gradient report."""

from __future__ import annotations

import sys
from functools import singledispatch
from pathlib import Path
from typing import Any, Callable, Dict, Optional, Union

from rich.console import Console

from ...figures import Figure
from ...figures.curves import history_curves
from ...network.network import Network
from ...support.errors import BadInput
from ...tracing import Trace, Why
from ...training import GradientReport, History
from ...web.charts.drawing import svg_of
from ...web.page import figure as picture_on_page
from ...web.page import preformatted
from ...web.svg import Svg
from ..charts.drawing import print_figure
from ..learning.history_view import print_history
from ..network.network_view import print_network
from .page import Page
from .page_export import check_saving, html_code, save_page, shows_pictures
from .report_views import print_report
from .trace_view import print_trace
from .why_view import print_why


@singledispatch
def _printer(thing: Any) -> Callable[..., None]:
    """The function that prints such a thing on a page."""
    from ..teaching.views import view_of  # with what only teachers need
    view = view_of(thing)
    if view is not None:
        return view
    raise BadInput(f"{thing!r} can't be shown: a network, a trace, a why, a comparison, a gradient report, a "
                   "history, a figure and a diagnosis can.")


_printer.register(Network, lambda thing: print_network)
_printer.register(Trace, lambda thing: print_trace)
_printer.register(Why, lambda thing: print_why)
_printer.register(GradientReport, lambda thing: print_report)
_printer.register(History, lambda thing: print_history)
_printer.register(Figure, lambda thing: print_figure)


@singledispatch
def picture_of(thing: Any, digits: int = 4, **options: Any) -> Optional[Svg]:
    """The vector picture of a thing; None for one that is text."""
    return None


@picture_of.register
def _of_network(thing: Network, digits: int = 4, what: str = "values") -> Optional[Svg]:
    from ...web.network.drawing import network_svg  # with what only pictures need
    return network_svg(thing, what, digits)


@picture_of.register
def _of_history(thing: History, digits: int = 4) -> Optional[Svg]:
    return svg_of(history_curves(thing), digits)


@picture_of.register
def _of_figure(thing: Figure, digits: int = 4) -> Optional[Svg]:
    return svg_of(thing, digits)


def print_on(page: Page, thing: Any, **options: Any) -> None:
    """Print it on a page."""
    _printer(thing)(page, thing, **options)


def print_thing(thing: Any, *, digits: int = 4, plain: bool = False,
                width: Optional[int] = None, **options: Any) -> None:
    """Print it to the terminal."""
    print_on(Page(digits=digits, plain=plain, width=width), thing, **options)


def show_figure(figure: Figure, *, save: Union[str, Path, None] = None, force: bool = False,
                **options: Any) -> None:
    """Print a figure or, in a notebook, display it there; with ``save``, also save it."""
    if save is not None:
        save_thing(figure, save, force=force, **options)
    if Console().is_jupyter:
        sys.modules["IPython"].display.display(figure)
    else:
        print_thing(figure, **options)


def save_thing(thing: Any, path: Union[str, Path], *, digits: int = 4, plain: bool = False,
               width: int = 100, force: bool = False, **options: Any) -> None:
    """Save its picture, or the printed text, as .html, .svg or .txt by the ending; each opens offline."""
    path = Path(path)
    check_saving(path, force)
    page = Page(digits=digits, plain=plain, width=width, record=True, coloured=shows_pictures(path))
    picture = picture_of(thing, digits=digits, **options) if shows_pictures(path) and not plain else None
    if picture is None:
        print_on(page, thing, **options)
    save_page(page, path, picture.title if picture else "lernmi", force, picture)


def notebook_bundle(thing: Any) -> Dict[str, str]:
    """What a notebook shows: the picture, the page of a step, or the printed text, as HTML; and the text."""
    page = Page(width=100, record=True)
    print_on(page, thing)
    if isinstance(thing, Trace):
        from ...web.step.page import frame_of_step  # with what only such pages need
        frame = frame_of_step(thing)
        if frame is not None:
            return {"text/html": frame, "text/plain": page.console.export_text()}
    picture = picture_of(thing)
    if picture is None:
        return {"text/html": preformatted(html_code(page)), "text/plain": page.console.export_text()}
    return {"text/html": picture_on_page(picture), "image/svg+xml": str(picture),
            "text/plain": page.console.export_text()}

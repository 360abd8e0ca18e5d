"""Everything that a person sees in a terminal, a notebook or a saved file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, Optional, Union

from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from ..network.network import Network
from ..tracing import Trace, Why
from ..training import GradientReport
from .display.gradient_view import print_report
from .display.network_view import print_network
from .display.page import Page
from .display.page_export import check_ending, save_page
from .display.trace_view import print_trace
from .display.why_view import print_why

PRINTERS: Dict[type, Callable[..., None]] = {
    Network: print_network, Trace: print_trace, Why: print_why, GradientReport: print_report}


def print_thing(thing: Any, *, digits: int = 4, plain: bool = False,
                width: Optional[int] = None, **options: Any) -> None:
    """Print a network, a trace, a why or a report to the terminal."""
    print_on(Page(digits=digits, plain=plain, width=width), thing, **options)


def print_on(page: Page, thing: Any, **options: Any) -> None:
    """Print it on that page."""
    _printer(thing)(page, thing, **options)


def save_thing(thing: Any, path: Union[str, Path], *, digits: int = 4, plain: bool = False,
               width: int = 100, **options: Any) -> None:
    """Save how it looks, as .html, .svg or .txt by the file's ending; each opens offline."""
    check_ending(Path(path))
    page = Page(digits=digits, plain=plain, width=width, record=True)
    _printer(thing)(page, thing, **options)
    save_page(page, path)


def notebook_bundle(thing: Any) -> Dict[str, str]:
    """How it looks in a notebook, as HTML and as text."""
    page = Page(width=100, record=True)
    _printer(thing)(page, thing)
    html = page.console.export_html(theme=DEFAULT_TERMINAL_THEME, inline_styles=True, clear=False,
                                    code_format="<pre style=\"line-height:normal\">{code}</pre>")
    return {"text/html": html, "text/plain": page.console.export_text()}


def _printer(thing: Any) -> Callable[..., None]:
    return next(printer for kind, printer in PRINTERS.items() if isinstance(thing, kind))

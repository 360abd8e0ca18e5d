"""The figures of a benchmark on a page."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Tuple, Union

from rich.text import Text

from ..display.page import Page, count_of

Figures = Dict[str, Any]
Row = Sequence[Union[str, Text]]
NAMES = {"objects": {"forward": "network.forward", "backward": "network.backward", "update": "network.update",
                     "step": "network.learn"},
         "unrolled": {"forward": "unrolled forward pass", "step": "unrolled step",
                      "learn": "unrolled step, checked", "skip_zeros": "unrolled, skipping zeros"}}
FLOORS = {"objects": "bare loop", "unrolled": "hand-written"}
WALKS = {"to_the_end": "to its end at once", "to_the_start": "back to its start",
         "each_move": "to its end move by move", "each_move_back": "back move by move"}


def print_benchmark(page: Page, figures: Figures) -> None:
    """Three tables: the learning step, what is done once, growth."""
    sizes = "-".join(map(str, figures["layers"]))
    page.line(f"{sizes}: {figures['links']:,} links. {figures['python']}, lernmi {figures['lernmi']}. "
              f"Medians of at most {count_of(figures['rounds'], 'round')}, and their quartiles.",
              style="bold" if page.laid_out else "")
    if figures["zeros"]:
        page.line(f"{100 * figures['zeros']:g} % of the inputs are 0.")
    page.explain(["The floor of the objects is the bare loop over their methods, that of the unrolled step "
                  "hand-written straight-line Python: the same arithmetic, and nothing else."])
    _print_steps(page, figures)
    if figures["speedup"]:
        page.line(f"Unrolled, a step is {_number(figures['speedup'])} times as fast as network.learn.")
    else:
        page.line("The network is too large to be unrolled.")
    _print_once(page, figures)
    if figures["growth"]:
        _print_growth(page, figures["growth"])


def _print_steps(page: Page, figures: Figures) -> None:
    rows: List[Row] = []
    lines: List[str] = []
    for form, names in NAMES.items():
        for phase, name in names.items():
            measured = figures[form][phase] if figures[form] else None
            if measured:
                cells = _cells(measured)
                rows.append((name, *map(Text, cells)))
                lines.append(f"{name}: {_sentence(cells, FLOORS[form])}")
    page.table(("a learning step", "ns/link", "quartiles", "floor", "ratio"), rows, lines)


def _print_growth(page: Page, growth: List[Figures]) -> None:
    rows: List[Row] = []
    lines: List[str] = []
    for measured in growth:
        cells, links, size = _cells(measured), f"{measured['links']:,}", measured["bytes_per_link"]
        rows.append((measured["layer"], Text(links), *map(Text, cells), Text(f"{size:.0f}" if size else "")))
        lines.append(f"{measured['layer']}, {links} links: {_sentence(cells, FLOORS['objects'])}"
                     + (f"; {size:.0f} bytes per link" if size else ""))
    headings = ("growth", "links", "ns/link", "quartiles", "floor", "ratio", "bytes/link")
    page.table(headings, rows, lines)


def _cells(measured: Figures) -> Tuple[str, str, str, str]:
    """The median, the quartiles, the floor, the ratio."""
    time, floor, ratio = measured["ns_per_link"], measured["floor"], measured["ratio"]
    return (_number(time), _quartiles(time), _number(floor) if floor else "",
            f"{ratio['median']:.2f}" if ratio else "")


def _sentence(cells: Tuple[str, str, str, str], floor_name: str) -> str:
    time, quartiles, floor, ratio = cells
    against = f", {ratio} times the {floor_name}, {floor}" if floor else ""
    return f"{time} ns per link ({quartiles}){against}"


# ---- what is done once ---------------------------------------------------------------------------

def _print_once(page: Page, figures: Figures) -> None:
    construction, unrolling, recording = (figures[key] for key in ("construction", "unrolling", "recording"))
    size = construction["bytes_per_link"]
    page.line(f"Construction: {_seconds(construction['seconds'])}"
              + (f", {size:.0f} bytes per link." if size else "."))
    if unrolling:
        peak = unrolling["peak_bytes"]
        page.line(f"Unrolling: {_seconds(unrolling['seconds'])}, as long as {unrolling['steps']:.0f} steps "
                  "of network.learn" + (f"; {1e-6 * peak:.3g} MB of memory." if peak else "."))
        page.line("Writing and compiling the hand-written step instead: "
                  f"{_seconds(unrolling['floor'])}; ratio {unrolling['ratio']['median']:.3g}.")
    if recording:
        page.line(f"Recording a step of {recording['moves']:,} moves: {_seconds(recording['seconds'])}, "
                  f"as long as {recording['steps']:.1f} steps of network.learn.")
        for walk, name in WALKS.items():
            page.line(f"Walking through it, {name}: {_seconds(recording[walk])}.")


def _number(spread: Dict[str, float]) -> str:
    return _three_digits(spread["median"])


def _quartiles(spread: Dict[str, float]) -> str:
    return f"{_three_digits(spread['low'])} to {_three_digits(spread['high'])}"


def _three_digits(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _seconds(spread: Dict[str, float]) -> str:
    """ "0.371 s (0.36 to 0.38)"; "12.3 ms (12 to 13)" below a tenth of a second."""
    if spread["median"] >= 0.1:
        return f"{_number(spread)} s ({_quartiles(spread)})"
    in_ms = {name: 1e3 * value for name, value in spread.items()}
    return f"{_number(in_ms)} ms ({_quartiles(in_ms)})"

"""A recorded step as one page for a browser: its data, its picture, its script and its style."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Dict, Optional, Sequence

from ...figures.palette import DARK, LIGHT, Palette
from ...support import validation
from ...support.errors import BadInput
from ...support.formatting import escape_control_chars
from ...tracing.learning_trace import Trace
from ..saving import check_saving, write_page
from ..svg import FONT, escaped
from .picture import pictures_of_step
from .quiz_data import RULES
from .step_data import StepData

SCRIPTS = ("moments.js", "picture.js", "formulas.js", "inspection.js", "quiz.js", "handout.js", "step.js")
MOST_WRITES = 20_000        # of a longer step the page would be larger than a browser shows well
MOST_IN_A_NOTEBOOK = 3_000  # writes: about a megabyte
MOST_WITH_HINTS = 1_500     # writes: of a longer step the quiz knows the first hint of each question alone
POLICY = ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{}'; "
          "base-uri 'none'; form-action 'none'")


def save_page(trace: Trace, path: Path, *, force: bool = False, digits: int = 4, title: str = "",
              introduction: Sequence[str] = (), conclusion: str = "") -> None:
    """Write the page to a file that ends in .html.

    Raises BadInput for another ending, a step that is too long, or a file that can't be written or isn't
    one that lernmi has saved, which only ``force`` replaces; then there is no half-written file.
    """
    check_saving(path, force, (".html",))
    write_page(path, step_page(trace, digits, title, introduction, conclusion), force)


def step_page(trace: Trace, digits: int = 4, title: str = "", introduction: Sequence[str] = (),
              conclusion: str = "") -> str:
    """The page; BadInput for a step that is too long.

    ``introduction``: lines of text below its title. ``conclusion``: a sentence at the end of the step.
    """
    digits = validation.digits(digits)
    writes = sum(map(len, trace))
    if writes > MOST_WRITES:
        raise BadInput(f"this step writes {writes:,} numbers in {len(trace):,} moves, more than a page shows "
                       f"well ({MOST_WRITES:,}): take a smaller network, or step through it at the prompt.")
    data = StepData(trace, digits, writes <= MOST_WITH_HINTS)
    pictures = [picture.markup(role="group", width=None, height=None, class_=kind) for picture, kind
                in zip(pictures_of_step(trace, data.things, digits), ("usual", "narrow"))]
    script = "\n".join(map(_file, SCRIPTS))
    content = {**data.as_json(), "rules": RULES, "conclusion": conclusion}
    lines = introduction or [repr(trace.network)]
    parts = {
        "policy": POLICY.format(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()),
        "title": escaped(title or "One learning step"), "style": _style(),
        "introduction": "\n".join(f"<p>{escaped(line)}</p>" for line in lines if line),
        "pictures": "\n".join(pictures),
        "data": _embedded(content), "script": script}
    return _filled(_file("step.html"), parts)


def frame_of_step(trace: Trace) -> Optional[str]:
    """The page in a frame of its own, for a notebook, in which several don't touch each other.

    None for a step so long that a notebook with it would be too large.
    """
    if sum(map(len, trace)) > MOST_IN_A_NOTEBOOK:
        return None
    return ('<iframe title="One learning step" sandbox="allow-scripts allow-forms" '
            f'srcdoc="{escape(step_page(trace))}" style="width:100%;height:720px;border:0"></iframe>')


def _filled(template: str, parts: Dict[str, str]) -> str:
    """The template with each part where its name is; the parts are not searched for names."""
    pieces = template.split("{{")
    return pieces[0] + "".join(parts[name] + rest for name, _, rest in
                               (piece.partition("}}") for piece in pieces[1:]))


def _embedded(content: Any) -> str:
    """JSON in which no tag begins or ends, and no text misleads a reader."""
    text = json.dumps(_readable(content), separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _readable(content: Any) -> Any:
    if isinstance(content, str):
        return escape_control_chars(content.expandtabs())
    if isinstance(content, dict):
        return {key: _readable(value) for key, value in content.items()}
    return [_readable(value) for value in content] if isinstance(content, (list, tuple)) else content


def _style() -> str:
    return "\n".join([f":root {{ --font: {FONT}; {_colours(LIGHT)} }}",
                      f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_colours(DARK)} }} }}",
                      _file("step.css")])


def _colours(palette: Palette) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in palette._asdict().items())


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")

"""The screen of the playground: a frame, as lines of text, for any size."""

from __future__ import annotations

from typing import List, Sequence, Tuple

from rich.text import Text

from ....support.formatting import percent, significant
from ...display.page import Page
from ..choices import features_for, in_brief, layers_of, used_features
from ..controls import Controls
from ..key_table import KEYS
from .course_view import course_lines
from .neuron_view import map_size, neuron_lines, neurons_by_layer
from .scenes import Scene
from .weight_view import weight_lines

FEWEST_COLUMNS, FEWEST_ROWS = 80, 24
GAP = 2                     # columns between the scene and what is beside it
MOST_SCENE = 56             # columns
HEAD, FOOT = 2, 4           # rows
CURVES = 7                  # rows that curves should have
DIGITS = 3              # of a loss


def frame(page: Page, controls: Controls, scene: Scene, columns: int, rows: int) -> List[Text]:
    """All lines of the screen."""
    if columns < FEWEST_COLUMNS or rows < FEWEST_ROWS:
        return _fitted([Text(f"The window has {columns} x {rows} characters,"),
                        Text(f"and the playground needs {FEWEST_COLUMNS} x {FEWEST_ROWS}."),
                        Text("Enlarge it, or q leaves.")], columns, rows)
    if controls.has_help:
        return _fitted(help_lines(page, columns, rows), columns, rows)
    body = rows - HEAD - FOOT
    lines = [*head_lines(page, controls, columns), *body_lines(page, controls, scene, columns, body),
             *foot_lines(page, controls, columns)]
    return _fitted(lines, columns, rows)


def _fitted(lines: Sequence[Text], columns: int, rows: int) -> List[Text]:
    fitted = [line.copy() for line in lines[:rows]]
    for line in fitted:
        line.truncate(columns)
    return fitted + [Text("")] * (rows - len(fitted))


# ---- above and below ------------------------------------------------------------------------------------

def head_lines(page: Page, controls: Controls, columns: int) -> List[Text]:
    """What learns, and how far it is; the speed stands where there is room for it."""
    training = controls.training
    recipe, choices = training.assignment.recipe, training.choices
    layers = in_brief(layers_of(training.assignment), len(training.network.inputs))
    noise = f" · noise {choices.reading['noise']:g}" if choices.reading.get("noise") else ""
    limit = f", limit {recipe.limit:g}" if recipe.limit is not None else ""
    first = Text(page.text(choices.data), "bold").append(page.text(
        f" · {layers} {recipe.activation} · {recipe.optimizer}, rate {recipe.rate:g}{limit} · batch "
        f"{recipe.batch_size}{noise} · seed {choices.seed}"), "not bold")
    speed = f" · {controls.speed.name}" if controls.is_running else " · paused"
    second = Text(page.symbols("▶" if controls.is_running else "■"), "bold")
    second.append(page.text(f" epoch {training.progress:,.1f} · {' · '.join(measured(controls))}"))
    for line in (second, first):
        if len(line) + len(speed) <= columns:
            line.append(page.text(speed), "not bold dim")
            break
    return [first, second]


def measured(controls: Controls) -> List[str]:
    """The losses and the shares of right answers, as they were measured last."""
    latest = controls.training.latest
    parts = [latest.learned] + ([latest.held_out] if latest.held_out else [])
    words = ["loss " + ", test ".join(significant(part.loss, DIGITS) for part in parts)]
    shares = [percent(part.accuracy) for part in parts if part.accuracy is not None]
    return words + (["right " + ", test ".join(shares)] if shares else [])


def foot_lines(page: Page, controls: Controls, columns: int) -> List[Text]:
    """The inputs, what came of the latest key or what is asked for, and the keys."""
    message = controls.message if controls.question is None else controls.asked
    return [_inputs(page, controls), Text(page.text(message), "bold"), *key_lines(page, columns, FOOT - 2)]


def _inputs(page: Page, controls: Controls) -> Text:
    """The features that can be switched, by their keys; those that are on in brackets."""
    encoding = controls.training.assignment.encoding
    used = used_features(encoding)
    line = Text("inputs " if features_for(encoding) else "", "dim")
    for number, name in enumerate(features_for(encoding), start=1):
        text = page.text(f"{number} {name}")
        line.append(*((f"[{text}]", "bold") if name in used else (f" {text} ", "dim")))
    return line


def key_lines(page: Page, columns: int, rows: int) -> List[Text]:
    """The keys with their names: as many as there is room for, and the help."""
    lines: List[Text] = [Text()]
    for key in KEYS:
        if key.name in ("help", "quit"):
            continue
        entry = Text(key.shown).append(f" {key.name}  ", "dim")
        ending = len("? help  q quit") if len(lines) == rows else 0
        if len(lines[-1]) + len(entry) - 2 + ending > columns:
            if len(lines) == rows:
                break
            lines.append(Text())
        lines[-1].append_text(entry)
    for key in KEYS:
        if key.name in ("help", "quit"):
            lines[-1].append(key.shown).append(f" {key.name}  ", "dim")
    return lines


def help_lines(page: Page, columns: int, rows: int) -> List[Text]:
    """Every key with a sentence."""
    lines = [Text("A network learns while you watch; keys change what it does. ? goes back to it.", "bold"),
             Text("")]
    for key in KEYS:
        lines += _entry(page, key.shown, key.help, columns)
    return lines


def _entry(page: Page, shown: str, sentence: str, columns: int) -> List[Text]:
    indent = max(len(key.shown) for key in KEYS) + 3
    parts = Text(page.text(sentence)).wrap(page.console, columns - indent - 1)
    return [Text(f"  {shown if not number else '':<{indent - 2}}", "bold").append_text(
        Text("", "not bold").append_text(part)) for number, part in enumerate(parts)]


# ---- the middle -----------------------------------------------------------------------------------------

def scene_size(columns: int, rows: int) -> Tuple[int, int]:
    """Columns and rows of the scene, without its title: a square where two rows are as high as a column."""
    height = min(rows - 1, MOST_SCENE // 2, columns // 4)
    return 2 * height, height


def body_lines(page: Page, controls: Controls, scene: Scene, columns: int, rows: int) -> List[Text]:
    """The scene, and beside it the neurons, the weights and the curves; below it, where there is room."""
    wide, high = scene_size(columns, rows)
    scene.compute(wide, high, controls.chosen)
    left = [scene.title(page, wide), *scene.lines(page, wide, high)]
    has_curves = controls.view == "all" and rows - high - 1 >= CURVES
    if has_curves:
        left += course_lines(page, controls.training.course, wide, rows - len(left))
    right = beside_lines(page, controls, scene, columns - wide - GAP, rows, has_curves)
    return beside(left, right, wide, rows)


def beside(left: Sequence[Text], right: Sequence[Text], wide: int, rows: int) -> List[Text]:
    """Two columns of lines as one."""
    lines = []
    for number in range(rows):
        line = Text()
        if number < len(left):
            line.append_text(left[number])
        line.truncate(wide)
        line.pad_right(wide + GAP - len(line))
        lines.append(line.append_text(right[number]) if number < len(right) else line)
    return lines


def beside_lines(page: Page, controls: Controls, scene: Scene, columns: int, rows: int,
                 has_curves: bool) -> List[Text]:
    """What stands beside the scene, by the view that was chosen."""
    training, view = controls.training, controls.view
    lines: List[Text] = []
    if view in ("all", "neurons"):
        room = rows if view == "neurons" or has_curves else rows - CURVES
        lines += _neurons(page, controls, scene, columns, room)
    if view in ("all", "weights"):
        room = rows - len(lines) - (CURVES if view == "all" and not has_curves else 0)
        lines += weight_lines(page, training.network, columns, room)
    if view == "curves" or view == "all" and not has_curves:
        lines += course_lines(page, training.course, columns, rows - len(lines))
    return lines


def _neurons(page: Page, controls: Controls, scene: Scene, columns: int, rows: int) -> List[Text]:
    layers = neurons_by_layer(controls.training.network, scene.neuron_maps(2))
    maps = scene.neuron_maps(map_size(layers, columns, rows))
    return neuron_lines(page, layers, maps, controls.layer, columns, rows)

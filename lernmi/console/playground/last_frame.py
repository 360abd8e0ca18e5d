"""The last frame of the playground, on a page: in characters, in sentences, and as a picture in a file."""

from __future__ import annotations

from pathlib import Path
from typing import List

from ...figures import Figure
from ...figures.answers import answers
from ...figures.boundary import boundary
from ...figures.curves import history_curves
from ...figures.pixel_map import pixel_map
from ...support.formatting import count_of
from ...training import History
from ...web.arranged import arranged
from ...web.charts.drawing import svg_of
from ...web.network.drawing import network_svg
from ...web.svg import Svg
from ..display.page import Page
from ..display.page_export import save_page, shows_pictures
from .controls import Controls
from .screen.course_view import loss_curves
from .screen.frame import body_lines, head_lines, measured
from .screen.picture_scene import PictureScene
from .screen.plane_scene import PlaneScene
from .screen.scenes import scene_for
from .training import Training

COLUMNS, ROWS = 80, 22          # of the frame, without its keys


def print_last_frame(page: Page, controls: Controls) -> None:
    """The frame, without its keys; on a terminal, where it was seen, and on a plain page, sentences."""
    if page.plain or page.laid_out and not page.console.record:
        for sentence in sentences(controls):
            page.line(sentence)
        return
    columns = page.width if page.laid_out else COLUMNS
    for line in [*head_lines(page, controls, columns),
                 *body_lines(page, controls, scene_for(controls.training), columns, ROWS)]:
        line.rstrip()
        page.show(line)


def sentences(controls: Controls) -> List[str]:
    """What has learned, for how long, and how well it answers."""
    training = controls.training
    recipe = training.assignment.recipe
    return [f"Layers {recipe.layers}; activation {recipe.activation}; rate {recipe.rate:g}; "
            f"seed {training.choices.seed}.",
            f"{training.choices.data}: after {count_of(training.epochs, 'epoch')}, "
            f"{'; '.join(measured(controls))}."]


def save_last_frame(controls: Controls, path: Path, digits: int, force: bool) -> None:
    """The frame as .txt; as .svg or .html a vector picture of the answers, the course and the network."""
    page = Page(digits=digits, width=100, record=True)
    title = f"lernmi play {controls.training.choices.data}"
    if not shows_pictures(path):
        print_last_frame(page, controls)
        save_page(page, path, title, force)
        return
    for sentence in sentences(controls):
        page.line(sentence)
    save_page(page, path, title, force, picture_of_training(controls, title, digits))


def picture_of_training(controls: Controls, title: str, digits: int) -> Svg:
    """What the network answers beside the course of its training, and the network below."""
    training = controls.training
    first = [svg_of(_answers(controls), digits)]
    if training.epochs:
        first.append(svg_of(history_curves(_history(training)), digits))
    network = network_svg(training.network, digits=digits)
    return arranged([first, [network]], title)


def _answers(controls: Controls) -> Figure:
    """What the scene shows, as a figure."""
    training = controls.training
    scene = scene_for(training)
    if isinstance(scene, PlaneScene):
        return boundary(training.network, training.assignment.learned)
    pairs = training.held_out or training.samples
    if isinstance(scene, PictureScene):
        return pixel_map(training.network, *pairs[controls.chosen % len(pairs)])
    return answers(training.network, pairs)


def _history(training: Training) -> History:
    """What was measured, an entry for each epoch."""
    curves = loss_curves(training.course, training.epochs, training.epochs)
    history = History(curves["loss"])
    history.validation_losses = curves.get("test", [])
    return history

"""What lernmi show can show: the network with its numbers, or a figure of it."""

from __future__ import annotations

import argparse
from typing import Any, Callable, Dict, List, Tuple

from ...figures import Figure
from ...support.errors import BadInput
from ..progress_line import ProgressLine
from .example_options import ConfiguredExample

WHAT = ("values", "sensitivities", "slopes")
# By its option: what a figure shows, and the words for its arguments.
FIGURES: Dict[str, Tuple[str, Tuple[str, ...]]] = {
    "histograms": ("how the weights and the sensitivities of each layer are distributed", ()),
    "by-layer": ("how large the sensitivities of each layer are: where do they fade?", ()),
    "activation": ("the activation of a neuron as a curve, with the tangent at its total", ("NEURON",)),
    "boundary": ("of two inputs: what it answers everywhere in the plane", ()),
    "pixels": ("of a picture: which pixels the loss is sensitive to", ()),
    "answers": ("what it answers to all samples", ()),
    "confusion": ("of classes: which got which answer", ()),
    "surface": ("the loss over two weights, as a map", ("WEIGHT", "WEIGHT"))}

WITHOUT_SAMPLES = ("histograms", "boundary")


def add_figures(command: argparse.ArgumentParser) -> None:
    """The options of show: one figure at most, in place of the network."""
    command.add_argument("--what", choices=WHAT, default=WHAT[0],
                         help="which numbers are drawn (default values)")
    figures = command.add_argument_group("figures, in place of the network")
    for name, (meaning, words) in FIGURES.items():
        if words:
            figures.add_argument(f"--{name}", nargs=len(words), metavar=words, help=meaning)
        else:
            figures.add_argument(f"--{name}", action="store_true", help=meaning)
    figures.add_argument("--neuron", help="with --boundary: the neuron whose value is drawn")


def chosen_figure(options: argparse.Namespace) -> str:
    """The figure that the options ask for, or ""; BadInput for options that don't go together."""
    chosen = [name for name in FIGURES if getattr(options, name.replace("-", "_"))]
    if len(chosen) > 1:
        raise BadInput(f"--{chosen[0]} and --{chosen[1]} are two figures: choose one.")
    if options.neuron is not None and chosen != ["boundary"]:
        raise BadInput("--neuron is for --boundary: add it, or leave out --neuron.")
    if chosen and options.what != WHAT[0]:
        raise BadInput(f"--what is for the drawing of the network: leave it out, or leave out --{chosen[0]}.")
    return chosen[0] if chosen else ""


def figure_of(example: ConfiguredExample, options: argparse.Namespace) -> Figure:
    """That figure of the example's network, as it is after the sample."""
    name = chosen_figure(options)
    network: Any = example.network
    if not example.has_sample and name not in WITHOUT_SAMPLES:
        raise BadInput(f"--{name} needs samples: add a data set or a file.")
    return _MAKERS[name](network, example, getattr(options, name.replace("-", "_")))


def _histograms(network: Any, example: ConfiguredExample, _: Any) -> Figure:
    from ...figures.histograms import histograms
    return histograms(network)


def _by_layer(network: Any, example: ConfiguredExample, _: Any) -> Figure:
    from ...figures.layer_bars import layer_bars
    return layer_bars(network)


def _activation(network: Any, example: ConfiguredExample, names: List[str]) -> Figure:
    from ...figures.activation_curve import activation_curve
    copied = network is not example.trained             # copies take several samples at once
    return activation_curve(network, names[0], () if copied else example.example.samples)


def _boundary(network: Any, example: ConfiguredExample, _: Any) -> Figure:
    from ...figures.boundary import boundary
    data = example.example.data
    return boundary(example.trained, example.example.samples if data is None else data,
                    example.options.neuron or "")


def _pixels(network: Any, example: ConfiguredExample, _: Any) -> Figure:
    from ...figures.pixel_map import pixel_map
    return pixel_map(example.trained, *example.example.samples[example.sample])


def _answers(network: Any, example: ConfiguredExample, _: Any) -> Figure:
    from ...figures.answers import answers
    return answers(example.trained, example.example.samples)


def _confusion(network: Any, example: ConfiguredExample, _: Any) -> Figure:
    from ...figures.confusion import confusion
    return confusion(example.trained, example.example.samples)


def _surface(network: Any, example: ConfiguredExample, names: List[str]) -> Figure:
    from ...figures.surface import surface
    with ProgressLine("Computing", example.options.plain) as progress:
        return surface(example.trained, example.example.samples, names[0], names[1], example.path or (),
                       progress)


_MAKERS: Dict[str, Callable[[Any, ConfiguredExample, Any], Figure]] = {
    "histograms": _histograms, "by-layer": _by_layer, "activation": _activation, "boundary": _boundary,
    "pixels": _pixels, "answers": _answers, "confusion": _confusion, "surface": _surface}

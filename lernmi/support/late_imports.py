"""What a user reaches from a Network or a Trace although it is built on them: the one upward way.

Everywhere else imports run one way, from a folder to those below it. Here they run up: late, inside the
methods, so that lernmi can be imported and run without what is above, such as rich.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

if TYPE_CHECKING:
    from pathlib import Path

    from ..tracing.learning_trace import Trace
    from ..training.fitting import History
    from ..unrolling.unrolled import Unrolled
    from .progress import Progress


class Displayable:
    """An object that can be printed, saved as a picture, and displayed by a notebook."""

    def print(self, **options: Any) -> None:
        """Print to the terminal.

        Options: digits=4, plain=False, width=None; a trace's only; everything=True for the whole
        tree and every path of a why.
        """
        from ..console.display.printing import print_thing
        print_thing(self, **options)

    def save_picture(self, path: Union[str, Path], **options: Any) -> None:
        """Save what print shows as .html, .svg or .txt, by the path's ending; each opens offline.

        A network and a figure become a vector drawing in .svg and .html; what=… and digits=4 as for print.
        With ``force=True`` also in place of a file that lernmi hasn't saved. Raises BadInput for
        another ending or a file that can't be written.
        """
        from ..console.display.printing import save_thing
        from . import validation
        save_thing(self, validation.path(path), **options)

    def _repr_mimebundle_(self, **_: Any) -> Dict[str, str]:
        from ..console.display.printing import notebook_bundle
        return notebook_bundle(self)


class Plottable:
    """A network whose numbers can be drawn: each method shows a figure.

    On a terminal it is drawn in characters, on a pipe without colours, in a notebook as SVG. Options of
    each: save="picture.svg" (or .html, .txt) saves it as well, force=True also in place of a file that
    lernmi hasn't saved; digits=4, plain=False, width=None as for print.
    """

    def plot_histograms(self: Any, **options: Any) -> None:
        """How the weights of each layer are distributed, and their sensitivities after a backward pass."""
        from ..console.display.printing import show_figure
        from ..figures.histograms import histograms
        show_figure(histograms(self), **options)

    def plot_layers(self: Any, **options: Any) -> None:
        """How large the sensitivities of each layer are, as bars: where do they fade on their way back?"""
        from ..console.display.printing import show_figure
        from ..figures.layer_bars import layer_bars
        show_figure(layer_bars(self), **options)

    def plot_activation(self: Any, neuron: str, samples: Sequence[Any] = (), **options: Any) -> None:
        """The activation of a neuron, by its name, as a curve, with the tangent at its present total.

        With ``samples``, pairs (inputs, targets), also the totals of all of them: is it saturated, or dead?
        """
        from ..console.display.printing import show_figure
        from ..figures.activation_curve import activation_curve
        show_figure(activation_curve(self, neuron, samples), **options)

    def plot_confusion(self: Any, samples: Sequence[Any], **options: Any) -> None:
        """How many samples of each class got which answer; samples are pairs (inputs, targets)."""
        from ..console.display.printing import show_figure
        from ..figures.confusion import confusion
        show_figure(confusion(self, samples), **options)

    def plot_answers(self: Any, samples: Sequence[Any], **options: Any) -> None:
        """What the network answers to each sample, a pair (inputs, targets), and how wrong that is."""
        from ..console.display.printing import show_figure
        from ..figures.answers import answers
        show_figure(answers(self, samples), **options)

    def plot_boundary(self: Any, samples: Sequence[Any] = (), neuron: str = "", **options: Any) -> None:
        """What a network with two inputs answers everywhere in the plane, with the samples as letters.

        ``samples``: pairs (inputs, targets), or a data set.
        ``neuron``: the name of the neuron whose value is drawn, by default what the outputs mean.
        """
        from ..console.display.printing import show_figure
        from ..figures.boundary import boundary
        show_figure(boundary(self, samples, neuron), **options)

    def plot_pixels(self: Any, inputs: Sequence[Any], targets: Any, **options: Any) -> None:
        """A picture beside its sensitivity map: which pixels is the loss sensitive to?"""
        from ..console.display.printing import show_figure
        from ..figures.pixel_map import pixel_map
        show_figure(pixel_map(self, inputs, targets), **options)

    def plot_surface(self: Any, samples: Sequence[Any], first: str, second: str,
                     path: Sequence[Tuple[float, float]] = (), **options: Any) -> None:
        """The mean loss of the samples over two weights, by their names, as a map with heights.

        ``path``: pairs of values of the two weights that learning went through, or what
        lernmi.figures.surface.weight_path has noted.
        """
        from ..console.display.printing import show_figure
        from ..figures.surface import surface
        show_figure(surface(self, samples, first, second, path), **options)


class PlottableHistory:
    """The course of training, which can be drawn."""

    def plot(self, **options: Any) -> None:
        """The curves of the loss and of the right answers; options as those of network.plot_layers."""
        from ..console.display.printing import show_figure
        from ..figures.curves import history_curves
        history: Any = self
        show_figure(history_curves(history), **options)


class Trainable:
    """A network that learns from samples, epoch after epoch."""

    def fit(self, samples: Iterable[Tuple[Any, Any]], **options: Any) -> History:
        """Learn from all samples, pairs (inputs, targets), epoch after epoch.

        Options: epochs and optimizer; batch_size=1 (None for all samples at once), shuffle=True,
        schedule, validation, accuracy, patience, callback, unrolled: see lernmi.training.fitting.fit.fit;
        display=True shows a progress bar on a terminal, and a line for each epoch elsewhere;
        checkpoint="file.json" saves the state of training there after each epoch, and resume=True goes
        on from it, if it is there.
        Returns the History: the losses of the epochs, and what else was measured.
        """
        from ..training.fitting import fit
        if options.get("display") is True:
            from ..console.learning.training_display import TrainingDisplay
            options["display"] = TrainingDisplay()
        path, resume = options.pop("checkpoint", None), options.pop("resume", False)
        if path is not None:
            from ..storage.checkpoint_file import CheckpointFile
            from . import validation
            options["checkpoint"] = CheckpointFile(validation.path(path), validation.flag(resume, "resume"))
        network: Any = self
        return fit(network, samples, **options)

    def unroll(self, optimizer: Any, **options: Any) -> Unrolled:
        """The learning step as straight-line Python: the same numbers, bit for bit, several times faster.

        Options: batch_size=1, skip_zeros=False: see lernmi.unrolling.unrolled.Unrolled. Raises
        NotSymbolic, with the reason, for a network that can't be unrolled.
        """
        from ..unrolling.unrolled import Unrolled
        network: Any = self
        return Unrolled(network, optimizer, **options)

    def predict_all(self, samples: Sequence[Any], **options: Any) -> List[List[float]]:
        """The outputs for the inputs of each sample: what predict gives, faster for many samples.

        Option: unrolled, see lernmi.unrolling.forward.predict_all.
        """
        from ..unrolling.forward import predict_all
        network: Any = self
        return predict_all(network, samples, **options)

    def evaluate_all(self, samples: Sequence[Any], **options: Any) -> float:
        """The mean loss over samples, pairs (inputs, targets): that of evaluate, faster for many samples."""
        from ..unrolling.forward import evaluate_all
        network: Any = self
        return evaluate_all(network, samples, **options)


class Exportable:
    """A network that can be translated for another engine, a slide or a spreadsheet."""

    def export(self, to: str = "pytorch", path: Union[str, Path, None] = None, *,
               samples: Iterable[Tuple[Any, Any]] = (), force: bool = False) -> str:
        """The network as text in another form, one of lernmi.translate.FORMATS; with a path, also saved.

        ``samples``: pairs (inputs, targets) that go with the text as a proof. Raises what
        lernmi.translate.export does, and BadInput when the file can't be written, or is there and lernmi
        hasn't exported it, which only ``force`` replaces.
        """
        from ..translate.formats import export, save
        text = export(self, to, samples)
        if path is not None:
            save(text, path, force)
        return text


class Storable:
    """A network that can be saved; lernmi.load loads it."""

    def save(self, path: Union[str, Path], *, force: bool = False) -> None:
        """Save as JSON: the layers with their weights, and all that the next learning step needs.

        lernmi.load(path) gives the same network, to the last bit. The manual's chapter on saving
        describes the format. Raises BadInput for what is user-defined or was changed by hand, when the
        file can't be written, or is there and no saved network, which only ``force`` replaces; then
        there is no half-written file.
        """
        from ..storage.network_file import save
        from . import validation
        network: Any = self
        save(network, validation.path(path), force=force)


class Recordable:
    """A trace that can be saved as a recording, and loaded from one; or saved as a page to step through."""

    def save(self, path: Union[str, Path], *, force: bool = False,
             progress: Optional[Progress] = None) -> None:
        """Save as JSON Lines, which the manual's chapter on recordings describes.

        Raises BadInput when the file can't be written, or is no recording and not to be replaced by
        ``force``; then it is as before. ``progress(done, total)`` is called for each move.
        """
        from ..recording.writer import save_trace
        from . import validation
        from .progress import unreported
        trace: Any = self
        save_trace(trace, validation.path(path), force=force, progress=progress or unreported)

    def save_page(self, path: Union[str, Path], *, force: bool = False, digits: int = 4) -> None:
        """Save as one page, .html, in which anybody steps through it in a browser, offline, also on a phone.

        Raises BadInput as save does, for another ending, and for a step that is too long for a page.
        """
        from ..web.step.page import save_page
        from . import validation
        trace: Any = self
        save_page(trace, validation.path(path), force=force, digits=digits)

    @classmethod
    def load(cls, path: Union[str, Path], progress: Optional[Progress] = None) -> Trace:
        """A trace that was saved, with a network that holds its numbers but can't be run.

        Raises BadInput, in one sentence, for a file that is damaged or no recording. ``progress(done,
        total)`` is called for each move.
        """
        from ..recording.loader import load_trace
        from . import validation
        from .progress import unreported
        return load_trace(validation.path(path), progress or unreported)

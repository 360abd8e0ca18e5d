"""lernmi: a neural network that you can take apart with your hands.

>>> from lernmi import Network, Dense, GradientDescent, trace
>>> network = Network(2, Dense(2), Dense(1), seed=1)
>>> step = trace(network, [0, 1], [1], GradientDescent(rate=0.5))
>>> len(step)
32
"""

from .support import startup as startup  # isort: skip -- first, since it is about a Ctrl-C during the rest

from typing import TYPE_CHECKING, Any, List

from . import layers
from ._version import __version__ as __version__
from .activations import ACTIVATIONS, Activation
from .layers import *  # noqa: F403
from .link import Link
from .losses import LOSSES, Loss, gaussian_nll, label_smoothing
from .network import Network, Neurons
from .neuron import Neuron
from .support.errors import BadInput, LernmiError, NumericError, OutOfOrder, UnknownName
from .support.similar_names import synonym
from .tracing import Trace, trace
from .training import (
    Adagrad,
    Adam,
    AdamW,
    GradientDescent,
    History,
    Momentum,
    Nesterov,
    Optimizer,
    Perceptron,
    RMSProp,
)
from .weight import Weight

if TYPE_CHECKING:
    from .console.lesson.lesson import Lesson as Lesson
    from .console.stepper.stepper import stepper as stepper
    from .storage import load as load
    from .teaching.diagnosis.diagnose import diagnose as diagnose
    from .training import check_gradients as check_gradients

__all__ = [
    "ACTIVATIONS", "Activation", "Adagrad", "Adam", "AdamW", "BadInput", "GradientDescent", "History",
    "LOSSES", "LernmiError", "Link", "Loss", "Momentum", "Nesterov", "Network", "Neuron", "Neurons",
    "NumericError", "Optimizer", "OutOfOrder", "Perceptron", "RMSProp", "Trace", "UnknownName", "Weight",
    "check_gradients", "diagnose", "gaussian_nll", "label_smoothing", "load", "trace", *layers.__all__]
_NEED_RICH = ("Lesson", "stepper")       # so that "from lernmi import *" does without it


def __getattr__(name: str) -> Any:
    """What needs rich, or is seldom needed, is imported when it is first asked for."""
    if name == "check_gradients":
        from .training import check_gradients
        return check_gradients
    if name == "diagnose":
        from .teaching.diagnosis.diagnose import diagnose
        return diagnose
    if name == "load":
        from .storage import load
        return load
    if name == "Lesson":
        from .console.lesson.lesson import Lesson
        return Lesson
    if name == "stepper":
        from .console.stepper.stepper import stepper
        return stepper
    meant = synonym(name, __all__)
    raise AttributeError(f"module 'lernmi' has no attribute {name!r}"
                         + (f": did you mean {meant}?" if meant else ""))


def __dir__() -> List[str]:
    """Also the names that are imported late."""
    return sorted({*globals(), *__all__, *_NEED_RICH})

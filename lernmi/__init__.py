"""lernmi: a neural network that you can take apart with your hands.

>>> from lernmi import Network, Dense, GradientDescent, trace
>>> network = Network(2, Dense(2), Dense(1), seed=1)
>>> step = trace(network, [0, 1], [1], GradientDescent(rate=0.5))
>>> len(step)
32
"""

from typing import TYPE_CHECKING, Any

from .activations import ACTIVATIONS, Activation
from .errors import BadInput, LernmiError, NumericError, OutOfOrder, UnknownName
from .layers import Dense
from .link import Link
from .losses import LOSSES, Loss
from .network import Network
from .neuron import Neuron
from .tracing import Trace, trace
from .training import GradientDescent, Optimizer, check_gradients
from .weight import Weight

if TYPE_CHECKING:
    from .console.lesson import Lesson as Lesson

__all__ = [
    "ACTIVATIONS", "Activation", "BadInput", "Dense", "GradientDescent", "LOSSES", "LernmiError",
    "Link", "Loss", "Network", "Neuron", "NumericError", "Optimizer", "OutOfOrder", "Trace",
    "UnknownName", "Weight", "check_gradients", "trace",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Lesson needs rich, so it is imported when it is first asked for."""
    if name == "Lesson":
        from .console.lesson import Lesson
        return Lesson
    raise AttributeError(f"module 'lernmi' has no attribute {name!r}")

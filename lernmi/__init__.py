"""lernmi: a neural network that you can take apart with your hands.

>>> from lernmi import Network, Dense, GradientDescent, trace
>>> network = Network(2, Dense(2), Dense(1), seed=1)
>>> step = trace(network, [0, 1], [1], GradientDescent(rate=0.5))
>>> len(step)
32
"""

from typing import TYPE_CHECKING, Any

from ._version import __version__ as __version__
from .activations import ACTIVATIONS, Activation
from .layers import (
    GRU,
    LSTM,
    Attention,
    AveragePool,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    EachStep,
    LayerNorm,
    MaxPool,
    Recurrent,
    Residual,
    Softmax,
)
from .link import Link
from .losses import LOSSES, Loss, gaussian_nll
from .network.network import Network
from .network.shapes import Neurons
from .neuron import Neuron
from .support.errors import BadInput, LernmiError, NumericError, OutOfOrder, UnknownName
from .tracing import Trace, trace
from .training import (
    Adagrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    check_gradients,
)
from .training.history import History
from .weight import Weight

if TYPE_CHECKING:
    from .console.lesson import Lesson as Lesson
    from .console.stepper.stepper import stepper as stepper

__all__ = [
    "ACTIVATIONS", "Activation", "Adagrad", "Adam", "AdamW", "Attention", "AveragePool", "BadInput",
    "BatchNorm", "Convolution", "Dense", "Dropout", "EachStep", "GRU", "GradientDescent", "History",
    "LOSSES", "LSTM", "LayerNorm", "LernmiError", "Link", "Loss", "MaxPool", "Momentum", "Nesterov",
    "Network", "Neuron", "Neurons", "NumericError", "Optimizer", "OutOfOrder", "RMSProp", "Recurrent",
    "Residual", "Softmax", "Trace", "UnknownName", "Weight", "check_gradients", "gaussian_nll", "trace",
]


def __getattr__(name: str) -> Any:
    """What needs rich is imported when it is first asked for."""
    if name == "Lesson":
        from .console.lesson import Lesson
        return Lesson
    if name == "stepper":
        from .console.stepper.stepper import stepper
        return stepper
    raise AttributeError(f"module 'lernmi' has no attribute {name!r}")

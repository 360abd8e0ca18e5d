"""Training: optimizers, schedules, fitting, and the check of sensitivities by differences."""

from typing import TYPE_CHECKING, Any

from .adaptive import Adagrad, Adam, AdamW, RMSProp
from .fitting import History, fit
from .momentum import Momentum, Nesterov
from .optimizer_memory import Memory, RememberingOptimizer
from .optimizers import GradientDescent, Optimizer
from .perceptron import Perceptron
from .schedules import Schedule, cosine, exponential, step, warm_up

if TYPE_CHECKING:
    from .gradient_check import check_gradients
    from .gradient_report import GradientReport

__all__ = ["Adagrad", "Adam", "AdamW", "GradientDescent", "GradientReport", "History", "Memory",
           "Momentum", "Nesterov", "Optimizer", "Perceptron", "RMSProp", "RememberingOptimizer", "Schedule",
           "check_gradients", "cosine", "exponential", "fit", "step", "warm_up"]


def __getattr__(name: str) -> Any:
    """The gradient check is imported when it is first asked for."""
    if name == "check_gradients":
        from .gradient_check import check_gradients
        return check_gradients
    if name == "GradientReport":
        from .gradient_report import GradientReport
        return GradientReport
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

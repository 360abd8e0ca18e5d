"""Training: optimizers, schedules, fitting, and the check of sensitivities by differences."""

from .adaptive import Adagrad, Adam, AdamW, RMSProp
from .fitting import fit
from .gradient_check import check_gradients
from .gradient_report import GradientReport
from .history import History
from .momentum import Momentum, Nesterov
from .optimizer_memory import Memory, RememberingOptimizer
from .optimizers import GradientDescent, Optimizer
from .schedules import Schedule, cosine, exponential, step, warm_up

__all__ = ["Adagrad", "Adam", "AdamW", "GradientDescent", "GradientReport", "History", "Memory",
           "Momentum", "Nesterov", "Optimizer", "RMSProp", "RememberingOptimizer", "Schedule",
           "check_gradients", "cosine", "exponential", "fit", "step", "warm_up"]

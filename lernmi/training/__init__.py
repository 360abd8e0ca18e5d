"""Training: optimizers, and the check of every sensitivity by central differences."""

from .gradient_check import GradientReport, check_gradients
from .optimizers import GradientDescent, Optimizer

__all__ = ["GradientDescent", "GradientReport", "Optimizer", "check_gradients"]

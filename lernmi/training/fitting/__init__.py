"""Fitting: learning from the same samples, epoch after epoch, and what is measured meanwhile."""

from .fit import fit
from .history import History

__all__ = ["History", "fit"]

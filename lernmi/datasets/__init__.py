"""Data sets: shipped ones, files of a user (CSV, IDX), and how their rows become inputs and targets."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .catalogue import DATASETS, load
    from .dataset import Column, Dataset
    from .encoding import Encoding

__all__ = ["DATASETS", "Column", "Dataset", "Encoding", "load"]


def __getattr__(name: str) -> Any:
    """Everything is imported when it is first asked for: the examples need the logic gates alone."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import catalogue, dataset, encoding
    return next(getattr(module, name) for module in (catalogue, dataset, encoding) if hasattr(module, name))

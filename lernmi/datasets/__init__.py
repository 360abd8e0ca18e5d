"""Data sets: shipped ones, files of a user (CSV, IDX), and how their rows become inputs and targets."""

from .catalogue import DATASETS, load
from .dataset import Column, Dataset
from .encoding import Encoding

__all__ = ["DATASETS", "Column", "Dataset", "Encoding", "load"]

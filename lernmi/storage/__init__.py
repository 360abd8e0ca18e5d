"""Storage: networks as JSON files, and checkpoints of their training."""

from .checkpoint import Checkpoint, read_checkpoint, save_checkpoint
from .network_file import load, save

__all__ = ["Checkpoint", "load", "read_checkpoint", "save", "save_checkpoint"]

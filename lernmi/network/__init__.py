"""The network: neurons and links in order, with names, run forwards and backwards."""

from .network import Network
from .shapes import Neurons

__all__ = ["Network", "Neurons"]

"""The plane of a network's two inputs: its points, and what the network answers there."""

from ..meaning import Meaning, meaning_of
from .grid import PlaneGrid, hidden_maps
from .plane import Area, Plane, plane_of

__all__ = ["Area", "Meaning", "Plane", "PlaneGrid", "hidden_maps", "meaning_of", "plane_of"]

"""Worksheets: a learning step to compute on paper, with numbers of its own for each pupil, and the key."""

from .conventions import Conventions as Conventions
from .exercise import Exercise as Exercise
from .items import Item as Item

__all__ = ["Conventions", "Exercise", "Item"]

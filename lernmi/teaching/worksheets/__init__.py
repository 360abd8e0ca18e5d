"""Worksheets: a learning step to compute on paper, with other numbers for each pupil, and the key."""

from .class_list import names_in as names_in
from .classes import worksheets as worksheets
from .conventions import Conventions as Conventions
from .exercise import Exercise as Exercise
from .items import Item as Item

__all__ = ["Conventions", "Exercise", "Item", "names_in", "worksheets"]

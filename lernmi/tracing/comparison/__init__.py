"""Comparing two steps: where they part, from what causes, and what follows from each."""

from .comparison import Comparison as Comparison
from .comparison import compare as compare
from .difference import Cause as Cause
from .difference import Difference as Difference

__all__ = ["Cause", "Comparison", "Difference", "compare"]

"""Well-known worked examples of backpropagation, with the answers that they print, right or wrong."""

from .catalogue import PUBLISHED as PUBLISHED
from .catalogue import Published as Published
from .catalogue import find_published as find_published
from .exercise import PublishedExercise as PublishedExercise
from .exercise import exercise_of as exercise_of
from .figures import Figure as Figure
from .figures import beside as beside
from .figures import figures as figures
from .figures import is_rounded as is_rounded
from .figures import reason as reason
from .figures import remarks as remarks

__all__ = ["PUBLISHED", "Figure", "Published", "PublishedExercise", "beside", "exercise_of",
           "figures", "find_published", "is_rounded", "reason", "remarks"]

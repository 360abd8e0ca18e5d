"""Well-known worked examples of backpropagation, with the answers that they print, right or wrong."""

from .catalogue import PUBLISHED as PUBLISHED
from .catalogue import Published as Published
from .catalogue import find_published as find_published
from .exercise import PublishedExercise as PublishedExercise
from .exercise import exercise_of as exercise_of
from .figures import Figure as Figure
from .figures import figures as figures

__all__ = ["PUBLISHED", "Figure", "Published", "PublishedExercise", "exercise_of", "figures",
           "find_published"]

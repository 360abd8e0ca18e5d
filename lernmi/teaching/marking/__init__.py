"""Marking what pupils answered: carried errors, named slips, points, a summary of the class."""

from .answers import Answer as Answer
from .answers import answer_of as answer_of
from .answers_file import answers_in as answers_in
from .answers_file import read_answers as read_answers
from .class_marks import ClassMarks as ClassMarks
from .class_marks import mark_class as mark_class
from .marks import CARRIED as CARRIED
from .marks import MISSING as MISSING
from .marks import RIGHT as RIGHT
from .marks import WRONG as WRONG
from .marks import Mark as Mark
from .marks import MarkedSheet as MarkedSheet
from .marks import Marker as Marker
from .marks import mark as mark
from .slips import Slip as Slip

__all__ = ["CARRIED", "MISSING", "RIGHT", "WRONG", "Answer", "ClassMarks", "Mark", "MarkedSheet", "Marker",
           "Slip", "answer_of", "answers_in", "mark", "mark_class", "read_answers"]

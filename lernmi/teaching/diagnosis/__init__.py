"""The diagnosis of gradients that another program computed: right, or which classic bug gives them."""

from .diagnose import diagnose as diagnose
from .diagnosis import Diagnosis as Diagnosis
from .first_wrong import FirstWrong as FirstWrong

__all__ = ["Diagnosis", "FirstWrong", "diagnose"]

"""The built-in examples: small networks with their samples, for the command line and in class."""

from .example import Example
from .gates import EXAMPLES, find_example, mazur

__all__ = ["EXAMPLES", "Example", "find_example", "mazur"]

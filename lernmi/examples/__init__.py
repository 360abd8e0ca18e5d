"""The built-in examples: small networks with their samples, for the command line and in class."""

from .catalogue import EXAMPLES, find_example, mazur
from .example import Example

__all__ = ["EXAMPLES", "Example", "find_example", "mazur"]

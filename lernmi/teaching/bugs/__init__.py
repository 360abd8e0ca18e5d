"""A museum of bugs: the classic mistakes of hand-written backpropagation, each as an engine that has it."""

from .bug import Bug as Bug
from .catalogue import BUGS as BUGS
from .catalogue import find_bug as find_bug
from .engine import wrong_network as wrong_network
from .engine import wrong_optimizer as wrong_optimizer

__all__ = ["BUGS", "Bug", "find_bug", "wrong_network", "wrong_optimizer"]

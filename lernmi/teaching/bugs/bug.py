"""What a bug is: a name, a sentence, the line as it should be and as it is, a source, and an exhibit."""

from __future__ import annotations

from typing import Callable, NamedTuple, Optional, Type, Union

from ...network.network import Network
from ...training.optimizers import Optimizer

Rate = Union[float, Optimizer]      # an optimizer's is read when it is needed, since it may change
# Changes a copy of a network so that it does something wrong; returns how many of its objects
# do so from now on. 0: the network has nothing that the bug is about.
Install = Callable[[Network, Rate], int]


class Bug(NamedTuple):
    """A classic mistake of a hand-written backward pass or update.

    ========== ===================================================================
    name       in snake_case, as it is typed: "slope_forgotten_at_output"
    sentence   what is wrong, in a sentence
    method     where: "Link.backward", "Neuron.forward", "Adam.corrected" …
    right      the line as it should be
    wrong      the line as it is, "" where it is missing
    source     who had it, or taught it so
    install    makes a copy of a network do it; None for a bug of an optimizer
    optimizer  a class for optimizers that do it: before their own class in the order
               of their methods; None for a bug of a network
    of         the class of the optimizers that can have it; None for all
    example    the example on which it is shown
    needs      what a network has to have for it: "recurrent layer"; "" where any network can have it
    ========== ===================================================================
    """

    name: str
    sentence: str
    method: str
    right: str
    wrong: str
    source: str
    install: Optional[Install] = None
    optimizer: Optional[Type[object]] = None
    of: Optional[Type[Optimizer]] = None
    example: str = "mazur"
    needs: str = ""

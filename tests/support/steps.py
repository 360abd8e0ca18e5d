"""Learning steps that several tests trace: of the worked example, and of each built-in example."""

from typing import Any, List, Tuple

from lernmi import GradientDescent, Network, Trace, trace
from lernmi.examples.catalogue import EXAMPLES
from lernmi.examples.example import Example
from lernmi.stepping.session import Session
from tests.support.networks import INPUTS, TARGETS, mazur


def worked_example(optimizer: Any = None) -> Trace:
    return trace(mazur(), INPUTS, TARGETS, optimizer or GradientDescent(0.5))


def example_case(example: Example) -> Tuple[Network, List[float], List[float]]:
    """The network, inputs and targets of an example's first step."""
    network, (inputs, targets) = example.case(example.network(1), 0)
    return network, inputs, targets


def example_step(name: str) -> Trace:
    return trace(*example_case(EXAMPLES[name]), GradientDescent(EXAMPLES[name].rate))


def stops_on_the_way(session: Session, direction: int) -> List[int]:
    """The moments at which a session stops until it is at its end, or at its start."""
    stops = []
    while session.run(direction):
        stops.append(session.timeline.done)
    return stops

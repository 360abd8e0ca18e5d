"""How the cost of a link grows with the network: it should stay the same."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from ...layers import LSTM, Convolution, Dense
from ...network.network import Network
from ...training import GradientDescent
from .bare_loop import BareLoop
from .learning_step import figure
from .memory import with_memory
from .rounds import Job, Progress, measured, timed
from .subject import RATE

INPUT, TARGET = 0.1, 0.5
FAMILIES: Dict[str, Callable[[int], Network]] = {
    "dense": lambda size: Network(size, Dense(size), Dense(1), seed=1),
    "convolution": lambda size: Network((size, size), Convolution(2, 3), Dense(1), seed=1),
    "lstm": lambda size: Network((size, 4), LSTM(4), Dense(1), seed=1)}
SIZES = {"dense": {100: 9, 1_000: 31, 10_000: 99, 100_000: 315},        # by the number of links, about
         "convolution": {100: 4, 1_000: 9, 10_000: 24, 100_000: 72},
         "lstm": {100: 2, 1_000: 7, 10_000: 62, 100_000: 620}}


def measure_growth(family: str, most_links: int, rounds: int, progress: Progress) -> List[Dict[str, Any]]:
    """A learning step of networks of 100 links, 1,000, and so on up to ``most_links``: figures for JSON."""
    sizes = [size for links, size in SIZES[family].items() if links <= most_links]
    built = [with_memory(lambda size=size: FAMILIES[family](size)) for size in sizes]    # type: ignore[misc]
    jobs: List[Job] = []
    for number, (network, _) in enumerate(built):
        inputs, optimizer = [INPUT] * len(network.inputs), GradientDescent(RATE)
        bare = BareLoop(network, inputs, [TARGET], RATE)
        jobs += [timed(f"bare {number}", bare.step),
                 timed(f"learn {number}", learning(network, inputs, optimizer))]
    times = measured(jobs, rounds, progress)
    return [{"layer": family, "links": len(network.links),
             **figure(times[f"learn {number}"], times[f"bare {number}"], len(network.links)),
             "bytes_per_link": memory.stays / len(network.links) if memory.stays else None}
            for number, (network, memory) in enumerate(built)]


def learning(network: Network, inputs: List[float], optimizer: GradientDescent) -> Callable[[], float]:
    """The learning step of a network."""
    return lambda: network.learn(inputs, [TARGET], optimizer)

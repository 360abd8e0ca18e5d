"""How fast are the plain objects? Ratios, measured in one run: python tests/benchmark.py

Prints nanoseconds per link for a learning step of a 64-16-10 network, next to the bare loop over
Link.forward and Link.backward that does the same arithmetic without a network around it; and
time and memory per link from 100 to 100,000 links, for dense, convolution and LSTM. Then how long it
takes to walk through a recorded step of 100,000 moves, next to the recording of it.
"""

import gc
import random
import time
from typing import Callable, Dict, List, Tuple

from lernmi import LSTM, Convolution, Dense, GradientDescent, Network, trace
from lernmi.stepping.session import Session

ROUNDS, STEPS = 15, 100


def fastest(jobs: Dict[str, Callable[[], object]]) -> Dict[str, float]:
    """The shortest time of each job, the jobs taking turns so that all see the same machine."""
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            begin = time.perf_counter()
            for _ in range(STEPS):
                job()
            best[name] = min(best[name], (time.perf_counter() - begin) / STEPS)
    return best


def measured(build: Callable[[], Network]) -> Tuple[Network, float]:
    """A network, and how many bytes it takes (nan where Python can't tell: PyPy)."""
    try:
        import tracemalloc
    except ImportError:
        return build(), float("nan")
    gc.collect()
    tracemalloc.start()
    network = build()
    memory, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return network, memory


def growth() -> None:
    """Time and memory of a learning step, per link, as networks grow."""
    families: Dict[str, Callable[[int], Network]] = {
        "dense": lambda size: Network(size, Dense(size), Dense(1), seed=1),
        "convolution": lambda size: Network((size, size), Convolution(2, 3), Dense(1), seed=1),
        "lstm": lambda size: Network((size, 4), LSTM(4), Dense(1), seed=1)}
    sizes = {"dense": (9, 31, 99, 315), "convolution": (4, 9, 24, 72), "lstm": (2, 7, 62, 620)}
    for name, build in families.items():
        for size in sizes[name]:
            network, memory = measured(lambda: build(size))     # noqa: B023 -- called at once
            inputs, optimizer = [0.1] * len(network.inputs), GradientDescent(0.001)
            repeat = max(1, 20_000 // len(network.links))
            best = float("inf")
            for _ in range(7):
                begin = time.perf_counter()
                for _ in range(repeat):
                    network.learn(inputs, [0.5], optimizer)
                best = min(best, (time.perf_counter() - begin) / repeat)
            print(f"{name:12} {len(network.links):8,} links {1e9 * best / len(network.links):6.0f} ns "
                  f"per link {memory / len(network.links):6.0f} bytes per link")


def walking() -> None:
    """A recorded step from end to end, in both ways, at once and move by move."""
    network = Network(150, Dense(205), Dense(10), seed=1)
    begin = time.perf_counter()
    session = Session(trace(network, [0.1] * 150, [0.0] * 10, GradientDescent(0.001)))
    recording, last = time.perf_counter() - begin, session.timeline.last
    print(f"recording {last:,} moves: {recording:.2f} s; walking them all:")

    def move_by_move(direction: int) -> None:
        for _ in range(last):
            session.timeline.goto(session.neighbour(direction))

    jobs: List[Tuple[str, Callable[[], None]]] = [
        ("to the end", lambda: session.timeline.goto(last)),
        ("to the start", lambda: session.timeline.goto(0)),
        ("next, next, next …", lambda: move_by_move(1)), ("back, back, back …", lambda: move_by_move(-1))]
    for name, job in jobs:
        begin = time.perf_counter()
        job()
        seconds = time.perf_counter() - begin
        print(f"{name:40} {seconds:7.3f} s  {seconds / recording:5.2f} of the recording")


def main() -> None:
    network = Network(64, Dense(16), Dense(10), seed=1)
    generator = random.Random(1)
    inputs: List[float] = [generator.random() for _ in range(64)]
    targets: List[float] = [0.0] * 9 + [1.0]
    optimizer = GradientDescent(0.001)

    def bare() -> None:
        for neuron in network.neurons:
            neuron.reset()
        for part in network.schedule:
            part.forward()
        for link in reversed(network.links):
            link.backward()

    def passes() -> None:
        network.forward(inputs)
        network.backward(targets)

    times = fastest({"bare loop over forward and backward": bare,
                     "network.forward and network.backward": passes,
                     "network.learn, with the update": lambda: network.learn(inputs, targets,
                                                                            optimizer)})
    base = times["bare loop over forward and backward"]
    print(f"a 64-16-10 network, {len(network.links)} links")
    for name, seconds in times.items():
        print(f"{name:40} {1e9 * seconds / len(network.links):7.0f} ns per link"
              f"  {seconds / base:5.2f} of the bare loop")

    growth()
    walking()
    begin = time.perf_counter()
    large = Network(784, Dense(15), Dense(10), seed=1)
    print(f"building 784-15-10: {len(large.links)} links in {time.perf_counter() - begin:.3f} s")


if __name__ == "__main__":
    main()

"""Damaged recordings: whatever is wrong, only a sentence comes out, and what can be loaded can be used.

More of them, with another seed: ``python -m tests.fuzz.test_recordings 30000 5000``
"""

import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, List

import pytest

from lernmi import Adam, BadInput, Dense, Network, Trace, trace
from lernmi.recording.rounded_numbers import seems_rounded
from lernmi.recording.verifier import verify
from lernmi.stepping.timeline import Timeline
from tests.recording.test_damaged_files import damage
from tests.support.bits import bits
from tests.support.recordings import saved

NAMES = ["optimizer.loss", "x.memory.value", "__class__", "rate", "a->b#2", "hidden[0].target", "#9", "",
         "\ud800", "w\nline 3: right", "a" * 10_000, "bias.name", ".", "loss", "_private", "1.0"]


def of_lines(change: Callable[[random.Random, List[Any]], None]) -> Callable[[random.Random, bytes], bytes]:
    """A change of the lines as a change of the bytes."""
    def changed(generator: random.Random, data: bytes) -> bytes:
        lines = [json.loads(line) for line in data.decode().splitlines()]
        change(generator, lines)
        return "".join(json.dumps(line) + "\n" for line in lines).encode()
    return changed


def rename(generator: random.Random, lines: List[Any]) -> None:
    """Give a number of an operation another name, or something else instead of the operation."""
    steps = generator.choice(lines[2:])["steps"]
    if steps:
        step = generator.choice(steps)
        step[generator.choice(["left", "right", "result"])] = [generator.choice(NAMES), 0.5]


def nest(generator: random.Random, data: bytes) -> bytes:
    """Put deeply nested lists in place of a number."""
    depth = generator.choice([5, 900, 960, 980, 990, 5000])
    position = generator.randrange(len(data))
    return data[:position] + data[position:].replace(b"0.", b"[" * depth + b"]" * depth + b"0.", 1)


def cut(generator: random.Random, data: bytes) -> bytes:
    start = generator.randrange(len(data))
    return data[:start] + data[start + generator.randrange(1, 300):]


def overwrite(generator: random.Random, data: bytes) -> bytes:
    position = generator.randrange(len(data))
    return data[:position] + bytes([generator.randrange(256)]) + data[position + 1:]


def reorder(generator: random.Random, lines: List[Any]) -> None:
    """Move a line, and number the moves anew."""
    lines.insert(generator.randrange(2, len(lines)), lines.pop(generator.randrange(2, len(lines))))
    for number, line in enumerate(lines[2:], start=1):
        line["move"] = number


CHANGES = [of_lines(damage), of_lines(damage), of_lines(rename), of_lines(reorder), nest, cut, overwrite]


def check(folder: Path, count: int, seed: int) -> None:
    """Damage a recording in so many ways; at least some are refused, and some can be loaded."""
    network, optimizer = Network(2, Dense(2), Dense(1), seed=1), Adam(0.1)
    network.learn([0.1, 0.2], [0.3], optimizer)
    data = saved(trace(network, [0.5, -1.0], [1.0], optimizer), folder).read_bytes()
    generator, path = random.Random(seed), folder / "damaged.jsonl"
    refused = loaded = 0
    for number in range(count):
        path.write_bytes(CHANGES[number % len(CHANGES)](generator, data))
        for read in (verified, walked):
            try:
                read(path)
                loaded += 1
            except BadInput as error:
                refused += 1
                assert str(error).isprintable() and len(str(error)) < 1000 + len(str(path)), number
    assert refused > count / 2 and loaded > count / 3


def verified(path: Path) -> None:
    verification = verify(path)
    assert all(len(str(problem)) < 1500 and str(problem).isprintable() for problem in verification.problems)
    if not verification.passed:
        seems_rounded(verification.recording)


def walked(path: Path) -> None:
    """Load a recording, walk to both ends, and save it: the same again."""
    step = Trace.load(path)
    timeline, end = Timeline(step), bits(step.network)
    timeline.goto(0)
    start = bits(step.network)
    timeline.goto(timeline.last)
    assert bits(step.network) == end
    again = path.with_name("again.jsonl")
    step.save(again)
    timeline = Timeline(Trace.load(again))
    timeline.goto(0)
    assert bits(timeline.trace.network) == start
    verify(again)


@pytest.mark.slow
def test_whatever_is_damaged_only_a_sentence_comes_out(tmp_path: Path) -> None:
    check(tmp_path, 50, 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        check(Path(name), int(sys.argv[1]), int(sys.argv[2]))

"""Saved networks with random damage: each is a network that can be used, or one sentence.

More of them, with another seed: ``python -m tests.storage.test_mutated_files 30000 5``
"""

import contextlib
import copy
import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

import lernmi
from lernmi import (
    GRU,
    LSTM,
    Adam,
    Attention,
    AveragePool,
    BadInput,
    BatchNorm,
    Convolution,
    Dense,
    Dropout,
    EachStep,
    LayerNorm,
    LernmiError,
    MaxPool,
    Network,
    Recurrent,
    Residual,
    Softmax,
)
from lernmi.storage import read_checkpoint, save_checkpoint

Mutation = Callable[[random.Random, bytes], bytes]

ODD: List[Any] = [
    None, True, False, 0, 1, 2, 3, -1, 0.5, -0.0, 1e308, 5e-324, float("nan"), float("inf"), 10 ** 9, 10 ** 8,
    10 ** 5, 10 ** 400, "", "none", "uniform", "layers[0]", "layers[0].weights[0][0]", "a->b", "\ud800",
    "w\nline 3", "x" * 10_000, [], [0.5], [[0.5]], [[0.5], [0.5, 0.5]], {}, {"type": "Dense"},
    {"type": "Softmax"}, [[[[[[0.5]]]]]], [10 ** 8, 10 ** 8], "Softmax", "sigmoid", "__class__"]


def networks() -> List[Network]:
    return [
        Network(2, Dense(3, "tanh"), Residual(Dense(3)), BatchNorm(), Dense(2), classes=["a", "b"], seed=1),
        Network((4, 4), Convolution(2, 2, padding=1), MaxPool(2), Dropout(0.5), Dense(1), loss="huber",
                seed=1),
        Network((1, 4, 4), Convolution(1, 3), AveragePool(2, padding=1), Dense(2, "identity"), Softmax(),
                loss="cross_entropy", seed=1),
        Network((3, 2), Attention(2, heads=2), LayerNorm(), LSTM(1, "all", first_state=([0.1], [0.2])),
                EachStep(Dense(1)), Recurrent(1), Dense(1), seed=1),
        Network((2, 2), GRU(2), Dense(1), Dense(1, name="last"), loss=lernmi.gaussian_nll(0.5), seed=1)]


def places_in(value: Any) -> List[Any]:
    """Every list and object that has entries."""
    places = [value] if isinstance(value, (list, dict)) and value else []
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        places += places_in(entry)
    return places


def of_content(change: Callable[[random.Random, Any, Any], None]) -> Mutation:
    """A change of a random entry of a random list or object, as a change of the bytes."""
    def changed(generator: random.Random, data: bytes) -> bytes:
        content = json.loads(data)
        state = content.pop("random")
        for _ in range(generator.choice([1, 1, 2, 3])):
            place = generator.choice(places_in(content) or [{"a": 1}])
            key = generator.choice(list(place) if isinstance(place, dict) else range(len(place)))
            change(generator, place, key)
        return json.dumps({**content, "random": state}).encode()
    return changed


def replace(generator: random.Random, place: Any, key: Any) -> None:
    place[key] = copy.deepcopy(generator.choice(ODD))


def nudge(generator: random.Random, place: Any, key: Any) -> None:
    if isinstance(place[key], (int, float)):
        place[key] = place[key] * generator.choice([2, -1, 0, 10, 1000]) + generator.choice([0, 1, -1])


def remove(generator: random.Random, place: Any, key: Any) -> None:
    del place[key]


def repeat(generator: random.Random, place: Any, key: Any) -> None:
    if isinstance(place, list):
        place.insert(generator.randrange(len(place) + 1), place[key])
    else:
        place[generator.choice(["type", "size", "name", "weights", "mask", "fixed", "zzz"])] = place[key]


def overwrite(generator: random.Random, data: bytes) -> bytes:
    position = generator.randrange(len(data))
    return data[:position] + bytes([generator.randrange(256)]) + data[position + 1:]


def cut(generator: random.Random, data: bytes) -> bytes:
    start = generator.randrange(len(data))
    return data[:start] + data[start + generator.randrange(1, 300):]


def nest(generator: random.Random, data: bytes) -> bytes:
    depth = generator.choice([5, 300, 900, 990, 5000, 100_000])
    position = generator.randrange(len(data))
    return data[:position] + data[position:].replace(b"0.", b"[" * depth + b"]" * depth + b"0.", 1)


MUTATIONS: List[Mutation] = [of_content(replace), of_content(replace), of_content(nudge), of_content(remove),
                             of_content(repeat), overwrite, cut, nest]


def originals(folder: Path) -> List[bytes]:
    """Every network as a file, and a checkpoint."""
    texts = []
    for number, network in enumerate(networks()):
        optimizer, path = Adam(0.1), folder / "net.json"
        sample = [0.1 * index for index in range(len(network.inputs))], [0.5] * len(network.outputs)
        network.learn_batch([sample, sample], optimizer)
        network.save(path)
        texts.append(path.read_bytes())
        if number == 0:
            save_checkpoint(path, network, optimizer, {"epochs": 1, "history": {"losses": [0.5]}})
            texts.append(path.read_bytes())
    return texts


def check(folder: Path, count: int, seed: int) -> Dict[str, int]:
    """Damage files in so many ways; how many were refused, and how many could be used."""
    generator, path, texts = random.Random(seed), folder / "mutated.json", originals(folder)
    outcomes = {"refused": 0, "used": 0}
    for number in range(count):
        path.write_bytes(MUTATIONS[number % len(MUTATIONS)](generator, generator.choice(texts)))
        for read in (use, use_checkpoint):
            try:
                read(path)
                outcomes["used"] += 1
            except BadInput as error:
                outcomes["refused"] += 1
                assert str(error).isprintable() and len(str(error)) < 600 + len(str(path)), number
                assert str(path) in str(error), number
    return outcomes


def use(path: Path) -> None:
    """Load it, run it, and save it again: the same."""
    network = lernmi.load(path)
    with contextlib.suppress(LernmiError):          # weights that are too large, a variance below 0
        network.predict([0.5] * len(network.inputs))
    again = path.with_name("again.json")
    network.save(again)
    saved = again.read_bytes()
    lernmi.load(again).save(again)
    assert again.read_bytes() == saved


def use_checkpoint(path: Path) -> None:
    checkpoint = read_checkpoint(path)
    checkpoint.restore(checkpoint.network, Adam(0.1))


@pytest.mark.slow
def test_a_mutated_file_is_a_network_or_one_sentence(tmp_path: Path) -> None:
    outcomes = check(tmp_path, 56, 1)
    assert outcomes["refused"] > 56 and outcomes["used"] > 5


@pytest.mark.slow
def test_many_of_them(tmp_path: Path) -> None:
    check(tmp_path, 500, 2)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(check(Path(name), int(sys.argv[1]), int(sys.argv[2])))

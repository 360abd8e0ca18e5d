"""Damaged recordings: whatever is wrong, a sentence says so and nothing else comes out."""

import copy
import os
import random
from pathlib import Path
from typing import Any, List

import pytest

from lernmi import BadInput, Trace
from lernmi.recording.verifier import verify
from tests.support.recordings import HAND_MADE, lines_of, saved, written
from tests.support.steps import worked_example

# ---- bad files

GOOD = '{"format": "lernmi trace", "version": 1}\n'


@pytest.mark.parametrize(
    "text, sentence",
    [
        (b"", "is no recording of a step"),
        (b"hello\n", "is no recording of a step"),
        (b"\xff\xfe", "isn't text in UTF-8"),
        (b"[1]\n", "line 1: there must be a JSON object"),
        (b"{}\n", "is no recording of a step: its first line must say"),
        (
            b'{"format": "lernmi trace", "version": 2}\n',
            "was written by a newer lernmi (format 2; this one reads 1): update lernmi.",
        ),
        (b'{"format": "lernmi trace", "version": "1"}\n', "the version must be a whole number"),
        (GOOD.encode() + b'{"move": 1, "steps": [}\n{}', "is damaged: line 2 is not JSON from column "),
        (GOOD.encode() + b'{"move": 1,, "steps": []}\n', " is not JSON from column 1"),
        (GOOD.encode() + b'{"move": 1, "ste', " (perhaps the end of the file is missing)."),
        (GOOD.encode() + b'{"move": 2, "steps": []}', "this is move 2 where move 1 must come"),
        (GOOD.encode() + b'{"move": 1, "steps": [{"result": 5}]}', "each result must have a name"),
        (GOOD.encode() + b'{"move": 1, "steps": [{"result": ["a", "b"]}]}', "there must be a number"),
        (GOOD.encode() + b'{"move": 1, "phase": "sideways", "steps": []}', "the phase must be one of"),
        (GOOD[:-2].encode() + b', "moves": 3}\n{"move": 1, "steps": []}', "it has 1 of its 3 moves"),
        (GOOD[:-2].encode() + b', "moves": null}\n', "the number of moves must be a whole number, not null."),
        (b"[" * 100_000, "is no recording of a step"),
        (
            GOOD.encode() + b'{"move": 1, "steps": [{"result": ["a", 1' + b"0" * 400 + b"]}]}",
            "too large for a float",
        ),
    ],
)
def test_bad_files_are_reported_in_a_sentence(text: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(text)
    for read in (verify, Trace.load):
        with pytest.raises(BadInput) as caught:
            read(path)
        assert sentence in str(caught.value) and "\n" not in str(caught.value)
        assert str(path) in str(caught.value)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path, "a\0b"):
        with pytest.raises(BadInput, match="can't be read"):
            verify(path)


def test_a_trace_without_a_network_can_be_verified_but_not_stepped_through(tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    path.write_text(HAND_MADE)
    with pytest.raises(BadInput, match="it can be verified, but not stepped through: it lacks the shape"):
        Trace.load(path)


@pytest.mark.parametrize("cut", [1, 20, 39])
def test_a_truncated_recording(cut: int, tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    written(path, lines_of(path)[:cut])
    for read in (verify, Trace.load):
        with pytest.raises(BadInput) as caught:
            read(path)
        assert str(caught.value) == f"{path} is damaged: it has {max(cut - 2, 0)} of its 38 moves."


JUNK: List[Any] = [
    None,
    True,
    0,
    -1,
    2.5,
    1e308,
    float("nan"),
    "",
    "x",
    "hidden[0]",
    "w5",
    [],
    [1],
    ["w5.value"],
    {},
    {"a": 1},
    [["w5.value", 1]],
    "a->b",
    "loss",
    "#1",
    ".",
    "w5.memory.x",
    10**400,
]


@pytest.mark.slow
def test_whatever_is_damaged_nothing_but_a_sentence_comes_out(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    generator, path = random.Random(1), tmp_path / "damaged.jsonl"
    refused = 0
    for _ in range(200):
        damaged = copy.deepcopy(lines)
        for _ in range(generator.randrange(1, 3)):
            damage(generator, damaged)
        written(path, damaged)
        for read in (verify, Trace.load):
            try:
                read(path)
            except BadInput as error:
                assert "\n" not in str(error)
                refused += 1
    assert refused > 75


def damage(generator: random.Random, whole: Any) -> None:
    """Put something else in some place, or take it away."""
    while True:
        keys = list(whole) if isinstance(whole, dict) else list(range(len(whole)))
        key = generator.choice(keys)
        inner = whole[key]
        if isinstance(inner, (dict, list)) and inner and generator.random() < 0.8:
            whole = inner
            continue
        if generator.random() < 0.2:
            del whole[key]
        else:
            whole[key] = generator.choice(JUNK)
        return


@pytest.mark.slow
def test_bytes_that_fall_out_of_a_file(tmp_path: Path) -> None:
    data = saved(worked_example(), tmp_path).read_bytes()
    generator, path = random.Random(2), tmp_path / "damaged.jsonl"
    refused = 0
    for _ in range(200):
        start = generator.randrange(len(data))
        path.write_bytes(data[:start] + data[start + generator.randrange(1, 200) :])
        for read in (verify, Trace.load):
            try:
                read(path)
            except BadInput as error:
                assert str(path) in str(error) and "\n" not in str(error)
                refused += 1
    assert refused > 300, "hardly any hole is harmless"


# ---- damaged so that it could still be read

HEADER = "not what a recording's header looks like"


@pytest.mark.parametrize("old, new, told", [
    ('"right"', '"rught"', "has too many operands, or too few"),
    ('"phase": "loss"', '"phase": "input"', "one move in the phase loss"),
    ('"name": "squared_error"', '"name": 5', HEADER),
    ('"formula": "½ Σ (y − d)²"', '"formula": [1]', HEADER),
    ('["hidden[0]", "hidden", "sigmoid"]', '["hidden[0]", 5, "sigmoid"]', HEADER),
    ('["hidden[0]", "hidden", "sigmoid"]', '["hidden[0]", "bias", "sigmoid"]', HEADER),
    ('["hidden[0]", "hidden", "sigmoid"]', '["hidden[0]", "hidden", 5]', HEADER),
    ('["hidden[0]", "hidden", "sigmoid"]', '["hidden[0]", "input", "sigmoid"]', HEADER),
    ('"outputs": ["output[0]", "output[1]"]', '"outputs": []', HEADER),
    ('"numbers": {', '"numbers": {"input[0]->hidden[0].weight": 0.5, ',
     "line 2: input[0]->hidden[0] has no weight"),
    ('"numbers": {', '"numbers": {"w5.memory.name": 0.5, ',
     "line 2: a number can't be called 'w5.memory.name'"),
    ('"numbers": {', '"numbers": {"__class__": 0.5, ', "line 2: a number can't be called '__class__'"),
    ('"fixed": {"b1": 0.35, "b2": 0.6}', '"fixed": [1]', 'line 2: "fixed" must be names with their numbers'),
    ('{"move": 1, "phase": "input", "mover": null, "steps": [',
     '{"move": 1, "phase": "input", "mover": null, "steps": [{"result": ["value", 0.5]}, ',
     "line 3: value comes from outside and is not computed"),
    ('"phase": "forward", "mover": "input[0]->hidden[0]"', '"phase": "forward", "mover": "w1"',
     "line 4: there must be a phase, and what moves in it"),
    ('"result": ["hidden[0].slope"', '"result": ["hidden[0].target"',
     "comes from outside and is not computed"),
])
def test_what_could_be_read_but_not_walked_is_refused(old: str, new: str, told: str, tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        Trace.load(path)
    assert told in str(caught.value) and str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_pipe_is_not_read_to_its_end_that_never_comes(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs a named pipe")
    os.mkfifo(tmp_path / "pipe")
    for read in (verify, Trace.load):
        with pytest.raises(BadInput, match="it is no file"):
            read(tmp_path / "pipe")

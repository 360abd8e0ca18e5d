"""The lines of a recording: one at a time, and only a line of anybody's text in a sentence."""

import json
import sys
from pathlib import Path
from typing import Any, List

import pytest

from lernmi import Adam, BadInput, Dense, GradientDescent, Network, Trace, trace
from lernmi.recording import json_lines
from lernmi.recording.verifier import verify
from lernmi.support.json_text import one_line, short
from tests.support.recordings import lines_of, saved
from tests.support.steps import worked_example

LONG = ["a" * 50_000, "a.b" * 20_000, "\\n\\u202e\\u2028\\u009b" * 5_000, "9" * 50_000]
PLACES: List[Any] = [
    (0, "neurons", 1), (0, "neurons", 1, 2), (0, "links", 1, 0), (0, "links", 1, 2), (0, "outputs", 0),
    (0, "loss", "name"), (0, "shape", 0), (1, "numbers", "rate"), (3, "steps", 0), (3, "steps", 0, "left"),
    (3, "steps", 0, "sign"), (3, "steps", 0, "left", 0), (3, "steps", 0, "left", 1),
    (3, "steps", 0, "result", 0)]


def depths() -> List[int]:
    """How deeply JSON may be nested so that the parser just reaches the bottom, and a little less."""
    deepest = sys.getrecursionlimit() + 2
    while deepest > 100:
        deepest -= 1
        try:
            json.loads("[" * deepest + "]" * deepest)
            break
        except RecursionError:
            pass
    return [10, *range(deepest - 24, deepest + 2, 3)]


def marked(lines: List[Any]) -> List[Any]:
    """Recordings with a mark in place of something: each key of each kind of object once."""
    wholes: List[Any] = []
    for number in (0, 1, 3):
        for key in lines[number]:
            whole = json.loads(json.dumps(lines))
            whole[number][key] = "MARK"
            wholes.append(whole)
    for keys in PLACES:
        whole = json.loads(json.dumps(lines))
        inner = whole
        for key in keys[:-1]:
            inner = inner[key]
        inner[keys[-1]] = "MARK"
        wholes.append(whole)
    return wholes


@pytest.mark.slow
def test_deeply_nested_json_is_refused_in_a_sentence_wherever_it_is(tmp_path: Path) -> None:
    lines = lines_of(saved(trace(Network(1, Dense(1), seed=1), [0.5], [1.0], GradientDescent(0.5)), tmp_path))
    lines[0].update(own=[], digits=4)
    path, refused = tmp_path / "deep.jsonl", 0
    for whole in marked(lines):
        text = "".join(json.dumps(line) + "\n" for line in whole)
        for depth in depths():
            path.write_text(text.replace('"MARK"', "[" * depth + "]" * depth, 1), encoding="utf-8")
            for read in (verify, Trace.load):
                try:
                    read(path)
                except BadInput as error:
                    refused += 1
                    assert len(str(error)) < 400 + len(str(path)) and "\n" not in str(error)
    assert refused > 300


@pytest.mark.parametrize("old, new", [
    ('"phase": "forward"', '"phase": "LONG"'), ('"mover": "input[0]->hidden[0]"', '"mover": "LONG"'),
    ('"sign": "×"', '"sign": "LONG"'), ('"left": ["input[0].value"', '"left": ["LONG.value"'),
    ('"result": ["input[0]->hidden[0].value"', '"result": ["LONG"'), ('"version": 1', '"version": "LONG"'),
    ('["hidden[0]", "hidden", "sigmoid"]', '["LONG", "hidden", "sigmoid"]'),
    ('"outputs": ["output[0]"', '"outputs": ["LONG"'), ('"w1"', '"LONG"')])
@pytest.mark.parametrize("long", LONG)
def test_a_sentence_quotes_at_most_a_line(old: str, new: str, long: str, tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new.replace("LONG", long), 1), encoding="utf-8")
    sentences = []
    for read in (verify, Trace.load):
        try:
            result: Any = read(path)
            sentences += [problem.sentence for problem in getattr(result, "problems", [])]
        except BadInput as error:
            sentences.append(str(error))
    assert sentences
    for sentence in sentences:
        assert len(sentence) < 1300 + len(str(path)) and sentence.isprintable()


def test_numbers_of_very_many_digits(tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    text = path.read_text(encoding="utf-8")
    for old in ('"version": 1', '"moves": 38', '"move": 1', '"w1": 0.15', '["hidden[0].total", 0.0]'):
        assert old in text
        number = "9" * 5_000
        path.write_text(text.replace(old, old.rstrip("]0123456789.") + number + "]" * old.count("]"), 1),
                        encoding="utf-8")
        for read in (verify, Trace.load):
            with pytest.raises(BadInput) as caught:
                read(path)
            assert len(str(caught.value)) < 400 + len(str(path))


def test_no_more_than_a_line_is_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    product = {"left": ["a.value", 0.5], "sign": "*", "right": ["w.value", 0.5], "result": ["a.value", 0.25]}
    halves = {**product, "left": ["a.value", 0.25], "sign": "/", "result": ["a.value", 0.5]}
    with path.open("w") as file:
        file.write('{"format": "lernmi trace", "version": 1}\n{"weights": {"w": 0.5}}\n')
        for number in range(1, 1001):
            file.write(json.dumps({"move": number, "steps": [product, halves]}) + "\n")
    assert peak_of(lambda: verify(path)) < path.stat().st_size / 3


def test_saving_takes_little_memory_and_verifying_less_than_the_file(tmp_path: Path) -> None:
    step = trace(Network(4, Dense(10), Dense(1), seed=1), [0.5] * 4, [1.0], Adam(0.1))
    path = tmp_path / "step.jsonl"
    assert len(step) > 0                # its moves are made, and stay
    assert peak_of(lambda: step.save(path)) < path.stat().st_size / 2
    assert peak_of(lambda: verify(path)) < path.stat().st_size


def peak_of(work: Any) -> int:
    """The most bytes that are in use during some work."""
    tracemalloc = pytest.importorskip("tracemalloc", exc_type=ImportError)  # PyPy has none
    tracemalloc.start()
    try:
        work()
        peak: int = tracemalloc.get_traced_memory()[1]
        return peak
    finally:
        tracemalloc.stop()


def test_a_line_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 1000)
    path = tmp_path / "long.jsonl"
    for text, line in (("\0" * 10_000, 1), ('{"format": "lernmi trace", "version": 1}\n' + " " * 10_000, 2)):
        path.write_text(text)
        with pytest.raises(BadInput, match=f"line {line} is longer than 1,000 bytes"):
            verify(path)


def test_text_and_values_for_a_sentence() -> None:
    assert one_line("a\nb\u202ec\u2066\u2028\u200b\x9b\ud800") == r"a\nb\u202ec\u2066\u2028\u200b\x9b\ud800"
    assert one_line("жук → 重み") == "жук → 重み"
    assert [short(value) for value in ([1], {"a": 1}, None, "x" * 50, 2.5)] == [
        "a list", "an object", "null", '"' + "x" * 39 + " …", "2.5"]

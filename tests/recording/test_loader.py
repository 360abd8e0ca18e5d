"""Recordings: written, read back, walked, and verified."""

import copy
import os
import random
from pathlib import Path
from typing import Any, List

import pytest

from lernmi import (
    Activation,
    Adam,
    BadInput,
    Dense,
    GradientDescent,
    LernmiError,
    Link,
    Network,
    Neuron,
    Trace,
    trace,
)
from lernmi.examples.gates import EXAMPLES
from lernmi.recording.loader import RecordedNetwork
from lernmi.recording.verifier import seems_rounded, verify
from lernmi.stepping.timeline import Timeline
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, chain, gated, parallel
from tests.support.recordings import HAND_MADE, lines_of, printed, saved, written
from tests.support.steps import example_case, worked_example

# ---- there and back


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_replay_is_the_step_to_the_last_bit(name: str, tmp_path: Path) -> None:
    network, inputs, targets = example_case(EXAMPLES[name])
    network.forward(inputs)  # numbers that are left over from before
    step = trace(network, inputs, targets, GradientDescent(0.1))
    path = saved(step, tmp_path)
    replay = Trace.load(path)
    assert isinstance(replay.network, RecordedNetwork)
    assert (replay.loss, len(replay), replay.products) == (step.loss, len(step), step.products)
    assert bits(replay.network) == bits(network), "both are at the end"
    first, second = Timeline(step), Timeline(replay)
    every = max(1, first.last // 40)
    for done in [*range(0, first.last, every), first.last]:
        first.goto(done)
        second.goto(done)
        assert bits(network) == bits(replay.network), done
    replay.save(tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == path.read_bytes()
    found = verify(path)
    assert (found.problems, found.products, found.moves) == ([], step.products, len(step))
    assert found.given == 0


@pytest.mark.parametrize("name", ["mazur", "xor", "softmax", "rnn", "dropout"])
def test_a_replay_prints_and_explains_the_same(name: str, tmp_path: Path) -> None:
    step = trace(*example_case(EXAMPLES[name]), Adam(0.05))
    replay = Trace.load(saved(step, tmp_path))
    assert printed(replay) == printed(step)
    for only in (["backward", step.network.outputs[0].name], [step.network.weights[0].name]):
        assert printed(replay, only=only) == printed(step, only=only)
    for thing in (step.network.weights[0], step.network.inputs[0]):
        ours, theirs = step.why(thing.name), replay.why(thing.name)
        assert [tuple(map(str, path)) for path in ours.paths()] == [
            tuple(map(str, path)) for path in theirs.paths()
        ]
        assert ours.sensitivity == theirs.sensitivity


@pytest.mark.parametrize("build", [gated, parallel])
def test_gates_second_links_and_memories(build: Any, tmp_path: Path) -> None:
    network, optimizer = build("tanh", "squared_error"), Adam(0.05)
    network.learn([0.6, -0.4], [0.2, 0.9], optimizer)
    step = trace(network, [0.1, 0.3], [0.0, 1.0], optimizer)
    path = saved(step, tmp_path)
    assert printed(Trace.load(path)) == printed(step) and verify(path).passed
    assert ".memory.squares" in path.read_text(encoding="utf-8")
    if build is parallel:
        assert "#2" in path.read_text(encoding="utf-8")


def test_a_recording_cannot_be_run(tmp_path: Path) -> None:
    own = Activation("cube", lambda x: x * x * x, lambda x, y: 3.0 * x * x)
    step = trace(Network(1, Dense(1, own, weights=0.5)), [1.0], [1.0])
    replay = Trace.load(saved(step, tmp_path))
    with pytest.raises(LernmiError, match="a recording can't be run again"):
        replay.network.forward([1.0])
    with pytest.raises(BadInput, match="a recording can't be run again"):
        Trace.load(saved(worked_example(), tmp_path)).network.evaluate(INPUTS, TARGETS)


def test_very_many_outputs_and_very_long_chains(tmp_path: Path) -> None:
    for step in (trace(Network(1, Dense(500), seed=1), [1], [0] * 500), trace(chain(2_000), [1.0], [0.0])):
        path = saved(step, tmp_path)
        replay = Trace.load(path)
        assert (replay.loss, replay.products) == (step.loss, step.products)
        assert verify(path).products == step.products


def test_a_number_that_is_used_twice_is_written_once(tmp_path: Path) -> None:
    def slope(total: float, value: float) -> float:
        for _ in range(40):  # as a tree this would be 2^40 operations
            total = total * total
        return total

    step = trace(Network(1, Dense(1, Activation("deep", lambda x: x, slope), weights=0.5)), [1.0], [1.0])
    move = next(move for move in step if isinstance(move.mover, Neuron))
    lines = lines_of(saved(step, tmp_path))
    assert len(lines[1 + step.moves.index(move) + 1]["steps"]) == 1 + 40


def test_a_file_that_is_there_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "step.jsonl"
    path.write_text("old")
    with pytest.raises(BadInput, match="can't be written"):
        worked_example().save(tmp_path / "nowhere" / "step.jsonl")
    worked_example().save(str(path))
    assert len(lines_of(path)) == 40 and [file.name for file in tmp_path.iterdir()] == ["step.jsonl"]


# ---- verifying


def test_every_wrong_result_is_found_in_its_line(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    wrong = 0
    for place, line in enumerate(lines[2:], start=2):
        for index, step in enumerate(line["steps"]):
            if "left" in step and step["sign"]:
                changed = copy.deepcopy(lines)
                changed[place]["steps"][index]["result"][1] += 1e-9
                problems = verify(written(tmp_path / "wrong.jsonl", changed)).problems
                assert [problem.line for problem in problems] == [place + 1], "once, and there"
                wrong += 1
    assert wrong > 130


def test_every_wrong_operand_is_found_in_its_line(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    for place, line in enumerate(lines[2:], start=2):
        for index, step in enumerate(line["steps"]):
            for side in ("left", "right"):
                known = isinstance(step.get(side), list) and not step[side][0].endswith((".target", "rate"))
                if known:
                    changed = copy.deepcopy(lines)
                    changed[place]["steps"][index][side][1] += 0.001
                    problems = verify(written(tmp_path / "wrong.jsonl", changed)).problems
                    assert [problem.line for problem in problems] == [place + 1], "once, and there"


def test_what_is_told_of_mistakes(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    lines[25]["steps"][0]["result"][1] = 0.15
    lines[25]["steps"][1]["right"][1] = 0.45
    problems = list(map(str, verify(written(tmp_path / "wrong.jsonl", lines)).problems))
    assert problems == [
        "line 26: 0.7413650695523157 × 0.18681560180895948 is 0.1385, not 0.15 "
        "(hidden[0]->output[0].sensitivity).",
        "line 26: w5.value is 0.45 here, but line 2 left 0.4 there.",
    ]


def test_a_trace_made_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    path.write_text(HAND_MADE)
    found = verify(path)
    assert (found.passed, found.digits, found.moves, found.products) == (True, 4, 4, 3)
    path.write_text(HAND_MADE.replace(', "digits": 4', ""))
    assert {problem.line for problem in verify(path).problems} == {3, 4, 5, 6}
    assert not verify(path).passed and verify(path, 4).passed and seems_rounded(verify(path).recording) == 4
    for right, wrong, line in (
        ("0.5933]}", "0.5953]}", 3),
        ("0.2373", "0.2383", 4),
        ("0.1385]}", "0.1395]}", 5),
        ("0.03635", "-0.07445", 6),
        ('"#1", 0.0554', '"#1", 0.0564', 6),
    ):
        path.write_text(HAND_MADE.replace(right, wrong, 1))
        problems = verify(path).problems
        assert problems and problems[0].line == line, (right, wrong)
    path.write_text(
        HAND_MADE.replace('["w5.value", 0.4], "result": ["#1"', '["w5.value", 0.5], "result": ["#1"')
    )
    assert [str(problem) for problem in verify(path).problems] == [
        "line 6: w5.value is 0.5 here, but line 2 left 0.4 there."
    ]


def test_a_function_of_ones_own_is_taken_as_given_even_under_a_known_name(tmp_path: Path) -> None:
    own = Activation("sigmoid", lambda x: x + 1.0, lambda x, y: 1.0)
    path = saved(trace(Network(1, Dense(1, own, weights=0.5)), [1.0], [1.0]), tmp_path)
    found = verify(path)
    assert found.passed and found.given == 2
    lines = lines_of(path)
    assert lines[0]["own"] == ["sigmoid"]
    del lines[0]["own"]
    assert not verify(written(path, lines)).passed


@pytest.mark.parametrize("digits", [0, -1, 18, 1.5, "4", True])
def test_digits_that_make_no_sense(digits: Any, tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    with pytest.raises(BadInput, match="the number of digits"):
        verify(path, digits)


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
def test_bad_files_are_told_in_a_sentence(text: bytes, sentence: str, tmp_path: Path) -> None:
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


def test_whatever_is_damaged_nothing_but_a_sentence_comes_out(tmp_path: Path) -> None:
    lines = lines_of(saved(worked_example(), tmp_path))
    generator, path = random.Random(1), tmp_path / "damaged.jsonl"
    refused = 0
    for _ in range(400):
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
    assert refused > 150


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
    assert refused > 300, "hardly any hole is escape_control_chars"


def test_links_are_found_by_their_names(tmp_path: Path) -> None:
    replay = Trace.load(saved(worked_example(), tmp_path))
    link = replay.network.link("hidden[0]", "output[0]")
    assert isinstance(link, Link) and link.weight is replay.network.weight("w5")
    assert replay.network.outputs == [replay.network["output[0]"], replay.network["output[1]"]]
    assert [weight.name for weight in replay.network.fixed_weights] == ["b1", "b2"]


def test_the_readmes_lines_are_a_trace_that_is_right(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    start = readme.index('    {"format": "lernmi trace"')
    path = tmp_path / "readme.jsonl"
    path.write_text(readme[start : readme.index("\n\n", start)].replace("\n    ", "\n"), encoding="utf-8")
    found = verify(path)
    assert (found.passed, found.moves, found.products) == (True, 2, 2)
    steps = [step for move in lines_of(path)[2:] for step in move["steps"]]
    real = lines_of(saved(worked_example(), tmp_path))[1 + 24]
    assert len(steps) == 3
    for ours, theirs in zip(steps, real["steps"]):
        assert ours.keys() == theirs.keys() and ours["sign"] == theirs["sign"]
        for side in ("left", "right", "result"):
            assert ours[side][0] == theirs[side][0] and f"{theirs[side][1]:.4g}" == f"{ours[side][1]:.4g}"


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
     "line 3: value is given, not worked out"),
    ('"phase": "forward", "mover": "input[0]->hidden[0]"', '"phase": "forward", "mover": "w1"',
     "line 4: there must be a phase, and what moves in it"),
    ('"result": ["hidden[0].slope"', '"result": ["hidden[0].target"', "is given, not worked out"),
])
def test_what_could_be_read_but_not_walked_is_refused(old: str, new: str, told: str, tmp_path: Path) -> None:
    path = saved(worked_example(), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        Trace.load(path)
    assert told in str(caught.value) and str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_rounded_recording_is_the_same_forwards_and_backwards(tmp_path: Path) -> None:
    """Its operands aren't what was written before, to the last bit."""
    lines = lines_of(saved(worked_example(), tmp_path))
    for line in lines[2:]:
        for step in line["steps"]:
            for side, digits in (("left", 3), ("right", 3), ("result", 4)):
                if isinstance(step.get(side), list):
                    step[side][1] = float(f"{step[side][1]:.{digits}g}")
    lines[0]["digits"] = 3
    path = written(tmp_path / "rounded.jsonl", lines)
    assert verify(path).passed
    walk = Timeline(Trace.load(path))
    moments = []
    for done in range(walk.last + 1):
        walk.goto(done)
        moments.append(bits(walk.trace.network))
    for done in reversed(range(walk.last + 1)):
        walk.goto(done)
        assert bits(walk.trace.network) == moments[done], done


def test_a_pipe_is_not_read_to_its_end_that_never_comes(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs a named pipe")
    os.mkfifo(tmp_path / "pipe")
    for read in (verify, Trace.load):
        with pytest.raises(BadInput, match="it is no file"):
            read(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["a\0b.jsonl", "x" * 300 + ".jsonl", "nowhere/step.jsonl"])
def test_a_name_that_cannot_be_written_leaves_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be written"):
        worked_example().save(f"{tmp_path}/{name}")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "step.jsonl")
    worked_example().save(tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink() and len(lines_of(tmp_path / "step.jsonl")) == 40


def test_what_has_no_result_is_wrong_whatever_it_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "homework.jsonl"
    for result in ("NaN", "Infinity", "0"):
        path.write_text('{"format": "lernmi trace", "version": 1}\n{"move": 1, "steps": ['
                        '{"left": 1, "sign": "/", "right": 0, "result": ["a", ' + result + "]}]}\n")
        assert list(map(str, verify(path).problems)) == ["line 2: 1.0 ÷ 0.0 is no number (a)."]

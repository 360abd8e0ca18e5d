"""A line with the very operations of its link needs no run of the link; what verify says is the same."""

import json
import random
from pathlib import Path
from typing import Any, List

import pytest

from lernmi import GradientDescent, trace
from lernmi.examples import EXAMPLES
from lernmi.recording.link_forms import LinkForms
from lernmi.recording.verifier import verify
from tests.support.recordings import lines_of, saved, written
from tests.support.slow import slow


def damaged(lines: List[Any], draw: random.Random) -> None:
    """Change something in the operations of a few moves."""
    for _ in range(draw.randint(1, 4)):
        move = draw.choice([line for line in lines[2:] if line["phase"] in ("forward", "backward")])
        operation = draw.choice(move["steps"])
        kind = draw.randrange(6)
        if kind == 0:
            move["steps"].remove(operation)
        elif kind == 1 and "right" in operation:
            operation["left"], operation["right"] = operation["right"], operation["left"]
        elif kind == 2:
            operation["sign"] = draw.choice(["×", "+", "−", "sigmoid"])
        elif kind == 3:
            operation["result"] = [draw.choice(["w5.value", "hidden[0].value", "#7", "nothing"]), 0.5]
        elif kind == 4 and "left" in operation:
            operation["left"] = draw.choice([0.5, ["input[0].value", 0.05], ["hidden[1].slope", 0.25]])
        else:
            move["mover"] = draw.choice(lines[2:])["mover"]


@pytest.mark.parametrize("name", ["mazur", slow("attention"), slow("rnn")])
def test_what_is_wrong_is_found_as_by_running_each_link(name: str, tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    network, (inputs, targets) = EXAMPLES[name].case(EXAMPLES[name].network(1), 0)
    right = lines_of(saved(trace(network, inputs, targets, GradientDescent(0.5)), tmp_path))
    path, found = tmp_path / "damaged.jsonl", 0
    for seed in range(25 if name == "mazur" else 6):
        lines = json.loads(json.dumps(right))
        damaged(lines, random.Random(seed))
        written(path, lines)
        quick = list(map(str, verify(path).problems))
        with monkeypatch.context() as patch:
            patch.setattr(LinkForms, "write", lambda *_: False)
            assert list(map(str, verify(path).problems)) == quick, seed
        found += bool(quick)
    assert found > 5


def test_the_lines_of_links_are_known_without_running_them(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network, (inputs, targets) = EXAMPLES["mazur"].case(EXAMPLES["mazur"].network(1), 0)
    path = saved(trace(network, inputs, targets, GradientDescent(0.5)), tmp_path)
    ran: List[Any] = []
    monkeypatch.setattr("lernmi.recording.structure_check.trace_move", lambda phase, mover: ran.append(mover))
    with pytest.raises(AttributeError):         # of the first neuron, which does run
        verify(path)
    assert [thing.name for thing in ran] == ["hidden[0]"]

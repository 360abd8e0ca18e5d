"""Recordings are written: as a whole or not at all, each number once."""

from pathlib import Path

import pytest

from lernmi import Activation, BadInput, Dense, Network, Neuron, trace
from tests.support.recordings import lines_of, saved
from tests.support.steps import worked_example


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
    path.write_text('{"format": "lernmi trace", "version": 1}')
    with pytest.raises(BadInput, match="can't be written"):
        worked_example().save(tmp_path / "nowhere" / "step.jsonl")
    worked_example().save(str(path))
    assert len(lines_of(path)) == 40 and [file.name for file in tmp_path.iterdir()] == ["step.jsonl"]


@pytest.mark.parametrize("name", ["a\0b.jsonl", "x" * 300 + ".jsonl", "nowhere/step.jsonl"])
def test_a_name_that_cannot_be_written_leaves_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be written"):
        worked_example().save(f"{tmp_path}/{name}")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "step.jsonl")
    worked_example().save(tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink() and len(lines_of(tmp_path / "step.jsonl")) == 40

"""Rows of numbers that are taken as they are, for a network without an encoding."""

from pathlib import Path

import pytest

from lernmi import BadInput, Dense, Network
from lernmi.datasets.files.plain_rows import plain_samples
from tests.support.command_line import lernmi


@pytest.mark.parametrize("text", ["0.5,-1,0.9\n", "x1;x2;d\n0,5;-1;0,9\n"])
def test_a_row_is_the_inputs_and_the_targets(text: str, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text(text, encoding="utf-8")
    assert plain_samples(tmp_path / "my.csv", 2, 1) == [([0.5, -1.0], [0.9])]


@pytest.mark.parametrize("text", ["0.5,-1\n", "0.5,-1,0.9,1\n", "0.5,-1,yes\n0.4,0,no\n"])
def test_other_columns_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"must be its 2 inputs and 1 target as they are.*: my\.csv has other"):
        plain_samples(tmp_path / "my.csv", 2, 1)


def test_a_saved_network_takes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Network(2, Dense(1), seed=1).save("net.json")
    Path("my.csv").write_text("0.5,-1,0.9\n1,0,1\n", encoding="utf-8")
    run = lernmi("trace", "net.json", "my.csv", "--sample", "1", "--only", "loss")
    assert (run.returncode, run.stderr) == (0, "") and "Sample 1: inputs 1 0, targets 1." in run.stdout
    assert "there is no file" in lernmi("show", "net.json", "none.csv").stderr

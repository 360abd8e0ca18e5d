"""export and its formats: names, files, and what isn't overwritten."""

from pathlib import Path
from typing import Any

import pytest

from lernmi import BadInput, Dense, Network, UnknownName
from lernmi.translate import FORMATS, export
from lernmi.translate.formats import LONGEST_BEGINNING, MARK
from tests.support.networks import INPUTS, TARGETS, mazur


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_says_near_its_beginning_where_it_comes_from(to: str, tmp_path: Path) -> None:
    path = tmp_path / f"net{FORMATS[to].ending}"
    text = mazur().export(to, path, samples=[(INPUTS, TARGETS)])
    assert MARK in text[:LONGEST_BEGINNING]
    assert path.read_text(encoding="utf-8") == text == export(mazur(), to, [(INPUTS, TARGETS)])
    assert str(tmp_path) not in text and str(Path.home()) not in text


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_network_gives_the_same_text(to: str) -> None:
    one, two = (export(Network(3, Dense(3), Dense(1), seed=5), to) for _ in range(2))
    assert one == two


def test_a_file_is_replaced_if_lernmi_has_exported_it_and_any_other_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("print('mine')")
    with pytest.raises(BadInput, match="isn't one that lernmi has saved"):
        mazur().export("python", path)
    assert path.read_text() == "print('mine')"
    mazur().export("python", path, force=True)
    mazur().export("pytorch", str(path))
    assert "import torch" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("to, kind, sentence", [
    ("pytroch", UnknownName, "no format is called 'pytroch': did you mean pytorch"),
    (3, BadInput, "the format must be text, not 3")])
def test_another_format_is_refused_in_a_sentence(to: Any, kind: type, sentence: str) -> None:
    with pytest.raises(kind, match=sentence):
        mazur().export(to)


@pytest.mark.parametrize("samples, sentence", [
    ([([1.0], TARGETS)], "the network takes 2 inputs, but 1 was given"),
    ([1.0], "must be a pair"), (5, "samples must be a list of pairs"), (iter([]), "there are no samples")])
def test_samples_that_dont_fit_are_refused_in_a_sentence(samples: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        mazur().export("python", samples=samples)


def test_no_network_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="must be a Network, not 3"):
        export(3)

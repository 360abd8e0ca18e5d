"""Pictures are saved: in place of another file only by force."""

from pathlib import Path

import pytest

from lernmi import BadInput
from tests.support.command_line import lernmi
from tests.support.networks import mazur


@pytest.mark.parametrize("ending", [".html", ".svg", ".txt"])
def test_a_saved_picture_is_replaced_and_another_file_only_by_force(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"network{ending}"
    mazur().save_picture(path)
    first = path.read_text(encoding="utf-8")
    mazur().save_picture(path)
    assert path.read_text(encoding="utf-8") == first
    assert "Saved by lernmi " in first.splitlines()[-1] and first.endswith("\n")
    for text in ("mine", "Saved by lernmi 0.2.0\nbut it goes on\n", "It was Saved by lernmi 0.2.0\n"):
        path.write_text(text)
        with pytest.raises(BadInput, match="is there already and isn't one that lernmi has saved"):
            mazur().save_picture(path)
        assert path.read_text() == text
    mazur().save_picture(path, force=True)
    assert path.read_text(encoding="utf-8") == first


@pytest.mark.parametrize("words", [("trace", "mazur"), ("why", "mazur", "w1"), ("check", "mazur"),
                                   ("show", "mazur")])
def test_the_command_line_replaces_another_file_only_with_force(words: "tuple[str, ...]",
                                                                tmp_path: Path) -> None:
    path = tmp_path / "mazur.txt"
    path.write_text("mine")
    run = lernmi(*words, "--save", str(path))
    assert (run.returncode, run.stdout) == (2, "") and path.read_text() == "mine"
    assert "add --force" in run.stderr
    for force in (["--force"], []):
        run = lernmi(*words, "--save", str(path), *force)
        assert run.returncode == 0 and run.stdout.endswith(f"Saved as {path}.\n")
        assert path.read_text(encoding="utf-8").splitlines()[-1].startswith("Saved by lernmi ")

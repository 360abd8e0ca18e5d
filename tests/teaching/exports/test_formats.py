"""Saving exercises for other programs: by the ending, a file for all or for each."""

from pathlib import Path

import pytest

from lernmi import BadInput, UnknownName
from lernmi.teaching.exports import BY_ENDING, export, save
from lernmi.teaching.published import PublishedExercise
from tests.support.exercises import exercise

TWO = [exercise("forward"), exercise("two steps")]


@pytest.mark.parametrize("ending", BY_ENDING)
def test_a_class_is_saved_in_one_file_or_in_one_for_each(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"class{ending}"
    paths = save(TWO, path)
    expected = [path] if ending in (".xml", ".gift") else [
        tmp_path / f"class-{one.code}{ending}" for one in TWO]
    assert paths == expected and sorted(tmp_path.iterdir()) == sorted(expected)
    assert all(one.code in "".join(path.read_text(encoding="utf-8") for path in paths) for one in TWO)
    assert save(TWO, path) == paths             # lernmi's own files are replaced
    assert save(TWO[:1], tmp_path / f"one{ending}") == [tmp_path / f"one{ending}"]


def test_pupils_with_the_same_published_example_have_files_with_numbers(tmp_path: Path) -> None:
    both = [PublishedExercise("micrograd", pupil=name) for name in ("Ada", "Ben")]
    paths = save(both, tmp_path / "sheet.csv")
    assert [path.name for path in paths] == ["sheet-micrograd-1.csv", "sheet-micrograd-2.csv"]
    assert ["Ada" in path.read_text("utf-8") for path in paths] == [True, False]


def test_nothing_is_written_where_one_of_the_files_is_somebody_elses(tmp_path: Path) -> None:
    mine = tmp_path / f"sheet-{TWO[1].code}.ipynb"
    mine.write_text("my notes", encoding="utf-8")
    with pytest.raises(BadInput, match="isn't one that lernmi has saved"):
        save(TWO, tmp_path / "sheet.ipynb")
    assert list(tmp_path.iterdir()) == [mine] and mine.read_text(encoding="utf-8") == "my notes"
    assert len(save(TWO, tmp_path / "sheet.ipynb", force=True)) == 2


def test_other_formats_and_no_exercises_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no format for exercises ends in ..pdf.: try .xml, .gift"):
        save(TWO, tmp_path / "sheet.pdf")
    with pytest.raises(UnknownName, match="did you mean moodle"):
        export(TWO, "moodel")
    for nothing in ([], ["mazur"]):
        with pytest.raises(BadInput, match="there is nothing to export"):
            export(nothing, "gift")

"""The command worksheet: sheets and keys, printed and saved, never one in place of the other."""

from pathlib import Path

import pytest

from lernmi import Dense, Network
from lernmi.teaching.worksheets import Exercise
from tests.support.command_line import lernmi


def test_one_sheet_is_printed_as_text_with_its_code_and_its_key_has_every_equation() -> None:
    sheet, key = lernmi("worksheet", "mazur"), lernmi("worksheet", "mazur", "--key")
    assert sheet.returncode == key.returncode == 0
    code = sheet.stdout.splitlines()[0].split()[-1]
    exercise = Exercise.from_code(code)
    assert all(f"{item.number:>3}  {item.label} = ____" in sheet.stdout for item in exercise.items)
    for item in exercise.items:
        line = next(line for line in key.stdout.splitlines() if line.startswith(f"{item.number:>3}  "))
        assert line.startswith(f"{item.number:>3}  {item.label} = ")
        assert line.endswith(f" = {exercise.conventions.written(item.result)}")
    assert lernmi("worksheet", "--code", code.lower()).stdout == sheet.stdout


def test_a_class_is_a_line_for_each_pupil_in_the_order_of_its_list(tmp_path: Path) -> None:
    names = tmp_path / "7b.csv"
    names.write_bytes("Nr;Nachname;Vorname\n1;Müller;Jörg\n2;Öz;Ayşe\n3;Müller;Jörg\n".encode())
    lines = lernmi("worksheet", "and", "--names", str(names)).stdout.splitlines()
    assert [line.rpartition(" ")[0] for line in lines[1:4]] == ["1 Jörg Müller", "2 Ayşe Öz", "3 Jörg Müller"]
    codes = [line.split()[-1] for line in lines[1:4]]
    again = lernmi("worksheet", "and", "--pupils", "3").stdout
    assert codes == [line.split()[-1] for line in again.splitlines()[1:4]]
    key = lernmi("worksheet", "and", "--names", str(names), "--key").stdout.splitlines()
    assert [line.split("  ")[:3] for line in key[1:4]] == [
        ["1", "Jörg Müller", codes[0]], ["2", "Ayşe Öz", codes[1]], ["3", "Jörg Müller", codes[2]]]


def test_sheets_and_key_are_saved_as_separate_files(tmp_path: Path) -> None:
    sheets, key = tmp_path / "sheets.html", tmp_path / "key.html"
    for options in (["--save", str(sheets)], ["--save", str(key), "--key"]):
        ended = lernmi("worksheet", "not", "--pupils", "2", *options)
        assert ended.returncode == 0 and ended.stdout.splitlines()[-1].endswith(f"as {options[1]}.")
    assert "=&nbsp;<b>" not in sheets.read_text("utf-8") and "=&nbsp;<b>" in key.read_text("utf-8")
    before = sheets.read_bytes()
    refused = lernmi("worksheet", "not", "--key", "--save", str(sheets))
    assert refused.returncode == 2 and "sheets-key.html" in refused.stderr and sheets.read_bytes() == before
    assert lernmi("worksheet", "not", "--save", str(key)).returncode == 2
    assert lernmi("worksheet", "not", "--seed", "2", "--save", str(sheets)).returncode == 0       # anew
    text = tmp_path / "sheets.txt"
    assert lernmi("worksheet", "not", "--save", str(text)).returncode == 0
    assert "z(o1) = ____" in text.read_text("utf-8")


def test_german_has_a_comma_unless_a_point_is_chosen() -> None:
    german = lernmi("worksheet", "mazur", "--language", "de").stdout
    assert "Runde jedes Ergebnis auf 4 gültige Ziffern (wie 0,01235 oder 1,235; Nullen" in german
    assert "wie 0.01235" in lernmi("worksheet", "mazur", "--language", "de", "--no-comma").stdout
    plain = lernmi("worksheet", "mazur", "--language", "de", "--plain", "--key").stdout
    assert plain.isascii() and "  1  z(h1) = x1 times w1 plus x2 times w2 plus b1 = " in plain


def test_a_saved_network_has_its_mark_in_the_code(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    Network(2, Dense(3, "tanh"), Dense(1), seed=3).save(path)
    sheet = lernmi("worksheet", str(path), "--level", "path")
    code = sheet.stdout.splitlines()[0].split()[-1]
    assert len(code) == 15 and lernmi("worksheet", str(path), "--code", code).stdout == sheet.stdout
    assert "name its file too" in lernmi("worksheet", "--code", code).stderr


def test_the_code_of_a_published_example_may_stand_beside_its_name() -> None:
    sheet = lernmi("worksheet", "cs231n", "--level", "path").stdout
    assert "Code cs231n-path" in sheet
    assert lernmi("worksheet", "cs231n", "--code", "CS231n-path").stdout == sheet


@pytest.mark.parametrize("words, sentence", [
    ([], "which network?"),
    (["lstm"], "too much to compute by hand"),
    (["mazur", "--samples", "5"], "the number of samples must be at most 4"),
    (["not", "--samples", "3"], "not has 2 samples"),
    (["mazur", "--digits", "7"], "the number of digits must be at most 4"),
    (["mazur", "--pupils", "0"], "the number of pupils must be at least 1"),
    (["mazur", "--language", "fr"], "there is no language 'fr'"),
    (["mazur", "--save", "sheets.svg"], "its name must end in .html, .txt, .xml"),
    (["--code", "33R-9LC-E9E"], "has a typo"),
    (["--code", "33R-9LC"], "has 6 characters"),
    (["xor", "--code", "33R-9LC-E93"], "this code is for mazur: leave out xor"),
    (["--code", "33R-9LC-E93", "--level", "path"], "leave out --level"),
    (["mazur", "--names", "nobody.csv"], "there is no file 'nobody.csv'")])
def test_wrong_use_is_one_sentence(words: list[str], sentence: str) -> None:
    ended = lernmi("worksheet", *words)
    assert ended.returncode == 2 and ended.stdout == ""
    assert sentence in ended.stderr and ended.stderr.count("\n") == 1

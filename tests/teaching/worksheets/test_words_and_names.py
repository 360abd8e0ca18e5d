"""Words in several languages, and the names of a class from a file."""

import json
import re
from pathlib import Path

import pytest

from lernmi import Dense, Network
from lernmi.support.errors import BadInput
from lernmi.teaching.worksheets import Conventions, Exercise, names_in
from lernmi.teaching.worksheets.formulas import formulas_of
from lernmi.teaching.worksheets.words import words_of


def test_the_german_words_are_complete_with_the_same_values_in_them() -> None:
    english, german = words_of("en"), words_of("de")
    assert list(english) == list(german)
    for key in english:
        assert set(re.findall(r"\{\w+\}", english[key])) == set(re.findall(r"\{\w+\}", german[key])), key


def test_a_user_can_add_a_language_and_missing_words_are_named(tmp_path: Path) -> None:
    path = tmp_path / "fr.json"
    words = {**words_of("en"), "new weight": "{name} nouveau"}
    path.write_text(json.dumps(words), "utf-8")
    exercise = Exercise("mazur", 1, conventions=Conventions(language=str(path)))
    assert exercise.items[-1].label == "w8 nouveau"
    assert Exercise.from_code(exercise.code, language=str(path)).items[-1].label == "w8 nouveau"
    assert Exercise.from_code(exercise.code).items[-1].label == "new w8"
    del words["loss"], words["code"]
    path.write_text(json.dumps(words), "utf-8")
    with pytest.raises(BadInput, match="fr.json lacks the words for code, loss: copy .*en.json"):
        words_of(str(path))
    path.write_text("[1]", "utf-8")
    with pytest.raises(BadInput, match="no table of words"):
        words_of(str(path))


def test_in_formulas_z_is_the_total_alone_and_numbers_have_the_sign_of_the_sheet() -> None:
    network = Network(2, Dense(2, "gelu_tanh"), Dense(1, "leaky_relu"))
    exercise = Exercise(network, 1, "forward", Conventions(comma=True))
    equations = {formula.equation for formula in formulas_of(exercise)}
    assert {"y = ½ z (1 + tanh u), with u = √(2/π) (z + 0,044715 z³)",
            "y = z if z > 0, else 0,01 z"} <= equations


@pytest.mark.parametrize("content, names", [
    (b"Anna\nBen\nAnna\n", ["Anna", "Ben", "Anna"]),
    ("Name\nJörg\nZoë\n".encode("latin-1"), ["Jörg", "Zoë"]),
    ("\ufeffNr.;Name;Klasse\r\n1;Müller, Anna;7b\r\n2;Öz, Ali;7b\r\n".encode(), ["Müller, Anna", "Öz, Ali"]),
    (b'"Last name","First name"\n"Lovelace","Ada"\n"Turing","Alan"\n', ["Ada Lovelace", "Alan Turing"]),
    (b"1\tAnna\n2\tBen\n", ["Anna", "Ben"]),
    (b"1;Lovelace;Ada;7b\n2;Turing;Alan;7b\n", ["Lovelace Ada", "Turing Alan"]),
    (b"Anna;7b\nBen;7b\n", ["Anna", "Ben"]),
    ("Klasse;Nr;Name;Vorname\n7b;1;Müller;Anna\n7b;2;Müller;Ben\n".encode(), ["Anna Müller", "Ben Müller"]),
    (b"Name,Surname\nAda,Lovelace\n", ["Ada Lovelace"]),
    (b'Nr,"Nachname, Vorname"\n1,"Lovelace, Ada"\n', ["Lovelace, Ada"]),
    (b"Anna Maria von Berg\nBen\n\n", ["Anna Maria von Berg", "Ben"])])
def test_names_come_from_whatever_a_school_writes(content: bytes, names: list[str], tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    assert names_in(path) == names


def test_a_file_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("1;2\n3;4\n", "utf-8")
    with pytest.raises(BadInput, match="class.csv has no names in it"):
        names_in(path)

"""lernmi export: a saved network for another engine, as text or in a file."""

import json
from pathlib import Path
from typing import List

import pytest

import lernmi as package
from lernmi import datasets, translate
from lernmi.examples.assignment import assignment_for
from lernmi.examples.evaluation import encoding_of
from tests.support.command_line import lernmi


@pytest.fixture(autouse=True)
def in_a_folder_with_networks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my.csv").write_text("size,mood\n1,good\n2,bad\n3,good\n", encoding="utf-8")
    for name, data in (("xor", datasets.load("xor")), ("my", datasets.load("my.csv"))):
        assignment = assignment_for(data, epochs=1, layers="2-2-1" if name == "xor" else "1-2-1")
        assignment.fit()
        assignment.network.save(f"{name}.json")


@pytest.mark.parametrize("form", translate.FORMATS)
@pytest.mark.parametrize("words, data", [(["xor.json"], "xor"), (["my.json", "my.csv"], "my.csv")])
def test_every_format_is_what_python_gives_with_the_samples(form: str, words: List[str], data: str) -> None:
    run = lernmi("export", *words, "--to", form)
    network = package.load(words[0])
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == translate.export(network, form, encoding_of(network).samples(datasets.load(data)))


def test_without_a_format_it_is_pytorch_and_without_known_data_there_are_no_samples() -> None:
    assert lernmi("export", "my.json").stdout == translate.export(package.load("my.json"), "pytorch", ())


def test_in_a_file_which_is_replaced_only_where_it_is_an_export() -> None:
    run = lernmi("export", "xor.json", "--to", "notebook", "--save", "net.ipynb")
    assert (run.returncode, run.stdout) == (0, "Saved as net.ipynb.\n")
    assert json.loads(Path("net.ipynb").read_text(encoding="utf-8"))["nbformat"] == 4
    assert lernmi("export", "xor.json", "--to", "notebook", "--save", "net.ipynb").returncode == 0
    refused = lernmi("export", "xor.json", "--to", "csv", "--save", "my.csv")
    assert refused.returncode == 2 and "my.csv is there already" in refused.stderr
    assert Path("my.csv").read_text(encoding="utf-8").startswith("size,mood")
    assert lernmi("export", "xor.json", "--to", "csv", "--save", "my.csv", "--force").returncode == 0


@pytest.mark.parametrize("words, sentence", [
    ("export", "required: NET.JSON"), ("export nothere.json", "nothere.json can't be read"),
    ("export xor.json --to svg", "invalid choice: 'svg'"), ("export my.csv", "it is no saved network"),
    ("export xor.json --save nodir/net.py", "there is no folder"),
    ("export xor.json --save .", "no ordinary file"),
    ("export xor.json iris", "iris has 4 input columns"), ("export xor.json irs", "did you mean iris?")])
def test_wrong_use(words: str, sentence: str) -> None:
    run = lernmi(*words.split())
    assert (run.returncode, run.stdout) == (2, "") and sentence in run.stderr and run.stderr.count("\n") == 1

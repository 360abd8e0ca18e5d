"""Every command that takes an example takes a saved network with its data as well."""

import json
from pathlib import Path
from typing import List

import pytest

import lernmi as package
from lernmi import Dense, Network, datasets, trace
from lernmi.examples.assignment import assignment_for
from lernmi.examples.evaluation import encoding_of
from tests.support.command_line import lernmi
from tests.support.slow import slow

COMMANDS = ["show", "trace", "why", "check", "step", "unroll"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """It has iris.json, trained with a shipped set, and my.json, trained with a file."""
    folder = tmp_path_factory.mktemp("networks")
    (folder / "my.csv").write_text("size;colour;mood\n1,5;red;good\n2,5;blue;bad\n3,5;red;good\n0,5;blue;bad",
                                   encoding="utf-8")
    for name, data in (("iris", datasets.load("iris")), ("my", datasets.load(folder / "my.csv"))):
        assignment = assignment_for(data, epochs=1, layers="4-2-3" if name == "iris" else "3-2-1")
        assignment.fit()
        assignment.network.save(folder / f"{name}.json")
    return folder


@pytest.fixture(autouse=True)
def in_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def words_of(command: str, *words: str) -> List[str]:
    return [command, *words, *(["hidden[0]"] if command == "why" else [])]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("words", [["iris.json", "iris"], ["iris.json"], ["my.json", "my.csv"]], ids=" ".join)
def test_every_command_takes_a_network_with_data_and_a_sample(command: str, words: List[str]) -> None:
    default, chosen = (lernmi(*words_of(command, *words), *sample, typed="quit\n")
                       for sample in ([], ["--sample", "3"]))
    assert [(run.returncode, run.stderr) for run in (default, chosen)] == [(0, "")] * 2
    if command != "unroll":
        assert "Sample 0: inputs" in default.stdout and "Sample 3: inputs" in chosen.stdout
    assert default.stdout != chosen.stdout


@pytest.mark.parametrize("words", [
    "why iris.json iris --sample 7 hidden[0]", "why --sample 7 iris.json iris hidden[0]",
    "why iris.json --sample 7 iris hidden[0]", "why iris.json iris hidden[0] --sample 7",
    "why iris.json hidden[0] --sample 7", "why iris.json --sample 7 hidden[0]"])
def test_arguments_and_options_in_any_order(words: str) -> None:
    run = lernmi(*words.split())
    network = package.load("iris.json")
    encoding = assignment_for(datasets.load("iris"), epochs=1).encoding
    sample = encoding.samples(datasets.load("iris"))[7]
    sensitivity = trace(network, *sample).why("hidden[0]").sensitivity
    assert f"Sensitivity of hidden[0] = ∂loss/∂hidden[0] = {sensitivity:.4g}".lower() in run.stdout.lower()


def test_the_steps_sample_is_introduced_with_the_networks_answer() -> None:
    out = lernmi("show", "iris.json", "--sample", "60").stdout.splitlines()
    assert out[0] == "iris.json: a saved network. Source: iris."
    network = package.load("iris.json")
    outputs = network.predict(encoding_of(network).inputs(datasets.load("iris").rows[60]))
    answer = network.classes[outputs.index(max(outputs))]
    right = "which is right" if answer == "versicolor" else "right is versicolor"
    assert any(line.startswith(f"It answers {answer}") and right in line for line in out[:4])


def test_show_needs_no_data_and_shows_the_weights() -> None:
    run = lernmi("show", "my.json")
    assert (run.returncode, run.stderr) == (0, "") and "Sample" not in run.stdout
    weight = package.load("my.json").weight("hidden.weight[0,0]").value
    assert f"{weight:.4g}" in run.stdout


def test_the_rate_is_that_of_training_unless_another_is_chosen() -> None:
    rate = package.load("iris.json").trained["rate"]        # type: ignore[index]
    assert f" − {rate:g} × " in lernmi("trace", "iris.json").stdout
    assert " − 0.25 × " in lernmi("trace", "iris.json", "--rate", "0.25").stdout


def test_more_epochs_of_a_saved_network_and_of_an_example() -> None:
    before = Path("my.json").read_bytes()
    out = lernmi("show", "my.json", "my.csv", "--epochs", "2").stdout
    assert Path("my.json").read_bytes() == before
    assert "Trained for 2 more epochs." in out and out != lernmi("show", "my.json", "my.csv").stdout
    out = lernmi("show", "xor", "--epochs", "1").stdout
    assert "Trained for 1 epoch." in out.splitlines() and out != lernmi("show", "xor").stdout


def test_what_to_try_next_names_the_data_and_the_sample() -> None:
    out = lernmi("trace", "xor", "--sample", "2", "--epochs", "3", "--seed", "5").stdout
    assert "Trained for 3 epochs." in out
    more = lernmi("why", "my.json", "my.csv", "hidden[0]", "--sample", "2").stdout
    assert "Sample 2: inputs" in more


def test_a_network_that_needs_a_batch_is_shown_with_one() -> None:
    run = lernmi("train", "iris", "--layers", "batchnorm, dense 3", "--batch", "10", "--epochs", "1",
                 "--save", "batch.json")
    assert run.returncode == 0
    out = lernmi("why", "batch.json", "output[0]#sample2", "--sample", "4").stdout
    assert "Sample 4 (#sample1): inputs" in out and "(#sample2): inputs" in out


@pytest.mark.parametrize("words, sentence", [
    ("trace my.json", "which data? Add a data set or a file: lernmi trace my.json my.csv"),
    ("why my.json hidden[0]", "lernmi why my.json my.csv 'hidden[0]'"),
    ("show my.json --sample 1", "which data?"), ("show my.json --epochs 1", "which data?"),
    ("trace my.json my.csv --sample 4", "my.json has no sample 4: try --sample 0 to 3"),
    ("trace my.json my.csv --sample -1", "has no sample -1"),
    ("trace my.json iris", "iris has 4 input columns"), ("trace my.json nothere.csv", "there is no file"),
    ("why my.json my.csv hiden[0]", "did you mean hidden[0]?"),
    ("show nothere.json", "nothere.json can't be read"), ("show my.csv", "it is no saved network"),
    ("show my.json --seed 2", "a saved network has its weights already: leave out --seed"),
    ("show xor iris", "xor is an example, with samples of its own: leave out iris"),
    ("show my.json my.csv --epochs 0", "the number of epochs must be at least 1"),
    ("show xor --epochs -1", "the number of epochs must be at least 1"),
    ("check my.json my.csv --save nodir/x.txt", "there is no folder"),
    ("step my.json my.csv --rate -1", "rate"), ("show irs.json", "irs.json can't be read")])
def test_wrong_use(words: str, sentence: str) -> None:
    run = lernmi(*words.split())
    assert (run.returncode, run.stdout) == (2, "") and sentence in run.stderr and run.stderr.count("\n") == 1


def test_a_recording_is_stepped_through_and_no_network() -> None:
    network = Network(2, Dense(1), seed=1)
    trace(network, [0, 1], [1]).save("step.jsonl")
    assert lernmi("step", "step.jsonl", typed="quit\n").returncode == 0
    assert "it is no saved network, but a recording" in lernmi("show", "step.jsonl").stderr
    for words in (["--sample", "1"], ["--epochs", "2"], ["my.csv"], ["--rate", "1"], ["--seed", "2"]):
        run = lernmi("step", "step.jsonl", *words)
        assert run.returncode == 2 and "a recording can't be run otherwise" in run.stderr


OPTIONS = ["noise", "delimiter", "header", "targets", "labels", "encoding", "name", "like"]


@pytest.mark.parametrize("value", ["null", '["x"]', *map(slow, ("3", "-1", "0.5", "[]", "[[]]", "{}", '"x"',
                                                               '"["', "true"))])
@pytest.mark.parametrize("key", ["data", "seed", "validation", "rate", "batch_size", "reading", *OPTIONS])
def test_what_a_file_says_of_its_training_may_be_anything(key: str, value: str) -> None:
    """It is answered or refused, in a sentence."""
    name, data = ("my.json", "my.csv") if key in ("reading", *OPTIONS) else ("iris.json", "iris")
    network = package.load(name)
    entry = json.loads(value)
    changed = {"reading": {key: entry}} if key in OPTIONS else {key: entry}
    network.trained = {**(network.trained or {}), **changed}
    network.save("changed.json")
    for words in (["evaluate", "changed.json", data], ["evaluate", "changed.json"],
                  ["step", "changed.json", data], ["export", "changed.json"]):
        run = lernmi(*words, typed="quit\n")
        assert (run.returncode, run.stderr) == (0, "") or (run.returncode, run.stderr.count("\n")) == (2, 1)


def test_how_the_data_of_training_was_read_counts_for_that_data_alone() -> None:
    words = ["train", "circle", "--count", "30", "--noise", "0.1", "--epochs", "1", "--save", "circle.json"]
    assert lernmi(*words).returncode == 0
    assert "30 samples" not in lernmi("evaluate", "circle.json", "spiral").stdout
    assert "Learned from: 24 samples" in lernmi("evaluate", "circle.json").stdout
    Path("points.csv").write_text("x1,x2,color\n1,2,blue\n5,5,orange\n", encoding="utf-8")
    assert "points.csv: 2 samples" in lernmi("evaluate", "circle.json", "points.csv").stdout


@pytest.mark.parametrize("damage", ["", "{", '{"format": "lernmi network"}', "[1, 2]", '{"a": 1}'])
@pytest.mark.parametrize("command", ["show", "evaluate", "predict", "export", "step"])
def test_a_damaged_file_is_refused_in_one_sentence(damage: str, command: str) -> None:
    Path("bad.json").write_text(damage, encoding="utf-8")
    run = lernmi(command, "bad.json", "my.csv")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1 and "bad.json" in run.stderr

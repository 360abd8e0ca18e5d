"""Files that are damaged, hostile or something else: one sentence says what is wrong, and where."""

import json
import os
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest

import lernmi
from lernmi import (
    Attention,
    BadInput,
    BatchNorm,
    Convolution,
    Dense,
    MaxPool,
    Network,
    Recurrent,
    Residual,
    trace,
)
from lernmi.examples import EXAMPLES
from lernmi.storage.network_file import is_saved_network
from tests.support.recordings import saved as saved_recording
from tests.support.slow import slow

Content = Dict[str, Any]


def a_network() -> Network:
    return Network(2, Dense(3), Residual(Dense(3), name="around"), Dense(2, weights=[[0.5] * 3] * 2),
                   classes=["no", "yes"], seed=1)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("saved") / "net.json"
    a_network().save(path)
    return path.read_text(encoding="utf-8")


def sentence_for(data: Any, path: Path) -> str:
    """The sentence with which a file is refused; without its name."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(BadInput) as caught:
        lernmi.load(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ") and sentence.isprintable()
    assert len(sentence) < 500 + len(str(path))
    assert sentence.endswith((".", "?"))
    return sentence[len(f"{path}: "):]


# ---- what is no saved network

NONE = 'it is no saved network, which is JSON with "format": "lernmi network" in it'


@pytest.mark.parametrize("data, sentence", [
    (b"", "it is no saved network: it is empty."),
    (b" \n ", "it is no saved network: it is empty."),
    (b"hello\n", f"{NONE}."),
    (b"a,b\n1,2\n", f"{NONE}."),
    (b"[1, 2]", f"{NONE}."), (b"3", f"{NONE}."), (b"null", f"{NONE}."), (b"{}", f"{NONE}."),
    (b'{"format": "something else"}', f'{NONE}, not "something else".'),
    (b'{"format": ["lernmi network"]}', f"{NONE}, not a list."),
    (b'{"format": "lernmi trace", "version": 1}',
     "it is no saved network, but a recording of a step: lernmi.Trace.load(path) loads it."),
    (b"\x80\x04\x95", "it is no saved network: it is a pickle, which only Python's pickle.load reads."),
    (b"\x1f\x8b\x08", "it is no saved network: it is compressed by gzip."),
    ('{"format": "lernmi network"}'.encode("utf-16"), "it is no saved network: it is text in UTF-16."),
    ('{"name": "é"}'.encode("latin-1"), "it is no saved network: it is no text in UTF-8."),
    (b"\x00" * 100, f"{NONE}."),
    (b"[" * 1_000_000, "it is nested too deeply."),
    (b'{"a":' * 1_000_000, "it is nested too deeply."),
    (b'{"format": "lernmi network", "version": 1}', 'the file lacks "shape".'),
    (b'{"format": "lernmi network"}', "version must be a whole number from 1 to 1,000,000,000, not null."),
    (b'{"format": "lernmi network", "version": true}',
     "version must be a whole number from 1 to 1,000,000,000, not true."),
    (b'{"format": "lernmi network", "version": 2}',
     "it was saved by a newer lernmi (format 2; this one reads 1): try to upgrade lernmi."),
])
def test_what_is_no_saved_network(data: bytes, sentence: str, tmp_path: Path) -> None:
    assert sentence_for(data, tmp_path / "file") == sentence


def test_a_recording_says_what_it_is(tmp_path: Path) -> None:
    recording = saved_recording(trace(EXAMPLES["xor"].network(), [0, 1], [1]), tmp_path).read_bytes()
    assert "but a recording of a step: lernmi.Trace.load" in sentence_for(recording, tmp_path / "file")


def test_a_byte_order_mark_does_no_harm(text: str, tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.write_text(text, encoding="utf-8-sig")
    assert lernmi.load(path).predict([0.1, 0.2]) == a_network().predict([0.1, 0.2])


def test_a_folder_a_pipe_and_what_cant_be_read(tmp_path: Path) -> None:
    paths: List[Any] = [tmp_path, tmp_path / "none", "a\0b", 3, None]
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
        paths.append(tmp_path / "pipe")
    for path in paths:
        with pytest.raises(BadInput) as caught:
            lernmi.load(path)
        assert "\n" not in str(caught.value)
        assert not isinstance(path, Path) or not is_saved_network(path)


def test_a_file_of_gigabytes_that_are_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    with path.open("wb") as file:
        file.truncate(2 ** 40)
    with pytest.raises(BadInput, match="is larger than 268,435,456 bytes"):
        lernmi.load(path)


def test_a_truncated_file(text: str, tmp_path: Path) -> None:
    for length in (60, 200, 500, len(text) // 2, len(text) - 4):
        sentence = sentence_for(text[:length], tmp_path / "file")
        assert sentence.startswith("it is damaged: line ") and "the end of the file is missing" in sentence
    twice = sentence_for(text.replace("[0.5,", "[0.5,,"), tmp_path / "file")
    assert twice.startswith("it is damaged: line 42 is not JSON from column 14 on") and "missing" not in twice
    assert sentence_for(text + "}", tmp_path / "file").startswith("it is damaged: line ")


# ---- what is in it

def put(*keys_and_value: Any) -> Callable[[Content], None]:
    """The change that puts a value where the keys lead."""
    *keys, last, value = keys_and_value

    def change(content: Content) -> None:
        place: Any = content
        for key in keys:
            place = place[key]
        place[last] = value
    return change


def remove(*keys: Any) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        place: Any = content
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]
    return change


ROW = ("layers", 0, "weights", 1)
ENCODING = lernmi.datasets.load("iris").encoding().to_json()
CASES: List[Tuple[Callable[[Content], None], str]] = [
    (put(*ROW, 0, "0.5"), 'layers[0].weights[1][0] is "0.5", which isn\'t where a weight before it is: '),
    (put(*ROW, 0, True), "layers[0].weights[1][0] is true, where a number must be."),
    (put(*ROW, 0, None), "layers[0].weights[1][0] is null, where a number must be."),
    (put(*ROW, 0, {}), "layers[0].weights[1][0] is an object, where a number must be."),
    (put(*ROW, 0, float("nan")), "layers[0].weights[1][0] is no finite number: it is NaN."),
    (put(*ROW, 0, float("-inf")), "layers[0].weights[1][0] is no finite number: it is larger than a float"),
    (put(*ROW, 0, 10 ** 400), "layers[0].weights[1][0] is no finite number: it is larger than a float"),
    (put(*ROW, [0.1]), "layers[0].weights[1] has 1 entries, but layers[0].weights[0] has 2 entries"),
    (put(*ROW, 0.1), "layers[0].weights[1] is a number, but layers[0].weights[0] has 2 entries"),
    (put(*ROW, 0, [0.1]), "layers[0].weights[1][1] is a number, but layers[0].weights[1][0] has 1 entries"),
    (put(*ROW, [[[[[0.1]]]]]), "layers[0].weights[1][0][0][0] is a list, where a number must be."),
    (put("layers", 0, "weights", [[0.1]] * 3), "layers: hidden.weight[0,0..1] needs 2 entries"),
    (put("layers", 0, "weights", [[0.1, 0.1]]), "layers: hidden.weight[0..2] needs 3 entries"),
    (put("layers", 0, "weights", []), "layers: hidden.weight[0..2] needs 3 entries"),
    (put("layers", 0, "weights", "uniform"), 'layers[0].weights must be a list, […], not "uniform".'),
    (put("layers", 0, "weights", 0.5), "layers[0].weights must be a list, […], not 0.5."),
    (put("layers", 0, "weights", "none"), 'layers[0].weights must be a list, […], not "none".'),
    (put("layers", 0, "biases", None), "layers[0].biases must be a list, […], not null."),
    (put("layers", 0, "biases", 0, "layers[0].biases[0]"), 'layers[0].biases[0] is "layers[0].biases[0]", w'),
    (put("layers", 0, "biases", 0, "layers[0].biases"), 'layers[0].biases[0] is "layers[0].biases", which i'),
    (put("layers", 0, "biases", 0, "layers[0].weights[9][0]"), "which isn't where a weight before it is"),
    (put("layers", 0, "size", 10 ** 9), "layers[0]: the size of a Dense layer must be at most 100,000,000"),
    (put("layers", 0, "size", 10 ** 8), "layers: hidden.weight[0..99999999] needs 100000000 entries"),
    (put("layers", 0, "size", 2.5), "layers[0]: the size of a Dense layer must be a whole number, not 2.5."),
    (put("layers", 0, "size", [1]), "layers[0]: the size of a Dense layer must be a whole number, not [1]."),
    (put("layers", 0, "siez", 3), 'layers[0] has a key "siez", which means nothing there: did you mean size'),
    (remove("layers", 0, "size"), 'layers[0] lacks "size".'),
    (remove("layers", 0, "weights"), 'layers[0] lacks "weights".'),
    (remove("layers", 0, "type"), "layers[0].type must be text, not null."),
    (put("layers", 0, "type", "Desne"), "layers[0].type: no layer is called 'Desne': did you mean Dense?"),
    (put("layers", 0, "type", "os.system"), "layers[0].type: no layer is called 'os.system': there is "),
    (put("layers", 0, "type", "State"), "layers[0].type: no layer is called 'State'"),
    (put("layers", 0, "activation", "sigmod"), "layers[0]: no activation is called 'sigmod': did you mean s"),
    (put("layers", 0, "activation", [1]), "layers[0]: the activation must be a name"),
    (put("layers", 0, "name", 3), "layers[0].name must be text, not 3."),
    (put("layers", 0, "name", "a" * 10 ** 6), "layers[0].name has 1,000,000 characters: 100 are the most."),
    (put("layers", 0, "name", "a->b"), "layers: the name 'a->b[0]' can't be used"),
    (put("layers", 0, "name", "\ud800"), "layers: the name of a layer can't be"),
    (put("layers", 0, "layers[1]"), 'layers[0] is "layers[1]", which isn\'t where a layer before it is'),
    (put("layers", 0, None), "layers[0] must be an object, {…}, not null."),
    (put("layers", 1, "layers", 0, "size", 0), "layers[1].layers[0]: the size of a Dense layer must be at l"),
    (put("layers", 1, "layers", []), "layers[1]: Residual needs at least one layer"),
    (put("layers", {}), "layers must be a list, […], not an object."),
    (put("layers", []), "layers: a network needs at least one layer"),
    (put("shape", [10 ** 9]), "shape: each entry of the number of inputs must be at most 100,000,000"),
    (put("shape", [10 ** 8]), "shape: it has more than 200,000 neurons"),
    (put("shape", [10 ** 4, 10 ** 4]), "shape: it has more than 200,000 neurons"),
    (put("shape", "2"), "shape: each entry of the number of inputs must be a whole number"),
    (put("shape", [3]), "layers: hidden.weight[0,0..2] needs 3 entries, but 2 were given."),
    (put("shape", [True]), "shape: each entry of the number of inputs must be a whole number"),
    (put("loss", "squared"), "loss: no loss is called 'squared': did you mean squared_error?"),
    (put("loss", "gaussian_nll(variance=-1)"), "loss: the variance must be above 0, not -1"),
    (put("loss", "gaussian_nll(variance=nan)"), "loss: the variance is nan"),
    (put("loss", "huber(label_smoothing=0.1)"), "loss: no cross-entropy is called 'huber'"),
    (put("loss", "huber(variance=0.1)"), "loss: no loss with a variance is called 'huber'"),
    (put("loss", ["huber"]), "loss: the name of the loss must be text, not a list."),
    (put("classes", ["a"]), "classes: the network has 2 outputs, for 2 classes, but there are 1"),
    (put("classes", "ab"), "classes: the classes must be a list of names"),
    (put("classes", ["a", 2]), "classes: the name of a class must be text, not 2."),
    (put("encoding", 3), "encoding: an encoding needs the entries shape, inputs, features, targets, and"),
    (put("encoding", ENCODING), "encoding: it is for 4 inputs, but the network has 2."),
    (put("trained", 3), "trained must be an object, {…}, not 3."),
    (put("trained", {"a": [1.0, float("nan")]}), "trained.a[1] is no finite number: it is NaN."),
    (put("random", [2, [], None]), "random must have 3 entries, of which the first is 3, not 3 and 2."),
    (put("random", []), "random must have 3 entries, of which the first is 3, not 0."),
    (put("random", 1, []), "random[1] must have 625 entries, not 0."),
    (put("random", 1, 7, -1), "random[1][7] must be a whole number from 0 to 4,294,967,295, not -1."),
    (put("random", 1, 624, 625), "random[1][624] must be a whole number from 0 to 624, not 625."),
    (put("random", 2, "x"), 'random[2] is "x", where a number must be.'),
    (put("fixed", ["layers[7].biases"]), 'fixed[0] is "layers[7].biases", which isn\'t where a weight'),
    (put("fixed", [3]), "fixed[0] must be text, not 3."),
    (put("fixed", "layers[0].biases"), 'fixed must be a list, […], not "layers[0].biases".'),
    (put("weight_names", {"layers[0].biases[7]": "a"}), "a key of weight_names is "),
    (put("weight_names", {"layers[0].biases[0]": 3}), "must be text, not 3."),
    (put("weight_names", {"layers[0].biases[0]": "hidden[0]"}), "a weight and a neuron are both called"),
    (put("weight_names", {"layers[0].biases[0]": "\ud800"}), "the name of a weight can't be"),
    (put("neuron_names", {"hiden[0]": "a"}), "neuron_names: no neuron is called 'hiden[0]': did you mean hi"),
    (put("neuron_names", {"hidden[0]": "hidden[1]"}), "neuron_names: two neurons have the same name."),
    (put("neuron_names", {"hidden[0]": 3}), "neuron_names: the name of hidden[0] must be text, not 3."),
    (put("extra", 1), 'the file has a key "extra", which means nothing there: '),
    (put("a\nb" * 1000, 1), 'the file has a key "a\\nba\\nb'),
    (remove("loss"), 'the file lacks "loss".'), (remove("random"), 'the file lacks "random".'),
]


@pytest.mark.parametrize("change, sentence", CASES, ids=[sentence[:40] for _, sentence in CASES])
def test_each_wrong_value_is_named_with_its_place(change: Callable[[Content], None], sentence: str, text: str,
                                                 tmp_path: Path) -> None:
    content = json.loads(text)
    change(content)
    assert sentence in sentence_for(json.dumps(content), tmp_path / "file")


def test_a_number_with_a_huge_exponent_and_a_key_that_is_there_twice(text: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    for number in ("1e400", f"1{'0' * 100_000}"):
        assert "layers[2].weights[0][0] is no finite number" in sentence_for(
            text.replace("[0.5,", f"[{number},"), path)
    assert sentence_for(text.replace('"size": 3', '"size": 3, "size": 3', 1), path) == (
        'it is damaged: an object has the key "size" twice.')


# ---- what would take long or much memory

def content_of(network: Network, folder: Path) -> Content:
    network.save(folder / "net.json")
    content: Content = json.loads((folder / "net.json").read_text())
    return content


@pytest.mark.parametrize("network, changes, sentence", [
    slow(lambda: Network((2, 2), Convolution(1, 1, padding=1)), {"padding": [10 ** 8] * 2},
         "more than 200,000 neurons"),
    (lambda: Network((2, 2), MaxPool(2, padding=1)),
     {"size": [10 ** 8] * 2, "padding": [5 * 10 ** 7] * 2}, ""),
    (lambda: Network((2, 2), MaxPool(1)), {"stride": [1, 10 ** 30]}, "must be at most 100,000,000"),
    (lambda: Network((2, 2), Convolution(1, 1)), {"channels": 10 ** 8}, "needs 100000000 entries"),
    (lambda: Network((2, 2), Recurrent(2)), {"size": 10 ** 8}, "needs 100000000 entries"),
    (lambda: Network((2, 2), Attention(2)), {"size": 10 ** 8, "heads": 10 ** 8}, "needs 100000000 entries"),
    (lambda: Network(2, BatchNorm(), Dense(1)), {"running_means": [0.0] * 1000}, "needs 2 entries"),
])
def test_what_claims_to_be_large_is_refused_at_once(network: Callable[[], Network], changes: Dict[str, Any],
                                                    sentence: str, tmp_path: Path) -> None:
    content = content_of(network(), tmp_path)
    content["layers"][0].update(changes)
    path = tmp_path / "file"
    if sentence:
        assert sentence in sentence_for(json.dumps(content), path)
    else:
        path.write_text(json.dumps(content))
        assert lernmi.load(path).predict([[1, 2], [3, 4]]) == [4.0] * 4


def test_layers_within_layers_and_many_layers_are_refused(tmp_path: Path) -> None:
    content = content_of(Network(1, Residual(Dense(1))), tmp_path)
    layer = content["layers"][0]
    for _ in range(25):
        layer = {"type": "Residual", "layers": [layer]}
    content["layers"] = [layer]
    assert "is nested too deeply: 20 layers in one another are the most." in sentence_for(
        json.dumps(content), tmp_path / "file")
    content["layers"] = [{"type": "Softmax"}] + ["layers[0]"] * 100_000
    assert "is one layer too many: 1,000 are the most" in sentence_for(json.dumps(content), tmp_path / "file")
    content["layers"] = [{"type": "Softmax"}] * 1_100
    assert "layers[1000] is one layer too many" in sentence_for(json.dumps(content), tmp_path / "file")

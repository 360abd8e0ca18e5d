"""How a script reads a user's own file: as the network's encoding does, to the last bit."""

import csv
from pathlib import Path
from typing import Any, Dict, List

import pytest

from lernmi import Dense, Network, datasets
from lernmi.datasets.dataset import Dataset
from lernmi.datasets.encoding import Encoding
from lernmi.translate.pytorch.reading import reading_lines

SURVEY = """size;color;tall;species
1,5;red;yes;cat
2,5;blue;no;dog
0,25;red;no;cat
3,0;green;yes;dog
2,0;blue;yes;bird
"""


class Torch:
    """In place of PyTorch: a tensor is a list."""

    @staticmethod
    def tensor(rows: List[Any]) -> List[Any]:
        return rows


def network_of(encoding: Encoding, loss: str = "squared_error") -> Network:
    return Network(encoding.shape if len(encoding.shape) > 1 else encoding.shape[0],
                   Dense(len(encoding.target_names), "identity"), loss=loss, encoding=encoding, seed=1)


def functions(network: Network) -> Dict[str, Any]:
    """What the script defines for reading, which PyTorch isn't needed for."""
    names: Dict[str, Any] = {"torch": Torch}
    exec("import csv, math, sys\n" + "\n".join(reading_lines(network)), names)
    return names


def check(dataset: Dataset, encoding: Encoding) -> None:
    encoded = functions(network_of(encoding))["encoded"]
    for row, (inputs, targets) in zip(dataset.rows, encoding.samples(dataset)):
        assert encoded([cell if isinstance(cell, str) else repr(cell) for cell in row]) == (inputs, targets)


@pytest.mark.parametrize("name", ["iris", "digits", "circle", "plane", "xor"])
def test_rows_are_encoded_as_for_training(name: str) -> None:
    dataset = datasets.load(name)
    check(dataset, dataset.encoding())


@pytest.mark.parametrize("scaling", ["standard", "none"])
def test_scaling_and_features_are_written_out(scaling: str) -> None:
    dataset = datasets.load("circle")
    encoding = dataset.encoding(scaling=scaling, features=["x1", "x1²", "x1·x2", "sin x2"])
    check(dataset, encoding)
    code = "\n".join(reading_lines(network_of(encoding)))
    assert "x = [x[0], x[0] * x[0], x[0] * x[1], math.sin(x[1])]" in code


def test_a_file_is_read_with_its_separators_and_its_columns_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8-sig")
    dataset = datasets.load(str(path))
    encoding = dataset.encoding()
    read = functions(network_of(encoding, "softmax_cross_entropy"))["read"]
    expected = encoding.samples(dataset)
    assert list(zip(*read(str(path)))) == expected
    rows: List[List[str]] = list(csv.reader(SURVEY.replace(",", ".").splitlines(), delimiter=";"))
    path.write_text("\n".join(",".join([row[3], row[0], row[2], "more", row[1]]) for row in rows).replace(
        "more", "colour", 1), encoding="utf-8")
    assert list(zip(*read(str(path)))) == expected


def test_what_was_never_seen_and_a_missing_cell_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    read = functions(network_of(datasets.load(str(path)).encoding(), "softmax_cross_entropy"))["read"]
    for line, sentence in (("1;red;yes;bear", "line 7: 'bear' is no class: bird, cat, dog"),
                           ("1;pink;yes;cat", "line 7: 'pink' wasn't among the training data: blue"),
                           ("1;red;yes", "line 7: 3 cells, where there must be 4"),
                           (";red;yes;cat", "line 7: could not convert string to float")):
        path.write_text(SURVEY + line + "\n", encoding="utf-8")
        with pytest.raises(SystemExit, match=sentence):
            read(str(path))


def test_a_class_of_a_single_output_has_the_target_that_the_loss_takes() -> None:
    network = network_of(Encoding.from_json({
        "shape": [1], "inputs": [{"name": "a", "offset": 0.0, "scale": 1.0}], "features": [],
        "targets": [{"name": "b", "categories": ["no", "yes"], "single": True}]}), "hinge")
    assert len(network.outputs) == 1
    assert functions(network)["encoded"](["1", "no"])[1] == [-1.0]

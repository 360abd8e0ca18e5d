"""The file of a user's numbers: CSV as a spreadsheet, a hand or a program writes it, or JSON."""

from pathlib import Path
from typing import Any

import pytest

from lernmi import BadInput
from lernmi.examples import EXAMPLES
from lernmi.teaching.diagnosis.numbers_file import GRADIENTS, NEW_WEIGHTS, read_numbers, write_template

NAMED = {"w1": "0.0822", "w2": "-0.5"}


def read(path: Path, text: str, what: str = "") -> Any:
    path.write_text(text, encoding="utf-8")
    return read_numbers(path, what)


@pytest.mark.parametrize("text, what, values", [
    ("weight,gradient\nw1,0.0822\nw2,-0.5\n", GRADIENTS, NAMED),
    ("w1,0.0822\nw2,-0.5\n", GRADIENTS, NAMED),
    ("Gewicht;Gradient\nw1;0,0822\nw2;-0,5\n", GRADIENTS, NAMED),
    ("w1;0,0822\nw2;\u22120,5\n", GRADIENTS, NAMED),
    ("w1\t0.0822\nw2\t-0.5\n", GRADIENTS, NAMED),
    ("weight,value,gradient\nw1,0.15,0.0822\nw2,0.2,-0.5\nw3,0.25,\n", GRADIENTS, NAMED),
    ("weight,new\nw1,0.0822\nw2,-0.5\n", NEW_WEIGHTS, NAMED),
    ("weight,value,gradient,new\nw1,0.15,,0.0822\nw2,0.2,,-0.5\n", NEW_WEIGHTS, NAMED),
    ('"hidden.weight[0,0]",0.10\n"hidden.bias[0]",0.2\n', GRADIENTS,
     {"hidden.weight[0,0]": "0.10", "hidden.bias[0]": "0.2"}),
    ("0,0.10\n1,0.2\n", GRADIENTS, {"0": "0.10", "1": "0.2"}),
    ("0.10\n0.2\n1e-3\n", GRADIENTS, ["0.10", "0.2", "1e-3"]),
    ("gradient\n0.10\n0.2\n", GRADIENTS, ["0.10", "0.2"]),
    ("0.1,0.2,0.3\n", GRADIENTS, ["0.1", "0.2", "0.3"]),
    ("0.1,0.2,0.3\n0.4,0.5,0.6\n", GRADIENTS, [["0.1", "0.2", "0.3"], ["0.4", "0.5", "0.6"]]),
    ('{"0.weight": [[0.10, 2]], "0.bias": [1e-3]}', GRADIENTS,
     {"0.weight": [["0.10", "2"]], "0.bias": ["1e-3"]}),
    ('{"new_weights": [0.1, 0.2]}', NEW_WEIGHTS, ["0.1", "0.2"]),
    ("[[0.1], [0.2]]", GRADIENTS, [["0.1"], ["0.2"]])])
def test_what_is_written_is_read_digit_by_digit(text: str, what: str, values: Any, tmp_path: Path) -> None:
    assert read(tmp_path / "numbers.csv", text) == (what, values)


def test_what_the_numbers_are_can_be_said(tmp_path: Path) -> None:
    assert read(tmp_path / "n.csv", "w1,0.1\n", NEW_WEIGHTS).what == NEW_WEIGHTS


@pytest.mark.parametrize("text, sentence", [
    ("weight,gradient\nw1,\nw2,\n", "no number in its column 'gradient'"),
    ("weight,gradient\nw1,0.1\nw2,abc\n", "line 3, column 'gradient': 'abc' is no finite number"),
    ("w1,0.1\nw1,0.2\n", "line 2, column 1: there are two numbers for 'w1'"),
    ("a,b,c,d\nw1,1,2,3\n", "which holds the numbers?"),
    ("w1,0,0822\n", "which holds the numbers?"),
    ("weight,gradient\nb,0.1\nhidden.weight[0,1],0.2\n", "line 3: hidden.weight[0,1] has a comma, and names "
     "with a comma need quotes, or use semicolons"),
    ("0.2,w[1,2]\n", "line 1: w[1,2] has a comma"),
    ("", "is empty"), ("[1, 2", "line 1: this is no JSON"), ("[NaN]", "NaN is no finite number"),
    ("[" * 100_000, "")])
def test_what_cannot_be_read_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read(tmp_path / "n.csv", text)
    assert sentence in str(caught.value) and str(caught.value).endswith(".")


def test_a_template_has_all_names_and_replaces_only_what_nobody_has_filled_in(tmp_path: Path) -> None:
    path, network = tmp_path / "n.csv", EXAMPLES["xor"].network()
    for _ in range(2):
        write_template(network, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 10 and lines[1] == f'"hidden.weight[0,0]",{network.weights[0].value!r},'
    path.write_text("\n".join([*lines[:9], lines[9] + "0.1"]), encoding="utf-8")
    assert read_numbers(path).values == {"output.bias[0]": "0.1"}
    with pytest.raises(BadInput, match="--force"):
        write_template(network, path)
    write_template(network, path, force=True)

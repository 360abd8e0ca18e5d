"""Exported scripts against PyTorch's figures: the code that PyTorch ran is written again, with those numbers.

The last tests run the scripts themselves, where there is PyTorch (see tests/support/interpreters.py).
"""

import csv
import json
import subprocess
from pathlib import Path
from typing import Any, Dict, List

import pytest

from lernmi import GradientDescent
from lernmi.translate import export
from lernmi.translate.pytorch.model import Model, leaves
from tests.pytorch.parts import code_of, numbers_in
from tests.support.exports import ALONE, EPOCHS, LEARNED, RATE, case, cases
from tests.support.interpreters import PYTORCH, needs_pytorch
from tests.support.slow import slow_but

FIGURES: Dict[str, Any] = json.loads(Path(__file__).with_name("exports.json").read_text(encoding="utf-8"))
QUICK = ["layer: convolution of channels", "layer: gru, all states", "layer: attention with heads",
         "layer: max pool with padding", "batch norm and dropout inside", "fixed weights", "a first state",
         "a layer used twice", "a softmax at each step", "mazur", "softmax",
         *(name for name in cases() if name.startswith(("activation", "loss")))]


def alike(one: Any, other: Any) -> bool:
    """Whether nested numbers agree to 1e-10."""
    left, right = list(leaves(one)), list(leaves(other))
    return len(left) == len(right) and all(abs(a - b) <= 1e-10 * max(1.0, abs(b))
                                           for a, b in zip(left, right))


def test_the_file_has_every_case() -> None:
    assert set(FIGURES["proofs"]) == set(cases())
    assert all(proof["largest"] <= 1e-10 for proof in FIGURES["proofs"].values())


@pytest.mark.parametrize("name", slow_but(QUICK, cases()))
def test_a_script_has_the_code_that_pytorch_ran_and_the_numbers_that_it_gave(name: str) -> None:
    network, samples = case(name)
    text, proof = export(network, "pytorch", samples), FIGURES["proofs"][name]
    assert code_of(text) == proof["code"]
    numbers, figures = numbers_in(text), dict(proof["figures"])
    assert alike(numbers["OUTPUTS"], figures.pop("outputs"))
    assert alike(numbers["LOSS"], figures.pop("loss"))
    assert alike(numbers["INPUT_SENSITIVITIES"], figures.pop("sensitivities of the inputs"))
    for key, sensitivities in numbers["SENSITIVITIES"].items():
        assert alike(figures.pop(f"sensitivities of {key}"), sensitivities)
    assert not figures


@pytest.mark.parametrize("name", [*LEARNED, ALONE])
def test_pytorch_goes_on_learning_as_the_original_does_also_with_two_processes(name: str) -> None:
    network, samples = case(name)
    network.fit(samples, epochs=EPOCHS, optimizer=GradientDescent(RATE), batch_size=None, shuffle=False)
    values = Model(network).values
    assert values != Model(case(name)[0]).values
    for processes, parameters in FIGURES["learned"][name].items():
        assert processes in ("1", "2")
        for key, numbers in values.items():
            assert alike(parameters[key], numbers), (processes, key)


# ---- with the real PyTorch ---------------------------------------------------------------------------------

def run(path: Path, *arguments: str, processes: int = 1) -> "subprocess.CompletedProcess[str]":
    several = ["-m", "torch.distributed.run", f"--nproc-per-node={processes}", "--master-port=29632"]
    return subprocess.run([PYTORCH, *(several if processes > 1 else []), path.name, *arguments],
                          cwd=path.parent, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.slow
@needs_pytorch
@pytest.mark.parametrize("name", ["mazur", "batchnorm", "layer: lstm", "fixed weights"])
def test_a_script_proves_itself_and_notices_another_weight(name: str, tmp_path: Path) -> None:
    network, samples = case(name)
    path = tmp_path / "net.py"
    network.export("pytorch", path, samples=samples)
    proof = run(path)
    assert proof.returncode == 0 and proof.stdout.splitlines()[-1].endswith(": the same network.")
    weight = network.weights[0]
    changed = path.read_text(encoding="utf-8").replace(repr(weight.value), repr(weight.value + 1e-6), 1)
    path.write_text(changed, encoding="utf-8")
    proof = run(path)
    assert proof.returncode == 1 and proof.stdout.splitlines()[-1].endswith("NOT THE SAME NETWORK.")


@pytest.mark.slow
@needs_pytorch
def test_it_learns_from_a_file_with_one_process_and_with_two(tmp_path: Path) -> None:
    network, samples = case("fixed weights")
    network.classes = ["no", "yes"]
    network.export("pytorch", tmp_path / "net.py", samples=samples)
    lines: List[List[str]] = [["a", "b", "class"], *([*map(repr, inputs), "yes" if targets[1] else "no"]
                                                     for inputs, targets in samples)]
    with open(tmp_path / "data.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    for processes in (1, 2):
        options = ["--batch", str(len(samples) // processes), "--epochs", "3"]
        learning = run(tmp_path / "net.py", "data.csv", *options, processes=processes)
        epochs = [line for line in learning.stdout.splitlines() if line.startswith("epoch ")]
        assert (learning.returncode, len(epochs)) == (0, 3), learning.stderr
        assert epochs[0].startswith("epoch 1: loss 0.741982")
        assert (tmp_path / "net.pt").stat().st_size


@pytest.mark.slow
@needs_pytorch
@pytest.mark.parametrize("text, sentence", [
    ("", "data.csv: there are no samples in it."), ("a,b\n", "data.csv: there are no samples in it."),
    ("1,2,1,0\n1,x,0,1\n", "data.csv, line 2: could not convert string to float: 'x'."),
    ("1,2,1,0\n\n1,2\n", "data.csv, line 3: 2 cells, but the network takes 2 inputs and 2 targets.")])
def test_a_damaged_file_is_refused_in_a_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    network, samples = case("mazur")
    network.export("pytorch", tmp_path / "net.py", samples=samples)
    (tmp_path / "data.csv").write_text(text, encoding="utf-8")
    learning = run(tmp_path / "net.py", "data.csv")
    assert (learning.returncode, learning.stderr.strip()) == (1, sentence)
    assert "can't be read" in run(tmp_path / "net.py", "nothing.csv").stderr

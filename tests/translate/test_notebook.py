"""The notebook: JSON in the format nbformat 4.5, with the code of the script."""

import json
import subprocess
from pathlib import Path

import pytest

from lernmi.translate import export
from tests.support.exports import case
from tests.support.interpreters import PYTORCH, has, needs_pytorch
from tests.support.networks import INPUTS, TARGETS, mazur

RUN = """\
import nbclient, nbformat
notebook = nbformat.read("net.ipynb", as_version=4)
nbformat.validate(notebook)
nbclient.NotebookClient(notebook, kernel_name="python3").execute()
print(*(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])))
"""


def test_it_is_a_notebook_whose_cells_have_ids_and_compile() -> None:
    notebook = json.loads(export(mazur(), "notebook", [(INPUTS, TARGETS)]))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids) and all(ids)
    for cell in notebook["cells"]:
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | (
            {"execution_count", "outputs"} if cell["cell_type"] == "code" else set())
        if cell["cell_type"] == "code":
            compile("".join(cell["source"]), "a cell", "exec")


def test_its_code_is_that_of_the_script_but_for_the_command_line() -> None:
    script = export(mazur(), "pytorch", [(INPUTS, TARGETS)])
    cells = ["".join(cell["source"]) for cell in json.loads(export(mazur(), "notebook", [(INPUTS, TARGETS)]))[
        "cells"] if cell["cell_type"] == "code"]
    assert [cell in script for cell in cells] == [True] * 5 + [False, True, True, False]
    assert cells[5] == "assert prove(build())" and "argparse" not in "".join(cells)


@pytest.mark.slow
@needs_pytorch
@pytest.mark.parametrize("name", ["mazur", "batchnorm", "a softmax at each step"])
def test_it_runs_from_top_to_bottom(name: str, tmp_path: Path) -> None:
    if not has("nbclient"):
        pytest.skip("nbclient isn't there")
    network, samples = case(name)
    network.export("notebook", tmp_path / "net.ipynb", samples=samples)
    run = subprocess.run([PYTORCH, "-c", RUN], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    assert ": the same network." in run.stdout and "epoch 10: loss " in run.stdout

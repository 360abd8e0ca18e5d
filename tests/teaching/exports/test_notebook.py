"""The notebook: it checks answers without lernmi, and doesn't show the results."""

import contextlib
import io
import json
import re
from typing import Any, Dict, List

import pytest

from lernmi.teaching.exports import export
from lernmi.teaching.exports.notebook import identifier
from tests.support.exercises import EXERCISES, ODD, exercise


def code_cells(text: str) -> List[str]:
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]


def run(text: str, answers: Dict[int, str]) -> List[str]:
    """What the cells print, one after the other, with some answers in the place of the dots."""
    names: Dict[str, Any] = {}
    printed = io.StringIO()
    for code in code_cells(text):
        for number, answer in answers.items():
            code = re.sub(rf"^a{number}( *)= \.\.\.", f"a{number} = {answer}", code, flags=re.MULTILINE)
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "a cell", "exec"), names)
    return printed.getvalue().splitlines()


@pytest.mark.parametrize("name", EXERCISES)
def test_all_right_answers_are_right(name: str) -> None:
    items, words = exercise(name).items, exercise(name).words
    answers = {item.number: f"{item.result:.4g}" for item in items}
    lines = run(export(exercise(name), "notebook"), answers)
    assert [line for line in lines if line.startswith("a")] == [
        f"a{item.number}: {words['export right']}" for item in items]
    numbers = [f"{float(answer):.10g}" for answer in answers.values()]
    assert lines[-1] == ",".join([exercise(name).code, *numbers])


def test_every_kind_of_answer_has_its_verdict() -> None:
    items = exercise("mazur").items
    answers = {1: repr(items[0].result), 2: "1 / (1 + exp(-a1))", 3: f"{-items[2].result:.4g}", 4: "0,62",
               5: f"'{items[4].result:.3f}'.replace('.', ',')", 6: "'?'", 7: repr(1.2 * items[6].result),
               8: repr(1.009 * items[7].result), 9: repr(1.03 * items[8].result), 10: "1j",
               11: "float('nan')"}
    lines = run(export(exercise("mazur"), "notebook"), answers)
    assert lines[:12] == [
        "a1: right", "a2: right", "a3: look at the sign", "a4: write a decimal point: 0.25", "a5: right",
        "a6: this is no number", "a7: look again", "a8: right", "a9: look again", "a10: this is no number",
        "a11: this is no number", "4 of 12 are right."]


def test_no_result_can_be_read_in_it() -> None:
    text = export(exercise("mazur", ODD), "notebook", lambda _: "<svg></svg>")
    results = [f"{abs(item.result):.4g}" for item in exercise("mazur").items]
    assert not [result for result in results if len(result) > 4 and result in text]


def test_it_is_a_notebook_that_needs_neither_lernmi_nor_an_answer() -> None:
    notebook = json.loads(export(exercise("two steps", ODD), "notebook", lambda _: "<svg></svg>"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells) == 1 + 3 + 8 * 2 + 2
    assert not any("import lernmi" in "".join(cell["source"]) or "from lernmi" in "".join(cell["source"])
                   for cell in cells)
    [picture] = [cell for cell in cells if cell.get("outputs")]
    assert picture["outputs"][0]["data"]["image/svg+xml"] == ["<svg></svg>"]
    assert "".join(cells[0]["source"]).count("{1:NM:=3}") == 0     # a name is no markup
    lines = run(export(exercise("two steps"), "notebook"), {})
    assert all(line.startswith("0 of ") for line in lines[:-1]) and len(lines) == 9


def test_hints_say_how_a_number_is_computed_in_the_words_of_the_sheet() -> None:
    names: Dict[str, Any] = {}
    exec(code_cells(export(exercise("batch"), "notebook"))[0], names)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        names["hint"](2)
        names["hint"](99)
        names["check"](1, 1)
    assert printed.getvalue().splitlines() == [
        "y(h1), Beispiel 1 = σ(z(h1)₁)", "das ist keine Zahl", "0 von 1 sind richtig."]


def test_what_is_given_has_names_that_python_knows() -> None:
    cell = code_cells(export(exercise("batch"), "notebook"))[1].splitlines()
    assert cell[2:8] == ["x1_1 = 1.0", "x2_1 = 1.0", "x1_2 = 0.0", "x2_2 = 1.0", "d1_1 = 0.0", "d1_2 = 1.0"]
    assert cell[8] == "w1_1_1 = -0.9" and cell[-1] == "eta = 0.5" and identifier("η") == "eta"

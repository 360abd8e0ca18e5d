"""Cells of a Jupyter notebook, and the notebook that they make, in the format nbformat 4.5 (JSON)."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Sequence

Cell = Dict[str, Any]


def markdown_cell(text: str) -> Cell:
    """A cell of text."""
    return {"cell_type": "markdown", "id": "", "metadata": {}, "source": _lines(text)}


def code_cell(text: str, title: str = "", outputs: Sequence[Any] = ()) -> Cell:
    """A cell of code; with a title it is folded, as far as the program that shows it can do that."""
    metadata = {"cellView": "form", "jupyter": {"source_hidden": True}} if title else {}
    return {"cell_type": "code", "execution_count": None, "id": "", "metadata": metadata,
            "outputs": list(outputs), "source": _lines(f"#@title {title}\n\n{text}" if title else text)}


def notebook_text(cells: Sequence[Cell]) -> str:
    """The notebook; its cells get their ids."""
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": list(cells), "metadata": {"kernelspec": kernel,
                                                          "language_info": {"name": "python"}},
                       "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1) + "\n"


def _lines(text: str) -> List[str]:
    return text.strip("\n").splitlines(keepends=True)

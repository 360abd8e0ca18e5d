"""Spreadsheets: their formulas computed by a few lines of Python, or by LibreOffice."""

import csv
import math
import re
import subprocess
from pathlib import Path
from typing import Any, Dict, List

CELL = re.compile(r"\b([A-G])(\d+)\b")
Rows = List[List[str]]


def computed(text: str) -> Rows:
    """The cells of a CSV text, with the numbers of its formulas in their places."""
    return Computed(list(csv.reader(text.lstrip("\ufeff").splitlines()))).rows()


class Computed:
    """A sheet whose formulas are computed when they are needed."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._values: Dict[str, Any] = {}

    def rows(self) -> Rows:
        return [[str(self.cell(f"{letter}{row}")) for letter, _ in zip("ABCDEFG", cells)]
                for row, cells in enumerate(self._rows, start=1)]

    def cell(self, address: str) -> Any:
        if address not in self._values:
            text = self._rows[int(address[1:]) - 1]["ABCDEFG".index(address[0])]
            if text.startswith("="):
                self._values[address] = self._formula(text[1:])
            else:
                self._values[address] = number(text)
        return self._values[address]

    def _formula(self, text: str) -> Any:
        if text.startswith('"'):
            return text[1:-1].replace('""', '"')
        python = re.sub(r"(?<![<>])=", "==", text).replace("<>", "!=").replace("^", "**")
        python = CELL.sub(r"cell('\1\2')", python)
        return eval(python, {**FUNCTIONS, "cell": self.cell})


FUNCTIONS: Dict[str, Any] = {
    "EXP": math.exp, "LN": lambda x: math.log(x) if x > 0.0 else math.nan, "SQRT": math.sqrt,
    "TANH": math.tanh, "SIN": math.sin, "COS": math.cos, "ABS": abs, "MAX": max, "MIN": min,
    "NA": lambda: math.nan, "IF": lambda condition, yes, no: yes if condition else no,
    "NORMSDIST": lambda x: 0.5 * math.erfc(-x / math.sqrt(2.0))}


def number(text: str) -> Any:
    """A cell as a number; 0 where it is empty, and text otherwise."""
    try:
        return float(text or 0.0)
    except ValueError:
        return text


def by_libreoffice(text: str, folder: Path) -> Rows:
    """The same, by LibreOffice Calc in the background."""
    (folder / "sheet.csv").write_text(text, encoding="utf-8")
    separated = "44,34,76,1,,1033"        # by commas, with quotes, in UTF-8 and English
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
               f"--infilter=CSV:{separated},false,true,false,false,false,1,true", "--convert-to",
               f"csv:Text - txt - csv (StarCalc):{separated},false,false,false,false,false,-1",
               "--outdir", str(folder / "out"), str(folder / "sheet.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    path = next((folder / "out").glob("*.csv"))
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))

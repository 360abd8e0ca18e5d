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
        result = eval(python, {**FUNCTIONS, "cell": self.cell})
        return float(result) if isinstance(result, int) else result


class Empty(float):
    """An empty cell: it is 0, and it is "" as well."""

    __hash__ = None         # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return other == "" or float(self) == other

    def __str__(self) -> str:
        return ""


class Text(str):
    """A cell with text: no number comes of it."""

    def __sub__(self, other: float) -> float:
        return math.nan


def rounded(value: float, digits: float) -> float:
    """A number rounded to so many decimals, or, below 0, to tens and hundreds."""
    return math.nan if math.isnan(digits) else round(value, int(digits))


FUNCTIONS: Dict[str, Any] = {
    "AND": lambda *conditions: all(conditions), "OR": lambda *conditions: any(conditions),
    "ISNUMBER": lambda value: isinstance(value, float) and not isinstance(value, Empty),
    "LOG10": lambda x: math.log10(x) if x > 0.0 else math.nan, "ROUND": rounded,
    "INT": lambda x: x if math.isnan(x) else math.floor(x),
    "EXP": math.exp, "LN": lambda x: math.log(x) if x > 0.0 else math.nan, "SQRT": math.sqrt,
    "TANH": math.tanh, "SIN": math.sin, "COS": math.cos,
    "ABS": lambda x: abs(x) if isinstance(x, float) else math.nan, "MAX": max, "MIN": min,
    "NA": lambda: math.nan, "IF": lambda condition, yes, no: yes if condition else no,
    "NORMSDIST": lambda x: 0.5 * math.erfc(-x / math.sqrt(2.0))}


def number(text: str) -> Any:
    """A cell as a number; Empty or Text otherwise."""
    try:
        return float(text) if text else Empty()
    except ValueError:
        return Text(text)


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

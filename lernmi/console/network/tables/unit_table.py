"""The neurons of a layer in a table by their names: roles in rows; indices or copies in columns."""

from __future__ import annotations

from typing import Dict, List, Sequence, Tuple

from ...display.page import Page
from .layer_numbers import SHORT, LayerNumbers, Member
from .number_table import Column, Numbers, NumberTable, Row
from .table_layout import print_table

MOST_ROWS = 32                  # with a single number in each
MOST_DOUBLE_ROWS = 10           # with two
PLURAL = {"value": "values", "sensitivity": "sensitivities", "slope": "slopes"}
CHOICES = ("keep", "take", "so_far")        # roles of the neurons that choose a maximum

Key = Tuple[str, Tuple[int, ...]]           # a role and an index, of a row


def is_choice(member: Member) -> bool:
    """Whether a neuron only serves to choose the largest of others."""
    return member.role.rpartition(".")[2] in CHOICES


class UnitGrid:
    """Members of a layer by rows and columns."""

    def __init__(self, numbers: LayerNumbers, members: Sequence[Member]) -> None:
        self.numbers = numbers
        self.copies = any(member.copy for member in members)
        self.whole_index = numbers.shape[-2:] == (1, 1)     # a picture of a single pixel has no rows
        self.rows: Dict[Key, None] = {}
        self.columns: Dict[str, None] = {}
        self.cells: Dict[Tuple[Key, str], Member] = {}
        for member in members:
            row, column = self._spot(member)
            self.rows.setdefault(row)
            self.columns.setdefault(column)
            self.cells[row, column] = member

    def _spot(self, member: Member) -> Tuple[Key, str]:
        if self.copies:
            return (member.role, member.indices), member.copy[1:] if member.copy else ""
        if not member.indices:
            return (member.role, ()), ""
        split = 0 if self.whole_index else -1
        column = ",".join(map(str, member.indices[split:]))
        return (member.role, member.indices[:split]), f"[{column}]"

    def ordered_rows(self) -> List[Key]:
        """The rows by roles, in the order in which these come, and then by indices."""
        roles = list(dict.fromkeys(role for role, _ in self.rows))
        return sorted(self.rows, key=lambda row: (roles.index(row[0]), row[1]))

    def name(self, row: Key) -> str:
        """What stands before a row."""
        member = next(member for (other, _), member in self.cells.items() if other == row)
        return member._replace(indices=row[1]).unit(self.numbers.group)


def print_units(page: Page, numbers: LayerNumbers, members: Sequence[Member]) -> None:
    """Print the numbers of these neurons; first those of no copy, or with fewer indices."""
    longest = max(len(member.indices) for member in members)
    copied = any(member.copy for member in members)
    first = [member for member in members if not member.copy
             and (copied or 0 < len(member.indices) < longest)]
    if first:
        print_units(page, numbers, first)
    done = set(map(id, first))
    _print_grid(page, UnitGrid(numbers, [member for member in members if id(member) not in done]))


def _print_grid(page: Page, grid: UnitGrid) -> None:
    numbers, rows = grid.numbers, grid.ordered_rows()
    double = len(rows) <= MOST_DOUBLE_ROWS
    words = numbers.words_of_neurons()[:2 if double else 1]
    print_table(page, unit_table(grid, rows, words))
    if not double and numbers.has_sensitivities:
        others = " and ".join(PLURAL[word] for word in PLURAL if word != words[0])
        page.line(f"({PLURAL[words[0]].capitalize()} alone; --what shows {others}.)", style="dim")


def print_neurons(page: Page, numbers: LayerNumbers, members: Sequence[Member]) -> None:
    """Print neurons whose names have no pattern: all numbers of each in a row."""
    attributes = numbers.known(("total", "value", "slope", "sensitivity"))
    targets = [numbers.target_of(member.neuron) for member in members]
    columns = [Column((name,), stays=True) for name in attributes]
    rows = [Row((member.neuron.name,), [(getattr(member.neuron, name),) for name in attributes],
                numbers.blame(member.neuron)) for member in members]
    if any(target is not None for target in targets):
        columns.append(Column(("target",), stays=True))
        rows = [row._replace(cells=[*row.cells, () if target is None else (target,)])
                for row, target in zip(rows, targets)]
    print_table(page, NumberTable(columns, rows, ("neuron", "column", "number")))


def unit_table(grid: UnitGrid, rows: Sequence[Key], words: Sequence[str]) -> NumberTable:
    """The table of a grid, with the numbers of these names in each cell."""
    numbers = grid.numbers

    def of(member: Member) -> Numbers:
        return tuple(getattr(member.neuron, word) for word in words)
    columns = [Column((column,), "", sum(numbers.blame(grid.cells[row, column].neuron) for row in rows
                                         if (row, column) in grid.cells), not column)
               for column in grid.columns]
    lines: List[Row] = []
    for row in rows:
        members = [grid.cells.get((row, column)) for column in grid.columns]
        lines.append(Row((grid.name(row), *("  " + SHORT.get(word, word) for word in words[1:])),
                         [of(member) if member else () for member in members],
                         max(numbers.blame(member.neuron) for member in members if member)))
        targets = [numbers.target_of(member.neuron) if member else None for member in members]
        if any(target is not None for target in targets):
            lines.append(Row(("  target",), [() if target is None else (target,) for target in targets],
                             lines[-1].blame))
    return NumberTable(columns, lines, ("row", "column", "number"), MOST_ROWS)


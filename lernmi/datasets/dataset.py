"""A data set: rows of raw cells, what its columns mean, and how to split it."""

from __future__ import annotations

import math
import random
from collections import Counter
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

from ..support import validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from .column_encodings import in_order
from .content import Column as Column
from .content import Content as Content
from .encoding import Encoding
from .learning import learned_encoding

Classes = Tuple[str, ...]
MOST_LISTED = 12            # columns, in a description
MOST_ALIKE = 2              # columns with the same meaning that have a line each


class Dataset:
    """Rows of raw cells: numbers, and text for categories; the inputs first, then the targets.

    =============== =============================================================
    name, title     of the data set; the name of its file
    source, licence where it comes from, or ""
    columns         the Columns of the inputs
    targets         the Columns of the targets
    rows            a sequence of cells each
    classes         the names of the classes, sorted, where there is one target, a
                    category; () otherwise
    counts          how many samples of which class
    shape           of the inputs as raw cells: (4,), (8, 8), (steps, features)
    reading         what was guessed about the file, in a line; or ""
    =============== =============================================================

    >>> from lernmi import datasets
    >>> iris = datasets.load("iris")
    >>> len(iris), iris.classes, iris.rows[0]
    (150, ('setosa', 'versicolor', 'virginica'), [5.1, 3.5, 1.4, 0.2, 'setosa'])
    """

    def __init__(self, name: str, content: Content, *, title: str = "", source: str = "", licence: str = "",
                 reading: str = "") -> None:
        self.name = name
        self.title = title
        self.source = source
        self.licence = licence
        self.reading = reading
        self.content = content
        self.rows = content.rows
        self.columns = list(content.columns)
        self.targets = list(content.targets)
        self.shape = content.shape or (len(self.columns),)
        self.counts: Dict[str, int] = {}
        if [column.kind for column in self.targets] == ["category"]:
            counts = Counter(row[-1] for row in self.rows)
            self.counts = {label: counts[label] for label in in_order(counts)}
        self.classes: Classes = tuple(self.counts)

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, index: int) -> str:
        """Where a row stands, for errors: its line in the file."""
        lines = self.content.lines
        return f"{self.name}, line {lines[index]}" if lines else f"{self.name}, row {index + 1}"

    # ---- parts -------------------------------------------------------------------------------------

    def split(self, share: float = 0.2, seed: int = 1) -> Tuple[Dataset, Dataset]:
        """The rows in two parts, (train, test), drawn by the seed; ``share`` is that of the test part.

        Of each class, the same share is in either part, but for one row; the order of the rows stays. A
        category that is in no other row is in the train part, since an encoding learned from that must know
        it. Raises BadInput for a share that leaves one part empty.
        """
        test = self.split_indices(share, seed)
        others = set(range(len(self))) - set(test)
        return self._part(sorted(others)), self._part(test)

    def split_indices(self, share: float = 0.2, seed: int = 1) -> List[int]:
        """The indices of the rows of the test part that ``split`` draws, in their order."""
        share = validation.number(share, "the share of the test part", above=0.0, below=1.0)
        generator = random.Random(validation.seed(seed))
        chosen: List[int] = []
        seen = 0
        for members in self._members():
            seen += len(members)
            count = round(share * seen) - len(chosen)
            chosen += generator.sample(members, max(0, min(count, len(members) - 1)))
        if not chosen:
            raise BadInput(f"a share of {share:g} of {len(self):,} rows leaves none for the test part.")
        return self._with_known_categories(sorted(chosen))

    def _with_known_categories(self, test: List[int]) -> List[int]:
        """Those of the rows without a category that the train part lacks; the first with one joins it."""
        train = set(range(len(self))) - set(test)
        for cell, column in enumerate([*self.columns, *self.targets]):
            if column.kind == "category":
                known = {self.rows[index][cell] for index in train}
                for index in test:
                    if self.rows[index][cell] not in known:
                        known.add(self.rows[index][cell])
                        train.add(index)
                test = [index for index in test if index not in train]
                if not test:
                    raise BadInput(f"the column {quoted(column.name)} has another category in almost every "
                                   "row, which leaves none for the test part: ignore the column.")
        return test

    def _members(self) -> List[List[int]]:
        """The indices of the rows of each class; all in one list where there are no classes."""
        if not self.classes:
            return [list(range(len(self)))]
        members: Dict[str, List[int]] = {label: [] for label in self.classes}
        for index, row in enumerate(self.rows):
            members[row[-1]].append(index)
        return list(members.values())

    def _part(self, indices: Sequence[int]) -> Dataset:
        content, lines = self.content, self.content.lines
        part = content._replace(rows=[self.rows[index] for index in indices],
                                lines=[lines[index] for index in indices] if lines else ())
        return Dataset(self.name, part, title=self.title, source=self.source, licence=self.licence,
                       reading=self.reading)

    # ---- for a network -----------------------------------------------------------------------------

    def encoding(self, scaling: Optional[str] = None, features: Sequence[str] = (),
                 single_output: bool = False) -> Encoding:
        """How rows become the inputs and targets of a network, learned from these rows alone.

        ``scaling``: of numbers, "standard" (mean 0, deviation 1; numeric targets as well), "unit" (0 to 1)
        or "none" (as they are); by default what suits the set. ``features``: the inputs, if they aren't
        simply the columns: any of x1, x2, x1², x1·x2, sin x1 … (also written x1^2, x1*x2, sin(x1)).
        ``single_output``: two classes become one target, 0 or 1, in place of one for each.

        Raises BadInput for another scaling, a feature that can't be computed, and numbers too large to
        be scaled.
        """
        return learned_encoding(self, scaling, features, single_output)

    def describe(self) -> str:
        """What it is, where it comes from, its columns, and how many samples of which class, in lines."""
        title = f"{self.name}: {self.title}" if self.title else self.name
        lines = [title, *(line for line in (self.reading, self.source) if line)]
        if self.licence:
            lines.append(f"licence: {self.licence}")
        lines.append(f"{len(self):,} samples" + (": " if self.counts else "")
                     + ", ".join(f"{count:,} {label}" for label, count in self.counts.items()))
        lines += _column_lines("input", self.columns, self.shape)
        lines += _column_lines("target", self.targets, (len(self.targets),))
        return "\n".join(lines)

    def __repr__(self) -> str:
        classes = f", {len(self.classes)} classes" if self.classes else ""
        return f"Dataset({self.name}: {len(self):,} samples, inputs {self.shape}{classes})"


def _column_lines(word: str, columns: Sequence[Column], shape: Tuple[int, ...]) -> Iterable[str]:
    """A line for each column; one for all where there are many, which mean the same."""
    if not columns:
        return
    alike = {column.meaning for column in columns} == {columns[0].meaning} and len(columns) > MOST_ALIKE
    if columns[0].meaning and alike or len(columns) > MOST_LISTED:
        size = " × ".join(map(str, shape)) if len(shape) > 1 else str(math.prod(shape))
        first, last = columns[0], columns[-1]
        yield f"{size} {word}s, {first.name} to {last.name}: {first.meaning or first.kind}"
        return
    for column in columns:
        yield f"{word} {column.name}: {column.meaning or column.kind}"

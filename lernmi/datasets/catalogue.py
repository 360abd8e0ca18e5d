"""The data sets by their names, and ``load``, which also reads a user's own file."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, Dict, NamedTuple, Union

from ..support import validation
from ..support.errors import BadInput, UnknownName
from ..support.formatting import quoted
from .dataset import Column, Content, Dataset
from .shipped import bundled_files, playground, sequences
from .shipped.gates import GATES, gate

if TYPE_CHECKING:
    from pathlib import Path


class Shipped(NamedTuple):
    """A data set of this package: it is made, or read, when it is loaded.

    ``options``: those of load, with their defaults.
    """

    name: str
    title: str
    source: str
    make: Callable[..., Content]
    options: Dict[str, Any] = {}
    licence: str = ""

    def load(self, **options: Any) -> Dataset:
        """The data set; UnknownName for an option that it doesn't have, BadInput for one out of range."""
        for name in options:
            if name not in self.options:
                raise UnknownName(f"option of the data set {self.name}", name, self.options)
        content = self.make(**{**self.options, **options})
        return Dataset(self.name, content, title=self.title, source=self.source, licence=self.licence)


PLAYGROUND = ("after D. Smilkov, S. Carter and others, TensorFlow Playground, 2016; drawn by the seed. "
              "noise: from 0 to 0.5")
COLOR = Column("color", "blue (1 in the Playground) or orange (-1)", "category")
HEIGHT = Column("height", "from -1 to 1")
POINTS: Dict[str, Any] = {"count": 500, "noise": 0.0, "seed": 1}
SURFACE: Dict[str, Any] = {"count": 1200, "noise": 0.0, "seed": 1}
FISHER = ("R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936; measured by "
          "E. Anderson. These are the paper's numbers, as scikit-learn ships them: the copy at UCI differs "
          "from them in the 35th and the 38th flower")
ALPAYDIN = ("E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning "
            "Repository, 1998: the test part, by 13 writers, as scikit-learn ships it")
CC_BY = "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
HOCHREITER = ("after S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, 1997, the adding problem "
              "(5.4), with sequences of one length")
SCIKIT = "as make_moons of scikit-learn makes them; drawn by the seed. noise: the deviation, from 0 to 0.5"


def _points(name: str, title: str, target: Column = COLOR, options: Dict[str, Any] = POINTS,
            source: str = PLAYGROUND) -> Shipped:
    make = partial(playground.points, getattr(playground, name), target)
    return Shipped(name, title, source, make, options)


DATASETS: Dict[str, Shipped] = {shipped.name: shipped for shipped in (
    *(Shipped(name, one.title, "a table of truth", partial(gate, name)) for name, one in GATES.items()),
    _points("circle", "a disc and a ring around it"),
    _points("exclusive_or", "four squares, opposite ones alike"),
    _points("gaussian", "two clouds"),
    _points("spiral", "two spirals, one in the other"),
    _points("plane", "a slope: the height is the sum of both inputs ÷ 10", HEIGHT, SURFACE),
    _points("gaussian_surface", "six bumps, up and down in turn", HEIGHT, SURFACE),
    _points("moons", "two half circles, one in the other", Column("moon", "upper or lower", "category"),
            {**POINTS, "noise": 0.1}, SCIKIT),
    Shipped("iris", "three species of iris, from four lengths", FISHER, bundled_files.iris, licence=CC_BY),
    Shipped("digits", "handwritten digits, 8 × 8 pixels", ALPAYDIN, bundled_files.digits, licence=CC_BY),
    Shipped("parity", "is the number of ones so far odd?", "all sequences of so many bits",
            sequences.parity, {"steps": 5}),
    Shipped("echo", "repeat the bit that came some time steps ago", "random bits, drawn by the seed",
            sequences.echo, {"count": 100, "seed": 1, "steps": 10, "delay": 2}),
    Shipped("adding", "add the two marked numbers of a sequence", HOCHREITER,
            sequences.adding, {"count": 200, "seed": 1, "steps": 10}),
    Shipped("first_symbol", "remember the first symbol of a sequence", "random symbols, drawn by the seed",
            sequences.first_symbol, {"count": 96, "seed": 1, "steps": 12, "symbols": 4}),
)}


def load(name: Union[str, Path], **options: Any) -> Dataset:
    """The shipped data set of that name, or the one in a file: CSV, or IDX as MNIST's.

    Options of shipped sets: see ``DATASETS[name].options``, such as noise, count and seed. Of a CSV file,
    each a guess that can be overridden:

    ============ ================================================================
    delimiter    "," or ";" or a tab
    decimal      "." or ","
    header       whether the first line has the names of the columns
    encoding     of the text, such as "latin-1"
    targets      the columns that are targets, by name or position (0 the first,
                 -1 the last), one or a list; by default the last
    categories   columns that are categories though they look like numbers
    numbers      columns that are numbers though they look like classes
    ignore       columns to leave out; by default those that only count the rows
    ============ ================================================================

    Of an IDX file: ``labels``, the file of its labels, where it isn't beside it. Of both: ``like``, an
    Encoding: the columns are those that it needs, and targets may be missing (for predictions).

    Raises UnknownName for a name, an option or a column that doesn't exist, BadInput with the line and the
    column for a file that can't be used.

    >>> load("and").rows
    [[0.0, 0.0, '0'], [0.0, 1.0, '0'], [1.0, 0.0, '0'], [1.0, 1.0, '1']]
    """
    if isinstance(name, str) and name in DATASETS:
        return DATASETS[name].load(**options)
    path = validation.path(name)
    if not os.path.exists(path):
        if isinstance(name, str) and not path.suffix and os.sep not in name:
            raise UnknownName("data set or file", name, DATASETS)
        raise BadInput(f"there is no file {quoted(str(name))}.")
    from .files.opening import read_file
    return read_file(path, **options)

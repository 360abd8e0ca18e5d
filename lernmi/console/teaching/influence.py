"""The command influence: the samples that help another one most, and those that hurt it most."""

from __future__ import annotations

import argparse
from typing import List, Optional, Sequence, Union

from rich.text import Text

from ...datasets import Dataset
from ...network.classes import class_of
from ...network.network import Network
from ...training.influence import Influence, Influences, influence
from ..charts.pictures import gallery, picture_lines
from ..cli.example_options import ConfiguredExample
from ..cli.learning_options import add_digits, add_start
from ..display.page import Page, count_of
from ..progress_line import ProgressLine

DONE = 0
MOST_NUMBERS = 6            # of a sample's inputs or targets
MOST_ROWS, MOST_ROWS_SMALL = 6, 4           # samples that are listed, on a screen of fewer rows than SMALL
SMALL = 28
MOST_PICTURES = 5
LARGEST = 16                # rows or columns of a picture that is drawn
WIDE = 100                  # columns, on a pipe


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Of which sample, and on which network."""
    command.add_argument("example", metavar="EXAMPLE|NET.JSON", help="an example, or a saved network")
    command.add_argument("data", nargs="?", metavar="DATA",
                         help="of a saved network: a data set or a file (default: the set it was trained on)")
    command.add_argument("--sample", type=int, metavar="N",
                         help="whose loss is helped or hurt, from 0 (default: the example's own)")
    add_start(command)
    command.add_argument("--rate", type=float, metavar="R",
                         help="the learning rate (default: the example's own)")
    add_digits(command)


def run(options: argparse.Namespace) -> int:
    """Compute and print the influence of each sample."""
    example = ConfiguredExample(options)
    example.network = example.trained       # one sample at a time, also with BatchNorm
    samples = example.example.samples
    chosen = _learned(example)
    rate = example.optimizer.rate
    with ProgressLine("Comparing", options.plain) as progress:
        found = influence(example.trained, samples[example.sample], [samples[number] for number in chosen],
                          rate, progress)
    page = Page(digits=options.digits, plain=options.plain, by_screens=True)
    with page.block():
        example.introduce(page)
    if example.trained.needs_batch:
        page.line("BatchNorm normalises by its running statistics here, as after training.")
    print_influences(page, found, SampleWords(example.trained, example.example.data, chosen, example.sample))
    return DONE


def _learned(example: ConfiguredExample) -> List[int]:
    """The numbers of the samples that the network learns from: all but those that were held out."""
    data = example.example.data
    if not example.is_saved or data is None:
        return list(range(len(example.example.samples)))
    from ..cli.saved_data import parts_of  # with what only saved networks need
    return parts_of(example.trained, data)[0]


# ---- what is printed

class SampleWords:
    """How samples are written: their cells where they come from data, the classes by their names.

    ``numbers``: which sample each row is about; ``asked``: which one is in question.
    """

    def __init__(self, network: Optional[Network] = None, data: Optional[Dataset] = None,
                 numbers: Optional[Sequence[int]] = None, asked: Optional[int] = None) -> None:
        self._network = network
        self._data = data
        self._numbers = numbers
        self.asked = asked

    def number(self, row: Influence) -> int:
        """Its number among all samples."""
        return row.number if self._numbers is None else self._numbers[row.number]

    def inputs(self, page: Page, row: Influence) -> str:
        """The first of its cells, or of its inputs."""
        cells: Sequence[object] = row.inputs
        if self._data is not None:
            cells = self._data.rows[self.number(row)][:len(self._data.columns)]
        shown = [page.number(cell) if isinstance(cell, float) else str(cell) for cell in cells[:MOST_NUMBERS]]
        return " ".join(shown) + " …" * (len(cells) > MOST_NUMBERS)

    def targets(self, page: Page, targets: Sequence[float]) -> str:
        """The name of the class, or the numbers."""
        if self._network is not None and self._network.classes:
            return self._network.classes[class_of(targets, self._network.loss)]
        return " ".join(map(page.number, targets[:MOST_NUMBERS])) + " …" * (len(targets) > MOST_NUMBERS)

    def picture(self, page: Page, row: Influence) -> Optional[List[Text]]:
        """The sample as a small picture; None where it is none."""
        data = self._data
        if page.plain or data is None or data.content.limits is None or len(data.shape) != 2 \
                or max(data.shape) > LARGEST:
            return None
        rows, columns = data.shape
        return picture_lines(page, data.rows[self.number(row)][:rows * columns], rows, columns)


NUMBERS = SampleWords()


def print_influences(page: Page, found: Influences, words: SampleWords = NUMBERS) -> None:
    """The loss in question, the strongest helpers and hurters, and how many there are."""
    name = f"sample {words.asked}" if words.asked is not None else "the sample"
    page.line(f"The loss of {name} is {page.number(found.loss)}. To first order, a step with rate "
              f"{page.number(found.rate)} on one of the samples changes it by the product of their "
              "sensitivities: ∂loss/∂w of the one × that of the other, added up over all weights.")
    for rows, verb in ((found.helpers, "lower"), (found.hurters, "raise")):
        page.blank()
        if not rows:
            page.line(f"No sample would {verb} it.")
            continue
        _print_rows(page, rows, verb, words)
    indifferent = len(found.rows) - len(found.helpers) - len(found.hurters)
    page.line(f"Of {count_of(len(found.rows), 'sample')}, {len(found.helpers):,} help and "
              f"{len(found.hurters):,} hurt{f'; {indifferent:,} do neither' if indifferent else ''}.")


def _print_rows(page: Page, rows: Sequence[Influence], verb: str, words: SampleWords) -> None:
    most = MOST_ROWS_SMALL if page.rows is not None and page.rows < SMALL else MOST_ROWS
    pictures = [words.picture(page, row) for row in rows[:MOST_PICTURES]]
    heading = f"{'Helps' if verb == 'lower' else 'Hurts'}: {verb}s the loss by"
    drawn = [picture for picture in pictures if picture is not None]
    if drawn:
        _draw(page, rows, drawn, heading, words)
        return
    cells: List[List[Union[str, Text]]] = [
        [_name(words, row), words.inputs(page, row), words.targets(page, row.targets),
         Text(page.number(abs(row.effect)))] for row in rows[:most]]
    page.table((f"{heading.split(':')[0].lower()}", "inputs", "target", heading.split(": ")[1]), cells,
               [f"{heading} {effect}: {number}, inputs {inputs}, target {targets}"
                for number, inputs, targets, effect in cells], spaced=False)


def _name(words: SampleWords, row: Influence) -> str:
    number = words.number(row)
    return f"sample {number}{' (itself)' if number == words.asked else ''}"


def _draw(page: Page, rows: Sequence[Influence], pictures: Sequence[List[Text]], heading: str,
          words: SampleWords) -> None:
    """The pictures of the strongest, with the numbers of the samples, their classes and effects."""
    titles = [f"{words.number(row)}: {words.targets(page, row.targets)}, {page.number(abs(row.effect))}"
              for row in rows[:len(pictures)]]
    with page.block():
        page.line(f"{heading} (sample: class, number)")
        for line in gallery(pictures, titles, page.width if page.laid_out else WIDE)[0]:
            page.show(line)

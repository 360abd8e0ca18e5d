"""lernmi influence: which samples help another one, and which hurt it."""

import io
from pathlib import Path

from lernmi import Dense, Network, datasets
from lernmi.console.display.page import Page
from lernmi.console.teaching.influence import SampleWords, print_influences
from lernmi.training.influence import influence
from tests.support.command_line import lernmi


def test_helpers_and_hurters_of_an_example() -> None:
    run = lernmi("influence", "xor", "--sample", "0")
    assert (run.returncode, run.stderr) == (0, "")
    helps, hurts = run.stdout.split("\n\n")[1:]
    assert helps.splitlines()[0].startswith("Helps: lowers the loss by 0.0")
    assert {line.split(": ", 2)[2] for line in helps.splitlines()} == {
        "sample 0 (itself), inputs 0 0, target 0", "sample 3, inputs 1 1, target 0"}
    assert hurts.count("Hurts: raises the loss by 0.0") == 2
    assert hurts.endswith("Of 4 samples, 2 help and 2 hurt.\n")
    plain = lernmi("influence", "batchnorm", "--plain").stdout
    assert plain.isascii() and "running statistics" in plain


def test_of_a_saved_network_the_rows_that_it_has_learned_with_their_cells_and_classes(tmp_path: Path) -> None:
    path = str(tmp_path / "iris.json")
    assert lernmi("train", "iris", "--epochs", "2", "--save", path).returncode == 0
    run = lernmi("influence", path, "--sample", "0")
    assert run.returncode == 0 and "target setosa\n" in run.stdout
    assert "Of 120 samples, " in run.stdout, "30 of 150 were held out"
    assert lernmi("influence", path, "--sample", "150").returncode == 2


def test_pictures_are_drawn() -> None:
    digits = datasets.load("digits")
    encoding = digits.encoding()
    network = Network(64, Dense(10, "identity"), loss="softmax_cross_entropy", seed=1,
                      classes=encoding.classes)
    pairs = encoding.samples(digits)[:12]
    found = influence(network, pairs[0], pairs)
    stream = io.StringIO()
    print_influences(Page(stream), found, SampleWords(network, digits, list(range(12)), 0))
    first, *rows = stream.getvalue().split("(sample: class, number)\n")[1].splitlines()[:9]
    assert "0: 0, " in first and any("@@" in row for row in rows)

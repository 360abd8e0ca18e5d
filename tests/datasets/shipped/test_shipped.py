"""The shipped data sets: their numbers, their sources, their options."""

import math
from typing import Any, Callable, Dict, List

import pytest

from lernmi import BadInput, UnknownName, datasets
from lernmi.datasets import DATASETS
from lernmi.datasets.shipped import playground
from lernmi.datasets.shipped.sequences import echoes, shifted
from lernmi.examples import EXAMPLES

CLOUDS = ["circle", "exclusive_or", "gaussian", "spiral"]
SURFACES = ["plane", "gaussian_surface"]


@pytest.mark.parametrize("name", DATASETS)
def test_each_says_where_it_comes_from_and_makes_samples(name: str) -> None:
    shipped = DATASETS[name]
    dataset = datasets.load(name)
    assert shipped.title and shipped.source and dataset.title == shipped.title
    assert (dataset.name, dataset.reading, dataset.source) == (name, "", shipped.source)
    assert all(column.meaning for column in dataset.columns + dataset.targets)
    samples = dataset.encoding().samples(dataset)
    assert len(samples) == len(dataset) == sum(dataset.counts.values()) or not dataset.classes
    assert {len(inputs) for inputs, _ in samples} == {math.prod(dataset.shape)}


@pytest.mark.parametrize("name, answers", [
    ("not", "10"), ("and", "0001"), ("or", "0111"), ("nand", "1110"), ("nor", "1000"), ("xor", "0110"),
    ("xnor", "1001"), ("majority", "00010111")])
def test_gates(name: str, answers: str) -> None:
    assert "".join(row[-1] for row in datasets.load(name).rows) == answers


def test_the_examples_share_their_samples_with_the_data_sets() -> None:
    for name in ("not", "and", "or", "xor"):
        assert EXAMPLES[name].samples == [
            (list(row[:-1]), [float(row[-1])]) for row in datasets.load(name).rows]
    assert EXAMPLES["softmax"].samples[3] == ([7.0, 3.2, 4.7, 1.4], [0.0, 1.0, 0.0])
    first = datasets.load("first_symbol")
    assert EXAMPLES["lstm"].samples == first.encoding().samples(first)
    parity = datasets.load("parity")
    assert EXAMPLES["rnn"].samples == parity.encoding().samples(parity)


# ---- iris and digits ---------------------------------------------------------------------------------

def test_iris_is_fishers() -> None:
    iris = datasets.load("iris")
    assert len(iris) == 150 and iris.counts == {"setosa": 50, "versicolor": 50, "virginica": 50}
    assert iris.rows[34] == [4.9, 3.1, 1.5, 0.2, "setosa"] and iris.rows[37] == [4.9, 3.6, 1.4, 0.1, "setosa"]
    means = [math.fsum(row[index] for row in iris.rows) / 150 for index in range(4)]
    assert means == pytest.approx([5.843333, 3.057333, 3.758, 1.199333], abs=1e-6)


def test_digits_are_those_of_the_repository() -> None:
    digits = datasets.load("digits")
    assert (len(digits), digits.shape, digits.classes) == (1797, (8, 8), tuple("0123456789"))
    assert sum(map(sum, (row[:64] for row in digits.rows))) == 561718.0     # of sklearn.datasets.load_digits
    assert digits.rows[0][:8] == [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0] and digits.rows[0][64] == "0"
    assert list(digits.counts.values()) == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert "CC BY 4.0" in digits.licence


# ---- points --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", [*CLOUDS, *SURFACES, "moons"])
def test_the_seed_decides_the_points(name: str) -> None:
    def rows(seed: int) -> Any:
        return datasets.load(name, count=20, noise=0.1, seed=seed).rows
    assert rows(1) == rows(1) != rows(2)


def test_sizes_are_those_of_the_playground() -> None:
    assert [len(datasets.load(name)) for name in CLOUDS + SURFACES] == [500] * 4 + [1200] * 2
    assert len(datasets.load("spiral", count=7)) == 7


def test_a_circle_is_a_disc_and_a_ring() -> None:
    for x1, x2, color in datasets.load("circle").rows:
        distance = math.hypot(x1, x2)
        assert distance < 2.5 if color == "blue" else 3.5 - 1e-9 < distance <= 5.0


def test_exclusive_or_leaves_the_axes_free() -> None:
    for x1, x2, color in datasets.load("exclusive_or").rows:
        assert 0.3 <= abs(x1) <= 5.3 and 0.3 <= abs(x2) <= 5.3
        assert color == ("blue" if x1 * x2 > 0.0 else "orange")


@pytest.mark.parametrize("noise, variance", [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gaussian_clouds_have_the_variance_of_the_playground(noise: float, variance: float) -> None:
    rows = datasets.load("gaussian", count=4000, noise=noise).rows
    blue = [row[0] for row in rows if row[2] == "blue"]
    mean = math.fsum(blue) / len(blue)
    assert mean == pytest.approx(2.0, abs=0.15)
    assert math.fsum((x - mean) ** 2 for x in blue) / len(blue) == pytest.approx(variance, rel=0.1)


def test_a_spiral_without_noise_is_worked_by_hand() -> None:
    """The second of 4 points of an arm: radius 5/4, angle 1.75 · 2π / 4; the other arm is opposite."""
    rows = datasets.load("spiral", count=8).rows
    angle = 1.75 * 2.0 * math.pi / 4.0
    assert rows[1][:2] == pytest.approx([1.25 * math.sin(angle), 1.25 * math.cos(angle)], rel=1e-12)
    assert rows[5][:2] == pytest.approx([-rows[1][0], -rows[1][1]], rel=1e-12)
    assert rows[0][:2] == [0.0, 0.0] and [row[2] for row in rows] == ["blue"] * 4 + ["orange"] * 4


def test_a_plane_is_a_tenth_of_the_sum() -> None:
    assert all(height == (x1 + x2) / 10.0 for x1, x2, height in datasets.load("plane", count=50).rows)


@pytest.mark.parametrize("point, height", [
    ((-4.0, 2.5), 1.0), ((0.0, 2.5), -1.0), ((0.0, -2.5), 1.0), ((4.0, -2.5), -1.0), ((4.0, 3.5), 0.5),
    ((0.0, -1.0), 0.25), ((6.0, 6.0), 0.0), ((-2.0, 2.5), 0.0)])
def test_the_gaussian_surface_has_six_bumps(point: Any, height: float) -> None:
    assert playground._nearest_bump(point) == pytest.approx(height, abs=1e-15)


def test_moons_without_noise_are_half_circles() -> None:
    for x1, x2, moon in datasets.load("moons", noise=0, count=41).rows:
        center = (0.0, 0.0) if moon == "upper" else (1.0, 0.5)
        assert math.dist((x1, x2), center) == pytest.approx(1.0)
        assert (x2 >= -1e-9) if moon == "upper" else (x2 <= 0.5 + 1e-9)


@pytest.mark.parametrize("name", [*CLOUDS[:2], *SURFACES])
def test_noise_moves_what_the_label_sees_but_not_the_point(name: str) -> None:
    """Within the same ranges, some labels differ from those of the points."""
    noisy = datasets.load(name, noise=0.5, count=200)
    limit = {"circle": 5.0, "exclusive_or": 5.3}.get(name, 6.0)
    assert all(abs(x1) <= limit and abs(x2) <= limit for x1, x2, _ in noisy.rows)
    truth: Dict[str, Callable[[float, float], Any]] = {
        "circle": lambda x, y: "blue" if math.hypot(x, y) < 2.5 else "orange",
        "exclusive_or": lambda x, y: "blue" if x * y >= 0.0 else "orange",
        "plane": lambda x, y: (x + y) / 10.0,
        "gaussian_surface": lambda x, y: playground._nearest_bump((x, y))}
    assert sum(label != truth[name](x1, x2) for x1, x2, label in noisy.rows) > 5


# ---- sequences ---------------------------------------------------------------------------------------

def test_parity_counts_the_ones_so_far() -> None:
    assert datasets.load("parity", steps=3).rows[0b101] == [1.0, 0.0, 1.0, 1.0, 1.0, 0.0]


def test_an_echo_comes_after_the_delay() -> None:
    for bits, targets in echoes(5, 1, 6, 2):
        assert targets == [0.0, 0.0, *bits[:4]]


def test_adding_takes_one_mark_from_each_half() -> None:
    adding = datasets.load("adding", steps=6, count=30)
    assert adding.shape == (6, 2)
    for row in adding.rows:
        marked = [step for step in range(6) if row[2 * step + 1] == 1.0]
        assert len(marked) == 2 and marked[0] < 3 <= marked[1]
        assert row[12] == 0.5 + (row[2 * marked[0]] + row[2 * marked[1]]) / 4.0


def test_the_first_symbol_is_the_target() -> None:
    for row in datasets.load("first_symbol", steps=5, symbols=3, count=20).rows:
        assert row[:3].index(1.0) == int(row[-1]) and sum(row[:15]) == 5.0


def test_shifted_bits() -> None:
    inputs, targets = shifted()[0b1011]
    assert (inputs[::5], targets) == ([1.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0])


# ---- options -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("name, options, sentence", [
    ("circle", {"noise": 0.6}, "the noise must be at least 0 and at most 0.5, not 0.6."),
    ("circle", {"count": 1}, "the count must be at least 2, not 1."),
    ("circle", {"count": 10 ** 9}, "the count must be at most 1,000,000, not 1000000000."),
    ("spiral", {"seed": "x"}, "the seed must be a whole number, not 'x'."),
    ("parity", {"steps": 40}, "the number of time steps must be at most 16, not 40."),
    ("echo", {"delay": 10}, "the delay must be at most 9, not 10."),
    ("echo", {"seed": None}, "the seed must be a whole number, not None.")])
def test_options_out_of_range(name: str, options: Dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        datasets.load(name, **options)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("name, options, sentence", [
    ("spiral", {"noize": 0.1}, "no option of the data set spiral is called 'noize': did you mean noise?"),
    ("iris", {"noise": 0.1}, "no option of the data set iris is called 'noise': there is none."),
    ("digts", {}, "no data set or file is called 'digts': did you mean digits?")])
def test_names_that_do_not_exist(name: str, options: Dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnknownName) as caught:
        datasets.load(name, **options)
    assert str(caught.value) == sentence


def test_the_attribution_is_beside_the_files_and_packaged() -> None:
    from tests.support.processes import ROOT
    folder = ROOT / "lernmi" / "datasets" / "shipped"
    text = (folder / "ATTRIBUTION.txt").read_text(encoding="utf-8")
    packaged = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path in folder.glob("*.gz"):
        assert f"{path.name}\n" in text
    names: List[str] = ["datasets/shipped/*.csv.gz", "datasets/shipped/ATTRIBUTION.txt"]
    assert all(f'"{name}"' in packaged for name in names) and text.count("CC BY 4.0") == 2

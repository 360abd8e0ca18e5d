"""IDX files, as MNIST's: pictures and labels, compressed or not, and damaged ones."""

import gzip
import math
import random
import struct
from pathlib import Path
from typing import Any, Sequence

import pytest

from lernmi import BadInput, LernmiError, datasets

IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def idx(kind: int, sizes: Sequence[int], numbers: bytes) -> bytes:
    return bytes([0, 0, kind, len(sizes)]) + struct.pack(f">{len(sizes)}I", *sizes) + numbers


PICTURES = idx(8, (3, 2, 2), bytes([0, 255, 51, 0, 1, 2, 3, 4, 255, 255, 255, 255]))
CLASSES = idx(8, (3,), bytes([7, 2, 7]))


def test_labels_are_found_beside_the_pictures(tmp_path: Path) -> None:
    (tmp_path / IMAGES).write_bytes(PICTURES)
    (tmp_path / f"{LABELS}.gz").write_bytes(gzip.compress(CLASSES))
    made = datasets.load(tmp_path / IMAGES)
    assert made.reading == "IDX; 4 inputs; target: label, 2 classes; 3 rows"
    assert made.rows == [[0.0, 255.0, 51.0, 0.0, "7"], [1.0, 2.0, 3.0, 4.0, "2"], [255.0] * 4 + ["7"]]
    assert (made.shape, made.classes) == ((2, 2), ("2", "7"))
    encoding = made.encoding()
    assert encoding.samples(made)[0] == ([0.0, 1.0, 0.2, 0.0], [0.0, 1.0])
    assert encoding.inputs(made.rows[0])[1] is encoding.inputs(made.rows[2])[0]


def test_compressed_ones_by_their_content_and_labels_by_name(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_bytes(gzip.compress(PICTURES))
    (tmp_path / "answers").write_bytes(CLASSES)
    made = datasets.load(tmp_path / "pictures", labels=tmp_path / "answers")
    assert made.counts == {"2": 1, "7": 2}


@pytest.mark.parametrize("kind, form", [(9, "b"), (11, "h"), (12, "i"), (13, "f"), (14, "d")])
def test_numbers_of_every_type_are_scaled_by_their_limits(tmp_path: Path, kind: int, form: str) -> None:
    (tmp_path / IMAGES).write_bytes(idx(kind, (2, 2), struct.pack(f">4{form}", -2, 0, 2, 1)))
    (tmp_path / LABELS).write_bytes(idx(8, (2,), b"\0\1"))
    made = datasets.load(tmp_path / IMAGES)
    assert made.rows == [[-2.0, 0.0, "0"], [2.0, 1.0, "1"]]
    assert [inputs for inputs, _ in made.encoding().samples(made)] == [[0.0, 0.5], [1.0, 0.75]]


@pytest.mark.parametrize("images, labels, sentence", [
    (CLASSES, None, f"{IMAGES} holds labels, one number each, no pictures: name the file with the "
     "pictures, such as train-images-idx3-ubyte."),
    (PICTURES, None, f"{IMAGES} has no labels beside it, such as train-labels-idx1-ubyte: name their file "
     "with labels=…."),
    (PICTURES[:-1], CLASSES, f"{IMAGES} is a damaged IDX file: its header says 3 × 2 × 2 numbers, 12 "
     "bytes, but 11 bytes follow."),
    (PICTURES + b"x", CLASSES, f"{IMAGES} is a damaged IDX file: its header says 3 × 2 × 2 numbers, 12 "
     "bytes, but 13 bytes follow."),
    (idx(8, (2 ** 32 - 1,) * 3, b"ab"), CLASSES, f"{IMAGES} is a damaged IDX file: its header says "
     "4294967295 × 4294967295 × 4294967295 numbers, 79,228,162,458,924,105,385,300,197,375 bytes, but 2 "
     "bytes follow."),
    (b"\0\0\x08\xff\0\0", CLASSES, f"{IMAGES} is a damaged IDX file: its header says that it has 255 sizes."),
    (idx(8, (0, 2, 2), b""), CLASSES, f"{IMAGES} holds no pictures: its header says 0 × 2 × 2."),
    (PICTURES, idx(8, (2,), b"ab"), f"{LABELS} has 2 labels, but {IMAGES} has 3 pictures."),
    (PICTURES, PICTURES, f"{LABELS} must be an IDX file with labels, one number each."),
    (PICTURES, b"7,2,7\n", f"{LABELS} must be an IDX file with labels, one number each."),
    (PICTURES, idx(8, (3,), b"\1\1\1"), f"{LABELS}: all 3 labels are one class only, 1: there is nothing "
     f"to learn."),
    (idx(13, (2, 1), struct.pack(">2f", 1.0, math.nan)), idx(8, (2,), b"\0\1"),
     f"{IMAGES}, picture 2, pixel 1: the number is nan; lernmi needs finite numbers.")])
def test_damaged_files(tmp_path: Path, images: bytes, labels: Any, sentence: str) -> None:
    (tmp_path / IMAGES).write_bytes(images)
    if labels is not None:
        (tmp_path / LABELS).write_bytes(labels)
    with pytest.raises(BadInput) as caught:
        datasets.load(tmp_path / IMAGES)
    assert str(caught.value) == sentence


def test_pictures_without_labels_for_an_encoding(tmp_path: Path) -> None:
    (tmp_path / IMAGES).write_bytes(PICTURES)
    (tmp_path / LABELS).write_bytes(CLASSES)
    encoding = datasets.load(tmp_path / IMAGES).encoding()
    (tmp_path / LABELS).unlink()
    made = datasets.load(tmp_path / IMAGES, like=encoding)
    assert (len(made), made.targets, made.reading) == (3, [], "IDX; 4 inputs; no labels; 3 rows")
    assert encoding.inputs(made.rows[0]) == [0.0, 1.0, 0.2, 0.0]
    assert "target" not in made.describe()


def test_damaged_bytes_give_a_data_set_or_one_sentence(tmp_path: Path) -> None:
    generator = random.Random(1)
    accepted = 0
    for _ in range(200):
        for name, content in ((IMAGES, PICTURES), (LABELS, CLASSES)):
            changed = bytearray(content)
            for _ in range(generator.randrange(3)):
                changed[generator.randrange(len(changed))] = generator.randrange(256)
            (tmp_path / name).write_bytes(bytes(changed[:generator.choice((len(changed), 99, 9))]))
        try:
            made = datasets.load(tmp_path / IMAGES)
            made.encoding().samples(made)
            accepted += 1
        except LernmiError as error:
            assert "\n" not in str(error)
    assert accepted > 10

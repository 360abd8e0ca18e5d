"""IDX files, as MNIST's: pictures as bytes or numbers, and their labels in a file beside them.

The format: two bytes 0, the type of the numbers, how many sizes there are; the sizes, 4 bytes each, the most
significant first; then the numbers. Source: Y. LeCun, C. Cortes and C. Burges, the MNIST database, 1998.
"""

from __future__ import annotations

import math
import struct
import sys
from array import array
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

from ...support.errors import BadInput
from ..column_encodings import as_text, indexed
from ..dataset import Column, Content, Dataset
from ..encoding import Encoding

TYPES = {0x08: "B", 0x09: "b", 0x0B: "h", 0x0C: "i", 0x0D: "f", 0x0E: "d"}     # as array names them
BYTE = 0x08
IDX_OPTIONS = ("labels", "like")
MOST_SIZES = 8
MOST_CLASSES = 1000


class Header(NamedTuple):
    """What the file says of itself."""

    type: int
    sizes: Tuple[int, ...]
    start: int              # of the numbers


def header_of(content: bytes, name: str) -> Optional[Header]:
    """The header, or None where the file isn't an IDX file at all; BadInput for a damaged one."""
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] not in TYPES:
        return None
    count, start = content[3], 4 + 4 * content[3]
    if not 1 <= count <= MOST_SIZES or len(content) < start:
        raise BadInput(f"{name} is a damaged IDX file: its header says that it has {count} sizes.")
    header = Header(content[2], struct.unpack(f">{count}I", content[4:start]), start)
    claimed = math.prod(header.sizes) * array(TYPES[header.type]).itemsize
    if claimed != len(content) - start:
        present = len(content) - start
        raise BadInput(f"{name} is a damaged IDX file: its header says {' × '.join(map(str, header.sizes))} "
                       f"numbers, {claimed:,} bytes, but {present:,} bytes follow.")
    return header


def read_idx(content: bytes, header: Header, name: str, label_content: Optional[bytes],
             label_name: str, like: Optional[Encoding] = None) -> Dataset:
    """The data set of pictures and their labels."""
    if len(header.sizes) < 2:
        raise BadInput(f"{name} holds labels, one number each, no pictures: name the file with the pictures, "
                       "such as train-images-idx3-ubyte.")
    if not math.prod(header.sizes):
        raise BadInput(f"{name} holds no pictures: its header says {' × '.join(map(str, header.sizes))}.")
    count, shape = header.sizes[0], header.sizes[1:]
    rows = _rows(content, header, name)
    columns = [Column(cell, "a pixel") for cell in indexed("pixel", shape)]
    targets: List[Column] = []
    if label_content is not None:
        labels = _labels(label_content, label_name, count, name)
        for row, label in zip(rows, labels):
            row.append(label)
        targets = [Column("label", "what the picture shows", "category")]
    elif like is None:
        raise BadInput(f"{name} has no labels beside it, such as train-labels-idx1-ubyte: name their file "
                       "with labels=….")
    limits = (0.0, 255.0) if header.type == BYTE else _limits(rows, len(columns))
    made = Dataset(name, Content(rows, columns, targets, shape, "unit", limits),
                   title=f"pictures, {' × '.join(map(str, shape))}")
    if len(made.classes) == 1 and like is None:
        raise BadInput(f"{label_name}: all {count:,} labels are one class only, {made.classes[0]}: there is "
                       "nothing to learn.")
    made.reading = f"IDX; {len(columns)} inputs; " + (f"target: label, {len(made.classes)} classes; "
                                                      if targets else "no labels; ") + f"{count:,} rows"
    return made


def _rows(content: bytes, header: Header, name: str) -> List[List[Any]]:
    """The numbers of each picture; bytes as 256 floats that all pictures share."""
    size = math.prod(header.sizes[1:])
    numbers: Sequence[float]
    if header.type == BYTE:
        known = [float(value) for value in range(256)]
        return [[known[byte] for byte in content[start:start + size]]
                for start in range(header.start, len(content), size)]
    numbers = [float(number) for number in _array(content, header)]
    for index, number in enumerate(numbers):
        if not math.isfinite(number):
            raise BadInput(f"{name}, picture {index // size + 1}, pixel {index % size + 1}: the number is "
                           f"{number}; lernmi needs finite numbers.")
    return [list(numbers[start:start + size]) for start in range(0, len(numbers), size)]


def _array(content: bytes, header: Header) -> Sequence[float]:
    numbers = array(TYPES[header.type])
    numbers.frombytes(content[header.start:])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _limits(rows: Sequence[Sequence[Any]], size: int) -> Tuple[float, float]:
    low, high = min(min(row[:size]) for row in rows), max(max(row[:size]) for row in rows)
    if not math.isfinite(high - low):
        raise BadInput(f"the pixels are from {low:g} to {high:g}: that is too far apart.")
    return (low, high) if low < high else (low, low + 1.0)


def _labels(content: bytes, name: str, count: int, images: str) -> List[str]:
    header = header_of(content, name)
    if header is None or len(header.sizes) != 1:
        raise BadInput(f"{name} must be an IDX file with labels, one number each.")
    if header.sizes[0] != count:
        raise BadInput(f"{name} has {header.sizes[0]:,} labels, but {images} has {count:,} pictures.")
    numbers = [float(number) for number in _array(content, header)]
    for index, number in enumerate(numbers):
        if not math.isfinite(number):
            raise BadInput(f"{name}, label {index + 1}: {number} is no class.")
    known = {number: as_text(number) for number in set(numbers)}
    if len(known) > MOST_CLASSES:
        raise BadInput(f"{name} has {len(known):,} different labels: that is no file of classes.")
    return [known[number] for number in numbers]

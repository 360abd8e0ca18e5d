"""A user's own file: which kind it is, by its content, and its bytes, also where they are compressed."""

from __future__ import annotations

import errno
import os
import zlib
from typing import TYPE_CHECKING, Any, Dict, Optional

from ...support import validation
from ...support.errors import BadInput, UnknownName
from ...support.formatting import quoted
from ..dataset import Dataset
from .csv_table import CSV_OPTIONS, read_csv
from .idx_file import IDX_OPTIONS, header_of, read_idx

if TYPE_CHECKING:
    from pathlib import Path

GZIP = b"\x1f\x8b"
LARGEST = 2 ** 31           # bytes, uncompressed
CHUNK = 2 ** 20
KINDS = {b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
         b"PK\x03\x04": "a zip archive (an Excel or LibreOffice table is one: save it as CSV)",
         b"%PDF": "a PDF", b"PK\x05\x06": "a zip archive with nothing in it",
         b"\xd0\xcf\x11\xe0": "an old Excel table: save it as CSV", b"BZh": "compressed by bzip2: unpack it",
         b"\xfd7zXZ": "compressed by xz: unpack it", b"\x93NUMPY": "an array of numpy: save it as CSV",
         b"SQLite format": "a database", b"\x80\x04": "a pickle", b"\x80\x05": "a pickle",
         b"\x7fELF": "a program",
         b"{": "JSON, not a table", b"[{": "JSON, not a table", b"<!": "a web page, not a table",
         b"<html": "a web page, not a table", b"<?xml": "XML, not a table"}


def read_file(path: Path, **options: Any) -> Dataset:
    """The data set in a file; see ``load``."""
    content = contents(path)
    start = content[:16].lstrip(b"\xef\xbb\xbf \r\n\t")
    for magic, kind in KINDS.items():
        if start.startswith(magic):
            raise BadInput(f"{path.name} is {kind}; a data set is a CSV file, or an IDX file as MNIST's.")
    header = header_of(content, path.name)
    _check_options(options, CSV_OPTIONS if header is None else IDX_OPTIONS, path.name)
    if header is None:
        return read_csv(content, path.name, **options)
    labels = _labels(path, options.pop("labels", None))
    label_content = None if labels is None else contents(labels)
    return read_idx(content, header, path.name, label_content, labels.name if labels else "", **options)


def _check_options(options: Dict[str, Any], known: Any, name: str) -> None:
    for option in options:
        if option not in known:
            raise UnknownName(f"option for {name}", option, known)


def contents(path: Path) -> bytes:
    """The bytes of a file, uncompressed if it is by gzip; BadInput where it can't be read."""
    try:
        if path.is_dir():
            raise BadInput(f"{quoted(str(path))} is a directory: name a file in it.")
        if not path.is_file():
            raise BadInput(f"{quoted(str(path))} is no file." if path.exists() else
                           f"there is no file {quoted(str(path))}.")
        if os.path.getsize(path) > LARGEST:
            raise BadInput(f"{path.name} is larger than {LARGEST:,} bytes.")
        content = path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        hint = ": look at its permissions" if error.errno == errno.EACCES else ""
        raise BadInput(f"{quoted(str(path))} can't be read, {reason}{hint}.") from None
    except MemoryError:
        raise BadInput(f"{path.name} is too large for the memory.") from None
    return _unpacked(content, path.name) if content.startswith(GZIP) else content


def _unpacked(content: bytes, name: str) -> bytes:
    """What gzip has compressed, piece by piece: a small file may claim, or hold, gigabytes."""
    parts, size, rest = [], 0, content
    try:
        while rest.startswith(GZIP):
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                part = unpacker.decompress(rest, CHUNK)
                rest = unpacker.unconsumed_tail
                size += len(part)
                if size > LARGEST:
                    raise BadInput(f"{name} is larger than {LARGEST:,} bytes when it is unpacked.")
                if not part and not rest and not unpacker.eof:
                    raise BadInput(f"{name} is damaged: its compressed content ends too early.")
                parts.append(part)
            rest = unpacker.unused_data
    except zlib.error:
        raise BadInput(f"{name} is damaged: its compressed content can't be unpacked.") from None
    return b"".join(parts)


def _labels(path: Path, labels: Any) -> Optional[Path]:
    """The file of the labels: the one that is named, or the one beside it with such a name."""
    if labels is not None:
        return validation.path(labels)
    usual = path.name.replace("images", "labels").replace("idx3", "idx1")
    plain = usual[:-3] if usual.endswith(".gz") else usual
    for name in (usual, plain, plain + ".gz"):
        if name != path.name and (path.parent / name).is_file():
            return path.parent / name
    return None

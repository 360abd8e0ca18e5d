"""Saved networks as files: written as a whole, and read within limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Tuple, Union

from ..network.network import Network
from ..support import validation
from ..support.atomic_file import write_atomically
from ..support.errors import BadInput
from ..support.json_text import DECODER, MARK, integer, one_line, refuse_no_file, short
from .checks import a_whole_number, within_file
from .construction import FORMAT, VERSION, Construction
from .description import describe
from .json_layout import lines

LARGEST_FILE = 2 ** 28          # bytes: two million numbers, each with five more in a checkpoint
LARGEST_VERSION = 10 ** 9
BEGINNING = 200                 # bytes, in which the format is stated
FORMAT_STATED = f'"format": "{FORMAT}"'
SIGNATURES = {b"\x80": "a pickle, which only Python's pickle.load reads", b"\x1f\x8b": "compressed by gzip",
              b"PK": "a zip archive", b"\x89PNG": "a picture", b"\xff\xfe": "text in UTF-16",
              b"\xfe\xff": "text in UTF-16"}
FORMATS = {"lernmi trace": "a recording of a step: lernmi.Trace.load(path) loads it"}


def save(network: Network, path: Union[str, Path], *, force: bool = False) -> None:
    """Save a network as JSON; with ``force`` also in place of another file.

    Raises BadInput for what can't be saved (see describe), when the file can't be written, or is there
    and no saved network; then there is no half-written file.
    """
    write(Path(path), describe(network), force)


def load(path: Union[str, Path]) -> Network:
    """The network that was saved in a file, or in a checkpoint.

    It gives the same outputs and goes on learning as the one that was saved would, to the last bit.
    Nothing in the file is run. Raises BadInput, in one sentence with where in the file it is, for
    whatever is wrong.
    """
    path = validation.path(path)
    content = read(path)
    with within_file(path):
        return Construction(content).network


def write(path: Path, content: Dict[str, Any], force: bool) -> None:
    """Write the content of a saved network or a checkpoint."""
    write_atomically(path, lines(content), is_saved_network, force)


def read(path: Path) -> Dict[str, Any]:
    """The content of a saved network or a checkpoint, of which only format and version are checked."""
    data = _bytes(path)
    with within_file(path):
        content = _parsed(_decoded(data))
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise BadInput(_what_it_is(content))
        version = a_whole_number(content.get("version"), "version", 1, LARGEST_VERSION)
        if version > VERSION:
            raise BadInput(f"it was saved by a newer lernmi (format {version}; this one reads {VERSION}): "
                           "try to upgrade lernmi.")
    return content


def is_saved_network(path: Path) -> bool:
    """Whether the beginning of a file says that it is a saved network, perhaps a damaged one."""
    try:
        refuse_no_file(path)
        with path.open("rb") as file:
            return FORMAT_STATED.encode() in file.read(BEGINNING)
    except (OSError, BadInput):
        return False


# ---- what is in the file

def _bytes(path: Path) -> bytes:
    try:
        refuse_no_file(path)
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput(f"{path}: it is no saved network: it is larger than {LARGEST_FILE:,} bytes.")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE)
    except OSError as error:
        raise BadInput(f"{path} can't be read: {error.strerror or error}.") from None
    return data[len(MARK):] if data.startswith(MARK) else data


def _decoded(data: bytes) -> str:
    """The text; BadInput, saying what it is if that is known, for what isn't text in UTF-8."""
    kinds = [kind for signature, kind in SIGNATURES.items() if data.startswith(signature)]
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise BadInput(f"it is no saved network: it is {(kinds or ['no text in UTF-8'])[0]}.") from None
    if not text.strip():
        raise BadInput("it is no saved network: it is empty.")
    return text


def _parsed(text: str) -> Any:
    """The JSON value; BadInput for what is none, or has a key twice in an object."""
    try:
        return UNIQUE_KEYS.decode(text)
    except json.JSONDecodeError as error:
        first = _first_line(text)
        if FORMAT_STATED not in text[:BEGINNING] or isinstance(first, dict):
            raise BadInput(_what_it_is(first)) from None
        is_cut = error.pos >= len(text.rstrip()) - 1 or not text.rstrip().endswith("}")
        cut = " (perhaps the end of the file is missing)" if is_cut else ""
        raise BadInput(f"it is damaged: line {error.lineno} is not JSON from column {error.colno} on{cut}."
                       ) from None


def _first_line(text: str) -> Any:
    """The JSON value on the first line, which a file of JSON Lines has; else None."""
    try:
        return DECODER.decode(text.lstrip().partition("\n")[0])
    except ValueError:
        return None


def _what_it_is(content: Any) -> str:
    """What to say of a file with such a JSON value, that isn't a saved network."""
    stated = content.get("format") if isinstance(content, dict) else None
    if isinstance(stated, str) and stated in FORMATS:
        return f"it is no saved network, but {FORMATS[stated]}."
    other = f", not {short(stated)}" if stated is not None else ""
    return f"it is no saved network, which is JSON with {FORMAT_STATED} in it{other}."


def _unique(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadInput(f'it is damaged: an object has the key "{one_line(twice)}" twice.')
    return content


UNIQUE_KEYS = json.JSONDecoder(parse_int=integer, object_pairs_hook=_unique)

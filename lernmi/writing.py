"""Writing a file as a whole: either all of it is there afterwards, or nothing has changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import BadInput


def write_whole(path: Path, text: str) -> None:
    """Write the text to a file beside it, which then takes its place.

    Raises BadInput when the file can't be written; then there is no half-written file.
    """
    beside = None
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=path.suffix, delete=False,
                                         encoding="utf-8", newline="\n") as file:
            beside = Path(file.name)
            file.write(text)
        beside.chmod(0o666 & ~_mask())
        os.replace(beside, path)
    except OSError as error:
        if beside is not None:
            beside.unlink()
        raise BadInput(f"{path} can't be written: {error.strerror or error}. "
                       "Try another folder or name.") from error


def _mask() -> int:
    """Which rights a new file shall not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

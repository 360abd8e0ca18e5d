"""Files: there or not, and written as a whole, so that either all is there afterwards or nothing new."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import BadInput


def exists(path: Path) -> bool:
    """Whether there is something of that name; BadInput where one can't even look."""
    try:
        return path.exists()
    except OSError as error:
        raise BadInput(f"{path} can't be used: {error.strerror or error}.") from None


def write_atomically(path: Path, text: str) -> None:
    """Write the text to a file beside it, which then takes its place.

    Raises BadInput when the file can't be written; then there is no half-written file.
    """
    beside = None
    try:
        target = Path(os.path.realpath(path))       # what a link leads to is written, not the link
        with tempfile.NamedTemporaryFile("w", dir=target.parent, suffix=target.suffix, delete=False,
                                         encoding="utf-8", newline="\n") as file:
            beside = Path(file.name)
            file.write(text)
        beside.chmod(0o666 & ~_mask())
        os.replace(beside, target)
    except BaseException as error:
        if beside is not None:
            beside.unlink()
        if isinstance(error, (OSError, ValueError)):        # a name or a text that can't be written
            raise BadInput(f"{path} can't be written: {getattr(error, 'strerror', None) or error}. "
                           "Try another folder or name.") from error
        raise


def _mask() -> int:
    """Which rights a new file shall not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

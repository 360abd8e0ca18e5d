"""Files that are written as a whole: afterwards there is all of the new text, or the old file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import BadInput


def exists(path: Path) -> bool:
    """Whether there is something of that name; BadInput for a name that no file can have."""
    try:
        return path.exists()
    except OSError as error:
        raise BadInput(f"{path} can't be used: {error.strerror or error}.") from None


def write_atomically(path: Path, text: str) -> None:
    """Write the text to a temporary file in the same folder, which then replaces the file.

    Raises BadInput when the file can't be written; then there is no half-written file.
    """
    temporary = None
    try:
        target = Path(os.path.realpath(path))       # the target of a symbolic link
        with tempfile.NamedTemporaryFile("w", dir=target.parent, suffix=target.suffix, delete=False,
                                         encoding="utf-8", newline="\n") as file:
            temporary = Path(file.name)
            file.write(text)
        temporary.chmod(0o666 & ~_mask())
        os.replace(temporary, target)
    except BaseException as error:
        if temporary is not None:
            temporary.unlink()
        if isinstance(error, (OSError, ValueError)):        # a name or a text that can't be written
            raise BadInput(f"{path} can't be written: {getattr(error, 'strerror', None) or error}. "
                           "Try another folder or name.") from error
        raise


def _mask() -> int:
    """The permissions that new files don't get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

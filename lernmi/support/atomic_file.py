"""Files that are written as a whole: afterwards there is all of the new text, or the old file."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Callable, Iterable, Optional, Tuple

from .errors import BadInput
from .held_signals import holding_signals

IsOurs = Callable[[Path], bool]         # whether a file is one that may be replaced


def exists(path: Path) -> bool:
    """Whether there is something of that name; BadInput for a name that no file can have."""
    try:
        return path.exists()
    except OSError as error:
        raise BadInput(f"{path} can't be used: {error.strerror or error}.") from None


def check_replaceable(path: Path, is_ours: IsOurs, force: bool = False) -> None:
    """Raises BadInput unless there is no such file but its folder, or one that may be replaced.

    It must be an ordinary file that may be written to, or a symbolic link to one, and one of ours;
    with ``force`` it may be somebody else's.
    """
    target, old = _target(path)
    if old is None:
        _check_folder(path, target.parent)
        return
    if not stat.S_ISREG(old.st_mode):
        raise BadInput(f"{path} can't be written: it is there already and is no ordinary file. "
                       "Try another name.")
    if not old.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise BadInput(f"{path} can't be written: it is there already and read-only. Try another name.")
    ours = force or not old.st_size
    with suppress(OSError):
        ours = ours or is_ours(path)
    if not ours:
        raise BadInput(f"{path} is there already and isn't one that lernmi has saved: take another name, "
                       "or add --force (in Python: force=True) to replace it.")


def write_atomically(path: Path, lines: Iterable[str], is_ours: IsOurs, force: bool = False) -> None:
    """Write the lines to a temporary file in the same folder, which then replaces the file.

    The new file has the permissions of the old one. A Ctrl-C or a signal that ends the program
    takes effect between two lines, or when the file is whole. Raises BadInput when the file can't
    be written, or what is there can't be replaced; then there is no half-written file.
    """
    check_replaceable(path, is_ours, force)
    target, old = _target(path)
    try:
        with holding_signals() as signals:
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".lernmi-", suffix=".tmp")
            try:
                with open(handle, "w", encoding="utf-8", newline="\n") as file:
                    for line in lines:
                        file.write(line)
                        signals.deliver()
                _copy_permissions(old, name)
                os.replace(name, target)
            except BaseException:
                with suppress(OSError):
                    os.unlink(name)
                raise
    except (OSError, UnicodeError) as error:
        raise _cannot_be_written(path, error) from error


def _check_folder(path: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise BadInput(f"{path} can't be written: there is no folder {folder}. Try another folder or name.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadInput(f"{path} can't be written: its folder is read-only. Try another folder or name.")


def _target(path: Path) -> Tuple[Path, Optional[os.stat_result]]:
    """The file that a symbolic link leads to, or the file itself; and what is there, if anything."""
    try:
        target = Path(os.path.realpath(path))
        with suppress(FileNotFoundError):
            return target, target.stat()
        return target, None
    except (OSError, ValueError) as error:
        raise _cannot_be_written(path, error) from error


def _copy_permissions(old: Optional[os.stat_result], name: str) -> None:
    """Give a file the owner and mode of the old one, or the mode of new files."""
    if old is None:
        os.chmod(name, 0o666 & ~_mask())
        return
    with suppress(OSError, AttributeError):         # another owner's, or a system without owners
        os.chown(name, old.st_uid, old.st_gid)
    os.chmod(name, stat.S_IMODE(old.st_mode))


def _mask() -> int:
    """The permissions that new files don't get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_be_written(path: Path, error: Exception) -> BadInput:
    return BadInput(f"{path} can't be written: {getattr(error, 'strerror', None) or error}. "
                    "Try another folder or name.")

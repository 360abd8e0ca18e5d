"""Python and the command line in processes of their own: on a pipe, and on a pseudo-terminal."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Sequence, Tuple, Union

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "COLORFGBG", "PYTHONIOENCODING",
            "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLORTERM")


def environment(**changes: str) -> Dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in SWITCHES}
    return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **changes}


def python_on_pipe(*words: str, typed: str = "", **changes: str) -> "subprocess.CompletedProcess[str]":
    """Python on a pipe: its arguments, its input, and changes of the environment."""
    return subprocess.run([sys.executable, *words], input=typed, cwd=ROOT, text=True, encoding="utf-8",
                          capture_output=True, env=environment(**changes), timeout=120)


def in_shell(command: str) -> "subprocess.CompletedProcess[str]":
    """A command line for bash, with its pipes and redirections; ``python`` is this Python."""
    return subprocess.run(command.replace("python", f"'{sys.executable}'", 1), shell=True,
                          executable="/bin/bash", cwd=ROOT, text=True, encoding="utf-8",
                          capture_output=True, env=environment(), timeout=120)


def lernmi_on_pipe(*words: str, typed: str = "", **changes: str) -> "subprocess.CompletedProcess[str]":
    """``lernmi`` on a pipe."""
    return python_on_pipe("-m", "lernmi", *words, typed=typed, **changes)


Key = Union[str, Tuple[int, int]]       # what is typed, or a new size of the window: rows, columns


QUIET, PATIENCE, AGAIN = 0.1, 300, 50       # seconds, and how often to wait that long


def on_terminal(command: Sequence[str], *, columns: int = 80, rows: int = 30,
                keys: Sequence[Key] = (), prompt: str = "", **changes: str) -> Tuple[str, int]:
    """A command on a pseudo-terminal: what it wrote, and its exit status.

    One of the ``keys`` is typed whenever it has been quiet since the ``prompt``, a pattern. A key
    may come in the moment between a prompt and the reading of the answer, and a Ctrl-C is then
    noticed only with the next key; so, as a person would, it is typed again when nothing happens.
    """
    import pty
    import select
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execve(command[0], list(command), environment(**{"TERM": "xterm-256color", **changes}))
    resize(master, rows, columns)
    written, latest, waiting, typed, patience = b"", b"", list(keys), "", PATIENCE
    asked = re.compile(rf"(?:{prompt})$")
    while True:
        ready, _, _ = select.select([master], [], [], QUIET)
        if ready:
            data = _read(master)
            if not data:
                break
            written, latest, patience = written + data, latest + data, PATIENCE
        elif waiting and prompt and asked.search(without_escapes(latest.decode("utf-8", "replace"))):
            while isinstance(waiting[0], tuple):
                resize(master, *waiting.pop(0))
            typed, latest = str(waiting.pop(0)).replace("\n", "\r"), b""     # as the Enter key does
            os.write(master, typed.encode())
        else:
            patience -= 1
            if not patience:
                os.kill(pid, signal.SIGKILL)
                raise AssertionError(f"nothing more came: {written[-500:]!r}")
            if patience % AGAIN == 0 and not latest:
                os.write(master, typed.encode())
    _, status = os.waitpid(pid, 0)
    os.close(master)
    return written.decode("utf-8", "replace").replace("\r\n", "\n"), os.WEXITSTATUS(status)


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:             # Linux says so when the other end is closed
        return b""


def resize(master: int, rows: int, columns: int) -> None:
    """Give the pseudo-terminal another size."""
    import fcntl
    import struct
    import termios
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def python_on_terminal(*words: str, **options: Any) -> Tuple[str, int]:
    """Python on a pseudo-terminal."""
    return on_terminal([sys.executable, *words], **options)


def without_escapes(text: str) -> str:
    return re.sub(r"\x1b(?:\[[0-9;?]*[@-~]|[=>])", "", text)

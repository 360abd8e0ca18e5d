"""Files are written as a whole or not at all, and nobody's file is lost."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator, Tuple

import pytest

from lernmi import BadInput
from lernmi.support.atomic_file import write_atomically
from lernmi.support.held_signals import holding_signals
from tests.support.processes import ROOT, environment

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs modes, pipes, devices and signals")
ENDINGS = [("SIGINT", KeyboardInterrupt), ("SIGTERM", SystemExit), ("SIGHUP", SystemExit)]


def ours(path: Path) -> bool:
    return path.read_text().startswith("ours")


def write(path: Path, *lines: str, force: bool = False) -> None:
    write_atomically(path, lines or ["new\n"], ours, force)


@needs_posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o755])
def test_the_mode_stays(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("ours")
    path.chmod(mode)
    write(path)
    assert path.read_text() == "new\n" and stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_has_the_mode_of_new_files(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    write(tmp_path / "file")
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_another_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine")
    with pytest.raises(BadInput, match="is there already and isn't one that lernmi has saved: take another"):
        write(path)
    assert path.read_text() == "mine" and os.listdir(tmp_path) == ["file"]
    write(path, force=True)
    assert path.read_text() == "new\n"
    path.write_text("")
    write(path)
    assert path.read_text() == "new\n", "in an empty file there is nothing to lose"


def what_is_there(path: Path) -> Tuple[int, ...]:
    """All that is known of it but when it was last read."""
    there = os.lstat(path)
    return there.st_mode, there.st_ino, there.st_dev, there.st_size, there.st_mtime_ns, there.st_ctime_ns


@needs_posix
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "link to a pipe"])
def test_what_is_no_ordinary_file_is_refused(kind: str, force: bool, tmp_path: Path) -> None:
    path = tmp_path / "there"
    if kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/null")
    else:
        os.mkfifo(path)
    if kind == "link to a pipe":
        path = tmp_path / "link"
        path.symlink_to("there")
    before = what_is_there(path)
    with pytest.raises(BadInput, match="it is there already and is no ordinary file"):
        write(path, force=force)
    assert what_is_there(path) == before


@needs_posix
@pytest.mark.parametrize("force", [False, True])
def test_a_read_only_file_stays(force: bool, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("ours")
    path.chmod(0o444)
    with pytest.raises(BadInput, match="it is there already and read-only"):
        write(path, force=force)
    assert path.read_text() == "ours"


@needs_posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("mine")
    link.symlink_to("target")
    with pytest.raises(BadInput, match="is there already"):
        write(link)
    write(link, force=True)
    assert link.is_symlink() and target.read_text() == "new\n"
    link.unlink()
    link.symlink_to("link")
    with pytest.raises(BadInput, match="can't be written"):
        write(link)


def failing(path: Path, fail: Any) -> Iterator[str]:
    """Lines, in the middle of which something happens."""
    yield "first\n"
    assert len(os.listdir(path.parent)) == 2, "the temporary file is there"
    fail()
    yield "last\n"


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, BadInput])
def test_what_fails_leaves_the_old_file_alone(error: Any, tmp_path: Path) -> None:
    def fail() -> None:
        raise error("failed")

    path = tmp_path / "file"
    path.write_text("ours")
    with pytest.raises(error):
        write_atomically(path, failing(path, fail), ours)
    assert path.read_text() == "ours" and os.listdir(tmp_path) == ["file"]


def test_text_that_cannot_be_encoded(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be written: .*surrogates not allowed"):
        write(tmp_path / "file", "\ud800")
    assert os.listdir(tmp_path) == []


@needs_posix
@pytest.mark.parametrize("name, error", ENDINGS)
def test_a_signal_between_two_lines_leaves_the_old_file_alone(name: str, error: Any, tmp_path: Path) -> None:
    number = getattr(signal, name)
    path, before = tmp_path / "file", signal.getsignal(number)
    path.write_text("ours")
    with pytest.raises(error):
        write_atomically(path, failing(path, lambda: signal.raise_signal(number)), ours)
    assert path.read_text() == "ours" and os.listdir(tmp_path) == ["file"]
    assert signal.getsignal(number) == before


@needs_posix
@pytest.mark.parametrize("name, error", ENDINGS)
@pytest.mark.parametrize("moment", ["replace", "chmod", "unlink"])
def test_a_signal_at_the_end_leaves_one_whole_file(moment: str, name: str, error: Any, tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while it is cleaned up after an error, which is then the context of what the signal raises."""
    path, original = tmp_path / "file", getattr(os, moment)
    path.write_text("ours")

    def interrupted(*args: Any, **options: Any) -> None:
        signal.raise_signal(getattr(signal, name))
        original(*args, **options)
        signal.raise_signal(getattr(signal, name))

    monkeypatch.setattr(os, moment, interrupted)
    lines = ["new\n"] if moment != "unlink" else failing(path, lambda: 1 / 0)
    with pytest.raises(error):
        write_atomically(path, lines, ours)
    assert path.read_text() == ("ours" if moment == "unlink" else "new\n")
    assert os.listdir(tmp_path) == ["file"]


CHILD = """
import sys, time
from pathlib import Path
from lernmi.support.atomic_file import write_atomically
def lines():
    yield "first"
    print("writing", flush=True)
    while True:
        time.sleep(0.01)
        yield "next"
write_atomically(Path(sys.argv[1]), lines(), lambda path: True)
"""


@needs_posix
def test_a_process_that_is_ended_leaves_no_temporary_file(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path / "file")], cwd=ROOT,
                             stdout=subprocess.PIPE, text=True, env=environment())
    assert child.stdout is not None and child.stdout.readline() == "writing\n"
    assert len(os.listdir(tmp_path)) == 1
    child.terminate()
    child.communicate()
    assert child.returncode == 128 + signal.SIGTERM and os.listdir(tmp_path) == []


@needs_posix
def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with holding_signals():
            signal.raise_signal(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)

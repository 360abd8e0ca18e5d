"""The command line in this process, as from a pipe: much faster than a process of its own."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

from lernmi.console.cli.main import main
from tests.support.processes import environment


def lernmi(*words: str, typed: str = "", encoding: str = "utf-8",
           **changes: str) -> "subprocess.CompletedProcess[str]":
    """``lernmi``: its arguments, its input, the encoding of its output, changes of the environment."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.StringIO(typed))
        patch.setattr(os, "environ", environment(**changes))
        try:
            status = main(words)
        except SystemExit as end:               # argparse, after --help and --version
            status = int(end.code or 0)
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode(encoding))
    return subprocess.CompletedProcess(words, status, *texts)

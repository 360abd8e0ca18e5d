"""A Python that has PyTorch: this one, or the one that LERNMI_PYTORCH names (the path of an interpreter)."""

import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec

import pytest

PYTORCH = os.environ.get("LERNMI_PYTORCH") or (sys.executable if find_spec("torch") else "")
needs_pytorch = pytest.mark.skipif(not PYTORCH, reason="PyTorch isn't there")


@cache
def has(module: str) -> bool:
    """Whether the Python that has PyTorch has another module as well."""
    return bool(PYTORCH) and subprocess.run([PYTORCH, "-c", f"import {module}"],
                                            capture_output=True).returncode == 0

"""Golden files: the text that a program is known to give, to the last character.

After a change that is meant to be seen: LERNMI_GOLDEN=write python -m pytest PATHS, and read the difference.
"""

import os

from tests.support.processes import ROOT


def compare(name: str, text: str) -> None:
    """A text must be that of the golden file."""
    golden = ROOT / "tests" / "golden" / name
    if os.environ.get("LERNMI_GOLDEN") == "write":
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode()

"""``lernmi check``: a tie is reported, and is no mismatch."""

import pytest

from lernmi.console.cli.main import main


def test_ties_are_reported_and_the_status_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "conv", "--sample", "1"]) == 0
    out = capsys.readouterr().out
    assert ("At a tie of conv[0,0,2] (relu at 0) the slope is not defined: "
            "the answer 0 lies between 0 and 1.") in out
    assert "Backpropagation and central differences agree" in out

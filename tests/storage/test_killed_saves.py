"""A program that is killed while it saves leaves the old file or the new one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lernmi
from lernmi import Dense, Network
from tests.support.processes import ROOT, environment

SAVING = """
import sys
from lernmi import Dense, Network
network = Network(20, Dense(20), Dense(20), seed=1)
network.save(sys.argv[1])
print("ready", flush=True)
for number in range(1, 1_000_000):
    network.weights[0].value = network.weights[-1].value = float(number)
    network.save(sys.argv[1])
"""


def killed_after(path: Path, seconds: float) -> None:
    """Save over and over again, and be killed after so long."""
    with subprocess.Popen([sys.executable, "-c", SAVING, str(path)], cwd=ROOT, env=environment(),
                          stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_what_is_left_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    Network(20, Dense(20), Dense(20), seed=1).save(path)
    numbers = set()
    for moment in range(12):
        killed_after(path, 0.007 * moment)
        network = lernmi.load(path)
        numbers.add(network.weights[0].value)
        if network.weights[0].value >= 1.0:
            assert network.weights[0].value == network.weights[-1].value
    assert len(numbers) > 3, "some were killed while they saved"

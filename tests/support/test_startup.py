"""Ctrl-C while the command starts ends it quietly; in other programs it stays what it is."""

import pytest

from tests.support.processes import python_on_pipe
from tests.support.slow import slow

INTERRUPTED_IMPORT = """
import signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == {name!r}:
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Finder())
sys.argv = [{program!r}, "trace", "mazur"]
from lernmi.console.cli.main import main
sys.exit(main())
"""


@pytest.mark.parametrize("name", [slow("lernmi.layers"), "lernmi.weight", slow("lernmi.console"),
                                  "rich.console", slow("lernmi.console.network.network_view")])
@pytest.mark.parametrize("program", ["-m", "/usr/bin/lernmi"])
def test_while_the_command_is_imported_ctrl_c_ends_it_quietly(name: str, program: str) -> None:
    run = python_on_pipe("-c", INTERRUPTED_IMPORT.format(name=name, program=program))
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "\nlernmi: interrupted.\n")


def test_in_another_program_it_is_a_keyboard_interrupt() -> None:
    run = python_on_pipe("-c", INTERRUPTED_IMPORT.format(name="lernmi.weight", program="lesson.py"))
    assert "KeyboardInterrupt" in run.stderr and "lernmi: interrupted." not in run.stderr


@pytest.mark.slow
def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    run = python_on_pipe("-c", "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
                         + INTERRUPTED_IMPORT.format(name="lernmi.weight", program="-m"))
    assert run.returncode == 0 and "it is now 0.291." in run.stdout

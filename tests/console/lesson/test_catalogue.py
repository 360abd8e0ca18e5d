"""The list of demos, and how one is found and run."""

import re
import sys
from pathlib import Path

import pytest

from lernmi.console.lesson.catalogue import ORDER, demos, find_demo
from lernmi.support.errors import BadInput, UnknownName
from tests.support.command_line import lernmi
from tests.support.processes import ROOT, lernmi_on_pipe


def test_every_demo_stands_in_the_order_once() -> None:
    assert sorted(ORDER) == sorted(path.stem for path in (ROOT / "demos").glob("*.py"))


def test_each_says_in_a_line_what_the_class_sees_and_how_long_it_takes() -> None:
    for demo in demos():
        assert re.fullmatch(r"[A-Z].{20,68}\.", demo.shows), demo
        assert re.fullmatch(r"a second\.|\d+ seconds\.", demo.fields["Takes"]), demo
        assert set(demo.fields) >= {"Covers", "Scenario", "Takes"}


def test_the_list_is_in_teaching_order() -> None:
    lines = lernmi("demos").stdout.splitlines()
    assert [line.split(" ")[0] for line in lines[1:]] == list(ORDER)
    assert lines[1].endswith(find_demo(ORDER[0]).shows)


def test_a_demo_is_found_by_the_beginning_of_its_name() -> None:
    assert find_demo("whose").name == find_demo("whose_fault.py").name == "whose_fault"
    with pytest.raises(BadInput, match="'w' could be worked_example or "):
        find_demo("w")
    with pytest.raises(UnknownName, match="whose_fault"):
        find_demo("whos_fault")


def test_a_demo_runs_by_its_name_and_the_command_line_is_as_before() -> None:
    before = list(sys.argv)
    process = lernmi("demo", "two_p", "--scene", "1", "--plain")
    text = process.stdout
    assert (process.returncode, process.stderr) == (0, "")
    assert "\n1. " in text and "\n2. " not in text and text.isascii() and sys.argv == before


def test_a_handout_may_have_a_name_that_looks_like_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch
                                                            ) -> None:
    monkeypatch.chdir(tmp_path)
    assert lernmi("demo", "two_p", "--save=-two.html").returncode == 0
    assert (tmp_path / "-two.html").is_file()


def test_help_is_that_of_the_demo() -> None:
    scenario = find_demo("two_paths").fields["Scenario"].split()[:4]
    process = lernmi_on_pipe("demo", "two_paths", "--help")
    assert process.returncode == 0 and " ".join(scenario) in process.stdout
    assert "usage: lernmi demo" in lernmi("demo", "--help").stdout


def test_wrong_use_is_a_sentence() -> None:
    process = lernmi_on_pipe("demo", "two_paths", "--save", "two.txt")
    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr == "lernmi: 'two.txt' can't be saved: its name must end in .html.\n"


def test_the_package_includes_all_folders_and_the_demos() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    listed = text[text.index("packages = ["):].split("]")[0]
    folders = [path.parent.relative_to(ROOT).parts for path in (ROOT / "lernmi").rglob("__init__.py")]
    assert re.findall(r'"([\w.]+)"', listed) == [*sorted(map(".".join, folders)), "lernmi.demos"]

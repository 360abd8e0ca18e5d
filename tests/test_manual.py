"""The README and the manual: what they show runs, and what they link and name exists."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import List, Tuple

import pytest

from lernmi import datasets, trace
from lernmi.console.cli.main import main
from lernmi.console.cli.manual import chapters
from lernmi.console.playground.key_table import KEYS
from lernmi.examples.assignment import assignment_for
from lernmi.teaching.bugs import BUGS, wrong_network
from lernmi.teaching.worksheets import Exercise
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.processes import ROOT, environment, lernmi_on_pipe, python_on_terminal, without_escapes
from tests.support.slow import slow

PACKAGE = ROOT / "lernmi"
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHAPTERS = chapters()
PAGES = {PACKAGE / "manual" / f"{name}.md": text for name, text in CHAPTERS.items()}
PAGES[ROOT / "README.md"] = README
LINK = re.compile(r"\]\(([^()]+)\)")
COMMAND = re.compile(r"(?:^    |&& |^\$ )(?:\.venv/bin/)?(lernmi(?: .*)?)$", re.MULTILINE)


def words_of(text: str) -> List[str]:
    """Its letters and digits only: what wrapping, laying out and ASCII can't change."""
    return re.findall(r"[A-Za-z0-9]+", text)


# ---- lernmi help

def test_help_lists_every_chapter_with_the_line_below_its_title() -> None:
    run = lernmi_on_pipe("help")
    assert (run.returncode, run.stderr) == (0, "")
    assert set(CHAPTERS) >= {"calculus", "command-line", "debuggers", "design", "extending", "recordings",
                             "stepper"}
    plain = lernmi_on_pipe("help", "--plain").stdout.splitlines()
    for name, text in CHAPTERS.items():
        title, line = text.split("\n\n")[:2]
        assert title.startswith("# ") and "\n" not in line
        assert f"    {name:14}{line}" in run.stdout.splitlines()
        assert f"{name}: {line}" in plain
    assert "lernmi COMMAND --help" in run.stdout
    assert "lernmi help" in lernmi_on_pipe().stdout and "help " in lernmi_on_pipe("--help").stdout


def test_the_list_fits_a_terminal_of_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help"]) == 0
    assert all(len(line) <= 80 for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_printed_on_a_pipe_whole_and_without_escapes(
        name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["help", name]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and "```" not in out and ".md)" not in out and "|---" not in out
    assert words_of(LINK.sub("]", CHAPTERS[name]).replace("```python", "")) == words_of(out)
    for block in re.findall(r"(?:^    .*\n)+", CHAPTERS[name], re.MULTILINE):
        assert block in out, "lines of code stay as they are"
    assert main(["help", name, "--plain"]) == 0
    plain = capsys.readouterr().out
    assert plain.isascii() and "\\u" not in plain and "\\x" not in plain and "\n\n" not in plain


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_on_a_terminal_a_chapter_waits_for_enter_after_each_screen() -> None:
    def shown(*keys: str, rows: int = 24) -> Tuple[List[str], int]:
        text, status = python_on_terminal("-m", "lernmi", "help", "stepper", rows=rows, keys=keys,
                                          prompt="ends. ")
        return without_escapes(text).split("\nEnter goes on, Ctrl-C ends. "), status
    screens, status = shown(*["\n"] * 20)
    assert status == 0 and len(screens) > 4 and all(len(screen.splitlines()) <= 23 for screen in screens)
    whole, _ = shown(rows=1000)
    assert [line for screen in screens for line in screen.splitlines() if line] == [
        line for line in whole[0].splitlines() if line]
    for key in ("\x03", "\x04"):
        screens, status = shown("\n", key)
        assert status == 130 and len(screens) == 3


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("name, columns", [slow("stepper", 80), ("recordings", 60), slow("python", 100)])
def test_on_a_terminal_nothing_is_cut_at_the_edge(name: str, columns: int) -> None:
    text, status = python_on_terminal("-m", "lernmi", "help", name, columns=columns, rows=1000)
    assert status == 0 and "\x1b[" in text
    lines = without_escapes(text).splitlines()
    assert all(len(line) <= columns for line in lines)
    assert "".join(lines).count("…") == CHAPTERS[name].count("…")
    words = words_of(" ".join(lines))
    for word in words_of(LINK.sub("]", CHAPTERS[name]).replace("```python", "")):
        assert word in words or word in "".join(words), word        # long code may break in a word


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_on_a_terminal_that_lacks_the_symbols_it_is_ascii() -> None:
    text, status = python_on_terminal("-m", "lernmi", "help", "calculus", PYTHONIOENCODING="ascii",
                                      keys=["\n"] * 9, prompt="ends. ")
    assert status == 0 and text.isascii() and "\\u" not in text


def test_the_beginning_of_a_name_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "step"]) == 0
    assert capsys.readouterr().out.startswith("The stepper\n")


@pytest.mark.parametrize("name, sentence", [
    ("steper", "lernmi: no chapter is called 'steper': did you mean stepper?\n"),
    ("zzz", "lernmi: no chapter is called 'zzz': there is bugs, calculus, command-line, "),
    ("../LICENSE", "lernmi: no chapter is called '../LICENSE'"),
    ("de", "lernmi: 'de' could be debuggers or design.\n"),
    ("trace", "lernmi: trace is a command: try lernmi trace --help.\n")])
def test_an_unknown_chapter_gets_one_sentence_and_status_2(name: str, sentence: str,
                                                           capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", name]) == 2
    out, error = capsys.readouterr()
    assert (out, error.count("\n")) == ("", 1) and error.startswith(sentence)


# ---- what README and the chapters show

COMMANDS = sorted({re.split(r" {3,}| < | \| ", command)[0]
                   for text in PAGES.values() for command in COMMAND.findall(text)})


def test_the_commands_of_the_pages_are_found() -> None:
    assert len(COMMANDS) > 10
    assert {"lernmi trace mazur", "lernmi step step.jsonl", "lernmi --version"} < set(COMMANDS)


def test_the_chapter_on_pictures_has_every_key_of_the_playground() -> None:
    for key in KEYS:
        keys = " ".join(f"`{shown}`" for shown in key.shown.split())
        assert f"| {keys} | {key.help} |" in CHAPTERS["pictures"]


def takes_long(command: str) -> bool:
    """Whether it measures, or learns much."""
    return command == "lernmi bench" or learns_much(command) or learns_again(command) or is_exact(command)


def is_exact(command: str) -> bool:
    """Whether it is a teacher's command with options, of which the tests of the command try every one."""
    return re.match("lernmi (compare|diagnose|influence|bugs|worksheet|mark) .* .*", command) is not None


def learns_again(command: str) -> bool:
    """Whether it learns iris as another command does, with other options."""
    return command.startswith("lernmi train iris ") and command != "lernmi train iris --save net.json"


def learns_much(command: str) -> bool:
    """Whether it learns another set than one of a few samples."""
    return (command.startswith(("lernmi train ", "lernmi play "))
            and command.split()[2] not in ("iris", "my.csv", "net.json"))


def shortened(command: str) -> List[str]:
    """What to add to it so that it runs, but not long."""
    if command == "lernmi bench":
        return ["--rounds", "1", "--up-to", "1000"]
    return ["--epochs", "1"] if learns_much(command) else []


def finding_of(command: str) -> int:
    """The exit status: 1 where what the pages show is a difference, or a mistake that is found."""
    return 1 if re.match("lernmi (compare|diagnose|check .*--bug) ", command) else 0


def write_files() -> None:
    """The files that commands of the pages are about, in the working directory."""
    network = mazur()
    trace(network, INPUTS, TARGETS).save("step.jsonl")
    trace(network, INPUTS, TARGETS).save("right.jsonl")
    wrong = wrong_network(network, BUGS["slope_forgotten_at_hidden"])
    trace(wrong, INPUTS, TARGETS).save("mine.jsonl")
    wrong.reset()                   # the trace has left its sensitivities
    wrong.forward(INPUTS)
    wrong.backward(TARGETS)
    Path("numbers.csv").write_text("weight,gradient\n" + "\n".join(
        f"{weight.name},{weight.sensitivity:.4g}" for weight in wrong.weights), encoding="utf-8")
    Path("class.csv").write_text("name\nAnna\nBen\n", encoding="utf-8")
    sheet = Exercise.from_code("33R-9LC-E93")
    answers = [f"{item.result:.4g}" for item in sheet.items]
    Path("answers.csv").write_text(",".join([sheet.code, "Ada", *answers]) + "\n", encoding="utf-8")
    iris = datasets.load("iris")
    assignment = assignment_for(iris, epochs=1)
    assignment.fit()
    assignment.network.save("net.json")
    for name, cells in (("my.csv", 5), ("new.csv", 4)):
        names = [column.name for column in (*iris.columns, *iris.targets)]
        Path(name).write_text("\n".join(",".join(map(str, row[:cells])) for row in [names, *iris.rows]),
                              encoding="utf-8")


@pytest.mark.parametrize("command", [slow(command) if takes_long(command) else command
                                     for command in COMMANDS])
def test_every_command_that_the_pages_show_runs(command: str, tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files()
    with open(os.devnull, encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        try:
            assert main(shlex.split(command)[1:] + shortened(command)) == finding_of(command)
        except SystemExit as end:           # argparse, after --help and --version
            assert end.code == 0


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.name))
def test_every_link_leads_to_a_file(path: Path) -> None:
    for target in LINK.findall(PAGES[path]):
        assert "://" in target or (path.parent / target).is_file(), target


def test_the_readme_links_every_chapter() -> None:
    assert {f"lernmi/manual/{name}.md" for name in CHAPTERS} == set(LINK.findall(README))


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 200


def test_the_readmes_tree_names_the_rooms_that_exist() -> None:
    tree = README[README.index("    lernmi/\n"):].split("\n\n")[0]
    there = {path.name for path in PACKAGE.rglob("*") if path.is_dir() and not path.name.startswith("__")}
    assert set(re.findall(r"(\w+)/", tree)) == there | {"lernmi"}
    for name in re.findall(r"\w+\.py", tree):
        assert (PACKAGE / name).is_file()


def test_the_files_and_names_of_where_to_add_what_exist() -> None:
    design = (PACKAGE / "manual" / "design.md").read_text(encoding="utf-8")
    rows = design[design.index("| new | where | tests |"):].split("\n\n")[0].splitlines()[2:]
    assert len(rows) == 16
    for row in rows:
        paths = re.findall(r"`((?:lernmi|tests|demos)/[\w./]*)`", row)
        for path in paths:
            assert "NAME" in path or (ROOT / path).exists(), path
        for table in re.findall(r"`([A-Z]{5,})`", row):
            assert any(re.search(rf"^{table}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
                       for path in paths if path.endswith(".py") and "NAME" not in path), table


def test_the_chain_rule_is_shown_as_it_is() -> None:
    code = [line.strip() for line in (PACKAGE / "link.py").read_text(encoding="utf-8").splitlines()]
    for text, count in ((README, 3), (CHAPTERS["calculus"], 5)):
        shown = re.findall(r"^ {4,}(self\..*)$", text, re.MULTILINE)
        assert len(shown) == count
        for line in shown:
            assert any(real.startswith(line) for real in code), line


def test_a_breakpoint_in_an_optimizer_works_while_learning_tracing_and_stepping(tmp_path: Path) -> None:
    start = CHAPTERS["extending"].index("    def new_values(self, weights, averages):\n        breakpoint()")
    script = tmp_path / "script.py"
    script.write_text("from lernmi import *\nfrom lernmi import stepper\n\nclass Plain(Optimizer):\n"
                      + CHAPTERS["extending"][start:]
                      + "\nfor step in (Network.learn, trace, stepper):\n"
                        "    step(Network(1, Dense(1), seed=1), [1], [1], Plain(0.1))\n", encoding="utf-8")
    run = subprocess.run([sys.executable, str(script)], input="p len(weights)\ncontinue\n" * 3 + "quit\n",
                         cwd=ROOT, text=True, encoding="utf-8", capture_output=True, env=environment(),
                         timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("(Pdb) 2\n") == 3


# ---- in the wheel

def test_the_chapters_and_the_licence_are_packaged() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"manual/*.md"' in settings and 'license-files = ["lernmi/LICENSE"]' in settings
    licence = (PACKAGE / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License\n\nCopyright (c) 2026 The lernmi authors\n")


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "lernmi" / "manual").glob("*.md"))],
                         ids=lambda path: path.name)
def test_every_command_can_be_pasted_into_a_shell(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        command = re.match(r"    (?:\S*bin/)?((?:lernmi|pip|python3?) .*?)(?:   .*)?$", line)
        unquoted = re.sub(r"'[^']*'| [<>|] ", "", command[1]) if command else ""
        assert not set(unquoted) & set("[]<>*?#"), line

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import List

import pytest

from lernmi.console.cli.commands import COMMANDS
from lernmi.console.cli.main import main
from lernmi.examples.catalogue import EXAMPLES
from tests.support.command_line import lernmi
from tests.support.processes import ROOT, environment, in_shell, lernmi_on_pipe
from tests.support.slow import QUICK_EXAMPLES, slow, slow_but


def test_alone_it_prints_a_menu_with_commands_that_work() -> None:
    menu = lernmi()
    assert (menu.returncode, menu.stderr) == (0, "")
    commands = [line.split() for line in menu.stdout.splitlines() if line.startswith("    lernmi ")]
    names = [words[1] for words in commands]
    assert names == ["step", "trace", "why", "show", "check", "train", "play", "demo"]
    for words in commands:
        assert lernmi(*words[1:], *["--epochs", "1"] * (words[1] == "play")).returncode == 0
    assert len(menu.stdout.splitlines()) <= 22


def test_the_worked_example_on_a_pipe() -> None:
    out = lernmi("trace", "mazur").stdout.splitlines()
    assert ("24/38 backward output[0] → hidden[0] through w5: sensitivity of the link = "
            "sensitivity of output[0] × slope of output[0] = 0.7414 × 0.1868 = 0.1385"
            "  [∂L/∂v = ∂L/∂output[0] × output[0]′]") in out
    assert ("5/38 forward hidden[0]: value of hidden[0] = sigmoid(total of hidden[0]) = "
            "sigmoid(0.3775) = 0.5933  [hidden[0] = sigmoid(Σhidden[0])]") in out
    assert ("24/38 backward output[0] → hidden[0] through w5: sensitivity of hidden[0] += "
            "sensitivity of the link × value of w5 = 0.1385 × 0.4 = 0.0554 (-0.01905 + 0.0554 = 0.03635)"
            "  [∂L/∂hidden[0] += ∂L/∂v × w5]") in out
    assert ("35/38 update w5: value of w5 = value of w5 − rate × sensitivity of w5 = "
            "0.4 − 0.5 × 0.08217 = 0.3589  [w5 = w5 − η × ∂L/∂w5]") in out
    assert "1/38 input: value of input[0] = 0.05  [input[0] = 0.05]" in out
    assert out[-1] == "The same sample again: the loss was 0.2984, it is now 0.291."


def test_digits_and_rate() -> None:
    out = lernmi("trace", "mazur", "--digits", "9").stdout
    assert "the loss was 0.298371109, it is now 0.291027774." in out
    assert "= 0.4 − 0.5 × 0.0821670406 = 0.35891648" in out
    assert "0.4 − 0.25 × 0.08217" in lernmi("trace", "mazur", "--rate", "0.25").stdout


def test_seed_and_sample() -> None:
    one, two = (lernmi("show", "xor", "--seed", seed).stdout for seed in ("1", "2"))
    assert one != two
    assert one == lernmi("show", "xor").stdout
    assert "Sample 3: inputs 1 1, targets 0." in lernmi("show", "xor", "--sample", "3").stdout


def test_a_large_trace_is_summarised_with_the_numbers_of_the_step() -> None:
    out = lernmi("trace", "transformer").stdout
    assert "more than anybody reads" in out
    assert "Narrow it: lernmi trace transformer --only 'output[0]@t1', or a weight," in out
    assert "fixed(" not in out
    lines = out.splitlines()
    first = lines[lines.index("The highest sensitivities of weights:") + 1]
    assert abs(float(first.rpartition(": ")[2])) > 0.1


def test_only_may_be_repeated() -> None:
    out = lernmi("trace", "mazur", "--only", "backward", "--only", "w5").stdout
    assert "1 of 38 moves, 3 multiplications, loss 0.2984." in out


def test_plain_is_one_ascii_sentence_a_fact() -> None:
    for words in (["trace", "mazur"], ["why", "mazur", "w1"], ["show", "xor"], ["check", "xor"]):
        run = lernmi(*words, "--plain")
        assert run.returncode == 0
        assert run.stdout.isascii()
        for line in run.stdout.splitlines():
            assert line.endswith((".", ":")) and not set(line) & set("|*_"), line
    assert ("Move 24 of 38, backward, output[0] -> hidden[0] through w5: sensitivity of the link is "
            "sensitivity of output[0] times slope of output[0] = 0.7414 times 0.1868 = 0.1385."
            ) in lernmi("trace", "mazur", "--plain").stdout.splitlines()


def test_why_shows_the_tree_the_paths_and_the_answer() -> None:
    out = lernmi("why", "mazur", "w1").stdout
    for line in (
            "Whose fault is it? Sensitivity of w1 = ∂loss/∂w1 = 0.0004386",
            "loss = ½ Σ (y − d)² = 0.2984",
            "  sensitivity of output[0] = value of output[0] − target of output[0] = 0.7514 − 0.01 "
            "= 0.7414",
            "  sensitivity of hidden[0] = -0.01905 + 0.0554 = 0.03635",
            "  output[0] → hidden[0] → w1: 0.7414 × 0.1868 × 0.4 × 0.2413 × 0.05 = 0.0006684",
            "  output[1] → hidden[0] → w1: -0.2171 × 0.1755 × 0.5 × 0.2413 × 0.05 = -0.0002298",
            "  their sum = 0.0004386",
            "If w1 rises a little, the loss rises 0.0004386 times as much: gradient descent makes it "
            "smaller.",
            "Who answers for it: output[0] for 0.0006684, output[1] for -0.0002298."):
        assert line in out.splitlines()


def test_why_knows_links_and_fixed_weights_and_zeros() -> None:
    assert "the loss falls" in lernmi("why", "mazur", "hidden[0]->output[1]").stdout
    assert "it is fixed, so learning leaves it alone" in lernmi("why", "mazur", "b1").stdout
    zero = lernmi("why", "xor", "hidden.weight[0,0]", "--sample", "0").stdout
    assert zero.endswith("A small change of hidden.weight[0,0] changes nothing. "
                         "The path goes through input[0], which is 0.\n")


@pytest.mark.parametrize("name", slow_but(QUICK_EXAMPLES, EXAMPLES))
def test_check_passes_for_every_example(name: str) -> None:
    run = lernmi("check", name)
    assert run.returncode == 0
    assert "Backpropagation and central differences agree" in run.stdout


def test_check_fails_with_status_1_on_a_mismatch(monkeypatch: pytest.MonkeyPatch,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    from lernmi import Link

    def backward(link: Link) -> None:
        link.sensitivity = link.target.sensitivity
        link.source.sensitivity += link.sensitivity * link.weight.value
        link.weight.sensitivity += link.sensitivity * link.source.value
    monkeypatch.setattr(Link, "backward", backward)
    assert main(["check", "mazur"]) == 1
    assert "DISAGREE" in capsys.readouterr().out


@pytest.mark.parametrize("words, sentence", [
    (["trcae", "xor"], "no command is called 'trcae': did you mean trace?"),
    (["trace", "xro"], "no example is called 'xro': did you mean xor?"),
    (["trace", "zzz"], "no example is called 'zzz': there is mazur, not, and, or, xor, softmax, conv, rnn"),
    (["trace"], "the following arguments are required: EXAMPLE|NET.JSON. Try lernmi trace --help"),
    (["why", "xor"], "the following arguments are required: NAME. Try lernmi why --help"),
    (["why", "xor", "hiden[0]"], "did you mean hidden[0]?"),
    (["trace", "xor", "--only", "backwrd"], "did you mean backward?"),
    (["trace", "xor", "--rate", "0"], "the learning rate must be above 0, not 0.0."),
    (["trace", "xor", "--rate", "-1"], "the learning rate must be above 0, not -1.0."),
    (["trace", "xor", "--rate", "nan"], "the learning rate is nan"),
    (["trace", "xor", "--rate", "fast"], "argument --rate: invalid float value: 'fast'"),
    (["trace", "xor", "--sample", "9"], "xor has no sample 9: try --sample 0 to 3."),
    (["trace", "xor", "--sample", "-1"], "xor has no sample -1"),
    (["trace", "xor", "--digits", "0"], "the number of digits must be at least 1, not 0."),
    (["trace", "xor", "--digits", "99"], "a float holds 17 at most"),
    (["trace", "xor", "--save", "x.pdf"], "its name must end in .html, .svg or .txt."),
    (["trace", "xor", "--save", "no/such/x.svg"], "no/such/x.svg can't be written: there is no folder"),
    (["trace", "xor", "--colour"], "unrecognized arguments: --colour"),
    (["--frobnicate"], "Try lernmi --help"),
])
def test_wrong_use_gets_one_sentence_and_status_2(words: List[str], sentence: str) -> None:
    run = lernmi(*words)
    assert run.returncode == 2
    assert run.stderr.startswith("lernmi: ") and sentence in run.stderr
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    run = lernmi(command, "--help")
    assert run.returncode == 0 and f"usage: lernmi {command}" in run.stdout


@pytest.mark.parametrize("words", [
    slow([]), slow(["--version"]), slow(["trace", "--help"]), ["show", "mazur"],
    slow(["trace", "mazur", "--digits", "9"]), slow(["why", "xor", "hidden[0]"]),
    slow(["check", "or", "--plain"]), ["trcae"], slow(["show", "xor", "--save", "x.pdf"])])
def test_in_a_process_of_its_own_it_is_the_same_program(words: List[str]) -> None:
    """The other tests call it in theirs."""
    there, here = lernmi_on_pipe(*words), lernmi(*words)
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


# ---- what the output runs into

@pytest.mark.parametrize("switches", [
    {}, slow({"NO_COLOR": "1"}), slow({"FORCE_COLOR": "1"}), {"NO_COLOR": "1", "FORCE_COLOR": "1"},
    slow({"TERM": "dumb"}), slow({"FORCE_COLOR": "0"}), slow({"TTY_COMPATIBLE": "1"}),
    slow({"TTY_INTERACTIVE": "1"}), {"COLUMNS": "40"}, slow({"COLORTERM": "truecolor", "TERM": "xterm"})])
@pytest.mark.parametrize("words", [slow(["trace", "mazur"]), slow(["why", "xor", "hidden[0]"]),
                                   slow(["check", "or"]), ["show", "xor"]])
def test_a_pipe_gets_no_escape_and_whole_lines(words: List[str], switches: "dict[str, str]") -> None:
    run = lernmi(*words, **switches)
    assert run.returncode == 0
    assert "\x1b" not in run.stdout
    if words[0] in ("trace", "why"):
        assert run.stdout == lernmi(*words).stdout
    if words[0] == "show":
        assert run.stdout == lernmi_on_pipe(*words, **switches).stdout


@pytest.mark.parametrize("encoding", ["ascii", slow("latin-1"), slow("cp437"), "cp1252"])
@pytest.mark.parametrize("words", [["trace", "mazur"], ["why", "mazur", "w1"], ["show", "xor"],
                                   ["check", "and"]])
def test_other_encodings_get_other_symbols(words: List[str], encoding: str) -> None:
    run = lernmi(*words, encoding=encoding)
    assert (run.returncode, run.stderr) == (0, "")
    assert "\\u" not in run.stdout and "\\x" not in run.stdout
    if words[0] == "trace":
        assert "= sensitivity of output[0] * slope of output[0] = 0.7414 * 0.1868 = 0.1385" in run.stdout
        there = subprocess.run([sys.executable, "-m", "lernmi", *words], cwd=ROOT, capture_output=True,
                               env=environment(PYTHONIOENCODING=encoding), timeout=60)
        assert (there.returncode, there.stderr) == (0, b"")
        assert there.stdout.decode(encoding).splitlines() == run.stdout.splitlines()


def test_an_error_about_a_strange_name_can_be_written_in_ascii() -> None:
    run = lernmi_on_pipe("trace", "größe", PYTHONIOENCODING="ascii")
    assert run.returncode == 2 and run.stderr.startswith("lernmi: no example is called ")


@pytest.mark.skipif(os.name != "posix", reason="pipes of the shell")
def test_a_closed_pipe_ends_it_quietly() -> None:
    run = in_shell("python -m lernmi trace xor --digits 17 | true; echo ${PIPESTATUS[0]}")
    assert run.stderr == ""
    assert run.stdout.splitlines()[-1] == "141"


@pytest.mark.skipif(os.name != "posix", reason="redirections of the shell")
@pytest.mark.parametrize("command, status", [
    ("demos/two_paths.py | head -n 1", "141"), ("demos/two_paths.py > /dev/full", "2"),
    ("demos/two_paths.py --help > /dev/full", "2"),
    slow("demos/two_paths.py >&-", "0"), slow("-m lernmi >&-", "0"), ("-m lernmi trace mazur >&-", "0"),
    slow("-m lernmi --help > /dev/full", "2"), ("-um lernmi trace --help > /dev/full", "2"),
    slow("-m lernmi --version > /dev/full", "2"), slow("-m lernmi --help >&-", "0"),
    slow("-um lernmi --help >&-", "0"), slow("-m lernmi > /dev/full", "2"),
    slow("-m lernmi help | head -n 0", "141")])
def test_no_traceback_wherever_the_output_goes(command: str, status: str) -> None:
    run = in_shell(f"python {command}; echo ${{PIPESTATUS[0]}} >&2")
    assert "Traceback" not in run.stderr and "Exception" not in run.stderr
    assert run.stderr.splitlines()[-1] == status


@pytest.mark.skipif(os.name != "posix", reason="redirections of the shell")
@pytest.mark.parametrize("where", ["/dev/full", "&-"])
@pytest.mark.parametrize("words", [slow("frobnicate"), "trace mazur --rate x", slow("verify nothing.jsonl")])
def test_wrong_use_is_status_2_even_where_nobody_can_be_told(words: str, where: str) -> None:
    run = in_shell(f"python -m lernmi {words} 2>{where}; echo $?")
    assert (run.stdout, run.stderr) == ("2\n", "")


def test_what_was_typed_is_quoted_up_to_a_line() -> None:
    for words in (["trace", "xor", "--sample", "1" * 5000], ["trace", "xor", "--" + "x" * 5000]):
        run = lernmi(*words)
        assert run.returncode == 2 and len(run.stderr) < 300


def test_names_with_escapes_are_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    from lernmi import Dense, Network
    Network(1, Dense(1, name="q\x1b[31m"), seed=1).print()
    Network(1, Dense(1, name="жук"), seed=1).print(plain=True)
    out = capsys.readouterr().out
    assert "\x1b" not in out and "q\\x1b[31m[0]" in out and "\\u0436" in out


def test_a_line_break_in_a_name_forges_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    from lernmi import Dense, Network, trace
    network = Network(1, Dense(1, name="q\nloss 0\u2028"), seed=1)
    network.print()
    step = trace(network, [1], [1])
    step.print()
    step.why("q\nloss 0\u2028.weight[0,0]").print()
    out = capsys.readouterr().out
    assert "q\\x0aloss 0\\u2028[0]" in out
    assert not any(line.startswith("loss 0") for line in out.splitlines())


@pytest.mark.parametrize("columns", ["0", "²", "-1", "x", "1" * 30, "9" * 5000, "10000"])
def test_a_width_that_cannot_be_meant_is_passed_over(columns: str) -> None:
    assert lernmi("trace", "mazur", COLUMNS=columns).stdout == lernmi("trace", "mazur").stdout
    assert lernmi("show", "xor", COLUMNS=columns).stdout == lernmi("show", "xor").stdout
    assert lernmi("trace", "--help", COLUMNS=columns).returncode == 0


def test_an_error_is_one_line_that_moves_no_cursor(tmp_path: Path) -> None:
    run = lernmi("step", "no\x1b[31m\nsuch\x9bexample")
    assert run.returncode == 2 and run.stderr.count("\n") == 1
    assert "\x1b" not in run.stderr and "\x9b" not in run.stderr


def test_a_saved_file_does_not_depend_on_the_terminal(tmp_path: Path) -> None:
    texts = []
    for index, term in enumerate(("dumb", "xterm")):
        path = tmp_path / f"{index}.TXT"
        lernmi("show", "xor", "--save", str(path), TERM=term)
        texts.append(path.read_bytes())
    assert texts[0] == texts[1]
    assert sorted(os.listdir(tmp_path)) == ["0.TXT", "1.TXT"]


def test_a_wrong_name_is_reported_before_anything_is_printed() -> None:
    for words in (["trace", "mazur", "--only", "hidden[9]"], ["show", "xor", "--save", "nowhere/x.svg"],
                  ["step", "xor", "--rate", "0"], ["step", "xor", "--sample", "4"]):
        run = lernmi(*words)
        assert (run.returncode, run.stdout) == (2, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_reported_in_a_sentence() -> None:
    with open("/dev/full", "w") as full:
        run = subprocess.run([sys.executable, "-m", "lernmi", "trace", "mazur"], cwd=ROOT,
                             stdout=full, stderr=subprocess.PIPE, text=True, env=environment(),
                             timeout=60)
    assert run.returncode == 2
    assert run.stderr == "lernmi: the output can't be written: No space left on device.\n"


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_ctrl_c_ends_it_with_status_130(tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text("import sys, time, lernmi.console.cli.main as m\n"
                      "m.COMMANDS['trace'] = lambda *_: (print('ready', flush=True), "
                      "time.sleep(60))\n"
                      "sys.exit(m.main(['trace', 'xor']))\n")
    process = subprocess.Popen([sys.executable, str(script)], cwd=ROOT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, env=environment())
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert error == "\nlernmi: interrupted.\n"


# ---- saving

@pytest.mark.parametrize("ending", ["html", "svg", "txt"])
@pytest.mark.parametrize("words", [["trace", "mazur"], ["show", "xor"], slow(["why", "mazur", "w1"]),
                                   slow(["check", "not"])])
def test_a_saved_file_is_whole_and_opens_offline(words: List[str], ending: str,
                                                 tmp_path: Path) -> None:
    path = tmp_path / f"out.{ending}"
    run = lernmi(*words, "--save", str(path))
    assert run.returncode == 0 and run.stdout.endswith(f"Saved as {path}.\n")
    text = path.read_text(encoding="utf-8")
    for address in ("http://", "https://"):
        for line in text.splitlines():
            assert address not in line or "xmlns" in line or "<!--" in line, line
    assert "@font-face" not in text and "\x1b" not in text
    assert {"html": "</html>", "svg": "</svg>", "txt": ""}[ending] in text
    assert os.listdir(tmp_path) == [path.name]
    before = path.read_bytes()
    lernmi(*words, "--save", str(path))
    assert path.read_bytes() == before


def test_a_file_that_can_not_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.svg").mkdir()
    run = lernmi("show", "xor", "--save", str(tmp_path / "a.svg"))
    assert run.returncode == 2 and "can't be written" in run.stderr
    assert os.listdir(tmp_path) == ["a.svg"]


def test_in_a_notebook_a_network_and_a_trace_show_themselves() -> None:
    from lernmi import GradientDescent, trace
    network = EXAMPLES["mazur"].network()
    step = trace(network, [0.05, 0.1], [0.01, 0.99], GradientDescent(0.5))
    for thing, word, kinds in ((network, "hidden[0]", {"text/html", "image/svg+xml", "text/plain"}),
                               (step, "sensitivity of the link", {"text/html", "text/plain"}),
                               (step.why("w1"), "Whose fault", {"text/html", "text/plain"})):
        bundle = thing._repr_mimebundle_()
        assert set(bundle) == kinds
        assert word in bundle["text/plain"] and word in bundle["text/html"]
        assert "\x1b" not in json.dumps(bundle)

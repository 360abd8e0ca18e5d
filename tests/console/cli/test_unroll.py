"""``lernmi unroll``: one learning step as a script."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from lernmi.console.cli.main import main
from lernmi.examples import EXAMPLES
from tests.support.command_line import lernmi
from tests.support.processes import ROOT, in_shell
from tests.support.slow import QUICK_EXAMPLES, slow_but

MAZUR_BACKWARD = """\
# backward, the chain rule: sensitivity_x is d loss / d x, passed_back_x is d loss / d total_x
passed_back_output_1 = sensitivity_output_1 * slope_output_1
sensitivity_w8 = passed_back_output_1 * hidden_1
sensitivity_w7 = passed_back_output_1 * hidden_0
passed_back_output_0 = sensitivity_output_0 * slope_output_0
sensitivity_hidden_1 = passed_back_output_1 * w8 + passed_back_output_0 * w6
sensitivity_w6 = passed_back_output_0 * hidden_1
sensitivity_hidden_0 = passed_back_output_1 * w7 + passed_back_output_0 * w5
sensitivity_w5 = passed_back_output_0 * hidden_0
passed_back_hidden_1 = sensitivity_hidden_1 * slope_hidden_1
sensitivity_w4 = passed_back_hidden_1 * input_1
sensitivity_w3 = passed_back_hidden_1 * input_0
passed_back_hidden_0 = sensitivity_hidden_0 * slope_hidden_0
sensitivity_w2 = passed_back_hidden_0 * input_1
sensitivity_w1 = passed_back_hidden_0 * input_0
"""


@pytest.mark.parametrize("name", ["xor", "mazur"])
def test_a_page_that_a_class_can_read(name: str) -> None:
    golden = ROOT / "tests" / "golden" / f"unroll_{name}.txt"
    text = lernmi("unroll", name).stdout
    if os.environ.get("LERNMI_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_one_phase_of_it() -> None:
    result = lernmi("unroll", "mazur", "--phase", "backward")
    assert (result.returncode, result.stdout, result.stderr) == (0, MAZUR_BACKWARD, "")


def test_the_page_is_a_program(tmp_path: Path) -> None:
    step = shlex.quote(str(tmp_path / "step.py"))
    result = in_shell(f"python -m lernmi unroll xor > {step} && '{sys.executable}' -I {step}")
    network = EXAMPLES["xor"].network(1)
    sample = EXAMPLES["xor"].samples[EXAMPLES["xor"].sample]
    before, after = network.learn(*sample, EXAMPLES["xor"].make_optimizer()), network.evaluate(*sample)
    assert result.stdout == f"loss before the update: {before!r}\nloss after the update: {after!r}\n"


@pytest.mark.parametrize("name", slow_but(QUICK_EXAMPLES, EXAMPLES))
def test_it_is_ascii_and_says_which_example_it_is(name: str) -> None:
    text = lernmi("unroll", name, encoding="ascii").stdout
    assert text.isascii() and "\\" not in text
    assert text.startswith(f"# {name}: {EXAMPLES[name].title}. Source: {EXAMPLES[name].source}.\n")


def test_its_options() -> None:
    text = lernmi("unroll", "xor", "--sample", "1", "--rate", "0.25", "--seed", "2").stdout
    assert "One learning step as plain Python, with sample 1." in text
    assert "\nrate = 0.25\ninput_0 = 0.0\ninput_1 = 1.0\ntarget_output_0 = 1.0\n" in text
    assert text != lernmi("unroll", "xor", "--sample", "1", "--rate", "0.25").stdout
    assert "with sample 1, 2, 3, 4." in lernmi("unroll", "batchnorm", "--sample", "1").stdout
    assert lernmi("unroll", "xor", "--plain").stdout == lernmi("unroll", "xor").stdout


def test_another_phase_is_refused_with_the_choices(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unroll", "xor", "--phase", "sideways"]) == 2
    error = capsys.readouterr().err
    assert "sideways" in error and all(phase in error for phase in ("forward", "loss", "backward", "update"))

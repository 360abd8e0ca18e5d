"""What a moment looks like, in every manner, for every example and every layer."""

import io
import re
from typing import Any, List

import pytest

from lernmi import GradientDescent, Network, trace
from lernmi.console.display.page import Page
from lernmi.console.network.moment_view import MomentView
from lernmi.console.stepper.stepper import Stepper
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.session import Session
from tests.support.layers import cases, numbers
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.slow import slow_but
from tests.support.steps import example_case


def look_at_everything(network: Network, inputs: Any, targets: Any, **options: Any) -> str:
    """Every moment of a step, or of a long one some thirty, and a few writes in between."""
    out = io.StringIO()
    page = Page(out, **options)
    optimizer = None if network.needs_batch else GradientDescent(0.1)
    session = Session(trace(network, inputs, targets, optimizer))
    screen = MomentView(page)
    screen.pictures = True
    for done in range(0, session.timeline.last + 1, max(1, session.timeline.last // 30)):
        session.timeline.goto(done)
        screen.show(session)
        session.timeline.write_next()
        screen.show(session, latest=True)
    text: str = page.console.export_text() if options.get("record") else out.getvalue()
    return text


@pytest.mark.parametrize("options", [
    {"record": True, "width": 80}, {"record": True, "width": 40, "digits": 17}, {"plain": True}],
    ids=["wide", "narrow", "plain"])
@pytest.mark.parametrize("name", slow_but(["rnn"], EXAMPLES))
def test_every_example_can_be_shown(name: str, options: Any) -> None:
    text = look_at_everything(*example_case(EXAMPLES[name]), **options)
    if options.get("plain"):
        assert text.isascii() and all(line.endswith((".", ":")) for line in text.splitlines())
    else:
        assert max(map(len, text.splitlines())) <= options["width"]
        assert "•" in text or "▶" in text


@pytest.mark.parametrize("name", slow_but(
    ["layer norm"], cases()))
def test_every_layer_can_be_shown(name: str) -> None:
    shape, layers = cases()[name]
    network = Network(shape, *layers, seed=1)
    text = look_at_everything(network, numbers(len(network.inputs)), [0.3], record=True, width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "Backward: sensitivities are passed back" in text and "changed: " in text


def moment(name: str, *position: int) -> str:
    """What a terminal shows of a moment."""
    page = Page(io.StringIO(), record=True, width=100)
    session = Session(trace(*example_case(EXAMPLES[name]), GradientDescent(0.5)))
    session.timeline.goto(*position)
    MomentView(page).show(session)
    return "".join(line.rstrip() + "\n" for line in page.console.export_text().splitlines())


def test_the_loss_is_computed_with_all_its_terms() -> None:
    text = moment("mazur", 18)
    assert text[text.index(" 18/38"):text.index("      sensitivity of output[0]")] == """\
 18/38  loss
      loss   = ½ Σ (y − d)²
      0.2984 = 0.5 × (0.7514 − 0.01) × (0.7514 − 0.01) + 0.5 × (0.7729 − 0.99) × (0.7729 − 0.99)
"""
    assert ("      loss = ½ Σ (y − d)²\n      0.7457 = 0.5 × (0.8732 − 0) × (0.8732 − 0) + "
            in moment("batchnorm", 506))
    assert "      loss = ½ Σ (y − d)²\n      L    = 0.5506\n" in moment("rnn", 176), "too many terms to show"


def test_a_neuron_times_itself_has_its_name_twice() -> None:
    assert ("value of the link = value of norm2.centred[4]#sample4 × value of norm2.centred[4]#sample4\n"
            in moment("batchnorm", 400))


def test_a_moment_within_a_move_has_the_prompts_number() -> None:
    text = moment("mazur", 23, 2)
    assert text[text.index("23.2/38"):] == """\
23.2/38  backward: output[0] → hidden[0] through w5
      sensitivity of hidden[0] += sensitivity of the link × value of w5
      ∂L/∂hidden[0]            += ∂L/∂v                   × w5
      0.0554                   =  0.1385                  × 0.4  (-0.01905 + 0.0554 = 0.03635)
      changed: sensitivity of hidden[0] -0.01905 → 0.03635
"""

def test_a_moment_on_a_terminal() -> None:
    text = moment("mazur", 24)
    assert text.splitlines()[0].startswith("Backward: sensitivities are passed back, link by link ───")
    assert text[text.index(" 24/38"):] == """\
 24/38  backward: output[0] → hidden[0] through w5
      sensitivity of the link = sensitivity of output[0] × slope of output[0]
      ∂L/∂v                   = ∂L/∂output[0]            × output[0]′
      0.1385                  = 0.7414                   × 0.1868
      sensitivity of hidden[0] += sensitivity of the link × value of w5
      ∂L/∂hidden[0]            += ∂L/∂v                   × w5
      0.0554                   =  0.1385                  × 0.4  (-0.01905 + 0.0554 = 0.03635)
      sensitivity of w5 += sensitivity of the link × value of hidden[0]
      ∂L/∂w5            += ∂L/∂v                   × hidden[0]
      0.08217           =  0.1385                  × 0.5933
      changed: sensitivity of the link 0 → 0.1385; sensitivity of hidden[0] -0.01905 → 0.03635;
      sensitivity of w5 0 → 0.08217
"""


SCREENS = [(80, 24), (100, 30)]


def screen(columns: int, rows: int) -> Page:
    page = Page(io.StringIO(), width=columns, record=True)
    page.console.height = rows
    return page


@pytest.mark.parametrize("columns, rows", SCREENS)
def test_help_fits_the_screen_with_every_command_in_it(columns: int, rows: int) -> None:
    page = screen(columns, rows)
    stepper = Stepper(page, Session(trace(mazur(), INPUTS, TARGETS)))
    stepper.onecmd("help")
    lines = page.console.export_text().splitlines()
    assert len(lines) <= rows - 2 and max(map(len, lines)) <= columns, "the command, the list, the prompt"
    words = [line.split() for line in lines]
    for short, name in stepper.short.items():
        assert any(pair == (short, name) for line in words for pair in zip(line, line[1:])), name
    assert lines[-1].strip() == "help COMMAND says more, such as help set."


def test_on_a_smaller_screen_more_shows_the_rest_of_help() -> None:
    page = screen(80, 12)
    stepper = Stepper(page, Session(trace(mazur(), INPUTS, TARGETS)))
    screens = []
    for command in ("help", "more", "more"):
        stepper.onecmd(command)
        screens.append(page.console.export_text())
    assert all(len(text.splitlines()) <= 10 for text in screens)
    assert all(f" {name} " in "".join(screens) for name in stepper.short.values())


@pytest.mark.parametrize("columns, rows", SCREENS)
@pytest.mark.parametrize("name", slow_but(["dropout"], EXAMPLES))
def test_every_moment_fits_the_screen_from_heading_to_prompt(name: str, columns: int, rows: int) -> None:
    page = screen(columns, rows)
    stepper = Stepper(page, Session(trace(*example_case(EXAMPLES[name]), GradientDescent(0.5))))
    last = stepper.session.timeline.last
    for done in [1, *range(2, last, max(last // 40, 1)), last]:
        stepper.onecmd(f"goto {done}")
        lines = page.console.export_text().strip("\n").splitlines()
        assert len(lines) <= rows - 1, "the prompt is below"
        assert "───" in lines[0] and any(f"{done}/{last}  " in line for line in lines), lines


@pytest.mark.parametrize("columns, rows, drawn", [
    (100, 30, ["input[0]", "hidden[0]", "output[0]", "input[1]", "hidden[1]", "output[1]"]),
    (80, 24, ["hidden[0]", "output[0]"])])
def test_above_the_formulas_stands_as_much_of_the_picture_as_has_room(columns: int, rows: int,
                                                                      drawn: List[str]) -> None:
    page = screen(columns, rows)
    Stepper(page, Session(trace(mazur(), INPUTS, TARGETS))).onecmd("goto 24")
    text = page.console.export_text()
    assert re.findall(r"╭ (\S+) ─", text) == drawn
    for part in ("value 0.5933", "sens. 0.03635", "w5 +0.4", "sens. 0.7414", "slope 0.1868",
                 "• w5 0.4; its sensitivity 0.08217; sensitivity of the link 0.1385"):
        assert part in text, "what takes part in the move is in the picture"
    assert "changed: sensitivity of the link 0 → 0.1385" in text
    assert "0.1385                  × 0.5933" in text


def test_what_has_no_room_comes_with_more() -> None:
    page = screen(80, 24)
    stepper = Stepper(page, Session(trace(*example_case(EXAMPLES["conv"]), GradientDescent(0.5))))
    texts = []
    for command in ("next", "more"):
        stepper.onecmd(command)
        texts.append(page.console.export_text())
    assert " more: more shows them.\n" in texts[0]
    inputs = stepper.session.trace.network.inputs
    assert all(f"value of {neuron.name} = " in "".join(texts) for neuron in inputs)


@pytest.mark.parametrize("columns, rows", SCREENS)
def test_a_large_picture_and_a_long_why_come_screen_by_screen(columns: int, rows: int) -> None:
    page = screen(columns, rows)
    stepper = Stepper(page, Session(trace(*example_case(EXAMPLES["conv"]), GradientDescent(0.5))))
    stepper.onecmd("finish")
    page.console.export_text()
    for command in ("network", "more", "why conv.weight[0,0,0,1]", "more", "diff 0", "list", "find conv"):
        stepper.onecmd(command)
        assert len(page.console.export_text().splitlines()) <= rows - 2, command

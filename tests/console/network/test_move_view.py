"""The picture of one move: what moves stands out, close up where the network is too large."""

import io
import re
from typing import Any, List, Optional

import pytest
from rich.cells import cell_len

from lernmi import Dense, GradientDescent, Link, Network, Neuron, Softmax, Trace, Weight, trace
from lernmi.console.display.page import Page
from lernmi.console.display.trace_view import notable_changes
from lernmi.console.network.move_view import print_move
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.timeline import Timeline
from tests.support.networks import INPUTS, TARGETS, add_neuron, shared, skipping
from tests.support.slow import slow, slow_but
from tests.support.steps import example_step

# ---- scenes: the picture of one move

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?")

FORWARD = """\
╭ input[0] ──────╮             ╭ hidden[0] ─────╮             ╭ output[0] ─────╮
│ value 0.05     │             │ value 0        │             │ value 0        │
│                │••w1 +0.15••▶│ total 0.0075   │────+0.4────╱│ bias  0.6      │
│                │ ╲─       ╱─ │ bias  0.35     │ ╲─       ╱─ │                │
╰────────────────╯ +0.25  ╱─   ╰────────────────╯ +0.5   ╱─   ╰────────────────╯
                       ╳──                            ╳──
╭ input[1] ──────╮ +0.2   ╲─   ╭ hidden[1] ─────╮ +0.45  ╲─   ╭ output[1] ─────╮
│ value 0.1      │ ╱─       ╲─ │ value 0        │ ╱─       ╲─ │ value 0        │
│                │────+0.3─────│ bias  0.35     │────+0.55────│ bias  0.6      │
│                │             │                │             │                │
╰────────────────╯             ╰────────────────╯             ╰────────────────╯
• w1 0.15; value of the link 0.0075
"""
BIAS = """\
╭ input[0] ──────╮             ╭ hidden[0] ─────╮             ╭ output[0] ─────╮
│ value 0.05     │             │ value 0        │             │ value 0        │
│                │────+0.15───╱│ total 0.3775   │────+0.4────╱│ bias  0.6      │
│                │ ╲─       ╱─ ▶ bias  0.35     │ ╲─       ╱─ │                │
╰────────────────╯ +0.25  ╱─   ╰────────────────╯ +0.5   ╱─   ╰────────────────╯
                       ╳──                            ╳──
╭ input[1] ──────╮ +0.2   ╲─   ╭ hidden[1] ─────╮ +0.45  ╲─   ╭ output[1] ─────╮
│ value 0.1      │ ╱─       ╲─ │ value 0        │ ╱─       ╲─ │ value 0        │
│                │────+0.3─────│ bias  0.35     │────+0.55────│ bias  0.6      │
│                │             │                │             │                │
╰────────────────╯             ╰────────────────╯             ╰────────────────╯
• b1 0.35; value of bias 1; value of the link 0.35
"""
NEURON = """\
╭ input[0] ──────╮             ╔ hidden[0] ═════╗             ╭ output[0] ─────╮
│ value 0.05     │             ║ value 0.5933   ║             │ value 0        │
│                │────+0.15───╱║ total 0.3775   ║────+0.4────╱│ bias  0.6      │
│                │ ╲─       ╱─ ║ slope 0.2413   ║ ╲─       ╱─ │                │
│                │ +0.25  ╱─   ║ bias  0.35     ║ +0.5   ╱─   │                │
╰────────────────╯     ╲╱─     ╚════════════════╝     ╲╱─     ╰────────────────╯
                       ╱╲─                            ╱╲─
╭ input[1] ──────╮ +0.2   ╲─   ╭ hidden[1] ─────╮ +0.45  ╲─   ╭ output[1] ─────╮
│ value 0.1      │ ╱─       ╲─ │ value 0        │ ╱─       ╲─ │ value 0        │
│                │────+0.3─────│ bias  0.35     │────+0.55────│ bias  0.6      │
│                │             │                │             │                │
│                │             │                │             │                │
╰────────────────╯             ╰────────────────╯             ╰────────────────╯
"""
BACKWARD = """\
╭ input[0] ──────╮             ╭ hidden[0] ─────╮             ╭ output[0] ─────╮
│ value 0.05     │             │ value 0.5933   │             │ value 0.7514   │
│ sens. 0        │────+0.15───╱│ sens. -0.01905 │────+0.4────•│ sens. 0.7414   │
│                │ ╲─       ╱─ │ bias  0.35     │ ╲─       •• │ slope 0.1868   │
│                │ +0.25  ╱─   │                │ +0.5   ••   │ bias  0.6      │
╰────────────────╯     ╲╱─     ╰────────────────╯     ╲••     ╰────────────────╯
                       ╱╲─                        w6 +0.45
╭ input[1] ──────╮ +0.2   ╲─   ╭ hidden[1] ─────╮   ••   ╲─   ╭ output[1] ─────╮
│ value 0.1      │ ╱─       ╲─ │ value 0.5969   │ ••       ╲─ │ value 0.7729   │
│ sens. 0        │────+0.3─────│ sens. 0.04137  │◀•──+0.55────│ sens. -0.2171  │
│                │             │ bias  0.35     │             │ bias  0.6      │
│                │             │                │             │                │
╰────────────────╯             ╰────────────────╯             ╰────────────────╯
• w6 0.45; its sensitivity 0.08267; sensitivity of the link 0.1385
"""
UPDATE = """\
╭ input[0] ──────╮             ╭ hidden[0] ─────╮             ╭ output[0] ─────╮
│ value 0.05     │             │ value 0.5933   │             │ value 0.7514   │
│ sens. 0.003804 │•••+0.1498•••│ sens. 0.03635  │────+0.4────╱│ sens. 0.7414   │
│                │ ╲─       ╱─ │ bias  0.35     │ ╲─       ╱─ │ bias  0.6      │
╰────────────────╯ +0.25  ╱─   ╰────────────────╯ +0.5   ╱─   ╰────────────────╯
                       ╳──                            ╳──
╭ input[1] ──────╮ +0.2   ╲─   ╭ hidden[1] ─────╮ +0.45  ╲─   ╭ output[1] ─────╮
│ value 0.1      │ ╱─       ╲─ │ value 0.5969   │ ╱─       ╲─ │ value 0.7729   │
│ sens. 0.004741 │────+0.3─────│ sens. 0.04137  │────+0.55────│ sens. -0.2171  │
│                │             │ bias  0.35     │             │ bias  0.6      │
╰────────────────╯             ╰────────────────╯             ╰────────────────╯
• w1 0.15 → 0.1498; its sensitivity 0.0004386; rate 0.5
"""

def scene(step: Trace, moves: int, stream: Optional[io.StringIO] = None, **options: Any) -> str:
    """The scene of that many moves done; of the start for 0."""
    walk = Timeline(step)
    walk.goto(0)                        # wherever the network was left
    walk.goto(moves)
    stream = stream or io.StringIO()
    page = Page(stream, **{"width": 80, **options})
    print_move(page, step.network, step[moves - 1] if moves else None)
    return page.console.export_text() if page.console.record else stream.getvalue()


def number_of(step: Trace, phase: str, name: str) -> int:
    """How many moves are done when that one is."""
    return 1 + next(index for index, move in enumerate(step)
                    if (move.phase, move.name) == (phase, name))


class AsciiStream(io.StringIO):
    encoding = "ascii"


@pytest.mark.parametrize(("phase", "name", "picture"), [
    ("forward", "input[0]->hidden[0]", FORWARD), ("forward", "bias->hidden[0]", BIAS),
    ("forward", "hidden[0]", NEURON), ("backward", "hidden[1]->output[0]", BACKWARD),
    ("update", "w1", UPDATE)])
def test_what_moves_stands_out(phase: str, name: str, picture: str) -> None:
    step = example_step("mazur")
    for laid_out in (True, False):
        assert scene(step, number_of(step, phase, name), record=laid_out) == picture


def test_at_the_start_nothing_stands_out() -> None:
    text = scene(example_step("mazur"), 0)
    assert "╭ hidden[0] " in text and not any(mark in text for mark in "•▶◀╔")


def test_all_inputs_move_at_once_and_so_do_the_outputs() -> None:
    step = example_step("mazur")
    inputs, outputs = (scene(step, number_of(step, phase, name)) for phase, name in
                       (("input", "the inputs"), ("loss", "the loss")))
    assert inputs.count("╔") == 2 and "╔ input[0] ═" in inputs and "╔ input[1] ═" in inputs
    assert outputs.count("╔") == 2 and "╔ output[0] ═" in outputs and "╔ output[1] ═" in outputs


def test_a_bias_that_hands_back_has_its_arrow_too() -> None:
    step = example_step("mazur")
    assert "◀ bias  0.6 " in scene(step, number_of(step, "backward", "bias->output[1]"))


def test_every_link_of_an_updated_weight_stands_out() -> None:
    step = trace(shared("tanh", "squared_error"), INPUTS, TARGETS, GradientDescent(0.5))
    text = scene(step, number_of(step, "update", "shared"))
    weight = step.network.weight("shared").value
    assert text.count(f"{weight:+.4g}") == 4 and "▶" not in text and "◀" not in text
    assert scene(step, number_of(step, "update", "lift")).count("• bias") == 2


def looked_at(step: Trace) -> List[int]:
    """The first move of each phase and some hundred more, by how many are done."""
    phases = [move.phase for move in step]
    return sorted({1 + phases.index(phase) for phase in set(phases)}
                  | set(range(1, len(step) + 1, max(1, len(step) // 100))))


@pytest.mark.parametrize("name", slow_but(["mazur"], EXAMPLES))
def test_every_example_has_scenes_of_its_moves(name: str) -> None:
    step = example_step(name)
    walk = Timeline(step)
    for done in looked_at(step):
        move = step[done - 1]
        walk.goto(done)
        for width in (80, 100):
            stream = io.StringIO()
            print_move(Page(stream, width=width), step.network, move)
            lines = stream.getvalue().splitlines()
            assert len(lines) <= 15 and max(map(cell_len, lines)) <= width, move
            mark = {"forward": "▶", "backward": "◀", "update": "•"}.get(move.phase, "╔")
            if move.mover is None and "╔" not in stream.getvalue():         # too many for boxes
                everyone = step.network.inputs if move.phase == "input" else step.network.outputs
                shown = set(map(float, NUMBER.findall(stream.getvalue())))
                values = {float(f"{neuron.value:.4g}") for neuron in everyone}
                assert values <= shown or "left out" in lines[-1]
            elif any(move.mover is weight for weight in step.network.weights) or move.phase != "update":
                assert ("╔" if isinstance(move.mover, Neuron) else mark) in stream.getvalue(), move
            else:               # running statistics: no link has them
                assert lines == [f"▶ {move.name}", f"value {move.mover.value:.4g}"]


def test_the_weight_that_moves_is_always_shown() -> None:
    step, moved = example_step("xor"), 0
    for done, move in enumerate(step, start=1):
        if isinstance(move.mover, Link) and move.mover.source is not step.network.bias:
            assert f"{move.mover.weight.value:+.4g}" in scene(step, done), move
            moved += 1
    assert moved == 2 * 6, "forward and backward"


@pytest.mark.parametrize("case", ["mazur", "rnn", "3-4-2", "4-3 with softmax"])
def test_every_number_that_takes_part_in_a_move_is_in_its_picture(case: str) -> None:
    networks = {"3-4-2": Network(3, Dense(4), Dense(2), seed=1),
                "4-3 with softmax": Network(4, Dense(3), Softmax(), loss="cross_entropy", seed=1)}
    if case in networks:
        network = networks[case]
        step = trace(network, [0.3, -0.7, 0.9, 0.2][:len(network.inputs)],
                     [1.0] + [0.0] * (len(network.outputs) - 1), GradientDescent(0.5))
    else:
        step = example_step(case)
    for done in looked_at(step)[::3]:
        text = scene(step, done, width=100 if done % 2 else 80)
        if "here, for want of room" in text:
            continue
        numbers = set(map(float, NUMBER.findall(text)))
        for change in notable_changes(step[done - 1]):
            for number in (change.new, *change.leaves):
                assert float(f"{float(number):.4g}") in numbers, (step[done - 1], number)


def test_marks_in_ascii() -> None:
    step = example_step("mazur")
    forward, bias, neuron = (
        scene(step, number_of(step, "forward", name), AsciiStream())
        for name in ("input[0]->hidden[0]", "bias->hidden[0]", "hidden[0]"))
    assert "|                |**w1 +0.15**>| total 0.0075   |" in forward
    assert "> bias  0.35     |" in bias
    assert "# hidden[0] ######" in neuron and "# value 0.5933   #" in neuron
    assert "|<*w8 +0.55***|" in scene(step, number_of(step, "backward", "hidden[1]->output[1]"),
                                      AsciiStream())


def test_marks_are_bold_on_a_terminal_and_a_pipe_gets_no_escape() -> None:
    step = example_step("mazur")
    done = number_of(step, "forward", "input[0]->hidden[0]")
    page = Page(io.StringIO(), width=80, record=True)
    scene(step, done)
    print_move(page, step.network, step[done - 1])
    shown = page.console.export_text(styles=True)
    assert "\x1b[1;" in shown and "\x1b[2;" in shown       # the other lines step back
    assert "\x1b" not in scene(step, done)


def test_plain_scenes_are_sentences() -> None:
    step = example_step("mazur")

    def said(phase: str, name: str) -> str:
        return scene(step, number_of(step, phase, name), plain=True)
    assert scene(step, 0, plain=True) == "Nothing has moved yet.\n"
    assert said("input", "the inputs") == ("The neuron input[0] moves; its value is 0.05.\n"
                                           "The neuron input[1] moves; its value is 0.1.\n")
    assert said("forward", "hidden[0]->output[0]") == (
        "The link from hidden[0] to output[0] moves; its weight w5 is 0.4.\n")
    assert said("forward", "hidden[0]") == "The neuron hidden[0] moves; its value is 0.5933.\n"
    assert said("loss", "the loss") == ("The neuron output[0] moves; its sensitivity is 0.7414.\n"
                                        "The neuron output[1] moves; its sensitivity is -0.2171.\n")
    assert said("update", "w5") == "The weight w5 moves; its value is 0.3589.\n"


# ---- close-ups, where the network is too large

LSTM_INPUTS = """\
            t1  t2  t3  t4  t5  t6  t7  t8  t9  t10  t11  t12
input[t,0]   0   1   0   1   0   0   0   0   0    1    0    1
input[t,1]   1   0   0   0   0   0   0   0   1    0    0    0
input[t,2]   0   0   1   0   0   0   0   0   0    0    0    0
input[t,3]   0   0   0   0   1   1   1   1   0    0    1    0
"""
LSTM_GATE = """\
╭ memory.cell_tanh[3]@t12 ──╮
│ value 0.2501              │◀••+0.4572•           ╭ memory[3]@t12 ────────────╮
│ sens. -0.005928           │           •••••••••••│ value 0.1143              │
╰───────────────────────────╯                      │ sens. -0.01297            │
╭ memory.output[3]@t12 ─────╮                      │ slope 1                   │
│ value 0.4572              │                      ╰───────────────────────────╯
│ sens. -0.003242           │
╰••••••••••• gate ••••••••••╯
• sensitivity of the link -0.01297
"""
LSTM_WEIGHT = """\
╭ input[0,0] ──────────╮                        ╭ memory.input[0]@t1 ──╮
│ value 0              │••••••••-0.3651•••••••••│ value 0.586          │
╰──────────────────────╯                        ╰──────────────────────╯
╭ input[1,0] ──────────╮                        ╭ memory.input[0]@t2 ──╮
│ value 1              │••••••••-0.3651•••••••••│ value 0.4126         │
╰──────────────────────╯                        ╰──────────────────────╯
╭ input[2,0] ──────────╮                        ╭ memory.input[0]@t3 ──╮
│ value 0              │••••••••-0.3651•••••••••│ value 0.5721         │
╰──────────────────────╯                        ╰──────────────────────╯
• memory.weight[0,0] -0.3656 → -0.3651; its sensitivity -0.00525; rate 0.1
… and 9 more links
"""


@pytest.mark.parametrize(("phase", "name", "picture"), [
    ("input", "the inputs", LSTM_INPUTS),
    ("backward", "memory.cell_tanh[3]@t12->memory[3]@t12", LSTM_GATE),
    ("update", "memory.weight[0,0]", LSTM_WEIGHT)])
def test_a_large_network_is_shown_around_what_moves(phase: str, name: str, picture: str) -> None:
    step = example_step("lstm")
    assert scene(step, number_of(step, phase, name)) == picture


def test_a_neuron_is_shown_with_some_of_its_sources() -> None:
    step = trace(Network(16, Dense(9), Dense(2), seed=1), [0.1] * 16, [0, 1])
    text = scene(step, number_of(step, "forward", "hidden[0]"))
    assert [f"input[{index}]" in text for index in range(5)] == [True] * 4 + [False]
    assert "╔ hidden[0] ═" in text and text.endswith("… and 12 more links\n")
    assert "too large" in scene(step, 0)


def test_a_link_past_a_layer_is_shown_close_up() -> None:
    step = trace(skipping("tanh", "squared_error"), INPUTS, TARGETS)
    text = scene(step, number_of(step, "forward", "inner->sum[0]"), width=110)
    assert "│••••••••b +0.8•••••••••▶│" in text and "also" not in text


def test_long_names_are_cut_in_the_middle() -> None:
    def named(network: Network, sources: "list[Neuron]") -> "list[Neuron]":
        return [add_neuron(network, "a_very_long_name_that_goes_on_and_on_and_on[3]", sources[0],
                           Weight(0.5, "w"))]
    step = trace(Network(9, named), [0.1] * 9, [0.3])
    text = scene(step, 2)
    assert "╭ a_very_long_na…d_on_and_on[3] ─" in text
    assert max(map(len, text.splitlines())) <= 80


def test_wide_characters_keep_the_boxes_straight() -> None:
    def named(network: Network, sources: "list[Neuron]") -> "list[Neuron]":
        return [add_neuron(network, "出力", sources[0], Weight(0.5, "重み"))]
    lines = scene(trace(Network(1, named), [0.1], [0.3]), 2).splitlines()
    assert "重み +0.5" in lines[2] and len({cell_len(line) for line in lines[:-1]}) == 1
    assert lines[-1] == "• 重み 0.5; value of the link 0.05"


@pytest.mark.parametrize("width", [20, slow(40), 80])
@pytest.mark.parametrize("digits", [1, slow(4), 17])
def test_every_line_fits_the_page_whatever_the_digits(width: int, digits: int) -> None:
    step = example_step("mazur")
    for done in range(len(step) + 1):
        text = scene(step, done, width=width, digits=digits)
        assert text and max(map(len, text.splitlines())) <= width


def test_where_nothing_fits_two_lines_tell_what_moves() -> None:
    step = example_step("mazur")
    assert scene(step, number_of(step, "forward", "hidden[0]"), width=20) == (
        "▶ hidden[0]\nvalue 0.5933\n")
    assert scene(step, number_of(step, "backward", "hidden[1]->output[1]"), width=36) == (
        "▶ output[1] → hidden[1] through w8\nweight 0.55, sensitivity -0.0381\n")

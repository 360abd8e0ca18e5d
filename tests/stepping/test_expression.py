"""Expressions over a network's names: arithmetic, comparisons, five attributes, nothing else."""

import random
from contextlib import suppress
from typing import Any, List

import pytest

from lernmi import Activation, BadInput, Dense, LernmiError, Link, Network, Neuron, UnknownName, Weight, trace
from lernmi.stepping.expression import ATTRIBUTES, Expression
from lernmi.stepping.scope import Scope
from lernmi.stepping.session import Session
from tests.support.networks import INPUTS, TARGETS, gated, mazur
from tests.support.steps import worked_example


def worked(text: str) -> Any:
    network = mazur()
    trace(network, INPUTS, TARGETS)
    return Expression(text, Scope(network.names.all(), {})).result()


@pytest.mark.parametrize(
    "text, result",
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("2 ** 3 ** 2", 512.0),
        ("2^3", 8.0),
        ("-2 ** 2", -4.0),
        ("6 × 2 ÷ 4 − 1", 2.0),
        (".5e1 + 1.", 6.0),
        ("+3 - -3", 6.0),
        ("1 / 4", 0.25),
        ("w5", "w5"),
        ("w5.value", 0.4),
        ("w5 * 2", 0.8),
        ("w5*w6", 0.4 * 0.45),
        ("w1+w5", 0.55),
        ("w5 > 0.3", True),
        ("w5 ≥ 0.5", False),
        ("0.1 < w5 <= 0.4 != 1", True),
        ("w5 == 0.4", True),
        ("hidden[0]->output[0]", "hidden[0]->output[0]"),
        ("hidden[0] → output[0]", "hidden[0]->output[0]"),
        ("hidden[0]->output[0].weight", "w5"),
        ("hidden[0]->output[0].weight.value - 0.4", 0.0),
        ("hidden[0]->output[0].value - hidden[0].value * w5", 0.0),
        ("b1 .value", 0.35),
        ("input[1].total", 0.1),
    ],
)
def test_what_expressions_come_to(text: str, result: Any) -> None:
    found = worked(text)
    if isinstance(result, str):
        assert found.name == result
    else:
        assert found == pytest.approx(result) and type(found) is type(result)


def test_names_that_contain_one_another_and_odd_names() -> None:
    network = Network(1, Dense(1), seed=1)
    network.begin_group("odd")
    names = [
        "a",
        "a b",
        "a+b",
        "w",
        "w.value",
        "é[0]",
        "x#sample2",
        "conv1[0,3,4]",
        "memory.forget[2]@t3",
        "1e",
    ]
    neurons = [network.add(Neuron(name)) for name in names]
    for index, neuron in enumerate(neurons):
        neuron.value = float(index)
    known = Scope(network.names.all(), {})
    for index, name in enumerate(names):
        assert Expression(name, known).result() is neurons[index], name
        assert Expression(f"2*{name} + 1", known).number() == 2.0 * index + 1.0, name
    assert Expression("w.value.value", known).number() == 4.0
    with pytest.raises(UnknownName):
        Expression("aa", known)


def test_second_links_gates_and_weights_called_by_their_value() -> None:
    network = Network(1, Dense(1, weights=0.5), seed=1)
    source, target = network["input[0]"], network["output[0]"]
    Link(source, target, Weight(3.0, "again"))
    network.rewire()
    known = Scope(network.names.all(), {})
    assert Expression("input[0]->output[0]#2.weight", known).result().name == "again"
    gate = gated("tanh", "squared_error")
    link = next(link for link in gate.links if isinstance(link.weight, Neuron))
    link.weight.sensitivity = 0.25
    assert Expression(f"{link.name}.weight.sensitivity", Scope(gate.names.all(), {})).result() == 0.25
    Link(source, target, Weight(7.0, "2", trainable=False))        # as recordings of 0.1.0 name it
    Link(source, target, network.constant(2.0))
    network.rewire()
    scope = Scope(network.names.all(), {})
    assert Expression("2 * 2", scope).result() == 4.0, "a number is a number"
    assert Expression("fixed(2) * 3", scope).result() == 6.0
    assert Expression("(fixed(2).value)", scope).result() == 2.0


REFUSED = {
    "an expression is needed, such as hidden[0].value * 2, of at most 500 characters.": [
        "", " ", "(" * 300 + "1" + ")" * 300, "1" * 600, "w5.value " * 70],
    "can't be asked for: only value, sensitivity, slope, total, weight.": [
        "hidden[0].name", "hidden[0].__class__", "hidden[0].activation", "hidden[0].incoming",
        "hidden[0]->output[0].source", "hidden[0]->output[0].target", "w5.trainable", "w5.reset",
        "hidden[0].value\t.__class__"],
    "w5 has no slope: it has value, sensitivity.": ["w5.slope"],
    "hidden[0] has no weight: it has total, value, slope, sensitivity.": ["hidden[0].weight"],
    "has no value: it is a number.": ["1.value", "(w5 > 1).value", "w5.value.value"],
    "can't be computed: what is before the bracket is no function.": ["hidden[0](1)", "w5()", "2(3)"],
    "can't be used in an expression: only names, numbers, + - * / ** ( ), comparisons, and ": [
        "[1]", "{1}", "'a'", '"a"', "[x for x in w5]", "w5 & 1", "w5 | 1", "~w5", "w5 = 1", "w5; w6",
        "＋1", "5 % 2", "(x := 1)"],
    "no neuron, weight or link is called ": [
        "hidden[0][0]", "f'{w5}'", "lambda: 1", "__import__('os')", "import os", "w5 and w6",
        "w5 or 1", "not w5", "w5 if w6 else w7", "a\0b", "w５", "thing0", "True", "None", "print",
        "loss.value.value", "hidden", "w", "0x10", "1j", "1e", "w5 @ w6", "w5 is w5", "w5 in w6"],
    "can't be understood: try something like hidden[0].value * 2 or w5 > 0.4.": [
        "1 << 3", "1\n2", "w5 w6", "1 2", "(1", "1)", "*", "1 +", "1 // 2"],
    "is more than a float can hold.": ["1e999999999 ** 2 ** 9 / 0", "9**9**9", "-9**9**9"],
    "is not a real number at this moment.": ["(-8)**0.5"],
    "divides by zero at this moment.": ["0**-1", "1/0", "1/(w5-w5)"],
}


@pytest.mark.parametrize("told, text", [(told, text) for told, texts in REFUSED.items() for text in texts])
def test_everything_else_is_refused_in_one_sentence(told: str, text: str) -> None:
    with pytest.raises(LernmiError) as caught:
        worked(text)
    sentence = str(caught.value)
    assert told in sentence and "\n" not in sentence and len(sentence) < 800


def test_deep_nesting_is_computed_or_refused_but_never_crashes() -> None:
    for depth in range(0, 490, 7):
        for text in ("-" * depth + "1", "(" * (depth // 2) + "1" + ")" * (depth // 2)):
            try:
                assert abs(worked(text)) == 1.0
            except BadInput:
                assert depth > 100


PIECES = [
    "w5",
    "hidden[0]",
    "hidden[0]->output[0]",
    ".value",
    ".weight",
    ".sensitivity",
    ".slope",
    ".name",
    "1",
    "0",
    "2.5",
    "1e9",
    "+",
    "-",
    "*",
    "/",
    "**",
    "(",
    ")",
    "<",
    ">=",
    "==",
    " ",
    "×",
    "→",
    "->",
    "[",
    "]",
    ".",
    ",",
    "__class__",
    "'",
    "#",
    "@t1",
    "if",
    "=",
    "lambda",
    ":",
    "!",
    "%",
    "é",
    "\0",
    "~",
]


@pytest.mark.slow
def test_whatever_is_typed_gives_a_result_or_a_sentence() -> None:
    network = mazur()
    trace(network, INPUTS, TARGETS)
    names, generator, results = Scope(network.names.all(), {}), random.Random(1), 0
    for _ in range(20_000):
        text = "".join(generator.choices(PIECES, k=generator.randrange(1, 12)))
        try:
            result = Expression(text, names).result()
        except LernmiError as error:
            assert str(error)
        else:
            assert isinstance(result, (float, bool, Neuron, Link, Weight)), text
            results += 1
    assert results > 200


def test_no_other_attribute_is_ever_read() -> None:
    """A spy in the network's place tells what was asked of it."""
    asked: List[str] = []

    class Spy(Neuron):
        __slots__ = ()

        def __getattribute__(self, name: str) -> Any:
            asked.append(name)
            return super().__getattribute__(name)

    network = Network(1, Dense(1), seed=1)
    network.begin_group("spies")
    network.add(Spy("spy", Activation("cube", lambda x: x, lambda x, y: 1.0)))
    names = Scope(network.names.all(), {})
    generator = random.Random(2)
    del asked[:]
    for _ in range(5000):
        text = "".join(generator.choices(["spy", *PIECES], weights=[9] + [1] * len(PIECES), k=5))
        with suppress(LernmiError):
            Expression(text, names).result()
    assert "value" in asked and set(asked) <= {*ATTRIBUTES, "name", "__class__"}, "the name is for sentences"


LONG = 40_000


@pytest.mark.parametrize("text", [
    "network['" * LONG, "network[" + " " * LONG + "'w5'", "1" * LONG + "x", "w5" + " " * LONG + "x",
    "\t" * LONG + "w5 w5", "->" * LONG + "\n", "(" * LONG, "[" * LONG, "1," * LONG, "9" * 4301], ids=len)
def test_a_long_text_is_refused_at_once(text: str) -> None:
    """What takes more than linear time would take minutes here."""
    with pytest.raises(LernmiError):
        Expression(text, Session(worked_example()).scope)

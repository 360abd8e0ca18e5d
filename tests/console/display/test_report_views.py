"""What the report of a gradient check says, on a page of 100 characters."""

import io
from typing import Any

import pytest

from lernmi import ACTIVATIONS, Activation, Dense, Network, check_gradients
from lernmi.console.display.page import Page
from lernmi.console.display.report_views import print_report
from tests.support.networks import mazur


def printed(network: Network, inputs: Any, targets: Any, **options: Any) -> str:
    stream = io.StringIO()
    print_report(Page(stream, width=100, **options), check_gradients(network, inputs, targets))
    return stream.getvalue()


def kinked() -> Network:
    return Network(1, Dense(1, "relu", weights=1.0, biases=0.0), Dense(1, "identity", weights=1.0))


def test_the_rows_and_the_verdict() -> None:
    lines = printed(mazur(), [0.05, 0.1], [0.01, 0.99]).splitlines()
    assert lines[0].startswith("A sensitivity is how much the loss changes, for each unit, when ")
    assert any(line.startswith("sensitivity of w5: backpropagation 0.08217, by nudging 0.08217, ")
               for line in lines)
    assert lines[-1].startswith("Backpropagation and central differences agree: "
                                "12 sensitivities and 6 slopes, largest relative error ")
    assert lines[-1].endswith(", allowed 1e-09.")


def test_a_tie_is_reported_with_both_sides() -> None:
    text = printed(kinked(), [0.0], [1.0])
    assert ("At a tie of hidden[0] (relu at 0) the slope is not defined: the answer 0 lies between 0 and 1.\n"
            in text)
    assert ("There the sensitivity of input[0] is not defined either: it is 0 by nudging down and -1 "
            "by nudging up; backpropagation answers 0.\n" in text)
    assert "central differences agree" in text


def test_a_jump_is_reported_with_its_values() -> None:
    threshold = Activation("threshold", lambda total: float(total >= 0.0), lambda total, value: 0.0)
    network = Network(1, Dense(1, threshold, weights=1.0, biases="none"), Dense(1))
    assert ("At a tie of hidden[0] (threshold at 0) the slope is not defined: the value jumps from 0 to 1; "
            "the answer 0 lies between 0 and 0." in printed(network, [0.0], [1.0]))


def test_many_ties_are_counted() -> None:
    network = Network(1, Dense(9, "relu", weights=1.0, biases=0.0), Dense(1))
    text = printed(network, [0.0], [1.0])
    assert text.count("At a tie of") == 5 and "… and 4 more like this." in text


def test_a_wrong_slope_is_named() -> None:
    wrong = ACTIVATIONS["tanh"]._replace(slope=lambda total, value: 1.0 - value)
    network = Network(1, Dense(1, wrong, weights=1.0, biases="none"))
    text = printed(network, [0.5], [1.0])
    assert ("The slope of output[0] (tanh at 0.5) is 0.5379, but 0.7864 by central differences, "
            "relative error 3.2e-01.\n" in text)
    assert "central differences DISAGREE" in text


def test_what_is_beyond_measuring_is_named() -> None:
    hidden = ACTIVATIONS["tanh"]._replace(slope=lambda total, value: 4.0 * 2.718281828 ** (-2.0 * total))
    network = Network(1, Dense(1, hidden, weights=1.0, biases="none"))
    assert "Beyond measuring, since rounding hides it: output[0].\n" in printed(network, [19.0], [0.5])


@pytest.mark.parametrize("network", [mazur, kinked])
def test_plain_is_ascii(network: Any) -> None:
    size = len(network().inputs)
    assert printed(network(), [0.0] * size, [1.0] * size, plain=True).isascii()

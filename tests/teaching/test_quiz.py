"""The quiz: what is asked, what counts as right, which help comes, and the score."""

from typing import Any, List

import pytest

from lernmi import (
    Activation,
    Adam,
    BadInput,
    Dense,
    GradientDescent,
    LernmiError,
    Link,
    Loss,
    Network,
    Neuron,
    UnknownName,
    Weight,
    trace,
)
from lernmi.examples.catalogue import EXAMPLES
from lernmi.stepping.session import Session
from lernmi.stepping.what_if import WhatIfSession
from lernmi.teaching.questions import Question
from lernmi.teaching.quiz import Quiz
from tests.support.bits import bits
from tests.support.networks import INPUTS, TARGETS, mazur
from tests.support.slow import slow_but
from tests.support.steps import example_case, worked_example


def quiz_at(done: int) -> Quiz:
    session = Session(worked_example())
    session.timeline.goto(done)
    return Quiz(session)


def question(quiz: Quiz) -> Question:
    assert quiz.question is not None
    return quiz.question


def test_every_product_of_a_step_is_asked_and_nothing_else() -> None:
    quiz, asked = quiz_at(0), []
    while quiz.question is not None:
        asked.append((quiz.question.number, quiz.question.subject))
        assert quiz.answer(f"{quiz.question.result:.4g}").right
    step = quiz.session.trace
    backward = [number for number, _ in asked if step[number - 1].phase == "backward"]
    assert [backward.count(number) for number in range(19, 31)] == [3] * 12
    assert len(asked) == 12 + 4 * 2 + 3 + 12 * 3 + 8
    assert asked[:3] == [
        (2, "the value of the link"),
        (3, "the value of the link"),
        (4, "the value of the link"),
    ]
    assert (5, "the value of hidden[0] (sigmoid)") in asked and (18, "the loss") in asked
    assert (24, "what is added to the sensitivity of hidden[0]") in asked
    assert quiz.score() == ["67 of 67 right at once, 0 with help, 0 missed."]
    assert quiz.worst_kind is None and quiz.session.timeline.done == 38
    walked = mazur()
    walked.learn(INPUTS, TARGETS, GradientDescent(0.5))
    assert bits(step.network) == bits(walked)
    with pytest.raises(BadInput, match="there is no question left"):
        quiz.answer("1")


def test_the_objects_do_not_hold_the_result_before_it_is_answered() -> None:
    quiz = quiz_at(23)
    network = quiz.session.trace.network
    link = network.link("hidden[0]", "output[0]")
    assert link.sensitivity == 0.0
    assert network["hidden[0]"].sensitivity == pytest.approx(-0.01904912, rel=1e-6)
    quiz.answer("0.1385")
    assert link.sensitivity == pytest.approx(0.13849856) and network.weight("w5").sensitivity == 0.0


def test_more_lies_on_the_table_than_is_needed_and_never_the_result() -> None:
    quiz = quiz_at(23)
    assert list(question(quiz).operands) == [
        "sensitivity of output[0]",
        "slope of output[0]",
        "value of hidden[0]",
        "value of w5",
    ]
    quiz.answer("0.1385")
    assert "sensitivity of the link" in question(quiz).operands
    quiz = quiz_at(4)
    assert list(question(quiz).operands) == ["total of hidden[0]"]
    quiz = quiz_at(34)
    assert list(question(quiz).operands) == ["rate", "sensitivity of w5", "value of w5"]


@pytest.mark.parametrize(
    "text, right",
    [
        ("0.138498562", True),
        ("0.1385", True),
        (".14", True),
        ("0.13", False),
        ("0.140", True),
        ("0.7414 * 0.19", True),
        ("0.7414 * 0.195", False),
        ("0.139", True),
        ("0.1398", True),
        ("0.143", False),
        ("0.136", False),
        ("0,1385", True),
        ("1.385e-1", True),
        ("-0.1385", False),
        ("0", False),
        ("output[0].sensitivity * output[0].slope", True),
        ("0.7414 × 0.1868", True),
        ("output[0].slope*output[0].sensitivity/1", True),
        ("0.7414 + 0.1868", False),
    ],
)
def test_numbers_and_formulas_within_one_per_cent(text: str, right: bool) -> None:
    assert quiz_at(23).answer(text).right is right


@pytest.mark.parametrize("text", ["-0.023", "−0.023", "- 0.023", "−,023"])
def test_a_minus_as_one_types_it(text: str) -> None:
    """-0.02274, rounded to two digits: more than 1 % off."""
    quiz = quiz_at(19)
    quiz.skip()
    quiz.skip()
    assert question(quiz).text == "what is added to the sensitivity of w8?"
    assert quiz.answer(text).right


def test_the_new_sum_is_not_what_is_added() -> None:
    quiz = quiz_at(22)
    quiz.skip()
    assert question(quiz).text == "what is added to the sensitivity of hidden[1]?"
    assert quiz.answer("0.04137").text == (
        "No. That is the new sum: asked is only what is added to the old one.")


def test_a_difference_the_wrong_way_round() -> None:
    quiz = quiz_at(17)
    quiz.skip()
    assert question(quiz).text == "what is added to the sensitivity of output[0]?"
    assert quiz.answer("0.01 - 0.7514").text == (
        "No. The other way round: it is value of output[0] − target of output[0].")


@pytest.mark.parametrize("text", ["0.05 x 0.15", "0.05 · 0,15 =", "0,05*.15", "0.0075=", "0.008 - 0,0005"])
def test_as_one_writes_by_hand(text: str) -> None:
    assert quiz_at(1).answer(text).right


@pytest.mark.parametrize("text", ["0.007", "0.008"])
def test_half_a_unit_may_be_rounded_up_or_down(text: str) -> None:
    with pytest.raises(BadInput, match="right so far"):
        quiz_at(1).answer(text)             # 0.0075


@pytest.mark.parametrize("text", ["", "help", "hidden[0].name", "1/0", "1e999", "sqrt(-1)", "log(-1)",
                                  "0.1 > 0", "help me", "0.1 0.2"])
def test_what_cannot_be_understood_is_no_attempt(text: str) -> None:
    quiz = quiz_at(23)
    with pytest.raises(LernmiError):
        quiz.answer(text)
    assert quiz.answer("0.1385").right and quiz.score() == ["1 of 1 right at once, 0 with help, 0 missed."]


def test_one_digit_of_a_right_answer_is_no_attempt() -> None:
    quiz = quiz_at(23)
    with pytest.raises(BadInput, match="give at least two digits"):
        quiz.answer("0.1")
    assert not quiz.answer("0.2").right
    assert quiz.answer("0.14").right


@pytest.mark.parametrize("text", ["0.4", "w5", "0.40", "0.381", "0.4 + 0.5 * w5.sensitivity"])
def test_the_old_weight_is_not_the_new_one(text: str) -> None:
    quiz = quiz_at(34)      # w5 goes from 0.4 to 0.35891648
    reply = quiz.answer(text)
    assert not reply.right
    assert ("as good as the old number" in reply.text) == (text in ("0.4", "w5", "0.40"))


@pytest.mark.parametrize("text", ["0.1498", "0.149", "0.15 - 0.0002", "w1 - rate * w1.sensitivity"])
def test_an_update_smaller_than_one_per_cent_must_be_seen(text: str) -> None:
    assert quiz_at(30).answer(text).right is (text != "0.149")       # w1 goes from 0.15 to 0.14978
    assert not quiz_at(30).answer("0.15").right and not quiz_at(30).answer("w1").right


def test_a_result_of_nothing_needs_an_answer_of_nothing() -> None:
    dead = Network(1, Dense(1, "relu", weights=-1.0), Dense(1, "identity", weights=1.0))
    quiz = Quiz(Session(trace(dead, [2.0], [1.0])))
    while question(quiz).result != 0.0:
        quiz.answer(str(question(quiz).result))
    assert not quiz.answer("0.001").right
    assert quiz.answer("0").right


def test_what_the_rounded_numbers_give_is_right_as_well() -> None:
    """Near 1 a tanh has the slope 1 − y²: of y = 0.9999 four digits leave next to nothing."""
    network = Network(1, Dense(1, "tanh", weights=4.9, biases=0.0), Dense(1, "identity", weights=1.0))
    quiz = Quiz(Session(trace(network, [1.0], [0.0])))
    while question(quiz).kind != "the slope of an activation":
        quiz.answer(repr(question(quiz).result))
    assert question(quiz).result == pytest.approx(0.00022178180, rel=1e-5)
    assert quiz.answer(repr(1.0 - 0.9999 * 0.9999)).right


# ---- help


def test_the_help_for_a_product() -> None:
    wrong = {
        "-0.1385": "No. Look at the signs: a product is negative if just one of its factors is.",
        "0.187": "No. That is the slope of output[0] alone; there is another factor.",
        "0.9282": "No. You added them, but they are multiplied.",
        "0.2966": "No. You took the value of w5; take the slope of output[0] instead.",
        "0.1108": "No. You took the value of hidden[0]; take the sensitivity of output[0] instead.",
        "5": "No. One factor is the slope of output[0], which is 0.1868.",
        "-0.1468": "No. One factor is the slope of output[0], which is 0.1868.",     # far from −0.1385
    }
    for text, told in wrong.items():
        reply = quiz_at(23).answer(text)
        assert (reply.right, reply.finished, reply.text) == (False, False, told)


@pytest.mark.parametrize(
    "done, told",
    [
        (4, "No. sigmoid: the value y is 1 / (1 + e^−x), with x the total."),
        (17, "No. The loss is ½ Σ (y − d)², with y an output and d its target."),
        (34, "No. It is value of w5 − rate × sensitivity of w5."),
    ],
)
def test_the_help_for_other_results(done: int, told: str) -> None:
    assert quiz_at(done).answer("123").text == told


def test_the_help_for_slopes_and_for_a_function_without_a_formula() -> None:
    quiz = quiz_at(4)
    quiz.answer("0.5933")
    assert quiz.answer("123").text == "No. sigmoid: the slope is y (1 − y), with y the value."
    quiz = quiz_at(17)
    quiz.answer("0.2984")
    assert quiz.answer("123").text == "No. It is y − d, with y the output and d its target."
    own = Activation("cube", lambda x: x * x * x, lambda x, y: 3.0 * x * x)
    quiz = Quiz(Session(trace(Network(1, Dense(1, own, weights=2.0)), [1.0], [1.0])))
    quiz.answer("2")
    quiz.answer("0")
    assert quiz.answer("123").text == "No. It is what cube gives for this total."


def test_after_the_hint_the_operation_and_after_that_the_result() -> None:
    quiz = quiz_at(23)
    quiz.answer("0.1385")
    texts = [quiz.answer("5").text for _ in range(3)]
    assert texts[1] == "No. It is sensitivity of the link × value of w5, in numbers 0.1385 × 0.4."
    assert texts[2] == (
        "No. This is how it goes: what is added to the sensitivity of hidden[0] is sensitivity of "
        "the link × value of w5 = 0.1385 × 0.4 = 0.0554 (the sum is now 0.03635)."
    )
    assert question(quiz).subject == "what is added to the sensitivity of w5", "and it goes on"
    assert quiz.score() == [
        "1 of 2 right at once, 0 with help, 1 missed.",
        "Hardest, 1 of 1 not right at once: what goes to whom it came from, "
        "sensitivity of the link × weight.",
    ]


def test_the_score_shows_which_kind_was_hardest() -> None:
    quiz = quiz_at(18)
    for number in range(9):
        if number % 3 == 0:
            quiz.skip()
        elif number == 1:
            quiz.hint()
            assert quiz.answer(repr(question(quiz).result)).right
        else:
            assert quiz.answer(repr(question(quiz).result)).right
    assert quiz.asked == 9
    assert quiz.score() == [
        "5 of 9 right at once, 1 with help, 3 missed.",
        "Hardest, 3 of 3 not right at once: what passes back through an activation, sensitivity × slope.",
    ]
    assert quiz_at(0).score() == ["No question was done with."]


def test_the_hardest_kind_is_the_one_missed_most_often_not_by_its_share() -> None:
    quiz = quiz_at(17)
    for missed in [True, False, False] + 2 * [False, True, False] + [False, False, False]:
        if missed:
            quiz.skip()
        else:
            assert quiz.answer(repr(question(quiz).result)).right
    assert quiz.score() == ["9 of 12 right at once, 0 with help, 3 missed.",
                            "Hardest, 2 of 3 not right at once: what goes to whom it came from, "
                            "sensitivity of the link × weight."], "not the loss, 1 of 1"


def test_a_question_that_was_only_answered_wrongly_counts_as_missed() -> None:
    quiz = quiz_at(23)
    quiz.answer("0.2")
    quiz.leave()
    quiz.leave()
    assert quiz.score()[0] == "0 of 1 right at once, 0 with help, 1 missed."
    quiz = quiz_at(23)
    quiz.hint()
    quiz.leave()
    assert quiz.score() == ["No question was done with."]


def test_only_narrows_the_questions() -> None:
    session = Session(worked_example())
    session.narrow(["backward", "w5"])
    quiz, numbers = Quiz(session), []
    while quiz.question is not None:
        numbers.append(quiz.question.number)
        quiz.skip()
    assert numbers == [24, 24, 24]
    with pytest.raises(UnknownName):
        session.narrow(["nothing"])


def answered(quiz: Quiz, most: int) -> List[str]:
    kinds = []
    while quiz.question is not None and quiz.asked < most:
        kinds.append(quiz.question.kind)
        reply = quiz.answer(f"{quiz.question.result:.3g}")
        assert reply.right, (quiz.question.subject, reply.text)
    return kinds


@pytest.mark.parametrize("name", slow_but(["mazur", "xor", "softmax", "dropout"], EXAMPLES))
def test_every_example_can_be_asked_and_three_digits_are_enough(name: str) -> None:
    network, inputs, targets = example_case(EXAMPLES[name])
    session: Any = WhatIfSession(network, inputs, targets, Adam(0.01))
    answered(Quiz(session), 60)
    session.timeline.goto(session.timeline.last - len(network.weights) - 3)
    kinds = answered(Quiz(session), 60)
    assert {"the update of a weight", "what an optimizer remembers"} <= set(kinds)


def test_what_a_layer_works_out_before_the_sample_is_not_asked_for() -> None:
    """It belongs to no neuron and no link, and is done for all of them at once."""
    def layer(network: Network, sources: "list[Neuron]") -> "list[Neuron]":
        own, half = network.add(Neuron("own")), Weight(0.5, "half", trainable=False)
        Link(sources[0], own, half)

        def halve(training: bool) -> None:
            half.value = half.value * 0.5

        network.before_each_sample(halve)
        return [own]

    quiz = Quiz(Session(trace(Network(1, layer, seed=1), [1.0], [1.0])))
    assert question(quiz).text == "what is the value of the link?"


def test_the_help_for_a_loss_without_a_formula() -> None:
    own = Loss("own", lambda y, d: (y[0] - d[0]) * 2.0, lambda y, d: [y[0] + d[0]])
    network = Network(1, Dense(1, "identity", weights=0.5, biases=0.0), loss=own)
    quiz = Quiz(Session(trace(network, [1.0], [2.0])))
    while question(quiz).kind != "the loss":
        quiz.skip()
    assert quiz.hint() == "It is (value of output[0] − target of output[0]) × 2."
    quiz.skip()
    assert quiz.hint() == "It is value of output[0] + target of output[0]."


def test_blanks_around_an_answer_are_no_part_of_it_however_many() -> None:
    """What takes more than linear time would take minutes here."""
    for padding in ("\t" * 20_000, " " * 20_000):
        for typed, right in (("0.0075", True), ("0.0075*1", True), ("0.5 * 1", False), ("0.05 * 0.15", True)):
            assert quiz_at(1).answer(padding + typed + padding).right is right, typed
    with pytest.raises(BadInput):
        quiz_at(1).answer("\t" * 20_000)

"""The quiz as one types into it."""

from typing import List

from tests.support.stepper import stepped

QUIZ = """\
23/38> quiz 3
What comes out next? Type a number, two digits will do, or a formula such as 0.5 * hidden[0].value; \
there are three tries. hint helps, skip shows it, quit ends the quiz.

Move 24, backward, output[0] → hidden[0] through w5: what is the sensitivity of the link?
On the table: sensitivity of output[0] = 0.7414, slope of output[0] = 0.1868, value of hidden[0] = 0.5933, \
value of w5 = 0.4
question 1 of 3> 0.1
Not done: right so far, but give at least two digits.
question 1 of 3> 0.14
Right: the sensitivity of the link is sensitivity of output[0] × slope of output[0] = \
0.7414 × 0.1868 = 0.1385.

Move 24, backward, output[0] → hidden[0] through w5: what is added to the sensitivity of hidden[0]?
On the table: sensitivity of output[0] = 0.7414, sensitivity of the link = 0.1385, \
slope of output[0] = 0.1868, value of hidden[0] = 0.5933, value of w5 = 0.4
question 2 of 3> next
Not done: next is no answer but a command of the stepper: quit leaves the quiz.
question 2 of 3> w9
Not done: no neuron, weight or link is called 'w9': did you mean w8? (skip shows the result.)
question 2 of 3> -0.0554
No. Look at the signs: a product is negative if just one of its factors is.
question 2 of 3> hint
It is sensitivity of the link × value of w5, in numbers 0.1385 × 0.4.
question 2 of 3> 0.1385 * w5
Right: what is added to the sensitivity of hidden[0] is sensitivity of the link × value of w5 = \
0.1385 × 0.4 = 0.0554 (the sum is now 0.03635).

Move 24, backward, output[0] → hidden[0] through w5: what is added to the sensitivity of w5?
On the table: sensitivity of output[0] = 0.7414, sensitivity of the link = 0.1385, \
slope of output[0] = 0.1868, value of hidden[0] = 0.5933, value of w5 = 0.4
question 3 of 3> skip
This is how it goes: what is added to the sensitivity of w5 is sensitivity of the link × \
value of hidden[0] = 0.1385 × 0.5933 = 0.08217 (the sum is now 0.08217).
1 of 3 right at once, 1 with help, 1 missed.
"""

def quizzed(*commands: str) -> str:
    run = stepped("mazur", typed="\n".join(commands) + "\n")
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout[run.stdout.index("/38> quiz") - 2:]


def test_a_quiz_from_question_to_score() -> None:
    out = quizzed("goto 23", "quiz 3", "0.1", "0.14", "next", "w9", "-0.0554", "hint", "0.1385 * w5", "skip",
                  "print w5.sensitivity")
    assert out.startswith(QUIZ)
    rest = out[len(QUIZ):]
    assert rest.startswith("Hardest, 1 of 1 not right at once: what goes to whom it came from, "
                           "sensitivity of the link × weight.\n24/38 backward "), (
        "the quiz is over, and the stepper goes on")
    assert "24/38> print w5.sensitivity\nw5.sensitivity = 0.08217\n" in rest


def test_names_that_are_on_the_table_can_be_typed() -> None:
    out = quizzed("goto 17", "quiz 1",
                  "0.5*(output[0] - output[0].target)^2 + 0.5*(output[1] - output[1].target)^2",
                  "goto 34", "quiz 1", "w5 - rate * w5.sensitivity")
    assert out.count("\nRight: ") == 2


def test_what_is_asked_for_is_no_answer() -> None:
    """After learning, the neurons hold numbers that would give it away."""
    out = quizzed("learn 500", "goto 4", "quiz 3", "hidden[0].value", "hidden[0]", "sigmoid(hidden[0].total)",
                  "hidden[0].slope", "hidden[0] * (1 - hidden[0])", "link", "input[0]*w3", "quit")
    assert out.count("is what is asked for: work it out from the others.") == 4
    assert out.count("\nRight: ") == 3
    out = quizzed("goto 2", "quiz 1", "link.weight * input[1]")
    assert "\nRight: the value of the link is value of input[1] × value of w2" in out
    out = quizzed("goto 19", "quiz 2", "link.sensitivity", "0.5 * (", "sigmoid", "skip",
                  "link.sensitivity * w8")
    assert out.count("the sensitivity of the link is what is asked for") == 1
    assert "\nRight: what is added to the sensitivity of hidden[1] is sensitivity of the link × " in out
    assert "Not done: sigmoid needs a number: sigmoid(0.5)." in out


def test_no_command_of_the_stepper_costs_a_question() -> None:
    out = quizzed("goto 23", "quiz 1", "s", "b 2", "why w5", "sqrt(-1)", "network", "0.1385")
    for word in ("s", "b", "why"):
        assert f"Not done: {word} is no answer but a command of the stepper: quit leaves the quiz.\n" in out
    assert "Not done: sqrt(-1) is not a real number at this moment.\n" in out
    assert "1 of 1 right at once" in out


def test_the_picture_in_a_quiz_does_not_tell_the_result() -> None:
    run = stepped("mazur", "--plain", typed="goto 23\nquiz 1\nnetwork\n")
    assert ("question 1 of 1> network\nThe link from hidden[0] to output[0] moves; its weight w5 is 0.4.\n"
            in run.stdout)
    after = stepped("mazur", "--plain",
                    typed="learn\nlearn\ngoto 4\nquiz 1\nnetwork\nquit\nprint hidden[0].value\n")
    assert "network\nThe neuron hidden[0] moves; its value is 0.\n" in after.stdout
    assert "hidden[0].value = 0.59" in after.stdout, "what is left from before is there again"


def test_a_formula_with_e_as_the_hint_writes_it() -> None:
    out = quizzed("goto 4", "quiz 1", "hint", "1 / (1 + e^-hidden[0].total)")
    told: List[str] = [line for line in out.splitlines() if line.startswith(("sigmoid:", "Right:"))]
    assert told == ["sigmoid: the value y is 1 / (1 + e^−x), with x the total.",
                    "Right: the value of hidden[0] (sigmoid) is sigmoid(total of hidden[0]) = "
                    "sigmoid(0.3775) = 0.5933."]


def test_at_the_end_there_is_nothing_to_ask() -> None:
    out = quizzed("finish", "quiz")
    assert "The step is at its end: restart goes to its start.\nNo question was done with.\n" in out


def test_the_end_of_the_input_ends_the_quiz_and_the_session() -> None:
    out = quizzed("goto 23", "quiz", "0.1385")
    assert "question 2> \n1 of 1 right at once, 0 with help, 0 missed.\n" in out

"""Wrong engines: copies with one bug, or several, that leave the original right."""

from lernmi import GradientDescent, check_gradients, trace
from lernmi.examples import EXAMPLES
from lernmi.teaching.bugs import BUGS, wrong_network

MAZUR = EXAMPLES["mazur"]


def test_the_original_stays_right_and_the_copy_is_wrong_from_the_first_product_on() -> None:
    network = MAZUR.network()
    engine = wrong_network(network, BUGS["slope_forgotten_at_output"])
    step = trace(engine, *MAZUR.samples[0], GradientDescent(0.5))
    first = step[step.first("backward") - 1].products[0]
    assert first.left.name == "sensitivity of output[1]" and first.right == 1.0
    assert not check_gradients(engine, *MAZUR.samples[0]).passed
    assert check_gradients(network, *MAZUR.samples[0]).passed


def test_two_bugs_are_in_one_engine() -> None:
    both = wrong_network(MAZUR.network(), BUGS["set_not_added"], BUGS["slope_forgotten_at_hidden"])
    both.forward(MAZUR.samples[0][0])
    both.backward(MAZUR.samples[0][1])
    last = both.link("hidden[0]", "output[0]")
    assert both["hidden[0]"].sensitivity == last.sensitivity * last.weight.value    # the other path is lost
    assert both.link("input[0]", "hidden[0]").sensitivity == both["hidden[0]"].sensitivity

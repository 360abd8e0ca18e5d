"""What keys do: the question for a sample."""

from lernmi.console.playground.choices import Choices
from lernmi.console.playground.controls import Controls
from lernmi.console.playground.training import Training


def test_after_a_number_that_no_sample_has_it_asks_again_and_no_key_does_anything_else() -> None:
    controls = Controls(Training(Choices("iris")))
    network = controls.training.network
    for key in ("s", "9", "9", "9", "enter"):
        controls.press(key)
    assert controls.asked.startswith("There is no 999; which: _  (0 to 149; Enter: ")
    for key in "aH7":
        controls.press(key)
    assert controls.question == "7" and controls.training.network is network
    controls.press("enter")
    assert controls.sample == 7

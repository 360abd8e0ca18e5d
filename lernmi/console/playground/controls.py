"""The controls of the playground: what the keys do to a training, without a terminal."""

from __future__ import annotations

from typing import Callable, NamedTuple, Optional

from ...support.errors import BadInput, LernmiError
from ...support.formatting import count_of, significant
from .key_table import METHODS
from .network_controls import NetworkControls
from .training import Training

VIEWS = ("all", "neurons", "weights", "curves")
LONGEST_NUMBER = 9          # digits


class Speed(NamedTuple):
    """How fast it learns: so many steps, or epochs, a second; neither: as fast as it can."""

    name: str
    steps: float = 0.0
    epochs: float = 0.0


SPEEDS = (Speed("1 step a second", steps=1.0), Speed("5 steps a second", steps=5.0),
          Speed("25 steps a second", steps=25.0), Speed("1 epoch a second", epochs=1.0),
          Speed("5 epochs a second", epochs=5.0), Speed("full speed"))


class Controls(NetworkControls):
    """All that can be done, at any moment; ``press`` does it.

    ============== ============================================================
    is_running     whether it learns on by itself
    speed          one of SPEEDS
    view           one of VIEWS
    has_help       whether the help is shown
    question       what is asked for, with the digits typed so far; None: nothing
    sample         the sample to step into next; None: none
    is_over        whether it was left
    ============== ============================================================
    """

    def __init__(self, training: Training, stops_after: Optional[int] = None) -> None:
        super().__init__(training)
        self.stops_after = stops_after          # epochs
        self.is_running, self.has_help, self.is_over = True, False, False
        self.speed, self.view = SPEEDS[-1], VIEWS[0]
        self.question: Optional[str] = None
        self.sample: Optional[int] = None
        self._worst, self._asking = 0, ""

    def press(self, key: str) -> None:
        """Do what the key is for; what can't be done becomes the message."""
        self.message = ""
        try:
            if self.question is not None:
                self._answer(key)
            elif key in METHODS:
                method, argument = METHODS[key]
                action: Callable[[int], None] = getattr(self, method)
                action(argument)
            elif len(key) == 1:
                self.message = f"The key {key!r} does nothing; ? lists the keys."
        except LernmiError as error:
            self.message = f"Not done: {error}"

    # ---- learning ----------------------------------------------------------------------------------

    def pause(self, _: int) -> None:
        """Pause, or go on."""
        self.is_running = not self.is_running

    def step(self, _: int) -> None:
        """One learning step."""
        self.is_running = False
        with self.training.learning():
            loss = self.training.step()
        self.training.measure()
        samples = count_of(self.training.batch_size, "sample")
        self.message = f"One step, from {samples}; the loss before it was {significant(loss, 4)}."

    def epoch(self, _: int) -> None:
        """One epoch, to its end."""
        self.is_running = False
        self.training.learn_epoch()
        self.message = f"Epoch {self.training.epochs:,} is done."

    def learn_on(self, goes_on: Callable[[], bool]) -> None:
        """Take steps while ``goes_on``; pause where --epochs says so, and after an error."""
        training = self.training
        try:
            with training.learning():
                while goes_on():
                    training.step()
                    if training.progress == self.stops_after:
                        self._pause(f"{count_of(training.epochs, 'epoch')}, as --epochs says; space goes on.")
                        break
        except LernmiError as error:
            self._pause(f"Paused: lower the rate with R, or begin anew with x: {error}")

    def learn_to_the_end(self) -> None:
        """Learn for as many epochs as were asked for, or as are usual, measuring after each.

        Raises NumericError where a number grows past what a float can hold.
        """
        usual = self.training.assignment.recipe.epochs
        for _ in range(self.stops_after or usual):
            self.training.learn_epoch()
        self.is_running = False

    def _pause(self, message: str) -> None:
        self.is_running, self.message = False, message

    def change_speed(self, direction: int) -> None:
        """Faster or slower."""
        index = SPEEDS.index(self.speed) + direction
        if not 0 <= index < len(SPEEDS):
            raise BadInput(f"{self.speed.name} is as {'fast' if direction > 0 else 'slow'} as it goes.")
        self.speed, self.is_running = SPEEDS[index], True

    # ---- the stepper -------------------------------------------------------------------------------

    def ask_for_sample(self, _: int) -> None:
        """Ask which sample to step into."""
        self.question, self._worst = "", self.training.worst_answered()
        self._asking = "Step into sample:"

    @property
    def asked(self) -> str:
        """The question, as it is shown, with the answer as far as it is typed."""
        last = len(self.training.assignment.dataset) - 1
        return (f"{self._asking} {self.question}_  (0 to {last:,}; Enter: {self._worst}, the highest "
                "loss; Esc: back)")

    def _answer(self, key: str) -> None:
        """A key while a number is asked for."""
        typed = self.question or ""
        if key.isdecimal() and len(typed) < LONGEST_NUMBER:
            self.question = typed + key
        elif key == "backspace":
            self.question = typed[:-1]
        elif key in ("escape", "q", "\x03"):
            self.question = None
        elif key == "enter":
            number = int(typed) if typed else self._worst
            if number < len(self.training.assignment.dataset):
                self.question, self.sample = None, number
            else:
                self.question, self._asking = "", f"There is no {number}; which:"

    # ---- the screen --------------------------------------------------------------------------------

    def change_view(self, _: int) -> None:
        """Show something else beside the map."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]

    def change_map(self, direction: int) -> None:
        """The map of another neuron, or another picture."""
        self.chosen += direction

    def change_help(self, _: int) -> None:
        """Show the help, or take it away."""
        self.has_help = not self.has_help

    def quit(self, _: int) -> None:
        """Leave; of the help, first to the playground."""
        self.is_over = not self.has_help
        self.has_help = False

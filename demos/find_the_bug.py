"""Find the bug: six engines learn, five are wrong; the gradient check finds each.

Covers: classic bugs of backpropagation, the gradient check, why a falling loss proves nothing.
Scenario: half adders. Every bug is a real one, of programs that people have learned from.
Takes: 2 seconds.
"""

from inspect import getsource

from lernmi import Dense, GradientDescent, Lesson, Link, Network, check_gradients

RATE, EPOCHS, SEED, SAMPLE, WEIGHT = 1.0, 800, 5, ([0, 1], [1, 0]), "hidden.weight[0,1]"
HOW = {"optimizer": GradientDescent(RATE), "shuffle": False}
SAMPLES = [([a, b], [a ^ b, a & b]) for a in (0, 1) for b in (0, 1)]
PARTS = ["output.weight", "output.bias", "hidden.weight", "hidden.bias", "input"]


class Right(Network):
    def backpropagate(self) -> None:
        for link in reversed(self.links):
            self.pass_back(link)
        self.last_phase = "backward"

    def pass_back(self, link: Link) -> None:
        link.backward()                     # the chain rule, for one link


class SlopeForgotten(Right):
    def pass_back(self, link: Link) -> None:
        if link.target not in self.outputs:  # hidden: a factor is missing
            link.target.slope = 1.0
        link.backward()


class SetNotAdded(Right):
    def pass_back(self, link: Link) -> None:
        link.source.sensitivity = 0.0       # = for +=: the last path counts
        link.backward()


class TooEarly(Right):
    def pass_back(self, link: Link) -> None:
        target, before = link.target, link.weight.value
        change = target.sensitivity * target.slope * link.source.value
        link.weight.value -= RATE * change  # the optimizer's update, too early
        link.backward()
        link.weight.value = before


class BiasForgotten(Right):
    def pass_back(self, link: Link) -> None:
        if link.source is not self.bias:    # but a bias is a weight as well
            link.backward()


class NeverReset(Right):
    def backpropagate(self) -> None:
        super().backpropagate()
        for weight in self.weights:         # what was used up counts again
            weight.sensitivity += weight.last_sensitivity


ENGINES = [BiasForgotten, TooEarly, Right, NeverReset, SlopeForgotten, SetNotAdded]
with Lesson("Find the bug") as lesson:
    lesson.scene("All of them learn")
    courses, checks = {}, {}
    for number, engine in enumerate(ENGINES, start=1):
        network, name = engine(2, Dense(4), Dense(2), seed=SEED), f"engine {number}"
        losses = lesson.train(network, SAMPLES, epochs=1, **HOW).losses
        checks[name] = check_gradients(network, *SAMPLE)
        courses[name] = losses + lesson.train(network, SAMPLES, epochs=EPOCHS - 1, **HOW).losses
    best = min(courses, key=lambda name: courses[name][-1])
    falls = [run[-1] < run[0] for run in courses.values()]
    lesson.say(f"""Six engines teach a network to add two bits: their sum and their carry. Five have a bug.
        The loss of {sum(falls)} of {len(falls)} falls, that of {best} farthest. Which would you trust?""")
    lesson.numbers(["loss", "at first", "later"], [[name, run[0], run[-1]] for name, run in courses.items()])

    lesson.scene("How they learn")
    lesson.plot({name: list(enumerate(losses)) for name, losses in courses.items()}, x="epoch", y="loss")

    lesson.scene("The gradient check: ask the loss")
    lesson.say(f"""Raise a weight a little, and the loss changes by that much times the sensitivity,
        ∂loss/∂weight: a promise. So raise {WEIGHT} and see. No backward pass is needed. After one epoch:""")
    lesson.numbers(["sensitivity", "as passed back", "as the loss changes", "relative error"],
                   [[name, row.backpropagation, row.difference, round(row.error, 4)]
                    for name, check in checks.items() for row in check.rows if row.name == WEIGHT])

    lesson.scene("Where the errors are")
    lesson.numbers(["largest error", *PARTS], [[name, *(
        round(max(row.error for row in check.rows if row.name.startswith(part)), 4) for part in PARTS)]
        for name, check in checks.items()])
    lesson.say("Sensitivities go from the outputs to the inputs. The bug is where errors begin; guess first.")

    for first in (0, 3):
        lesson.scene(f"Engines {first + 1} to {first + 3}")
        lesson.code("\n\n".join(map(getsource, ENGINES[first:first + 3])))
    errors = "; ".join(f"{name}: {round(check.largest_error, 4):g}" for name, check in checks.items())
    lesson.conclude(f"The largest relative error that each check finds: {errors}.",
                    f"Why is {best} so fast? And would you drive a car that is built like that?")

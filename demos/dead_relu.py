"""Dead ReLU: who is silent for every sample has sensitivity 0, and stays silent.

Covers: ReLU's slope of 0, learning rates that are too large, leaky ReLU.
Scenario: eight hidden neurons learn a sine curve, at three rates and from six seeds.
Takes: 2 seconds.
"""

from math import sin
from statistics import mean
from typing import Dict, Sequence

from lernmi import ACTIVATIONS, Dense, GradientDescent, Lesson, Network, trace

SAMPLES = [([number / 20], [sin(3 * number / 20)]) for number in range(-20, 21)]
NEURONS, SEEDS, EPOCHS, LATER, FLAT, ONE_LEFT = 8, 6, 20, 200, 0, 3
SMALL, LARGE, KINDS = 0.05, 0.4, ("relu", "leaky_relu")
RATES = (SMALL, 0.2, LARGE)


def largest_sensitivities(network: Network) -> Dict[str, float]:
    """Of each hidden neuron: the largest |∂loss/∂total| on all samples. Its weights get this × the input."""
    largest = dict.fromkeys([neuron.name for neuron in network.layer_outputs["hidden"]], 0.0)
    for inputs, targets in SAMPLES:
        network.forward(inputs)
        network.backward(targets)
        for link in network.links:
            if link.target.name in largest:
                largest[link.target.name] = max(largest[link.target.name], abs(link.sensitivity))
    network.reset()
    return largest


def dead(networks: Sequence[Network]) -> int:
    """How many hidden neurons get exactly 0 on every sample."""
    return sum(list(largest_sensitivities(network).values()).count(0.0) for network in networks)


def loss(network: Network) -> float:
    return mean(network.evaluate(inputs, targets) for inputs, targets in SAMPLES)


with Lesson("Dead ReLU") as lesson:
    lesson.scene("One silent neuron")
    one = Network(1, Dense(1, "relu", [[1.0]], [-3.0]), Dense(1, "identity", [[1.0]], [0.0]))
    hidden, weight, rows = one["hidden[0]"], one.link("input[0]", "hidden[0]").weight, []
    for value in (0.0, 1.0, 2.0):
        step = trace(one, [value], [1.0])
        rows.append([value, hidden.total, hidden.value, hidden.slope, hidden.sensitivity, weight.sensitivity])
    lesson.say("""ReLU answers with its total if that is above 0, else with 0. This one has the weight 1 and
        the bias -3, the output passes its value on, and the target is always 1:""")
    lesson.numbers(["input", "total", "value", "slope", "its sensitivity", "its weight's"], rows)
    lesson.say("""Sensitivity is ∂loss/∂value: how much the loss changes with a value. The loss would fall if
        the neuron answered more. But its slope is 0, and whatever comes back is multiplied by that:""")

    lesson.scene("Where the error is lost")
    lesson.show(step.why("hidden.weight[0,0]"))

    lesson.scene("Large steps kill")
    nets = {(rate, kind): [Network(1, Dense(NEURONS, kind, "he"), Dense(1, "identity"), seed=seed)
                           for seed in range(SEEDS)] for rate in RATES for kind in KINDS}
    for (rate, _), networks in lesson.progress(nets.items(), "Learning"):
        for network in networks:
            network.fit(SAMPLES, epochs=EPOCHS, optimizer=GradientDescent(rate))
    early = {key: (dead(networks), mean(map(loss, networks))) for key, networks in nets.items()}
    lesson.say(f"""{NEURONS} hidden neurons learn a sine curve for {EPOCHS} epochs, from {SEEDS} seeds. A step
        that is too large throws a bias so far down that no sample lifts the neuron's total above 0. Of the
        {NEURONS * SEEDS}, those are dead whose weights have a sensitivity of exactly 0 on all {len(SAMPLES)}
        samples. Leaky ReLU has the slope {ACTIVATIONS["leaky_relu"].slope(-1.0, 0.0):g} where ReLU has 0:""")
    lesson.numbers(["rate", *(f"{kind}: {what}" for kind in KINDS for what in ("dead", "loss"))],
                   [[f"{rate:g}", *early[rate, "relu"], *early[rate, "leaky_relu"]] for rate in RATES])

    lesson.scene("Bars stuck at zero")
    lesson.say(f"The largest |∂loss/∂total| on all samples, from the same seed at the rate {LARGE:g}:")
    for kind in KINDS:
        lesson.bars(largest_sensitivities(nets[LARGE, kind][ONE_LEFT]), kind)

    lesson.scene("Small steps don't wake them")
    shaken = {kind: nets[LARGE, kind] for kind in KINDS}
    for network in lesson.progress([*shaken["relu"], *shaken["leaky_relu"]], "Learning"):
        network.fit(SAMPLES, epochs=LATER, optimizer=GradientDescent(SMALL))
    late = {kind: (dead(networks), mean(map(loss, networks))) for kind, networks in shaken.items()}
    lesson.say(f"The networks of the rate {LARGE:g}, and after {LATER} more epochs at the rate {SMALL:g}:")
    lesson.numbers(["", "dead", "loss", "dead later", "loss later"],
                   [[kind, *early[LARGE, kind], *late[kind]] for kind in KINDS])

    lesson.scene("What the dead leave behind")
    lesson.say(f"""One seed's answers. With ReLU, {dead([shaken["relu"][FLAT]])} of the {NEURONS} neurons are
        dead. What is left is a horizontal line: only the output's bias can learn.""")
    lesson.plot({"sine": [(x, y) for [x], [y] in SAMPLES],
                 **{kind: [(x, networks[FLAT].predict([x])[0]) for [x], _ in SAMPLES]
                    for kind, networks in shaken.items()}}, rows=15)
    lesson.conclude(f"""At the rate {LARGE:g}, {early[LARGE, "relu"][0]} of {NEURONS * SEEDS} ReLU neurons
        died, with a sensitivity of exactly 0 on every sample; {late["relu"][0]} were dead {LATER} epochs
        later. Of leaky ones, {early[LARGE, "leaky_relu"][0]} died.""",
                    "A dead neuron always says 0. Is the network worse than one that never had it?")

"""Ten layers deep: how an error reaches a weight ten layers back, or doesn't.

Covers: vanishing sensitivities (gradients), products of slopes, initial weights that suit an activation.
Scenario: ten hidden layers of one neuron each, then of eight, with sigmoid, tanh and ReLU.
Takes: a second.
"""

from statistics import median

from lernmi import ACTIVATIONS, Dense, Lesson, Network
from lernmi.figures.layer_bars import layer_bars

LAYERS, WIDTH, SEEDS, SHOWN = 10, 8, 21, 1
INITIAL = {"sigmoid": "xavier", "tanh": "xavier", "relu": "he"}        # weights that suit the activation
WORDS = {"sigmoid": "Each layer on the way back costs a factor. Equal steps to the left are equal factors.",
         "tanh": """Its slope is 1 where the total is 0. It falls on both sides, but near 0 it is far above
            sigmoid's 0.25. The layers differ less: here a bar that is twice as long is twice as much.""",
         "relu": "Its slope is 1 or 0. Kaiming He's weights are larger, to make up for the slopes of 0."}


def chain(activation: str) -> Network:
    """One neuron a layer, all weights 1; one sample has gone forward, and an error of 1 back."""
    layers = [Dense(1, activation, 1.0, "none") for _ in range(LAYERS)]
    network = Network(1, *layers, Dense(1, "identity", 1.0, "none"))
    network.backward([network.forward([1.0])[0] - 1.0])
    return network


def deep(activation: str, seed: int) -> Network:
    """Many neurons a layer, random weights; one sample has gone forward and back."""
    layers = [Dense(WIDTH, activation, INITIAL[activation]) for _ in range(LAYERS)]
    network = Network(2, *layers, Dense(1, "identity", INITIAL[activation]), seed=seed)
    network.forward([0.5, -1.0])
    network.backward([1.0])
    return network


def first_over_last(network: Network) -> float:
    """The mean |sensitivity| of the first layer's weights, divided by that of the last layer's."""
    last, *_, first = [bar.mean for bar in layer_bars(network).bars if bar.what == "weights"]
    return first / last


with Lesson("Ten layers deep") as lesson:
    lesson.scene("A chain of ten neurons")
    chains = {activation: chain(activation) for activation in INITIAL}
    names = [f"hidden{layer}[0]" for layer in range(LAYERS, 0, -1)]
    lesson.say("""One neuron a layer, every weight 1, and at the output an error of 1. On its way back, the
        sensitivity of a neuron (∂loss/∂value: how much the loss changes with its value) times its slope times
        the weight is the sensitivity of the neuron before it:""")
    network, sigmoid = chains["sigmoid"], ACTIVATIONS["sigmoid"]
    lesson.numbers(["sigmoid", "value", "slope", "sensitivity"],
                   [[name, network[name].value, network[name].slope, network[name].sensitivity]
                    for name in names])
    steepest = sigmoid.slope(0.0, sigmoid.function(0.0))
    lesson.say(f"""The weight before hidden1 gets {lesson.number(network.weights[0].sensitivity)}. Sigmoid is
        steepest at 0, and its slope there is {steepest:g}, so {LAYERS} layers leave at most
        {steepest:g}^{LAYERS} = {lesson.number(steepest ** LAYERS)} of the error.""")

    lesson.scene("The same chain with other slopes")
    lesson.numbers(["sensitivity", *INITIAL],
                   [[name, *(network[name].sensitivity for network in chains.values())] for name in names])
    for activation, network in chains.items():
        low, *_, high = sorted(network[name].slope for name in names)
        lesson.say(f"Its slopes with {activation}: {lesson.number(low)} to {lesson.number(high)}.")

    for activation, words in WORDS.items():
        lesson.scene(f"{WIDTH} neurons a layer: {activation}")
        lesson.say(words)
        lesson.show(layer_bars(deep(activation, SHOWN)))

    lesson.scene("Does it depend on the seed?")
    ratios = {activation: sorted(first_over_last(deep(activation, seed)) for seed in range(SEEDS))
              for activation in lesson.progress(INITIAL)}
    lesson.say(f"""The sensitivity of the first layer's weights, divided by that of the last layer's, from
        {SEEDS} seeds:""")
    lesson.numbers(["first ÷ last", "initial weights", "smallest", "median", "largest"],
                   [[activation, INITIAL[activation], every[0], median(every), every[-1]]
                    for activation, every in ratios.items()])
    for activation, every in ratios.items():
        if 0.0 in every:
            lesson.say(f"""{every.count(0.0)} of the networks with {activation} have 0: in some layer, every
                neuron is silent for this sample, and nothing passes.""")
    medians = ", ".join(f"{name} {lesson.number(median(every))}" for name, every in ratios.items())
    lesson.conclude(f"First layer's sensitivity ÷ last layer's, median of {SEEDS} seeds: {medians}.",
                    "If the first layers hardly learn, what can the last ones make of their values?")

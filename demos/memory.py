"""Memory: sensitivities fade backwards through time; an LSTM keeps them.

Covers: recurrent networks, backpropagation through time, vanishing sensitivities, the gates of an LSTM.
Scenario: after ten symbols, say which one came first (the data set first_symbol).
Takes: 7 seconds.
"""

from statistics import mean, median
from typing import Any, Callable, Dict, List

from lernmi import LSTM, Adam, Dense, Lesson, Network, Recurrent, datasets
from lernmi.figures.confusion import confusion
from lernmi.figures.layer_bars import layer_bars

STEPS, SYMBOLS, SIZE = 10, 4, 4
OPEN = [0.0] * SIZE + [3.0] * SIZE + [0.0] * 2 * SIZE       # biases: input, forget, candidate, output
MEMORIES: Dict[str, Callable[[], Any]] = {
    "recurrent": lambda: Recurrent(SIZE),
    "LSTM": lambda: LSTM(SIZE),
    "LSTM, gates open": lambda: LSTM(SIZE, biases=OPEN, recurrent_biases="none")}


def network_of(memory: str, seed: int) -> Network:
    return Network((STEPS, SYMBOLS), MEMORIES[memory](), Dense(SYMBOLS, "identity"),
                   loss="softmax_cross_entropy", seed=seed)


def samples(count: int, seed: int) -> List[Any]:
    data = datasets.load("first_symbol", count=count, seed=seed, steps=STEPS, symbols=SYMBOLS)
    return data.encoding().samples(data)


def sensitivities(network: Network, some: List[Any]) -> List[float]:
    """How sensitive the loss is to what is read at each time step: the mean of |∂loss/∂input|."""
    sizes: List[List[float]] = [[] for _ in range(STEPS)]
    for inputs, targets in some:
        network.reset()
        network.forward(inputs)
        network.backward(targets)
        for number, neuron in enumerate(network.inputs):
            sizes[number // SYMBOLS].append(abs(neuron.sensitivity))
    return list(map(mean, sizes))


with Lesson("Memory", digits=3) as lesson:
    learned, held_out = samples(200, seed=1), samples(100, seed=2)

    lesson.scene("One neuron with a memory")
    small = Network((5, 1), Recurrent(1, weights=1.0, recurrent_weights=0.5, biases="none",
                                      recurrent_biases="none"))
    small.forward([[1.0], [0.0], [0.0], [0.0], [0.0]])
    small.backward([1.0])
    lesson.say("""A recurrent neuron adds to its input its own value of the time step before, here times 0.5.
        This one reads 1, 0, 0, 0, 0, and should be 1 at the end. Read the sensitivities, ∂loss/∂value, from
        the last time step upwards: each is the one below × the slope below × 0.5.""")
    steps = [small[f"output[0]@t{number}"] for number in range(1, 6)]
    lesson.numbers(["time step", "value", "slope", "sensitivity"], [
        [str(number), one.value, one.slope, one.sensitivity] for number, one in enumerate(steps, start=1)])
    lesson.say(f"""Of the sensitivity at the end {steps[0].sensitivity / steps[-1].sensitivity:.1%} comes back
        to the beginning: from what happened there, the network learns so much less.""")

    lesson.scene("A network that has to remember")
    network = network_of("recurrent", seed=1)
    network.forward(held_out[0][0])
    network.backward(held_out[0][1])
    lesson.say(f"""{SIZE} such neurons read {STEPS} symbols, each one of {SYMBOLS}, and are to say which was
        the first. Before they learn anything:""")
    lesson.show(layer_bars(network))

    lesson.scene("An LSTM forgets as little as its gates say")
    lesson.say("""The cells of an LSTM are not multiplied by a weight and a slope at each time step, but by a
        number that is learned, the forget gate, a sigmoid. Drawn at random it is about ½, and fades too. With
        a bias of 3 it is nearly 1: open. How much the loss depends on each symbol that was read:""")
    lesson.plot({what: list(enumerate(sensitivities(network_of(what, seed=1), held_out[:20]), start=1))
                 for what in MEMORIES}, x="time step", y="|∂loss/∂input|", logarithmic=True)

    lesson.scene("The first symbol over the last")
    rows: List[List[Any]] = []
    for what in lesson.progress(MEMORIES, "30 seeds each"):
        every = [sensitivities(network_of(what, seed), held_out[:5]) for seed in range(30)]
        ratios = [one[0] / one[-1] for one in every]
        rows.append([what, min(ratios), median(ratios), max(ratios)])
    lesson.say("""The sensitivity to the first symbol over that to the last, for 30 seeds. All weights are
        drawn evenly within ±0.5, as PyTorch does it for this size:""")
    lesson.numbers(["memory", "least", "median", "largest"], rows)

    lesson.scene("What they learn")
    table: List[List[Any]] = []
    for what, seed in [(what, seed) for what in ("recurrent", "LSTM, gates open") for seed in (1, 2, 3)]:
        network = network_of(what, seed)
        lesson.train(network, learned, epochs=20, optimizer=Adam(0.03))
        first, *_, last = sensitivities(network, held_out[:20])
        table.append([what, str(seed), confusion(network, held_out).right / len(held_out), first / last])
    lesson.say(f"After {len(learned)} sequences, 20 times each; a guess is right in {1 / SYMBOLS:.0%}:")
    lesson.numbers(["memory", "seed", "share right", "first symbol over last"], table)
    lesson.conclude(f"""At first, the first symbol counts {rows[0][2]:.2g} times as much as the last for a
        recurrent network, {rows[2][2]:.2g} times for an LSTM with open gates. Having learned, they know it in
        {mean(row[2] for row in table[:3]):.0%} and {mean(row[2] for row in table[3:]):.0%} of the cases.""",
                    "Why would a recurrent weight of 2 not help? And what is forgetting good for?")

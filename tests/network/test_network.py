import random
from typing import Any, Callable, Dict, List, Tuple

import pytest

from lernmi import (
    Activation,
    BadInput,
    Dense,
    GradientDescent,
    LernmiError,
    Link,
    Loss,
    Network,
    Neuron,
    NumericError,
    OutOfOrder,
    UnknownName,
    Weight,
    trace,
)
from tests.support.networks import INPUTS, TARGETS, add_neuron, chain, mazur


def weights_of(network: Network) -> List[Tuple[float, float]]:
    return [(weight.value, weight.sensitivity)
            for weight in network.weights + network.fixed_weights]


# ---- the worked example

def test_mazur_before_and_after_one_step() -> None:
    network = mazur()
    loss = network.learn(INPUTS, TARGETS, GradientDescent(0.5))
    assert f"{loss:.9f}" == "0.298371109"
    assert f"{network.evaluate(INPUTS, TARGETS):.9f}" == "0.291027774"
    values = {weight.name: f"{weight.value:.9f}" for weight in network.weights}
    assert values == {"w1": "0.149780716", "w2": "0.199561432", "w3": "0.249751144",
                      "w4": "0.299502287", "w5": "0.358916480", "w6": "0.408666186",
                      "w7": "0.511301270", "w8": "0.561370121"}
    assert [(weight.name, weight.value) for weight in network.fixed_weights] == [
        ("b1", 0.35), ("b2", 0.6)]


def test_backward_changes_no_weight() -> None:
    network = mazur()
    before = [weight.value for weight in network.weights]
    network.forward(INPUTS)
    network.backward(TARGETS)
    assert [weight.value for weight in network.weights] == before


def test_where_two_paths_meet_sensitivities_add() -> None:
    def doubling(network: Network, sources: List[Neuron]) -> List[Neuron]:
        one = Weight(1.0, "one", trainable=False)
        b = add_neuron(network, "b", sources[0], one, sources[0], one)
        return [add_neuron(network, "c", b, one, b, one)]
    network = Network(1, doubling)
    assert network.forward([1.0]) == [4.0]
    network.backward([3.0])                         # ∂loss/∂c = 4 − 3 = 1
    assert network["input[0]"].sensitivity == 4.0
    assert network.weight("one").sensitivity == 1 * 2 + 1 * 2 + 2 * 1 + 2 * 1


def test_a_chain_of_10000_neurons() -> None:
    network = chain(10_000)
    assert network.forward([1.0]) == [1.0]
    network.backward([0.0])
    assert network["input[0]"].sensitivity == 1.0
    assert network.weights[0].sensitivity == 10_000.0


# ---- order and state

def test_forward_order_is_each_neurons_links_then_the_neuron() -> None:
    network = Network(2, Dense(2), Dense(1), seed=1)
    assert [part.name for part in network.schedule] == [
        "input[0]->hidden[0]", "input[1]->hidden[0]", "bias->hidden[0]", "hidden[0]",
        "input[0]->hidden[1]", "input[1]->hidden[1]", "bias->hidden[1]", "hidden[1]",
        "hidden[0]->output[0]", "hidden[1]->output[0]", "bias->output[0]", "output[0]"]
    assert [neuron.name for neuron in network.neurons] == [
        "input[0]", "input[1]", "bias", "hidden[0]", "hidden[1]", "output[0]"]
    assert [weight.name for weight in network.weights][:3] == [
        "hidden.weight[0,0]", "hidden.weight[0,1]", "hidden.bias[0]"]


def test_the_bias_is_1_forever() -> None:
    network = Network(2, Dense(1), seed=1)
    for _ in range(3):
        network.learn([1, 0], [1], GradientDescent(0.5))
        network.bias.reset()
        network.bias.forward()
        assert network.bias.value == 1.0


def test_backward_needs_a_forward_just_before() -> None:
    network = mazur()
    with pytest.raises(OutOfOrder, match="backward needs a forward pass just before it"):
        network.backward(TARGETS)
    network.forward(INPUTS)
    network.backward(TARGETS)
    before = weights_of(network)
    with pytest.raises(OutOfOrder):
        network.backward(TARGETS)
    network.predict(INPUTS)
    with pytest.raises(OutOfOrder):
        network.backward(TARGETS)
    assert [pair for pair, weight in zip(weights_of(network), network.weights)] == \
        before[:len(network.weights)]


def test_samples_add_up_until_the_update() -> None:
    network = Network(2, Dense(2), Dense(1), seed=1)
    single: List[List[float]] = []
    for inputs in ([0, 1], [1, 1]):
        network.forward(inputs)
        network.backward([1])
        single.append([weight.sensitivity for weight in network.weights])
        network.update(GradientDescent(1e-300))
    for inputs in ([0, 1], [1, 1]):
        network.forward(inputs)
        network.backward([1])
    assert [weight.sensitivity for weight in network.weights] == [
        one + other for one, other in zip(*single)]


def test_a_fixed_weight_has_the_sensitivity_of_the_latest_sample() -> None:
    network = mazur()
    seen = set()
    for _ in range(3):
        network.forward(INPUTS)
        network.backward(TARGETS)
        seen.add(network.weight("b1").sensitivity)
    assert len(seen) == 1


def test_one_seed_one_network_and_no_two_layers_alike() -> None:
    first, again, other = (Network(3, Dense(3), Dense(3), seed=seed) for seed in (1, 1, 2))
    values = [weight.value for weight in first.weights]
    assert values == [weight.value for weight in again.weights]
    assert values != [weight.value for weight in other.weights]
    assert len(set(values)) == len(values) == 24


def test_the_global_generator_is_left_alone() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    Network(3, Dense(3), seed=5)
    assert random.random() == expected


def test_shapes_name_the_inputs_and_take_nested_numbers() -> None:
    network = Network((2, 3), Dense(1, "identity", weights=1.0), seed=1)
    assert [neuron.name for neuron in network.inputs] == [
        "input[0,0]", "input[0,1]", "input[0,2]", "input[1,0]", "input[1,1]", "input[1,2]"]
    assert network.forward([[1, 2, 3], [4, 5, 6]]) == network.forward([1, 2, 3, 4, 5, 6]) == [21.0]
    for wrong in ([[1, 2, 3]], [[1, 2], [3, 4]], [[1, 2, 3], [4, 5]], [[1, 2, 3], 4]):
        with pytest.raises(BadInput):
            network.forward(wrong)


# ---- bad input changes nothing

BAD_INPUTS: List[Tuple[Any, str]] = [
    ([1], "the network takes 2 inputs, but 1 was given"),
    ([1, 2, 3], "the network takes 2 inputs, but 3 were given"),
    ([], "the network takes 2 inputs, but 0 were given"),
    ("01", "the inputs must be a list of numbers, not '01'"),
    (None, "the inputs must be a list of numbers, not None"),
    ({0: 1, 1: 2}, "the inputs must be a list of numbers"),
    (["0", "1"], r"input\[0\] must be a number, not '0'"),
    ([1, None], r"input\[1\] must be a number, not None"),
    ([1, float("nan")], r"input\[1\] is nan"),
    ([float("-inf"), 1], r"input\[0\] is -inf"),
    ([10 ** 400, 1], r"input\[0\] is too large"),
]


@pytest.mark.parametrize("inputs, sentence", BAD_INPUTS)
@pytest.mark.parametrize("call", ["learn", "forward", "predict", "evaluate", "trace"])
def test_bad_inputs_are_refused_and_nothing_changes(inputs: Any, sentence: str,
                                                    call: str) -> None:
    network, optimizer = mazur(), GradientDescent(0.5)
    network.forward(INPUTS)
    everything = [repr(part) for part in [*network.neurons, *network.links, *network.weights]]
    calls: Dict[str, Callable[[], object]] = {
             "learn": lambda: network.learn(inputs, TARGETS, optimizer),
             "forward": lambda: network.forward(inputs),
             "predict": lambda: network.predict(inputs),
             "evaluate": lambda: network.evaluate(inputs, TARGETS),
             "trace": lambda: trace(network, inputs, TARGETS, optimizer)}
    with pytest.raises(BadInput, match=sentence):
        calls[call]()
    assert everything == [repr(part) for part in
                          [*network.neurons, *network.links, *network.weights]]
    network.backward(TARGETS)           # the forward pass from before still counts


@pytest.mark.parametrize("targets, sentence", [
    ([1], "the network takes 2 targets, but 1 was given"),
    ([1, 2, 3], "the network takes 2 targets, but 3 were given"),
    ("ab", "the targets must be a list of numbers"), (None, "the targets must be a list of numbers"),
    (["a", 1], r"target\[0\] must be a number"), ([1, float("nan")], r"target\[1\] is nan")])
def test_bad_targets_are_refused_before_anything_moves(targets: Any, sentence: str) -> None:
    network = mazur()
    for call in (lambda: network.learn(INPUTS, targets, GradientDescent(0.5)),
                 lambda: trace(network, INPUTS, targets, GradientDescent(0.5)),
                 lambda: network.evaluate(INPUTS, targets)):
        with pytest.raises(BadInput, match=sentence):
            call()
    assert network["input[0]"].value == 0.0
    network.forward(INPUTS)
    with pytest.raises(BadInput, match=sentence):
        network.backward(targets)
    network.backward(TARGETS)


def test_something_else_than_an_optimizer_is_refused() -> None:
    with pytest.raises(BadInput, match="the optimizer must be one such as GradientDescent"):
        mazur().learn(INPUTS, TARGETS, 0.5)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="the optimizer must be one such as GradientDescent"):
        trace(mazur(), INPUTS, TARGETS, 0.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("optimizer", [GradientDescent, {}, None, 0.5])
def test_what_is_no_optimizer_is_refused(optimizer: Any) -> None:
    with pytest.raises(BadInput, match="the optimizer must be one such as"):
        mazur().learn(INPUTS, TARGETS, optimizer)


@pytest.mark.parametrize("layer", [3, "sigmoid", Dense, [Dense(1)]])
def test_what_is_no_layer_is_refused(layer: Any) -> None:
    with pytest.raises(BadInput, match="a layer must be one such as Dense"):
        Network(2, layer)


@pytest.mark.parametrize("returned", [None, [], 5])
def test_a_layer_must_return_neurons_in_the_middle_as_well(returned: Any) -> None:
    with pytest.raises(BadInput, match="the layer hidden1 must return a list of neurons"):
        Network(2, lambda network, neurons: returned, Dense(1), Dense(1))


def test_a_network_can_be_looked_at_while_it_is_built() -> None:
    seen = []

    def spy(network: Network, neurons: List[Neuron]) -> List[Neuron]:
        seen.append(repr(network))
        return neurons
    Network(2, spy, Dense(1))
    assert seen == ["Network(input 2 → hidden 0; under construction)"]


def test_names_that_can_not_be_told_apart_are_refused() -> None:
    with pytest.raises(BadInput, match="arrows are for links"):
        Network(1, Dense(1, name="x->y"))
    with pytest.raises(BadInput, match="a weight and a neuron are both called 'output"):
        Network(1, Dense(1, weights=[[Weight(1, "output[0]")]]))
    network = Network(2, Dense(2, name="a{b}"), Dense(1), seed=1)
    assert network.weights[0].name == "a{b}.weight[0,0]"
    for name in (5, None, network):
        with pytest.raises(LernmiError):
            network.find(name)  # type: ignore[arg-type]
        with pytest.raises(LernmiError):
            network[name]  # type: ignore[index]


def test_a_fixed_weight_that_overflows_is_told() -> None:
    network = Network(1, Dense(1, "identity", [[Weight(0.0, "f", trainable=False)]], "none"))
    with pytest.raises(NumericError, match="the sensitivity of the weight f is -inf"):
        network.learn([1e200], [1e150], GradientDescent())


def test_an_interrupted_update_changes_no_weight() -> None:
    class Interrupted(GradientDescent):
        def update(self, weights: Any, samples: int = 1) -> None:
            weights[0].value = 7.0
            raise KeyboardInterrupt
    network = mazur()
    before = weights_of(network)
    with pytest.raises(KeyboardInterrupt):
        network.learn(INPUTS, TARGETS, Interrupted(0.5))
    assert weights_of(network)[:8] == before[:8]


def test_a_loss_of_ones_own_that_fails_names_the_output() -> None:
    for power in (lambda y, d: (y[0] - d[0]) ** 2 / (d[0] - d[0]), lambda y, d: 1e200 ** 2):
        network = Network(1, Dense(1), loss=Loss("mine", power, lambda y, d: [0.0]), seed=1)
        with pytest.raises(NumericError, match=r"the loss is (nan|inf): output\[0\]"):
            network.learn([1], [1], GradientDescent())
    network = Network(1, Dense(3), loss=Loss("short", lambda y, d: 0.0, lambda y, d: [0.0]), seed=1)
    with pytest.raises(BadInput, match="what the slopes of short return needs 3 entries"):
        network.learn([1], [1, 1, 1], GradientDescent())


@pytest.mark.parametrize("samples", [0, -1, 1.5])
def test_an_update_is_for_a_number_of_samples(samples: Any) -> None:
    with pytest.raises(BadInput, match="the number of samples must be"):
        mazur().update(GradientDescent(), samples)


@pytest.mark.parametrize("inputs, sentence", [
    (0, "the number of inputs must be at least 1, not 0"), (-1, "at least 1, not -1"),
    (2.5, "must be a whole number, not 2.5"), ("2", "must be a whole number, not '2'"),
    ((2, 0), "at least 1, not 0"), (None, "must be a whole number, not None")])
def test_bad_sizes_are_refused(inputs: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        Network(inputs, Dense(1))


def test_a_network_needs_a_layer() -> None:
    with pytest.raises(BadInput, match="at least one layer"):
        Network(2)


# ---- numbers that leave the floats

def exploding(network: Network, inputs: List[float], rate: float) -> str:
    """The error's sentence, when a step explodes; nothing may have changed."""
    optimizer = GradientDescent(rate)
    for _ in range(100):
        for weight in network.weights:
            weight.sensitivity = 0.125      # gathered before: it must survive a failed step
        before = weights_of(network)
        try:
            network.learn(inputs, [1.0], optimizer)
        except NumericError as error:
            assert weights_of(network)[:len(network.weights)] == before[:len(network.weights)]
            with pytest.raises(NumericError) as traced:
                trace(network, inputs, [1.0], optimizer)
            assert str(traced.value) == str(error)
            assert weights_of(network)[:len(network.weights)] == before[:len(network.weights)]
            return str(error)
    raise AssertionError("it did not explode")


def test_overflow_in_the_total_names_the_neuron() -> None:
    network = Network(2, Dense(2, "identity", weights=1e200), Dense(1, "identity", weights=1e200))
    assert exploding(network, [1.0, 1.0], 0.1).startswith(
        "the total of output[0] is inf (the sum of its 3 links). Try a smaller learning rate")


def test_overflow_in_the_activation_names_the_neuron() -> None:
    network = Network(1, Dense(3, "exp", weights=[[1.0], [800.0], [900.0]]), Dense(1))
    assert exploding(network, [1.0], 0.1).startswith("the value of hidden[1] is inf: exp(800)")


def test_nan_names_the_neuron() -> None:
    network = Network(1, Dense(1, "log", weights=-1.0), Dense(1))
    assert exploding(network, [1.0], 0.1).startswith("the value of hidden[0] is nan: log(-1)")


def test_overflow_on_the_way_back_names_the_neuron() -> None:
    network = Network(1, Dense(1, "sqrt", weights=0.0), Dense(1, weights=1.0))
    assert exploding(network, [1.0], 0.1).startswith(
        "hidden[0] can't hand its sensitivity back: -0.125 × slope inf = -inf")


def test_overflow_at_an_input_names_it() -> None:
    network = Network(1, Dense(1, "identity", weights=1.0))
    network.forward([1.0])
    network.links[0].weight.value = 1e300
    network.outputs[0].slope = 1e300
    with pytest.raises(NumericError, match=r"the sensitivity of input\[0\] is inf"):
        network.backward([0.5])


def test_overflow_in_the_loss_names_the_output() -> None:
    network = Network(1, Dense(1, "identity", weights=1e200))
    assert exploding(network, [1.0], 0.1).startswith("the loss is inf: output[0] is 1e+200")


def test_overflow_in_the_update_names_the_neuron_and_the_weight() -> None:
    network = Network(1, Dense(1, "identity", weights=[[Weight(100.0, "w")]], biases="none"))
    assert exploding(network, [100.0], 1e306).startswith(
        "output[0]: the weight w would become -inf: its value is 100")


def test_divergence_ends_in_an_error_not_in_nan() -> None:
    network = Network(2, Dense(3, "identity"), Dense(1, "identity"), seed=1)
    assert "Try a smaller learning rate" in exploding(network, [3.0, 5.0], 10.0)


def test_an_activation_that_raises_is_named() -> None:
    broken = Activation("broken", lambda total: 1.0 / (total - total), lambda total, value: 0.0)
    network = Network(1, Dense(1, broken, weights=1.0), Dense(1))
    for call in (lambda: network.forward([1.0]), lambda: trace(network, [1.0], [1.0])):
        with pytest.raises(NumericError, match=r"hidden\[0\] can't compute its value: .*division"):
            call()


# ---- names

def test_default_names() -> None:
    assert list(Network(2, Dense(1)).groups) == ["input", "bias", "output"]
    assert list(Network(2, Dense(1), Dense(1)).groups) == ["input", "bias", "hidden", "output"]
    assert list(Network(2, Dense(1), Dense(1), Dense(1)).groups) == [
        "input", "bias", "hidden1", "hidden2", "output"]
    assert list(Network(2, Dense(1), Dense(1, name="mid"), Dense(1, name="end")).groups) == [
        "input", "bias", "hidden", "mid", "end"]


def test_everything_is_found_by_name() -> None:
    network = mazur()
    assert network["hidden[1]"] is network.neurons[4]
    link = network.link("hidden[0]", "output[1]")
    assert (link.source.name, link.target.name) == ("hidden[0]", "output[1]")
    assert network.find("hidden[0]->output[1]") is network.find("hidden[0] → output[1]") is link
    assert network.find("w7") is network.weight("w7") is link.weight
    assert network.find("hidden[0]") is link.source


def test_two_links_between_the_same_neurons_have_numbers() -> None:
    def twice(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [add_neuron(network, "b", sources[0], Weight(1, "p"), sources[0], Weight(2, "q"))]
    network = Network(1, twice)
    assert network.find("input[0]->b") is network.link("input[0]", "b", 1)
    assert network.find("input[0]->b#2") is network.link("input[0]", "b", 2)
    with pytest.raises(UnknownName):
        network.find("input[0]->b#3")


@pytest.mark.parametrize("name, suggestion", [
    ("hiden[0]", "did you mean hidden"), ("w55", "did you mean w5"),
    ("hidden[0]->output[7]", "did you mean output"), ("input[0]->output[0]", "no link into output")])
def test_a_wrong_name_gets_a_suggestion(name: str, suggestion: str) -> None:
    with pytest.raises(UnknownName, match=suggestion):
        mazur().find(name)


def test_repr_of_a_network() -> None:
    assert repr(mazur()) == "Network(input 2 → hidden 2 → output 2; 12 links, 8 weights)"


# ---- wiring by hand

def test_a_cycle_can_not_be_built() -> None:
    def cycle(network: Network, sources: List[Neuron]) -> List[Neuron]:
        a, b = network.add(Neuron("a")), network.add(Neuron("b"))
        Link(a, b, Weight(1))
        Link(b, a, Weight(1))
        return [b]
    with pytest.raises(BadInput, match="the link b->a runs against the order of the neurons"):
        Network(1, cycle)


def test_a_gate_must_come_first_as_well() -> None:
    def late(network: Network, sources: List[Neuron]) -> List[Neuron]:
        target, gate = network.add(Neuron("target")), network.add(Neuron("gate"))
        Link(sources[0], target, gate)
        return [target]
    with pytest.raises(BadInput, match="add gate to the network before target"):
        Network(1, late)


def test_neurons_from_elsewhere_are_refused() -> None:
    def stranger(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [add_neuron(network, "a", Neuron("z"), Weight(1))]
    with pytest.raises(BadInput, match="needs the neuron z, which is not in the network"):
        Network(1, stranger)
    with pytest.raises(BadInput, match="is not in the network"):
        Network(1, lambda network, sources: [Neuron("q")])
    with pytest.raises(BadInput, match="must return a list of neurons, not None"):
        Network(1, lambda network, sources: None)  # type: ignore[arg-type, return-value]


def test_names_are_unique() -> None:
    with pytest.raises(BadInput, match="two layers are called 'a'"):
        Network(1, Dense(1, name="a"), Dense(1, name="a"))
    with pytest.raises(BadInput, match="two weights are called 'w'"):
        Network(1, Dense(1, weights=[[Weight(1, "w")]]), Dense(1, weights=[[Weight(1, "w")]]))

    def same(network: Network, sources: List[Neuron]) -> List[Neuron]:
        return [network.add(Neuron("n")), network.add(Neuron("n"))]
    with pytest.raises(BadInput, match="two neurons are called 'n'"):
        Network(1, same)


def test_links_added_by_hand_count_after_rewiring() -> None:
    network = Network(1, Dense(1, "identity", weights=1.0, biases="none"), seed=1)
    assert network.forward([2.0]) == [2.0]
    Link(network.inputs[0], network.outputs[0], Weight(10.0))
    network.rewire()
    assert network.forward([2.0]) == [22.0]
    assert network.weights[-1].name == "w(input[0]->output[0])"


def test_every_error_is_a_lernmi_error() -> None:
    for kind in (BadInput, NumericError, OutOfOrder, UnknownName):
        assert issubclass(kind, LernmiError)

"""Each bug of the catalogue: its lines are what its exhibit does, and something catches it."""

import ast
import copy
import inspect
import textwrap
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest

import lernmi
from lernmi import Adam, Dense, GradientDescent, Link, Momentum, Network, Neuron, Weight, check_gradients
from lernmi.activations import ACTIVATIONS, LEAK
from lernmi.examples import EXAMPLES
from lernmi.likelihoods import added, softmax
from lernmi.losses import LOSSES
from lernmi.network.passes import Passes
from lernmi.teaching.bugs import BUGS, Bug, wrong_network, wrong_optimizer
from lernmi.teaching.bugs.examples import find
from lernmi.teaching.bugs.inside_layers import mask_rates
from lernmi.teaching.bugs.passing_back import in_squares
from lernmi.teaching.bugs.sequences import with_states_after
from lernmi.training import optimizers
from lernmi.training.optimizers import Optimizer

RATE = 0.3
PACKAGE = Path(lernmi.__file__).parent
OF_NETWORKS = [bug for bug in BUGS.values() if bug.install]
OF_OPTIMIZERS = [bug for bug in BUGS.values() if bug.optimizer]
IN_LINKS = [bug for bug in OF_NETWORKS if bug.method == "Link.backward"]


def named(bugs: List[Bug]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("bug", bugs, ids=lambda bug: bug.name)


def case_of(bug: Bug) -> Any:
    """A network on which a bug shows, batch copies where it needs them, with a sample."""
    example = find(bug.example)
    network, sample = example.case(example.network(1), example.sample)
    network.random.seed(5)
    return network, sample


def sensitivities(network: Network, sample: Any) -> List[str]:
    """Every sensitivity after a forward and a backward pass."""
    network.reset()
    network.forward(sample[0])
    network.backward(sample[1])
    things: List[Any] = [*network.neurons, *network.links, *network.weights]
    return [thing.sensitivity.hex() for thing in things]


def source_of(function: Callable[..., Any]) -> str:
    return ast.unparse(ast.parse(textwrap.dedent(inspect.getsource(function))))


def with_the_wrong_line(function: Callable[..., Any], bug: Bug, **names: Any) -> Any:
    """The method itself, with the bug's line in place of the right one."""
    indented = "\n    ".join(ast.unparse(ast.parse(bug.right)).split("\n"))
    source = source_of(function)
    assert source.count(indented) == 1, f"{bug.right} is no line of {bug.method}"
    source = source.replace(indented, textwrap.indent(bug.wrong or "pass", "    ").strip())
    scope: Dict[str, Any] = {**function.__globals__, **names}
    exec(source, scope)
    return scope[function.__name__]


@named(IN_LINKS)
def test_the_lines_of_a_link_are_what_its_exhibit_does(bug: Bug) -> None:
    network, sample = case_of(bug)
    engine, other = wrong_network(network, bug, rate=RATE), copy.deepcopy(network)
    rates = mask_rates(other)
    squares = {id(link.weight): extra["transposed"] for link, extra in in_squares(other, RATE)}
    later = {id(link.source): extra["after"] for link, extra in with_states_after(other, RATE)}

    def drawn_anew() -> float:
        rate = rates[next(iter(rates))]
        return 1.0 / (1.0 - rate) if other.random.random() >= rate else 0.0

    backward = with_the_wrong_line(
        Link.backward, bug, rate=RATE, drawn_anew=drawn_anew, transposed=lambda weight: squares[id(weight)],
        one_step_later=lambda neuron: later[id(neuron)])
    wrong = type("Wrong", (Link,), {"__slots__": (), "backward": backward})
    for right, link in zip(engine.links, other.links):
        if type(right) is not Link:
            link.__class__ = wrong
    assert sensitivities(engine, sample) == sensitivities(other, sample)


@named([bug for bug in OF_NETWORKS if bug.method == "Neuron.forward"])
def test_the_lines_of_a_neuron_are_what_its_exhibit_does(bug: Bug) -> None:
    network, sample = case_of(bug)
    engine, other = wrong_network(network, bug), copy.deepcopy(network)
    wrong = type("Wrong", (Neuron,), {"__slots__": (), "forward": with_the_wrong_line(Neuron.forward, bug)})
    for neuron in other.neurons:
        if neuron.incoming:
            neuron.__class__ = wrong
    assert sensitivities(engine, sample) == sensitivities(other, sample)


@named([bug for bug in OF_NETWORKS if bug.method.startswith("the slope of ")])
def test_a_wrong_slope_is_its_line(bug: Bug) -> None:
    name = bug.method.split()[-1]
    assert bug.right in (PACKAGE / "activations.py").read_text(encoding="utf-8")
    scope = {"LEAK": LEAK}
    right, wrong = eval(bug.right, scope), eval(bug.wrong, scope)
    network, _ = case_of(bug)
    engine = wrong_network(network, bug)
    slope = next(neuron.activation.slope for neuron in engine.neurons if neuron.activation.name == name)
    differs = False
    for total in (-2.5, -0.3, 0.0, 0.4, 1.7):
        pair = total, ACTIVATIONS[name].function(total)
        assert ACTIVATIONS[name].slope(*pair) == right(*pair) and slope(*pair) == wrong(*pair)
        differs = differs or right(*pair) != wrong(*pair)
    assert differs


@named([bug for bug in OF_NETWORKS if bug.method.startswith("the slopes of ")])
def test_wrong_slopes_of_a_loss_are_their_line(bug: Bug) -> None:
    name = bug.method.split()[-1]
    assert bug.right in "".join((PACKAGE / file).read_text(encoding="utf-8")
                                for file in ("losses.py", "likelihoods.py"))
    network = Network(1, Dense(3, "tanh"), loss=name, seed=1)
    values, targets = [0.2, 0.7, 0.6], [1.0, 0.4, 0.1]
    scope = {"softmax": softmax, "all_targets": added(targets)}
    right, wrong = (eval(f"lambda values, targets: {line}", scope) for line in (bug.right, bug.wrong))
    engine = wrong_network(network, bug)
    assert network.loss.slopes(values, targets) == right(values, targets)
    assert engine.loss.slopes(values, targets) == wrong(values, targets) != right(values, targets)


def test_the_sign_is_turned_where_its_line_says() -> None:
    bug = BUGS["sign_turned"]
    network, sample = case_of(bug)
    engine, other = wrong_network(network, bug), copy.deepcopy(network)
    start = with_the_wrong_line(Passes.start_backward, bug)
    other.__class__ = type("Wrong", (Network,), {"start_backward": start})
    assert sensitivities(engine, sample) == sensitivities(other, sample)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_sums_and_means_over_the_outputs_reach_every_loss_that_is_one() -> None:
    values, targets = [0.2, 0.7, 0.9, 0.4], [1.0, 0.0, 1.0, 1.0]
    for name, loss in LOSSES.items():
        network = Network(1, Dense(4), loss=name, seed=1)
        right = loss.slopes(values, targets[:len(values) // loss.outputs_per_target])
        if "1/n" in loss.formula and "gaussian" not in name:
            wrong = wrong_network(network, BUGS["one_over_n_forgotten"]).loss.slopes(values, targets)
            assert wrong == [pytest.approx(4.0 * slope) for slope in right], name
        twice = wrong_network(network, BUGS["one_over_n_doubled"]).loss.slopes(
            values, targets[:len(right) // loss.outputs_per_target])
        assert twice == [slope / 4.0 for slope in right], name


def test_a_softmax_neuron_by_neuron_passes_back_y_times_1_minus_y() -> None:
    network, (inputs, targets) = case_of(BUGS["softmax_neuron_by_neuron"])
    engine = wrong_network(network, BUGS["softmax_neuron_by_neuron"])
    outputs = engine.forward(inputs)
    engine.backward(targets)
    for index, (y, d) in enumerate(zip(outputs, targets)):      # ∂L/∂y is −d/y, so y (1 − y) leaves d (y − 1)
        assert engine[f"hidden[{index}]"].sensitivity == pytest.approx(d * (y - 1.0), abs=1e-15)


# ---- updates -----------------------------------------------------------------------------------

def steps_by_hand(optimizer: Optimizer, count: int = 3) -> List[float]:
    """The weights of a small network after some steps from two samples each, taken by hand."""
    network = Network(2, Dense(2), seed=3)
    for _ in range(count):
        for sample in (([0.5, 1.0], [1.0, 0.0]), ([1.0, -0.5], [0.0, 1.0])):
            network.forward(sample[0])
            network.backward(sample[1])
        network.update(optimizer, 2)
    return [weight.value for weight in network.weights]


@named([bug for bug in OF_OPTIMIZERS if bug.method not in ("_change",)])
def test_the_lines_of_an_optimizer_are_what_its_exhibit_does(bug: Bug) -> None:
    kind: Any = bug.of or GradientDescent
    method = bug.method.rpartition(".")[2]
    wrong = with_the_wrong_line(getattr(kind, method), bug)
    other = type("Wrong", (kind,), {method: wrong})(RATE)
    assert steps_by_hand(wrong_optimizer(kind(RATE), bug)) == steps_by_hand(other)


def test_what_is_not_reset_is_what_the_missing_lines_would_reset(monkeypatch: pytest.MonkeyPatch) -> None:
    network, sample = case_of(BUGS["neurons_not_reset"])
    engine = wrong_network(network, BUGS["neurons_not_reset"])
    wrong_weights = steps_by_hand(wrong_optimizer(GradientDescent(RATE), BUGS["weights_not_reset"]))
    for _ in range(3):
        engine.learn(sample[0], sample[1], GradientDescent(RATE))
    monkeypatch.setattr(Neuron, "reset", with_the_wrong_line(Neuron.reset, BUGS["neurons_not_reset"]))
    for _ in range(3):
        network.learn(sample[0], sample[1], GradientDescent(RATE))
    assert [weight.value for weight in engine.weights] == [weight.value for weight in network.weights]
    monkeypatch.undo()
    monkeypatch.setattr(optimizers, "_change",
                        with_the_wrong_line(optimizers._change, BUGS["weights_not_reset"]))
    assert wrong_weights == pytest.approx(steps_by_hand(GradientDescent(RATE)), rel=1e-14)


@pytest.mark.parametrize("name, optimizer, right, wrong", [     # w = 1, x = 2, d = 0, rate 0.1
    ("uphill", GradientDescent(), [0.6, 0.36], [1.4, 1.96]),
    ("weights_not_reset", GradientDescent(), [0.6, 0.36], [0.6, -0.04]),
    ("momentum_not_kept", Momentum(), [0.6, 0.0], [0.6, 0.36]),
    ("adam_correction_multiplied", Adam(0.1), [0.9, 0.8004], [0.0, -1.21]),
    ("adam_correction_forgotten", Adam(0.1), [0.9, 0.8004], [0.6838, 0.2702]),
    ("adam_steps_not_counted", Adam(0.1), [0.9, 0.8004], [0.9, 0.7662]),
])
def test_wrong_updates_by_hand(name: str, optimizer: Optimizer, right: List[float], wrong: List[float]
                                ) -> None:
    for engine, expected in ((optimizer, right), (wrong_optimizer(optimizer, BUGS[name]), wrong)):
        network = Network(1, Dense(1, "identity", weights=[[1.0]], biases="none"))
        values = []
        for _ in range(2):
            network.learn([2.0], [0.0], engine)
            values.append(network.weights[0].value)
        assert values == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("name, wrong", [("sum_for_mean", 0.2), ("mean_taken_twice", 0.8)])
def test_wrong_means_by_hand(name: str, wrong: float) -> None:
    right = GradientDescent()
    for engine, expected in ((right, 0.6), (wrong_optimizer(right, BUGS[name]), wrong)):
        network = Network(1, Dense(1, "identity", weights=[[1.0]], biases="none"))
        network.learn_batch([([2.0], [0.0])] * 2, engine)       # the sensitivities are 4 and 4
        assert network.weights[0].value == pytest.approx(expected)


# ---- what catches them, and what they leave alone ------------------------------------------------

@named([bug for bug in OF_NETWORKS if bug.name != "relu_slope_one_at_zero"])
def test_the_gradient_check_catches_it_and_the_original_stays_right(bug: Bug) -> None:
    network, sample = case_of(bug)
    before = sensitivities(network, sample)
    kinds = {type(thing) for thing in (network, *network.neurons, *network.links)}
    assert not check_gradients(wrong_network(network, bug, rate=RATE), *sample).passed
    network.random.seed(5)
    assert sensitivities(network, sample) == before
    assert {type(thing) for thing in (network, *network.neurons, *network.links)} == kinds


def test_a_slope_of_1_at_the_corner_shows_in_what_it_passes_back() -> None:
    neuron_at_0 = Network(1, Dense(1, "relu", weights=[[2.0]], biases="none"))
    engine = wrong_network(neuron_at_0, BUGS["relu_slope_one_at_zero"])
    engine.forward([0.0])
    engine.backward([-3.0])                         # the error is 3, and relu is flat at 0
    assert engine["input[0]"].sensitivity == 3.0 * 1.0 * 2.0
    neuron_at_0.forward([0.0])
    neuron_at_0.backward([-3.0])
    assert neuron_at_0["input[0]"].sensitivity == 0.0


def test_the_figure_that_a_well_known_article_prints_comes_from_updating_too_early() -> None:
    mazur = EXAMPLES["mazur"]
    for bugs, loss in (((), 0.291027774), ((BUGS["output_weights_updated_first"],), 0.291027924)):
        engine = wrong_network(mazur.network(), *bugs, rate=0.5)
        engine.learn(*mazur.samples[0], GradientDescent(0.5))
        assert round(engine.evaluate(*mazur.samples[0]), 9) == loss


def test_every_bug_has_a_name_a_sentence_and_a_source() -> None:
    for name, bug in BUGS.items():
        assert bug.name == name and bug.sentence.endswith(".") and bug.source and bug.right != bug.wrong
        assert (bug.install is None) != (bug.optimizer is None)


def test_a_weight_that_is_shared_by_hand_keeps_its_last_contribution() -> None:
    shared = Weight(0.5, "w")
    network = Network(2, Dense(1, "identity", weights=[[shared, shared]], biases="none"))
    engine = wrong_network(network, BUGS["shared_weight_set_not_added"])
    engine.forward([1.0, 2.0])
    engine.backward([0.5])                          # the error is 1; the last link is that of input[0]
    assert engine.weights[0].sensitivity == 1.0

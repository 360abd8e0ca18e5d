"""A learning step as a script: what it prints is what the objects compute, to the last digit."""

import io
import math
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

import pytest

from lernmi import (
    ACTIVATIONS,
    LOSSES,
    Activation,
    Adam,
    AdamW,
    BadInput,
    BatchNorm,
    Dense,
    GradientDescent,
    Link,
    Momentum,
    Network,
    Neuron,
    Softmax,
    UnknownName,
    Weight,
)
from lernmi.examples import EXAMPLES
from lernmi.losses import label_smoothing
from lernmi.unrolling.script import PHASES, WIDTH, script
from lernmi.unrolling.symbolic.symbols import NotSymbolic
from tests.support.slow import slow_but, slow_pairs

INDENT = 4
OPTIMIZERS: Dict[str, Callable[[], Any]] = {
    "gradient descent": lambda: GradientDescent(0.3), "Momentum": lambda: Momentum(0.1, l1=0.01),
    "AdamW": lambda: AdamW(0.02, clip=0.1, limit=0.3)}


def run(text: str) -> str:
    """What a script prints, with names of its own."""
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(text, "the script", "exec"), {"__name__": "the script"})
    return out.getvalue()


def losses_of(network: Network, sample: Sequence[Any], optimizer: Any) -> str:
    """The same from the objects, which learn."""
    before, after = network.learn(sample[0], sample[1], optimizer), network.evaluate(*sample)
    return f"loss before the update: {before!r}\nloss after the update: {after!r}\n"


def assert_same(network: Network, sample: Any, optimizer: Any) -> str:
    text = script(network, sample, optimizer)
    assert run(text) == losses_of(network, sample, optimizer)
    return text


def named(name: str, activation: Any = "sigmoid") -> Callable[[Network, List[Neuron]], List[Neuron]]:
    """A layer of one neuron of that name."""
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        neuron = network.add(Neuron(name, activation))
        for source in sources:
            Link(source, neuron, Weight(0.5))
        return [neuron]
    return layer


@pytest.mark.parametrize("name", slow_but(["mazur", "xor", "batchnorm", "dropout"], EXAMPLES))
def test_it_prints_the_losses_of_the_objects_for_every_example(name: str) -> None:
    example = EXAMPLES[name]
    for optimizer in (GradientDescent(example.rate), example.make_optimizer()):
        network, sample = example.case(example.network(1), example.sample)
        assert_same(network, sample, optimizer)
        text = assert_same(network, sample, optimizer)          # the memory isn't all zeros any more
        assert "lernmi." not in text.replace("program lernmi.", "")


@pytest.mark.parametrize("name, optimizer", slow_pairs(
    ["xor", "softmax", "batchnorm", "dropout"], OPTIMIZERS, "xor", ""))
def test_it_prints_them_with_other_optimizers(name: str, optimizer: str) -> None:
    network, sample = EXAMPLES[name].case(EXAMPLES[name].network(2), 1)
    assert_same(network, sample, OPTIMIZERS[optimizer]())


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_it_prints_them_for_every_activation(name: str) -> None:
    network = Network(2, Dense(2, name, biases=1.0), Dense(1), loss="huber", seed=1)
    text = assert_same(network, ([0.1, 0.3], [0.4]), GradientDescent(0.5))
    assert "function" not in text, "whatever is called has a name"


@pytest.mark.parametrize("name", LOSSES)
def test_it_prints_them_for_every_loss(name: str) -> None:
    targets = {"hinge": [1.0, -1.0], "gaussian_nll_predicted": [1.0]}.get(name, [1.0, 0.0])
    last = [Softmax()] if LOSSES[name].takes_shares else []
    network = Network(2, Dense(2, "tanh"), Dense(2, "sigmoid"), *last, seed=1,
                      loss="cross_entropy" if last else "huber")
    network.loss = LOSSES[name]
    assert_same(network, ([0.1, 0.3], targets), GradientDescent(0.5))


def test_it_prints_them_for_a_loss_with_fixed_arguments() -> None:
    network = Network(2, Dense(2, "identity"), Softmax(), loss=label_smoothing(0.1, "cross_entropy"), seed=1)
    text = assert_same(network, ([1.0, 0.5], [0.0, 1.0]), GradientDescent(0.5))
    assert "partial(with_smoothed_targets, cross_entropy, 0.1, share_of_each)" in text


def test_it_prints_them_for_copies_with_a_loss_that_is_called() -> None:
    network = Network(2, Dense(3), BatchNorm(), Dense(2), loss="binary_cross_entropy", seed=1)
    sample = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [1, 0] * 3
    assert_same(network.photocopied(3), sample, Adam(0.1))


def test_a_weight_of_minus_zero_and_an_input_of_minus_zero() -> None:
    network = Network(2, Dense(1), seed=1)
    network.weights[0].value = -0.0
    assert_same(network, ([1.0, -0.0], [0.0]), GradientDescent(0.5))


@pytest.mark.parametrize("name", ["sigmoid", "math", "print", "nan", "moment", "loss", "part_1", "rate",
                                  "lambda", "total_x", "1a", "x²", "ﬁ", "π", "½", "_"])
def test_a_neuron_may_have_any_name(name: str) -> None:
    network = Network(2, named(name), Dense(1, "softplus"), seed=1)
    assert_same(network, ([1.0, 1.0], [0.0]), GradientDescent(0.5))


def test_names_that_python_takes_for_the_same_stay_apart() -> None:
    network = Network(2, named("ﬁ"), named("fi"), Dense(1), seed=1)
    text = assert_same(network, ([1.0, 1.0], [0.0]), GradientDescent(0.5))
    assert "fi = sigmoid(total_fi)" in text and "fi_2 = sigmoid(total_fi_2)" in text


# ---- as a program ------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["mazur", "dropout"])
def test_it_runs_by_itself_where_there_is_no_lernmi(name: str, tmp_path: Path) -> None:
    network, sample = EXAMPLES[name].case(EXAMPLES[name].network(1), EXAMPLES[name].sample)
    optimizer = EXAMPLES[name].make_optimizer()
    path = tmp_path / "step.py"
    path.write_text(script(network, sample, optimizer), encoding="utf-8")
    process = subprocess.run([sys.executable, "-I", "-S", str(path)], cwd=tmp_path, text=True,
                             capture_output=True, timeout=60)
    assert (process.stdout, process.stderr) == (losses_of(network, sample, optimizer), "")


def test_the_worked_example_has_mazurs_numbers() -> None:
    example = EXAMPLES["mazur"]
    text = script(example.network(1), example.samples[0], GradientDescent(0.5))
    names: Dict[str, Any] = {}
    with redirect_stdout(io.StringIO()) as out:
        exec(text.replace('("before", "after")', '("before",)'), names)
    assert round(names["w1"], 9) == 0.149780716 and round(names["w5"], 9) == 0.358916480
    assert round(names["loss"], 9) == 0.298371109
    assert round(names["sensitivity_w5"], 9) == 0.082167041
    assert f"{names['loss']!r}" in out.getvalue()
    assert "0.2910277" in run(text)


def test_nothing_has_changed_afterwards() -> None:
    example = EXAMPLES["dropout"]
    network, twin = example.network(1), example.network(1)
    optimizer, other = Adam(0.1), Adam(0.1)
    script(network, example.samples[0], optimizer)
    assert not optimizer.memories
    assert losses_of(network, example.samples[0], optimizer) == losses_of(twin, example.samples[0], other)


def test_lines_are_short_where_they_can_be_broken() -> None:
    example = EXAMPLES["softmax"]
    text = script(example.network(1), example.samples[0], GradientDescent(0.1))
    assert max(map(len, text.splitlines())) <= WIDTH + INDENT


# ---- phases ------------------------------------------------------------------------------------------

def test_a_phase_alone() -> None:
    network = Network(1, Dense(1, "tanh", weights=[[Weight(0.5, "w")]], biases=[Weight(0.25, "b")]))
    parts = {phase: script(network, ([1.0], [0.0]), GradientDescent(0.5), phase).splitlines()
             for phase in PHASES}
    assert parts["forward"][1:] == ["total_output_0 = input_0 * w + b",
                                    "output_0 = tanh(total_output_0)",
                                    "slope_output_0 = 1.0 - output_0 * output_0"]
    assert parts["loss"][1:] == ["error_output_0 = output_0 - target_output_0",
                                 "loss = 0.5 * (error_output_0 * error_output_0)",
                                 "sensitivity_output_0 = error_output_0"]
    assert parts["backward"][1:] == [
        "passed_back_output_0 = sensitivity_output_0 * slope_output_0",
        "sensitivity_b = passed_back_output_0", "sensitivity_w = passed_back_output_0 * input_0"]
    assert parts["update"] == [
        "# update: GradientDescent(rate=0.5) changes each weight by its sensitivity",
        "w = w - rate * sensitivity_w", "b = b - rate * sensitivity_b"]


def test_the_phases_together_are_the_step() -> None:
    example = EXAMPLES["batchnorm"]
    network, sample = example.case(example.network(1), 0)
    text = script(network, sample, GradientDescent(0.1))
    for phase in PHASES:
        lines = script(network, sample, GradientDescent(0.1), phase).splitlines()
        assert "\n".join(f"    {line}" for line in lines) in text
    assert "new_norm1_running_mean_0" in script(network, sample, GradientDescent(0.1), "update")


def test_another_phase_is_refused() -> None:
    with pytest.raises(UnknownName, match="no phase is called 'backwards': did you mean backward"):
        script(Network(1, Dense(1)), ([1], [0]), GradientDescent(0.1), "backwards")


# ---- user-defined functions --------------------------------------------------------------------------

FACTOR = 0.5


def bent(total: float) -> float:
    """Only to be shown with what it needs."""
    # a comment
    return FACTOR * waved(total)


def waved(total: float) -> float:
    return math.sin(total)


def steep(factor: float) -> Callable[[float, float], float]:
    def slope_of_bent(total: float, value: float) -> float:
        return factor * math.cos(total)
    return slope_of_bent


def test_a_user_defined_function_is_shown_with_what_it_needs() -> None:
    network = Network(2, Dense(2, Activation("bent", bent, steep(0.5))), Dense(1), seed=1)
    text = assert_same(network, ([1.0, 1.0], [0.0]), GradientDescent(0.5))
    assert "\nFACTOR = 0.5\n" in text
    assert "def waved(total):\n    return math.sin(total)\n" in text
    assert "def bent(total):\n    return FACTOR * waved(total)\n" in text
    assert "\nfactor = 0.5\n\n\ndef slope_of_bent(total, value):\n" in text


def test_a_comment_stands_where_the_source_is_not_known() -> None:
    own = Activation("own", lambda total: math.sin(total), lambda total, value: math.cos(total))
    text = script(Network(2, Dense(2, own), Dense(1), seed=1), ([1.0, 1.0], [0.0]), GradientDescent(0.5))
    assert ("def function(*numbers):\n"
            "    # The source of function must be put here: it is part of another statement.\n") in text
    assert "slope_hidden_0 = function_2(total_hidden_0, hidden_0)" in text
    with pytest.raises(NotImplementedError, match="the source of function must be put here"):
        run(text)
    text = text.replace('    raise NotImplementedError("the source of function must be put here")',
                        "    return math.sin(*numbers)")
    text = text.replace('    raise NotImplementedError("the source of function_2 must be put here")',
                        "    return math.cos(numbers[0])")
    network = Network(2, Dense(2, own), Dense(1), seed=1)
    assert run(text) == losses_of(network, ([1.0, 1.0], [0.0]), GradientDescent(0.5))


def test_two_functions_that_need_different_things_of_one_name() -> None:
    network = Network(2, Dense(2, Activation("bent", bent, steep(0.5))),
                      Dense(2, Activation("other", bent, steep(0.25))), Dense(1), seed=1)
    text = script(network, ([1.0, 1.0], [0.0]), GradientDescent(0.5))
    assert "# The source of slope_of_bent_2 must be put here: something else is named factor." in text


class OwnOptimizer:
    def update(self, weights: Sequence[Weight], samples: int = 1) -> None:
        for weight in weights:
            weight.value -= 0.1 * weight.sensitivity
            weight.sensitivity = 0.0


def test_an_update_that_stays_with_its_optimizer_is_left_to_the_reader() -> None:
    network = Network(2, Dense(1), seed=1)
    text = script(network, ([1.0, 1.0], [0.0]), OwnOptimizer())
    assert ("    # It must be put here: the update stays a call of OwnOptimizer: "
            "its update is user-defined.\n") in text
    assert run(text) == losses_of(network, ([1.0, 1.0], [0.0]), OwnOptimizer()).splitlines(True)[0]


# ---- what can't be ---------------------------------------------------------------------------------

def test_what_does_not_fit_is_refused() -> None:
    network = Network(2, Dense(1), seed=1)
    with pytest.raises(BadInput, match="2 inputs"):
        script(network, ([1.0], [0.0]), GradientDescent(0.5))
    with pytest.raises(BadInput, match=r"try network\.photocopied\(4\)"):
        script(Network(2, BatchNorm(), Dense(1)), ([1.0, 1.0], [0.0]), GradientDescent(0.5))
    network.before_each_sample(lambda training: print(end=""))
    with pytest.raises(NotSymbolic, match="before each sample"):
        script(network, ([1.0, 1.0], [0.0]), GradientDescent(0.5))

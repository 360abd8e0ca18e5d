"""Wrong engines: copies with one bug, or several, that leave the original right."""

import copy
from pathlib import Path
from typing import Any, List, Tuple

import pytest

from lernmi import (
    AdamW,
    BadInput,
    BatchNorm,
    Dense,
    GradientDescent,
    Network,
    Softmax,
    UnknownName,
    Weight,
    check_gradients,
    trace,
)
from lernmi.examples import EXAMPLES
from lernmi.losses import LOSSES
from lernmi.teaching.bugs import BUGS, Bug, find_bug, wrong_network, wrong_optimizer
from lernmi.teaching.bugs.examples import find
from lernmi.training import fit
from lernmi.training.optimizers import Optimizer

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


def numbers_of(engine: Network, sample: Any) -> List[str]:
    engine.random.seed(4)
    engine.reset()
    engine.forward(sample[0])
    engine.backward(sample[1])
    things: List[Any] = [*engine.neurons, *engine.links, *engine.weights]
    return [thing.sensitivity.hex() for thing in things]


@pytest.mark.slow
def test_in_which_order_bugs_are_named_makes_no_difference_and_a_copy_has_them_too() -> None:
    bugs = list(BUGS.values())
    for number, bug in enumerate(bugs):
        network, sample = small_case(bug)
        other = next(other for other in bugs[number - 1::-1] + bugs[::-1] if applies(network, other))
        engine = wrong_network(network, bug, other, rate=0.3)
        twin = copy.deepcopy(engine)
        numbers = numbers_of(engine, sample)
        assert numbers_of(wrong_network(network, other, bug, rate=0.3), sample) == numbers
        assert numbers_of(twin, sample) == numbers


def small_case(bug: Bug) -> Tuple[Network, Any]:
    example = find(bug.example)
    return example.network(1), example.samples[example.sample]


def applies(network: Network, bug: Bug) -> bool:
    try:
        wrong_network(network, bug)
    except BadInput:
        return False
    return True


def test_a_bug_of_what_a_network_or_an_optimizer_does_not_have_is_a_sentence() -> None:
    with pytest.raises(BadInput, match="^skip_forgotten changes nothing in this network, which has no resid"):
        wrong_network(MAZUR.network(), BUGS["skip_forgotten"])
    with pytest.raises(BadInput, match="^momentum_not_kept is a bug of Momentum, not of GradientDescent: "):
        wrong_optimizer(GradientDescent(), BUGS["momentum_not_kept"])
    with pytest.raises(UnknownName, match="did you mean sign_turned"):
        find_bug("sign_turn")


def test_a_wrong_engine_is_not_saved_as_a_right_one(tmp_path: Path) -> None:
    for name in ("sign_turned", "slope_of_total", "set_not_added", "weights_transposed", "neurons_not_reset",
                 "statistics_constant"):           # each way to install one
        engine = wrong_network(small_case(BUGS[name])[0], BUGS[name])
        with pytest.raises(BadInput, match="^the network can't be saved: .*(user-defined|the type)"):
            engine.save(tmp_path / "net.json")
    assert not list(tmp_path.iterdir())


def test_a_network_without_weights_has_few_bugs() -> None:
    network = Network(2, Softmax(), loss="cross_entropy")
    assert all(bug.needs for bug in BUGS.values() if bug.install and not applies(network, bug))
    assert [bug.name for bug in BUGS.values() if bug.install and applies(network, bug)] == [
        "loss_ignored", "one_over_n_doubled", "sign_turned", "set_not_added", "shared_weight_set_not_added",
        "softmax_neuron_by_neuron", "neurons_not_reset"]


def test_decoupled_decay_stays_beside_a_wrong_adam() -> None:
    right, wrong = AdamW(0.1), wrong_optimizer(AdamW(0.1), BUGS["adam_steps_not_counted"])
    for _ in range(2):                                  # 0 sensitivity: nothing but the decay
        weights = [Weight(1.0), Weight(1.0)]
        right.update(weights[:1])
        wrong.update(weights[1:])
        assert weights[0].value == weights[1].value == 0.999


@pytest.mark.parametrize("bug", [
    pytest.param(bug, id=bug.name, marks=() if bug.name in (
        "sign_turned", "slope_of_total", "dropout_mask_drawn_anew", "neurons_not_reset", "weights_not_reset",
        "statistics_constant", "each_weight_updated_in_the_pass", "adam_steps_not_counted",
        "relu_slope_one_at_zero") else pytest.mark.slow) for bug in BUGS.values()])
def test_unrolled_and_by_the_objects_a_wrong_engine_learns_the_same(bug: Bug) -> None:
    network, _ = small_case(bug)
    example = find(bug.example)
    optimizer: Optimizer = (bug.of or GradientDescent)(0.1)
    size = 4 if bug.optimizer or network.needs_batch else 2
    courses = []
    for unrolled in (False, True):
        engine, updater = wrong_network(network, bug, rate=0.1), wrong_optimizer(optimizer, bug)
        history = fit(engine, example.samples[:8], epochs=3, optimizer=updater, batch_size=size,
                      unrolled=unrolled)
        numbers = [(weight.value, weight.last_sensitivity) for weight in engine.weights]
        courses.append((history.losses, numbers))
    assert courses[0] == courses[1]
    assert network.weights[0].last_sensitivity == 0.0


def test_the_copies_for_a_batch_have_the_bugs_of_their_network_once() -> None:
    network = Network(2, Dense(2), BatchNorm(), Dense(2), seed=1)
    samples = [([0.1, 0.9], [1.0, 0.0]), ([0.4, -0.2], [0.0, 1.0]), ([-0.3, 0.5], [1.0, 1.0])]
    for name in ("sign_turned", "slope_of_total", "slope_forgotten_at_output", "statistics_constant"):
        engine, copies = wrong_network(network, BUGS[name]), network.photocopied(3)
        of_the_copies: Any = wrong_network(copies, BUGS[name])
        for _ in range(2):
            engine.accumulate(samples)
            of_the_copies.accumulate_together(samples)
        assert [weight.sensitivity for weight in engine.weights] == \
            [weight.sensitivity for weight in of_the_copies.weights], name
        right = copy.deepcopy(network)
        right.accumulate(samples)
        right.accumulate(samples)
        assert [weight.sensitivity for weight in engine.weights] != \
            [weight.sensitivity for weight in right.weights], name
        assert network.loss is LOSSES["squared_error"]

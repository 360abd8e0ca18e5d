"""Recordings are written: as a whole or not at all, each number once."""

from pathlib import Path
from typing import Any, List

import pytest

from lernmi import (
    Activation,
    Adam,
    BadInput,
    Dense,
    Link,
    Network,
    Neuron,
    Optimizer,
    Trace,
    Weight,
    trace,
)
from lernmi.recording.verifier import verify
from tests.support.recordings import lines_of, saved
from tests.support.steps import worked_example


def test_a_number_that_is_used_twice_is_written_once(tmp_path: Path) -> None:
    def slope(total: float, value: float) -> float:
        for _ in range(40):  # as a tree this would be 2^40 operations
            total = total * total
        return total

    step = trace(Network(1, Dense(1, Activation("deep", lambda x: x, slope), weights=0.5)), [1.0], [1.0])
    move = next(move for move in step if isinstance(move.mover, Neuron))
    lines = lines_of(saved(step, tmp_path))
    assert len(lines[1 + step.moves.index(move) + 1]["steps"]) == 1 + 40


def test_a_file_that_is_there_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "step.jsonl"
    path.write_text('{"format": "lernmi trace", "version": 1}')
    with pytest.raises(BadInput, match="can't be written"):
        worked_example().save(tmp_path / "nowhere" / "step.jsonl")
    worked_example().save(str(path))
    assert len(lines_of(path)) == 40 and [file.name for file in tmp_path.iterdir()] == ["step.jsonl"]


@pytest.mark.parametrize("name", ["a\0b.jsonl", "x" * 300 + ".jsonl", "nowhere/step.jsonl"])
def test_a_name_that_cannot_be_written_leaves_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be written"):
        worked_example().save(f"{tmp_path}/{name}")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "step.jsonl")
    worked_example().save(tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink() and len(lines_of(tmp_path / "step.jsonl")) == 40


def test_another_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "homework.txt"
    path.write_text("mine\n")
    with pytest.raises(BadInput, match="is there already and isn't one that lernmi has saved"):
        worked_example().save(path)
    assert path.read_text() == "mine\n"
    worked_example().save(path, force=True)
    assert len(lines_of(path)) == 40
    path.write_text(path.read_text(encoding="utf-8")[:5000], encoding="utf-8")
    worked_example().save(path)
    assert len(lines_of(path)) == 40, "a damaged recording is one, too"


# ---- what can be saved can be loaded, or is refused when it is built

def cube(name: Any) -> Activation:
    return Activation(name, lambda x: x * x * x, lambda x, y: 3.0 * x * x)


def named(neuron: Any = "own", weight: Any = "w", activation: Any = "tanh") -> Any:
    def layer(network: Network, sources: List[Neuron]) -> List[Neuron]:
        own = network.add(Neuron(neuron, activation))
        Link(sources[0], own, Weight(0.4, weight))
        return [own]
    return layer


@pytest.mark.parametrize("layer, sentence", [
    (Dense(2, name=3), "the name of a layer must be text, not 3"),                  # type: ignore[arg-type]
    (Dense(2, name=("a", 1)), "the name of a layer must be text, not"),             # type: ignore[arg-type]
    (named(("a", 1)), "the name of a neuron must be text, not"),
    (named(3), "the name of a neuron must be text, not 3"),
    (named("b#2"), "the name of a neuron can't be 'b#2': in a recording it means something else"),
    (named("a\ud800"), "half a character"), (named(weight="a\ud800"), "half a character"),
    (Dense(2, name="a\ud800"), "half a character"),
    *[(named(activation=cube(name)), "the name of an activation can't be") for name in (
        "+", "−", "-", "×", "x", "*", "·", "÷", "/", "^", "**", "slope of relu", "a\ud800")]])
def test_names_that_no_recording_can_hold_are_refused_at_once(layer: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        Network(1, layer, Dense(1))
    assert sentence in str(caught.value)


def test_the_name_of_a_weight_is_text() -> None:
    with pytest.raises(BadInput, match="the name of a weight must be text, not 3"):
        Network(1, named(weight=3))


class Counting(Optimizer):
    """With a number of any name, which each update changes."""

    def __init__(self, name: str) -> None:
        super().__init__(0.1)
        setattr(self, name, 0.5)
        self.counted = name

    def new_values(self, weights: Any, averages: Any) -> List[float]:
        setattr(self, self.counted, getattr(self, self.counted) + 1.0)
        return [weight.value - self.rate * average for weight, average in zip(weights, averages)]


def check_saved(step: Trace, folder: Path) -> None:
    path = saved(step, folder)
    Trace.load(path).save(folder / "again.jsonl")
    assert (folder / "again.jsonl").read_bytes() == path.read_bytes()
    found = verify(path)
    assert (found.problems, found.assumed) == ([], {})


@pytest.mark.parametrize("name", ["_count", "loss", "target", "name", "value", "memory", "optimizer"])
@pytest.mark.parametrize("neuron", ["own", "optimizer", "w.memory", "rate"])
def test_an_optimizers_number_may_have_any_name(name: str, neuron: str, tmp_path: Path) -> None:
    check_saved(trace(Network(1, named(neuron)), [0.5], [0.3], Counting(name)), tmp_path)


def test_a_weight_called_as_the_memory_of_another(tmp_path: Path) -> None:
    network = Network(1, named("a", "w"), named("b", "w.memory"), named("w.memory.x", "w.memory.memory"))
    check_saved(trace(network, [0.5], [0.3], Adam(0.1)), tmp_path)


@pytest.mark.parametrize("change", [
    lambda network: setattr(network.neurons[0], "name", 3),
    lambda network: setattr(network.neurons[0], "name", network.neurons[-1].name),
    lambda network: setattr(network.weights[0], "name", network.weights[1].name),
    lambda network: setattr(network.neurons[-1], "activation", cube("+")),
])
def test_what_is_renamed_later_is_refused_when_it_is_saved(change: Any, tmp_path: Path) -> None:
    step = worked_example()
    change(step.network)
    with pytest.raises(BadInput, match="the name of|the same name"):
        step.save(tmp_path / "step.jsonl")
    assert list(tmp_path.iterdir()) == []


# ---- zeros

def test_a_target_of_minus_zero_is_loaded_with_its_sign(tmp_path: Path) -> None:
    network = Network(1, Dense(1, "identity", weights=[[-0.0]], biases="none"))
    path = saved(trace(network, [-0.0], [-0.0]), tmp_path)
    assert '"output[0].target", -0.0]' in path.read_text()
    check_saved(trace(network, [-0.0], [-0.0]), tmp_path)


class Rubbed(Optimizer):
    """With a number that is 0 as a rule."""

    friction = 0.0

    def __init__(self) -> None:
        super().__init__(0.1)
        self.friction = 0.0

    def new_values(self, weights: Any, averages: Any) -> List[float]:
        return [weight.value - self.rate * average - self.friction * weight.value
                for weight, average in zip(weights, averages)]


def test_an_option_that_is_zero_is_not_taken_as_given(tmp_path: Path) -> None:
    path = saved(trace(Network(1, Dense(1), seed=1), [0.5], [0.3], Rubbed()), tmp_path)
    assert '"friction", 0.0]' in path.read_text()
    assert verify(path).assumed == {}

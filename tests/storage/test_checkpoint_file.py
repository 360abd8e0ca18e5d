"""The checkpoint file of fit: interrupted and resumed is as in one go, to the last bit."""

import json
import math
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import pytest

import lernmi
from lernmi import (
    Adam,
    AdamW,
    BadInput,
    BatchNorm,
    Dense,
    Dropout,
    GradientDescent,
    Momentum,
    Nesterov,
    Network,
    Optimizer,
    RMSProp,
)
from lernmi.storage.checkpoint_file import CheckpointFile
from lernmi.training import Adagrad, cosine, exponential, warm_up
from tests.support.bits import packed
from tests.support.slow import slow
from tests.support.twins import everything

SAMPLES = [([math.sin(index * 1.7), math.cos(index * 2.3)], [float(index % 3 == 0)]) for index in range(14)]
EPOCHS = 7


def network_of(seed: int = 1, hidden: int = 3) -> Network:
    return Network(2, Dense(hidden, "tanh"), Dropout(0.3), Dense(1), seed=seed)


class Killed(Exception):
    """The end of a process, as the training sees it."""


def killed_after(epochs: int) -> Callable[[int, float], None]:
    def callback(done: int, loss: float) -> None:
        if done == epochs + 1:          # the checkpoint of the epoch before is the latest
            raise Killed
    return callback


def in_one_go_and_resumed(path: Path, make: Callable[[], Optimizer],
                          build: Callable[[], Network] = network_of, after: int = 3,
                          **options: Any) -> List[Any]:
    """Both networks, with their optimizers and histories, to be compared."""
    options = {"epochs": EPOCHS, "batch_size": 4, "validation": 0.3, **options}
    network, optimizer = build(), make()
    history = network.fit(SAMPLES, optimizer=optimizer, callback=lambda done, loss: None, **options)
    with pytest.raises(Killed):
        build().fit(SAMPLES, optimizer=make(), callback=killed_after(after), checkpoint=path, **options)
    assert json.loads(path.read_text(encoding="utf-8"))["training"]["epochs"] == after
    resumed, its_optimizer, seen = build(), make(), []
    its_history = resumed.fit(SAMPLES, optimizer=its_optimizer, callback=lambda done, loss: seen.append(done),
                              checkpoint=path, resume=True, **options)
    assert seen[0] == after + 1
    return [(everything(one, other, 2), packed(course.losses), course.measured(), course.ended,
             course.best_epoch, packed([one.random.random()]))
            for one, other, course in ((network, optimizer, history), (resumed, its_optimizer, its_history))]


def regrouped() -> Optimizer:
    optimizer = AdamW(0.1)
    optimizer.add_group("biases", "*bias*", weight_decay=0.0, rate=0.01)
    return optimizer


MAKERS: Dict[str, Callable[[], Optimizer]] = {
    "descent": lambda: GradientDescent(0.2, l2=0.01, limit=1.0), "momentum": lambda: Momentum(0.1, 0.9),
    "nesterov": lambda: Nesterov(0.1, 0.9), "rmsprop": lambda: RMSProp(0.01), "adagrad": lambda: Adagrad(0.1),
    "adam": lambda: Adam(0.05), "adamw": lambda: AdamW(0.05), "groups": regrouped}


@pytest.mark.parametrize("name", MAKERS)
def test_with_every_optimizer_dropout_shuffling_and_a_validation_part(name: str, tmp_path: Path) -> None:
    one, other = in_one_go_and_resumed(tmp_path / "ck.json", MAKERS[name])
    assert one == other


@pytest.mark.parametrize("options", [
    {"schedule": cosine(EPOCHS)}, {"schedule": warm_up(3, exponential(0.8))}, {"patience": 2},
    {"patience": 5, "schedule": exponential(0.5)}, {"shuffle": False}, {"batch_size": 1},
    {"batch_size": None}, {"validation": None}, {"validation": None, "accuracy": True},
    {"validation": SAMPLES[:5]}, {"unrolled": False}, {"unrolled": True}, {"epochs": 4, "after": 3}],
    ids=",".join)
def test_with_every_option(options: Dict[str, Any], tmp_path: Path) -> None:
    one, other = in_one_go_and_resumed(tmp_path / "ck.json", lambda: Adam(0.05), **options)
    assert one == other


def test_with_running_statistics(tmp_path: Path) -> None:
    one, other = in_one_go_and_resumed(tmp_path / "ck.json", lambda: Adam(0.05), lambda: Network(
        2, BatchNorm(), Dense(1), seed=1), batch_size=5)
    assert one == other


@pytest.mark.parametrize("after", [1, slow(2), slow(4), slow(5), 6])
def test_after_any_epoch(after: int, tmp_path: Path) -> None:
    one, other = in_one_go_and_resumed(tmp_path / "ck.json", lambda: Adam(0.05), after=after, patience=3,
                                       schedule=cosine(EPOCHS))
    assert one == other


def test_early_stopping_that_has_ended_stays_so(tmp_path: Path) -> None:
    """With a rate of 0 the loss is never smaller than after the first epoch."""
    path, network = tmp_path / "ck.json", network_of()
    first = network.fit(SAMPLES, epochs=9, optimizer=GradientDescent(1e-300), validation=0.3, patience=2,
                        checkpoint=path)
    assert len(first.losses) == 3 and first.best_epoch == 1
    again = network_of().fit(SAMPLES, epochs=9, optimizer=GradientDescent(1e-300), validation=0.3, patience=2,
                             checkpoint=path, resume=True)
    assert (again.losses, again.ended, again.best_epoch) == (first.losses, first.ended, 1)


def test_a_finished_training_is_only_read_and_a_longer_one_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "ck.json"

    def fitted(network: Network, epochs: int, **options: Any) -> List[float]:
        return network.fit(SAMPLES, epochs=epochs, optimizer=Adam(0.05), **options).losses
    fitted(network_of(), 3, checkpoint=path)
    before = path.read_bytes()
    network = network_of(seed=9)
    losses = fitted(network, 3, checkpoint=path, resume=True)
    assert len(losses) == 3 and path.read_bytes() == before
    assert network.predict([1, 2]) == lernmi.load(path).predict([1, 2])
    assert fitted(network_of(), 5, checkpoint=path, resume=True) == fitted(network_of(), 5)


def test_without_resume_the_training_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "ck.json"
    for _ in range(2):
        network_of().fit(SAMPLES, epochs=2, optimizer=Adam(0.05), checkpoint=path)
        assert json.loads(path.read_text(encoding="utf-8"))["training"]["epochs"] == 2


# ---- what is refused ---------------------------------------------------------------------------------

def fitted(path: Path, network: Optional[Network] = None, optimizer: Optional[Optimizer] = None,
           samples: Any = SAMPLES, **options: Any) -> None:
    (network or network_of()).fit(samples, optimizer=optimizer or Adam(0.05), checkpoint=path,
                                  **{"epochs": 3, "batch_size": 4, **options})


@pytest.mark.parametrize("changed, sentence", [
    ({"network": network_of(hidden=4)}, "layers"), ({"optimizer": Momentum(0.05, 0.9)}, "type"),
    ({"optimizer": Adam(0.1)}, "rates.rate is 0.05 in the file"),
    ({"batch_size": 5}, "had batch_size = 4, not 5"), ({"shuffle": False}, "had shuffle = True, not False"),
    ({"samples": SAMPLES[:-1]}, "had samples = 14, not 13"),
    ({"samples": [*SAMPLES[:-1], ([1, 2], [0])]}, "had checksum of the samples"),
    ({"schedule": cosine(3)}, "had schedule = 'constant', not 'cosine(3, 0.0)'"),
    ({"validation": SAMPLES[:2]}, "had validation = 0, not 2"),
    ({"accuracy": True}, "had accuracy = False, not True"),
    ({"validation": SAMPLES[:2], "patience": 2}, "had patience = None, not 2")],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "")
def test_other_settings_in_one_sentence_and_nothing_is_changed(changed: Dict[str, Any], sentence: str,
                                                               tmp_path: Path) -> None:
    path = tmp_path / "ck.json"
    fitted(path)
    before, network = path.read_bytes(), changed.get("network") or network_of(seed=5)
    values = packed([weight.value for weight in network.weights])
    state = network.random.getstate()
    with pytest.raises(BadInput) as caught:
        fitted(path, **{**changed, "network": network}, resume=True)
    assert sentence in str(caught.value) and "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert packed([weight.value for weight in network.weights]) == values
    assert network.random.getstate() == state


HOSTILE: Dict[str, Callable[[Dict[str, Any]], Any]] = {
    "no training": lambda content: content.pop("training"),
    "no history": lambda content: content["training"].pop("history"),
    "another key": lambda content: content["training"].update(more=1),
    "epochs as text": lambda content: content["training"].update(epochs="3"),
    "epochs below 0": lambda content: content["training"].update(epochs=-1),
    "more epochs than numbers": lambda content: content["training"].update(epochs=4),
    "a history without losses": lambda content: content["training"].update(history={}),
    "a history of something else": lambda content: content["training"]["history"].update(wages=[1, 2, 3]),
    "losses as text": lambda content: content["training"]["history"].update(losses=["1", "2", "3"]),
    "a number as settings": lambda content: content["training"].update(settings=3),
    "no settings": lambda content: content["training"].update(settings={}),
    "ended by a number": lambda content: content["training"].update(ended=3),
    "best without patience": lambda content: content["training"].update(
        best={"epoch": 1, "loss": 1.0, "values": [0.0] * 13}),
    "a patience without best": lambda content: content["training"]["settings"].update(patience=2),
    "no optimizer": lambda content: content["training"].pop("optimizer"),
    "another optimizer": lambda content: content["training"]["optimizer"].update(type="os.system"),
    "a list": lambda content: content.update(training=[])}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_fit_has_not_written_so(name: str, tmp_path: Path) -> None:
    path = tmp_path / "ck.json"
    fitted(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    HOSTILE[name](content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        fitted(path, resume=True)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("best", [
    3, {}, {"epoch": 1.5, "loss": 1.0, "values": []}, {"epoch": 1, "loss": "1", "values": [0.0] * 13},
    {"epoch": 1, "loss": 1.0, "values": [0.0] * 12}, {"epoch": 1, "loss": 1.0, "values": ["0"] * 13},
    {"epoch": 1, "loss": 1.0, "values": 13}, {"epoch": 1, "loss": 1.0}], ids=range(8))
def test_best_weights_that_can_not_be(best: Any, tmp_path: Path) -> None:
    path = tmp_path / "ck.json"
    options: Dict[str, Any] = {"validation": SAMPLES[:4], "patience": 3}
    fitted(path, **options)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert len(content["training"]["best"]["values"]) == 13
    content["training"]["best"] = best
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(BadInput, match="training.best"):
        fitted(path, resume=True, **options)


def test_a_file_that_is_none_of_lernmis_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all", encoding="utf-8")
    with pytest.raises(BadInput, match="isn't one that lernmi has saved"):
        fitted(path)
    with pytest.raises(BadInput, match="there is no folder"):
        fitted(tmp_path / "nodir" / "ck.json")
    assert path.read_text(encoding="utf-8") == "Dear all"
    network_of().save(tmp_path / "net.json")
    with pytest.raises(BadInput, match="no checkpoint of its training"):
        fitted(tmp_path / "net.json", resume=True)


def test_restoring_before_anything_was_read_changes_nothing(tmp_path: Path) -> None:
    network = network_of()
    file = CheckpointFile(tmp_path / "ck.json", resume=True)
    assert file.read() is None
    value = network.weights[0].value
    file.restore(network, Adam(0.1))
    assert network.weights[0].value == value

"""Fitting: learning from the same samples, epoch after epoch."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from ...network.network import Network
from ...support import arrays
from ...support.errors import BadInput
from ...support.formatting import quoted
from ...support.scalars import integer, number
from ...support.user_defined import described, is_ours, takes
from ...support.validation import optimizer as check_optimizer
from ...unrolling.conditions import Choice, check_choice
from ..optimizer_options import rates_of
from ..optimizers import Optimizer
from ..schedules import Schedule, check_schedule, in_words
from .best_weights import BestWeights
from .checkpoint import CheckpointFile, Saving
from .display import Display
from .ends import explaining_ends
from .history import History
from .learner import Learner
from .measuring import measures_of
from .samples import check_batches, counts_of, parts

Pair = Tuple[Any, Any]          # inputs, targets
Callback = Callable[[int, float], Optional[bool]]


def fit(network: Network, samples: Iterable[Pair], *, epochs: int, optimizer: Optimizer,
        batch_size: Optional[int] = 1, shuffle: bool = True,
        schedule: Optional[Schedule] = None, validation: Union[Iterable[Pair], float, None] = None,
        accuracy: bool = False, patience: Optional[int] = None,
        callback: Union[Callback, Sequence[Callback], None] = None,
        checkpoint: Optional[CheckpointFile] = None, display: Optional[Display] = None,
        unrolled: Choice = "auto") -> History:
    """Train the network on all samples, ``epochs`` times.

    ``samples``: pairs (inputs, targets), in a list or from a generator. ``batch_size``: after how
    many samples the weights change; 1 is after each, None after all of them. ``shuffle``: in a new
    order each epoch, drawn from network.random. ``schedule``: the factor of the optimizer's rates, from
    the number of epochs done; the initial ones are restored at the end, whatever happens.

    ``validation``: samples that are not learned from, on which the loss and the share of right answers
    are measured after each epoch; or the share of the samples that is set aside for that, drawn by
    network.random. The share of right answers is then measured for the samples as well; with
    ``accuracy``, also without a validation part. ``patience``: early stopping; training ends when
    the validation loss hasn't become smaller for that many epochs, and whenever it ends, the weights
    are those of the best epoch. ``callback``: a function or several, each called as
    callback(epochs done, mean loss) after each epoch; True, returned by one, ends the training.
    ``checkpoint`` and ``display``: where the state of training is saved after each epoch, and what shows
    it; network.fit makes them from the name of a file and from True. ``unrolled``: whether the steps are
    taken by straight-line Python in place of the objects' methods (see Unrolled), which gives the same
    bits; by default where it pays. The samples are read once, at the start.

    Ctrl-C ends the training after the present step; the network keeps what it has learned, and
    history.ended says after how many epochs. Raises BadInput before anything is learned, NumericError
    as network.learn_batch does, with the epoch, the sample and the rate, and the ``history`` up to there.

    >>> from lernmi import Dense, GradientDescent
    >>> network = Network(1, Dense(1, weights=0.0, biases=0.0))
    >>> samples = [([0], [1]), ([1], [0])]
    >>> fit(network, samples, epochs=100, optimizer=GradientDescent(2.0), shuffle=False)
    History(100 epochs, loss 0.1415 → 0.004296)
    """
    all_pairs, pairs, held_out = parts(network, samples, validation)
    size = len(pairs) if batch_size is None else integer(batch_size, "the batch size")
    _check_options(optimizer, schedule)
    check_batches(network, len(pairs), size)
    count, callbacks = integer(epochs, "the number of epochs"), _callbacks(callback)
    measures = measures_of(network, pairs, held_out, accuracy, check_choice(unrolled), count)
    best, history, display = _best_weights(network, patience, held_out), History(), display or Display()
    settings = {"batch_size": size, "shuffle": bool(shuffle), "accuracy": bool(accuracy),
                "patience": patience, "schedule": in_words(schedule)}
    saving = Saving(checkpoint, network, optimizer, history, best,
                    {**settings, **counts_of(pairs, held_out)} if checkpoint else settings)
    first = saving.resume()
    is_looked_at = bool(callbacks) or not (schedule is None or is_ours(schedule))
    learner = Learner(network, optimizer, pairs, min(size, len(pairs)), count - first, unrolled,
                      is_looked_at, display)
    with display.shown(count, len(pairs), history), explaining_ends(learner, history, count, all_pairs), \
            learner.learning(), _restoring_rates(optimizer, schedule) as rates:
        for done in range(first, count):
            if history.ended:
                break
            if schedule:
                _set_rates(optimizer, rates, _factor(schedule, learner, done))
                learner.rates_changed()
            order = network.random.sample(pairs, len(pairs)) if shuffle else pairs
            history.losses.append(learner.epoch(order, is_looked_at or done + 1 == count))
            ended = _called_back(callbacks, learner, history)      # while the objects hold the last step
            for measure in measures:
                learner.write_back()
                measure(history)
            history.ended = best.note(done + 1, history.validation_losses[-1]) or ended if best else ended
            if checkpoint:
                learner.write_back()
                saving.save(rates)
            display.epoch(history)
    history.reason = learner.reason
    if best:
        best.restore()
        history.best_epoch = best.epoch
    display.end(history)
    return history


def _called_back(callbacks: Sequence[Callback], learner: Learner, history: History) -> str:
    """Call them all; why training should end after this epoch, or ""."""
    done, why = len(history.losses), ""
    for callback in callbacks:
        with learner.somebody_looks():
            if callback(done, history.losses[-1]) is True:
                why = f"a callback ended it after epoch {done}"
    return why


def _callbacks(callback: Any) -> List[Callback]:
    """The functions to call after each epoch; BadInput for what is none."""
    if callback is None:
        return []
    callbacks = arrays.entries(callback) if arrays.is_list(callback) else [callback]
    for each in callbacks:
        if not takes(each, 2):
            raise BadInput("the callback must be a function, called with the number of epochs done "
                           f"and their last loss, not {described(each)}.")
    return callbacks


def _best_weights(network: Network, patience: Any, held_out: Sequence[Any]) -> Optional[BestWeights]:
    if patience is None:
        return None
    if not held_out:
        raise BadInput("early stopping needs samples to validate on: add validation=0.2, or a list.")
    return BestWeights(network, integer(patience, "the patience, in epochs,"))


def _factor(schedule: Schedule, learner: Learner, done: int) -> float:
    """What the schedule says; a user-defined one may do more than that."""
    with nullcontext() if is_ours(schedule) else learner.somebody_looks():
        return number(schedule(done), "the schedule's factor", at_least=0.0)


@contextmanager
def _restoring_rates(optimizer: Optimizer, schedule: Optional[Schedule]) -> Iterator[Dict[str, float]]:
    """The rates that a schedule multiplies; after this block, they are the same again."""
    rates = rates_of(optimizer) if schedule else {}
    try:
        yield rates
    finally:
        _set_rates(optimizer, rates, 1.0)


def _set_rates(optimizer: Optimizer, rates: Dict[str, float], factor: float) -> None:
    for name, rate in rates.items():
        setattr(optimizer, name, rate * factor)


def _check_options(optimizer: Any, schedule: Any) -> None:
    check_optimizer(optimizer)
    check_schedule(schedule)
    if schedule is not None and not hasattr(optimizer, "rate"):
        raise BadInput(f"{quoted(optimizer)} has no rate that a schedule could change.")

"""Fitting: learning from the same samples, epoch after epoch."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple

from ...network.network import Network
from ...support import validation
from ...support.errors import BadInput
from ...support.formatting import quoted
from ...support.user_defined import described, is_ours, takes
from ...unrolling.conditions import Choice, Floats, check_choice
from ..optimizer_options import rates_of
from ..optimizers import Optimizer
from ..schedules import Schedule, check_schedule
from .history import History
from .learner import Learner

Pair = Tuple[Any, Any]          # inputs, targets
Callback = Callable[[int, float], Optional[bool]]


def fit(network: Network, samples: Iterable[Pair], *, epochs: int, optimizer: Optimizer,
        batch_size: Optional[int] = 1, shuffle: bool = True,
        schedule: Optional[Schedule] = None, callback: Optional[Callback] = None,
        unrolled: Choice = "auto") -> History:
    """Train the network on all samples, ``epochs`` times.

    ``samples``: pairs (inputs, targets), in a list or from a generator. ``batch_size``: after how
    many samples the weights change; 1 is after each, None after all of them. ``shuffle``: in a new order each
    epoch, drawn from network.random. ``schedule``: the factor of the optimizer's rates, from
    the number of epochs done; the initial ones are restored at the end, whatever happens.
    ``callback``: called as callback(epochs done, mean loss) after each epoch; it stops the
    training by returning True. ``unrolled``: whether the steps are taken by straight-line Python in
    place of the objects' methods (see Unrolled), which gives the same bits; by default where it pays.
    The samples are read once, at the start.

    Raises BadInput before anything is learned, NumericError as network.learn_batch does.

    >>> from lernmi import Dense, GradientDescent
    >>> network = Network(1, Dense(1, weights=0.0, biases=0.0))
    >>> samples = [([0], [1]), ([1], [0])]
    >>> fit(network, samples, epochs=100, optimizer=GradientDescent(2.0), shuffle=False)
    History(100 epochs, loss 0.1415 → 0.004296)
    """
    pairs = _check_samples(network, samples)
    size = len(pairs) if batch_size is None else validation.integer(batch_size, "the batch size")
    _check_options(optimizer, schedule, callback)
    _check_batches(network, len(pairs), size)
    count = validation.integer(epochs, "the number of epochs")
    is_looked_at = callback is not None or not (schedule is None or is_ours(schedule))
    learner = Learner(network, optimizer, pairs, min(size, len(pairs)), count, check_choice(unrolled),
                      is_looked_at)
    losses: List[float] = []
    with learner.learning(), _restoring_rates(optimizer, schedule) as rates:
        for done in range(count):
            if schedule:
                _set_rates(optimizer, rates, _factor(schedule, learner, done))
                learner.rates_changed()
            order = network.random.sample(pairs, len(pairs)) if shuffle else pairs
            losses.append(learner.epoch(order, is_looked_at or done + 1 == count))
            if callback and _calls(callback, learner, done + 1, losses[-1]):
                break
    return History(losses, learner.reason)


def _factor(schedule: Schedule, learner: Learner, done: int) -> float:
    """What the schedule says; a user-defined one may do more than that."""
    with nullcontext() if is_ours(schedule) else learner.somebody_looks():
        return validation.number(schedule(done), "the schedule's factor", at_least=0.0)


def _calls(callback: Callback, learner: Learner, done: int, loss: float) -> bool:
    """Whether the callback stops the training."""
    with learner.somebody_looks():
        return callback(done, loss) is True


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


def _check_samples(network: Network, samples: Any) -> List[Floats]:
    """The samples as pairs of lists of floats, or BadInput naming the first that doesn't fit the network."""
    pairs: List[Floats] = []
    for inputs, targets in validation.samples(samples):
        try:
            pairs.append((validation.numbers(inputs, network.shape, "input"), network.check_targets(targets)))
        except BadInput as error:
            raise BadInput(f"samples[{len(pairs)}]: {error}") from None
    return pairs


def _check_batches(network: Network, samples: int, size: int) -> None:
    """BadInput where a batch, perhaps the last one, is too small for a layer that needs several samples."""
    too_small = _too_small_batch(network, samples, size)
    if too_small:
        better = next((other for other in range(size, samples + 1)
                       if not _too_small_batch(network, samples, other)), None)
        advice = f"try batch_size={better}" if better else "it needs more samples"
        raise BadInput(f"{samples} samples in batches of {size} leave a batch of {too_small}, too small "
                       f"for a network with BatchNorm: {advice}.")


def _too_small_batch(network: Network, samples: int, size: int) -> Optional[int]:
    """The size of a batch from which the network can't learn, if there is one."""
    if network.needs_batch:
        for batch in sorted({min(size, samples), samples % size or min(size, samples)}):
            try:
                network.photocopied(batch)
            except BadInput:
                return batch
    return None


def _check_options(optimizer: Any, schedule: Any, callback: Any) -> None:
    validation.optimizer(optimizer)
    check_schedule(schedule)
    if schedule is not None and not hasattr(optimizer, "rate"):
        raise BadInput(f"{quoted(optimizer)} has no rate that a schedule could change.")
    if callback is not None and not takes(callback, 2):
        raise BadInput("the callback must be a function, called with the number of epochs done "
                       f"and their last loss, not {described(callback)}.")

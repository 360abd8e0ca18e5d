"""Fitting: learning from the same samples, epoch after epoch."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from ..network.network import Network
from ..support import validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from ..support.user_defined import described, takes
from .history import History
from .optimizer_options import rates_of
from .optimizers import Optimizer
from .schedules import Schedule, check_schedule

Pair = Tuple[Sequence[Any], Sequence[Any]]          # inputs, targets
Callback = Callable[[int, float], Optional[bool]]


def fit(network: Network, samples: Sequence[Pair], *, epochs: int, optimizer: Optimizer,
        batch_size: Optional[int] = 1, shuffle: bool = True,
        schedule: Optional[Schedule] = None, callback: Optional[Callback] = None) -> History:
    """Train the network on all samples, ``epochs`` times.

    ``samples``: a list of pairs (inputs, targets). ``batch_size``: after how many samples the
    weights change; 1 is after each, None after all of them. ``shuffle``: in a new order each
    epoch, drawn from network.random. ``schedule``: the factor of the optimizer's rates, from
    the number of epochs done; the initial ones are restored at the end, whatever happens.
    ``callback``: called as callback(epochs done, mean loss) after each epoch; it stops the
    training by returning True.

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
    rates = rates_of(optimizer) if schedule else {}
    losses: List[float] = []
    try:
        for done in range(validation.integer(epochs, "the number of epochs")):
            if schedule:
                factor = validation.number(schedule(done), "the schedule's factor", at_least=0.0)
                _set_rates(optimizer, rates, factor)
            order = network.random.sample(pairs, len(pairs)) if shuffle else pairs
            losses.append(_epoch(network, order, size, optimizer))
            if callback and callback(done + 1, losses[-1]) is True:
                break
    finally:
        _set_rates(optimizer, rates, 1.0)
    return History(losses)


def _set_rates(optimizer: Optimizer, rates: Dict[str, float], factor: float) -> None:
    for name, rate in rates.items():
        setattr(optimizer, name, rate * factor)


def _epoch(network: Network, pairs: Sequence[Pair], size: int, optimizer: Optimizer) -> float:
    """Learn from each sample once, batch by batch; the mean loss of all samples."""
    total = 0.0
    for start in range(0, len(pairs), size):
        batch = pairs[start:start + size]
        total += network.learn_batch(batch, optimizer) * len(batch)
    return total / len(pairs)


def _check_samples(network: Network, samples: Any) -> List[Pair]:
    """The samples as a list of pairs that fit the network, or BadInput naming the first bad one."""
    pairs: List[Pair] = []
    for pair in validation.samples(samples):
        _check_pair(network, pair, f"samples[{len(pairs)}]")
        pairs.append(pair)
    return pairs


def _check_pair(network: Network, pair: Pair, name: str) -> None:
    inputs, targets = pair
    try:
        validation.numbers(inputs, network.shape, "input")
        network.check_targets(targets)
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from None


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

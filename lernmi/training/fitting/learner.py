"""The learner of fit: takes the learning steps, by the objects or unrolled."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Iterator, Optional, Sequence

from ...network.network import Network
from ...support.errors import LernmiError
from ...support.held_signals import HeldSignals, holding_signals
from ...unrolling.conditions import WATCHED, Choice, Floats, has_many_zeros, is_watched, reason_against
from ...unrolling.symbolic.symbols import NotSymbolic
from ...unrolling.unrolled import Unrolled
from .display import Display

Batch = Sequence[Floats]


class Learner:
    """Takes the steps of fit: the first one by the objects, then, if it pays, unrolled ones.

    The last step before anybody looks at the objects is theirs as well, so that they hold all its
    numbers: values, sensitivities and memories are what they would be without unrolling, bit for bit.
    (Only after an error, what the failed step hasn't reached holds the numbers of an earlier step.)
    ``reason``: why the steps are the objects', or "". ``begun``: how many epochs have begun;
    ``learned``: from how many samples of the present one it has learned.
    """

    def __init__(self, network: Network, optimizer: Any, pairs: Sequence[Floats], batch_size: int,
                 epochs: int, unrolled: Choice, looked_at: bool,
                 display: Optional[Display] = None) -> None:
        self._network = network
        self.optimizer = optimizer
        self._display = display or Display()
        self.begun = self.learned = 0
        self._batch: Batch = []
        self._batch_size = batch_size
        self._pairs = pairs
        self._unrolled: Optional[Unrolled] = None
        self._is_changed = False
        self._held: Optional[HeldSignals] = None
        batches = -(-len(pairs) // batch_size)
        self.reason = reason_against(network, pairs, unrolled, epochs * batches,
                                     batches if looked_at else None)

    @contextmanager
    def learning(self) -> Iterator[None]:
        """In this block, Ctrl-C waits for the end of an unrolled step, and the weights return at the end."""
        if self.reason:
            yield
            return
        with holding_signals() as self._held:
            try:
                yield
            finally:
                self.write_back()

    def epoch(self, pairs: Batch, is_looked_at: bool) -> float:
        """Learn from each sample once, batch by batch; the mean loss of all samples."""
        size, total = self._batch_size, 0.0
        last = (len(pairs) - 1) // size * size if is_looked_at else len(pairs)
        self.begun, self.learned = self.begun + 1, 0
        for start in range(0, len(pairs), size):
            self._batch = batch = pairs[start:start + size]
            total += self._take(batch, start >= last) * len(batch)
            self.learned = start + len(batch)
            self._display.learned(self.learned)
        self._batch = []
        return total / len(pairs)

    def failed(self) -> Batch:
        """The samples of the step that has failed: the one, where it failed on the way forward or back."""
        inputs = [neuron.value for neuron in self._network.inputs]
        if self._network.last_phase != "backward":
            return [pair for pair in self._batch if pair[0] == inputs][:1] or self._batch
        return self._batch

    def write_back(self) -> None:
        """Let the objects have the weights and the optimizer's memory as they are now."""
        if self._unrolled is not None:
            self._unrolled.write_back()

    def _take(self, batch: Batch, is_looked_at: bool) -> float:
        if self._held is not None and self._held.is_waiting:
            loss = self._by_objects(batch)
            with self.somebody_looks():         # where the signal has its effect
                return loss
        if self._unrolled is not None and not is_looked_at:
            return self._unrolled.take(batch)
        loss = self._by_objects(batch)
        if self._unrolled is None and not self.reason:
            self._unroll()
        return loss

    def _by_objects(self, batch: Batch) -> float:
        if self._unrolled is None:
            return self._network.learn_batch(batch, self.optimizer)
        return self._unrolled.take_by_objects(batch)

    def _unroll(self) -> None:
        self._display.unrolling()
        size = self._batch_size if self._network.needs_batch or self._batch_size == 1 else None
        try:
            for _, targets in self._pairs if self._is_changed else ():      # there may be another loss
                self._network.check_targets(targets)
            self._unrolled = Unrolled(self._network, self.optimizer, size, has_many_zeros(self._pairs))
        except (NotSymbolic, LernmiError) as error:
            self.reason = str(error)

    # ---- who looks at the objects, or changes them -------------------------------------------------

    def rates_changed(self) -> None:
        """A schedule has set the learning rates anew."""
        if self._unrolled is not None:
            self._unrolled.begin_anew()

    @contextmanager
    def somebody_looks(self) -> Iterator[None]:
        """In this block, somebody may look at the objects and change them; Ctrl-C interrupts it at once."""
        if self._held is None:
            yield
            return
        with self._held.released():
            yield
        if is_watched():
            self._unrolled, self.reason = None, WATCHED
        elif self._unrolled is not None and not self._unrolled.is_current:
            self._unrolled, self._is_changed = None, True       # the next step is the objects'

"""An unrolled learning step: the same arithmetic as the objects', as straight-line Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, List, Optional, Sequence, Type

from ..network.network import Network, Sample
from ..network.snapshot import Snapshot
from ..support import validation
from ..support.errors import BadInput
from ..support.garbage import no_search_for_garbage
from ..support.held_signals import HeldSignals, holding_signals
from ..weight import Weight
from .conditions import MOST_SYMBOLS, Floats, is_small
from .program import Program
from .recorder import Recorder
from .signature import Signature
from .symbolic.symbols import NotSymbolic

if TYPE_CHECKING:
    from ..neuron import Neuron


class Unrolled:
    """The learning step of a network with an optimizer, as straight-line Python.

    The network's own methods, its loss and the optimizer's own update have run once on symbols;
    ``text`` is what they did. While it is used, the weights and the optimizer's memory are its local
    variables: ``write_back`` gives them back to the objects, as leaving a ``with`` block does. Losses and
    weights are those of network.learn, bit for bit; neurons and links, and the sensitivities of the
    weights, keep the numbers of the last step that the objects took themselves. What is changed by hand
    meanwhile counts after ``begin_anew``, and only if the step ``is_current`` still.

    ``batch_size``: of learn_batch; 1 for single samples. ``skip_zeros``: whether products with inputs
    that are 0 are passed over, which is faster where many inputs are. A step in which a number would
    not be finite is taken by the objects, which raise the error; so is one from weights of 1e89 or more.

    Raises NotSymbolic, with the reason, for a network that can't be unrolled.

    >>> from lernmi import Dense, GradientDescent
    >>> network, twin = (Network(2, Dense(3), Dense(1), seed=1) for _ in range(2))
    >>> with Unrolled(network, GradientDescent(0.5)) as step:
    ...     step.learn([0, 1], [1]) == twin.learn([0, 1], [1], GradientDescent(0.5))
    True
    >>> network["output[0]"].incoming[0].weight.value == twin["output[0]"].incoming[0].weight.value
    True
    """

    def __init__(self, network: Network, optimizer: Any, batch_size: Optional[int] = 1,
                 skip_zeros: bool = False) -> None:
        validation.optimizer(optimizer)
        network.refresh()
        self.network = network
        self.optimizer = optimizer
        self.batch_size = batch_size
        self._runs = network
        if network.needs_batch:
            if not isinstance(batch_size, int):
                raise NotSymbolic("a network with BatchNorm is unrolled for one size of batches")
            self._runs = network.photocopied(batch_size)
        with no_search_for_garbage():           # which would take a third of the time
            self._unroll(skip_zeros)
        self._is_loaded: Optional[bool] = None      # None: not since the objects have changed
        self._is_ahead = False
        self._held: Optional[HeldSignals] = None

    def _unroll(self, skip_zeros: bool) -> None:
        network, optimizer = self.network, self.optimizer
        recorder = recorded(self._runs, optimizer, self.batch_size != 1 and not network.needs_batch, network)
        if recorder.update_stays and recorder.count is None:
            recorder = recorded(self._runs, optimizer, True, network)
        if recorder.table.count > MOST_SYMBOLS:
            raise NotSymbolic(f"a step of more than {MOST_SYMBOLS:,} operations")
        self.update_stays = recorder.update_stays
        self._is_batched = recorder.count is not None
        self._codes = list(recorder.calls.codes.values())
        self._signature = self._present_signature()
        self._program = Program(recorder, skip_zeros)
        self._masks: List[Neuron] = recorder.sources[len(self._runs.inputs):]

    @property
    def text(self) -> str:
        """The program: a generator function."""
        return self._program.text

    @property
    def is_current(self) -> bool:
        """Whether nothing was changed by hand since it was unrolled that it takes for granted."""
        return self._present_signature().equals(self._signature)

    def _present_signature(self) -> Signature:
        return Signature(self.network, self._runs.finishing,
                         None if self.update_stays else self.optimizer, self._codes)

    # ---- learning --------------------------------------------------------------------------------

    def learn(self, inputs: Sequence[Any], targets: Sequence[Any]) -> float:
        """Forward, backward, update, for one sample; the loss before it. Raises what network.learn does."""
        return self.learn_batch([(inputs, targets)])

    def learn_batch(self, samples: Sequence[Sample]) -> float:
        """The same for several samples, and one update after all: the mean loss before it."""
        floats = [(validation.numbers(inputs, self.network.shape, "input"),
                   self.network.check_targets(targets)) for inputs, targets in validation.samples(samples)]
        with self._held.holding() if self._held else holding_signals():     # to the end of the step
            return self.take(floats) if all(map(is_small, floats)) else self.take_by_objects(floats)

    def take(self, samples: Sequence[Floats]) -> float:
        """A step from samples that are lists of floats, and small; otherwise as learn_batch."""
        if self._is_loaded is None:
            self._is_loaded = self._program.load()
        generator = self._runs.random.getstate() if self._runs.preparations else None
        answer = self._answer(samples) if self._is_loaded else None
        if answer is None:
            if generator is not None:
                self._runs.random.setstate(generator)
            return self.take_by_objects(samples)
        self._is_ahead = True
        if self.update_stays:
            return self._update(samples, generator, *answer)
        loss: float = answer if self._is_batched or self.network.needs_batch else 0.0 + answer
        return loss / len(samples)

    def take_by_objects(self, samples: Sequence[Floats]) -> float:
        """The same, by the objects: they hold all numbers of this step afterwards."""
        self.begin_anew()
        return self.network.learn_batch(samples, self.optimizer)

    def _answer(self, samples: Sequence[Floats]) -> Any:
        """The sum of the losses, or None where the objects must look, and raise the error if there is one."""
        if self.network.needs_batch:
            if len(samples) != self.batch_size:
                return None
            samples = [([number for inputs, _ in samples for number in inputs],
                        [number for _, targets in samples for number in targets])]
        if self._masks or self._runs.preparations:
            try:
                samples = [(self._prepared(inputs), targets) for inputs, targets in samples]
            except Exception:               # a mask of another length, say
                return None
        if self._is_batched:
            return self._program.send((samples, len(samples)))
        if len(samples) != 1:
            raise BadInput(f"this was unrolled for single samples, not for {len(samples)} at once: "
                           "unroll it with batch_size=None.")
        return self._program.send(samples[0])

    def _prepared(self, inputs: List[float]) -> List[float]:
        """The inputs, and the masks that are drawn for this sample."""
        for prepare in self._runs.preparations:
            prepare(True)
        return inputs + [mask.value for mask in self._masks]

    def _update(self, samples: Sequence[Floats], generator: Any, loss: float, *sensitivities: float) -> float:
        """The update by the optimizer's own method, from the sensitivities.

        If it fails, the objects run the passes again, so that they hold the numbers of this step; the
        update, which may count or draw, is not called again.
        """
        network = self.network
        before = Snapshot(network.weights + network.fixed_weights)
        self.begin_anew()
        try:
            for weight, sensitivity in zip(network.weights, sensitivities):
                weight.sensitivity = sensitivity
            network.update(self.optimizer, len(samples))
        except BaseException:
            after = network.random.getstate()
            before.restore()
            if generator is not None:
                network.random.setstate(generator)
            for weight in network.weights:
                weight.sensitivity = 0.0
            network.accumulate(samples)
            before.restore()
            network.random.setstate(after)
            raise
        return loss / len(samples)

    # ---- the objects -----------------------------------------------------------------------------

    def write_back(self) -> None:
        """Let the objects have the weights and the optimizer's memory as they are after the last step."""
        if self._is_ahead:
            self._program.write_back()
            self._is_ahead = False
            self.network.last_phase = "update"

    def begin_anew(self) -> None:
        """The same, and begin the next step with what the objects have then: they may change."""
        self.write_back()
        self._is_loaded = None

    def __enter__(self) -> Unrolled:
        """In this block, Ctrl-C waits for the end of a step only."""
        self._held = HeldSignals()
        self._held.is_holding = False
        self._held.hold()
        return self

    def __exit__(self, *_: object) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.is_holding = True
            try:
                self.write_back()
            finally:
                held.release()


def recorded(network: Network, optimizer: Any, batched: bool = False, original: Optional[Network] = None,
             kind: Type[Recorder] = Recorder, for_functions: Iterable[str] = ()) -> Recorder:
    """A Recorder that has recorded: once more where a weight turns out to be one that may become −0."""
    recorder = kind(network, optimizer, batched, original=original, for_functions=for_functions)
    recorder.record()
    minus_zeros = [stored.thing for stored in (*recorder.weights, *recorder.others)
                   if isinstance(stored.thing, Weight) and not stored.new.never_negative_zero]
    if minus_zeros:
        recorder = kind(network, optimizer, batched, minus_zeros=minus_zeros, original=original,
                        for_functions=for_functions)
        recorder.record()
    return recorder

"""Many samples through an unrolled forward pass."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Tuple

from ..likelihoods import added
from ..network.network import Network
from ..neuron import Neuron
from ..support import arrays, validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from .conditions import PAYS_FORWARD, check_choice, reason_against
from .program import Program
from .recorder import Recorder
from .signature import Signature
from .symbolic.plain_code import PlainCode
from .symbolic.symbols import NotSymbolic

Floats = Tuple[List[float], List[float]]        # inputs and targets, as validation returns them


def predict_all(network: Network, samples: Any, unrolled: Any = "auto") -> List[List[float]]:
    """The outputs for the inputs of each sample, as network.predict gives them, bit for bit.

    ``samples``: what predict takes, in a list or from a generator. ``unrolled``: many samples go through
    an unrolled forward pass, unless this is False. Afterwards the objects hold the numbers of the last
    sample. Raises BadInput naming the sample, and what network.predict raises.
    """
    if not (arrays.is_list(samples) or hasattr(samples, "__next__")):
        raise BadInput("samples must be a list, with the inputs of a sample in each entry, "
                       f"not {quoted(samples)}.")
    inputs: List[Floats] = [(_numbers(network, sample, number), [])
                            for number, sample in enumerate(arrays.entries(samples))]
    return ForwardPass(network, inputs, unrolled, has_loss=False).run()


def evaluate_all(network: Network, samples: Any, unrolled: Any = "auto") -> float:
    """The mean loss over samples, pairs (inputs, targets), each as network.evaluate gives it."""
    pairs = [(_numbers(network, inputs, number), network.check_targets(targets))
             for number, (inputs, targets) in enumerate(validation.samples(samples))]
    return added(loss for loss, *_ in ForwardPass(network, pairs, unrolled).run()) / len(pairs)


def _numbers(network: Network, inputs: Any, number: int) -> List[float]:
    try:
        return validation.numbers(inputs, network.shape, "input")
    except BadInput as error:
        raise BadInput(f"samples[{number}]: {error}") from None


class ForwardPass:
    """The forward pass of a network for always the same samples, as after training; run as often as needed.

    It is unrolled where that pays, and again when something was changed by hand. ``times``: how often it
    is going to be run. ``has_loss``: whether the samples have targets. ``neurons``: those whose values
    are the answers, by default the outputs.
    """

    def __init__(self, network: Network, samples: Sequence[Floats], unrolled: Any = "auto",
                 has_loss: bool = True, times: int = 1, neurons: Sequence[Neuron] = ()) -> None:
        self._network = network
        self._neurons = list(neurons) or network.outputs
        self._samples = samples
        self._has_loss = has_loss
        self._by_objects = bool(reason_against(network, samples, check_choice(unrolled),
                                               len(samples) * times, pays_after=PAYS_FORWARD))
        self._program: Optional[Program] = None

    def run(self) -> List[List[float]]:
        """For each sample, the values of the neurons, with the loss before them if it ``has_loss``.

        The last one's come from the objects, and so do any that aren't finite: they raise the error.
        """
        program, masks = self._loaded()
        answers: List[List[float]] = []
        for number, (inputs, targets) in enumerate(self._samples, start=1):
            answer = None
            if program and number < len(self._samples):
                answer = program.send((inputs + masks, targets))
            answers.append(self._answer(inputs, targets) if answer is None else answer)
        return answers

    def _answer(self, inputs: List[float], targets: List[float]) -> List[float]:
        """The same for one sample, by the objects."""
        network = self._network
        losses = [network.evaluate(inputs, targets)] if self._has_loss else []
        if not self._has_loss:
            network.predict(inputs)
        return losses + [neuron.value for neuron in self._neurons]

    def _loaded(self) -> Tuple[Optional[Program], List[float]]:
        """The program with the weights as they are now, if there is one, and the masks of all samples."""
        network = self._network
        network.refresh()
        if not self._by_objects and (self._program is None or not self._signature.equals(self._present())):
            self._unroll()
        if self._program is None or not self._program.load():
            return None, []
        for prepare in network.preparations:
            prepare(False)
        return self._program, [mask.value for mask in self._masks]

    def _present(self) -> Signature:
        return Signature(self._network, (), None, self._codes)

    def _unroll(self) -> None:
        self._program = None
        try:
            recorder = _ForwardRecorder(self._network, self._has_loss, self._neurons)
            recorder.record()
            self._codes: List[PlainCode] = list(recorder.calls.codes.values())
            self._signature = self._present()
            self._masks = recorder.sources[len(self._network.inputs):]
            self._program = Program(recorder)
        except NotSymbolic:
            self._by_objects = True


class _ForwardRecorder(Recorder):
    """Records the forward pass, of which the answers are the values of some neurons."""

    def __init__(self, network: Network, has_loss: bool, neurons: Sequence[Neuron]) -> None:
        super().__init__(network, has_loss=has_loss)
        self._neurons = neurons

    def _collect_checked(self) -> None:
        super()._collect_checked()
        self.outputs = [self.table.symbol(neuron.value) for neuron in self._neurons]

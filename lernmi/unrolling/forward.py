"""Many samples through an unrolled forward pass."""

from __future__ import annotations

from typing import Any, Callable, List, Optional, Sequence, Tuple

from ..network.network import Network
from ..support import arrays, validation
from ..support.errors import BadInput
from ..support.formatting import quoted
from .conditions import PAYS_FORWARD, check_choice, reason_against
from .program import Program
from .recorder import Recorder
from .symbolic.symbols import NotSymbolic

Floats = Tuple[List[float], List[float]]        # inputs and targets, as validation returns them


def predict_all(network: Network, samples: Any, unrolled: Any = "auto") -> List[List[float]]:
    """The outputs for the inputs of each sample, as network.predict gives them, bit for bit.

    ``samples``: a list of what predict takes. ``unrolled``: many samples go through an unrolled
    forward pass, unless this is False. Afterwards the objects hold the numbers of the last sample.
    Raises BadInput naming the sample, and what network.predict raises.
    """
    if not arrays.is_list(samples):
        raise BadInput("samples must be a list, with the inputs of a sample in each entry, "
                       f"not {quoted(samples)}.")
    inputs: List[Floats] = [(_numbers(network, sample, number), [])
                            for number, sample in enumerate(arrays.entries(samples))]
    return _answers(network, inputs, unrolled, lambda sample: network.predict(sample[0]), has_loss=False)


def evaluate_all(network: Network, samples: Any, unrolled: Any = "auto") -> float:
    """The mean loss over samples, pairs (inputs, targets), each as network.evaluate gives it."""
    pairs = [(_numbers(network, inputs, number), network.check_targets(targets))
             for number, (inputs, targets) in enumerate(validation.samples(samples))]
    total = 0.0
    for loss in _answers(network, pairs, unrolled, lambda sample: network.evaluate(*sample), has_loss=True):
        total += loss
    return total / len(pairs)


def _numbers(network: Network, inputs: Any, number: int) -> List[float]:
    try:
        return validation.numbers(inputs, network.shape, "input")
    except BadInput as error:
        raise BadInput(f"samples[{number}]: {error}") from None


def _answers(network: Network, samples: Sequence[Floats], unrolled: Any,
             by_objects: Callable[[Floats], Any], has_loss: bool) -> List[Any]:
    """The outputs or the loss for each sample; the last one's, and any that isn't finite, by the objects."""
    send = _unrolled(network, samples, unrolled, has_loss)
    answers: List[Any] = []
    for number, sample in enumerate(samples, start=1):
        answer = send(sample) if send and number < len(samples) else None
        answers.append(by_objects(sample) if answer is None else answer)
    return answers


def _unrolled(network: Network, samples: Sequence[Floats], unrolled: Any,
              has_loss: bool) -> Optional[Callable[[Floats], Any]]:
    """The unrolled forward pass, or None where the objects run it."""
    network.refresh()
    if reason_against(network, samples, check_choice(unrolled), len(samples), pays_after=PAYS_FORWARD):
        return None
    try:
        recorder = Recorder(network, has_loss=has_loss)
        recorder.record()
        program = Program(recorder)
    except NotSymbolic:
        return None
    for prepare in network.preparations:
        prepare(False)
    masks = [mask.value for mask in recorder.sources[len(network.inputs):]]
    if not program.load():
        return None
    return lambda sample: program.send((sample[0] + masks, sample[1]))

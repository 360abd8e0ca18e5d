"""The samples of fit: checked, read once, and a part of them set aside for validation."""

from __future__ import annotations

import struct
import zlib
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ...network.network import Network
from ...support import arrays, validation
from ...support.errors import BadInput
from ...unrolling.conditions import Floats


def checked_samples(network: Network, samples: Any, name: str = "samples") -> List[Floats]:
    """The samples as pairs of lists of floats, or BadInput naming the first that doesn't fit the network."""
    pairs: List[Floats] = []
    for inputs, targets in validation.samples(samples, name):
        try:
            pairs.append((validation.numbers(inputs, network.shape, "input"), network.check_targets(targets)))
        except BadInput as error:
            raise BadInput(f"{name}[{len(pairs)}]: {error}") from None
    return pairs


def samples_if_any(network: Network, samples: Any) -> List[Floats]:
    """The same; [] for an empty list."""
    return [] if arrays.is_list(samples) and not len(samples) else checked_samples(network, samples)


def parts(network: Network, samples: Any, held_out: Any) -> Tuple[List[Floats], List[Floats], List[Floats]]:
    """All samples, those of them to learn from, and those of the validation part.

    ``held_out``: those samples, or the share of all samples that is drawn for them by network.random,
    above 0 and below 1; None for none.
    """
    pairs = checked_samples(network, samples)
    if held_out is None:
        return pairs, pairs, []
    if arrays.is_list(held_out) or hasattr(held_out, "__next__"):
        return pairs, pairs, checked_samples(network, held_out, "validation")
    share = validation.number(held_out, "the validation part, as a share,", above=0.0, below=1.0)
    count = max(1, round(share * len(pairs)))
    if count >= len(pairs):
        raise BadInput(f"a validation part of {share:g} leaves nothing to learn from: there "
                       f"{'is 1 sample' if len(pairs) == 1 else f'are {len(pairs)} samples'}.")
    chosen = set(network.random.sample(range(len(pairs)), count))
    return (pairs, [pair for index, pair in enumerate(pairs) if index not in chosen],
            [pairs[index] for index in sorted(chosen)])


def counts_of(pairs: Sequence[Floats], held_out: Sequence[Floats]) -> Dict[str, int]:
    """How many samples there are to learn from and to validate on, and a checksum of all their numbers."""
    checksum = 0
    for inputs, targets in (*pairs, *held_out):
        numbers = inputs + targets
        checksum = zlib.crc32(struct.pack(f"<{len(numbers)}d", *numbers), checksum)
    return {"samples": len(pairs), "validation": len(held_out), "checksum of the samples": checksum}


def check_batches(network: Network, samples: int, size: int) -> None:
    """BadInput where a batch, perhaps the last one, is too small for a layer that needs several samples."""
    too_small = _too_small_batch(network, samples, size)
    if too_small:
        better = next((other for other in range(size, samples + 1)
                       if not _too_small_batch(network, samples, other)), None)
        advice = f"try batches of {better}" if better else "it needs more samples"
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

"""Whether a hand-made recording's numbers are rounded, though its header doesn't say so."""

from __future__ import annotations

from typing import Optional

from .reader import Recording
from .verifier import Verification

MOST_ROUNDED = 6                    # digits of a trace that was made by hand


def seems_rounded(recording: Recording) -> Optional[int]:
    """To how many digits a recording with mistakes seems to be rounded: 3 to 6, or None.

    None of its numbers has more digits, and with so many it would be right.
    """
    digits = 3
    for move in recording:
        for operation in move.operations:
            for operand in (*operation.operands, operation.result):
                while operand is not None and operand.value != float(f"{operand.value:.{digits}g}"):
                    digits += 1
                    if digits > MOST_ROUNDED:
                        return None
    return digits if Verification(recording, digits).passed else None

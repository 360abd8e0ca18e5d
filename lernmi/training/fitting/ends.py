"""How training ends before its last epoch: by Ctrl-C, or by a number that is no longer finite."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator, Sequence

from ...support.errors import NumericError
from ...support.formatting import count_of
from ...unrolling.conditions import Floats
from .history import History
from .learner import Learner

MOST_NAMED = 5          # samples of a batch


@contextmanager
def explaining_ends(learner: Learner, history: History, epochs: int,
                    samples: Sequence[Floats]) -> Iterator[None]:
    """In this block, Ctrl-C ends the block alone; a NumericError says when, and for which sample, it came.

    ``samples``: all, in the order in which the sentence counts them.
    """
    first = len(history.losses)
    try:
        yield
    except KeyboardInterrupt:
        history.keep_whole_epochs()
        done = len(history.losses)
        some = learner.learned if learner.begun > done - first else 0
        history.interrupted = True
        history.ended = (f"interrupted after {done} of {count_of(epochs, 'epoch')}"
                         + (f" and {count_of(some, 'sample')}" if some else ""))
    except NumericError as error:
        history.keep_whole_epochs()
        rate = getattr(learner.optimizer, "rate", None)
        advice = f" The learning rate is {rate:g}." if isinstance(rate, float) else ""
        when = f"epoch {len(history.losses) + 1}{_where(learner, samples)}"
        explained = NumericError(f"{when}: {error}{advice}", error.weight)
        explained.history = history
        raise explained from None


def _where(learner: Learner, samples: Sequence[Floats]) -> str:
    """The sample, or the batch, that was being learned from."""
    failed = set(map(id, learner.failed()))
    numbers = [str(number) for number, pair in enumerate(samples) if id(pair) in failed]
    if not numbers:
        return ", measured after it"
    if len(numbers) == 1:
        return f", sample {numbers[0]}"
    more = len(numbers) - MOST_NAMED
    return f", batch of samples {', '.join(numbers[:MOST_NAMED])}" + (f" and {more} more" if more > 0 else "")

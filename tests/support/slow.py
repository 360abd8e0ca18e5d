"""Cases that prove the same as a quicker one, or only more of it: ``python -m pytest -m slow`` runs them."""

from typing import Any, Iterable, List

import pytest

# The others, lstm and transformer, have some 4,000 moves each.
QUICK_EXAMPLES = ["mazur", "not", "and", "or", "xor", "softmax", "conv", "rnn", "batchnorm", "dropout",
                  "attention"]


def slow(*values: Any) -> Any:
    """One case, marked slow."""
    return pytest.param(*values, marks=pytest.mark.slow)


def slow_but(quick: Iterable[str], names: Iterable[str]) -> List[Any]:
    """All names as cases, slow but for the quick ones."""
    at_once, every = list(quick), list(names)
    assert set(at_once) <= set(every)
    return [name if name in at_once else slow(name) for name in every]


def slow_pairs(firsts: Iterable[Any], seconds: Iterable[Any], first: Any, second: Any) -> List[Any]:
    """All pairs as cases, slow but for those with ``first`` or ``second``: so each name runs at once."""
    return [(one, other) if one == first or other == second else slow(one, other)
            for one in firsts for other in seconds]

"""Built-in losses by their names, also those with an option: "gaussian_nll(variance=0.25)"."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from ..losses import LOSSES, Loss, gaussian_nll, label_smoothing
from ..support.errors import LernmiError, UnknownName

WITH_OPTION = re.compile(r"(\w+)\((variance|label_smoothing)=([-+.\w]+)\)")


def loss_named(name: str) -> Loss:
    """The built-in loss of that name; UnknownName for another one, BadInput for an option out of range.

    >>> loss_named("gaussian_nll(variance=0.25)").name
    'gaussian_nll(variance=0.25)'
    """
    form = WITH_OPTION.fullmatch(name)
    if not form:
        if name not in LOSSES:
            raise UnknownName("loss", name, LOSSES)
        return LOSSES[name]
    base, option, text = form.groups()
    try:
        number = float(text)
    except ValueError:
        raise UnknownName("loss", name, LOSSES) from None
    if option == "label_smoothing":
        return label_smoothing(number, base)
    if base != "gaussian_nll":
        raise UnknownName("loss with a variance", base, ["gaussian_nll"])
    return gaussian_nll(number)


def is_built_in(loss: Loss) -> bool:
    """Whether it is the loss that its name stands for; a user-defined one is not, whatever its name."""
    try:
        return bool(_comparable(loss_named(loss.name)) == _comparable(loss))
    except LernmiError:
        return False


def _comparable(value: Any) -> Any:
    """The same value; of a function with arguments the function and the arguments, to be compared."""
    if isinstance(value, partial):
        return value.func, _comparable(value.args), value.keywords
    return tuple(map(_comparable, value)) if isinstance(value, tuple) else value

"""User-defined functions: whether they take what they will be called with, before anything calls them."""

from __future__ import annotations

import functools
from typing import Any, Callable, Dict

from .errors import BadInput
from .formatting import quoted

PACKAGE = __name__.partition(".")[0]


def is_ours(thing: Any) -> bool:
    """Whether a class or a function is this package's: of a partial, all functions in it."""
    if isinstance(thing, functools.partial):
        return is_ours(thing.func) and all(map(is_ours, filter(callable, thing.args)))
    module = getattr(thing, "__module__", None) or ""
    return str(module).partition(".")[0] == PACKAGE


def takes(function: Any, count: int) -> bool:
    """Whether it can be called with so many arguments; also where Python can't say.

    >>> takes(abs, 1), takes(lambda total: total, 2), takes(3, 1)
    (True, False, False)
    """
    import inspect  # late: importing it takes longer than most of this package does

    if not callable(function):
        return False
    try:
        signature = inspect.signature(function)
    except Exception:           # some functions written in C; an object whose own code fails
        return True
    try:
        signature.bind(*range(count))
    except TypeError:
        return False
    return True


def described(function: Any) -> str:
    """A function by its name and arguments; anything else as it is quoted."""
    import inspect

    if not callable(function):
        return quoted(function)
    try:
        arguments = ", ".join(map(str, inspect.signature(function).parameters))
        return quoted(f"{function.__name__}({arguments})")[1:-1]
    except Exception:
        return quoted(function)


class Extensible:
    """For an abstract class: a user-defined subclass that lacks a method is refused in a sentence."""

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        """Raises BadInput naming each abstract method that is missing, and what it takes."""
        missing = sorted(getattr(cls, "__abstractmethods__", ()))
        if missing:
            forms = " and ".join(map(described, (getattr(cls, name) for name in missing)))
            raise BadInput(f"{cls.__name__} must define {forms}: `lernmi help extending` shows how.")
        return super().__new__(cls)


def check_form(kind: Any, example: str, **arguments: int) -> None:
    """From here on, a NamedTuple of a name and functions refuses anything else: BadInput with the right form.

    ``arguments``: for each field that is a function, how many arguments it takes. (A NamedTuple can't
    have a constructor of its own, so its __new__ is replaced: after the built-in ones are made.)
    """
    make: Callable[..., Any] = kind.__new__
    word = kind.__name__
    form = f"A{'n' * (word[0] in 'AEIOU')} {word} is written like {example}"

    @functools.wraps(make)
    def checked(cls: Any, *values: Any, **named: Any) -> Any:
        try:
            made = make(cls, *values, **named)
        except TypeError as error:
            raise BadInput(f"{form}: {str(error).rpartition('()')[2].strip()}.") from None
        problem = _problem(made, word, arguments)
        if problem:
            raise BadInput(f"{problem}. {form}.")
        return made

    kind.__new__ = checked


def _problem(made: Any, word: str, arguments: Dict[str, int]) -> str:
    """What is wrong with it; nothing if it is right."""
    if not isinstance(made.name, str):
        return f"the name of the {word} must be text, not {described(made.name)}"
    for field, count in arguments.items():
        function = getattr(made, field)
        if not takes(function, count):
            return (f"the {field} of the {word} {quoted(made.name)[1:-1]} must be a function of {count} "
                    f"argument{'s' * (count != 1)}, not {described(function)}")
    return ""

"""An optimizer's options: checked whenever they are set, and different ones for groups of weights."""

from __future__ import annotations

import copy
import warnings
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from typing import (
    Any,
    Callable,
    ClassVar,
    Dict,
    Iterable,
    Iterator,
    List,
    NamedTuple,
    Optional,
    Sequence,
    Set,
    Tuple,
    Union,
)

from ..support import validation
from ..support.errors import BadInput, UnknownName
from ..support.formatting import quoted
from ..weight import Weight

Check = Callable[[Any], Any]                        # a value → that value as a float, or BadInput
Chosen = Union[str, Callable[[Weight], bool]]       # a pattern of names, or a function
Replaced = Tuple[Tuple[str, str], ...]              # pairs (option, attribute that replaces it)
OF = "_of_"                                         # in rate_of_biases, the rate of the group biases
OF_ALL = ("limit", "clip")                          # options that no group has


def number_option(what: str, **limits: float) -> Check:
    """The check of an option that is a number within these limits (see validation.number)."""
    return partial(validation.number, what=what, **limits)


def number_or_none(what: str, **limits: float) -> Check:
    """The same, for an option that may be left out."""
    return partial(_checked_or_none, what, limits)


def _checked_or_none(what: str, limits: Dict[str, float], value: Any) -> Optional[float]:
    return None if value is None else validation.number(value, what, **limits)


class Group(NamedTuple):
    """Weights for which some options differ."""

    name: str
    chosen: Chosen
    options: Tuple[str, ...]        # the names of those options

    def has(self, weight: Weight) -> bool:
        """Whether the weight is in the group."""
        if callable(self.chosen):
            return bool(self.chosen(weight))
        return fnmatchcase(weight.name, self.chosen.replace("[", "[[]"))     # names have brackets

    def __deepcopy__(self, memo: Dict[int, Any]) -> Group:
        return Group(self.name, copy.deepcopy(self.chosen, memo), self.options)

    def __reduce__(self) -> Tuple[Any, ...]:
        """For pickles, which hold functions by their names only: BadInput for one that they can't find."""
        if "<" in getattr(self.chosen, "__qualname__", ""):         # <lambda>, or within <locals>
            raise BadInput(f"the optimizer can't be pickled: its group {self.name} chooses weights by "
                           'a nested function; use one of a module, or a pattern of names, such as "*bias*".')
        return Group, tuple(self)


class OptimizerOptions:
    """The options of an optimizer, and of groups of weights.

    An option that is set is checked by its entry in ``option_checks``, at once and always; so is
    that of a group, an attribute such as ``rate_of_biases``.
    """

    option_checks: ClassVar[Dict[str, Check]] = {}
    groups: Tuple[Group, ...] = ()
    _replaced: Dict[Weight, Replaced]       # of each weight that was updated since the last add_group

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, self._checked(name, value))

    def _checked(self, name: str, value: Any) -> Any:
        check = self.option_checks.get(name.partition(OF)[0])
        return value if check is None else check(value)

    def add_group(self, name: str, chosen: Chosen, **options: float) -> None:
        """Give some weights other options: another rate, no decay …

        ``chosen``: their names, with * for any letters ("*bias*"), or a function from a Weight to
        whether it is in the group, which is called once for each weight. Where a weight is in
        several groups, the last one's option counts. Each option becomes an attribute of the
        optimizer: ``l2_of_biases`` for the group biases. A rate of 0 freezes the weights (so does
        weight.trainable = False). A schedule multiplies the rates of all groups.

        Raises BadInput for a name that isn't a new identifier and for a value out of range,
        UnknownName for an option that the optimizer doesn't have.

        >>> from lernmi import AdamW
        >>> optimizer = AdamW(0.01)
        >>> optimizer.add_group("biases", "*bias*", weight_decay=0.0)
        >>> optimizer.weight_decay, optimizer.weight_decay_of_biases
        (0.01, 0.0)
        """
        self._check_group(name, chosen, options)
        checked = {option: self._checked(option, validation.number(value, f"the {option} of {name}"))
                   for option, value in options.items()}
        for option, value in checked.items():
            setattr(self, f"{option}{OF}{name}", value)
        self.groups = (*self.groups, Group(name, chosen, tuple(options)))
        self._replaced = {}

    def _check_group(self, name: Any, chosen: Any, options: Iterable[str]) -> None:
        if not isinstance(name, str) or not name.isidentifier():
            raise BadInput(f"the name of a group of weights must be one word, such as biases, "
                           f"not {quoted(name)}.")
        if name in [group.name for group in self.groups]:
            raise BadInput(f"two groups of weights are called {name}: give one of them another name.")
        if not isinstance(chosen, str) and not callable(chosen):
            raise BadInput('the weights of a group must be a pattern of names, such as "*bias*", or a '
                           f"function from a weight to True or False, not {quoted(chosen)}.")
        known = [option for option, value in vars(self).items()
                 if isinstance(value, float) and option not in OF_ALL and OF not in option]
        for option in options:
            if option in OF_ALL:
                raise BadInput(f"{option} is for all weights together: it is an option of the optimizer.")
            if option not in known:
                raise UnknownName(f"option of {type(self).__name__}", option, known)

    @contextmanager
    def replacing(self, replaced: Replaced) -> Iterator[None]:
        """In this block, the options are those of a group."""
        usual = {name: getattr(self, name) for name, _ in replaced}
        try:
            vars(self).update({name: getattr(self, other) for name, other in replaced})
            yield
        finally:
            vars(self).update(usual)

    def indices_by_group(self, weights: Sequence[Weight]) -> Dict[Replaced, List[int]]:
        """The indices of the weights that have the same options, by what replaces the usual ones."""
        if any(weight not in self._replaced for weight in weights):
            self._find_groups(weights)
        indices: Dict[Replaced, List[int]] = {}
        for index, weight in enumerate(weights):
            indices.setdefault(self._replaced[weight], []).append(index)
        return indices

    def _find_groups(self, weights: Sequence[Weight]) -> None:
        """The groups of new weights; a warning for a group without any."""
        filled: Set[str] = set()
        for weight in weights:
            groups = [group for group in self.groups if group.has(weight)]
            filled.update(group.name for group in groups)
            self._replaced[weight] = tuple({option: f"{option}{OF}{group.name}"
                                            for group in groups for option in group.options}.items())
        for group in self.groups:
            if group.name not in filled:
                warnings.warn(f"no weight is in the group {group.name}: names are such as {weights[0].name}.",
                              stacklevel=7)


def rates_of(optimizer: Any) -> Dict[str, float]:
    """The learning rates of an optimizer by the names of the attributes: its own, and those of groups."""
    attributes = getattr(optimizer, "__dict__", {})
    return {"rate": optimizer.rate,
            **{name: value for name, value in attributes.items() if name.startswith(f"rate{OF}")}}

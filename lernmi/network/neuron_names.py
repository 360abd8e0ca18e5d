"""What the name of a neuron says: what it is within its layer, its index, its time step and its sample."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterable, List, NamedTuple, Tuple

Index = Tuple[int, ...]
NAME = re.compile(r"(?P<base>.*?)(?:\[(?P<index>\d{1,9}(?:,\d{1,9})*)\])?"
                  r"(?P<copy>(?:@t\d{1,9}|#sample\d{1,9})*)", re.DOTALL)
COPY = re.compile(r"(?:@t(\d+))|(?:#sample(\d+))")


class ParsedName(NamedTuple):
    """``what``: "" for a layer's outputs, "forget" for memory.forget[0]@t2; ``copy``: "@t2"."""

    what: str
    indices: Index
    copy: str = ""

    @property
    def label(self) -> str:
        """The name within its layer: "forget[0]"."""
        return self.what + (f"[{','.join(map(str, self.indices))}]" if self.indices else "")


def parsed_name(name: str, group: str) -> ParsedName:
    """What a neuron's name says, within the layer ``group``.

    >>> parsed_name("memory.forget[0]@t2", "memory")
    ParsedName(what='forget', indices=(0,), copy='@t2')
    >>> parsed_name("conv[1,0,2]", "conv"), parsed_name("carry", "added")
    (ParsedName(what='', indices=(1, 0, 2), copy=''), ParsedName(what='carry', indices=(), copy=''))
    """
    match = NAME.fullmatch(name)
    assert match is not None        # it matches any text
    base, index = match["base"], match["index"]
    what = "" if base == group else base[len(group) + 1:] if base.startswith(f"{group}.") else base
    return ParsedName(what, tuple(map(int, index.split(","))) if index else (), match["copy"])


@cache
def copy_numbers(copy: str) -> Tuple[int, int]:
    """The numbers of a copy's sample and of its time step; 0 for none.

    >>> copy_numbers("@t1#sample2"), copy_numbers("@t10"), copy_numbers("")
    ((2, 1), (0, 10), (0, 0))
    """
    time_step, sample = (max([0, *(int(number) for number in numbers if number)])
                    for numbers in zip(*COPY.findall(copy), ("", "")))
    return sample, time_step


def in_order(copies: Iterable[str]) -> List[str]:
    """Copies by their samples, then by their time steps; what a sample has after all time steps comes last.

    >>> in_order(["@t10", "@t2", "", "@t1#sample2", "#sample1", "@t1#sample1"])
    ['', '@t2', '@t10', '@t1#sample1', '#sample1', '@t1#sample2']
    """
    def key(copy: str) -> Tuple[int, bool, int]:
        sample, time_step = copy_numbers(copy)
        return sample, sample > 0 and not time_step, time_step
    return sorted(copies, key=key)


def copy_title(copy: str) -> str:
    """A heading for a copy.

    >>> copy_title("@t2"), copy_title("@t1#sample3"), copy_title("")
    ('t = 2', 't = 1, sample 3', 'all')
    """
    sample, time_step = copy_numbers(copy)
    numbers = [f"t = {time_step}"] * (time_step > 0) + [f"sample {sample}"] * (sample > 0)
    return ", ".join(numbers) or "all"

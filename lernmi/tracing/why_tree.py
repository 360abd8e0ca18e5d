"""The tree of a why: the sensitivities behind one, as branches from the loss down, without terms of 0."""

from __future__ import annotations

import itertools
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ..link import Link
from .traced_number import TracedNumber
from .why import Contribution, Path, Why

LEAST_FOLDED = 3        # neurons of one layer that pass a sensitivity on unchanged


class Branch:
    """One line of the tree, and those that follow from it.

    ``name`` says what the line is about ("sensitivity of hidden[0] =", or "to hidden[0]:" for one term
    of a sum), ``number`` how that was computed; the root has neither. ``terms``: those of a sum.
    ``thing`` is the neuron or link to which the number is passed on unchanged, if it is.
    """

    def __init__(self, name: str = "", number: Optional[TracedNumber] = None,
                 terms: Sequence[TracedNumber] = (), thing: Any = None) -> None:
        self.name = name
        self.number = number
        self.terms = terms
        self.thing = thing
        self.children: List[Branch] = []

    def chain(self) -> List[Branch]:
        """The branches that follow one from another without a fork, from this one on."""
        chain = [self]
        while len(chain[-1].children) == 1:
            chain.append(chain[-1].children[0])
        return chain


class WhyTree:
    """The tree of a why; ``size``: of how many sensitivities. If all paths are 0, all of them are in it."""

    def __init__(self, why: Why) -> None:
        all_zero = why.number_of_zero_paths == why.number_of_paths
        causes = why.causes if all_zero else why.causes_without_zeros()
        self.size = len(causes)
        self.root = Branch()
        branches: Dict[int, Branch] = {}

        def parent(term: Contribution) -> Branch:
            return self.root if term.origin is None else branches[id(term.origin)]

        for cause in causes:
            name, terms = cause.number.words(), cause.terms
            if len(terms) == 1:
                thing = cause.thing if why.passes_on(cause.thing, terms[0].factor) else None
                branch = Branch(f"{name} =", terms[0].number, thing=thing)
                parent(terms[0]).children.append(branch)
            else:
                for term in terms:
                    parent(term).children.append(Branch(f"to {cause.thing.name}:", term.number))
                branch = Branch(f"{name} =", cause.number, [term.number for term in terms])
                self.root.children.append(branch)
            branches[id(cause.number)] = branch


class Fold(NamedTuple):
    """Steps of a chain or a path; folded where they only pass a sensitivity on through many neurons."""

    steps: List[Any]
    neurons: int            # how many of them are folded; 0 where they are not


def folded(steps: Sequence[Tuple[Any, Any]]) -> Iterator[Fold]:
    """The steps in their order, joined where many neurons pass a sensitivity on.

    Each step is a pair: what is passed on to, or None where more is done than that; and anything.
    """
    for passes, group in itertools.groupby(steps, key=lambda step: step[0] is not None):
        some = list(group)
        neurons = sum(passes and not isinstance(thing, Link) for thing, _ in some)
        yield Fold([step for _, step in some], neurons if neurons >= LEAST_FOLDED else 0)


def folded_path(why: Why, path: Path) -> Iterator[Fold]:
    """The path's steps, each a pair: a thing, and the factor of its sensitivity."""
    return folded([(thing if why.passes_on(thing, factor) else None, (thing, factor))
                   for thing, factor in zip(path.things, path.factors)])

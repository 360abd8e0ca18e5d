"""An assignment: a data set, a network for it, and how it is learned."""

from __future__ import annotations

import zlib
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from ..datasets import Dataset, Encoding
from ..network.network import Network
from ..training import History, Optimizer, fit
from .recipe import Recipe, recipe_for, share_held_out

Samples = List[Tuple[List[float], List[float]]]


class Assignment(NamedTuple):
    """A network that is to learn a data set, by a recipe.

    ``learned`` are the rows that it learns from, ``held_out`` those that it doesn't; None where it learns
    from all. The encoding was learned from the rows of the first alone.
    """

    dataset: Dataset
    learned: Dataset
    held_out: Optional[Dataset]
    encoding: Encoding
    recipe: Recipe
    network: Network
    optimizer: Optimizer
    seed: int

    def samples(self) -> Samples:
        """What is learned, as inputs and targets."""
        return self.encoding.samples(self.learned)

    def validation(self) -> Optional[Samples]:
        """What is held out, as inputs and targets."""
        return self.encoding.samples(self.held_out) if self.held_out else None

    def fit(self, **options: Any) -> History:
        """Let the network learn, for the recipe's epochs; options as those of fit.

        Afterwards network.trained says how it was trained.
        """
        recipe = self.recipe
        trained = {"data": self.dataset.name, "rows": len(self.dataset), "checksum": checksum(self.dataset),
                   "seed": self.seed, **recipe._asdict()}
        self.network.trained = trained          # for checkpoints as well
        history = fit(self.network, self.samples(), epochs=recipe.epochs, optimizer=self.optimizer,
                      batch_size=recipe.batch_size, schedule=recipe.make_schedule(),
                      validation=self.validation(), accuracy=True, **options)
        self.network.trained = {
            **trained, "epochs": len(history.losses),
            **{name: numbers[-1] for name, numbers in history.measured().items() if numbers}}
        return history


def assignment_for(dataset: Dataset, seed: int = 1, scaling: Optional[str] = None,
                   features: Sequence[str] = (), **chosen: Any) -> Assignment:
    """What is to be learned from a data set, chosen by what it is; ``chosen`` are fields of the Recipe.

    Raises BadInput, or UnknownName, for what can't be chosen or doesn't suit the data.

    >>> from lernmi import datasets
    >>> assignment = assignment_for(datasets.load("iris"), epochs=1)
    >>> assignment.fit().losses[0] < 1.0
    True
    """
    share = share_held_out(dataset, chosen.get("validation"))
    learned, held_out = dataset.split(share, seed) if share else (dataset, None)
    one_output = len(dataset.classes) == 2 and not _has_two_outputs(chosen)
    encoding = learned.encoding(scaling, features, one_output)
    recipe = recipe_for(dataset, encoding, **{**chosen, "validation": share})
    return Assignment(dataset, learned, held_out, encoding, recipe, recipe.network(encoding, seed),
                      recipe.make_optimizer(), seed)


def _has_two_outputs(chosen: Dict[str, Any]) -> bool:
    """Whether two classes are to have an output each: by the loss, or by the layers."""
    if chosen.get("loss"):
        return str(chosen["loss"]) in ("softmax_cross_entropy", "cross_entropy")
    text = str(chosen.get("layers") or "")
    return text.replace(" ", "-").split("-")[-1:] == ["2"] or text.endswith("softmax")


def checksum(dataset: Dataset) -> int:
    """A number that another data set, or the same in another order, hardly has."""
    value = 0
    for row in dataset.rows:
        value = zlib.crc32(repr(list(row)).encode(), value)
    return value

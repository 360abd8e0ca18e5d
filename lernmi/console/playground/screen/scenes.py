"""The scene of a network: what the playground shows at large, by the kind of its data."""

from __future__ import annotations

from typing import Union

from ....datasets import Encoding
from ....datasets.column_encodings import NumberColumn
from ..training import Training
from .answers_scene import AnswersScene
from .picture_scene import PictureScene
from .plane_scene import PlaneScene

Scene = Union[PlaneScene, PictureScene, AnswersScene]


def scene_for(training: Training) -> Scene:
    """What suits its data: the plane of two numbers, a picture, or the answers to all samples."""
    assignment = training.assignment
    if assignment.dataset.content.limits is not None and len(training.network.shape) in (2, 3):
        return PictureScene(training)
    return PlaneScene(training) if _is_plane(assignment.encoding) else AnswersScene(training)


def _is_plane(encoding: Encoding) -> bool:
    """Whether the rows are two numbers, and their target is one number or class."""
    numbers = all(isinstance(column, NumberColumn) for column in encoding.input_columns)
    return encoding.cells == 2 and numbers and len(encoding.target_columns) == 1

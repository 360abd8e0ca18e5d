"""Points in a plane: the data sets of the TensorFlow Playground, and two moons.

Source: D. Smilkov, S. Carter and others, TensorFlow Playground, src/dataset.ts, 2016: the same distributions,
noise and sizes, drawn by Python's generator. A noise of 0.5 is the 50 on its page.
"""

from __future__ import annotations

import math
import random
from typing import Callable, List, Tuple, Union

from ...support import validation
from ..dataset import Column, Content

Point = Tuple[float, float]
Row = List[Union[float, str]]
RADIUS = 5.0                # of the circle, the squares and the spirals
PLANE_RADIUS = 6.0          # of the two regression sets
GAP = 0.3                   # of exclusive_or: between the squares and the axes
TURNS = 1.75                # of a spiral
BUMPS = ((-4.0, 2.5, 1.0), (0.0, 2.5, -1.0), (4.0, 2.5, 1.0),          # x1, x2, sign
         (-4.0, -2.5, -1.0), (0.0, -2.5, 1.0), (4.0, -2.5, -1.0))
BUMP_RADIUS = 2.0
MOST_NOISE = 0.5
MOST_POINTS = 10 ** 6
BLUE, ORANGE = "blue", "orange"         # 1 and −1 in the Playground


def points(make: Callable[[int, float, random.Random], List[Row]], target: Column, count: int, noise: float,
           seed: int) -> Content:
    """The data set of that generator."""
    generator = random.Random(validation.seed(seed))
    size = validation.integer(count, "the count", 2, MOST_POINTS)
    strength = validation.number(noise, "the noise", at_least=0.0, at_most=MOST_NOISE)
    columns = [Column("x1", "to the right"), Column("x2", "upwards")]
    return Content(make(size, strength, generator), columns, [target], scaling="none")


def circle(count: int, noise: float, generator: random.Random) -> List[Row]:
    """Blue within half of the radius, orange in a ring from 0.7 of it: by the noisy distance."""
    rows: List[Row] = []
    for index in range(count):
        inside = index < count - count // 2
        distance = generator.uniform(0.0, 0.5 * RADIUS) if inside else generator.uniform(0.7 * RADIUS, RADIUS)
        angle = generator.uniform(0.0, 2.0 * math.pi)
        x1, x2 = distance * math.sin(angle), distance * math.cos(angle)
        seen = _moved((x1, x2), RADIUS, noise, generator)
        rows.append([x1, x2, BLUE if math.hypot(*seen) < 0.5 * RADIUS else ORANGE])
    return rows


def exclusive_or(count: int, noise: float, generator: random.Random) -> List[Row]:
    """Four squares: blue where both coordinates have the same sign, by the noisy point."""
    rows: List[Row] = []
    for _ in range(count):
        x1, x2 = (value + math.copysign(GAP, value)
                  for value in (generator.uniform(-RADIUS, RADIUS), generator.uniform(-RADIUS, RADIUS)))
        seen1, seen2 = _moved((x1, x2), RADIUS, noise, generator)
        rows.append([x1, x2, BLUE if seen1 * seen2 >= 0.0 else ORANGE])
    return rows


def gaussian(count: int, noise: float, generator: random.Random) -> List[Row]:
    """Two clouds around (2, 2) and (−2, −2), of variance 0.5, with the most noise 4."""
    deviation = math.sqrt(0.5 + noise / MOST_NOISE * 3.5)
    rows: List[Row] = []
    for index in range(count):
        center, label = (2.0, BLUE) if index < count - count // 2 else (-2.0, ORANGE)
        rows.append([generator.gauss(center, deviation), generator.gauss(center, deviation), label])
    return rows


def spiral(count: int, noise: float, generator: random.Random) -> List[Row]:
    """Two arms of 1¾ turns, half a turn apart; the noise moves each point by up to ± noise."""
    rows: List[Row] = []
    for start, size, label in ((0.0, count - count // 2, BLUE), (math.pi, count // 2, ORANGE)):
        for index in range(size):
            along = index / size
            angle = start + 2.0 * math.pi * TURNS * along
            rows.append([RADIUS * along * math.sin(angle) + noise * generator.uniform(-1.0, 1.0),
                         RADIUS * along * math.cos(angle) + noise * generator.uniform(-1.0, 1.0), label])
    return rows


def plane(count: int, noise: float, generator: random.Random) -> List[Row]:
    """(x1 + x2) ÷ 10, of the noisy point."""
    return _surface(count, noise, generator, lambda point: (point[0] + point[1]) / 10.0)


def gaussian_surface(count: int, noise: float, generator: random.Random) -> List[Row]:
    """Six bumps, up and down in turn: 1 or −1 at the middle of the nearest, 0 from a distance of 2 on."""
    return _surface(count, noise, generator, _nearest_bump)


def _nearest_bump(point: Point) -> float:
    heights = [sign * max(0.0, 1.0 - math.dist(point, (x1, x2)) / BUMP_RADIUS) for x1, x2, sign in BUMPS]
    return max(heights, key=abs) + 0.0


def _surface(count: int, noise: float, generator: random.Random, height: Callable[[Point], float]
             ) -> List[Row]:
    rows: List[Row] = []
    for _ in range(count):
        point = generator.uniform(-PLANE_RADIUS, PLANE_RADIUS), generator.uniform(-PLANE_RADIUS, PLANE_RADIUS)
        rows.append([*point, height(_moved(point, PLANE_RADIUS, noise, generator))])
    return rows


def _moved(point: Point, radius: float, noise: float, generator: random.Random) -> Point:
    """The point as its label sees it: moved by up to noise × radius in either direction."""
    return (point[0] + noise * generator.uniform(-radius, radius),
            point[1] + noise * generator.uniform(-radius, radius))


def moons(count: int, noise: float, generator: random.Random) -> List[Row]:
    """Two half circles, the lower one moved by (1, ½); the noise is the deviation of each coordinate."""
    rows: List[Row] = []
    for size, label in ((count - count // 2, "upper"), (count // 2, "lower")):
        for index in range(size):
            angle = math.pi * index / max(size - 1, 1)
            x1, x2 = math.cos(angle), math.sin(angle)
            if label == "lower":
                x1, x2 = 1.0 - x1, 0.5 - x2
            rows.append([generator.gauss(x1, noise), generator.gauss(x2, noise), label])
    return rows

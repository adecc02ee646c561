"""What the simulators of observation streams share.

A simulator is a generator function: given a seeded ``random.Random`` it yields observations (a list of floats in the layout
of tests/corpus/tasks.md) and receives the action that a policy answered. It is crude on purpose: it has to lead a policy
through its phases, not to be right. Where it uses the platform's math functions it settles its state on a grid, so that a
last bit of a libm does not change a stream; sensor noise then fills the low bits again, because sums of numbers on a grid
would be exact and hide differences in rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from random import Random

Episode = Generator[list[float], Sequence[float], None]
GRID = 2.0**20


@dataclass(frozen=True)
class Task:
    """``simulate`` makes an episode of at most ``horizon`` steps; it may end earlier."""

    simulate: Callable[[Random], Episode]
    horizon: int


def settle(x: float) -> float:
    """``x`` on the grid of 2**-20."""
    return round(x * GRID) / GRID


def settled(values: Iterable[float]) -> list[float]:
    return [settle(v) for v in values]


def near(rng: Random, scale: float) -> float:
    """Uniform in ``±scale``, with all 53 bits in use."""
    return scale * (2.0 * rng.random() - 1.0)


def noisy(rng: Random, values: Iterable[float], scale: float) -> list[float]:
    return [v + near(rng, scale) for v in values]


def chance(rng: Random, probability: float) -> bool:
    return rng.random() < probability


def clip(x: float, low: float, high: float) -> float:
    return low if x < low else high if x > high else x


def wrapped(angle: float) -> float:
    """``angle`` in rad brought into ±π."""
    return (angle + math.pi) % (2.0 * math.pi) - math.pi

"""What a random policy observes: short episodes of ordinary, whole, special, extreme and non-finite numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tests.fuzz.generator import OBSERVED

# kind of episode -> its steps; those of ``FINITE`` are shown to CPython as well
EPISODES = (("walk", 9), ("whole", 6), ("walk", 7), ("tame", 5), ("extreme", 4), ("rare", 6), ("many", 4))
FINITE = ("walk", "whole", "tame", "extreme")
STEPS = sum(steps for _, steps in EPISODES)
KINDS = tuple(kind for kind, steps in EPISODES for _ in range(steps))

_TAME = np.array([0.0, -0.0, 5e-324, -1e-310, 1.0, -1.0, 0.5, -0.5, 2.5, 1.5, 3.0, -2.0, 100.0, 1e-9])
# Python's integers have no bound, ours have 64 bits: nothing near 2**63 here.
_EXTREME = np.array([1e15, -1e15, 1e9, -3e7, 4503599627370496.5, 709.8, -745.2, 1e-300, 1e-160, -1e-9])
_NOT_FINITE = np.array([np.inf, -np.inf, np.nan, np.nan, 1e300, -1.7976931348623157e308, 9.3e18, -0.0, 0.0])


@dataclass(frozen=True)
class Stream:
    """``observations`` f64[STEPS, OBSERVED]; an episode begins where ``starts``, bool[STEPS]."""

    observations: NDArray[np.float64]
    starts: NDArray[np.bool_]


@lru_cache(maxsize=64)
def stream(seed: int) -> Stream:
    """The observations of the policy of ``seed``."""
    rng = np.random.default_rng([seed, 17])
    parts, starts = [], np.zeros(STEPS, dtype=bool)
    at = 0
    for kind, steps in EPISODES:
        starts[at] = True
        at += steps
        parts.append(_episode(kind, steps, rng))
    return Stream(np.concatenate(parts), starts)


def _episode(kind: str, steps: int, rng: np.random.Generator) -> NDArray[np.float64]:
    shape = (steps, OBSERVED)
    walk = np.cumsum(rng.normal(size=shape), axis=0) * 0.7 + rng.normal(size=OBSERVED)
    if kind == "whole":  # ties, thresholds, indices
        return np.round(walk * 2.0) * rng.choice([0.5, 1.0, 1.0])
    if kind == "tame":
        return rng.choice(_TAME, size=shape)
    if kind == "extreme":
        return np.where(rng.random(shape) < 0.4, rng.choice(_EXTREME, size=shape), walk)
    if kind == "rare":
        return np.where(rng.random(shape) < 0.12, rng.choice(_NOT_FINITE, size=shape), walk)
    if kind == "many":
        return rng.choice(_NOT_FINITE, size=shape)
    return walk

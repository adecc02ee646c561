"""What random episodes say about a task's observations: the only thing besides the signature that templates may use.

Everything here follows the observations when a component is rescaled or when components change places, so that
a policy structure instantiated from it does not depend on units or on order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIGITS = 6
"""Significant digits of the numbers that go into a policy's text."""


@dataclass(frozen=True)
class Circle:
    """Components ``cosine`` and ``sine`` with ``(cosine_gain·x)² + (sine_gain·y)² = 1`` in every observation."""

    cosine: int
    sine: int
    cosine_gain: float
    sine_gain: float


@dataclass(frozen=True)
class Statistics:
    """Per observation component: ``center`` and ``gain`` with ``(x - center)·gain`` of mean 0 and spread 1 (center
    exactly 0 where the component is symmetric), ``odd``: distributed symmetrically around 0, ``integer``: only ever
    an integer, and ``high``: the largest value seen. ``circles``: pairs that are cosine and sine of an angle."""

    center: tuple[float, ...]
    gain: tuple[float, ...]
    odd: tuple[bool, ...]
    integer: tuple[bool, ...]
    high: tuple[float, ...]
    circles: tuple[Circle, ...]
    episodes: int

    def to_json(self) -> dict[str, Any]:
        return {
            "center": list(self.center),
            "gain": list(self.gain),
            "odd": list(self.odd),
            "integer": list(self.integer),
            "high": list(self.high),
            "circles": [[c.cosine, c.sine, c.cosine_gain, c.sine_gain] for c in self.circles],
            "episodes": self.episodes,
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Statistics:
        return Statistics(
            tuple(map(float, data["center"])),
            tuple(map(float, data["gain"])),
            tuple(map(bool, data["odd"])),
            tuple(map(bool, data["integer"])),
            tuple(map(float, data["high"])),
            tuple(Circle(int(c), int(s), float(cg), float(sg)) for c, s, cg, sg in data["circles"]),
            int(data["episodes"]),
        )


def neutral(size: int) -> Statistics:
    """Statistics of nothing: no centre, gain 1, no structure known."""
    return Statistics((0.0,) * size, (1.0,) * size, (False,) * size, (False,) * size, (0.0,) * size, (), 0)


def measure(episodes: Sequence[NDArray[np.float64]]) -> Statistics:
    """Statistics of ``episodes``, each an array [steps, obs_size]. Steps with a non-finite component are left out."""
    size = episodes[0].shape[1]
    kept = [e[np.isfinite(e).all(axis=1)] for e in episodes]
    kept = [e for e in kept if len(e)]
    if not kept:
        return neutral(size)
    pooled = np.concatenate(kept)
    mean, spread = pooled.mean(axis=0), pooled.std(axis=0)
    largest = np.abs(pooled).max(axis=0)
    odd = _odd(kept, mean, spread)
    moving = spread > 1e-9 * largest
    # A component that never moved is scaled by its size, one that is always 0 is left alone.
    size_of = np.where(moving, np.where(odd, np.sqrt((pooled**2).mean(axis=0)), spread), np.where(largest > 0, largest, 1.0))
    center = np.where(odd | ~moving, 0.0, mean)
    return Statistics(
        tuple(_short(v) for v in center),
        tuple(_short(1.0 / v) for v in size_of),
        tuple(bool(v) for v in odd & moving),
        tuple(bool(v) for v in (pooled == np.floor(pooled)).all(axis=0)),
        tuple(float(v) for v in pooled.max(axis=0)),
        _circles(pooled, moving, odd),
        len(kept),
    )


def _odd(episodes: Sequence[NDArray[np.float64]], mean: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Components whose mean and median are 0 as far as so many episodes can tell."""
    per_episode = np.array([e.mean(axis=0) for e in episodes])
    error = per_episode.std(axis=0) / np.sqrt(len(episodes))
    median = np.median(np.concatenate(episodes), axis=0)
    close = np.abs(mean) <= np.clip(2.5 * error, 0.1 * spread, 0.25 * spread)
    result: NDArray[np.bool_] = close & (np.abs(median) <= 0.3 * spread)
    return result


def _circles(pooled: NDArray[np.float64], moving: NDArray[np.bool_], odd: NDArray[np.bool_]) -> tuple[Circle, ...]:
    """Pairs of components that stay on an ellipse around the origin; the odd one (or the later) is the sine."""
    candidates = [i for i in range(pooled.shape[1]) if moving[i]]
    sample = pooled[:: max(1, len(pooled) // 2000)]
    if len(candidates) > 40 or len(sample) < 20:
        return ()
    found, used = [], set()
    for i in candidates:
        for j in candidates:
            if j <= i or i in used or j in used:
                continue
            squares = sample[:, [i, j]] ** 2
            scale = squares.max(axis=0)
            solution, *_ = np.linalg.lstsq(squares / scale, np.ones(len(sample)), rcond=None)
            residual = np.abs(squares / scale @ solution - 1.0).max()
            # Both must move enough that the ellipse is seen, not a small arc of it.
            if residual < 1e-5 and (solution > 0.05).all() and (squares / scale).std(axis=0).min() > 1e-3:
                cosine, sine = (j, i) if odd[i] and not odd[j] else (i, j)
                gains = np.sqrt(solution / scale)
                by_index = {i: gains[0], j: gains[1]}
                found.append(Circle(cosine, sine, _short(by_index[cosine]), _short(by_index[sine])))
                used |= {i, j}
    return tuple(found)


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")

"""From a population's episodes to numbers that rank it. A candidate that faulted or returned a NaN never wins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.faults import DISQUALIFYING_MASK
from ppc.promptpo.evaluation import PopulationResult

WORST = -math.inf


@dataclass(frozen=True)
class Scores:
    """Of ``C`` candidates on the same seeds: ``mean`` return (-inf where disqualified), ``worst`` episode, number of
    ``faulty`` and of ``truncated`` episodes. ``rate``: least and greatest return a step over all sound episodes.
    ``agreement``: rank correlation between two halves of the seeds, 1 where all candidates order alike."""

    mean: tuple[float, ...]
    worst: tuple[float, ...]
    faulty: tuple[int, ...]
    truncated: tuple[int, ...]
    rate: tuple[float, float]
    agreement: float
    episodes: int
    env_steps: int

    def to_json(self) -> dict[str, Any]:
        return {
            "mean": list(self.mean),
            "worst": list(self.worst),
            "faulty": list(self.faulty),
            "truncated": list(self.truncated),
            "rate": list(self.rate),
            "agreement": self.agreement,
            "episodes": self.episodes,
            "env_steps": self.env_steps,
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Scores:
        return Scores(
            tuple(map(float, data["mean"])),
            tuple(map(float, data["worst"])),
            tuple(data["faulty"]),
            tuple(data["truncated"]),
            (float(data["rate"][0]), float(data["rate"][1])),
            float(data["agreement"]),
            data["episodes"],
            data["env_steps"],
        )

    @property
    def best(self) -> int:
        """Index of the winner: the greatest mean, then the better worst episode, then the earlier."""
        return self.order()[0]

    def order(self) -> list[int]:
        """Candidates, best first."""
        return sorted(range(len(self.mean)), key=lambda c: (-self.mean[c], self.faulty[c], -self.worst[c], c))

    @property
    def flat(self) -> bool:
        """Whether nothing tells the sound candidates apart."""
        return len({m for m in self.mean if m != WORST}) < 2

    def costs(self) -> list[float]:
        """To minimise: minus the mean; disqualified candidates lie beyond every sound one, more faults further."""
        sound = [-m for m in self.mean if m != WORST]
        ceiling = max(sound, default=0.0)
        margin = max(1.0, abs(ceiling))
        beyond = [ceiling + margin * (1.0 + f / self.episodes) for f in self.faulty]
        return [-m if m != WORST else b for m, b in zip(self.mean, beyond, strict=True)]


def disqualified(result: PopulationResult) -> NDArray[np.bool_]:
    """[C, S]: episodes that count as failed, whatever they returned."""
    faulted = (np.asarray(result.status).astype(np.int64) & DISQUALIFYING_MASK) != 0
    bad: NDArray[np.bool_] = faulted | ~np.isfinite(result.returns)
    return bad


def score(result: PopulationResult) -> Scores:
    """Scores of a population; every float is a correctly rounded sum, the same on every machine."""
    returns = np.asarray(result.returns, dtype=np.float64)
    lengths = np.maximum(np.asarray(result.lengths), 1)
    bad = disqualified(result)
    faulty = bad.sum(axis=1)
    mean = [WORST if faulty[c] else mean_of(row) for c, row in enumerate(returns)]
    worst = [WORST if faulty[c] else float(row.min()) for c, row in enumerate(returns)]
    rates = (returns / lengths)[~bad]
    rate = (float(rates.min()), float(rates.max())) if rates.size else (WORST, math.inf)
    truncated = np.asarray(result.truncated, dtype=bool).sum(axis=1)
    return Scores(
        tuple(mean), tuple(worst), tuple(int(f) for f in faulty), tuple(int(t) for t in truncated), rate,
        _agreement(returns, faulty == 0), returns.shape[1], int(result.env_steps),
    )  # fmt: skip


def mean_of(values: Sequence[float] | NDArray[np.float64]) -> float:
    return math.fsum(values) / len(values)


def _agreement(returns: NDArray[np.float64], sound: NDArray[np.bool_]) -> float:
    """Spearman correlation between the candidates' means over the even and over the odd seeds."""
    rows = returns[sound]
    if rows.shape[0] < 3 or rows.shape[1] < 2:
        return 1.0
    halves = [[math.fsum(row) for row in rows[:, start::2]] for start in (0, 1)]
    a, b = (_ranks(h) for h in halves)
    a, b = a - a.mean(), b - b.mean()
    norm = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / norm if norm > 0.0 else 1.0


def _ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """Ranks from 0, the same for equal values."""
    ordered = sorted(values)
    first = {v: i for i, v in reversed(list(enumerate(ordered)))}
    last = {v: i for i, v in enumerate(ordered)}
    return np.array([(first[v] + last[v]) / 2 for v in values])

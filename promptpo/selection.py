"""Chooses among the finalists on fresh seeds, then scores the chosen one on seeds that nothing has touched."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.arena import Arena
from ppc.promptpo.evaluation import Evaluator
from ppc.promptpo.objective import WORST, disqualified, mean_of
from ppc.promptpo.tuning import Tuner


@dataclass(frozen=True)
class Finalist:
    """A tuner's incumbent, past or present, with all its parameter ``values`` [P] and its mean on the selection seeds."""

    tuner: Tuner
    values: NDArray[np.float64]
    tuning_mean: float
    selection_mean: float = WORST
    perfect: bool = False


@dataclass(frozen=True)
class HeldOut:
    """The final score. ``ci95`` is the interval of the mean, ``gap`` what the selecting score promised beyond it.

    ``success_rate`` is None where the task defines no success.
    """

    mean_return: float
    ci95: tuple[float, float]
    worst: float
    success_rate: float | None
    mean_length: float
    faulty: int
    episodes: int
    env_steps: int
    gap: float

    def to_json(self) -> dict[str, Any]:
        return {
            "mean_return": self.mean_return,
            "ci95": list(self.ci95),
            "worst": self.worst,
            "success_rate": self.success_rate,
            "mean_length": self.mean_length,
            "faulty": self.faulty,
            "episodes": self.episodes,
            "env_steps": self.env_steps,
            "gap": self.gap,
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> HeldOut:
        rate = data["success_rate"]
        return HeldOut(
            float(data["mean_return"]), (float(data["ci95"][0]), float(data["ci95"][1])), float(data["worst"]),
            None if rate is None else float(rate), float(data["mean_length"]), data["faulty"], data["episodes"],
            data["env_steps"], float(data["gap"]),
        )  # fmt: skip


def select(tuners: Sequence[Tuner], arena: Arena, count: int, seeds: Sequence[int], key: str) -> list[Finalist]:
    """The ``count`` most promising incumbents, best first by their returns on ``seeds``, which tuning never saw."""
    entries = [
        Finalist(t, t.coordinates.values(i.x)[0], i.mean)
        for t in tuners
        for i in ([t.best, *t.former] if t.best is not None else [])
    ]
    if not entries and tuners:  # a cap came before the first score: the simplest structure, untuned
        entries = [Finalist(tuners[0], tuners[0].coordinates.defaults, WORST)]
    entries.sort(key=lambda f: -f.tuning_mean)
    chosen = entries[:count]
    judged = []
    for tuner in tuners:
        mine = [f for f in chosen if f.tuner is tuner]
        if not mine:
            continue
        scores = arena.measure(f"{key}/{tuner.name}", tuner.evaluator, np.array([f.values for f in mine]), seeds, "selection")
        for i, f in enumerate(mine):
            perfect = arena.perfection.perfect(scores, i)
            judged.append((scores.worst[i], Finalist(tuner, f.values, f.tuning_mean, scores.mean[i], perfect)))
    # Ties go to the better worst episode, then to the smaller structure (tuners come in that order).
    judged.sort(key=lambda pair: (-pair[1].selection_mean, -pair[0]))
    return [f for _, f in judged]


def held_out(
    finalist: Finalist,
    arena: Arena,
    seeds: Sequence[int],
    success: Callable[[float, bool], bool] | None,
    key: str,
) -> HeldOut:
    """Scores ``finalist`` on ``seeds``; the episodes' returns are journaled."""
    data = arena.recorder.effect("held_out", key, lambda: _episodes(finalist.tuner.evaluator, finalist.values, seeds))
    arena.ledger.charge(data["env_steps"], len(data["returns"]))
    returns = [float(r) for r in data["returns"]]
    faulty = int(sum(data["faulty"]))
    sound = not faulty and all(map(math.isfinite, returns))
    mean = mean_of(returns) if sound else WORST
    rate = None
    if success is not None:
        ends = zip(returns, data["terminated"], data["faulty"], strict=True)
        rate = sum(success(r, terminated) for r, terminated, failed in ends if not failed) / len(returns)
    return HeldOut(
        mean, interval(returns) if sound else (WORST, WORST), min(returns) if sound else WORST, rate,
        mean_of(data["lengths"]), faulty, len(returns), data["env_steps"], finalist.selection_mean - mean if sound else 0.0,
    )  # fmt: skip


def _episodes(evaluator: Evaluator, values: NDArray[np.float64], seeds: Sequence[int]) -> dict[str, Any]:
    result = evaluator.evaluate(values[None, :], seeds)
    return {
        "returns": result.returns[0],
        "lengths": np.asarray(result.lengths[0]),
        "terminated": np.asarray(result.terminated[0]).astype(bool),
        "faulty": disqualified(result)[0],
        "env_steps": int(result.env_steps),
    }


def interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % confidence interval of the mean of independent ``values`` (Student's t)."""
    n, mean = len(values), mean_of(values)
    if n < 2:
        return -math.inf, math.inf
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (n - 1))
    half = student_quantile(n - 1) * spread / math.sqrt(n)
    return mean - half, mean + half


def student_quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t, by Cornish and Fisher's expansion from 3 degrees of freedom on (error < 1 %)."""
    if freedom < 3:
        return (12.706, 4.303)[freedom - 1]
    z, v = 1.959963984540054, float(freedom)
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + g1 / v + g2 / v**2 + g3 / v**3

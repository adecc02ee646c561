"""One line of figures for a rollout."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ppc.envs.result import Floats, RolloutResult
from ppc.envs.task import Task

_RESAMPLES = 2000
_BOOTSTRAP_LIMIT = 5000  # episodes; beyond, the mean is normal for all purposes


def summary(result: RolloutResult, task: Task) -> dict[str, Any]:
    """``env, episodes, mean_return, ci95, success_rate, mean_length, env_steps`` as plain numbers.

    ``ci95`` [low, high] is of the mean return (``confidence_interval``). ``success_rate`` is None where the task defines
    no success. Numbers that are not finite, and an interval of a single episode, become None: JSON knows no NaN.
    """
    low, high = confidence_interval(result.returns)
    rate = None
    if task.success is not None:
        ends = zip(result.returns.tolist(), result.terminated.tolist(), strict=True)
        rate = sum(task.success.of(r, t) for r, t in ends) / len(result.returns)
    return {
        "env": result.env_id,
        "episodes": len(result.returns),
        "mean_return": _finite(float(result.returns.mean())),
        "ci95": [_finite(low), _finite(high)],
        "success_rate": rate,
        "mean_length": float(result.lengths.mean()),
        "env_steps": result.env_steps,
    }


def confidence_interval(values: Floats) -> tuple[float, float]:
    """The 95 % interval of the mean of ``values`` f64[n].

    Percentiles of 2,000 bootstrap means with a fixed seed up to 5,000 values, normal beyond; NaN for a single value.
    """
    n = len(values)
    if n < 2:
        return math.nan, math.nan
    if n > _BOOTSTRAP_LIMIT:
        middle, half = float(values.mean()), 1.959964 * float(values.std(ddof=1)) / math.sqrt(n)
        return middle - half, middle + half
    generator = np.random.default_rng(95)
    means = np.array([values[generator.integers(0, n, n)].mean() for _ in range(_RESAMPLES)])
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None

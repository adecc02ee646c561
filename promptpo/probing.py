"""Random episodes before anything else: how large the observations of a task become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.evaluation import Engine
from ppc.promptpo.statistics import Statistics, measure, neutral
from ppc.promptpo.templates import PROBE_HOLD, PROBE_MIRROR, PROBE_START, probe_source

_HOLDS = (1.0, 4.0, 12.0, 36.0)


def probe(engine: Engine, episodes: int, seeds: Callable[[int, int], Sequence[int]]) -> dict[str, Any]:
    """Data of the probe's event: statistics, and what they cost."""
    policy = engine.compile(probe_source(engine.signature), "probe")
    values = [p.value for p in policy.parameters]
    start, hold, mirror = (values.index(v) for v in (PROBE_START, PROBE_HOLD, PROBE_MIRROR))
    seen: list[NDArray[np.float64]] = []
    for i in range(episodes):
        vector = np.array(policy.default_parameters, dtype=np.float64)
        # Every sequence is played twice, the second time mirrored, so that random drift does not look like a preference.
        pair = i // 2
        # Additive recurrence with the golden ratio: starts that are spread evenly over ]0, 1[.
        vector[start] = (0.1 + (pair + 1) * 0.6180339887498949) % 1.0
        vector[hold] = _HOLDS[pair % len(_HOLDS)]
        vector[mirror] = 1.0 if i % 2 == 0 else -1.0
        seen += engine.observe(policy, vector, seeds(i, 1))
    statistics = measure(seen) if seen else neutral(engine.signature.obs_size)
    return {"statistics": statistics.to_json(), "env_steps": sum(len(e) for e in seen), "episodes": len(seen)}


def statistics_of(data: dict[str, Any]) -> Statistics:
    return Statistics.from_json(data["statistics"])

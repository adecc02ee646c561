"""Room in a policy's containers: those of unproven size are compiled larger until a few episodes fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ppc.compiler import budgets
from ppc.compiler.diagnostics import PolicyError
from ppc.compiler.faults import FAULTS
from ppc.compiler.policy import with_capacity
from ppc.promptpo.evaluation import Engine, Policy

_FULL = FAULTS["capacity"].bit


def make_room(engine: Engine, policy: Policy, name: str, seeds: Sequence[int]) -> dict[str, Any]:
    """Data of the event: the policy's source, asking for as much room as it needs, and what finding out cost."""
    source, capacity, steps, episodes = policy.source, policy.capacity, 0, 0
    while capacity is not None and capacity < budgets.CONTAINER_CAPACITY_MOST:
        result = engine.open(policy).evaluate(np.asarray([policy.default_parameters]), seeds)
        steps, episodes = steps + int(result.env_steps), episodes + len(seeds)
        if not np.any(np.asarray(result.status).astype(np.int64) & _FULL):
            break
        capacity = min(2 * capacity, budgets.CONTAINER_CAPACITY_MOST)
        larger = with_capacity(source, capacity)
        try:
            policy = engine.compile(larger, name)
        except PolicyError:  # the memory does not suffice for more
            break
        source = larger
    return {"source": source, "env_steps": steps, "episodes": episodes}

"""Room in a policy's containers: those of unproven size are compiled larger until a few episodes fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ppc.compiler.diagnostics import PolicyError
from ppc.promptpo.evaluation import Engine, Policy


def make_room(engine: Engine, policy: Policy, name: str, seeds: Sequence[int]) -> dict[str, Any]:
    """Data of the event: the policy's source, asking for as much room as it needs, and what finding out cost."""
    source, steps, episodes = policy.source, 0, 0
    while policy.bounded:
        result = engine.open(policy).evaluate(np.asarray([policy.default_parameters]), seeds)
        steps, episodes = steps + int(result.env_steps), episodes + len(seeds)
        larger = policy.roomier(int(s) for s in np.asarray(result.status).flat)
        if larger is None:
            break
        try:
            policy = engine.compile(larger, name)
        except PolicyError:  # the memory does not suffice for more
            break
        source = larger
    return {"source": source, "env_steps": steps, "episodes": episodes}

"""The latency of one call of a policy, from compiled code and from Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.rollouts import POLICIES, policy_for
from ppc.envs import evaluation_seeds, open_evaluator
from ppc.envs.native.latency import native_latency, python_latency
from ppc.envs.policy import population

NAMES = ("c_median", "c_p999", "python_median", "python_p999")


def measure(tasks: Sequence[str], rounds: int, told: Callable[[str], None]) -> list[dict[str, Any]]:
    """Nanoseconds for each task and policy: medians of ``rounds`` measurements, on observations of the policy's episodes."""
    rows = []
    for task in tasks:
        for kind in POLICIES:
            policy = policy_for(task, kind)
            with open_evaluator(task, policy) as evaluator:
                seen = evaluator.rollout(evaluation_seeds(4), record=True).observations
            assert seen is not None
            observations = np.ascontiguousarray(np.concatenate([o[:-1] for o in seen])[:1000])
            code = policy.native()
            constants = population(policy, code, None)[0]
            found = []
            for _ in range(rounds):
                controller = policy.controller()
                controller.reset()
                c = native_latency(code, constants, observations)
                found.append((*c, *python_latency(controller.act, observations)))
            row: dict[str, Any] = {"task": task, "policy": kind}
            for name, values in zip(NAMES, zip(*found, strict=True), strict=True):
                row[name] = None if None in values else round(float(np.median(values)), 1)
            told(f"{task} {kind}, ns: " + ", ".join(f"{name} {row[name]}" for name in NAMES))
            rows.append(row)
    return rows

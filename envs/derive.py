"""A task for any Gymnasium environment, from its spaces and its registration."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ppc.envs.simulator import make
from ppc.envs.spaces import action_fields, observation_layout
from ppc.envs.task import Success, Task


def derive_task(env_id: str, env_kwargs: Mapping[str, Any] | None = None) -> Task:
    """Field names are ``obs_0``, ``obs_1``, … or follow a Dict's keys; the horizon and the success threshold are those
    of the registration; ``dt`` is the environment's own where it tells. Raises as ``simulator.make``, and
    UnsupportedSpace."""
    env = make(env_id, env_kwargs)
    try:
        spec = env.spec
        threshold = getattr(spec, "reward_threshold", None)
        horizon = getattr(spec, "max_episode_steps", None)
        layout = observation_layout(env.observation_space)
        return Task(
            env_id=env_id,
            name=task_name(env_id),
            observation=layout.fields,
            groups=layout.groups,
            action=action_fields(env.action_space),
            dt=_sampling_period(env.unwrapped),
            horizon=horizon if isinstance(horizon, int) and horizon > 0 else None,
            success=None if threshold is None else Success(float(threshold)),
            env_kwargs=dict(env_kwargs or {}),
        )
    finally:
        env.close()


def with_env_kwargs(task: Task, env_kwargs: Mapping[str, Any]) -> Task:
    """``task`` on an environment made with other arguments: the compiled one does not know them."""
    return replace(task, env_kwargs=dict(env_kwargs), native=None)


def task_name(env_id: str) -> str:
    """A name for folders: the id in lower case, without its module."""
    return re.sub(r"[^a-z0-9]+", "-", env_id.rpartition(":")[2].lower()).strip("-") or "task"


def _sampling_period(env: Any) -> float | None:
    for name in ("dt", "tau"):
        try:
            value = float(getattr(env, name))
        except (AttributeError, TypeError, ValueError):
            continue
        if value > 0.0 and math.isfinite(value):
            return value
    return None

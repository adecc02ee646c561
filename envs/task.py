"""What a policy is asked to do: observations, actions, reward, horizon, and the environment behind them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ppc.compiler.signature import Box, Discrete, Field, Signature, check_groups, check_safe_action, default_safe_action


@dataclass(frozen=True, slots=True)
class Success:
    """When an episode counts as a success: ``return >= threshold``; ``terminated`` asks for a certain end as well."""

    threshold: float
    terminated: bool | None = None

    def of(self, episode_return: float, terminated: bool) -> bool:
        return episode_return >= self.threshold and (self.terminated is None or terminated == self.terminated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A control problem. Plain data: making one imports no simulator.

    ``env_id`` is a Gymnasium id or ``module:Id-v0``, made with ``env_kwargs``. ``dt`` is the sampling period in
    seconds (None: unknown). ``safe_action`` answers a faulty step. ``reward_code`` is Python for the reader, never run.
    ``horizon`` is the step after which an episode is truncated (None: the environment decides). ``success`` None
    means that the task defines none. ``native`` names a compiled re-implementation of the environment as made without
    keyword arguments. ``prompt_fields`` and ``prompt_reward`` say whether a language model may be told the fields' names
    and meanings, and the reward. ``groups`` are further names for stretches of the observation, (first, stop).
    Raises ValueError when the parts contradict each other.
    """

    env_id: str
    name: str
    observation: tuple[Field, ...]
    action: Discrete | Box
    dt: float | None = None
    safe_action: tuple[float, ...] | None = None
    description: str = ""
    reward_text: str = ""
    reward_code: str = ""
    horizon: int | None = None
    success: Success | None = None
    env_kwargs: Mapping[str, Any] = field(default_factory=dict)
    native: str | None = None
    prompt_fields: bool = True
    prompt_reward: bool = True
    groups: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.observation:
            raise ValueError(f"task {self.name}: an observation needs at least one field")
        names = [f.name for f in self.observation]
        if twice := sorted({n for n in names if names.count(n) > 1}):
            raise ValueError(f"task {self.name}: the observation field {twice[0]!r} is named twice")
        try:
            check_groups(self.groups, self.observation)
        except ValueError as e:
            raise ValueError(f"task {self.name}: {e}") from None
        if self.dt is not None and not (self.dt > 0.0 and math.isfinite(self.dt)):
            raise ValueError(f"task {self.name}: dt must be a positive number of seconds, not {self.dt!r}")
        if self.horizon is not None and self.horizon < 1:
            raise ValueError(f"task {self.name}: the horizon must be at least one step, not {self.horizon!r}")
        safe = default_safe_action(self.action) if self.safe_action is None else self.safe_action
        size = 1 if isinstance(self.action, Discrete) else self.action.size
        if len(safe) != size:
            raise ValueError(f"task {self.name}: the safe action has {len(safe)} elements, the action {size}")
        check_safe_action(self.action, safe)
        object.__setattr__(self, "safe_action", tuple(float(v) for v in safe))

    @property
    def obs_size(self) -> int:
        return sum(f.size for f in self.observation)

    def signature(self) -> Signature:
        """What the compiler needs to know of the task; its name is the task's as an identifier."""
        name = re.sub(r"\W", "_", self.name, flags=re.ASCII)
        return Signature(
            observation=self.observation,
            action=self.action,
            dt=self.dt,
            safe_action=self.safe_action,
            name=name if name.isidentifier() else f"task_{name}",
            groups=self.groups,
        )

"""When the lane engine runs: by properties of task and program alone, so that equal requests take equal engines."""

from __future__ import annotations

from typing import Protocol

from ppc.envs.native.lanes import LANE_ENVIRONMENTS
from ppc.envs.policy import NativePolicy
from ppc.envs.task import Task


class LanePolicy(NativePolicy, Protocol):
    """A native policy that also comes as vector code."""

    @property
    def vectorises(self) -> bool: ...
    def wide(self, own_constants: bool) -> tuple[int, int]: ...


def has_lanes(task: Task) -> bool:
    """Whether there are dynamics over lanes for ``task``."""
    return task.native in LANE_ENVIRONMENTS


def vectorises(policy: NativePolicy) -> bool:
    """Whether ``policy`` is a LanePolicy that becomes vector code: 64 lanes of it were never slower than the exact engine."""
    return bool(getattr(policy, "vectorises", False))

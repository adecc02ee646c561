"""Gymnasium's MuJoCo environments with everything around ``mj_step`` compiled, one environment a file.

The physics is MuJoCo's own library, called from compiled code; observation, reward and termination are Gymnasium's, bit for
bit. Importing this package imports neither MuJoCo nor Numba.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppc.envs.mujoco.environment import MujocoEnvironment
    from ppc.envs.task import Task

# Gymnasium id -> module of this folder
MUJOCO = {
    "Ant-v5": "ant",
    "HalfCheetah-v5": "half_cheetah",
    "Hopper-v5": "hopper",
    "Humanoid-v5": "humanoid",
    "InvertedDoublePendulum-v5": "inverted_double_pendulum",
    "InvertedPendulum-v5": "inverted_pendulum",
    "Reacher-v5": "reacher",
    "Swimmer-v5": "swimmer",
    "Walker2d-v5": "walker2d",
}

PREFIX = "mujoco."  # of ``Task.native``: the rest is the module


def is_mujoco(task: Task) -> bool:
    """Whether the compiled engine of ``task`` is the one of this package."""
    return task.native is not None and task.native.startswith(PREFIX)


def load_environment(name: str) -> MujocoEnvironment:
    """The environment of module ``name``, with or without ``PREFIX``; compiles nothing and needs no MuJoCo."""
    environment: MujocoEnvironment = import_module(f"ppc.envs.mujoco.{name.removeprefix(PREFIX)}").ENVIRONMENT
    return environment

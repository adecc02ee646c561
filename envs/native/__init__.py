"""Environments re-implemented in compiled code, one a file: the same bits as Gymnasium's own, hundreds of times faster."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppc.envs.native.environment import NativeEnvironment

# Gymnasium id -> module of this folder
NATIVE = {
    "CartPole-v1": "cartpole",
    "Pendulum-v1": "pendulum",
    "MountainCar-v0": "mountain_car",
    "MountainCarContinuous-v0": "continuous_mountain_car",
    "Acrobot-v1": "acrobot",
    "FrozenLake-v1": "frozen_lake_4x4",
    "FrozenLake8x8-v1": "frozen_lake_8x8",
}


def load_environment(name: str) -> NativeEnvironment:
    """The environment of module ``name``; compiles nothing."""
    environment: NativeEnvironment = import_module(f"ppc.envs.native.{name}").ENVIRONMENT
    return environment

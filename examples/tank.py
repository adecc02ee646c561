"""A small environment of one's own: keep the level of a leaking tank at a target that changes.

    cd examples
    ppc eval policies/tank_pi.py --env tank:Tank-v0 --task task.toml
    ppc optimize tank:Tank-v0 --task task.toml --seed 0
"""

from __future__ import annotations

import math
from typing import Any

import gymnasium
import numpy as np
from numpy.typing import NDArray

DT = 0.5  # s
INFLOW = 0.10  # m/s of level at full power
LEAK = 0.05  # m/s of level at 1 m, by Torricelli with the square root of the level
CHANGE = 100  # steps between two targets


class Tank(gymnasium.Env[NDArray[np.float64], NDArray[np.float64]]):
    """Observation: level and target, m. Action: pump power, 0 to 1. Reward: minus the distance to the target, m."""

    def __init__(self) -> None:
        self.observation_space = gymnasium.spaces.Box(0.0, 3.0, (2,), np.float64)
        self.action_space = gymnasium.spaces.Box(0.0, 1.0, (1,), np.float64)
        self._level = self._target = 0.0
        self._steps = 0

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[NDArray[np.float64], dict[str, Any]]:
        super().reset(seed=seed)
        self._steps = 0
        self._level = float(self.np_random.uniform(0.0, 2.0))
        self._target = float(self.np_random.uniform(0.5, 2.0))
        return self._observation(), {}

    def step(self, action: NDArray[np.float64]) -> tuple[NDArray[np.float64], float, bool, bool, dict[str, Any]]:
        power = min(max(float(action[0]), 0.0), 1.0)
        rate = INFLOW * power - LEAK * math.sqrt(self._level)
        self._level = min(max(self._level + DT * rate, 0.0), 3.0)
        reward = -abs(self._level - self._target)
        self._steps += 1
        if self._steps % CHANGE == 0:
            self._target = float(self.np_random.uniform(0.5, 2.0))
        return self._observation(), reward, False, False, {}

    def _observation(self) -> NDArray[np.float64]:
        return np.array([self._level, self._target])


gymnasium.register("Tank-v0", entry_point="tank:Tank", max_episode_steps=400)

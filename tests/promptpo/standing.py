"""A body that may stand, stumble or run: ``tests.promptpo.standing:Standing-v0``.

The action is the length of its steps. Below 0.15 it shuffles on the spot, which pays next to nothing but lasts; from there to
0.6 it falls after three steps; from 0.6 on it runs. Forward motion pays twice the length of a step, and each step that does
not end the episode pays a bonus of 1: with it whoever stands would do worse by any slightly longer step.
"""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np

SHUFFLES, RUNS, HORIZON, BONUS = 0.15, 0.6, 20, 1.0


class Standing(gymnasium.Env[Any, Any]):
    observation_space = gymnasium.spaces.Box(-10.0, 10.0, (1,))
    action_space = gymnasium.spaces.Box(-1.0, 1.0, (1,))

    def reset(self, *, seed: int | None = None, options: Any = None) -> tuple[Any, dict[str, Any]]:
        super().reset(seed=seed)
        self._steps = 0
        return self._observation(), {}

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        length = float(action[0])
        self._steps += 1
        falls = SHUFFLES <= length < RUNS and self._steps == 3
        forward = (0.1 if length < SHUFFLES else 2.0) * length
        noise = 0.001 * float(self.np_random.standard_normal())
        return self._observation(), forward + noise + BONUS * (not falls), falls, False, {}

    def _observation(self) -> Any:
        return np.array([float(self._steps)], dtype=np.float32)


gymnasium.register("Standing-v0", Standing, max_episode_steps=HORIZON)

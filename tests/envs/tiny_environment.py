"""Environments of a user, for the bridge: registered when the module is imported."""

from __future__ import annotations

import gymnasium
import numpy as np
from gymnasium import spaces


class Counter(gymnasium.Env):
    """Adds the action to a number until it passes 3; ``fail`` chooses how to misbehave."""

    observation_space = spaces.Dict(
        {
            "level": spaces.Box(-10.0, 10.0, (2,), np.float32),
            "mode": spaces.Tuple((spaces.Discrete(3, start=5), spaces.MultiBinary(2))),
        }
    )
    action_space = spaces.Box(np.array([-1.0, 0.0], dtype=np.float32), np.array([1.0, 2.0], dtype=np.float32))

    def __init__(self, fail: str = "", scale: float = 1.0) -> None:
        self.fail, self.scale, self.dt = fail, scale, 0.125
        self.actions: list[np.ndarray] = []

    def _observation(self):
        return {
            "level": np.array([self.level, 0.1], dtype=np.float32),
            "mode": (5 + self.steps % 3, np.array([1, 0], dtype=np.int8)),
        }

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        if self.fail == "reset":
            raise RuntimeError("no power")
        self.level, self.steps = float(self.np_random.uniform(-1, 1)), 0
        return self._observation(), {}

    def step(self, action):
        assert action.dtype == np.float32 and action.shape == (2,)
        if self.fail == "step" and self.steps == 2:
            raise ZeroDivisionError("motor\nstalled")
        self.level += float(action[1]) * self.scale
        self.steps += 1
        if self.fail == "shape":
            return {"level": np.zeros(3), "mode": (5, np.zeros(2))}, 0.0, False, False, {}
        return self._observation(), np.float32(0.1), self.level > 3.0, False, {}


class Shifted(gymnasium.Env):
    """Discrete actions that start at 3, an endless episode."""

    observation_space = spaces.Discrete(4)
    action_space = spaces.Discrete(2, start=3)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        return 0, {}

    def step(self, action):
        assert type(action) is int and action in (3, 4)
        return action - 3, 1.0, False, False, {}


class Wordy(Shifted):
    observation_space = spaces.Text(5)


class Many(Shifted):
    action_space = spaces.MultiDiscrete([2, 2])


gymnasium.register("Counter-v0", Counter, max_episode_steps=9, reward_threshold=0.3)
gymnasium.register("Shifted-v0", Shifted)
gymnasium.register("Wordy-v0", Wordy)
gymnasium.register("Many-v0", Many)

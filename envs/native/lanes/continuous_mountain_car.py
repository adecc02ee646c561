"""MountainCarContinuous-v0 over lanes. The state is rounded to float32 from the start, not from the second step on."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import numpy as np

from ppc.envs.native.environment import Dynamics
from ppc.envs.native.lanes.width import LANES


def dynamics() -> Dynamics:
    """As ``NativeEnvironment.dynamics``, with this folder's LANES."""
    from numba import njit

    from ppc.envs.native.lanes.functions import cos

    power, gravity = 0.0015, 0.0025
    # The limits are float32 in Gymnasium.
    limits: list[float] = np.array([-1.2, 0.6, 0.07, 0.45], dtype=np.float32).tolist()
    low, high, fastest, goal = limits
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        for i in range(lanes):
            before, speed = np.float64(np.float32(state[i])), np.float64(np.float32(state[w + i]))
            asked = np.float64(np.float32(action[i]))
            force = min(max(asked, -1.0), 1.0)
            change = np.float64(np.float32(force * power - gravity * cos(3.0 * before)))
            velocity = min(max(np.float64(np.float32(speed + change)), -fastest), fastest)
            position = min(max(np.float64(np.float32(before + velocity)), low), high)
            velocity = 0.0 if (position == low) & (velocity < 0.0) else velocity
            state[i], state[w + i] = position, velocity
            observation[i], observation[w + i] = position, velocity
            arrived = (position >= goal) & (velocity >= 0.0)
            terminated[i] = np.int64(arrived)
            reward[i] = (100.0 if arrived else 0.0) - 0.1 * (asked * asked)

    return step

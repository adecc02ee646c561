"""MountainCar-v0 over lanes."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import numpy as np

from ppc.envs.native.environment import Dynamics
from ppc.envs.native.lanes.width import LANES


def dynamics() -> Dynamics:
    """As ``NativeEnvironment.dynamics``, with this folder's LANES."""
    from numba import njit

    from ppc.envs.native.lanes.functions import cos

    force, gravity, low, high, fastest, goal = 0.001, 0.0025, -1.2, 0.6, 0.07, 0.5
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        for i in range(lanes):
            position, velocity = state[i], state[w + i]
            velocity += (action[i] - 1.0) * force - gravity * cos(3.0 * position)
            velocity = min(max(velocity, -fastest), fastest)
            position = min(max(position + velocity, low), high)
            velocity = 0.0 if (position == low) & (velocity < 0.0) else velocity
            state[i], state[w + i] = position, velocity
            observation[i] = np.float64(np.float32(position))
            observation[w + i] = np.float64(np.float32(velocity))
            terminated[i] = np.int64((position >= goal) & (velocity >= 0.0))
            reward[i] = -1.0

    return step

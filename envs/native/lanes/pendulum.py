"""Pendulum-v1 over lanes. The angle is kept within a turn; squares are products."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math

import numpy as np

from ppc.envs.native.environment import Dynamics
from ppc.envs.native.lanes.width import LANES


def dynamics() -> Dynamics:
    """As ``NativeEnvironment.dynamics``, with this folder's LANES."""
    from numba import njit

    from ppc.envs.native.lanes.functions import sin_cos

    turn, per_turn = 2 * math.pi, 1 / (2 * math.pi)
    gravity, inertia, velocity_cost, torque_cost = 15.0, 3.0, 0.1, 0.001
    limit, fastest, dt = 2.0, 8.0, 0.05
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        for i in range(lanes):
            angle, velocity, sine = state[i], state[w + i], state[2 * w + i]
            torque = np.float64(np.float32(min(max(action[i], -limit), limit)))
            angle = angle - turn * math.floor(angle * per_turn + 0.5)
            reward[i] = -(angle * angle + velocity_cost * (velocity * velocity) + torque_cost * (torque * torque))
            terminated[i] = 0
            velocity = velocity + (gravity * sine + inertia * torque) * dt
            velocity = min(max(velocity, -fastest), fastest)
            angle = angle + velocity * dt
            sine, cosine = sin_cos(angle)
            state[i], state[w + i], state[2 * w + i] = angle, velocity, sine
            observation[i] = np.float64(np.float32(cosine))
            observation[w + i] = np.float64(np.float32(sine))
            observation[2 * w + i] = np.float64(np.float32(velocity))

    return step

"""CartPole-v1 over lanes. An episode ends long before the pole leaves the range of the sine without reduction."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math

import numpy as np

from ppc.envs.native.environment import Dynamics
from ppc.envs.native.lanes.width import LANES


def dynamics() -> Dynamics:
    """As ``NativeEnvironment.dynamics``, with this folder's LANES."""
    from numba import njit

    from ppc.envs.native.lanes.functions import sin_cos_small

    gravity, pole, length, push, tau = 9.8, 0.1, 0.5, 10.0, 0.02
    total = 1.0 + pole
    per_total, moment = 1.0 / total, pole * length
    position_limit, angle_limit = 2.4, 12 * 2 * math.pi / 360
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        for i in range(lanes):
            x, x_dot, theta, theta_dot = state[i], state[w + i], state[2 * w + i], state[3 * w + i]
            force = push if action[i] == 1.0 else -push
            s, c = sin_cos_small(theta)
            temp = (force + moment * (theta_dot * theta_dot) * s) * per_total
            theta_acc = (gravity * s - c * temp) / (length * (4.0 / 3.0) - (length * pole * per_total) * (c * c))
            x_acc = temp - (moment * per_total) * theta_acc * c
            x = x + tau * x_dot
            x_dot = x_dot + tau * x_acc
            theta = theta + tau * theta_dot
            theta_dot = theta_dot + tau * theta_acc
            state[i], state[w + i], state[2 * w + i], state[3 * w + i] = x, x_dot, theta, theta_dot
            observation[i] = np.float64(np.float32(x))
            observation[w + i] = np.float64(np.float32(x_dot))
            observation[2 * w + i] = np.float64(np.float32(theta))
            observation[3 * w + i] = np.float64(np.float32(theta_dot))
            terminated[i] = np.int64((abs(x) > position_limit) | (abs(theta) > angle_limit))
            reward[i] = 1.0

    return step

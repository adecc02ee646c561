"""Acrobot-v1 over lanes. Sines of sums come from the addition theorem: two reductions a stage instead of four."""

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

    turn, per_turn, g = 2 * math.pi, 1 / (2 * math.pi), 9.8
    dt, half, sixth = 0.2, 0.1, 0.2 / 6.0
    fastest_1, fastest_2 = 4 * math.pi, 9 * math.pi
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def acceleration(theta1, theta2, rate1, rate2, torque):
        sin1, cos1 = sin_cos(theta1)
        sin2, cos2 = sin_cos(theta2)
        d1 = 3.5 + cos2
        d2 = 1.25 + 0.5 * cos2
        phi2 = 0.5 * g * (sin1 * cos2 + cos1 * sin2)
        phi1 = -0.5 * (rate2 * rate2) * sin2 - rate2 * rate1 * sin2 + 1.5 * g * sin1 + phi2
        ratio = d2 / d1
        second = (torque + ratio * phi1 - 0.5 * (rate1 * rate1) * sin2 - phi2) / (1.25 - d2 * ratio)
        return -(d2 * second + phi1) / d1, second

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        for i in range(lanes):
            a, b, u, v = state[i], state[w + i], state[2 * w + i], state[3 * w + i]
            torque = action[i] - 1.0
            p1, q1 = acceleration(a, b, u, v, torque)
            u2, v2 = u + half * p1, v + half * q1
            p2, q2 = acceleration(a + half * u, b + half * v, u2, v2, torque)
            u3, v3 = u + half * p2, v + half * q2
            p3, q3 = acceleration(a + half * u2, b + half * v2, u3, v3, torque)
            u4, v4 = u + dt * p3, v + dt * q3
            p4, q4 = acceleration(a + dt * u3, b + dt * v3, u4, v4, torque)
            a = a + sixth * (u + 2.0 * u2 + 2.0 * u3 + u4)
            b = b + sixth * (v + 2.0 * v2 + 2.0 * v3 + v4)
            a, b = a - turn * math.floor(a * per_turn + 0.5), b - turn * math.floor(b * per_turn + 0.5)
            u = min(max(u + sixth * (p1 + 2.0 * p2 + 2.0 * p3 + p4), -fastest_1), fastest_1)
            v = min(max(v + sixth * (q1 + 2.0 * q2 + 2.0 * q3 + q4), -fastest_2), fastest_2)
            state[i], state[w + i], state[2 * w + i], state[3 * w + i] = a, b, u, v
            sin_a, cos_a = sin_cos(a)
            sin_b, cos_b = sin_cos(b)
            done = -cos_a - (cos_a * cos_b - sin_a * sin_b) > 1.0
            observation[i] = np.float64(np.float32(cos_a))
            observation[w + i] = np.float64(np.float32(sin_a))
            observation[2 * w + i] = np.float64(np.float32(cos_b))
            observation[3 * w + i] = np.float64(np.float32(sin_b))
            observation[4 * w + i] = np.float64(np.float32(u))
            observation[5 * w + i] = np.float64(np.float32(v))
            terminated[i] = np.int64(done)
            reward[i] = 0.0 if done else -1.0

    return step

"""Acrobot-v1: two links, one motor in the elbow, after Sutton (1996); Runge-Kutta of fourth order at 5 Hz."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ppc.compiler.signature import Discrete, Field
from ppc.envs.native.environment import LANES, Dynamics, NativeEnvironment, as_float32
from ppc.envs.task import Success, Task

_FASTEST_1, _FASTEST_2 = 4 * math.pi, 9 * math.pi

TASK = Task(
    env_id="Acrobot-v1",
    name="acrobot-v1",
    description=(
        "Two links hang from a fixed joint; a motor turns the joint between them. Swing the free end above the line "
        "one link length over the fixed joint in as few steps as possible."
    ),
    observation=(
        Field("cos_angle_1", "", -1.0, 1.0, "cosine of the first link's angle; 1 is hanging down"),
        Field("sin_angle_1", "", -1.0, 1.0, "sine of the first link's angle"),
        Field("cos_angle_2", "", -1.0, 1.0, "cosine of the second link's angle relative to the first"),
        Field("sin_angle_2", "", -1.0, 1.0, "sine of the second link's angle relative to the first"),
        Field("angular_velocity_1", "rad/s", -_FASTEST_1, _FASTEST_1, "angular velocity of the first link"),
        Field("angular_velocity_2", "rad/s", -_FASTEST_2, _FASTEST_2, "angular velocity of the second angle"),
    ),
    action=Discrete(3, ("torque -1 N m", "no torque", "torque +1 N m")),
    dt=0.2,
    safe_action=(1.0,),
    reward_text="-1 for every step, 0 for the one that reaches the goal -cos(angle_1) - cos(angle_1 + angle_2) > 1.",
    reward_code=("def reward(observation, action, next_observation, terminated):\n    return 0.0 if terminated else -1.0\n"),
    horizon=500,
    success=Success(-100.0),
    native="acrobot",
)


def initial(draws: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    single = (-0.1 + (0.1 - -0.1) * draws).astype(np.float32)
    angles = np.ascontiguousarray(single[:, :2])
    cosine, sine = np.cos(angles), np.sin(angles)  # NumPy's float32 functions, as Gymnasium calls them
    first = [cosine[:, 0], sine[:, 0], cosine[:, 1], sine[:, 1], single[:, 2], single[:, 3]]
    return single.astype(np.float64), as_float32(np.stack(first, axis=1))


def dynamics() -> Dynamics:
    from numba import njit

    from ppc.envs.native.arithmetic import squared

    pi, g, w = math.pi, 9.8, LANES
    dt, half, sixth = 0.2, 0.2 / 2.0, 0.2 / 6.0

    # Masses, lengths and inertias are 1, the centres of mass at .5: products with 1 are left out, they are exact.
    # The time goes into the C library's cosines; arithmetic in vectors was tried and gains nothing.
    @njit(error_model="numpy")
    def acceleration(theta1, theta2, rate1, rate2, torque):
        cos2, sin2 = math.cos(theta2), math.sin(theta2)
        d1 = 0.25 + (1.25 + cos2) + 1.0 + 1.0
        d2 = (0.25 + 0.5 * cos2) + 1.0
        phi2 = 0.5 * g * math.cos(theta1 + theta2 - pi / 2.0)
        phi1 = -0.5 * squared(rate2) * sin2 - rate2 * rate1 * sin2 + 1.5 * g * math.cos(theta1 - pi / 2) + phi2
        second = (torque + d2 / d1 * phi1 - 0.5 * squared(rate1) * sin2 - phi2) / (1.25 - squared(d2) / d1)
        return -(d2 * second + phi1) / d1, second

    @njit(error_model="numpy", forceinline=True)
    def wrapped(angle):
        while angle > pi:
            angle = angle - 2 * pi
        while angle < -pi:
            angle = angle + 2 * pi
        return angle

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
            a = wrapped(a + sixth * (u + 2.0 * u2 + 2.0 * u3 + u4))
            b = wrapped(b + sixth * (v + 2.0 * v2 + 2.0 * v3 + v4))
            u = min(max(u + sixth * (p1 + 2.0 * p2 + 2.0 * p3 + p4), -_FASTEST_1), _FASTEST_1)
            v = min(max(v + sixth * (q1 + 2.0 * q2 + 2.0 * q3 + q4), -_FASTEST_2), _FASTEST_2)
            state[i], state[w + i], state[2 * w + i], state[3 * w + i] = a, b, u, v
            cos1 = math.cos(a)
            done = -cos1 - math.cos(b + a) > 1.0
            observation[i] = np.float64(np.float32(cos1))
            observation[w + i] = np.float64(np.float32(math.sin(a)))
            observation[2 * w + i] = np.float64(np.float32(math.cos(b)))
            observation[3 * w + i] = np.float64(np.float32(math.sin(b)))
            observation[4 * w + i] = np.float64(np.float32(u))
            observation[5 * w + i] = np.float64(np.float32(v))
            terminated[i] = np.int64(done)
            reward[i] = 0.0 if done else -1.0

    return step


ENVIRONMENT = NativeEnvironment(TASK, state_size=4, draws=4, initial=initial, dynamics=dynamics)

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

    from ppc.envs.native.arithmetic import flag, settle_squares, square_in_doubt
    from ppc.envs.native.pointers import part, room_f64
    from ppc.envs.native.trigonometry import cos, settle_cosines, settle_sines, sin_cos

    pi, g, w = math.pi, 9.8, LANES
    dt, half, sixth = 0.2, 0.2 / 2.0, 0.2 / 6.0
    inline = njit(error_model="numpy", forceinline=True)

    # Masses, lengths and inertias are 1, the centres of mass at .5: products with 1 are left out, they are exact.
    # Loops without calls, which become vector code, alternate with asking the C library where a bit is in doubt.
    @inline
    def accelerations(lanes, theta1, theta2, rate1, rate2, torque, first, second):
        """Writes both angular accelerations, all f64[lanes]."""
        sin2, cos2, sum_at, sum_cos = room_f64(w), room_f64(w), room_f64(w), room_f64(w)
        lean_at, lean_cos, d2, square_d2 = room_f64(w), room_f64(w), room_f64(w), room_f64(w)
        square1, square2 = room_f64(w), room_f64(w)
        sin2_open, cos2_open, sum_open, lean_open = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
        square1_open, square2_open, d2_open = np.int64(0), np.int64(0), np.int64(0)
        for i in range(lanes):
            sin2[i], cos2[i], sin_doubt, cos_doubt = sin_cos(theta2[i])
            sin2_open |= flag(sin_doubt, i)
            cos2_open |= flag(cos_doubt, i)
            sum_at[i] = theta1[i] + theta2[i] - pi / 2.0
            lean_at[i] = theta1[i] - pi / 2
            sum_cos[i], sum_doubt = cos(sum_at[i])
            lean_cos[i], lean_doubt = cos(lean_at[i])
            sum_open |= flag(sum_doubt, i)
            lean_open |= flag(lean_doubt, i)
            square1[i], square2[i] = rate1[i] * rate1[i], rate2[i] * rate2[i]
            square1_open |= flag(square_in_doubt(rate1[i]), i)
            square2_open |= flag(square_in_doubt(rate2[i]), i)
        settle_sines(sin2_open, theta2, sin2)
        settle_cosines(cos2_open, theta2, cos2)
        settle_cosines(sum_open, sum_at, sum_cos)
        settle_cosines(lean_open, lean_at, lean_cos)
        settle_squares(square1_open, rate1, square1)
        settle_squares(square2_open, rate2, square2)
        for i in range(lanes):
            d2[i] = (0.25 + 0.5 * cos2[i]) + 1.0
            square_d2[i] = d2[i] * d2[i]
            d2_open |= flag(square_in_doubt(d2[i]), i)
        settle_squares(d2_open, d2, square_d2)
        for i in range(lanes):
            d1 = 0.25 + (1.25 + cos2[i]) + 1.0 + 1.0
            phi2 = 0.5 * g * sum_cos[i]
            phi1 = -0.5 * square2[i] * sin2[i] - rate2[i] * rate1[i] * sin2[i] + 1.5 * g * lean_cos[i] + phi2
            q = (torque[i] + d2[i] / d1 * phi1 - 0.5 * square1[i] * sin2[i] - phi2) / (1.25 - square_d2[i] / d1)
            first[i], second[i] = -(d2[i] * q + phi1) / d1, q

    @inline
    def wrapped(angle):
        while angle > pi:
            angle = angle - 2 * pi
        while angle < -pi:
            angle = angle + 2 * pi
        return angle

    @inline
    def step(lanes, state, action, observation, reward, terminated):
        a, b, u, v, torque = room_f64(w), room_f64(w), room_f64(w), room_f64(w), room_f64(w)
        p1, q1, p2, q2 = room_f64(w), room_f64(w), room_f64(w), room_f64(w)
        p3, q3, p4, q4 = room_f64(w), room_f64(w), room_f64(w), room_f64(w)
        u2, v2, u3, v3 = room_f64(w), room_f64(w), room_f64(w), room_f64(w)
        u4, v4, height, both = room_f64(w), room_f64(w), room_f64(w), room_f64(w)
        cos1_open, sin1_open, cos2_open, sin2_open = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
        height_open = np.int64(0)
        for i in range(lanes):
            a[i], b[i], u[i], v[i] = state[i], state[w + i], state[2 * w + i], state[3 * w + i]
            torque[i] = action[i] - 1.0
        accelerations(lanes, a, b, u, v, torque, p1, q1)
        for i in range(lanes):
            u2[i], v2[i] = u[i] + half * p1[i], v[i] + half * q1[i]
            a[i], b[i] = state[i] + half * u[i], state[w + i] + half * v[i]
        accelerations(lanes, a, b, u2, v2, torque, p2, q2)
        for i in range(lanes):
            u3[i], v3[i] = u[i] + half * p2[i], v[i] + half * q2[i]
            a[i], b[i] = state[i] + half * u2[i], state[w + i] + half * v2[i]
        accelerations(lanes, a, b, u3, v3, torque, p3, q3)
        for i in range(lanes):
            u4[i], v4[i] = u[i] + dt * p3[i], v[i] + dt * q3[i]
            a[i], b[i] = state[i] + dt * u3[i], state[w + i] + dt * v3[i]
        accelerations(lanes, a, b, u4, v4, torque, p4, q4)
        for i in range(lanes):
            a[i] = state[i] + sixth * (u[i] + 2.0 * u2[i] + 2.0 * u3[i] + u4[i])
            b[i] = state[w + i] + sixth * (v[i] + 2.0 * v2[i] + 2.0 * v3[i] + v4[i])
            u[i] = min(max(u[i] + sixth * (p1[i] + 2.0 * p2[i] + 2.0 * p3[i] + p4[i]), -_FASTEST_1), _FASTEST_1)
            v[i] = min(max(v[i] + sixth * (q1[i] + 2.0 * q2[i] + 2.0 * q3[i] + q4[i]), -_FASTEST_2), _FASTEST_2)
        for i in range(lanes):
            a[i], b[i] = wrapped(a[i]), wrapped(b[i])
        for i in range(lanes):
            state[i], state[w + i], state[2 * w + i], state[3 * w + i] = a[i], b[i], u[i], v[i]
            observation[w + i], observation[i], sin_doubt, cos_doubt = sin_cos(a[i])
            sin1_open |= flag(sin_doubt, i)
            cos1_open |= flag(cos_doubt, i)
            observation[3 * w + i], observation[2 * w + i], sin_doubt, cos_doubt = sin_cos(b[i])
            sin2_open |= flag(sin_doubt, i)
            cos2_open |= flag(cos_doubt, i)
            both[i] = b[i] + a[i]
            height[i], cos_doubt = cos(both[i])
            height_open |= flag(cos_doubt, i)
        settle_cosines(cos1_open, a, observation)
        settle_sines(sin1_open, a, part(observation, w))
        settle_cosines(cos2_open, b, part(observation, 2 * w))
        settle_sines(sin2_open, b, part(observation, 3 * w))
        settle_cosines(height_open, both, height)
        for i in range(lanes):
            done = -observation[i] - height[i] > 1.0
            terminated[i] = np.int64(done)
            reward[i] = 0.0 if done else -1.0
            observation[i] = np.float64(np.float32(observation[i]))
            observation[w + i] = np.float64(np.float32(observation[w + i]))
            observation[2 * w + i] = np.float64(np.float32(observation[2 * w + i]))
            observation[3 * w + i] = np.float64(np.float32(observation[3 * w + i]))
            observation[4 * w + i] = np.float64(np.float32(u[i]))
            observation[5 * w + i] = np.float64(np.float32(v[i]))

    return step


ENVIRONMENT = NativeEnvironment(TASK, state_size=4, draws=4, initial=initial, dynamics=dynamics)

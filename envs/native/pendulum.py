"""Pendulum-v1: swing up a pendulum with a weak motor. Float64 state, float32 torque as Gymnasium computes it."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ppc.compiler.signature import Box, Field
from ppc.envs.native.environment import LANES, Dynamics, NativeEnvironment, as_float32
from ppc.envs.task import Task

TASK = Task(
    env_id="Pendulum-v1",
    name="pendulum-v1",
    description="A rod hangs from a motor that is too weak to lift it at once. Swing it up and hold it upright.",
    observation=(
        Field("cos_angle", "", -1.0, 1.0, "cosine of the angle; 1 is upright"),
        Field("sin_angle", "", -1.0, 1.0, "sine of the angle, positive counter-clockwise"),
        Field("angular_velocity", "rad/s", -8.0, 8.0, "angular velocity"),
    ),
    action=Box((Field("torque", "N m", -2.0, 2.0, "torque of the motor"),)),
    dt=0.05,
    reward_text="Minus (angle² + 0.1 angular_velocity² + 0.001 torque²) at every step, the angle in [-pi, pi], 0 upright.",
    reward_code=(
        "def reward(observation, action, next_observation, terminated):\n"
        "    angle = math.atan2(observation[1], observation[0])\n"
        "    return -(angle ** 2 + 0.1 * observation[2] ** 2 + 0.001 * action[0] ** 2)\n"
    ),
    horizon=200,
    native="pendulum",
)

# The state of a lane is the angle, the velocity and the sine that the observation needed anyway.


def initial(draws: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    high = np.array([np.pi, 1.0])
    states = -high + (high - -high) * draws
    angle, velocity = states[:, 0], states[:, 1]
    sine = np.sin(angle)
    return np.stack([angle, velocity, sine], axis=1), as_float32(np.stack([np.cos(angle), sine, velocity], axis=1))


def dynamics() -> Dynamics:
    from numba import njit

    from ppc.envs.native.arithmetic import flag, remainder, settle_squares, square_f32_in_doubt, square_in_doubt
    from ppc.envs.native.pointers import lowest_bit, part, room_f64, square_by_powf
    from ppc.envs.native.trigonometry import settle_cosines, settle_sines, sin_cos

    gravity = 3 * 10.0 / (2 * 1.0)
    inertia, velocity_cost = np.float32(3.0 / (1.0 * 1.0**2)), 0.1
    torque_cost, limit, dt = np.float32(0.001), np.float32(2.0), 0.05
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        folded, angle_square, velocity_square = room_f64(w), room_f64(w), room_f64(w)
        torque, torque_square = room_f64(w), room_f64(w)
        angle_open, velocity_open, torque_open = np.int64(0), np.int64(0), np.int64(0)
        for i in range(lanes):
            single = min(max(np.float32(action[i]), -limit), limit)
            angle = remainder(state[i] + math.pi, 2 * math.pi) - math.pi
            velocity = state[w + i]
            folded[i], angle_square[i], velocity_square[i] = angle, angle * angle, velocity * velocity
            torque[i], torque_square[i] = np.float64(single), np.float64(single * single)
            angle_open |= flag(square_in_doubt(angle), i)
            velocity_open |= flag(square_in_doubt(velocity), i)
            torque_open |= flag(square_f32_in_doubt(single), i)
        settle_squares(angle_open, folded, angle_square)
        settle_squares(velocity_open, part(state, w), velocity_square)
        while torque_open != 0:
            i = lowest_bit(torque_open)
            torque_open &= torque_open - 1
            torque_square[i] = np.float64(square_by_powf(np.float32(torque[i])))
        sine_open, cosine_open = np.int64(0), np.int64(0)
        for i in range(lanes):
            single = np.float32(torque[i])
            effort = np.float64(torque_cost * np.float32(torque_square[i]))
            reward[i] = -(angle_square[i] + velocity_cost * velocity_square[i] + effort)
            terminated[i] = 0
            velocity = state[w + i]
            velocity = velocity + (gravity * state[2 * w + i] + np.float64(inertia * single)) * dt
            velocity = min(max(velocity, -8.0), 8.0)
            state[i], state[w + i] = state[i] + velocity * dt, velocity
            observation[2 * w + i] = np.float64(np.float32(velocity))
            state[2 * w + i], observation[i], sine_doubt, cosine_doubt = sin_cos(state[i])
            sine_open |= flag(sine_doubt, i)
            cosine_open |= flag(cosine_doubt, i)
        settle_sines(sine_open, state, part(state, 2 * w))
        settle_cosines(cosine_open, state, observation)
        for i in range(lanes):
            observation[i] = np.float64(np.float32(observation[i]))
            observation[w + i] = np.float64(np.float32(state[2 * w + i]))

    return step


ENVIRONMENT = NativeEnvironment(TASK, state_size=3, draws=2, initial=initial, dynamics=dynamics)

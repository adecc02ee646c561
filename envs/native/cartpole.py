"""CartPole-v1: a pole on a cart, after Barto, Sutton and Anderson (1983); explicit Euler at 50 Hz."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ppc.compiler.signature import Discrete, Field
from ppc.envs.native.environment import LANES, Dynamics, NativeEnvironment, as_float32
from ppc.envs.task import Success, Task

_ANGLE_LIMIT = 12 * 2 * math.pi / 360
_POSITION_LIMIT = 2.4

TASK = Task(
    env_id="CartPole-v1",
    name="cartpole-v1",
    description="A pole stands on a cart that moves along a track. Push the cart left or right to keep the pole upright.",
    observation=(
        Field("cart_position", "m", -4.8, 4.8, "position of the cart; the episode ends beyond ±2.4"),
        Field("cart_velocity", "m/s", meaning="velocity of the cart"),
        Field("pole_angle", "rad", -2 * _ANGLE_LIMIT, 2 * _ANGLE_LIMIT, "angle from upright; the episode ends beyond ±0.2095"),
        Field("pole_velocity", "rad/s", meaning="angular velocity of the pole"),
    ),
    action=Discrete(2, ("push left with 10 N", "push right with 10 N")),
    dt=0.02,
    reward_text="1 for every step, the last one included; at most 500.",
    reward_code="def reward(observation, action, next_observation, terminated):\n    return 1.0\n",
    horizon=500,
    success=Success(475.0),
    native="cartpole",
)


def initial(draws: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    states = -0.05 + (0.05 - -0.05) * draws
    return states, as_float32(states)


def dynamics() -> Dynamics:
    from numba import njit

    from ppc.envs.native.arithmetic import divided, flag
    from ppc.envs.native.pointers import part, room_f64
    from ppc.envs.native.trigonometry import settle_cosines, settle_sines, sin_cos_small

    gravity, cart, pole, length, push, tau = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02
    total, moment = pole + cart, pole * length
    per_total = 1.0 / total
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        sine, cosine = room_f64(w), room_f64(w)
        sine_open, cosine_open = np.int64(0), np.int64(0)
        for i in range(lanes):
            sine[i], cosine[i], sine_doubt, cosine_doubt = sin_cos_small(state[2 * w + i])
            sine_open |= flag(sine_doubt, i)
            cosine_open |= flag(cosine_doubt, i)
        settle_sines(sine_open, part(state, 2 * w), sine)
        settle_cosines(cosine_open, part(state, 2 * w), cosine)
        for i in range(lanes):
            x, x_dot, theta, theta_dot = state[i], state[w + i], state[2 * w + i], state[3 * w + i]
            force = push if action[i] == 1.0 else -push
            s, c = sine[i], cosine[i]
            temp = divided(force + moment * (theta_dot * theta_dot) * s, total, per_total)
            theta_acc = (gravity * s - c * temp) / (length * (4.0 / 3.0 - divided(pole * (c * c), total, per_total)))
            x_acc = temp - divided(moment * theta_acc * c, total, per_total)
            x = x + tau * x_dot
            x_dot = x_dot + tau * x_acc
            theta = theta + tau * theta_dot
            theta_dot = theta_dot + tau * theta_acc
            state[i], state[w + i], state[2 * w + i], state[3 * w + i] = x, x_dot, theta, theta_dot
            observation[i] = np.float64(np.float32(x))
            observation[w + i] = np.float64(np.float32(x_dot))
            observation[2 * w + i] = np.float64(np.float32(theta))
            observation[3 * w + i] = np.float64(np.float32(theta_dot))
            out = (x < -_POSITION_LIMIT) | (x > _POSITION_LIMIT) | (theta < -_ANGLE_LIMIT) | (theta > _ANGLE_LIMIT)
            terminated[i] = np.int64(out)
            reward[i] = 1.0

    return step


ENVIRONMENT = NativeEnvironment(TASK, state_size=4, draws=4, initial=initial, dynamics=dynamics)

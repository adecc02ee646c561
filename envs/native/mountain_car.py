"""MountainCar-v0: drive an underpowered car out of a valley, after Moore (1990). All arithmetic in float64."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from typing import Any

import numpy as np

from ppc.compiler.signature import Discrete, Field
from ppc.envs.native.environment import LANES, Dynamics, NativeEnvironment, as_float32
from ppc.envs.task import Success, Task

TASK = Task(
    env_id="MountainCar-v0",
    name="mountaincar-v0",
    description="A car in a valley is too weak to climb the right hill directly. Reach position 0.5 in few steps.",
    observation=(
        Field("position", "m", -1.2, 0.6, "position; the valley's floor is near -0.52, the goal at 0.5"),
        Field("velocity", "m/step", -0.07, 0.07, "change of position in a step"),
    ),
    action=Discrete(3, ("accelerate left", "do not accelerate", "accelerate right")),
    dt=1.0,  # the dynamics have no unit of time but the step
    safe_action=(1.0,),
    reward_text="-1 for every step until the goal is reached; at worst -200.",
    reward_code="def reward(observation, action, next_observation, terminated):\n    return -1.0\n",
    horizon=200,
    success=Success(-110.0),
    native="mountain_car",
)


def initial(draws: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    states = np.zeros((len(draws), 2))
    states[:, 0] = -0.6 + (-0.4 - -0.6) * draws[:, 0]
    return states, as_float32(states)


def dynamics() -> Dynamics:
    from numba import njit

    from ppc.envs.native.arithmetic import flag
    from ppc.envs.native.pointers import room_f64
    from ppc.envs.native.trigonometry import cos, settle_cosines

    force, gravity, low, high, fastest, goal = 0.001, 0.0025, -1.2, 0.6, 0.07, 0.5
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        at, slope, doubts = room_f64(w), room_f64(w), np.int64(0)
        for i in range(lanes):
            at[i] = 3.0 * state[i]
            slope[i], doubt = cos(at[i])
            doubts |= flag(doubt, i)
        settle_cosines(doubts, at, slope)
        for i in range(lanes):
            position, velocity = state[i], state[w + i]
            velocity += (action[i] - 1.0) * force + slope[i] * (-gravity)
            velocity = min(max(velocity, -fastest), fastest)
            position += velocity
            position = min(max(position, low), high)
            if (position == low) & (velocity < 0.0):
                velocity = 0.0
            state[i], state[w + i] = position, velocity
            observation[i] = np.float64(np.float32(position))
            observation[w + i] = np.float64(np.float32(velocity))
            terminated[i] = np.int64((position >= goal) & (velocity >= 0.0))
            reward[i] = -1.0

    return step


ENVIRONMENT = NativeEnvironment(TASK, state_size=2, draws=1, initial=initial, dynamics=dynamics)

"""MountainCarContinuous-v0: the car in the valley with a continuous throttle.

Gymnasium keeps the state in float64 until the first step has been made and in float32 from then on; the force is
float32 unless it had to be clipped, and then a Python float. Both change bits, so both are reproduced.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from typing import Any

import numpy as np

from ppc.compiler.signature import Box, Field
from ppc.envs.native.environment import LANES, Dynamics, NativeEnvironment, as_float32
from ppc.envs.task import Success, Task

TASK = Task(
    env_id="MountainCarContinuous-v0",
    name="mountaincarcontinuous-v0",
    description="A car in a valley is too weak to climb the right hill directly. Reach position 0.45 with little effort.",
    observation=(
        Field("position", "m", -1.2, 0.6, "position; the valley's floor is near -0.52, the goal at 0.45"),
        Field("velocity", "m/step", -0.07, 0.07, "change of position in a step"),
    ),
    action=Box((Field("force", "", -1.0, 1.0, "throttle, positive to the right"),)),
    dt=1.0,  # the dynamics have no unit of time but the step
    reward_text="Minus 0.1 force² at every step, and +100 when the goal is reached.",
    reward_code=(
        "def reward(observation, action, next_observation, terminated):\n"
        "    return (100.0 if terminated else 0.0) - 0.1 * action[0] ** 2\n"
    ),
    horizon=999,
    success=Success(90.0),
    native="continuous_mountain_car",
)

# The state of a lane is position, velocity and 1.0 before the first step, 0.0 after it.


def initial(draws: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    states = np.zeros((len(draws), 3))
    states[:, 0] = -0.6 + (-0.4 - -0.6) * draws[:, 0]
    states[:, 2] = 1.0
    return states, as_float32(states[:, :2])


def dynamics() -> Dynamics:
    from numba import njit

    from ppc.envs.native.arithmetic import flag
    from ppc.envs.native.pointers import room_f64
    from ppc.envs.native.trigonometry import cos, settle_cosines

    power, gravity = 0.0015, 0.0025
    power_f32, three = np.float32(0.0015), np.float32(3.0)
    low, high, fastest, goal = np.float32(-1.2), np.float32(0.6), np.float32(0.07), np.float32(0.45)
    zero = np.float32(0.0)
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        at, slope, doubts = room_f64(w), room_f64(w), np.int64(0)
        for i in range(lanes):
            single = np.float64(three * np.float32(state[i]))
            at[i] = 3.0 * state[i] if state[2 * w + i] != 0.0 else single
            slope[i], doubt = cos(at[i])
            doubts |= flag(doubt, i)
        settle_cosines(doubts, at, slope)
        for i in range(lanes):
            first = state[2 * w + i] != 0.0
            force = np.float64(np.float32(action[i]))
            pull = gravity * slope[i]
            if (force < -1.0) | (force > 1.0):
                change = (power if force > 0.0 else -power) - pull
            else:
                change = np.float64(np.float32(force) * power_f32 - np.float32(pull))
            velocity = np.float32(state[w + i]) + np.float32(change)
            velocity = max(min(velocity, fastest), -fastest)
            position = np.float32(state[i]) + velocity
            if first:  # no limit can be reached in the first step
                velocity = np.float32(change)
                position = np.float32(state[i] + change)
            position = max(min(position, high), low)
            if (position == low) & (velocity < zero):
                velocity = zero
            state[i], state[w + i], state[2 * w + i] = np.float64(position), np.float64(velocity), 0.0
            observation[i], observation[w + i] = np.float64(position), np.float64(velocity)
            arrived = (position >= goal) & (velocity >= zero)
            terminated[i] = np.int64(arrived)
            reward[i] = (100.0 if arrived else 0.0) - force * force * 0.1

    return step


ENVIRONMENT = NativeEnvironment(TASK, state_size=3, draws=1, initial=initial, dynamics=dynamics)

"""InvertedPendulum-v5: a pole on a cart, pushed by a force of any size."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math

from ppc.compiler.signature import Box, Field
from ppc.envs.mujoco.environment import QPOS, QVEL, Functions, MujocoEnvironment, uniform_start
from ppc.envs.task import Success, Task

TASK = Task(
    env_id="InvertedPendulum-v5",
    name="invertedpendulum-v5",
    description=(
        "A pole stands on a cart that slides along a rail of ±1 m. Push the cart to keep the pole upright: the episode ends "
        "when it leans more than 0.2 rad. qpos is cart_position and pole_angle, qvel their velocities."
    ),
    observation=(
        Field("cart_position", "m", meaning="position of the cart; the rail ends at ±1"),
        Field("pole_angle", "rad", meaning="angle from upright; the episode ends beyond ±0.2"),
        Field("cart_velocity", "m/s", meaning="velocity of the cart"),
        Field("pole_velocity", "rad/s", meaning="angular velocity of the pole"),
    ),
    groups={"qpos": (0, 2), "qvel": (2, 4)},
    action=Box((Field("push", "", -3.0, 3.0, "the force on the cart is 100 N times this"),)),
    dt=0.04,
    reward_text="1 for every step, 0 for the one in which the pole falls; at most 1000.",
    reward_code="def reward(observation, action, next_observation, terminated):\n    return 0.0 if terminated else 1.0\n",
    horizon=1000,
    success=Success(950.0),
    native="mujoco.inverted_pendulum",
)


def functions() -> Functions:
    from numba import njit

    from ppc.envs.native.pointers import f64_at

    @njit(error_model="numpy")
    def before(arrays, settings, kept):
        pass

    @njit(error_model="numpy")
    def observe(arrays, settings, observation):
        qpos, qvel = f64_at(arrays[QPOS]), f64_at(arrays[QVEL])
        for i in range(2):
            observation[i], observation[2 + i] = qpos[i], qvel[i]

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        fallen = abs(observation[1]) > 0.2
        for i in range(4):
            fallen |= not math.isfinite(observation[i])
        return (0.0 if fallen else 1.0), fallen

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(
    TASK, "inverted_pendulum.xml", frame_skip=2, nq=2, nv=2, start=uniform_start(0.01), functions=functions
)

"""InvertedDoublePendulum-v5: two poles, one on top of the other, on a cart."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math

from ppc.compiler.signature import Box, Field
from ppc.envs.mujoco.environment import QFRC_CONSTRAINT, QPOS, QVEL, SITE_XPOS, Functions, MujocoEnvironment, normal_start
from ppc.envs.mujoco.parity import sine_of_arrays
from ppc.envs.task import Success, Task

TASK = Task(
    env_id="InvertedDoublePendulum-v5",
    name="inverteddoublependulum-v5",
    description=(
        "A pole stands on a cart on a rail of ±1 m, a second pole on top of it. Push the cart to keep both upright: the "
        "episode ends when the upper tip sinks to a height of 1 m. qvel holds the three velocities."
    ),
    observation=(
        Field("cart_position", "m", meaning="position of the cart; the rail ends at ±1"),
        Field("sin_angle_1", "", meaning="sine of the lower pole's angle from upright"),
        Field("sin_angle_2", "", meaning="sine of the upper pole's angle relative to the lower one"),
        Field("cos_angle_1", "", meaning="cosine of the lower pole's angle; 1 is upright"),
        Field("cos_angle_2", "", meaning="cosine of the upper pole's angle; 1 is in line with the lower one"),
        Field("cart_velocity", "m/s", meaning="velocity of the cart, clipped to ±10"),
        Field("angular_velocity_1", "rad/s", meaning="angular velocity of the lower pole, clipped to ±10"),
        Field("angular_velocity_2", "rad/s", meaning="angular velocity of the upper joint, clipped to ±10"),
        Field("rail_force", "N", meaning="force of the rail's end on the cart, clipped to ±10; 0 away from it"),
    ),
    groups={"qvel": (5, 8)},
    action=Box((Field("push", "", -1.0, 1.0, "the force on the cart is 500 N times this"),)),
    dt=0.05,
    reward_text=(
        "10 while the poles stand, minus 0.01 x**2 + (y - 2)**2 for the upper tip at x and height y in m, minus "
        "0.001 angular_velocity_1**2 + 0.005 angular_velocity_2**2."
    ),
    reward_code=(
        "def reward(x, y, rate_1, rate_2, terminated):  # tip of the upper pole, angular velocities before clipping\n"
        "    alive = 0.0 if terminated else 10.0\n"
        "    return alive - (0.01 * x**2 + (y - 2) ** 2) - (0.001 * rate_1**2 + 0.005 * rate_2**2)\n"
    ),
    horizon=1000,
    success=Success(9100.0),
    native="mujoco.inverted_double_pendulum",
)


def functions() -> Functions:
    from numba import njit

    from ppc.envs.mujoco.arithmetic import clipped
    from ppc.envs.native.arithmetic import squared
    from ppc.envs.native.pointers import f64_at

    @njit(error_model="numpy")
    def before(arrays, settings, kept):
        pass

    @njit(error_model="numpy")
    def observe(arrays, settings, observation):
        qpos, qvel = f64_at(arrays[QPOS]), f64_at(arrays[QVEL])
        observation[0] = qpos[0]
        for i in range(2):
            observation[1 + i], observation[3 + i] = math.sin(qpos[1 + i]), math.cos(qpos[1 + i])
        for i in range(3):
            observation[5 + i] = clipped(qvel[i], -10.0, 10.0)
        observation[8] = clipped(f64_at(arrays[QFRC_CONSTRAINT])[0], -10.0, 10.0)

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        qvel, tip = f64_at(arrays[QVEL]), f64_at(arrays[SITE_XPOS])
        x, y = tip[0], tip[2]
        fallen = y <= 1.0
        distance = 0.01 * squared(x) + squared(y - 2.0)
        motion = 1e-3 * squared(qvel[1]) + 5e-3 * squared(qvel[2])
        return (0.0 if fallen else 10.0) - distance - motion, fallen

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(
    TASK, "inverted_double_pendulum.xml", frame_skip=5, nq=3, nv=3, start=normal_start(0.1), functions=functions,
    variant=sine_of_arrays,
)  # fmt: skip

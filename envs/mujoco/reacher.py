"""Reacher-v5: an arm of two links that reaches for a random point."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math

import numpy as np

from ppc.compiler.signature import Field
from ppc.envs.mujoco.environment import QPOS, QVEL, VARIANT, XPOS, Floats, Functions, MujocoEnvironment
from ppc.envs.mujoco.fields import torques
from ppc.envs.mujoco.parity import FUSED, reacher
from ppc.envs.task import Success, Task

_FINGERTIP, _TARGET = 3, 4  # bodies of reacher.xml; the world is 0

TASK = Task(
    env_id="Reacher-v5",
    name="reacher-v5",
    description=(
        "An arm of two links of 0.1 m turns in a plane around the origin. Move its fingertip to the target, a random point "
        "within 0.2 m, and keep it there. target is (x, y) of the target, to_target the fingertip minus the target."
    ),
    observation=(
        Field("cos_angle_1", "", meaning="cosine of the first link's angle"),
        Field("cos_angle_2", "", meaning="cosine of the second link's angle relative to the first"),
        Field("sin_angle_1", "", meaning="sine of the first link's angle"),
        Field("sin_angle_2", "", meaning="sine of the second link's angle relative to the first"),
        Field("target_x", "m", meaning="position of the target along x"),
        Field("target_y", "m", meaning="position of the target along y"),
        Field("angular_velocity_1", "rad/s", meaning="angular velocity of the first link"),
        Field("angular_velocity_2", "rad/s", meaning="angular velocity of the second joint"),
        Field("error_x", "m", meaning="position of the fingertip minus that of the target, along x"),
        Field("error_y", "m", meaning="position of the fingertip minus that of the target, along y"),
    ),
    groups={"target": (4, 6), "qvel": (6, 8), "error": (8, 10)},
    action=torques((("shoulder", 200.0), ("elbow", 200.0))),
    dt=0.02,
    reward_text="Minus the distance between fingertip and target in m, minus the sum of the squared action.",
    reward_code=(
        "def reward(observation, action, next_observation, terminated):\n"
        "    x, y = next_observation[8], next_observation[9]\n"
        "    return -((x * x + y * y) ** 0.5) - sum(a * a for a in action)  # heights differ by nothing\n"
    ),
    horizon=50,
    success=Success(-3.75),
    native="mujoco.reacher",
)


def start(generator: np.random.Generator, qpos: Floats, qvel: Floats) -> tuple[Floats, Floats]:
    positions = generator.uniform(low=-0.1, high=0.1, size=4) + qpos
    while True:
        goal = generator.uniform(low=-0.2, high=0.2, size=2)
        if np.linalg.norm(goal) < 0.2:
            break
    positions[2:] = goal
    velocities = qvel + generator.uniform(low=-0.005, high=0.005, size=4)
    velocities[2:] = 0.0
    return positions, velocities


def functions() -> Functions:
    from numba import njit

    from ppc.envs.mujoco.arithmetic import control_cost_f32
    from ppc.envs.native.pointers import f64_at, fma

    @njit(error_model="numpy")
    def before(arrays, settings, kept):
        pass

    @njit(error_model="numpy")
    def observe(arrays, settings, observation):
        qpos, qvel, xpos = f64_at(arrays[QPOS]), f64_at(arrays[QVEL]), f64_at(arrays[XPOS])
        for i in range(2):
            observation[i], observation[2 + i] = math.cos(qpos[i]), math.sin(qpos[i])
            observation[4 + i], observation[6 + i] = qpos[2 + i], qvel[i]
            observation[8 + i] = xpos[3 * _FINGERTIP + i] - xpos[3 * _TARGET + i]

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        xpos = f64_at(arrays[XPOS])
        x, y = observation[8], observation[9]
        z = xpos[3 * _FINGERTIP + 2] - xpos[3 * _TARGET + 2]
        fused = fma(z, z, fma(y, y, x * x))
        distance = math.sqrt(fused if settings[VARIANT] == FUSED else (x * x + y * y) + z * z)
        return -distance + -control_cost_f32(1.0, control, 2), False

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(
    TASK, "reacher.xml", frame_skip=2, nq=4, nv=4, start=start, functions=functions, variant=reacher
)  # fmt: skip

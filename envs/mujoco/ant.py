"""Ant-v5: a four-legged walker in three dimensions, after Schulman et al. (2015)."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math

from ppc.compiler.signature import Field
from ppc.envs.mujoco.environment import CFRC_EXT, DT, QPOS, QVEL, XPOS, Functions, MujocoEnvironment, normal_start
from ppc.envs.mujoco.fields import hinge_rates, hinges, torques
from ppc.envs.task import Success, Task

_LEGS = ("front_left", "front_right", "back_left", "back_right")
_JOINTS = tuple((f"{leg}_{part}", f"the {leg.replace('_', ' ')} {part}") for leg in _LEGS for part in ("hip", "ankle"))
_MOTORS = tuple(f"{leg}_{part}" for leg in (_LEGS[3], *_LEGS[:3]) for part in ("hip", "ankle"))  # in the model's order
_BODIES = ("torso", *(f"{leg}_{part}" for leg in _LEGS for part in ("base", "leg", "foot")))
_FORCES = 6 * 14  # torque and force on each body, the world included

TASK = Task(
    env_id="Ant-v5",
    name="ant-v5",
    description=(
        "A torso on four legs of two joints each. Walk forward, along x, as fast as possible. The episode ends when the height "
        "of the torso leaves 0.2 to 1 m. qpos holds the positions without x and y, qvel all velocities, cfrc_ext torque (3) "
        "and force (3) of contacts on each body, clipped to ±1."
    ),
    observation=(
        Field("torso_z", "m", meaning="height of the torso; the episode ends outside of 0.2 to 1"),
        Field("torso_quaternion", "", meaning="orientation of the torso as a quaternion w, x, y, z", size=4),
        *hinges(_JOINTS),
        Field("torso_velocity", "m/s", meaning="velocity of the torso along x, y, z", size=3),
        Field("torso_rate", "rad/s", meaning="angular velocity of the torso around its own axes", size=3),
        *hinge_rates(_JOINTS),
        *(Field(f"{b}_contact", "N m, N", meaning=f"torque and force on the {b.replace('_', ' ')}", size=6) for b in _BODIES),
    ),
    groups={"qpos": (0, 13), "qvel": (13, 27), "cfrc_ext": (27, 105)},
    action=torques((name, 150.0) for name in _MOTORS),
    dt=0.05,
    reward_text=(
        "The forward velocity of the torso over the step in m/s, plus 1 while the episode goes on, minus 0.5 times the sum of "
        "the squared action, minus 0.0005 times the sum of the squared contact forces, each clipped to ±1."
    ),
    reward_code=(
        "def reward(x_before, x_after, action, contacts, terminated):  # x of the torso, which is not observed\n"
        "    alive = 0.0 if terminated else 1.0\n"
        "    costs = 0.5 * sum(a * a for a in action) + 0.0005 * sum(f * f for f in contacts)\n"
        "    return (x_after - x_before) / 0.05 + alive - costs\n"
    ),
    horizon=1000,
    success=Success(6000.0),
    native="mujoco.ant",
)


def functions() -> Functions:
    from numba import njit

    from ppc.envs.mujoco.arithmetic import clipped, control_cost_f32, sum_of_squares
    from ppc.envs.native.pointers import f64_at

    @njit(error_model="numpy")
    def before(arrays, settings, kept):
        kept[0] = f64_at(arrays[XPOS])[3]

    @njit(error_model="numpy")
    def observe(arrays, settings, observation):
        qpos, qvel, force = f64_at(arrays[QPOS]), f64_at(arrays[QVEL]), f64_at(arrays[CFRC_EXT])
        for i in range(13):
            observation[i] = qpos[2 + i]
        for i in range(14):
            observation[13 + i] = qvel[i]
        for i in range(_FORCES - 6):
            observation[27 + i] = clipped(force[6 + i], -1.0, 1.0)

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        qpos, qvel = f64_at(arrays[QPOS]), f64_at(arrays[QVEL])
        healthy = (qpos[2] >= 0.2) & (qpos[2] <= 1.0)
        for i in range(15):
            healthy &= math.isfinite(qpos[i])
        for i in range(14):
            healthy &= math.isfinite(qvel[i])
        reward = (f64_at(arrays[XPOS])[3] - kept[0]) / settings[DT] + (1.0 if healthy else 0.0)
        contact = 5e-4 * sum_of_squares(f64_at(arrays[CFRC_EXT]), -1.0, 1.0, _FORCES)
        return reward - (control_cost_f32(0.5, control, 8) + contact), not healthy

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(
    TASK, "ant.xml", frame_skip=5, nq=15, nv=14, start=normal_start(0.1), functions=functions, forces=True
)  # fmt: skip

"""Walker2d-v5: a planar walker with two legs, after Erez, Tassa and Todorov (2011)."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from ppc.compiler.signature import Field
from ppc.envs.mujoco.environment import DT, QPOS, QVEL, Functions, MujocoEnvironment, uniform_start
from ppc.envs.mujoco.fields import hinge_rates, hinges, torques
from ppc.envs.task import Task

_JOINTS = (
    ("right_thigh", "the right hip"),
    ("right_leg", "the right knee"),
    ("right_foot", "the right ankle"),
    ("left_thigh", "the left hip"),
    ("left_leg", "the left knee"),
    ("left_foot", "the left ankle"),
)

TASK = Task(
    env_id="Walker2d-v5",
    name="walker2d-v5",
    description=(
        "A two-legged walker in a vertical plane. Walk forward, along x, without falling. The episode ends when the torso's "
        "height leaves 0.8 to 2 m or its pitch ±1 rad. qpos holds the positions without x, qvel all velocities, clipped to ±10."
    ),
    observation=(
        Field("torso_z", "m", meaning="height of the torso; the episode ends outside of 0.8 to 2"),
        Field("torso_pitch", "rad", meaning="pitch of the torso; the episode ends beyond ±1"),
        *hinges(_JOINTS),
        Field("torso_vx", "m/s", meaning="forward velocity of the torso"),
        Field("torso_vz", "m/s", meaning="vertical velocity of the torso"),
        Field("torso_pitch_rate", "rad/s", meaning="angular velocity of the torso's pitch"),
        *hinge_rates(_JOINTS),
    ),
    groups={"qpos": (0, 8), "qvel": (8, 17)},
    action=torques((name, 100.0) for name, _ in _JOINTS),
    dt=0.008,
    reward_text=(
        "The forward velocity over the step in m/s, plus 1 while it has not fallen, minus 0.001 times the sum of the squared "
        "action."
    ),
    reward_code=(
        "def reward(x_before, x_after, action, terminated):  # x of the torso, which is not observed\n"
        "    alive = 0.0 if terminated else 1.0\n"
        "    return (x_after - x_before) / 0.008 + alive - 0.001 * sum(a * a for a in action)\n"
    ),
    horizon=1000,
    native="mujoco.walker2d",
)


def functions() -> Functions:
    from numba import njit

    from ppc.envs.mujoco.arithmetic import clipped, control_cost_f32
    from ppc.envs.native.pointers import f64_at

    @njit(error_model="numpy")
    def before(arrays, settings, kept):
        kept[0] = f64_at(arrays[QPOS])[0]

    @njit(error_model="numpy")
    def observe(arrays, settings, observation):
        qpos, qvel = f64_at(arrays[QPOS]), f64_at(arrays[QVEL])
        for i in range(8):
            observation[i] = qpos[1 + i]
        for i in range(9):
            observation[8 + i] = clipped(qvel[i], -10.0, 10.0)

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        qpos = f64_at(arrays[QPOS])
        healthy = (qpos[1] > 0.8) & (qpos[1] < 2.0) & (qpos[2] > -1.0) & (qpos[2] < 1.0)
        reward = (qpos[0] - kept[0]) / settings[DT] + (1.0 if healthy else 0.0)
        return reward - control_cost_f32(1e-3, control, 6), not healthy

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(
    TASK, "walker2d_v5.xml", frame_skip=4, nq=9, nv=9, start=uniform_start(5e-3), functions=functions
)

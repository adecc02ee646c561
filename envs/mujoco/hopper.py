"""Hopper-v5: a planar one-legged hopper, after Erez, Tassa and Todorov (2011)."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from ppc.compiler.signature import Field
from ppc.envs.mujoco.environment import DT, QPOS, QVEL, Functions, MujocoEnvironment, uniform_start
from ppc.envs.mujoco.fields import hinge_rates, hinges, torques
from ppc.envs.task import Success, Task

_INFINITY = float("inf")
_JOINTS = (("thigh", "the hip"), ("leg", "the knee"), ("foot", "the ankle"))

TASK = Task(
    env_id="Hopper-v5",
    name="hopper-v5",
    description=(
        "A one-legged hopper in a vertical plane. Hop forward, along x, without falling. The episode ends at a torso height of "
        "0.7 m, at a pitch of ±0.2 rad, or when another number of the state leaves ±100. qpos holds the positions without x, "
        "qvel all velocities, clipped to ±10."
    ),
    observation=(
        Field("torso_z", "m", meaning="height of the torso; the episode ends at 0.7"),
        Field("torso_pitch", "rad", meaning="pitch of the torso; the episode ends at ±0.2"),
        *hinges(_JOINTS),
        Field("torso_vx", "m/s", meaning="forward velocity of the torso"),
        Field("torso_vz", "m/s", meaning="vertical velocity of the torso"),
        Field("torso_pitch_rate", "rad/s", meaning="angular velocity of the torso's pitch"),
        *hinge_rates(_JOINTS),
    ),
    groups={"qpos": (0, 5), "qvel": (5, 11)},
    action=torques((name, 200.0) for name, _ in _JOINTS),
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
    success=Success(3800.0),
    native="mujoco.hopper",
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
        for i in range(5):
            observation[i] = qpos[1 + i]
        for i in range(6):
            observation[5 + i] = clipped(qvel[i], -10.0, 10.0)

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        qpos, qvel = f64_at(arrays[QPOS]), f64_at(arrays[QVEL])
        healthy = (qpos[1] > 0.7) & (qpos[1] < _INFINITY) & (qpos[2] > -0.2) & (qpos[2] < 0.2)
        for i in range(2, 6):
            healthy &= (qpos[i] > -100.0) & (qpos[i] < 100.0)
        for i in range(6):
            healthy &= (qvel[i] > -100.0) & (qvel[i] < 100.0)
        reward = (qpos[0] - kept[0]) / settings[DT] + (1.0 if healthy else 0.0)
        return reward - control_cost_f32(1e-3, control, 3), not healthy

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(TASK, "hopper.xml", frame_skip=4, nq=6, nv=6, start=uniform_start(5e-3), functions=functions)

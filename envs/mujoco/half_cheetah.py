"""HalfCheetah-v5: a planar runner with two legs, after Wawrzyński (2009)."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from ppc.compiler.signature import Field
from ppc.envs.mujoco.environment import DT, QPOS, QVEL, Functions, MujocoEnvironment, normal_start
from ppc.envs.mujoco.fields import hinge_rates, hinges, torques
from ppc.envs.task import Success, Task

_JOINTS = (
    ("back_thigh", "the back hip"),
    ("back_shin", "the back knee"),
    ("back_foot", "the back ankle"),
    ("front_thigh", "the front hip"),
    ("front_shin", "the front knee"),
    ("front_foot", "the front ankle"),
)
_GEARS = (120.0, 90.0, 60.0, 120.0, 60.0, 30.0)

TASK = Task(
    env_id="HalfCheetah-v5",
    name="halfcheetah-v5",
    description=(
        "A flat, two-legged runner in a vertical plane. Run forward, along x, as fast as possible. qpos holds the positions "
        "without x, qvel all velocities. Nothing ends an episode early, lying on the back included."
    ),
    observation=(
        Field("torso_z", "m", meaning="height of the torso relative to the start"),
        Field("torso_pitch", "rad", meaning="pitch of the torso"),
        *hinges(_JOINTS),
        Field("torso_vx", "m/s", meaning="forward velocity of the torso"),
        Field("torso_vz", "m/s", meaning="vertical velocity of the torso"),
        Field("torso_pitch_rate", "rad/s", meaning="angular velocity of the torso's pitch"),
        *hinge_rates(_JOINTS),
    ),
    groups={"qpos": (0, 8), "qvel": (8, 17)},
    action=torques((name, gear) for (name, _), gear in zip(_JOINTS, _GEARS, strict=True)),
    dt=0.05,
    reward_text="The forward velocity over the step in m/s, minus 0.1 times the sum of the squared action.",
    reward_code=(
        "def reward(x_before, x_after, action):  # x of the torso, which is not observed\n"
        "    return (x_after - x_before) / 0.05 - 0.1 * sum(a * a for a in action)\n"
    ),
    horizon=1000,
    success=Success(4800.0),
    native="mujoco.half_cheetah",
)


def functions() -> Functions:
    from numba import njit

    from ppc.envs.mujoco.arithmetic import control_cost_f32
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
            observation[8 + i] = qvel[i]

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        velocity = (f64_at(arrays[QPOS])[0] - kept[0]) / settings[DT]
        return velocity - control_cost_f32(0.1, control, 6), False

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(
    TASK, "half_cheetah.xml", frame_skip=5, nq=9, nv=9, start=normal_start(0.1), functions=functions
)

"""Swimmer-v5: three links in a viscous plane, after Coulom (2002)."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from ppc.compiler.signature import Field
from ppc.envs.mujoco.environment import DT, QPOS, QVEL, Functions, MujocoEnvironment, uniform_start
from ppc.envs.mujoco.fields import hinge_rates, hinges, torques
from ppc.envs.task import Success, Task

_JOINTS = (
    ("front_joint", "the joint between first and second link"),
    ("back_joint", "the joint between second and third link"),
)

TASK = Task(
    env_id="Swimmer-v5",
    name="swimmer-v5",
    description=(
        "Three links in a row, moved by two motors, float in a viscous fluid, seen from above. Swim along x as fast as "
        "possible. qpos holds the positions without x and y, qvel all velocities. Nothing ends an episode early."
    ),
    observation=(
        Field("heading", "rad", meaning="angle of the first link against x"),
        *hinges(_JOINTS),
        Field("vx", "m/s", meaning="velocity of the first link's tip along x"),
        Field("vy", "m/s", meaning="velocity of the first link's tip along y"),
        Field("heading_rate", "rad/s", meaning="angular velocity of the first link"),
        *hinge_rates(_JOINTS),
    ),
    groups={"qpos": (0, 3), "qvel": (3, 8)},
    action=torques((name, 150.0) for name, _ in _JOINTS),
    dt=0.04,
    reward_text="The velocity along x over the step in m/s, minus 0.0001 times the sum of the squared action.",
    reward_code=(
        "def reward(x_before, x_after, action):  # x of the first link's tip, which is not observed\n"
        "    return (x_after - x_before) / 0.04 - 0.0001 * sum(a * a for a in action)\n"
    ),
    horizon=1000,
    success=Success(360.0),
    native="mujoco.swimmer",
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
        for i in range(3):
            observation[i] = qpos[2 + i]
        for i in range(5):
            observation[3 + i] = qvel[i]

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        velocity = (f64_at(arrays[QPOS])[0] - kept[0]) / settings[DT]
        return velocity - control_cost_f32(1e-4, control, 2), False

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(TASK, "swimmer.xml", frame_skip=4, nq=5, nv=5, start=uniform_start(0.1), functions=functions)

"""Humanoid-v5: a walker with legs, arms and a waist, after Tassa, Erez and Todorov (2012)."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from ppc.compiler.signature import Field
from ppc.envs.mujoco.environment import (
    BODY_MASS,
    CFRC_EXT,
    CINERT,
    CTRL,
    CVEL,
    DT,
    QFRC_ACTUATOR,
    QPOS,
    QVEL,
    TOTAL_MASS,
    VARIANT,
    XIPOS,
    Functions,
    MujocoEnvironment,
    uniform_start,
)  # fmt: skip
from ppc.envs.mujoco.fields import hinge_rates, hinges, torques
from ppc.envs.mujoco.parity import FUSED, centre_of_mass
from ppc.envs.task import Task

_LIMBS = ("hip_x", "hip_z", "hip_y", "knee")
_NAMES = (
    "abdomen_z", "abdomen_y", "abdomen_x", *(f"right_{j}" for j in _LIMBS), *(f"left_{j}" for j in _LIMBS),
    *(f"{side}_{joint}" for side in ("right", "left") for joint in ("shoulder_1", "shoulder_2", "elbow")),
)  # fmt: skip
_JOINTS = tuple((name, f"the joint {name.replace('_', ' ')}") for name in _NAMES)
_GEARS = (100.0, 100.0, 100.0, *(100.0, 100.0, 300.0, 200.0) * 2, *(25.0,) * 6)
_MOTORS = ("abdomen_y", "abdomen_z", "abdomen_x", *_NAMES[3:])
_BODIES = (
    "torso", "waist", "pelvis", "right_thigh", "right_shin", "right_foot", "left_thigh", "left_shin", "left_foot",
    "right_upper_arm", "right_lower_arm", "left_upper_arm", "left_lower_arm",
)  # fmt: skip
_ALL = len(_BODIES) + 1  # with the world
_INFINITY = float("inf")


def _each(suffix: str, unit: str, what: str, size: int) -> tuple[Field, ...]:
    return tuple(Field(f"{b}_{suffix}", unit, meaning=f"{what} the {b.replace('_', ' ')}", size=size) for b in _BODIES)


TASK = Task(
    env_id="Humanoid-v5",
    name="humanoid-v5",
    description=(
        "A body with a waist, two legs and two arms. Walk forward, along x, without falling: the episode ends when the height "
        "of the torso leaves 1 to 2 m. qpos holds the positions without x and y, qvel all velocities, cinert, cvel and "
        "cfrc_ext inertia, velocity and contact force of each body, qfrc_actuator the joints' motor torques."
    ),
    observation=(
        Field("torso_z", "m", meaning="height of the torso; the episode ends outside of 1 to 2"),
        Field("torso_quaternion", "", meaning="orientation of the torso as a quaternion w, x, y, z", size=4),
        *hinges(_JOINTS),
        Field("torso_velocity", "m/s", meaning="velocity of the torso along x, y, z", size=3),
        Field("torso_rate", "rad/s", meaning="angular velocity of the torso around its own axes", size=3),
        *hinge_rates(_JOINTS),
        *_each("inertia", "kg m^2, kg m, kg", "inertia (6), mass times offset (3), mass (1) about the centre of mass of", 10),
        *_each("motion", "rad/s, m/s", "angular (3) and linear (3) velocity, about the centre of mass, of", 6),
        *(Field(f"{n}_motor", "N m", meaning=f"torque of the motor of {what}") for n, what in _JOINTS),
        *_each("contact", "N m, N", "torque (3) and force (3) of contacts on", 6),
    ),
    groups={
        "qpos": (0, 22), "qvel": (22, 45), "cinert": (45, 175), "cvel": (175, 253), "qfrc_actuator": (253, 270),
        "cfrc_ext": (270, 348),
    },
    action=torques(zip(_MOTORS, _GEARS, strict=True), bound=0.4),
    dt=0.015,
    reward_text=(
        "1.25 times the forward velocity of the centre of mass over the step in m/s, plus 5 while the torso is between 1 and "
        "2 m high, minus 0.1 times the sum of the squared action, minus 5e-7 times the sum of the squared contact forces, at "
        "most 10."
    ),
    reward_code=(
        "def reward(x_before, x_after, action, contacts, terminated):  # x of the centre of mass, which is not observed\n"
        "    alive = 0.0 if terminated else 5.0\n"
        "    costs = 0.1 * sum(a * a for a in action) + min(5e-7 * sum(f * f for f in contacts), 10.0)\n"
        "    return 1.25 * (x_after - x_before) / 0.015 + alive - costs\n"
    ),
    horizon=1000,
    native="mujoco.humanoid",
)  # fmt: skip


def functions() -> Functions:
    from numba import njit

    from ppc.envs.mujoco.arithmetic import clipped, sum_of_squares
    from ppc.envs.native.pointers import f64_at, fma

    @njit(error_model="numpy")
    def forward_position(arrays, settings):
        mass, place = f64_at(arrays[BODY_MASS]), f64_at(arrays[XIPOS])
        total = 0.0
        for b in range(_ALL):
            if settings[VARIANT] == FUSED:
                total = fma(mass[b], place[3 * b], total)
            else:
                total += mass[b] * place[3 * b]
        return total / settings[TOTAL_MASS]

    @njit(error_model="numpy")
    def before(arrays, settings, kept):
        kept[0] = forward_position(arrays, settings)

    @njit(error_model="numpy", forceinline=True)
    def copied(source, first, size, observation, at):
        for i in range(size):
            observation[at + i] = source[first + i]
        return at + size

    @njit(error_model="numpy")
    def observe(arrays, settings, observation):
        at = copied(f64_at(arrays[QPOS]), 2, 22, observation, 0)
        at = copied(f64_at(arrays[QVEL]), 0, 23, observation, at)
        at = copied(f64_at(arrays[CINERT]), 10, 10 * (_ALL - 1), observation, at)
        at = copied(f64_at(arrays[CVEL]), 6, 6 * (_ALL - 1), observation, at)
        at = copied(f64_at(arrays[QFRC_ACTUATOR]), 6, 17, observation, at)
        copied(f64_at(arrays[CFRC_EXT]), 6, 6 * (_ALL - 1), observation, at)

    @njit(error_model="numpy")
    def after(arrays, settings, kept, control, observation):
        height = f64_at(arrays[QPOS])[2]
        healthy = (height > 1.0) & (height < 2.0)
        velocity = (forward_position(arrays, settings) - kept[0]) / settings[DT]
        # The control in the data, not the action: a state that MuJoCo gives up and resets has none.
        control_cost = 0.1 * sum_of_squares(f64_at(arrays[CTRL]), -_INFINITY, _INFINITY, 17)
        contact = 5e-7 * sum_of_squares(f64_at(arrays[CFRC_EXT]), -_INFINITY, _INFINITY, 6 * _ALL)
        costs = control_cost + clipped(contact, -_INFINITY, 10.0)
        return 1.25 * velocity + (5.0 if healthy else 0.0) - costs, not healthy

    return before, observe, after


ENVIRONMENT = MujocoEnvironment(
    TASK, "humanoid.xml", frame_skip=5, nq=24, nv=23, start=uniform_start(1e-2), functions=functions, forces=True,
    variant=centre_of_mass,
)  # fmt: skip

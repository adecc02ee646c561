"""hopper_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: Hopper-v5

    import hopper_v5
    hopper_v5.reset()                  # once, before each run
    action = hopper_v5.act(observation)  # every 0.008 s; float64[3]
    hopper_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python hopper_v5.py --selftest``
replays vectors.csv. Needs numba and numpy only.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import from_dtype, njit, types

OBS_SIZE = 11
# name, elements, unit, low, high, meaning
OBSERVATION = (
    ("torso_z", 1, "m", -math.inf, math.inf, "height of the torso; the episode ends at 0.7"),
    ("torso_pitch", 1, "rad", -math.inf, math.inf, "pitch of the torso; the episode ends at \u00b10.2"),
    ("thigh_angle", 1, "rad", -math.inf, math.inf, "angle of the hip"),
    ("leg_angle", 1, "rad", -math.inf, math.inf, "angle of the knee"),
    ("foot_angle", 1, "rad", -math.inf, math.inf, "angle of the ankle"),
    ("torso_vx", 1, "m/s", -math.inf, math.inf, "forward velocity of the torso"),
    ("torso_vz", 1, "m/s", -math.inf, math.inf, "vertical velocity of the torso"),
    ("torso_pitch_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the torso's pitch"),
    ("thigh_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the hip"),
    ("leg_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the knee"),
    ("foot_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the ankle"),
)
ACTION_SIZE = 3
ACTION = (
    ("thigh_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 200 N m times this"),
    ("leg_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 200 N m times this"),
    ("foot_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 200 N m times this"),
)
SAFE_ACTION = (0.0, 0.0, 0.0, )
DT = 0.008  # s, sampling period

# Fault bits of a status.
FAULT_INDEX = 0x0001  # an index was outside of its sequence; it was clamped
FAULT_ZERO_DIVISION = 0x0002  # division by zero where Python raises ZeroDivisionError
FAULT_DOMAIN = 0x0004  # an argument outside of a math function's domain
FAULT_OVERFLOW = 0x0008  # a math function's result is too large
FAULT_INT_OF_NAN = 0x0010  # an infinite or NaN number was made an integer
FAULT_CAPACITY = 0x0020  # a bounded container was full; the element was dropped
FAULT_LOOP_BOUND = 0x0040  # a loop reached its bound and was left
FAULT_ABSENT = 0x0080  # None was used as a number
FAULT_UNASSIGNED = 0x0100  # a variable was read before it was assigned
FAULT_KEY = 0x0200  # a key that is not in the dictionary
FAULT_VALUE = 0x0400  # a value that the operation does not accept (ValueError)
FAULT_ACTION_RANGE = 0x0800  # a discrete action outside of its range
FAULT_ACTION_NAN = 0x1000  # a NaN action; the safe action was taken
FAULT_ACTION_CLIPPED_INFINITY = 0x2000  # an infinite action was clipped to its bound
DISQUALIFYING = 0x1fff  # after these the action is replaced

# Parameters, and what follows from them.
BIAS_2 = 4.018182604825364  # bias[2], line 13
THIGH_0 = 0.0801455908499378  # thigh[0], line 14
THIGH_5 = 0.8379059505117026  # thigh[5], line 14
THIGH_6 = 0.6582997660377796  # thigh[6], line 14
THIGH_10 = 2.2567896346874594  # thigh[10], line 14
LEG_0 = 0.6072762008115337  # leg[0], line 15
LEG_2 = 1.4421610832304708  # leg[2], line 15
LEG_4 = 1.116908644189315  # leg[4], line 15
LEG_5 = 0.43351678865614285  # leg[5], line 15
LEG_8 = 1.6538400655838599  # leg[8], line 15
LEG_10 = 2.7383286902699684  # leg[10], line 15
FOOT_0 = 1.5416907784095706  # foot[0], line 16
FOOT_2 = 2.961430462448312  # foot[2], line 16
FOOT_7 = 1.694296754768458  # foot[7], line 16

# Memory of one controller.
STATE = np.dtype(
    [
        ("unused", np.int64),  # this controller has no memory
    ],
    align=True,
)
_STATE = types.Array(from_dtype(STATE), 1, "C")


@njit(types.void(_STATE), cache=True, error_model="numpy")
def reset_state(state):
    """Starts a run with the memory ``state``, STATE[1]."""
    pass


@njit(types.int64(_STATE, types.float64[::1], types.float64[::1]), cache=True, error_model="numpy")
def step(state, obs, out):
    """One sample: obs, float64[OBS_SIZE], in; out, float64[ACTION_SIZE], and the fault bits of this step out."""
    status = 0
    torso_z = obs[0]
    torso_pitch = obs[1]
    thigh_angle = obs[2]
    leg_angle = obs[3]
    foot_angle = obs[4]
    torso_vx = obs[5]
    torso_vz = obs[6]
    torso_pitch_rate = obs[7]
    thigh_rate = obs[8]
    leg_rate = obs[9]
    foot_rate = obs[10]
    action_thigh_torque = 0.0
    action_leg_torque = 0.0
    action_foot_torque = 0.0
    # 19: torso = [obs.torso_z * 5 - 6, obs.torso_pitch * 5]
    item_22 = torso_z * 5.0 - 6.0
    item_23 = torso_pitch * 5.0
    # 20: angles = [obs.thigh_angle * 4, obs.leg_angle * 4, obs.foot_angle * 2]
    item_24 = thigh_angle * 4.0
    item_25 = leg_angle * 4.0
    item_26 = foot_angle * 2.0
    # 21: velocity = [obs.torso_vx / 2, obs.torso_vz, obs.torso_pitch_rate / 2]
    item_27 = torso_vx / 2.0
    item_28 = torso_pitch_rate / 2.0
    # 22: rates = [obs.thigh_rate / 3, obs.leg_rate / 3, obs.foot_rate / 5]
    item_29 = thigh_rate / 3.0
    item_30 = leg_rate / 3.0
    item_31 = foot_rate / 5.0
    # 8: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_4 = (
        0.0 + THIGH_0 * item_22 + -4.493175319767585 * item_23 + -1.0872221586112079 * item_24 +
            -0.42043929138301606 * item_25 + -0.10578357906463007 * item_26
    )
    item_41 = -0.13568870205660705 * item_30
    total_9 = (
        total_4 + THIGH_5 * item_27 + THIGH_6 * torso_vz + -2.7489119982401804 * item_28 + -3.601389734524282
            * item_29 + item_41
    )
    item_47 = LEG_4 * item_26
    item_48 = LEG_5 * item_27
    total_16 = (
        0.0 + LEG_0 * item_22 + -3.2261855831617066 * item_23 + LEG_2 * item_24 + -2.361056902394573 * item_25
            + item_47 + item_48
    )
    item_53 = LEG_10 * item_31
    item_58 = -0.7501906142937357 * item_26
    item_59 = -4.740447012103425 * item_27
    total_27 = (
        0.0 + FOOT_0 * item_22 + -2.7177462746003327 * item_23 + FOOT_2 * item_24 + -1.2359142695058536 *
            item_25 + item_58 + item_59
    )
    item_64 = -1.7263943053905146 * item_31
    total_32 = (
        total_27 + -2.090381205700851 * torso_vz + FOOT_7 * item_28 + -2.445749623889277 * item_29 +
            -0.04623984840858775 * item_30 + item_64
    )
    # 27: return thigh, leg, foot
    action_thigh_torque = -0.8343471119410525 + (total_9 + THIGH_10 * item_31)
    action_leg_torque = (
        -2.7907258936600154 + (total_16 + -1.4948047024176343 * torso_vz + -4.357070529887633 * item_28 +
            LEG_8 * item_29 + -3.7876466045063397 * item_30 + item_53)
    )
    action_foot_torque = BIAS_2 + total_32
    raw_action_0 = action_thigh_torque
    raw_action_1 = action_leg_torque
    raw_action_2 = action_foot_torque
    if raw_action_0 != raw_action_0:
        status |= FAULT_ACTION_NAN
    if raw_action_1 != raw_action_1:
        status |= FAULT_ACTION_NAN
    if raw_action_2 != raw_action_2:
        status |= FAULT_ACTION_NAN
    if math.fabs(raw_action_0) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_1) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_2) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if (status & DISQUALIFYING) != 0 or raw_action_0 != raw_action_0:
        raw_action_0 = 0.0
    if raw_action_0 < -1.0:
        raw_action_0 = -1.0
    if 1.0 < raw_action_0:
        raw_action_0 = 1.0
    action_thigh_torque = raw_action_0
    if (status & DISQUALIFYING) != 0 or raw_action_1 != raw_action_1:
        raw_action_1 = 0.0
    if raw_action_1 < -1.0:
        raw_action_1 = -1.0
    if 1.0 < raw_action_1:
        raw_action_1 = 1.0
    action_leg_torque = raw_action_1
    if (status & DISQUALIFYING) != 0 or raw_action_2 != raw_action_2:
        raw_action_2 = 0.0
    if raw_action_2 < -1.0:
        raw_action_2 = -1.0
    if 1.0 < raw_action_2:
        raw_action_2 = 1.0
    action_foot_torque = raw_action_2
    out[0] = action_thigh_torque
    out[1] = action_leg_torque
    out[2] = action_foot_torque
    return status


class Controller:
    """One controller with its own memory. ``status``: fault bits since ``reset``; 0: nothing happened."""

    def __init__(self):
        self.state = np.zeros(1, STATE)
        self._obs = np.zeros(OBS_SIZE)
        self._out = np.zeros(ACTION_SIZE)
        self.reset()

    def reset(self):
        """Starts a run."""
        self.status = 0
        reset_state(self.state)

    def act(self, obs):
        """The action for ``obs``, a sequence of OBS_SIZE numbers: float64[ACTION_SIZE]."""
        if len(obs) != OBS_SIZE:
            raise ValueError(f"an observation has {OBS_SIZE} elements, not {len(obs)}")
        self._obs[:] = obs
        self.status |= step(self.state, self._obs, self._out)
        return self._out.copy()


_controller = Controller()
status = 0


def reset():
    """Starts a run of the module's own controller."""
    global status
    status = 0
    _controller.reset()


def act(obs):
    """``Controller.act`` of the module's own controller."""
    global status
    action = _controller.act(obs)
    status = _controller.status
    return action


def selftest(path):
    """Replays the vectors in ``path`` and compares every bit; prints the count. True when none failed."""
    passed = failed = 0
    controller = Controller()
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], 2):
        cells = line.split(",")
        words = np.array([int(c, 16) for c in cells[1:-1]], np.uint64)
        if cells[0] == "1":
            controller.reset()
        expected = words[OBS_SIZE:]
        out = np.zeros(ACTION_SIZE)
        found = step(controller.state, words[:OBS_SIZE].view(np.float64), out)
        bits = np.where(np.isnan(out), np.uint64(0x7FF8000000000000), out.view(np.uint64))
        if np.array_equal(bits, expected) and found == int(cells[-1], 16):
            passed += 1
            continue
        if failed == 0:
            print(f"line {number} of vectors.csv differs: status {found:08x}, expected {cells[-1]}")
            print(f"  action {out.tolist()}, expected {expected.view(np.float64).tolist()}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return failed == 0


def main():
    parser = argparse.ArgumentParser(description="A controller compiled by ppc.")
    parser.add_argument("--selftest", action="store_true", help="replay vectors.csv and compare every bit")
    parser.add_argument("--vectors", default=Path(__file__).with_name("vectors.csv"), help="another file of vectors")
    arguments = parser.parse_args()
    if not arguments.selftest:
        parser.print_help()
        return 0
    return 0 if selftest(arguments.vectors) else 1


if __name__ == "__main__":
    sys.exit(main())

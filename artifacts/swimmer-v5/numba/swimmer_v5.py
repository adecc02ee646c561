"""swimmer_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: Swimmer-v5

    import swimmer_v5
    swimmer_v5.reset()                  # once, before each run
    action = swimmer_v5.act(observation)  # every 0.04 s; float64[2]
    swimmer_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python swimmer_v5.py --selftest``
replays vectors.csv. Needs numba and numpy only.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import from_dtype, njit, types
from numba.extending import intrinsic

OBS_SIZE = 8
# name, elements, unit, low, high, meaning
OBSERVATION = (
    ("heading", 1, "rad", -math.inf, math.inf, "angle of the first link against x"),
    ("front_joint_angle", 1, "rad", -math.inf, math.inf, "angle of the joint between first and second link"),
    ("back_joint_angle", 1, "rad", -math.inf, math.inf, "angle of the joint between second and third link"),
    ("vx", 1, "m/s", -math.inf, math.inf, "velocity of the first link's tip along x"),
    ("vy", 1, "m/s", -math.inf, math.inf, "velocity of the first link's tip along y"),
    ("heading_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the first link"),
    ("front_joint_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the joint between first and second link"),
    ("back_joint_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the joint between second and third link"),
)
ACTION_SIZE = 2
ACTION = (
    ("front_joint_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("back_joint_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
)
SAFE_ACTION = (0.0, 0.0, )
DT = 0.04  # s, sampling period

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
FREQUENCY = 3.975764680736676  # frequency, line 8
AMPLITUDE_FRONT = 1.6131264335534574  # amplitude_front, line 9
AMPLITUDE_BACK = 0.9556590475830568  # amplitude_back, line 10
LAG = 0.449806894935743  # lag, line 11
KP_FRONT = 3.169442725090501  # kp_front, line 12
KP_BACK = 2.8562113461850287  # kp_back, line 13
KD_FRONT = 0.15736024069348006  # kd_front, line 14
KD_BACK = 0.1619978228776188  # kd_back, line 15
STEER_FRONT = 0.06023090337914005  # steer_front, line 16
STEER_BACK = 0.012950906953528463  # steer_back, line 17
STEER_RATE = 0.03732612553021125  # steer_rate, line 18
PHASE = 0.027237109647496226  # phase, line 21
PHASE_2 = 0.04410942471901189  # phase#2, line 27
ACT_HEADING_0 = 3.189287091769288  # act.heading[0], line 29
ACT_HEADING_1 = 1.0527745649656846  # act.heading[1], line 29
SIN_TABLE = np.array([0, 0, 0, 85445659, 60002565, 39057486, 92086099, 40820845, 92952164, 126382600,
    33444195, 90109406, 22572489, 14447748, 81604096, 52729717, 2573896, 60801981, 52212009, 87684932,
    9272651, 91654409, 110741250, 56242111, 17098311, 46608490, 54129820, 69401693, 125717006, 104853807,
    134078553, 67630999, 71708008, 21865453, 87457487, 20863053, 97767823, 114113727, 111335250, 64840693,
    127387116, 127985470, 126505618, 122904538, 132925411, 45748396, 3343471, 104707541], np.int64)

# Memory of one controller.
STATE = np.dtype(
    [
        ("phase_3", np.float64),
    ],
    align=True,
)
_STATE = types.Array(from_dtype(STATE), 1, "C")


@intrinsic
def _raw_bits(typing, x):
    """The bit pattern of a float64 as an int64."""

    def generate(context, builder, signature, arguments):
        return builder.bitcast(arguments[0], context.get_value_type(types.int64))

    return types.int64(types.float64), generate


@njit("int64(float64)", cache=True, error_model="numpy")
def _bits(x):
    """The bit pattern of x; every NaN reads as the positive quiet one."""
    return 0x7FF8000000000000 if x != x else _raw_bits(x)


@njit("int64(int64, int64)", cache=True, error_model="numpy")
def _floor_div(a, b):
    """Rounds towards minus infinity; a // 0 is 0."""
    if b == 0:
        return 0
    if b == -1:
        return -a
    return a // b


@njit("int64(int64, int64)", cache=True, error_model="numpy")
def _shl(a, n):
    """A count outside of 0..63 gives 0."""
    return a << n if 0 <= n <= 63 else 0


@njit("int64(int64, int64)", cache=True, error_model="numpy")
def _shr(a, n):
    """Arithmetic shift; a count outside of 0..63 gives the sign."""
    return a >> n if 0 <= n <= 63 else (-1 if a < 0 else 0)


@njit("int64(int64, int64)", cache=True, error_model="numpy")
def _clamp(i, last):
    """An index clamped to 0..last."""
    return 0 if i < 0 else (last if i > last else i)


@njit("float64(float64)", cache=True, error_model="numpy")
def _sin(sin_x):
    """Sine of x radians."""
    if 1048576.0 < math.fabs(sin_x):
        sin_bits = _bits(math.fabs(sin_x))
        sin_exponent = _shr(sin_bits, 52) - 1075
        sin_mantissa = (sin_bits & 4503599627370495) | 4503599627370496
        sin_limb = _floor_div(sin_exponent, 27)
        sin_shift = sin_exponent - 27 * sin_limb
        sin_shifted = _shl(sin_mantissa & 134217727, sin_shift)
        sin_m0 = sin_shifted & 134217727
        sin_shifted_1 = _shl(_shr(sin_mantissa, 27), sin_shift) + _shr(sin_shifted, 27)
        sin_m1 = sin_shifted_1 & 134217727
        sin_m2 = _shr(sin_shifted_1, 27)
        sin_index = sin_limb + 2
        sin_index_1 = sin_index + 48 if sin_index < 0 else sin_index
        sin_b = 47 if 47 < sin_index_1 else sin_index_1
        sin_index_3 = sin_limb + 3
        sin_index_4 = sin_index_3 + 48 if sin_index_3 < 0 else sin_index_3
        sin_b_1 = 47 if 47 < sin_index_4 else sin_index_4
        sin_item_1 = SIN_TABLE[_clamp(sin_b_1 if 0 < sin_b_1 else 0, 47)]
        sin_index_6 = sin_limb + 4
        sin_index_7 = sin_index_6 + 48 if sin_index_6 < 0 else sin_index_6
        sin_b_2 = 47 if 47 < sin_index_7 else sin_index_7
        sin_item_2 = SIN_TABLE[_clamp(sin_b_2 if 0 < sin_b_2 else 0, 47)]
        sin_index_9 = sin_limb + 5
        sin_index_10 = sin_index_9 + 48 if sin_index_9 < 0 else sin_index_9
        sin_b_3 = 47 if 47 < sin_index_10 else sin_index_10
        sin_item_3 = SIN_TABLE[_clamp(sin_b_3 if 0 < sin_b_3 else 0, 47)]
        sin_index_12 = sin_limb + 6
        sin_index_13 = sin_index_12 + 48 if sin_index_12 < 0 else sin_index_12
        sin_b_4 = 47 if 47 < sin_index_13 else sin_index_13
        sin_item_4 = SIN_TABLE[_clamp(sin_b_4 if 0 < sin_b_4 else 0, 47)]
        sin_index_15 = sin_limb + 7
        sin_index_16 = sin_index_15 + 48 if sin_index_15 < 0 else sin_index_15
        sin_b_5 = 47 if 47 < sin_index_16 else sin_index_16
        sin_item_5 = SIN_TABLE[_clamp(sin_b_5 if 0 < sin_b_5 else 0, 47)]
        sin_index_18 = sin_limb + 8
        sin_index_19 = sin_index_18 + 48 if sin_index_18 < 0 else sin_index_18
        sin_b_6 = 47 if 47 < sin_index_19 else sin_index_19
        sin_item_6 = SIN_TABLE[_clamp(sin_b_6 if 0 < sin_b_6 else 0, 47)]
        sin_index_21 = sin_limb + 9
        sin_index_22 = sin_index_21 + 48 if sin_index_21 < 0 else sin_index_21
        sin_b_7 = 47 if 47 < sin_index_22 else sin_index_22
        sin_item_7 = SIN_TABLE[_clamp(sin_b_7 if 0 < sin_b_7 else 0, 47)]
        sin_index_24 = sin_limb + 10
        sin_index_25 = sin_index_24 + 48 if sin_index_24 < 0 else sin_index_24
        sin_b_8 = 47 if 47 < sin_index_25 else sin_index_25
        sin_column_6 = (
            sin_m0 * sin_item_6 + sin_m1 * sin_item_7 + sin_m2 * SIN_TABLE[_clamp(sin_b_8 if 0 < sin_b_8 else
                0, 47)]
        )
        sin_column_5 = (
            sin_m0 * sin_item_5 + sin_m1 * sin_item_6 + sin_m2 * sin_item_7 + _shr(sin_column_6, 27)
        )
        sin_column_4 = (
            sin_m0 * sin_item_4 + sin_m1 * sin_item_5 + sin_m2 * sin_item_6 + _shr(sin_column_5, 27)
        )
        sin_column_3 = (
            sin_m0 * sin_item_3 + sin_m1 * sin_item_4 + sin_m2 * sin_item_5 + _shr(sin_column_4, 27)
        )
        sin_column_2 = (
            sin_m0 * sin_item_2 + sin_m1 * sin_item_3 + sin_m2 * sin_item_4 + _shr(sin_column_3, 27)
        )
        sin_column_1 = (
            sin_m0 * sin_item_1 + sin_m1 * sin_item_2 + sin_m2 * sin_item_3 + _shr(sin_column_2, 27)
        )
        sin_quadrant = (
            (sin_m0 * SIN_TABLE[_clamp(sin_b if 0 < sin_b else 0, 47)] + sin_m1 * sin_item_1 + sin_m2 *
                sin_item_2 + _shr(sin_column_1, 27)) & 3
        )
        sin_top = _shl(sin_column_1 & 134217727, 27) | (sin_column_2 & 134217727)
        if 9007199254740992 <= sin_top:
            sin_quadrant_2 = sin_quadrant + 1
            sin_top_2 = sin_top - 18014398509481984
        else:
            sin_quadrant_2 = sin_quadrant
            sin_top_2 = sin_top
        sin_a = float(sin_top_2) * 5.551115123125783e-17
        sin_b_9 = float(sin_column_3 & 134217727) * 4.1359030627651384e-25
        sin_total = sin_a + sin_b_9
        sin_part = sin_total - sin_a
        sin_tail_1 = (
            float(sin_column_4 & 134217727) * 3.0814879110195774e-33 + float(sin_column_5 & 134217727) *
                2.2958874039497803e-41
        )
        sin_b_10 = sin_a - (sin_total - sin_part) + (sin_b_9 - sin_part) + sin_tail_1
        sin_total_1 = sin_total + sin_b_10
        sin_product = sin_total_1 * 1.5707963267948966
        sin_scaled_a = 134217729.0 * sin_total_1
        sin_high_a = sin_scaled_a - (sin_scaled_a - sin_total_1)
        sin_low_a = sin_total_1 - sin_high_a
        sin_error = (
            sin_high_a * 1.5707963407039642 - sin_product + sin_high_a * -1.3909067675399456e-08 + sin_low_a *
                1.5707963407039642 + sin_low_a * -1.3909067675399456e-08
        )
        sin_product_error = (
            sin_error + (sin_total_1 * 6.123233995736766e-17 + (sin_b_10 - (sin_total_1 - sin_total)) *
                1.5707963267948966)
        )
        sin_total_2 = sin_product + sin_product_error
        sin_item_11 = sin_product_error - (sin_total_2 - sin_product)
        sin_high = sin_total_2 + (sin_x - sin_x)
        if sin_x < 0.0:
            sin_quadrant_4 = -sin_quadrant_2
            sin_high_2 = -sin_high
            sin_low_1 = -sin_item_11
        else:
            sin_quadrant_4 = sin_quadrant_2
            sin_high_2 = sin_high
            sin_low_1 = sin_item_11
        sin_high_3 = sin_high_2
        sin_low_2 = sin_low_1
        sin_quadrant_5 = sin_quadrant_4 & 3
    else:
        sin_shifted_2 = sin_x * 0.6366197723675814 + 6755399441055744.0
        sin_k = sin_shifted_2 - 6755399441055744.0
        sin_a_1 = sin_x - sin_k * 1.5707963267341256
        sin_b_11 = -(sin_k * 6.077100506303966e-11)
        sin_total_3 = sin_a_1 + sin_b_11
        sin_part_1 = sin_total_3 - sin_a_1
        sin_b_12 = -(sin_k * 2.0222662487111665e-21)
        sin_total_4 = sin_total_3 + sin_b_12
        sin_part_2 = sin_total_4 - sin_total_3
        sin_item_14 = sin_total_3 - (sin_total_4 - sin_part_2) + (sin_b_12 - sin_part_2)
        sin_b_13 = (
            sin_a_1 - (sin_total_3 - sin_part_1) + (sin_b_11 - sin_part_1) + sin_item_14 - sin_k *
                8.4784276603689e-32
        )
        sin_total_5 = sin_total_4 + sin_b_13
        sin_high_3 = sin_total_5
        sin_low_2 = sin_b_13 - (sin_total_5 - sin_total_4)
        sin_quadrant_5 = _bits(sin_shifted_2) & 3
    sin_z = sin_high_3 * sin_high_3
    sin_z2 = sin_z * sin_z
    sin_result = (
        0.00833333333332249 + -0.00019841269829857383 * sin_z + sin_z2 * (2.7557313706696886e-06 +
            -2.5050760169539888e-08 * sin_z + 1.5896903772853237e-10 * sin_z2)
    )
    sin_z_1 = sin_high_3 * sin_high_3
    sin_half = 0.5 * sin_z_1
    sin_head = 1.0 - sin_half
    sin_z2_1 = sin_z_1 * sin_z_1
    sin_z4 = sin_z2_1 * sin_z2_1
    sin_result_2 = (
        0.0416666666666666 + -0.0013888888888874472 * sin_z_1 + (2.480158728966911e-05 +
            -2.7557314400083813e-07 * sin_z_1) * sin_z2_1 + (2.0875729125505953e-09 + -1.1359925025729948e-11
            * sin_z_1) * sin_z4
    )
    sin_result_1 = (
        sin_high_3 + (sin_high_3 * sin_z * (-0.16666666666666632 + sin_z * sin_result) + sin_low_2 * (1.0 -
            0.5 * sin_z))
    )
    sin_result_3 = (
        sin_head + (1.0 - sin_head - sin_half + (sin_z_1 * sin_z_1 * sin_result_2 - sin_high_3 * sin_low_2))
    )
    sin_value = sin_result_1 if (sin_quadrant_5 & 1) == 0 else sin_result_3
    return (
        sin_x if math.fabs(sin_x) < 7.450580596923828e-09 else (sin_value if (sin_quadrant_5 & 2) == 0 else
            -sin_value)
    )


@njit(types.void(_STATE), cache=True, error_model="numpy")
def reset_state(state):
    """Starts a run with the memory ``state``, STATE[1]."""
    s = state[0]
    # 35: return u1, u2
    s.phase_3 = -PHASE


@njit(types.int64(_STATE, types.float64[::1], types.float64[::1]), cache=True, error_model="numpy")
def step(state, obs, out):
    """One sample: obs, float64[OBS_SIZE], in; out, float64[ACTION_SIZE], and the fault bits of this step out."""
    s = state[0]
    status = 0
    heading = obs[0]
    front_joint_angle = obs[1]
    back_joint_angle = obs[2]
    vy = obs[4]
    front_joint_rate = obs[6]
    back_joint_rate = obs[7]
    action_front_joint_torque = 0.0
    action_back_joint_torque = 0.0
    # 27: self.phase = self.phase + self.frequency * 0.04410942471901189
    phase_4 = s.phase_3 + FREQUENCY * PHASE_2
    # 30: turn = heading + self.steer_rate * obs.vy
    turn = heading + (ACT_HEADING_0 * front_joint_angle + back_joint_angle) / ACT_HEADING_1 + STEER_RATE * vy
    # 31: front = self.amplitude_front * math.sin(self.phase) + self.bias_front - self.steer_fron...
    sin_1 = _sin(phase_4)
    if phase_4 == phase_4 and sin_1 != sin_1:
        status |= FAULT_DOMAIN
    # 32: back = self.amplitude_back * math.sin(self.phase - self.lag) + self.bias_back - self.st...
    x = phase_4 - LAG
    sin_2 = _sin(x)
    if x == x and sin_2 != sin_2:
        status |= FAULT_DOMAIN
    # 35: return u1, u2
    action_front_joint_torque = (
        KP_FRONT * (AMPLITUDE_FRONT * sin_1 + -0.004102969026138667 - STEER_FRONT * turn - front_joint_angle)
            - KD_FRONT * front_joint_rate
    )
    action_back_joint_torque = (
        KP_BACK * (AMPLITUDE_BACK * sin_2 + -0.03055290813871828 - STEER_BACK * turn - back_joint_angle) -
            KD_BACK * back_joint_rate
    )
    s.phase_3 = phase_4
    raw_action_0 = action_front_joint_torque
    raw_action_1 = action_back_joint_torque
    if raw_action_0 != raw_action_0:
        status |= FAULT_ACTION_NAN
    if raw_action_1 != raw_action_1:
        status |= FAULT_ACTION_NAN
    if math.fabs(raw_action_0) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_1) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if (status & DISQUALIFYING) != 0 or raw_action_0 != raw_action_0:
        raw_action_0 = 0.0
    if raw_action_0 < -1.0:
        raw_action_0 = -1.0
    if 1.0 < raw_action_0:
        raw_action_0 = 1.0
    action_front_joint_torque = raw_action_0
    if (status & DISQUALIFYING) != 0 or raw_action_1 != raw_action_1:
        raw_action_1 = 0.0
    if raw_action_1 < -1.0:
        raw_action_1 = -1.0
    if 1.0 < raw_action_1:
        raw_action_1 = 1.0
    action_back_joint_torque = raw_action_1
    out[0] = action_front_joint_torque
    out[1] = action_back_joint_torque
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

"""reacher_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: Reacher-v5

    import reacher_v5
    reacher_v5.reset()                  # once, before each run
    action = reacher_v5.act(observation)  # every 0.02 s; float64[2]
    reacher_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python reacher_v5.py --selftest``
replays vectors.csv. Needs numba and numpy only.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import from_dtype, njit, types
from numba.extending import intrinsic

OBS_SIZE = 10
# name, elements, unit, low, high, meaning
OBSERVATION = (
    ("cos_angle_1", 1, "", -math.inf, math.inf, "cosine of the first link's angle"),
    ("cos_angle_2", 1, "", -math.inf, math.inf, "cosine of the second link's angle relative to the first"),
    ("sin_angle_1", 1, "", -math.inf, math.inf, "sine of the first link's angle"),
    ("sin_angle_2", 1, "", -math.inf, math.inf, "sine of the second link's angle relative to the first"),
    ("target_x", 1, "m", -math.inf, math.inf, "position of the target along x"),
    ("target_y", 1, "m", -math.inf, math.inf, "position of the target along y"),
    ("angular_velocity_1", 1, "rad/s", -math.inf, math.inf, "angular velocity of the first link"),
    ("angular_velocity_2", 1, "rad/s", -math.inf, math.inf, "angular velocity of the second joint"),
    ("error_x", 1, "m", -math.inf, math.inf, "position of the fingertip minus that of the target, along x"),
    ("error_y", 1, "m", -math.inf, math.inf, "position of the fingertip minus that of the target, along y"),
)
ACTION_SIZE = 2
ACTION = (
    ("shoulder_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 200 N m times this"),
    ("elbow_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 200 N m times this"),
)
SAFE_ACTION = (0.0, 0.0, )
DT = 0.02  # s, sampling period

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
UPPER_ARM = 0.1  # upper_arm, line 18
FOREARM = 0.11  # forearm, line 19
LIMIT = 2.98  # limit, line 20
EFFORT = 1.0  # effort, line 21
STRENGTH = 0.005  # strength, line 22
SHORTEST = 0.2  # shortest, line 24
WIDER = 0.06  # wider, line 25
KP = 0.06  # kp, line 27
KD = 0.03  # kd, line 28
FRICTION = 0.005  # friction, line 29
LEAST = 0.1  # least, line 30
AHEAD = 0.0  # ahead, line 31
COS_TABLE = np.array([0, 0, 0, 85445659, 60002565, 39057486, 92086099, 40820845, 92952164, 126382600,
    33444195, 90109406, 22572489, 14447748, 81604096, 52729717, 2573896, 60801981, 52212009, 87684932,
    9272651, 91654409, 110741250, 56242111, 17098311, 46608490, 54129820, 69401693, 125717006, 104853807,
    134078553, 67630999, 71708008, 21865453, 87457487, 20863053, 97767823, 114113727, 111335250, 64840693,
    127387116, 127985470, 126505618, 122904538, 132925411, 45748396, 3343471, 104707541], np.int64)
SIN_TABLE = np.array([0, 0, 0, 85445659, 60002565, 39057486, 92086099, 40820845, 92952164, 126382600,
    33444195, 90109406, 22572489, 14447748, 81604096, 52729717, 2573896, 60801981, 52212009, 87684932,
    9272651, 91654409, 110741250, 56242111, 17098311, 46608490, 54129820, 69401693, 125717006, 104853807,
    134078553, 67630999, 71708008, 21865453, 87457487, 20863053, 97767823, 114113727, 111335250, 64840693,
    127387116, 127985470, 126505618, 122904538, 132925411, 45748396, 3343471, 104707541], np.int64)

# Memory of one controller.
STATE = np.dtype(
    [
        ("time", np.int64),
        ("has_turned", np.bool_),
        ("turned", np.float64),
        ("has_goal1", np.bool_),
        ("goal1", np.float64),
        ("has_goal2", np.bool_),
        ("goal2", np.float64),
        ("has_duration1", np.bool_),
        ("duration1", np.float64),
        ("has_duration2", np.bool_),
        ("duration2", np.float64),
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
def _floor_mod(a, b):
    """Has the sign of b; a % 0 is 0."""
    if b == 0 or b == -1:
        return 0
    return a % b


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


# Numba follows the branches of a function recursively while it compiles.
_recursion_limit = sys.getrecursionlimit()
sys.setrecursionlimit(max(_recursion_limit, 8400))

@njit("float64(float64)", cache=True, error_model="numpy")
def _acos(acos_x):
    """Arc cosine, from the same pieces as `asin`. Measured error up to 0.66 ulp."""
    acos_size = math.fabs(acos_x)
    acos_outside = 1.0 < acos_size
    acos_size_1 = 1.0 if acos_outside else acos_size
    acos_outer = 0.5 < acos_size_1
    acos_z = (1.0 - acos_size_1) * 0.5 if acos_outer else acos_size_1 * acos_size_1
    acos_s = math.sqrt(acos_z) if acos_outer else acos_size_1
    acos_square = acos_s * acos_s
    acos_scaled = 134217729.0 * acos_s
    acos_high = acos_scaled - (acos_scaled - acos_s)
    acos_low = acos_s - acos_high
    acos_divisor = 2.0 * acos_s if 0.0 < acos_s else 1.0
    acos_z2 = acos_z * acos_z
    acos_z4 = acos_z2 * acos_z2
    acos_p0_1 = (
        0.022372212915886702 + 0.017351647512915645 * acos_z + (0.013980411871787102 + 0.01140213909151948 *
            acos_z) * acos_z2
    )
    acos_p1_1 = (
        0.010762733041980214 + 0.0037707054779648847 * acos_z + (0.021555071913910068 + -0.020788592119565776
            * acos_z) * acos_z2 + 0.03249992621110743 * acos_z4
    )
    acos_z8 = acos_z4 * acos_z4
    acos_result = (
        0.16666666666666752 + 0.07499999999972821 * acos_z + (0.04464285717286697 + 0.03038194278563223 *
            acos_z) * acos_z2 + acos_p0_1 * acos_z4 + acos_p1_1 * acos_z8
    )
    acos_root_error = (
        (acos_z - acos_square - (acos_high * acos_high - acos_square + 2.0 * acos_high * acos_low + acos_low *
            acos_low)) / acos_divisor
    )
    acos_outer_1 = 0.5 < acos_size
    acos_left = _bits(acos_x) < 0
    acos_base = (3.141592653589793 if acos_left else 0.0) if acos_outer_1 else 1.5707963267948966
    acos_factor = 2.0 if acos_outer_1 else 1.0
    acos_factor_1 = -acos_factor if (acos_left if acos_outer_1 else not acos_left) else acos_factor
    acos_b = acos_factor_1 * acos_s
    acos_total = acos_base + acos_b
    acos_item_1 = acos_s * acos_z * acos_result + (acos_root_error if acos_outer else 0.0)
    return (
        math.nan if acos_outside else acos_total + (acos_b - (acos_total - acos_base) +
            (((1.2246467991473532e-16 if acos_left else 0.0) if acos_outer_1 else 6.123233995736766e-17) +
            acos_factor_1 * acos_item_1))
    )


@njit("float64(float64, float64)", cache=True, error_model="numpy")
def _atan2(atan2_y, atan2_x):
    """Angle of the point (x, y), in [-pi, pi], from a quotient carried to extra precision."""
    atan2_size_x = math.fabs(atan2_x)
    atan2_size_y = math.fabs(atan2_y)
    atan2_steep = atan2_size_x < atan2_size_y
    atan2_left = _bits(atan2_x) < 0
    atan2_large = atan2_size_y if atan2_steep else atan2_size_x
    atan2_small = atan2_size_x if atan2_steep else atan2_size_y
    atan2_infinite = atan2_large == math.inf
    if atan2_infinite:
        atan2_result = 1.0 if atan2_small == math.inf else 0.0
    else:
        atan2_result = atan2_small
    atan2_below = 1.0 if atan2_infinite or atan2_large == 0.0 else atan2_large
    atan2_scale_1 = (
        1.6069380442589903e+60 if atan2_below < 1e-270 else (6.223015277861142e-61 if 1e+270 < atan2_below
            else 1.0)
    )
    atan2_small_1 = atan2_result < atan2_below * 7.450580596923828e-09
    atan2_first = atan2_result * atan2_scale_1
    atan2_second = atan2_below * atan2_scale_1
    atan2_diagonal = atan2_second * 0.4142135623730951 < atan2_first
    atan2_b = -atan2_first
    atan2_total = atan2_second + atan2_b
    atan2_total_1 = atan2_second + atan2_first
    atan2_numerator = -atan2_total if atan2_diagonal else (atan2_result if atan2_small_1 else atan2_first)
    atan2_denominator = atan2_total_1 if atan2_diagonal else (atan2_below if atan2_small_1 else atan2_second)
    atan2_t = atan2_numerator / atan2_denominator
    atan2_b_1 = 1.0 if atan2_small_1 else atan2_denominator
    atan2_product = atan2_t * atan2_b_1
    atan2_scaled_a = 134217729.0 * atan2_t
    atan2_high_a = atan2_scaled_a - (atan2_scaled_a - atan2_t)
    atan2_low_a = atan2_t - atan2_high_a
    atan2_scaled_b = 134217729.0 * atan2_b_1
    atan2_high_b = atan2_scaled_b - (atan2_scaled_b - atan2_b_1)
    atan2_low_b = atan2_b_1 - atan2_high_b
    atan2_error = (
        atan2_high_a * atan2_high_b - atan2_product + atan2_high_a * atan2_low_b + atan2_low_a * atan2_high_b
            + atan2_low_a * atan2_low_b
    )
    atan2_denominator_low = atan2_first - (atan2_total_1 - atan2_second) if atan2_diagonal else 0.0
    atan2_square = atan2_t * atan2_t
    atan2_scaled = 134217729.0 * atan2_t
    atan2_high = atan2_scaled - (atan2_scaled - atan2_t)
    atan2_low = atan2_t - atan2_high
    atan2_z2 = atan2_square * atan2_square
    atan2_z4 = atan2_z2 * atan2_z2
    atan2_p0_1 = (
        -0.0909089773932952 + 0.07692059865315387 * atan2_square + (-0.06663100017561868 + 0.05847860358428185
            * atan2_square) * atan2_z2
    )
    atan2_p0_2 = -0.05039178219091408 + 0.038061482434705134 * atan2_square + -0.017904010505085447 * atan2_z2
    atan2_z8 = atan2_z4 * atan2_z4
    atan2_result_1 = (
        -0.333333333333332 + 0.19999999999953613 * atan2_square + (-0.14285714280190215 + 0.11111110782924638
            * atan2_square) * atan2_z2 + atan2_p0_1 * atan2_z4 + atan2_p0_2 * atan2_z8
    )
    atan2_item_2 = (
        atan2_high * atan2_high - atan2_square + 2.0 * atan2_high * atan2_low + atan2_low * atan2_low
    )
    atan2_rest = (
        atan2_numerator - atan2_product - atan2_error + ((-(atan2_b - (atan2_total - atan2_second)) if
            atan2_diagonal else 0.0) - atan2_t * atan2_denominator_low)
    )
    atan2_item_3 = (
        0.0 if atan2_small_1 else atan2_t * (atan2_square * atan2_result_1 + atan2_item_2 *
            -0.333333333333332) + atan2_rest / (atan2_denominator * (1.0 + atan2_square))
    )
    atan2_eighths = 1.0 if atan2_diagonal else 0.0
    atan2_eighths_1 = 2.0 - atan2_eighths if atan2_steep else atan2_eighths
    atan2_eighths_2 = 4.0 - atan2_eighths_1 if atan2_left else atan2_eighths_1
    atan2_minus = not atan2_left if atan2_steep else atan2_left
    atan2_t_1 = -atan2_t if atan2_minus else atan2_t
    atan2_three = atan2_eighths_2 == 3.0
    atan2_base = 2.356194490192345 if atan2_three else atan2_eighths_2 * 0.7853981633974483
    atan2_total_2 = atan2_base + atan2_t_1
    atan2_result_2 = (
        atan2_total_2 + (atan2_t_1 - (atan2_total_2 - atan2_base) + ((9.184850993605148e-17 if atan2_three
            else atan2_eighths_2 * 3.061616997868383e-17) + (-atan2_item_3 if atan2_minus else atan2_item_3)))
    )
    return (
        atan2_x + atan2_y if atan2_x != atan2_x or atan2_y != atan2_y else (-atan2_result_2 if _bits(atan2_y)
            < 0 else atan2_result_2)
    )


@njit("float64(float64, float64)", cache=True, error_model="numpy")
def _copysign(copysign_x, copysign_y):
    """|x| with the sign of y; a NaN y counts as positive."""
    copysign_size = math.fabs(copysign_x)
    return -copysign_size if _bits(copysign_y) < 0 else copysign_size


@njit("float64(float64)", cache=True, error_model="numpy")
def _cos(cos_x):
    """Cosine of x radians; reduction as in `sin`. Measured error up to 0.80 ulp. NaN for inf."""
    if 1048576.0 < math.fabs(cos_x):
        cos_bits = _bits(math.fabs(cos_x))
        cos_exponent = _shr(cos_bits, 52) - 1075
        cos_mantissa = (cos_bits & 4503599627370495) | 4503599627370496
        cos_limb = _floor_div(cos_exponent, 27)
        cos_shift = cos_exponent - 27 * cos_limb
        cos_shifted = _shl(cos_mantissa & 134217727, cos_shift)
        cos_m0 = cos_shifted & 134217727
        cos_shifted_1 = _shl(_shr(cos_mantissa, 27), cos_shift) + _shr(cos_shifted, 27)
        cos_m1 = cos_shifted_1 & 134217727
        cos_m2 = _shr(cos_shifted_1, 27)
        cos_index = cos_limb + 2
        cos_index_1 = cos_index + 48 if cos_index < 0 else cos_index
        cos_b = 47 if 47 < cos_index_1 else cos_index_1
        cos_index_3 = cos_limb + 3
        cos_index_4 = cos_index_3 + 48 if cos_index_3 < 0 else cos_index_3
        cos_b_1 = 47 if 47 < cos_index_4 else cos_index_4
        cos_item_1 = COS_TABLE[_clamp(cos_b_1 if 0 < cos_b_1 else 0, 47)]
        cos_index_6 = cos_limb + 4
        cos_index_7 = cos_index_6 + 48 if cos_index_6 < 0 else cos_index_6
        cos_b_2 = 47 if 47 < cos_index_7 else cos_index_7
        cos_item_2 = COS_TABLE[_clamp(cos_b_2 if 0 < cos_b_2 else 0, 47)]
        cos_index_9 = cos_limb + 5
        cos_index_10 = cos_index_9 + 48 if cos_index_9 < 0 else cos_index_9
        cos_b_3 = 47 if 47 < cos_index_10 else cos_index_10
        cos_item_3 = COS_TABLE[_clamp(cos_b_3 if 0 < cos_b_3 else 0, 47)]
        cos_index_12 = cos_limb + 6
        cos_index_13 = cos_index_12 + 48 if cos_index_12 < 0 else cos_index_12
        cos_b_4 = 47 if 47 < cos_index_13 else cos_index_13
        cos_item_4 = COS_TABLE[_clamp(cos_b_4 if 0 < cos_b_4 else 0, 47)]
        cos_index_15 = cos_limb + 7
        cos_index_16 = cos_index_15 + 48 if cos_index_15 < 0 else cos_index_15
        cos_b_5 = 47 if 47 < cos_index_16 else cos_index_16
        cos_item_5 = COS_TABLE[_clamp(cos_b_5 if 0 < cos_b_5 else 0, 47)]
        cos_index_18 = cos_limb + 8
        cos_index_19 = cos_index_18 + 48 if cos_index_18 < 0 else cos_index_18
        cos_b_6 = 47 if 47 < cos_index_19 else cos_index_19
        cos_item_6 = COS_TABLE[_clamp(cos_b_6 if 0 < cos_b_6 else 0, 47)]
        cos_index_21 = cos_limb + 9
        cos_index_22 = cos_index_21 + 48 if cos_index_21 < 0 else cos_index_21
        cos_b_7 = 47 if 47 < cos_index_22 else cos_index_22
        cos_item_7 = COS_TABLE[_clamp(cos_b_7 if 0 < cos_b_7 else 0, 47)]
        cos_index_24 = cos_limb + 10
        cos_index_25 = cos_index_24 + 48 if cos_index_24 < 0 else cos_index_24
        cos_b_8 = 47 if 47 < cos_index_25 else cos_index_25
        cos_column_6 = (
            cos_m0 * cos_item_6 + cos_m1 * cos_item_7 + cos_m2 * COS_TABLE[_clamp(cos_b_8 if 0 < cos_b_8 else
                0, 47)]
        )
        cos_column_5 = (
            cos_m0 * cos_item_5 + cos_m1 * cos_item_6 + cos_m2 * cos_item_7 + _shr(cos_column_6, 27)
        )
        cos_column_4 = (
            cos_m0 * cos_item_4 + cos_m1 * cos_item_5 + cos_m2 * cos_item_6 + _shr(cos_column_5, 27)
        )
        cos_column_3 = (
            cos_m0 * cos_item_3 + cos_m1 * cos_item_4 + cos_m2 * cos_item_5 + _shr(cos_column_4, 27)
        )
        cos_column_2 = (
            cos_m0 * cos_item_2 + cos_m1 * cos_item_3 + cos_m2 * cos_item_4 + _shr(cos_column_3, 27)
        )
        cos_column_1 = (
            cos_m0 * cos_item_1 + cos_m1 * cos_item_2 + cos_m2 * cos_item_3 + _shr(cos_column_2, 27)
        )
        cos_quadrant = (
            (cos_m0 * COS_TABLE[_clamp(cos_b if 0 < cos_b else 0, 47)] + cos_m1 * cos_item_1 + cos_m2 *
                cos_item_2 + _shr(cos_column_1, 27)) & 3
        )
        cos_top = _shl(cos_column_1 & 134217727, 27) | (cos_column_2 & 134217727)
        if 9007199254740992 <= cos_top:
            cos_quadrant_2 = cos_quadrant + 1
            cos_top_2 = cos_top - 18014398509481984
        else:
            cos_quadrant_2 = cos_quadrant
            cos_top_2 = cos_top
        cos_a = float(cos_top_2) * 5.551115123125783e-17
        cos_b_9 = float(cos_column_3 & 134217727) * 4.1359030627651384e-25
        cos_total = cos_a + cos_b_9
        cos_part = cos_total - cos_a
        cos_tail_1 = (
            float(cos_column_4 & 134217727) * 3.0814879110195774e-33 + float(cos_column_5 & 134217727) *
                2.2958874039497803e-41
        )
        cos_b_10 = cos_a - (cos_total - cos_part) + (cos_b_9 - cos_part) + cos_tail_1
        cos_total_1 = cos_total + cos_b_10
        cos_product = cos_total_1 * 1.5707963267948966
        cos_scaled_a = 134217729.0 * cos_total_1
        cos_high_a = cos_scaled_a - (cos_scaled_a - cos_total_1)
        cos_low_a = cos_total_1 - cos_high_a
        cos_error = (
            cos_high_a * 1.5707963407039642 - cos_product + cos_high_a * -1.3909067675399456e-08 + cos_low_a *
                1.5707963407039642 + cos_low_a * -1.3909067675399456e-08
        )
        cos_product_error = (
            cos_error + (cos_total_1 * 6.123233995736766e-17 + (cos_b_10 - (cos_total_1 - cos_total)) *
                1.5707963267948966)
        )
        cos_total_2 = cos_product + cos_product_error
        cos_item_11 = cos_product_error - (cos_total_2 - cos_product)
        cos_high = cos_total_2 + (cos_x - cos_x)
        if cos_x < 0.0:
            cos_quadrant_4 = -cos_quadrant_2
            cos_high_2 = -cos_high
            cos_low_1 = -cos_item_11
        else:
            cos_quadrant_4 = cos_quadrant_2
            cos_high_2 = cos_high
            cos_low_1 = cos_item_11
        cos_high_3 = cos_high_2
        cos_low_2 = cos_low_1
        cos_quadrant_5 = cos_quadrant_4 & 3
    else:
        cos_shifted_2 = cos_x * 0.6366197723675814 + 6755399441055744.0
        cos_k = cos_shifted_2 - 6755399441055744.0
        cos_a_1 = cos_x - cos_k * 1.5707963267341256
        cos_b_11 = -(cos_k * 6.077100506303966e-11)
        cos_total_3 = cos_a_1 + cos_b_11
        cos_part_1 = cos_total_3 - cos_a_1
        cos_b_12 = -(cos_k * 2.0222662487111665e-21)
        cos_total_4 = cos_total_3 + cos_b_12
        cos_part_2 = cos_total_4 - cos_total_3
        cos_item_14 = cos_total_3 - (cos_total_4 - cos_part_2) + (cos_b_12 - cos_part_2)
        cos_b_13 = (
            cos_a_1 - (cos_total_3 - cos_part_1) + (cos_b_11 - cos_part_1) + cos_item_14 - cos_k *
                8.4784276603689e-32
        )
        cos_total_5 = cos_total_4 + cos_b_13
        cos_high_3 = cos_total_5
        cos_low_2 = cos_b_13 - (cos_total_5 - cos_total_4)
        cos_quadrant_5 = _bits(cos_shifted_2) & 3
    cos_z = cos_high_3 * cos_high_3
    cos_z2 = cos_z * cos_z
    cos_result = (
        0.00833333333332249 + -0.00019841269829857383 * cos_z + cos_z2 * (2.7557313706696886e-06 +
            -2.5050760169539888e-08 * cos_z + 1.5896903772853237e-10 * cos_z2)
    )
    cos_z_1 = cos_high_3 * cos_high_3
    cos_half = 0.5 * cos_z_1
    cos_head = 1.0 - cos_half
    cos_z2_1 = cos_z_1 * cos_z_1
    cos_z4 = cos_z2_1 * cos_z2_1
    cos_result_2 = (
        0.0416666666666666 + -0.0013888888888874472 * cos_z_1 + (2.480158728966911e-05 +
            -2.7557314400083813e-07 * cos_z_1) * cos_z2_1 + (2.0875729125505953e-09 + -1.1359925025729948e-11
            * cos_z_1) * cos_z4
    )
    cos_result_3 = (
        cos_head + (1.0 - cos_head - cos_half + (cos_z_1 * cos_z_1 * cos_result_2 - cos_high_3 * cos_low_2))
    )
    cos_result_1 = (
        cos_high_3 + (cos_high_3 * cos_z * (-0.16666666666666632 + cos_z * cos_result) + cos_low_2 * (1.0 -
            0.5 * cos_z))
    )
    cos_value = cos_result_3 if (cos_quadrant_5 & 1) == 0 else cos_result_1
    return cos_value if ((cos_quadrant_5 + 1) & 2) == 0 else -cos_value


@njit("float64(float64, float64)", cache=True, error_model="numpy")
def _hypot(hypot_x, hypot_y):
    """sqrt(x*x + y*y) from exact squares, scaled by a power of two. Measured error up to 0.75 ulp."""
    hypot_size_x = math.fabs(hypot_x)
    hypot_size_y = math.fabs(hypot_y)
    hypot_large = hypot_size_x if hypot_size_y < hypot_size_x else hypot_size_y
    hypot_scale_1 = (
        4.149515568880993e+180 if hypot_large < 3.054936363499605e-151 else (2.409919865102884e-181 if
            3.273390607896142e+150 < hypot_large else 1.0)
    )
    hypot_infinite = hypot_size_x == math.inf or hypot_size_y == math.inf
    hypot_a = 0.0 if hypot_infinite else hypot_size_x * hypot_scale_1
    hypot_square = hypot_a * hypot_a
    hypot_scaled = 134217729.0 * hypot_a
    hypot_high = hypot_scaled - (hypot_scaled - hypot_a)
    hypot_low = hypot_a - hypot_high
    hypot_a_1 = 0.0 if hypot_infinite else hypot_size_y * hypot_scale_1
    hypot_square_1 = hypot_a_1 * hypot_a_1
    hypot_scaled_1 = 134217729.0 * hypot_a_1
    hypot_high_1 = hypot_scaled_1 - (hypot_scaled_1 - hypot_a_1)
    hypot_low_1 = hypot_a_1 - hypot_high_1
    hypot_swapped = hypot_square < hypot_square_1
    hypot_a_2 = hypot_square_1 if hypot_swapped else hypot_square
    hypot_b = hypot_square if hypot_swapped else hypot_square_1
    hypot_total = hypot_a_2 + hypot_b
    hypot_root = math.sqrt(hypot_total)
    hypot_square_2 = hypot_root * hypot_root
    hypot_scaled_2 = 134217729.0 * hypot_root
    hypot_high_2 = hypot_scaled_2 - (hypot_scaled_2 - hypot_root)
    hypot_low_2 = hypot_root - hypot_high_2
    hypot_item_3 = (
        hypot_high_2 * hypot_high_2 - hypot_square_2 + 2.0 * hypot_high_2 * hypot_low_2 + hypot_low_2 *
            hypot_low_2
    )
    hypot_item = hypot_high * hypot_high - hypot_square + 2.0 * hypot_high * hypot_low + hypot_low * hypot_low
    hypot_item_1 = (
        hypot_high_1 * hypot_high_1 - hypot_square_1 + 2.0 * hypot_high_1 * hypot_low_1 + hypot_low_1 *
            hypot_low_1
    )
    hypot_divisor = 2.0 * hypot_root if 0.0 < hypot_root else 1.0
    hypot_unscale_1 = (
        2.409919865102884e-181 if hypot_large < 3.054936363499605e-151 else (4.149515568880993e+180 if
            3.273390607896142e+150 < hypot_large else 1.0)
    )
    hypot_value = (
        (hypot_root + (hypot_total - hypot_square_2 - hypot_item_3 + (hypot_b - (hypot_total - hypot_a_2) +
            (hypot_item + hypot_item_1))) / hypot_divisor) * hypot_unscale_1
    )
    return math.inf if hypot_infinite else hypot_value


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
    s.turned = 0.0
    s.goal1 = 0.0
    s.goal2 = 0.0
    s.duration1 = 0.0
    s.duration2 = 0.0
    # 110: return u1, u2
    s.time = 0
    s.has_turned = False
    s.has_goal1 = False
    s.has_goal2 = False
    s.has_duration1 = False
    s.has_duration2 = False


@njit(types.int64(_STATE, types.float64[::1], types.float64[::1]), cache=True, error_model="numpy")
def step(state, obs, out):
    """One sample: obs, float64[OBS_SIZE], in; out, float64[ACTION_SIZE], and the fault bits of this step out."""
    s = state[0]
    status = 0
    cos_angle_1 = obs[0]
    cos_angle_2 = obs[1]
    sin_angle_1 = obs[2]
    sin_angle_2 = obs[3]
    target_x = obs[4]
    target_y = obs[5]
    angular_velocity_1 = obs[6]
    angular_velocity_2 = obs[7]
    action_shoulder_torque = 0.0
    action_elbow_torque = 0.0
    # 96: shoulder = math.atan2(obs.sin_angle_1, obs.cos_angle_1)
    shoulder = _atan2(sin_angle_1, cos_angle_1)
    # 97: elbow = math.atan2(obs.sin_angle_2, obs.cos_angle_2)
    elbow = _atan2(sin_angle_2, cos_angle_2)
    # 100: if self.turned is None:
    if not s.has_turned:
        # 62: bend = (x * x + y * y - a * a - b * b) / (2 * a * b)
        bend = (
            (target_x * target_x + target_y * target_y - UPPER_ARM * UPPER_ARM - FOREARM * FOREARM) / (2.0 *
                UPPER_ARM * FOREARM)
        )
        # 63: bend = min(math.acos(min(max(bend, -1), 1)), self.limit)
        item = -1.0 if bend < -1.0 else bend
        x = 1.0 if 1.0 < item else item
        acos_1 = _acos(x)
        if x == x and acos_1 != acos_1:
            status |= FAULT_DOMAIN
        bend_1 = LIMIT if LIMIT < acos_1 else acos_1
        # 65: offset = math.atan2(b * math.sin(bend), a + b * math.cos(bend))
        sin_1 = _sin(bend_1)
        if bend_1 == bend_1 and sin_1 != sin_1:
            status |= FAULT_DOMAIN
        cos_1 = _cos(bend_1)
        if bend_1 == bend_1 and cos_1 != cos_1:
            status |= FAULT_DOMAIN
        # 67: for trial in range(32):
        least = math.inf
        has_goal1_1 = s.has_goal1
        goal1_1 = s.goal1
        has_goal2_1 = s.has_goal2
        goal2_1 = s.goal2
        has_duration1_1 = s.has_duration1
        duration1_1 = s.duration1
        has_duration2_1 = s.has_duration2
        duration2_1 = s.duration2
        # 64: direction = math.atan2(y, x)
        direction = _atan2(target_y, target_x)
        # 65: offset = math.atan2(b * math.sin(bend), a + b * math.cos(bend))
        offset = _atan2(FOREARM * sin_1, UPPER_ARM + FOREARM * cos_1)
        # 67: for trial in range(32):
        for trial_1 in range(32):
            # 68: side = 1 - 2 * (trial // 16)
            side = 1 - 2 * _floor_div(trial_1, 16)
            # 69: goal = q1 + wrapped(direction - side * offset - q1)
            angle = direction - float(side) * offset - shoulder
            # 13: return math.atan2(math.sin(angle), math.cos(angle))
            sin_2 = _sin(angle)
            if angle == angle and sin_2 != sin_2:
                status |= FAULT_DOMAIN
            cos_2 = _cos(angle)
            if angle == angle and cos_2 != cos_2:
                status |= FAULT_DOMAIN
            # 69: goal = q1 + wrapped(direction - side * offset - q1)
            goal_1 = shoulder + _atan2(sin_2, cos_2)
            # 70: if trial // 8 % 2 == 1:
            if _floor_mod(_floor_div(trial_1, 8), 2) == 1:
                goal_3 = goal_1 - _copysign(6.283185307179586, goal_1 - shoulder)
            else:
                goal_3 = goal_1
            # 72: duration = self.shortest + trial % 8 * self.wider
            duration = SHORTEST + float(_floor_mod(trial_1, 8)) * WIDER
            # 73: price = self.price(q1, q2, goal, side * bend, duration, duration, x, y)
            goal2_2 = float(side) * bend_1
            # 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x
            cos_3 = _cos(shoulder)
            if shoulder == shoulder and cos_3 != cos_3:
                status |= FAULT_DOMAIN
            x_4 = shoulder + elbow
            cos_4 = _cos(x_4)
            if x_4 == x_4 and cos_4 != cos_4:
                status |= FAULT_DOMAIN
            # 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y
            sin_3 = _sin(shoulder)
            if shoulder == shoulder and sin_3 != sin_3:
                status |= FAULT_DOMAIN
            x_5 = shoulder + elbow
            sin_4 = _sin(x_5)
            if x_5 == x_5 and sin_4 != sin_4:
                status |= FAULT_DOMAIN
            dy = UPPER_ARM * sin_3 + FOREARM * sin_4 - target_y
            # 48: for k in range(25):
            total = _hypot(UPPER_ARM * cos_3 + FOREARM * cos_4 - target_x, dy)
            for k in range(25):
                # 49: t = (2 * k + 1) / 50
                t = float(2 * k + 1) / 50.0
                # 50: left1 = max(0, 1 - t / duration1)
                if duration == 0.0:
                    status |= FAULT_ZERO_DIVISION
                item_1 = 1.0 - t / duration
                left1 = item_1 if 0.0 < item_1 else 0.0
                # 51: left2 = max(0, 1 - t / duration2)
                if duration == 0.0:
                    status |= FAULT_ZERO_DIVISION
                item_2 = 1.0 - t / duration
                left2 = item_2 if 0.0 < item_2 else 0.0
                # 52: a1 = q1 + (goal1 - q1) * (1 - left1 * left1 * left1 * (4 - 3 * left1))
                a1 = shoulder + (goal_3 - shoulder) * (1.0 - left1 * left1 * left1 * (4.0 - 3.0 * left1))
                # 53: a2 = q2 + (goal2 - q2) * (1 - left2 * left2 * left2 * (4 - 3 * left2))
                a2 = elbow + (goal2_2 - elbow) * (1.0 - left2 * left2 * left2 * (4.0 - 3.0 * left2))
                # 54: u1 = self.strength * (goal1 - q1) * left1 * (36 * left1 - 24) / (duration1 * duration1)
                divisor = duration * duration
                if divisor == 0.0:
                    status |= FAULT_ZERO_DIVISION
                u1 = STRENGTH * (goal_3 - shoulder) * left1 * (36.0 * left1 - 24.0) / divisor
                # 55: u2 = self.strength * (goal2 - q2) * left2 * (36 * left2 - 24) / (duration2 * duration2)
                divisor_1 = duration * duration
                if divisor_1 == 0.0:
                    status |= FAULT_ZERO_DIVISION
                u2 = STRENGTH * (goal2_2 - elbow) * left2 * (36.0 * left2 - 24.0) / divisor_1
                # 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x
                cos_5 = _cos(a1)
                if a1 == a1 and cos_5 != cos_5:
                    status |= FAULT_DOMAIN
                x_6 = a1 + a2
                cos_6 = _cos(x_6)
                if x_6 == x_6 and cos_6 != cos_6:
                    status |= FAULT_DOMAIN
                # 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y
                sin_5 = _sin(a1)
                if a1 == a1 and sin_5 != sin_5:
                    status |= FAULT_DOMAIN
                x_7 = a1 + a2
                sin_6 = _sin(x_7)
                if x_7 == x_7 and sin_6 != sin_6:
                    status |= FAULT_DOMAIN
                dy_1 = UPPER_ARM * sin_5 + FOREARM * sin_6 - target_y
                # 43: return math.hypot(dx, dy)
                result_2 = _hypot(UPPER_ARM * cos_5 + FOREARM * cos_6 - target_x, dy_1)
                # 48: for k in range(25):
                total = total + (result_2 + EFFORT * (u1 * u1 + u2 * u2))
            # 74: if price < least:
            if total < least:
                has_goal1_2 = True
                goal1_2 = goal_3
                has_goal2_2 = True
                goal2_4 = float(side) * bend_1
                has_duration1_2 = True
                duration1_2 = duration
                has_duration2_2 = True
                duration2_2 = duration
                least_1 = total
            else:
                has_goal1_2 = has_goal1_1
                goal1_2 = goal1_1
                has_goal2_2 = has_goal2_1
                goal2_4 = goal2_1
                has_duration1_2 = has_duration1_1
                duration1_2 = duration1_1
                has_duration2_2 = has_duration2_1
                duration2_2 = duration2_1
                least_1 = least
            # 67: for trial in range(32):
            least = least_1
            has_goal1_1 = has_goal1_2
            goal1_1 = goal1_2
            has_goal2_1 = has_goal2_2
            goal2_1 = goal2_4
            has_duration1_1 = has_duration1_2
            duration1_1 = duration1_2
            has_duration2_1 = has_duration2_2
            duration2_1 = duration2_2
        # 80: for trial in range(32):
        least_2 = least
        has_duration1_4 = has_duration1_1
        duration1_4 = duration1_1
        has_duration2_4 = has_duration2_1
        duration2_4 = duration2_1
        for trial_3 in range(32):
            # 81: k = trial // 2
            k_1 = _floor_div(trial_3, 2)
            # 82: change = 1 + (2 * (k % 2) - 1) / (6 + k)
            divisor_2 = float(6 + k_1)
            if divisor_2 == 0.0:
                status |= FAULT_ZERO_DIVISION
            change = 1.0 + float(2 * _floor_mod(k_1, 2) - 1) / divisor_2
            # 85: if trial % 2 == 0:
            if _floor_mod(trial_3, 2) == 0:
                # 86: duration1 *= change
                if not has_duration1_4:
                    status |= FAULT_ABSENT
                # 85: if trial % 2 == 0:
                has_duration1_5 = True
                duration1_6 = duration1_4 * change
                has_duration2_5 = has_duration2_4
                duration2_6 = duration2_4
            else:
                # 88: duration2 *= change
                if not has_duration2_4:
                    status |= FAULT_ABSENT
                # 85: if trial % 2 == 0:
                has_duration1_5 = has_duration1_4
                duration1_6 = duration1_4
                has_duration2_5 = True
                duration2_6 = duration2_4 * change
            # 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x
            cos_7 = _cos(shoulder)
            if shoulder == shoulder and cos_7 != cos_7:
                status |= FAULT_DOMAIN
            x_8 = shoulder + elbow
            cos_8 = _cos(x_8)
            if x_8 == x_8 and cos_8 != cos_8:
                status |= FAULT_DOMAIN
            # 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y
            sin_7 = _sin(shoulder)
            if shoulder == shoulder and sin_7 != sin_7:
                status |= FAULT_DOMAIN
            x_9 = shoulder + elbow
            sin_8 = _sin(x_9)
            if x_9 == x_9 and sin_8 != sin_8:
                status |= FAULT_DOMAIN
            dy_2 = UPPER_ARM * sin_7 + FOREARM * sin_8 - target_y
            # 48: for k in range(25):
            total_2 = _hypot(UPPER_ARM * cos_7 + FOREARM * cos_8 - target_x, dy_2)
            for k_2 in range(25):
                # 49: t = (2 * k + 1) / 50
                t_1 = float(2 * k_2 + 1) / 50.0
                # 50: left1 = max(0, 1 - t / duration1)
                if not has_duration1_5:
                    status |= FAULT_ABSENT
                if duration1_6 == 0.0:
                    status |= FAULT_ZERO_DIVISION
                item_3 = 1.0 - t_1 / duration1_6
                left1_1 = item_3 if 0.0 < item_3 else 0.0
                # 51: left2 = max(0, 1 - t / duration2)
                if not has_duration2_5:
                    status |= FAULT_ABSENT
                if duration2_6 == 0.0:
                    status |= FAULT_ZERO_DIVISION
                item_4 = 1.0 - t_1 / duration2_6
                left2_1 = item_4 if 0.0 < item_4 else 0.0
                # 52: a1 = q1 + (goal1 - q1) * (1 - left1 * left1 * left1 * (4 - 3 * left1))
                if not has_goal1_1:
                    status |= FAULT_ABSENT
                a1_1 = (
                    shoulder + (goal1_1 - shoulder) * (1.0 - left1_1 * left1_1 * left1_1 * (4.0 - 3.0 *
                        left1_1))
                )
                # 53: a2 = q2 + (goal2 - q2) * (1 - left2 * left2 * left2 * (4 - 3 * left2))
                if not has_goal2_1:
                    status |= FAULT_ABSENT
                a2_1 = elbow + (goal2_1 - elbow) * (1.0 - left2_1 * left2_1 * left2_1 * (4.0 - 3.0 * left2_1))
                # 54: u1 = self.strength * (goal1 - q1) * left1 * (36 * left1 - 24) / (duration1 * duration1)
                if not has_goal1_1:
                    status |= FAULT_ABSENT
                if not has_duration1_5:
                    status |= FAULT_ABSENT
                if not has_duration1_5:
                    status |= FAULT_ABSENT
                divisor_3 = duration1_6 * duration1_6
                if divisor_3 == 0.0:
                    status |= FAULT_ZERO_DIVISION
                u1_1 = STRENGTH * (goal1_1 - shoulder) * left1_1 * (36.0 * left1_1 - 24.0) / divisor_3
                # 55: u2 = self.strength * (goal2 - q2) * left2 * (36 * left2 - 24) / (duration2 * duration2)
                if not has_goal2_1:
                    status |= FAULT_ABSENT
                if not has_duration2_5:
                    status |= FAULT_ABSENT
                if not has_duration2_5:
                    status |= FAULT_ABSENT
                divisor_4 = duration2_6 * duration2_6
                if divisor_4 == 0.0:
                    status |= FAULT_ZERO_DIVISION
                u2_1 = STRENGTH * (goal2_1 - elbow) * left2_1 * (36.0 * left2_1 - 24.0) / divisor_4
                # 41: dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x
                cos_9 = _cos(a1_1)
                if a1_1 == a1_1 and cos_9 != cos_9:
                    status |= FAULT_DOMAIN
                x_10 = a1_1 + a2_1
                cos_10 = _cos(x_10)
                if x_10 == x_10 and cos_10 != cos_10:
                    status |= FAULT_DOMAIN
                # 42: dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y
                sin_9 = _sin(a1_1)
                if a1_1 == a1_1 and sin_9 != sin_9:
                    status |= FAULT_DOMAIN
                x_11 = a1_1 + a2_1
                sin_10 = _sin(x_11)
                if x_11 == x_11 and sin_10 != sin_10:
                    status |= FAULT_DOMAIN
                dy_3 = UPPER_ARM * sin_9 + FOREARM * sin_10 - target_y
                # 43: return math.hypot(dx, dy)
                result_4 = _hypot(UPPER_ARM * cos_9 + FOREARM * cos_10 - target_x, dy_3)
                # 48: for k in range(25):
                total_2 = total_2 + (result_4 + EFFORT * (u1_1 * u1_1 + u2_1 * u2_1))
            # 90: if price < least:
            if total_2 < least_2:
                has_duration1_6 = has_duration1_5
                duration1_7 = duration1_6
                has_duration2_6 = has_duration2_5
                duration2_7 = duration2_6
                least_3 = total_2
            else:
                has_duration1_6 = has_duration1_4
                duration1_7 = duration1_4
                has_duration2_6 = has_duration2_4
                duration2_7 = duration2_4
                least_3 = least_2
            # 80: for trial in range(32):
            least_2 = least_3
            has_duration1_4 = has_duration1_6
            duration1_4 = duration1_7
            has_duration2_4 = has_duration2_6
            duration2_4 = duration2_7
        # 100: if self.turned is None:
        has_turned_1 = True
        turned_1 = shoulder
        has_goal1_3 = has_goal1_1
        goal1_3 = goal1_1
        has_goal2_3 = has_goal2_1
        goal2_5 = goal2_1
        has_duration1_7 = has_duration1_4
        duration1_8 = duration1_4
        has_duration2_7 = has_duration2_4
        duration2_8 = duration2_4
    else:
        has_turned_1 = s.has_turned
        turned_1 = s.turned
        has_goal1_3 = s.has_goal1
        goal1_3 = s.goal1
        has_goal2_3 = s.has_goal2
        goal2_5 = s.goal2
        has_duration1_7 = s.has_duration1
        duration1_8 = s.duration1
        has_duration2_7 = s.has_duration2
        duration2_8 = s.duration2
    # 103: self.turned += wrapped(shoulder - self.turned)
    if not has_turned_1:
        status |= FAULT_ABSENT
    angle_1 = shoulder - turned_1
    # 13: return math.atan2(math.sin(angle), math.cos(angle))
    sin_11 = _sin(angle_1)
    if angle_1 == angle_1 and sin_11 != sin_11:
        status |= FAULT_DOMAIN
    cos_11 = _cos(angle_1)
    if angle_1 == angle_1 and cos_11 != cos_11:
        status |= FAULT_DOMAIN
    # 103: self.turned += wrapped(shoulder - self.turned)
    if not has_turned_1:
        status |= FAULT_ABSENT
    turned_2 = turned_1 + _atan2(sin_11, cos_11)
    # 104: passed = self.time / 50 + self.ahead
    passed = float(s.time) / 50.0 + AHEAD
    # 105: left1 = max(self.duration1 - passed, self.least)
    if not has_duration1_7:
        status |= FAULT_ABSENT
    item_5 = duration1_8 - passed
    left1_2 = LEAST if item_5 < LEAST else item_5
    # 106: left2 = max(self.duration2 - passed, self.least)
    if not has_duration2_7:
        status |= FAULT_ABSENT
    item_6 = duration2_8 - passed
    left2_2 = LEAST if item_6 < LEAST else item_6
    # 108: u1 = (self.kp * (self.goal1 - self.turned) / left1 - self.kd * w1) / left1 + self.frict...
    if not has_goal1_3:
        status |= FAULT_ABSENT
    if left1_2 == 0.0:
        status |= FAULT_ZERO_DIVISION
    # 109: u2 = (self.kp * (self.goal2 - elbow) / left2 - self.kd * w2) / left2 + self.friction * w2
    if not has_goal2_3:
        status |= FAULT_ABSENT
    if left2_2 == 0.0:
        status |= FAULT_ZERO_DIVISION
    # 110: return u1, u2
    action_shoulder_torque = (
        (KP * (goal1_3 - turned_2) / left1_2 - KD * angular_velocity_1) / left1_2 + FRICTION *
            angular_velocity_1
    )
    action_elbow_torque = (
        (KP * (goal2_5 - elbow) / left2_2 - KD * angular_velocity_2) / left2_2 + FRICTION * angular_velocity_2
    )
    s.time = s.time + 1
    s.has_turned = True
    s.turned = turned_2
    s.has_goal1 = has_goal1_3
    s.goal1 = goal1_3
    s.has_goal2 = has_goal2_3
    s.goal2 = goal2_5
    s.has_duration1 = has_duration1_7
    s.duration1 = duration1_8
    s.has_duration2 = has_duration2_7
    s.duration2 = duration2_8
    raw_action_0 = action_shoulder_torque
    raw_action_1 = action_elbow_torque
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
    action_shoulder_torque = raw_action_0
    if (status & DISQUALIFYING) != 0 or raw_action_1 != raw_action_1:
        raw_action_1 = 0.0
    if raw_action_1 < -1.0:
        raw_action_1 = -1.0
    if 1.0 < raw_action_1:
        raw_action_1 = 1.0
    action_elbow_torque = raw_action_1
    out[0] = action_shoulder_torque
    out[1] = action_elbow_torque
    return status


sys.setrecursionlimit(_recursion_limit)


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

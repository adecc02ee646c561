"""walker2d_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: Walker2d-v5

    import walker2d_v5
    walker2d_v5.reset()                  # once, before each run
    action = walker2d_v5.act(observation)  # every 0.008 s; float64[6]
    walker2d_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python walker2d_v5.py --selftest``
replays vectors.csv. Needs numba and numpy only.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import from_dtype, njit, types
from numba.extending import intrinsic

OBS_SIZE = 17
# name, elements, unit, low, high, meaning
OBSERVATION = (
    ("torso_z", 1, "m", -math.inf, math.inf, "height of the torso; the episode ends outside of 0.8 to 2"),
    ("torso_pitch", 1, "rad", -math.inf, math.inf, "pitch of the torso; the episode ends beyond \u00b11"),
    ("right_thigh_angle", 1, "rad", -math.inf, math.inf, "angle of the right hip"),
    ("right_leg_angle", 1, "rad", -math.inf, math.inf, "angle of the right knee"),
    ("right_foot_angle", 1, "rad", -math.inf, math.inf, "angle of the right ankle"),
    ("left_thigh_angle", 1, "rad", -math.inf, math.inf, "angle of the left hip"),
    ("left_leg_angle", 1, "rad", -math.inf, math.inf, "angle of the left knee"),
    ("left_foot_angle", 1, "rad", -math.inf, math.inf, "angle of the left ankle"),
    ("torso_vx", 1, "m/s", -math.inf, math.inf, "forward velocity of the torso"),
    ("torso_vz", 1, "m/s", -math.inf, math.inf, "vertical velocity of the torso"),
    ("torso_pitch_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the torso's pitch"),
    ("right_thigh_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the right hip"),
    ("right_leg_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the right knee"),
    ("right_foot_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the right ankle"),
    ("left_thigh_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the left hip"),
    ("left_leg_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the left knee"),
    ("left_foot_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the left ankle"),
)
ACTION_SIZE = 6
ACTION = (
    ("right_thigh_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 100 N m times this"),
    ("right_leg_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 100 N m times this"),
    ("right_foot_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 100 N m times this"),
    ("left_thigh_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 100 N m times this"),
    ("left_leg_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 100 N m times this"),
    ("left_foot_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 100 N m times this"),
)
SAFE_ACTION = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, )
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
TURN = 0.15577085478806457  # turn, line 16
PHASE = 3.8702202975818683  # phase, line 17
MEAN_0 = 0.5889685238474807  # mean[0], line 18
MEAN_2 = 7.04822453530545  # mean[2], line 18
THIGH_1 = 4.618816962210973  # thigh[1], line 21
THIGH_3 = 0.5696913659642547  # thigh[3], line 21
THIGH_4 = 0.915022675231773  # thigh[4], line 21
THIGH_6 = 3.0500818241277408  # thigh[6], line 21
INIT_22_2 = 2.4114318537295567  # __init__@22#2, line 22
INIT_22_5 = 0.7257999100907397  # __init__@22#5, line 22
INIT_22_6 = 1.0434132582162965  # __init__@22#6, line 22
INIT_22_8 = 3.836150229064912  # __init__@22#8, line 22
LEG_0 = 0.2076850368386433  # leg[0], line 23
LEG_1 = 0.2954031088197339  # leg[1], line 23
LEG_3 = 0.06976368238692043  # leg[3], line 23
LEG_8 = 0.5308626052585645  # leg[8], line 23
LEG_9 = 3.513870272721081  # leg[9], line 23
INIT_24_6 = 1.9187442249994304  # __init__@24#6, line 24
INIT_24_7 = 0.39857341038928773  # __init__@24#7, line 24
INIT_24_10 = 1.588477476361518  # __init__@24#10, line 24
FOOT_3 = 0.26727143759063876  # foot[3], line 25
FOOT_4 = 7.682681329685817  # foot[4], line 25
FOOT_7 = 1.9137106384493179  # foot[7], line 25
INIT_26 = 2.5458651712361897  # __init__@26, line 26
INIT_26_2 = 0.9134494613309629  # __init__@26#2, line 26
INIT_26_3 = 1.9066437601775132  # __init__@26#3, line 26
INIT_26_4 = 3.715663045927915  # __init__@26#4, line 26
INIT_26_5 = 2.4200072778648263  # __init__@26#5, line 26
INIT_26_6 = 4.342851508852344  # __init__@26#6, line 26
INIT_26_7 = 0.09363568312847283  # __init__@26#7, line 26
INIT_26_8 = 7.685160686211132  # __init__@26#8, line 26
INIT_26_9 = 1.8203358190473593  # __init__@26#9, line 26
INIT_26_10 = 3.35194910979973  # __init__@26#10, line 26
INIT_26_11 = 0.5461269931422201  # __init__@26#11, line 26
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
        ("phase", np.float64),
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
    # 46: return self.side(1, torso, right, left) + self.side(-1, torso, left, right)
    s.phase = PHASE


@njit(types.int64(_STATE, types.float64[::1], types.float64[::1]), cache=True, error_model="numpy")
def step(state, obs, out):
    """One sample: obs, float64[OBS_SIZE], in; out, float64[ACTION_SIZE], and the fault bits of this step out."""
    s = state[0]
    status = 0
    torso_z = obs[0]
    torso_pitch = obs[1]
    right_thigh_angle = obs[2]
    right_leg_angle = obs[3]
    right_foot_angle = obs[4]
    left_thigh_angle = obs[5]
    left_leg_angle = obs[6]
    left_foot_angle = obs[7]
    torso_vx = obs[8]
    torso_vz = obs[9]
    torso_pitch_rate = obs[10]
    right_thigh_rate = obs[11]
    right_leg_rate = obs[12]
    right_foot_rate = obs[13]
    left_thigh_rate = obs[14]
    left_leg_rate = obs[15]
    left_foot_rate = obs[16]
    action_right_thigh_torque = 0.0
    action_right_leg_torque = 0.0
    action_right_foot_torque = 0.0
    action_left_thigh_torque = 0.0
    action_left_leg_torque = 0.0
    action_left_foot_torque = 0.0
    # 40: self.phase += self.turn
    phase_1 = s.phase + TURN
    # 41: torso = [obs.torso_z * 4 - 5, obs.torso_pitch * 3, obs.torso_vx / 2, obs.torso_vz, obs....
    item_34 = torso_z * 4.0 - 5.0
    item_35 = torso_pitch * 3.0
    item_36 = torso_vx / 2.0
    item_37 = torso_pitch_rate / 2.0
    # 42: right = [obs.right_thigh_angle * 2, obs.right_leg_angle * 2, obs.right_foot_angle * 2]
    item_38 = right_thigh_angle * 2.0
    item_39 = right_leg_angle * 2.0
    item_40 = right_foot_angle * 2.0
    # 43: right += [obs.right_thigh_rate / 4, obs.right_leg_rate / 4, obs.right_foot_rate / 6]
    item_41 = right_thigh_rate / 4.0
    item_42 = right_leg_rate / 4.0
    item_43 = right_foot_rate / 6.0
    # 44: left = [obs.left_thigh_angle * 2, obs.left_leg_angle * 2, obs.left_foot_angle * 2]
    item_44 = left_thigh_angle * 2.0
    item_45 = left_leg_angle * 2.0
    item_46 = left_foot_angle * 2.0
    # 45: left += [obs.left_thigh_rate / 4, obs.left_leg_rate / 4, obs.left_foot_rate / 6]
    item_47 = left_thigh_rate / 4.0
    item_48 = left_leg_rate / 4.0
    item_49 = left_foot_rate / 6.0
    # 31: rhythm = [sign * math.sin(phase), sign * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_1 = _sin(phase_1)
    if phase_1 == phase_1 and sin_1 != sin_1:
        status |= FAULT_DOMAIN
    item_50 = sin_1
    cos_1 = _cos(phase_1)
    if phase_1 == phase_1 and cos_1 != cos_1:
        status |= FAULT_DOMAIN
    item_51 = cos_1
    x = 2.0 * phase_1
    sin_2 = _sin(x)
    if x == x and sin_2 != sin_2:
        status |= FAULT_DOMAIN
    x_1 = 2.0 * phase_1
    cos_2 = _cos(x_1)
    if x_1 == x_1 and cos_2 != cos_2:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    item_56 = THIGH_4 * item_34
    item_57 = -0.21532220109793204 * item_35
    total_5 = (
        0.0 + -0.8268299436731879 * item_50 + THIGH_1 * item_51 + -0.5577997463661677 * sin_2 + THIGH_3 *
            cos_2 + item_56 + item_57
    )
    item_62 = -0.9307586741575755 * item_39
    item_63 = INIT_22_2 * item_40
    total_11 = (
        total_5 + THIGH_6 * item_36 + -0.3297272227252856 * torso_vz + -1.370253458728021 * item_37 +
            -1.7120577061461906 * item_38 + item_62 + item_63
    )
    item_68 = -0.4059856857954274 * item_45
    item_69 = INIT_22_8 * item_46
    total_17 = (
        total_11 + -9.701355159629301 * item_41 + -0.2582418850822704 * item_42 + INIT_22_5 * item_43 +
            INIT_22_6 * item_44 + item_68 + item_69
    )
    item_78 = -0.12249867463803389 * item_34
    total_25 = 0.0 + LEG_0 * item_50 + LEG_1 * item_51 + -0.7362271718029915 * sin_2 + LEG_3 * cos_2 + item_78
    item_83 = LEG_9 * item_38
    item_84 = -1.7962382553352878 * item_39
    total_31 = (
        total_25 + -5.146528271693281 * item_35 + -0.6278781899913026 * item_36 + -1.8802470659067343 *
            torso_vz + LEG_8 * item_37 + item_83 + item_84
    )
    total_36 = (
        total_31 + -0.4265549139470841 * item_40 + -2.185892886923592 * item_41 + -3.7058015855381705 *
            item_42 + -0.407017235208212 * item_43 + INIT_24_6 * item_44
    )
    item_94 = -0.550588347229304 * item_49
    item_100 = FOOT_4 * item_34
    item_101 = -7.255448140456467 * item_35
    total_47 = (
        0.0 + -0.7576539700541972 * item_50 + -0.1259437725733492 * item_51 + -0.5905145280707601 * sin_2 +
            FOOT_3 * cos_2 + item_100 + item_101
    )
    item_106 = INIT_26 * item_39
    item_107 = INIT_26_2 * item_40
    total_53 = (
        total_47 + -2.740543157815502 * item_36 + FOOT_7 * torso_vz + -6.6365598904696785 * item_37 +
            -2.8117660066131553 * item_38 + item_106 + item_107
    )
    item_112 = INIT_26_7 * item_45
    total_58 = (
        total_53 + INIT_26_3 * item_41 + INIT_26_4 * item_42 + INIT_26_5 * item_43 + INIT_26_6 * item_44 +
            item_112
    )
    total_62 = (
        total_58 + INIT_26_8 * item_46 + INIT_26_9 * item_47 + INIT_26_10 * item_48 + INIT_26_11 * item_49
    )
    # 31: rhythm = [sign * math.sin(phase), sign * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_3 = _sin(phase_1)
    if phase_1 == phase_1 and sin_3 != sin_3:
        status |= FAULT_DOMAIN
    item_118 = -1.0 * sin_3
    cos_3 = _cos(phase_1)
    if phase_1 == phase_1 and cos_3 != cos_3:
        status |= FAULT_DOMAIN
    item_119 = -1.0 * cos_3
    x_2 = 2.0 * phase_1
    sin_4 = _sin(x_2)
    if x_2 == x_2 and sin_4 != sin_4:
        status |= FAULT_DOMAIN
    x_3 = 2.0 * phase_1
    cos_4 = _cos(x_3)
    if x_3 == x_3 and cos_4 != cos_4:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    item_124 = THIGH_4 * item_34
    item_125 = -0.21532220109793204 * item_35
    total_68 = (
        0.0 + -0.8268299436731879 * item_118 + THIGH_1 * item_119 + -0.5577997463661677 * sin_4 + THIGH_3 *
            cos_4 + item_124 + item_125
    )
    item_130 = -0.9307586741575755 * item_45
    item_131 = INIT_22_2 * item_46
    total_74 = (
        total_68 + THIGH_6 * item_36 + -0.3297272227252856 * torso_vz + -1.370253458728021 * item_37 +
            -1.7120577061461906 * item_44 + item_130 + item_131
    )
    item_136 = -0.4059856857954274 * item_39
    item_137 = INIT_22_8 * item_40
    total_80 = (
        total_74 + -9.701355159629301 * item_47 + -0.2582418850822704 * item_48 + INIT_22_5 * item_49 +
            INIT_22_6 * item_38 + item_136 + item_137
    )
    item_146 = -0.12249867463803389 * item_34
    total_88 = (
        0.0 + LEG_0 * item_118 + LEG_1 * item_119 + -0.7362271718029915 * sin_4 + LEG_3 * cos_4 + item_146
    )
    item_151 = LEG_9 * item_44
    item_152 = -1.7962382553352878 * item_45
    total_94 = (
        total_88 + -5.146528271693281 * item_35 + -0.6278781899913026 * item_36 + -1.8802470659067343 *
            torso_vz + LEG_8 * item_37 + item_151 + item_152
    )
    total_99 = (
        total_94 + -0.4265549139470841 * item_46 + -2.185892886923592 * item_47 + -3.7058015855381705 *
            item_48 + -0.407017235208212 * item_49 + INIT_24_6 * item_38
    )
    item_162 = -0.550588347229304 * item_43
    item_168 = FOOT_4 * item_34
    item_169 = -7.255448140456467 * item_35
    total_110 = (
        0.0 + -0.7576539700541972 * item_118 + -0.1259437725733492 * item_119 + -0.5905145280707601 * sin_4 +
            FOOT_3 * cos_4 + item_168 + item_169
    )
    item_174 = INIT_26 * item_45
    item_175 = INIT_26_2 * item_46
    total_116 = (
        total_110 + -2.740543157815502 * item_36 + FOOT_7 * torso_vz + -6.6365598904696785 * item_37 +
            -2.8117660066131553 * item_44 + item_174 + item_175
    )
    item_180 = INIT_26_7 * item_39
    total_121 = (
        total_116 + INIT_26_3 * item_47 + INIT_26_4 * item_48 + INIT_26_5 * item_49 + INIT_26_6 * item_38 +
            item_180
    )
    total_125 = (
        total_121 + INIT_26_8 * item_40 + INIT_26_9 * item_41 + INIT_26_10 * item_42 + INIT_26_11 * item_43
    )
    # 46: return self.side(1, torso, right, left) + self.side(-1, torso, left, right)
    action_right_thigh_torque = (
        MEAN_0 + (total_17 + -2.760139822038938 * item_47 + -0.5591797852684288 * item_48 +
            -0.4921838521393386 * item_49)
    )
    action_right_leg_torque = (
        -0.4434232779535323 + (total_36 + INIT_24_7 * item_45 + -0.7111396600971792 * item_46 +
            -0.2668489184590261 * item_47 + INIT_24_10 * item_48 + item_94)
    )
    action_right_foot_torque = MEAN_2 + total_62
    action_left_thigh_torque = (
        MEAN_0 + (total_80 + -2.760139822038938 * item_41 + -0.5591797852684288 * item_42 +
            -0.4921838521393386 * item_43)
    )
    action_left_leg_torque = (
        -0.4434232779535323 + (total_99 + INIT_24_7 * item_39 + -0.7111396600971792 * item_40 +
            -0.2668489184590261 * item_41 + INIT_24_10 * item_42 + item_162)
    )
    action_left_foot_torque = MEAN_2 + total_125
    s.phase = phase_1
    raw_action_0 = action_right_thigh_torque
    raw_action_1 = action_right_leg_torque
    raw_action_2 = action_right_foot_torque
    raw_action_3 = action_left_thigh_torque
    raw_action_4 = action_left_leg_torque
    raw_action_5 = action_left_foot_torque
    if raw_action_0 != raw_action_0:
        status |= FAULT_ACTION_NAN
    if raw_action_1 != raw_action_1:
        status |= FAULT_ACTION_NAN
    if raw_action_2 != raw_action_2:
        status |= FAULT_ACTION_NAN
    if raw_action_3 != raw_action_3:
        status |= FAULT_ACTION_NAN
    if raw_action_4 != raw_action_4:
        status |= FAULT_ACTION_NAN
    if raw_action_5 != raw_action_5:
        status |= FAULT_ACTION_NAN
    if math.fabs(raw_action_0) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_1) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_2) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_3) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_4) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_5) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if (status & DISQUALIFYING) != 0 or raw_action_0 != raw_action_0:
        raw_action_0 = 0.0
    if raw_action_0 < -1.0:
        raw_action_0 = -1.0
    if 1.0 < raw_action_0:
        raw_action_0 = 1.0
    action_right_thigh_torque = raw_action_0
    if (status & DISQUALIFYING) != 0 or raw_action_1 != raw_action_1:
        raw_action_1 = 0.0
    if raw_action_1 < -1.0:
        raw_action_1 = -1.0
    if 1.0 < raw_action_1:
        raw_action_1 = 1.0
    action_right_leg_torque = raw_action_1
    if (status & DISQUALIFYING) != 0 or raw_action_2 != raw_action_2:
        raw_action_2 = 0.0
    if raw_action_2 < -1.0:
        raw_action_2 = -1.0
    if 1.0 < raw_action_2:
        raw_action_2 = 1.0
    action_right_foot_torque = raw_action_2
    if (status & DISQUALIFYING) != 0 or raw_action_3 != raw_action_3:
        raw_action_3 = 0.0
    if raw_action_3 < -1.0:
        raw_action_3 = -1.0
    if 1.0 < raw_action_3:
        raw_action_3 = 1.0
    action_left_thigh_torque = raw_action_3
    if (status & DISQUALIFYING) != 0 or raw_action_4 != raw_action_4:
        raw_action_4 = 0.0
    if raw_action_4 < -1.0:
        raw_action_4 = -1.0
    if 1.0 < raw_action_4:
        raw_action_4 = 1.0
    action_left_leg_torque = raw_action_4
    if (status & DISQUALIFYING) != 0 or raw_action_5 != raw_action_5:
        raw_action_5 = 0.0
    if raw_action_5 < -1.0:
        raw_action_5 = -1.0
    if 1.0 < raw_action_5:
        raw_action_5 = 1.0
    action_left_foot_torque = raw_action_5
    out[0] = action_right_thigh_torque
    out[1] = action_right_leg_torque
    out[2] = action_right_foot_torque
    out[3] = action_left_thigh_torque
    out[4] = action_left_leg_torque
    out[5] = action_left_foot_torque
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

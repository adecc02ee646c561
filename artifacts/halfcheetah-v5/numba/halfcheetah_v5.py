"""halfcheetah_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: HalfCheetah-v5

    import halfcheetah_v5
    halfcheetah_v5.reset()                  # once, before each run
    action = halfcheetah_v5.act(observation)  # every 0.05 s; float64[6]
    halfcheetah_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python halfcheetah_v5.py --selftest``
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
    ("torso_z", 1, "m", -math.inf, math.inf, "height of the torso relative to the start"),
    ("torso_pitch", 1, "rad", -math.inf, math.inf, "pitch of the torso"),
    ("back_thigh_angle", 1, "rad", -math.inf, math.inf, "angle of the back hip"),
    ("back_shin_angle", 1, "rad", -math.inf, math.inf, "angle of the back knee"),
    ("back_foot_angle", 1, "rad", -math.inf, math.inf, "angle of the back ankle"),
    ("front_thigh_angle", 1, "rad", -math.inf, math.inf, "angle of the front hip"),
    ("front_shin_angle", 1, "rad", -math.inf, math.inf, "angle of the front knee"),
    ("front_foot_angle", 1, "rad", -math.inf, math.inf, "angle of the front ankle"),
    ("torso_vx", 1, "m/s", -math.inf, math.inf, "forward velocity of the torso"),
    ("torso_vz", 1, "m/s", -math.inf, math.inf, "vertical velocity of the torso"),
    ("torso_pitch_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the torso's pitch"),
    ("back_thigh_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the back hip"),
    ("back_shin_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the back knee"),
    ("back_foot_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the back ankle"),
    ("front_thigh_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the front hip"),
    ("front_shin_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the front knee"),
    ("front_foot_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the front ankle"),
)
ACTION_SIZE = 6
ACTION = (
    ("back_thigh_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 120 N m times this"),
    ("back_shin_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 90 N m times this"),
    ("back_foot_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 60 N m times this"),
    ("front_thigh_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 120 N m times this"),
    ("front_shin_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 60 N m times this"),
    ("front_foot_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 30 N m times this"),
)
SAFE_ACTION = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, )
DT = 0.05  # s, sampling period

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
TURN = 2.542647672544742  # turn, line 15
PHASE = 0.5467950633072078  # phase, line 16
MEAN_0 = 3.3168847664795553  # mean[0], line 17
MEAN_1 = 0.02993115007312487  # mean[1], line 17
MEAN_2 = 0.7153602131175055  # mean[2], line 17
SINE_2 = 0.08680608763185471  # sine[2], line 18
SINE_3 = 0.03097352824888088  # sine[3], line 18
COSINE_0 = 0.4324515785550502  # cosine[0], line 19
COSINE_1 = 1.5171170463969814  # cosine[1], line 19
COSINE_4 = 0.43495959415359864  # cosine[4], line 19
BY_PLACE_3 = 1.3686877641793977  # by_place[3], line 22
BY_PLACE_5 = 1.2353666983786806  # by_place[5], line 22
BY_PLACE_6 = 0.6472762871139497  # by_place[6], line 22
BY_PLACE_8 = 0.23596235126147422  # by_place[8], line 23
BY_PLACE_12 = 0.289288478039851  # by_place[12], line 23
BY_PLACE_14 = 1.1828190055535752  # by_place[14], line 23
BY_PLACE_18 = 0.022758710264660198  # by_place[18], line 24
BY_PLACE_19 = 0.7113764994655053  # by_place[19], line 24
BY_PLACE_21 = 2.313958189704161  # by_place[21], line 24
BY_PLACE_22 = 1.1267033702847224  # by_place[22], line 24
BY_PLACE_23 = 0.226174233891811  # by_place[23], line 24
BY_PLACE_25 = 6.154652354765949  # by_place[25], line 25
BY_PLACE_28 = 0.13402099571175086  # by_place[28], line 25
BY_PLACE_29 = 0.4255954269802602  # by_place[29], line 25
BY_PLACE_32 = 0.5905054344732531  # by_place[32], line 26
BY_PLACE_39 = 1.1785075710176913  # by_place[39], line 26
BY_PLACE_40 = 2.313273597488459  # by_place[40], line 27
BY_PLACE_43 = 0.12655905392259692  # by_place[43], line 27
BY_PLACE_45 = 1.3083687063091478  # by_place[45], line 27
BY_PLACE_46 = 2.063249644752781  # by_place[46], line 27
BY_PLACE_47 = 0.052800716245092444  # by_place[47], line 27
BY_SPEED_0 = 0.20896256508469768  # by_speed[0], line 31
BY_SPEED_1 = 0.7994298356487655  # by_speed[1], line 31
BY_SPEED_5 = 0.8021413653112228  # by_speed[5], line 31
BY_SPEED_7 = 0.08904776540460108  # by_speed[7], line 31
BY_SPEED_8 = 0.5076652746426369  # by_speed[8], line 31
BY_SPEED_11 = 0.8272822860861035  # by_speed[11], line 32
BY_SPEED_15 = 2.0175400800369125  # by_speed[15], line 32
BY_SPEED_18 = 1.5646862345373458  # by_speed[18], line 33
BY_SPEED_20 = 0.23992798832313772  # by_speed[20], line 33
BY_SPEED_21 = 1.3423092168449953  # by_speed[21], line 33
BY_SPEED_26 = 1.3149152962428565  # by_speed[26], line 33
BY_SPEED_29 = 1.0510035726557088  # by_speed[29], line 34
BY_SPEED_30 = 0.07513142181845878  # by_speed[30], line 34
BY_SPEED_31 = 0.11016913302680831  # by_speed[31], line 34
BY_SPEED_33 = 0.2206286450667126  # by_speed[33], line 34
BY_SPEED_34 = 0.892084728361624  # by_speed[34], line 34
BY_SPEED_38 = 0.4726916166554933  # by_speed[38], line 35
BY_SPEED_40 = 3.0163353032620646  # by_speed[40], line 35
BY_SPEED_41 = 0.6053553941325757  # by_speed[41], line 35
BY_SPEED_42 = 2.1256259145619354  # by_speed[42], line 35
BY_SPEED_44 = 0.7386042686540111  # by_speed[44], line 35
BY_SPEED_46 = 0.6578603862090457  # by_speed[46], line 36
BY_SPEED_47 = 1.5455910311311354  # by_speed[47], line 36
BY_SPEED_49 = 0.29602306681463125  # by_speed[49], line 36
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
    # 53: return torques
    s.phase = PHASE


@njit(types.int64(_STATE, types.float64[::1], types.float64[::1]), cache=True, error_model="numpy")
def step(state, obs, out):
    """One sample: obs, float64[OBS_SIZE], in; out, float64[ACTION_SIZE], and the fault bits of this step out."""
    s = state[0]
    status = 0
    torso_z = obs[0]
    torso_pitch = obs[1]
    back_thigh_angle = obs[2]
    back_shin_angle = obs[3]
    back_foot_angle = obs[4]
    front_thigh_angle = obs[5]
    front_shin_angle = obs[6]
    front_foot_angle = obs[7]
    torso_vx = obs[8]
    torso_vz = obs[9]
    torso_pitch_rate = obs[10]
    back_thigh_rate = obs[11]
    back_shin_rate = obs[12]
    back_foot_rate = obs[13]
    front_thigh_rate = obs[14]
    front_shin_rate = obs[15]
    front_foot_rate = obs[16]
    action_back_thigh_torque = 0.0
    action_back_shin_torque = 0.0
    action_back_foot_torque = 0.0
    action_front_thigh_torque = 0.0
    action_front_shin_torque = 0.0
    action_front_foot_torque = 0.0
    # 40: self.phase += self.turn
    phase_1 = s.phase + TURN
    # 41: s = math.sin(self.phase)
    sin_1 = _sin(phase_1)
    if phase_1 == phase_1 and sin_1 != sin_1:
        status |= FAULT_DOMAIN
    # 42: c = math.cos(self.phase)
    cos_1 = _cos(phase_1)
    if phase_1 == phase_1 and cos_1 != cos_1:
        status |= FAULT_DOMAIN
    # 43: place = [obs.torso_z * 5, obs.torso_pitch * 2]
    item_67 = torso_z * 5.0
    item_68 = torso_pitch * 2.0
    # 44: place += [obs.back_thigh_angle * 2, obs.back_shin_angle * 2, obs.back_foot_angle * 2]
    item_69 = back_thigh_angle * 2.0
    item_70 = back_shin_angle * 2.0
    item_71 = back_foot_angle * 2.0
    # 45: place += [obs.front_thigh_angle * 2, obs.front_shin_angle * 2, obs.front_foot_angle * 2]
    item_72 = front_thigh_angle * 2.0
    item_73 = front_shin_angle * 2.0
    item_74 = front_foot_angle * 2.0
    # 46: speed = [obs.torso_vx / 5, obs.torso_vz, obs.torso_pitch_rate / 2]
    item_75 = torso_vx / 5.0
    item_76 = torso_pitch_rate / 2.0
    # 47: speed += [obs.back_thigh_rate / 10, obs.back_shin_rate / 10, obs.back_foot_rate / 10]
    item_77 = back_thigh_rate / 10.0
    item_78 = back_shin_rate / 10.0
    item_79 = back_foot_rate / 10.0
    # 48: speed += [obs.front_thigh_rate / 10, obs.front_shin_rate / 10, obs.front_foot_rate / 10]
    item_80 = front_thigh_rate / 10.0
    item_81 = front_shin_rate / 10.0
    item_82 = front_foot_rate / 10.0
    # 10: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_4 = (
        0.0 + -0.876416267379803 * item_67 + -1.3901081582744865 * item_68 + -0.7188850815720891 * item_69 +
            BY_PLACE_3 * item_70 + -2.4736439927864255 * item_71
    )
    item_95 = -0.13789290809133545 * item_78
    total_12 = (
        0.0 + BY_SPEED_0 * item_75 + BY_SPEED_1 * torso_vz + -1.559796139410829 * item_76 +
            -0.19425716775066604 * item_77 + item_95
    )
    total_7 = total_4 + BY_PLACE_5 * item_72 + BY_PLACE_6 * item_73 + -0.19230466444422278 * item_74
    total_16 = (
        total_12 + BY_SPEED_5 * item_79 + -0.939569939941121 * item_80 + BY_SPEED_7 * item_81 + BY_SPEED_8 *
            item_82
    )
    item_105 = BY_PLACE_12 * item_71
    item_106 = -1.6567840636475353 * item_72
    total_22 = (
        0.0 + BY_PLACE_8 * item_67 + -0.828478913567593 * item_68 + -4.145179306724987 * item_69 +
            -1.5974983074345266 * item_70 + item_105 + item_106
    )
    item_113 = -0.06823961217232963 * item_78
    item_114 = -0.7784876014730698 * item_79
    total_30 = (
        0.0 + -0.3586452682372461 * item_75 + -0.37385325879449893 * torso_vz + BY_SPEED_11 * item_76 +
            -4.349860739384397 * item_77 + item_113 + item_114
    )
    total_24 = total_22 + BY_PLACE_14 * item_73 + -0.8058607648417939 * item_74
    total_33 = (
        total_30 + BY_SPEED_15 * item_80 + -0.08774100731803536 * item_81 + -1.016096751224007 * item_82
    )
    item_123 = -0.41193966422246786 * item_71
    item_124 = BY_PLACE_21 * item_72
    total_39 = (
        0.0 + -2.070504896346889 * item_67 + -0.5731999785980376 * item_68 + BY_PLACE_18 * item_69 +
            BY_PLACE_19 * item_70 + item_123 + item_124
    )
    item_131 = -0.579259399995819 * item_78
    total_46 = (
        0.0 + BY_SPEED_18 * item_75 + -0.5252187723038608 * torso_vz + BY_SPEED_20 * item_76 + BY_SPEED_21 *
            item_77 + item_131
    )
    total_41 = total_39 + BY_PLACE_22 * item_73 + BY_PLACE_23 * item_74
    total_50 = (
        total_46 + -0.1674597240608072 * item_79 + -3.7328018322540037 * item_80 + -0.8556983512258006 *
            item_81 + BY_SPEED_26 * item_82
    )
    item_141 = BY_PLACE_28 * item_71
    item_142 = BY_PLACE_29 * item_72
    total_56 = (
        0.0 + -6.079319081571558 * item_67 + BY_PLACE_25 * item_68 + -0.8449682774383609 * item_69 +
            -0.30138171057822843 * item_70 + item_141 + item_142
    )
    item_149 = BY_SPEED_31 * item_78
    total_63 = (
        0.0 + -0.8680208591822918 * item_75 + -0.9559818397422382 * torso_vz + BY_SPEED_29 * item_76 +
            BY_SPEED_30 * item_77 + item_149
    )
    total_67 = (
        total_63 + -0.009719397367635009 * item_79 + BY_SPEED_33 * item_80 + BY_SPEED_34 * item_81 +
            -0.01348589319498164 * item_82
    )
    total_72 = (
        0.0 + BY_PLACE_32 * item_67 + -1.8069649559233047 * item_68 + -1.2814220094163902 * item_69 +
            -0.27030112443433035 * item_70 + -0.9522479720271393 * item_71
    )
    item_167 = BY_SPEED_40 * item_78
    item_168 = BY_SPEED_41 * item_79
    total_81 = (
        0.0 + -0.02318760491109257 * item_75 + -0.061931792652880804 * torso_vz + BY_SPEED_38 * item_76 +
            -8.166815120858006 * item_77 + item_167 + item_168
    )
    total_75 = total_72 + -2.8408592084963735 * item_72 + -1.049893731476189 * item_73 + BY_PLACE_39 * item_74
    total_84 = total_81 + BY_SPEED_42 * item_80 + -0.07810314412752925 * item_81 + BY_SPEED_44 * item_82
    item_177 = -0.19207536325994262 * item_71
    item_178 = BY_PLACE_45 * item_72
    total_90 = (
        0.0 + BY_PLACE_40 * item_67 + -0.08088264608389713 * item_68 + -2.1722716928326298 * item_69 +
            BY_PLACE_43 * item_70 + item_177 + item_178
    )
    item_185 = BY_SPEED_49 * item_78
    total_97 = (
        0.0 + -2.6695216471126573 * item_75 + BY_SPEED_46 * torso_vz + BY_SPEED_47 * item_76 +
            -0.6372226232585538 * item_77 + item_185
    )
    total_92 = total_90 + BY_PLACE_46 * item_73 + BY_PLACE_47 * item_74
    total_101 = (
        total_97 + -0.1228653796846813 * item_79 + -0.4622133177169395 * item_80 + -0.5759680441107656 *
            item_81 + -0.3582428169612934 * item_82
    )
    # 53: return torques
    action_back_thigh_torque = MEAN_0 + 0.023435141087730593 * sin_1 + COSINE_0 * cos_1 + total_7 + total_16
    action_back_shin_torque = MEAN_1 + -1.1179761281028961 * sin_1 + COSINE_1 * cos_1 + total_24 + total_33
    action_back_foot_torque = MEAN_2 + SINE_2 * sin_1 + -0.29652801690429265 * cos_1 + total_41 + total_50
    action_front_thigh_torque = (
        -3.910921394121358 + SINE_3 * sin_1 + -0.06406070857041048 * cos_1 + (total_56 +
            -0.0009708945798739543 * item_73 + -0.23253605055796467 * item_74) + total_67
    )
    action_front_shin_torque = (
        0.11267700033083497 + -0.6418570631407079 * sin_1 + COSINE_4 * cos_1 + total_75 + total_84
    )
    action_front_foot_torque = (
        -0.0713764783392654 + -0.9105112997926504 * sin_1 + -0.12123909998436716 * cos_1 + total_92 +
            total_101
    )
    s.phase = phase_1
    raw_action_0 = action_back_thigh_torque
    raw_action_1 = action_back_shin_torque
    raw_action_2 = action_back_foot_torque
    raw_action_3 = action_front_thigh_torque
    raw_action_4 = action_front_shin_torque
    raw_action_5 = action_front_foot_torque
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
    action_back_thigh_torque = raw_action_0
    if (status & DISQUALIFYING) != 0 or raw_action_1 != raw_action_1:
        raw_action_1 = 0.0
    if raw_action_1 < -1.0:
        raw_action_1 = -1.0
    if 1.0 < raw_action_1:
        raw_action_1 = 1.0
    action_back_shin_torque = raw_action_1
    if (status & DISQUALIFYING) != 0 or raw_action_2 != raw_action_2:
        raw_action_2 = 0.0
    if raw_action_2 < -1.0:
        raw_action_2 = -1.0
    if 1.0 < raw_action_2:
        raw_action_2 = 1.0
    action_back_foot_torque = raw_action_2
    if (status & DISQUALIFYING) != 0 or raw_action_3 != raw_action_3:
        raw_action_3 = 0.0
    if raw_action_3 < -1.0:
        raw_action_3 = -1.0
    if 1.0 < raw_action_3:
        raw_action_3 = 1.0
    action_front_thigh_torque = raw_action_3
    if (status & DISQUALIFYING) != 0 or raw_action_4 != raw_action_4:
        raw_action_4 = 0.0
    if raw_action_4 < -1.0:
        raw_action_4 = -1.0
    if 1.0 < raw_action_4:
        raw_action_4 = 1.0
    action_front_shin_torque = raw_action_4
    if (status & DISQUALIFYING) != 0 or raw_action_5 != raw_action_5:
        raw_action_5 = 0.0
    if raw_action_5 < -1.0:
        raw_action_5 = -1.0
    if 1.0 < raw_action_5:
        raw_action_5 = 1.0
    action_front_foot_torque = raw_action_5
    out[0] = action_back_thigh_torque
    out[1] = action_back_shin_torque
    out[2] = action_back_foot_torque
    out[3] = action_front_thigh_torque
    out[4] = action_front_shin_torque
    out[5] = action_front_foot_torque
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

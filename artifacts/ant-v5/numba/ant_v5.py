"""ant_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: Ant-v5

    import ant_v5
    ant_v5.reset()                  # once, before each run
    action = ant_v5.act(observation)  # every 0.05 s; float64[8]
    ant_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python ant_v5.py --selftest``
replays vectors.csv. Needs numba and numpy only.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import from_dtype, njit, types
from numba.extending import intrinsic

OBS_SIZE = 105
# name, elements, unit, low, high, meaning
OBSERVATION = (
    ("torso_z", 1, "m", -math.inf, math.inf, "height of the torso; the episode ends outside of 0.2 to 1"),
    ("torso_quaternion", 4, "", -math.inf, math.inf, "orientation of the torso as a quaternion w, x, y, z"),
    ("front_left_hip_angle", 1, "rad", -math.inf, math.inf, "angle of the front left hip"),
    ("front_left_ankle_angle", 1, "rad", -math.inf, math.inf, "angle of the front left ankle"),
    ("front_right_hip_angle", 1, "rad", -math.inf, math.inf, "angle of the front right hip"),
    ("front_right_ankle_angle", 1, "rad", -math.inf, math.inf, "angle of the front right ankle"),
    ("back_left_hip_angle", 1, "rad", -math.inf, math.inf, "angle of the back left hip"),
    ("back_left_ankle_angle", 1, "rad", -math.inf, math.inf, "angle of the back left ankle"),
    ("back_right_hip_angle", 1, "rad", -math.inf, math.inf, "angle of the back right hip"),
    ("back_right_ankle_angle", 1, "rad", -math.inf, math.inf, "angle of the back right ankle"),
    ("torso_velocity", 3, "m/s", -math.inf, math.inf, "velocity of the torso along x, y, z"),
    ("torso_rate", 3, "rad/s", -math.inf, math.inf, "angular velocity of the torso around its own axes"),
    ("front_left_hip_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the front left hip"),
    ("front_left_ankle_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the front left ankle"),
    ("front_right_hip_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the front right hip"),
    ("front_right_ankle_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the front right ankle"),
    ("back_left_hip_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the back left hip"),
    ("back_left_ankle_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the back left ankle"),
    ("back_right_hip_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the back right hip"),
    ("back_right_ankle_rate", 1, "rad/s", -math.inf, math.inf, "angular velocity of the back right ankle"),
    ("torso_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the torso"),
    ("front_left_base_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the front left base"),
    ("front_left_leg_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the front left leg"),
    ("front_left_foot_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the front left foot"),
    ("front_right_base_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the front right base"),
    ("front_right_leg_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the front right leg"),
    ("front_right_foot_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the front right foot"),
    ("back_left_base_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the back left base"),
    ("back_left_leg_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the back left leg"),
    ("back_left_foot_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the back left foot"),
    ("back_right_base_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the back right base"),
    ("back_right_leg_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the back right leg"),
    ("back_right_foot_contact", 6, "N m, N", -math.inf, math.inf, "torque and force on the back right foot"),
)
ACTION_SIZE = 8
ACTION = (
    ("back_right_hip_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("back_right_ankle_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("front_left_hip_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("front_left_ankle_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("front_right_hip_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("front_right_ankle_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("back_left_hip_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
    ("back_left_ankle_torque", 1, "", -1.0, 1.0, "motor of the joint; the torque is 150 N m times this"),
)
SAFE_ACTION = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, )
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
TURN = 0.697971206959383  # turn, line 16
MEAN_0 = 0.17194423183867039  # mean[0], line 19
RHYTHM_0 = 2.1536981382674103  # rhythm[0], line 20
RHYTHM_3 = 0.8141449664026335  # rhythm[3], line 20
RHYTHM_4 = 0.038631604011314685  # rhythm[4], line 20
RHYTHM_6 = 0.20363318707384395  # rhythm[6], line 20
RHYTHM_9 = 1.0216591094327339  # rhythm[9], line 20
RHYTHM_11 = 0.054082161352598045  # rhythm[11], line 20
RHYTHM_15 = 0.6054022978024598  # rhythm[15], line 20
LEG_3 = 0.17787189791600178  # leg[3], line 22
LEG_4 = 0.5945294098237287  # leg[4], line 22
LEG_6 = 0.07803032342499547  # leg[6], line 22
LEG_9 = 0.005469341792903625  # leg[9], line 22
LEG_11 = 0.22814042520001643  # leg[11], line 22
LEG_12 = 0.0858597702224138  # leg[12], line 22
EVEN_0 = 0.7361108827546556  # even[0], line 24
EVEN_1 = 1.028747200703657  # even[1], line 24
EVEN_3 = 0.13673985748914338  # even[3], line 24
EVEN_4 = 0.19671458639542627  # even[4], line 24
EVEN_6 = 0.7268050750799615  # even[6], line 24
EVEN_8 = 0.43520149258326535  # even[8], line 24
EVEN_9 = 0.6128982994941228  # even[9], line 24
EVEN_11 = 0.2778501804298966  # even[11], line 24
EVEN_13 = 0.06653816715609569  # even[13], line 24
EVEN_17 = 0.5286759660681779  # even[17], line 24
EVEN_18 = 0.08384781778301352  # even[18], line 24
EVEN_19 = 0.20608840755357744  # even[19], line 24
ODD_0 = 0.2777004939541642  # odd[0], line 26
ODD_1 = 0.07025190556946329  # odd[1], line 26
ODD_2 = 0.10693473867613708  # odd[2], line 26
ODD_3 = 0.18600659130741065  # odd[3], line 26
ODD_7 = 0.14828895802572628  # odd[7], line 26
ODD_8 = 0.03541915218677984  # odd[8], line 26
ODD_9 = 0.12054752671230255  # odd[9], line 26
ODD_11 = 2.5840297003889625  # odd[11], line 26
ODD_12 = 0.5555754083142346  # odd[12], line 26
ODD_13 = 0.07025559726988828  # odd[13], line 26
ODD_14 = 0.007386723252185161  # odd[14], line 26
ODD_17 = 0.05280453872380022  # odd[17], line 26
ODD_18 = 0.14439375809070903  # odd[18], line 26
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
        ("phase_2", np.float64),
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


# Numba follows the branches of a function recursively while it compiles.
_recursion_limit = sys.getrecursionlimit()
sys.setrecursionlimit(max(_recursion_limit, 6160))

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
    # 51: return [
    s.phase_2 = -0.5964707161172536


@njit(types.int64(_STATE, types.float64[::1], types.float64[::1]), cache=True, error_model="numpy")
def step(state, obs, out):
    """One sample: obs, float64[OBS_SIZE], in; out, float64[ACTION_SIZE], and the fault bits of this step out."""
    s = state[0]
    status = 0
    torso_z = obs[0]
    torso_quaternion_0 = obs[1]
    torso_quaternion_1 = obs[2]
    torso_quaternion_2 = obs[3]
    torso_quaternion_3 = obs[4]
    front_left_hip_angle = obs[5]
    front_left_ankle_angle = obs[6]
    front_right_hip_angle = obs[7]
    front_right_ankle_angle = obs[8]
    back_left_hip_angle = obs[9]
    back_left_ankle_angle = obs[10]
    back_right_hip_angle = obs[11]
    back_right_ankle_angle = obs[12]
    torso_velocity_0 = obs[13]
    torso_velocity_1 = obs[14]
    torso_velocity_2 = obs[15]
    torso_rate_0 = obs[16]
    torso_rate_1 = obs[17]
    torso_rate_2 = obs[18]
    front_left_hip_rate = obs[19]
    front_left_ankle_rate = obs[20]
    front_right_hip_rate = obs[21]
    front_right_ankle_rate = obs[22]
    back_left_hip_rate = obs[23]
    back_left_ankle_rate = obs[24]
    back_right_hip_rate = obs[25]
    back_right_ankle_rate = obs[26]
    action_back_right_hip_torque = 0.0
    action_back_right_ankle_torque = 0.0
    action_front_left_hip_torque = 0.0
    action_front_left_ankle_torque = 0.0
    action_front_right_hip_torque = 0.0
    action_front_right_ankle_torque = 0.0
    action_back_left_hip_torque = 0.0
    action_back_left_ankle_torque = 0.0
    # 36: self.phase += self.turn
    phase_3 = s.phase_2 + TURN
    # 41: even = [obs.torso_z * 3 - 2, (w * y - x * z) * 4, vx / 3, vz, pitch_rate / 3]
    item_37 = torso_z * 3.0 - 2.0
    item_38 = (torso_quaternion_0 * torso_quaternion_2 - torso_quaternion_1 * torso_quaternion_3) * 4.0
    item_39 = torso_velocity_0 / 3.0
    item_40 = torso_rate_1 / 3.0
    # 42: odd = [(w * x + y * z) * 4, (w * z + x * y) * 4, vy, roll_rate / 3, yaw_rate / 3]
    item_41 = (torso_quaternion_0 * torso_quaternion_1 + torso_quaternion_2 * torso_quaternion_3) * 4.0
    item_42 = (torso_quaternion_0 * torso_quaternion_3 + torso_quaternion_1 * torso_quaternion_2) * 4.0
    item_43 = torso_rate_0 / 3.0
    item_44 = torso_rate_2 / 3.0
    # 43: fore_left = [obs.front_left_hip_angle, obs.front_left_ankle_angle - 1]
    item_45 = front_left_ankle_angle - 1.0
    # 44: fore_left += [obs.front_left_hip_rate / 3, obs.front_left_ankle_rate / 3]
    item_46 = front_left_hip_rate / 3.0
    item_47 = front_left_ankle_rate / 3.0
    # 45: fore_right = [-obs.back_right_hip_angle, obs.back_right_ankle_angle - 1]
    item_48 = -back_right_hip_angle
    item_49 = back_right_ankle_angle - 1.0
    # 46: fore_right += [-obs.back_right_hip_rate / 3, obs.back_right_ankle_rate / 3]
    item_50 = -back_right_hip_rate / 3.0
    item_51 = back_right_ankle_rate / 3.0
    # 47: hind_left = [obs.front_right_hip_angle, -obs.front_right_ankle_angle - 1]
    item_52 = -front_right_ankle_angle - 1.0
    # 48: hind_left += [obs.front_right_hip_rate / 3, -obs.front_right_ankle_rate / 3]
    item_53 = front_right_hip_rate / 3.0
    item_54 = -front_right_ankle_rate / 3.0
    # 49: hind_right = [-obs.back_left_hip_angle, -obs.back_left_ankle_angle - 1]
    item_55 = -back_left_hip_angle
    item_56 = -back_left_ankle_angle - 1.0
    # 50: hind_right += [-obs.back_left_hip_rate / 3, -obs.back_left_ankle_rate / 3]
    item_57 = -back_left_hip_rate / 3.0
    item_58 = -back_left_ankle_rate / 3.0
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_1 = _sin(phase_3)
    if phase_3 == phase_3 and sin_1 != sin_1:
        status |= FAULT_DOMAIN
    cos_1 = _cos(phase_3)
    if phase_3 == phase_3 and cos_1 != cos_1:
        status |= FAULT_DOMAIN
    x = 2.0 * phase_3
    sin_2 = _sin(x)
    if x == x and sin_2 != sin_2:
        status |= FAULT_DOMAIN
    x_1 = 2.0 * phase_3
    cos_2 = _cos(x_1)
    if x_1 == x_1 and cos_2 != cos_2:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    item_64 = RHYTHM_3 * cos_2
    total_3 = (
        0.0 + RHYTHM_0 * (-1.0 * sin_1) + -0.43605771456408776 * (-1.0 * cos_1) + -0.2691361863323867 * sin_2
            + item_64
    )
    item_73 = EVEN_4 * item_40
    total_16 = 0.0 + ODD_0 * item_41 + ODD_1 * item_42 + ODD_2 * torso_velocity_1 + ODD_3 * item_43
    # 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
    own = (
        MEAN_0 + total_3 + (0.0 + -3.1632881242854882 * item_48 + -0.789202600378359 * item_49 +
            -0.8257362037385039 * item_50 + LEG_3 * item_51)
    )
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_12 = (
        0.0 + EVEN_0 * item_37 + EVEN_1 * item_38 + -0.2211969982165888 * item_39 + EVEN_3 * torso_velocity_2
            + item_73
    )
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_3 = _sin(phase_3)
    if phase_3 == phase_3 and sin_3 != sin_3:
        status |= FAULT_DOMAIN
    cos_3 = _cos(phase_3)
    if phase_3 == phase_3 and cos_3 != cos_3:
        status |= FAULT_DOMAIN
    x_2 = 2.0 * phase_3
    sin_4 = _sin(x_2)
    if x_2 == x_2 and sin_4 != sin_4:
        status |= FAULT_DOMAIN
    x_3 = 2.0 * phase_3
    cos_4 = _cos(x_3)
    if x_3 == x_3 and cos_4 != cos_4:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    item_85 = -0.1753265112142073 * cos_4
    total_21 = (
        0.0 + RHYTHM_4 * (-1.0 * sin_3) + -2.0532217011557123 * (-1.0 * cos_3) + RHYTHM_6 * sin_4 + item_85
    )
    item_94 = EVEN_9 * item_40
    item_99 = ODD_9 * item_44
    # 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
    own_1 = (
        -0.9271737554783285 + total_21 + (0.0 + LEG_4 * item_48 + -7.179599657713432 * item_49 + LEG_6 *
            item_50 + -0.7578288423477684 * item_51)
    )
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_30 = (
        0.0 + -0.8938716706317426 * item_37 + EVEN_6 * item_38 + -0.13657364183298074 * item_39 + EVEN_8 *
            torso_velocity_2 + item_94
    )
    total_35 = (
        0.0 + -0.5446629487444871 * item_41 + -0.5144957946670392 * item_42 + ODD_7 * torso_velocity_1 + ODD_8
            * item_43 + item_99
    )
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_5 = _sin(phase_3)
    if phase_3 == phase_3 and sin_5 != sin_5:
        status |= FAULT_DOMAIN
    cos_5 = _cos(phase_3)
    if phase_3 == phase_3 and cos_5 != cos_5:
        status |= FAULT_DOMAIN
    x_4 = 2.0 * phase_3
    sin_6 = _sin(x_4)
    if x_4 == x_4 and sin_6 != sin_6:
        status |= FAULT_DOMAIN
    x_5 = 2.0 * phase_3
    cos_6 = _cos(x_5)
    if x_5 == x_5 and cos_6 != cos_6:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_39 = (
        0.0 + RHYTHM_0 * sin_5 + -0.43605771456408776 * cos_5 + -0.2691361863323867 * sin_6 + RHYTHM_3 * cos_6
    )
    total_43 = (
        0.0 + -3.1632881242854882 * front_left_hip_angle + -0.789202600378359 * item_45 + -0.8257362037385039
            * item_46 + LEG_3 * item_47
    )
    item_114 = EVEN_4 * item_40
    total_52 = 0.0 + ODD_0 * item_41 + ODD_1 * item_42 + ODD_2 * torso_velocity_1 + ODD_3 * item_43
    total_48 = (
        0.0 + EVEN_0 * item_37 + EVEN_1 * item_38 + -0.2211969982165888 * item_39 + EVEN_3 * torso_velocity_2
            + item_114
    )
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_7 = _sin(phase_3)
    if phase_3 == phase_3 and sin_7 != sin_7:
        status |= FAULT_DOMAIN
    cos_7 = _cos(phase_3)
    if phase_3 == phase_3 and cos_7 != cos_7:
        status |= FAULT_DOMAIN
    x_6 = 2.0 * phase_3
    sin_8 = _sin(x_6)
    if x_6 == x_6 and sin_8 != sin_8:
        status |= FAULT_DOMAIN
    x_7 = 2.0 * phase_3
    cos_8 = _cos(x_7)
    if x_7 == x_7 and cos_8 != cos_8:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_61 = (
        0.0 + LEG_4 * front_left_hip_angle + -7.179599657713432 * item_45 + LEG_6 * item_46 +
            -0.7578288423477684 * item_47
    )
    item_134 = EVEN_9 * item_40
    item_139 = ODD_9 * item_44
    # 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
    own_3 = (
        -0.9271737554783285 + (0.0 + RHYTHM_4 * sin_7 + -2.0532217011557123 * cos_7 + RHYTHM_6 * sin_8 +
            -0.1753265112142073 * cos_8) + total_61
    )
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_66 = (
        0.0 + -0.8938716706317426 * item_37 + EVEN_6 * item_38 + -0.13657364183298074 * item_39 + EVEN_8 *
            torso_velocity_2 + item_134
    )
    total_71 = (
        0.0 + -0.5446629487444871 * item_41 + -0.5144957946670392 * item_42 + ODD_7 * torso_velocity_1 + ODD_8
            * item_43 + item_139
    )
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_9 = _sin(phase_3)
    if phase_3 == phase_3 and sin_9 != sin_9:
        status |= FAULT_DOMAIN
    cos_9 = _cos(phase_3)
    if phase_3 == phase_3 and cos_9 != cos_9:
        status |= FAULT_DOMAIN
    x_8 = 2.0 * phase_3
    sin_10 = _sin(x_8)
    if x_8 == x_8 and sin_10 != sin_10:
        status |= FAULT_DOMAIN
    x_9 = 2.0 * phase_3
    cos_10 = _cos(x_9)
    if x_9 == x_9 and cos_10 != cos_10:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_79 = (
        0.0 + -6.617930041641195 * front_right_hip_angle + LEG_9 * item_52 + -1.4733057500820994 * item_53 +
            LEG_11 * item_54
    )
    item_154 = -0.5659115640466982 * item_40
    item_159 = ODD_14 * item_44
    # 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
    own_4 = (
        -1.6966188367099837 + (0.0 + -0.518846533133769 * sin_9 + RHYTHM_9 * cos_9 + -0.0936730254013301 *
            sin_10 + RHYTHM_11 * cos_10) + total_79
    )
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_84 = (
        0.0 + -0.5180525498243665 * item_37 + EVEN_11 * item_38 + -0.08824050759221293 * item_39 + EVEN_13 *
            torso_velocity_2 + item_154
    )
    total_89 = (
        0.0 + -2.6460331792702485 * item_41 + ODD_11 * item_42 + ODD_12 * torso_velocity_1 + ODD_13 * item_43
            + item_159
    )
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_11 = _sin(phase_3)
    if phase_3 == phase_3 and sin_11 != sin_11:
        status |= FAULT_DOMAIN
    cos_11 = _cos(phase_3)
    if phase_3 == phase_3 and cos_11 != cos_11:
        status |= FAULT_DOMAIN
    x_10 = 2.0 * phase_3
    sin_12 = _sin(x_10)
    if x_10 == x_10 and sin_12 != sin_12:
        status |= FAULT_DOMAIN
    x_11 = 2.0 * phase_3
    cos_12 = _cos(x_11)
    if x_11 == x_11 and cos_12 != cos_12:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_97 = (
        0.0 + LEG_12 * front_right_hip_angle + -1.8688847526701053 * item_52 + -0.23961993078589794 * item_53
            + -0.9767930800524707 * item_54
    )
    item_174 = EVEN_19 * item_40
    item_179 = -0.08861099186118708 * item_44
    # 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
    own_5 = (
        -1.1263244870891538 + (0.0 + -0.23113917151571534 * sin_11 + -2.189899047964229 * cos_11 +
            -0.12131993500807325 * sin_12 + RHYTHM_15 * cos_12) + total_97
    )
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_102 = (
        0.0 + -0.03989725954185269 * item_37 + -0.8271825768337652 * item_38 + EVEN_17 * item_39 + EVEN_18 *
            torso_velocity_2 + item_174
    )
    total_107 = (
        0.0 + -0.2601115321200945 * item_41 + -0.18973458143147282 * item_42 + ODD_17 * torso_velocity_1 +
            ODD_18 * item_43 + item_179
    )
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_13 = _sin(phase_3)
    if phase_3 == phase_3 and sin_13 != sin_13:
        status |= FAULT_DOMAIN
    cos_13 = _cos(phase_3)
    if phase_3 == phase_3 and cos_13 != cos_13:
        status |= FAULT_DOMAIN
    x_12 = 2.0 * phase_3
    sin_14 = _sin(x_12)
    if x_12 == x_12 and sin_14 != sin_14:
        status |= FAULT_DOMAIN
    x_13 = 2.0 * phase_3
    cos_14 = _cos(x_13)
    if x_13 == x_13 and cos_14 != cos_14:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    item_186 = RHYTHM_11 * cos_14
    total_111 = (
        0.0 + -0.518846533133769 * (-1.0 * sin_13) + RHYTHM_9 * (-1.0 * cos_13) + -0.0936730254013301 * sin_14
            + item_186
    )
    item_195 = -0.5659115640466982 * item_40
    item_200 = ODD_14 * item_44
    # 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
    own_6 = (
        -1.6966188367099837 + total_111 + (0.0 + -6.617930041641195 * item_55 + LEG_9 * item_56 +
            -1.4733057500820994 * item_57 + LEG_11 * item_58)
    )
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_120 = (
        0.0 + -0.5180525498243665 * item_37 + EVEN_11 * item_38 + -0.08824050759221293 * item_39 + EVEN_13 *
            torso_velocity_2 + item_195
    )
    total_125 = (
        0.0 + -2.6460331792702485 * item_41 + ODD_11 * item_42 + ODD_12 * torso_velocity_1 + ODD_13 * item_43
            + item_200
    )
    # 31: rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos...
    sin_15 = _sin(phase_3)
    if phase_3 == phase_3 and sin_15 != sin_15:
        status |= FAULT_DOMAIN
    cos_15 = _cos(phase_3)
    if phase_3 == phase_3 and cos_15 != cos_15:
        status |= FAULT_DOMAIN
    x_14 = 2.0 * phase_3
    sin_16 = _sin(x_14)
    if x_14 == x_14 and sin_16 != sin_16:
        status |= FAULT_DOMAIN
    x_15 = 2.0 * phase_3
    cos_16 = _cos(x_15)
    if x_15 == x_15 and cos_16 != cos_16:
        status |= FAULT_DOMAIN
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_129 = (
        0.0 + -0.23113917151571534 * (-1.0 * sin_15) + -2.189899047964229 * (-1.0 * cos_15) +
            -0.12131993500807325 * sin_16 + RHYTHM_15 * cos_16
    )
    item_216 = EVEN_19 * item_40
    item_221 = -0.08861099186118708 * item_44
    # 32: own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
    own_7 = (
        -1.1263244870891538 + total_129 + (0.0 + LEG_12 * item_55 + -1.8688847526701053 * item_56 +
            -0.23961993078589794 * item_57 + -0.9767930800524707 * item_58)
    )
    # 11: return sum(g * v for g, v in zip(gains, values, strict=True))
    total_138 = (
        0.0 + -0.03989725954185269 * item_37 + -0.8271825768337652 * item_38 + EVEN_17 * item_39 + EVEN_18 *
            torso_velocity_2 + item_216
    )
    total_143 = (
        0.0 + -0.2601115321200945 * item_41 + -0.18973458143147282 * item_42 + ODD_17 * torso_velocity_1 +
            ODD_18 * item_43 + item_221
    )
    # 51: return [
    action_back_right_hip_torque = (
        -((own + total_12 + -1.0 * (total_16 + -0.24008441599647112 * item_44)) / 4.0)
    )
    action_back_right_ankle_torque = (own_1 + total_30 + -1.0 * total_35) / 4.0
    action_front_left_hip_torque = (
        (MEAN_0 + total_39 + total_43 + total_48 + (total_52 + -0.24008441599647112 * item_44)) / 4.0
    )
    action_front_left_ankle_torque = (own_3 + total_66 + total_71) / 4.0
    action_front_right_hip_torque = (own_4 + total_84 + total_89) / 4.0
    action_front_right_ankle_torque = -((own_5 + total_102 + total_107) / 4.0)
    action_back_left_hip_torque = -((own_6 + total_120 + -1.0 * total_125) / 4.0)
    action_back_left_ankle_torque = -((own_7 + total_138 + -1.0 * total_143) / 4.0)
    s.phase_2 = phase_3
    raw_action_0 = action_back_right_hip_torque
    raw_action_1 = action_back_right_ankle_torque
    raw_action_2 = action_front_left_hip_torque
    raw_action_3 = action_front_left_ankle_torque
    raw_action_4 = action_front_right_hip_torque
    raw_action_5 = action_front_right_ankle_torque
    raw_action_6 = action_back_left_hip_torque
    raw_action_7 = action_back_left_ankle_torque
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
    if raw_action_6 != raw_action_6:
        status |= FAULT_ACTION_NAN
    if raw_action_7 != raw_action_7:
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
    if math.fabs(raw_action_6) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if math.fabs(raw_action_7) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if (status & DISQUALIFYING) != 0 or raw_action_0 != raw_action_0:
        raw_action_0 = 0.0
    if raw_action_0 < -1.0:
        raw_action_0 = -1.0
    if 1.0 < raw_action_0:
        raw_action_0 = 1.0
    action_back_right_hip_torque = raw_action_0
    if (status & DISQUALIFYING) != 0 or raw_action_1 != raw_action_1:
        raw_action_1 = 0.0
    if raw_action_1 < -1.0:
        raw_action_1 = -1.0
    if 1.0 < raw_action_1:
        raw_action_1 = 1.0
    action_back_right_ankle_torque = raw_action_1
    if (status & DISQUALIFYING) != 0 or raw_action_2 != raw_action_2:
        raw_action_2 = 0.0
    if raw_action_2 < -1.0:
        raw_action_2 = -1.0
    if 1.0 < raw_action_2:
        raw_action_2 = 1.0
    action_front_left_hip_torque = raw_action_2
    if (status & DISQUALIFYING) != 0 or raw_action_3 != raw_action_3:
        raw_action_3 = 0.0
    if raw_action_3 < -1.0:
        raw_action_3 = -1.0
    if 1.0 < raw_action_3:
        raw_action_3 = 1.0
    action_front_left_ankle_torque = raw_action_3
    if (status & DISQUALIFYING) != 0 or raw_action_4 != raw_action_4:
        raw_action_4 = 0.0
    if raw_action_4 < -1.0:
        raw_action_4 = -1.0
    if 1.0 < raw_action_4:
        raw_action_4 = 1.0
    action_front_right_hip_torque = raw_action_4
    if (status & DISQUALIFYING) != 0 or raw_action_5 != raw_action_5:
        raw_action_5 = 0.0
    if raw_action_5 < -1.0:
        raw_action_5 = -1.0
    if 1.0 < raw_action_5:
        raw_action_5 = 1.0
    action_front_right_ankle_torque = raw_action_5
    if (status & DISQUALIFYING) != 0 or raw_action_6 != raw_action_6:
        raw_action_6 = 0.0
    if raw_action_6 < -1.0:
        raw_action_6 = -1.0
    if 1.0 < raw_action_6:
        raw_action_6 = 1.0
    action_back_left_hip_torque = raw_action_6
    if (status & DISQUALIFYING) != 0 or raw_action_7 != raw_action_7:
        raw_action_7 = 0.0
    if raw_action_7 < -1.0:
        raw_action_7 = -1.0
    if 1.0 < raw_action_7:
        raw_action_7 = 1.0
    action_back_left_ankle_torque = raw_action_7
    out[0] = action_back_right_hip_torque
    out[1] = action_back_right_ankle_torque
    out[2] = action_front_left_hip_torque
    out[3] = action_front_left_ankle_torque
    out[4] = action_front_right_hip_torque
    out[5] = action_front_right_ankle_torque
    out[6] = action_back_left_hip_torque
    out[7] = action_back_left_ankle_torque
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

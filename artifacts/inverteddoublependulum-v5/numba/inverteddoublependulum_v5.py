"""inverteddoublependulum_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: InvertedDoublePendulum-v5

    import inverteddoublependulum_v5
    inverteddoublependulum_v5.reset()                  # once, before each run
    action = inverteddoublependulum_v5.act(observation)  # every 0.05 s; float64[1]
    inverteddoublependulum_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python inverteddoublependulum_v5.py --selftest``
replays vectors.csv. Needs numba and numpy only.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import from_dtype, njit, types
from numba.extending import intrinsic

OBS_SIZE = 9
# name, elements, unit, low, high, meaning
OBSERVATION = (
    ("cart_position", 1, "m", -math.inf, math.inf, "position of the cart; the rail ends at \u00b11"),
    ("sin_angle_1", 1, "", -math.inf, math.inf, "sine of the lower pole's angle from upright"),
    ("sin_angle_2", 1, "", -math.inf, math.inf, "sine of the upper pole's angle relative to the lower one"),
    ("cos_angle_1", 1, "", -math.inf, math.inf, "cosine of the lower pole's angle; 1 is upright"),
    ("cos_angle_2", 1, "", -math.inf, math.inf, "cosine of the upper pole's angle; 1 is in line with the lower one"),
    ("cart_velocity", 1, "m/s", -math.inf, math.inf, "velocity of the cart, clipped to \u00b110"),
    ("angular_velocity_1", 1, "rad/s", -math.inf, math.inf, "angular velocity of the lower pole, clipped to \u00b110"),
    ("angular_velocity_2", 1, "rad/s", -math.inf, math.inf, "angular velocity of the upper joint, clipped to \u00b110"),
    ("rail_force", 1, "N", -math.inf, math.inf, "force of the rail's end on the cart, clipped to \u00b110; 0 away from it"),
)
ACTION_SIZE = 1
ACTION = (
    ("push", 1, "", -1.0, 1.0, "the force on the cart is 500 N times this"),
)
SAFE_ACTION = (0.0, )
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

# Memory of one controller.
STATE = np.dtype(
    [
        ("unused", np.int64),  # this controller has no memory
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


@njit(types.void(_STATE), cache=True, error_model="numpy")
def reset_state(state):
    """Starts a run with the memory ``state``, STATE[1]."""
    pass


@njit(types.int64(_STATE, types.float64[::1], types.float64[::1]), cache=True, error_model="numpy")
def step(state, obs, out):
    """One sample: obs, float64[OBS_SIZE], in; out, float64[ACTION_SIZE], and the fault bits of this step out."""
    status = 0
    cart_position = obs[0]
    sin_angle_1 = obs[1]
    sin_angle_2 = obs[2]
    cos_angle_1 = obs[3]
    cos_angle_2 = obs[4]
    cart_velocity = obs[5]
    angular_velocity_1 = obs[6]
    angular_velocity_2 = obs[7]
    action_push = 0.0
    # 21: poles = self.lower * lower + self.upper * upper
    poles = (
        -1.6485346237267238 * _atan2(sin_angle_1, cos_angle_1) + -5.392515080115385 * _atan2(sin_angle_2,
            cos_angle_2)
    )
    # 23: return poles + rates + self.centre * obs.cart_position + self.damping * obs.cart_velocity
    action_push = (
        poles + (-0.7184596447753732 * angular_velocity_1 + -0.7257409773877505 * angular_velocity_2) +
            -0.08364870289330278 * cart_position + -0.2087018921842856 * cart_velocity
    )
    raw_action = action_push
    if raw_action != raw_action:
        status |= FAULT_ACTION_NAN
    if math.fabs(raw_action) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if (status & DISQUALIFYING) != 0 or raw_action != raw_action:
        raw_action = 0.0
    if raw_action < -1.0:
        raw_action = -1.0
    if 1.0 < raw_action:
        raw_action = 1.0
    action_push = raw_action
    out[0] = action_push
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

"""invertedpendulum_v5: a controller compiled by ppc 0.1.0. Generated; do not edit.

policy_file: policy.py
env: InvertedPendulum-v5

    import invertedpendulum_v5
    invertedpendulum_v5.reset()                  # once, before each run
    action = invertedpendulum_v5.act(observation)  # every 0.04 s; float64[1]
    invertedpendulum_v5.status                   # fault bits since reset; 0: nothing happened

Several at once: ``Controller()``. From compiled code: ``step(state, obs, out)``. ``python invertedpendulum_v5.py --selftest``
replays vectors.csv. Needs numba and numpy only.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy as np
from numba import from_dtype, njit, types

OBS_SIZE = 4
# name, elements, unit, low, high, meaning
OBSERVATION = (
    ("cart_position", 1, "m", -math.inf, math.inf, "position of the cart; the rail ends at \u00b11"),
    ("pole_angle", 1, "rad", -math.inf, math.inf, "angle from upright; the episode ends beyond \u00b10.2"),
    ("cart_velocity", 1, "m/s", -math.inf, math.inf, "velocity of the cart"),
    ("pole_velocity", 1, "rad/s", -math.inf, math.inf, "angular velocity of the pole"),
)
ACTION_SIZE = 1
ACTION = (
    ("push", 1, "", -3.0, 3.0, "the force on the cart is 100 N times this"),
)
SAFE_ACTION = (0.0, )
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
KP = 10.0  # kp, line 6
KD = 1.0  # kd, line 7
CENTRE = 0.5  # centre, line 8
DAMPING = 0.5  # damping, line 9

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
    cart_position = obs[0]
    pole_angle = obs[1]
    cart_velocity = obs[2]
    pole_velocity = obs[3]
    action_push = 0.0
    # 13: return balance + self.centre * obs.cart_position + self.damping * obs.cart_velocity
    action_push = KP * pole_angle + KD * pole_velocity + CENTRE * cart_position + DAMPING * cart_velocity
    raw_action = action_push
    if raw_action != raw_action:
        status |= FAULT_ACTION_NAN
    if math.fabs(raw_action) == math.inf:
        status |= FAULT_ACTION_CLIPPED_INFINITY
    if (status & DISQUALIFYING) != 0 or raw_action != raw_action:
        raw_action = 0.0
    if raw_action < -3.0:
        raw_action = -3.0
    if 3.0 < raw_action:
        raw_action = 3.0
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

"""The laws of this folder written by hand for Numba: state in an array, no classes, one function with the loop's ABI.

Each function here makes new functions at each call, so that Numba compiles them anew.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call,no-any-return"

from __future__ import annotations

import math
from typing import Any


def _entry(function: Any) -> Any:
    """``function`` as a C function with the signature of a policy's ``step`` (docs/abi.md)."""
    from numba import cfunc, types

    pointer = types.CPointer(types.float64)
    return cfunc(types.int64(pointer, pointer, pointer, pointer), error_model="numpy")(function)


def tiny() -> Any:
    def step(constants, state, observation, action):
        push = 0.1 * observation[0] + 0.4 * observation[1] + 8.0 * observation[2] + 1.5 * observation[3]
        action[0] = 1.0 if push > 0.0 else 0.0
        return 0

    return _entry(step)


def medium() -> Any:
    def step(constants, state, observation, action):
        kp, kd = 9.0, 1.6
        k_cart, k_speed = 0.12, 0.35
        smooth, limit = 0.3, 0.08
        x, v, angle, w = observation[0], observation[1], observation[2], observation[3]
        rate = state[0] + smooth * (w - state[0])
        drift = max(-0.5, min(0.5, state[1] + 0.02 * x))
        state[0], state[1] = rate, drift
        lean = limit * math.tanh((k_cart * x + k_speed * v + 0.2 * drift) / limit)
        push = kp * (angle + lean) + kd * rate
        action[0] = 1.0 if push > 0.0 else 0.0
        return 0

    return _entry(step)


def large() -> Any:
    import numpy as np
    from numba import njit

    gravity, cart, pole, half_length = 9.8, 1.0, 0.1, 0.5
    force, period = 10.0, 0.02
    gain = np.array([0.1, 0.4, 8.0, 1.5])
    w1 = np.array([[0.3, -0.2, 1.1, 0.4], [-0.5, 0.1, 0.9, -0.3], [0.2, 0.6, -0.7, 0.5], [0.8, -0.4, 0.3, 0.2]])
    b1 = np.array([0.05, -0.02, 0.01, 0.0])
    w2 = np.array([0.4, -0.3, 0.2, 0.1])
    # Words of the state: filters, integral, mode, timer, last choice, switches, then the window as a ring.
    rate_at, speed_at, integral_at, mode_at, timer_at, last_at, switches_at, start_at, length_at, window_at = range(10)
    size = 8
    balance, come_back, rescue = 0.0, 1.0, 2.0

    @njit(error_model="numpy")
    def low_pass(state, at, share, x):
        state[at] += share * (x - state[at])
        return state[at]

    @njit(error_model="numpy")
    def predict(x, v, angle, w, push):
        sine, cosine = math.sin(angle), math.cos(angle)
        total = cart + pole
        moment = pole * half_length
        shove = (push + moment * w * w * sine) / total
        turn = (gravity * sine - cosine * shove) / (half_length * (4.0 / 3.0 - pole * cosine * cosine / total))
        slide = shove - moment * turn * cosine / total
        return x + period * v, v + period * slide, angle + period * w, w + period * turn

    @njit(error_model="numpy")
    def cost(x, v, angle, w):
        penalty = 0.0
        if abs(x) > 2.0:
            penalty += 50.0 * (abs(x) - 2.0)
        if abs(angle) > 0.15:
            penalty += 400.0 * (abs(angle) - 0.15)
        return x * x + 0.1 * v * v + 40.0 * angle * angle + 1.5 * w * w + penalty

    @njit(error_model="numpy")
    def network(x, speed, angle, blend):
        total = 0.0
        for i in range(4):
            hidden = w1[i, 0] * x + w1[i, 1] * speed + w1[i, 2] * angle + w1[i, 3] * blend
            total += w2[i] * math.tanh(hidden + b1[i])
        return total

    @njit(error_model="numpy")
    def append(state, angle):
        start, length = int(state[start_at]), int(state[length_at])
        if length < size:
            state[window_at + (start + length) % size] = angle
            state[length_at] = length + 1
        else:
            state[window_at + start] = angle
            state[start_at] = (start + 1) % size

    @njit(error_model="numpy")
    def trend(state):
        start, n = int(state[start_at]), int(state[length_at])
        if n < 4:
            return 0.0
        half = n // 2
        early = 0.0
        for i in range(half):
            early += state[window_at + (start + i) % size]
        late = 0.0
        for i in range(half, n):
            late += state[window_at + (start + i) % size]
        return (late / (n - half) - early / half) / (half * period)

    @njit(error_model="numpy")
    def choose_mode(state, x, angle):
        mode = state[mode_at]
        if mode == balance:
            if abs(x) > 1.6 and abs(angle) < 0.1:
                state[mode_at], state[timer_at] = come_back, 0.0
        elif mode == come_back:
            state[timer_at] += 1.0
            if abs(angle) > 0.12:
                state[mode_at], state[timer_at] = rescue, 0.0
            elif abs(x) < 0.8 or state[timer_at] > 120.0:
                state[mode_at] = balance
        else:
            state[timer_at] += 1.0
            if abs(angle) < 0.05 and state[timer_at] > 5.0:
                state[mode_at] = balance

    def step(constants, state, observation, action):
        x, v, angle, w = observation[0], observation[1], observation[2], observation[3]
        rate = low_pass(state, rate_at, 0.4, w)
        speed = low_pass(state, speed_at, 0.25, v)
        append(state, angle)
        integral = min(max(state[integral_at] + period * x, -0.5), 0.5)
        state[integral_at] = integral
        choose_mode(state, x, angle)
        blend = 0.7 * rate + 0.3 * trend(state)
        push = gain[0] * x + gain[1] * speed + gain[2] * angle + gain[3] * blend
        push += 0.05 * network(x, speed, angle, blend) + 0.1 * integral
        if state[mode_at] == come_back:
            push += 0.6 * math.copysign(min(abs(x), 1.0), x) + 0.2 * v
        elif state[mode_at] == rescue:
            push = 12.0 * angle + 2.0 * rate
        if abs(push) < 0.08:
            ax, av, aa, aw = predict(x, v, angle, w, -force)
            bx, bv, ba, bw = predict(x, v, angle, w, force)
            choice = 1.0 if cost(bx, bv, ba, bw) < cost(ax, av, aa, aw) else 0.0
        else:
            choice = 1.0 if push > 0.0 else 0.0
        if choice != state[last_at]:
            state[switches_at] += 1.0
        state[last_at] = choice
        action[0] = choice
        return 0

    return _entry(step)


LAWS = {"tiny": tiny, "medium": medium, "large": large}

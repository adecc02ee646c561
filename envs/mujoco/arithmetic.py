"""Arithmetic in the order in which NumPy does it, for compiled code."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import numpy as np
from numba import njit


@njit(error_model="numpy", forceinline=True)
def clipped(x, low, high):
    """``np.clip``: NaN stays NaN."""
    return low if x < low else (high if x > high else x)


@njit(error_model="numpy")
def sum_of_squares(values, low, high, size):
    """``np.sum(np.square(np.clip(values, low, high)))`` of f64[size], size at most 128.

    NumPy adds arrays of eight or more in eight columns, then the columns in pairs, then what is left over.
    """
    if size < 8:
        total = 0.0
        for i in range(size):
            x = clipped(values[i], low, high)
            total += x * x
        return total
    a = b = c = d = e = f = g = h = 0.0
    whole = size - size % 8
    for i in range(0, whole, 8):
        x = clipped(values[i], low, high)
        a += x * x
        x = clipped(values[i + 1], low, high)
        b += x * x
        x = clipped(values[i + 2], low, high)
        c += x * x
        x = clipped(values[i + 3], low, high)
        d += x * x
        x = clipped(values[i + 4], low, high)
        e += x * x
        x = clipped(values[i + 5], low, high)
        f += x * x
        x = clipped(values[i + 6], low, high)
        g += x * x
        x = clipped(values[i + 7], low, high)
        h += x * x
    total = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for i in range(whole, size):
        x = clipped(values[i], low, high)
        total += x * x
    return total


@njit(error_model="numpy", forceinline=True)
def _square_f32(x):
    single = np.float32(x)
    return np.float32(single * single)


@njit(error_model="numpy")
def control_cost_f32(weight, control, size):
    """``weight * np.sum(np.square(action))`` of a float32 action of at most eight elements: a float32 number, widened."""
    if size < 8:
        total = np.float32(0.0)
        for i in range(size):
            total = np.float32(total + _square_f32(control[i]))
    else:
        ab = np.float32(_square_f32(control[0]) + _square_f32(control[1]))
        cd = np.float32(_square_f32(control[2]) + _square_f32(control[3]))
        ef = np.float32(_square_f32(control[4]) + _square_f32(control[5]))
        gh = np.float32(_square_f32(control[6]) + _square_f32(control[7]))
        total = np.float32(np.float32(ab + cd) + np.float32(ef + gh))
    return np.float64(np.float32(np.float32(weight) * total))

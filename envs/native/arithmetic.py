"""Arithmetic of NumPy's scalars, for compiled environments.

``x ** 2`` of a NumPy scalar is the C library's ``pow(x, 2)``, which is not always ``x * x``: where the exact square
lies next to the middle between two numbers, ``pow`` may round the other way. So multiply, look at the exact rounding
error, and call the library only in that neighbourhood. The test is apart from the call, because a loop over lanes
vectorises only without calls.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math

import numpy as np
from numba import njit

from ppc.envs.native.c_library import accuracy_is_known
from ppc.envs.native.pointers import bits_of, fma, from_bits, lowest_bit, square_by_pow

_UNKNOWN = not accuracy_is_known()  # then every square is in doubt
_EXPONENT = 0x7FF0000000000000
# glibc since 2.28 documents that pow is within .511 units in the last place (ulp) and 1.5 * 2**-15 |2 log x| more, .515 for
# squares down to 1e-30; powf is within .55 for bases above 1/256: an exact square farther than that from a midpoint can only
# round one way.
_POW_SURE = 0.485 * 2.0**-52
_POWF_SURE = 0.44 * 2.0**-23
_TINY = 1e-30
_SMALL_F32 = 2.0**-16


@njit(error_model="numpy", forceinline=True)
def square_in_doubt(x):
    """Whether ``np.float64(x) ** 2`` may differ from ``x * x``."""
    product = x * x
    error = fma(x, x, -product)
    return (abs(error) > _POW_SURE * from_bits(bits_of(product) & _EXPONENT)) | (product < _TINY) | _UNKNOWN


@njit(error_model="numpy", forceinline=True)
def squared(x):
    """``np.float64(x) ** 2``."""
    return square_by_pow(x) if square_in_doubt(x) else x * x


@njit(error_model="numpy", forceinline=True)
def flag(doubt, lane):
    """A set of lanes, as bits: ``lane`` where there is doubt, or none."""
    return np.int64(doubt) << lane


@njit(error_model="numpy", forceinline=True)
def settle_squares(lanes, x, squares):
    """Asks the C library for the squares of ``x`` f64[] in a set of lanes."""
    while lanes != 0:
        i = lowest_bit(lanes)
        lanes &= lanes - 1
        squares[i] = square_by_pow(x[i])


@njit(error_model="numpy", forceinline=True)
def square_f32_in_doubt(x):
    """Whether ``np.float32(x) ** 2`` may differ from ``x * x`` in float32."""
    exact = np.float64(x) * np.float64(x)
    error = exact - np.float64(np.float32(exact))
    small = (exact < _SMALL_F32) & (exact != 0.0)
    return (abs(error) > _POWF_SURE * from_bits(bits_of(exact) & _EXPONENT)) | small | _UNKNOWN


@njit(error_model="numpy", forceinline=True)
def divided(x, y, inverse):
    """``x / y`` where the quotient is normal, or zero (whose sign may be lost), for a constant y whose reciprocal rounds to
    ``inverse`` with a relative error below 2**-54.

    The first quotient is then less than a unit in the last place from the exact one, and the fused correction rounds as
    division does (Markstein 1990).
    """
    quotient = x * inverse
    return fma(fma(-quotient, y, x), inverse, quotient)


@njit(error_model="numpy", forceinline=True)
def remainder(x, y):
    """``np.float64(x) % y`` for a positive constant y and ``|x| < 2**50 * y``, without branches.

    The quotient may be off by one; the fused remainder of the wrong quotient shows it by its sign or size, that of the
    right one is exact.
    """
    size = abs(x)
    quotient = math.floor(size * (1.0 / y))
    rest = fma(-quotient, y, size)
    quotient += (1.0 if rest >= y else 0.0) - (1.0 if rest < 0.0 else 0.0)
    rest = fma(-quotient, y, size)
    return y - rest if (x < 0.0) & (rest != 0.0) else rest

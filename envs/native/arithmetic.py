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

from ppc.envs.native.pointers import bits_of, fma, from_bits, square_by_pow

_EXPONENT = 0x7FF0000000000000
# Current C libraries compute pow within .52 units in the last place (ulp) for results of moderate size, and powf
# within .55 for bases above 1/256: an exact square farther than that from a midpoint can only round one way.
_POW_SURE = 0.47 * 2.0**-52
_POWF_SURE = 0.44 * 2.0**-23
_TINY = 1e-280
_SMALL_F32 = 2.0**-16


@njit(error_model="numpy", forceinline=True)
def square_in_doubt(x):
    """Whether ``np.float64(x) ** 2`` may differ from ``x * x``."""
    product = x * x
    error = fma(x, x, -product)
    return (abs(error) > _POW_SURE * from_bits(bits_of(product) & _EXPONENT)) | (product < _TINY)


@njit(error_model="numpy", forceinline=True)
def squared(x):
    """``np.float64(x) ** 2``."""
    return square_by_pow(x) if square_in_doubt(x) else x * x


@njit(error_model="numpy", forceinline=True)
def square_f32_in_doubt(x):
    """Whether ``np.float32(x) ** 2`` may differ from ``x * x`` in float32."""
    exact = np.float64(x) * np.float64(x)
    error = exact - np.float64(np.float32(exact))
    return (abs(error) > _POWF_SURE * from_bits(bits_of(exact) & _EXPONENT)) | ((exact < _SMALL_F32) & (exact != 0.0))


@njit(error_model="numpy", forceinline=True)
def remainder(x, y):
    """``np.float64(x) % y`` for a positive constant y and ``|x| < 2**50 * y``, without branches.

    The quotient may be off by one; the fused remainder of the wrong quotient shows it by its sign or size, that of the
    right one is exact.
    """
    size = abs(x)
    quotient = math.floor(size / y)
    rest = fma(-quotient, y, size)
    quotient += (1.0 if rest >= y else 0.0) - (1.0 if rest < 0.0 else 0.0)
    rest = fma(-quotient, y, size)
    return y - rest if (x < 0.0) & (rest != 0.0) else rest

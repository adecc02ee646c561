"""Sine and cosine for loops over lanes: the functions of ``ppc.compiler.elementary`` without their branches.

For Numba-compiled code only. The pieces are compiled from the very definitions that policies use.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from numba import njit
from numba.extending import overload, register_jitable

from ppc.compiler.elementary import double_double, trigonometric
from ppc.compiler.elementary.primitives import f64_bits
from ppc.envs.native.pointers import bits_of

_inline = register_jitable(error_model="numpy", forceinline=True)
_two_sum, _fast_two_sum = _inline(double_double._two_sum), _inline(double_double._fast_two_sum)
_sin_rest, _cos_tail = _inline(trigonometric._sin_rest), _inline(trigonometric._cos_tail)
_reduce_medium = _inline(trigonometric._reduce_medium)
_sin_reduced, _cos_reduced = _inline(trigonometric._sin_reduced), _inline(trigonometric._cos_reduced)


@overload(f64_bits, jit_options={"error_model": "numpy", "forceinline": True})
def _f64_bits(x):
    # NaN keeps its own pattern: it is NaN in every quadrant.
    return lambda x: bits_of(x)


@njit(error_model="numpy", forceinline=True)
def sin_cos(x):
    """Sine and cosine of x radians, |x| <= 2**20: the bits of ``elementary.sin`` (but sin(-0.0) is 0.0) and ``cos``."""
    high, low, quadrant = _reduce_medium(x)
    sine, cosine = _sin_reduced(high, low), _cos_reduced(high, low)
    odd = (quadrant & 1) != 0
    s, c = (cosine, sine) if odd else (sine, cosine)
    return (-s if (quadrant & 2) != 0 else s), (-c if ((quadrant + 1) & 2) != 0 else c)


@njit(error_model="numpy", forceinline=True)
def cos(x):
    """The cosine of ``sin_cos``."""
    high, low, quadrant = _reduce_medium(x)
    value = _sin_reduced(high, low) if (quadrant & 1) != 0 else _cos_reduced(high, low)
    return -value if ((quadrant + 1) & 2) != 0 else value


@njit(error_model="numpy", forceinline=True)
def sin_cos_small(x):
    """``sin_cos`` for |x| < pi/4, where nothing has to be reduced."""
    return _sin_reduced(x, 0.0), _cos_reduced(x, 0.0)

"""The C library's sine and cosine for loops over lanes, which a call would keep from becoming vector code.

A sum of two numbers gives the value to about 2**-62. The C library rounds a value that it knows nearly as well, so where
ours is clear of the middle between two numbers its nearest number is what the library answers. The few values next to a
middle, about one in 25, are in doubt: the loop asks the library for them afterwards. Arguments are bounded by 1000.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import math
from fractions import Fraction

from numba import njit

from ppc.envs.native.c_library import accuracy_is_known
from ppc.envs.native.pointers import bits_of, fma, from_bits, lowest_bit

_UNKNOWN = not accuracy_is_known()  # then everything is in doubt
_EXPONENT = 0x7FF0000000000000
# glibc since 2.28 states errors, in units in the last place, of at most .501 by a Taylor series (arguments within .126), and of
# .51 to .548 by a table: what exceeds 1/2 there is the rounding of a correction below 2**-7, an absolute error, 7e-19 by our
# count of its operations and 1.4e-18 by the larger figure at its smallest results. Our own error is below 2e-19.
_SURE = 2.0**-59
_SURE_SMALL = 2.0**-5  # for results below 1/8: in halves of a unit in the last place
_SMALLEST = 2.0**-20  # for results that are smaller the library is asked

_TWO_OVER_PI, _ROUNDER = 0.6366197723675814, 6755399441055744.0  # adding 1.5 * 2**52 leaves the nearest integer in the low bits
_HALF_PI, _HALF_PI_REST = 1.5707963267948966, 6.123233995736766e-17


def _sum_of_two(exact: Fraction) -> tuple[float, float]:
    return float(exact), float(exact - Fraction(float(exact)))


def _series(orders: range) -> list[Fraction]:
    return [Fraction((-1) ** n, math.factorial(k)) for n, k in enumerate(orders, 1)]


def _shortened(series: list[Fraction], last: Fraction) -> list[Fraction]:
    """``series`` of six powers of z with the best they can do for ``last`` z**6, 0 <= z <= (pi/4)**2: all of it but a sixth
    Chebyshev polynomial."""
    h = Fraction(6169, 10000)
    shares = (Fraction(-1, 2048), Fraction(9, 256), Fraction(-105, 256), Fraction(7, 4), Fraction(-27, 8), Fraction(3))
    return [c + last * share * h ** (6 - j) for j, (c, share) in enumerate(zip(series, shares, strict=True))]


# sin(y) = y + y z (S1 + z (S2 + ...)), cos(y) = 1 + z (C1 + z (C2 + ...)) at z = y**2; what is left out is below 1e-19.
_SINE, _COSINE = _series(range(3, 18, 2)), _series(range(2, 19, 2))
(S1, S1L), (S2, S2L), C1, (C2, C2L) = *map(_sum_of_two, _SINE[:2]), float(_COSINE[0]), _sum_of_two(_COSINE[1])
S3, S4, S5, S6, S7, S8 = map(float, _SINE[2:])
C3, C4, C5, C6, C7, C8 = map(float, _shortened(_COSINE[2:8], _COSINE[8]))
_inline = njit(error_model="numpy", forceinline=True)

# A step u = c + z t carries on what rounding cuts off: c - u is exact, as u is close to c, and ``fma`` adds the product to it.


@_inline
def _reduced(x):
    """(y, its rest, quadrant) with x = quadrant * pi/2 + y + rest."""
    shifted = fma(x, _TWO_OVER_PI, _ROUNDER)
    k = shifted - _ROUNDER
    near = fma(-k, _HALF_PI, x)  # exact
    y = fma(-k, _HALF_PI_REST, near)
    return y, fma(-k, _HALF_PI_REST, near - y), bits_of(shifted)


@_inline
def _rounded(high, low):
    """The number nearest to high + low, and whether the C library may see another one there."""
    value = high + low
    rest = abs((high - value) + low)
    half = from_bits((bits_of(value) - 1) & _EXPONENT) * 2.0**-53  # of a unit; of the smaller one at a power of two
    size = abs(value)
    margin = _SURE if size >= 0.125 else _SURE_SMALL * half
    return value, (rest > half - margin) | (size < _SMALLEST) | _UNKNOWN


@_inline
def _both(y, rest):
    """Sine and cosine of y + rest, |y| <= pi/4, each with its doubt."""
    z = y * y
    z_low = fma(2.0 * y, rest, fma(y, y, -z))
    z2 = z * z
    s, c = fma(z, S4, S3), fma(z, C4, C3)
    s56, c56 = fma(z, S6, S5), fma(z, C6, C5)
    s78, c78 = fma(z, S8, S7), fma(z, C8, C7)
    s, c = fma(z2, fma(z2, s78, s56), s), fma(z2, fma(z2, c78, c56), c)
    su, cu = fma(z, s, S2), fma(z, c, C2)
    su_low, cu_low = fma(z, s, S2 - su) + S2L, fma(z, c, C2 - cu) + C2L
    sv, cv = fma(z, su, S1), fma(z, cu, C1)
    sv_low = fma(z, su, S1 - sv) + fma(z, su_low, fma(z_low, su, S1L))
    cv_low = fma(z, cu, C1 - cv) + fma(z, cu_low, z_low * cu)
    cube = y * z
    cube_low = fma(y, z_low, fma(rest, z, fma(y, z, -cube)))
    sine, cosine = fma(cube, sv, y), fma(z, cv, 1.0)
    sine_low = fma(cube, sv, y - sine) + fma(cube, sv_low, fma(cube_low, sv, rest))
    cosine_low = fma(z, cv, 1.0 - cosine) + fma(z, cv_low, z_low * cv)
    sine, sine_doubt = _rounded(sine, sine_low)
    cosine, cosine_doubt = _rounded(cosine, cosine_low)
    return sine, cosine, sine_doubt, cosine_doubt


@_inline
def sin_cos(x):
    """(sine, cosine, whether the sine is in doubt, whether the cosine is)."""
    y, rest, quadrant = _reduced(x)
    sine, cosine, sine_doubt, cosine_doubt = _both(y, rest)
    odd = (quadrant & 1) != 0
    s, c = (cosine, sine) if odd else (sine, cosine)
    s_doubt, c_doubt = (cosine_doubt, sine_doubt) if odd else (sine_doubt, cosine_doubt)
    return (-s if (quadrant & 2) != 0 else s), (-c if ((quadrant + 1) & 2) != 0 else c), s_doubt, c_doubt


@_inline
def sin_cos_small(x):
    """``sin_cos`` for |x| <= pi/4."""
    return _both(x, 0.0)


@_inline
def cos(x):
    """(cosine, whether it is in doubt)."""
    y, rest, quadrant = _reduced(x)
    odd = (quadrant & 1) != 0
    a, a_low, b, b_low = (S1, S1L, S2, S2L) if odd else (C1, 0.0, C2, C2L)
    c3, c4, c5, c6, c7, c8 = (S3, S4, S5, S6, S7, S8) if odd else (C3, C4, C5, C6, C7, C8)
    base, base_low = (y, rest) if odd else (1.0, 0.0)
    z = y * y
    z_low = fma(2.0 * y, rest, fma(y, y, -z))
    z2 = z * z
    t = fma(z2, fma(z2, fma(z, c8, c7), fma(z, c6, c5)), fma(z, c4, c3))
    u = fma(z, t, b)
    u_low = fma(z, t, b - u) + b_low
    v = fma(z, u, a)
    v_low = fma(z, u, a - v) + fma(z, u_low, fma(z_low, u, a_low))
    factor = base * z
    factor_low = fma(base, z_low, fma(base_low, z, fma(base, z, -factor)))
    high = fma(factor, v, base)
    low = fma(factor, v, base - high) + fma(factor, v_low, fma(factor_low, v, base_low))
    value, doubt = _rounded(high, low)
    return (-value if ((quadrant + 1) & 2) != 0 else value), doubt


@_inline
def settle_sines(lanes, x, sines):
    """Asks the C library for the sines of ``x`` f64[] in a set of lanes (``arithmetic.flag``)."""
    while lanes != 0:
        i = lowest_bit(lanes)
        lanes &= lanes - 1
        sines[i] = math.sin(x[i])


@_inline
def settle_cosines(lanes, x, cosines):
    """As ``settle_sines``."""
    while lanes != 0:
        i = lowest_bit(lanes)
        lanes &= lanes - 1
        cosines[i] = math.cos(x[i])

"""exp, exp2, expm1: x = k*ln(2) + r, one polynomial on |r| <= ln(2)/2, scaling by 2**k."""

from ppc.compiler.elementary.double_double import _fast_two_sum, _two_product, _two_square, _two_sum
from ppc.compiler.elementary.primitives import f64_bits, f64_from_bits

# ln(2) in a part of 41 bits, so that k * part is exact for |k| < 2**12, and a rest.
LN2_HIGH = 0.6931471805601177
LN2_LOW = -1.7239444525614835e-13
LN2_53 = 0.6931471805599453
LN2_REST = 2.3190468138462996e-17
LOG2_E = 1.4426950408889634

# Adding 1.5 * 2**52 rounds to an integer and leaves it in the low bits of the sum.
ROUNDER = 6755399441055744.0

# Beyond these exp is inf, or zero.
EXP_MAX = 710.0
EXP_MIN = -746.0

# Weighted least squares on Chebyshev nodes of |z| <= ln(2)/2, coefficients rounded one after
# the other; 10 terms, absolute error of exp 2**-63.6.
EXP_0 = 0.16666666666666685
EXP_1 = 0.041666666666666685
EXP_2 = 0.008333333333315948
EXP_3 = 0.0013888888888873316
EXP_4 = 0.00019841269898682973
EXP_5 = 2.4801587349076275e-05
EXP_6 = 2.755723284508747e-06
EXP_7 = 2.755725197407746e-07
EXP_8 = 2.5112665822910237e-08
EXP_9 = 2.0921709224509517e-09


def _exp_tail(z: float) -> float:
    """(exp(z) - 1 - z - z**2/2) / z**3."""
    z2 = z * z
    p0_0 = (EXP_0 + EXP_1 * z) + (EXP_2 + EXP_3 * z) * z2
    p0_1 = (EXP_4 + EXP_5 * z) + (EXP_6 + EXP_7 * z) * z2
    z4 = z2 * z2
    p1_0 = p0_0 + p0_1 * z4
    z8 = z4 * z4
    return p1_0 + (EXP_8 + EXP_9 * z) * z8


def _clamp(x: float, low: float, high: float) -> float:
    """Limit x to [low, high]; NaN stays."""
    x = low if x < low else x
    return high if x > high else x


def _reduce_exp(x: float) -> tuple[int, float, float]:
    """Return k, r, r_low with x = k*ln(2) + r + r_low, for |x| <= 746."""
    shifted = x * LOG2_E + ROUNDER
    k = shifted - ROUNDER
    head = x - k * LN2_HIGH
    rest = k * LN2_LOW
    r = head - rest
    # NaN reads as k = 0.
    return ((f64_bits(shifted) + 2048) & 0xFFF) - 2048, r, (head - r) - rest


def _expm1_reduced(r: float, r_low: float) -> float:
    """Return exp(r + r_low) - 1 - r for |r| <= ln(2)/2."""
    square = r * r
    return (0.5 * square + square * r * _exp_tail(r)) + r_low * (1.0 + r)


def _scale(value: float, k: int) -> float:
    """Return value * 2**k for -2048 <= k <= 2047; two steps keep each factor normal."""
    half = k >> 1
    value *= f64_from_bits((half + 1023) << 52)
    return value * f64_from_bits((k - half + 1023) << 52)


def exp(x: float) -> float:
    """Exponential.  Measured error up to 0.77 ulp.  exp(-inf) = 0; inf on overflow; gradual underflow."""
    k, r, r_low = _reduce_exp(_clamp(x, EXP_MIN, EXP_MAX))
    head, error = _fast_two_sum(1.0, r)
    return _scale(head + (error + _expm1_reduced(r, r_low)), k)


def exp2(x: float) -> float:
    """2**x, exact for integers.  Measured error up to 0.77 ulp.  Limits as for `exp`."""
    limited = _clamp(x, -1080.0, 1025.0)
    shifted = limited + ROUNDER
    fraction = limited - (shifted - ROUNDER)
    r, error = _two_product(fraction, LN2_53)
    head, head_error = _fast_two_sum(1.0, r)
    tail = head_error + _expm1_reduced(r, error + fraction * LN2_REST)
    return _scale(head + tail, ((f64_bits(shifted) + 2048) & 0xFFF) - 2048)


def _expm1_parts(x: float) -> tuple[int, float, float]:
    """Return k, high, low with exp(x) - 1 = 2**k * (high + low), for x in [-60, 710]."""
    k, r, r_low = _reduce_exp(x)
    capped = k if k < 1000 else 1000
    offset, offset_error = _two_sum(1.0, -f64_from_bits((1023 - capped) << 52))
    head, error = _fast_two_sum(offset, r)
    # Where offset and r cancel, the rounding of r**2/2 would show: keep its error.
    square, square_low = _two_square(r)
    total, total_error = _two_sum(head, 0.5 * square)
    tail = (0.5 * square_low + square * r * _exp_tail(r)) + r_low * (1.0 + r)
    high, low = _fast_two_sum(total, (offset_error + error + total_error) + tail)
    return k, high, low


def expm1(x: float) -> float:
    """exp(x) - 1 without cancellation near zero.  Measured error up to 0.66 ulp.

    expm1(+-0) = +-0; -1 for -inf; inf on overflow.
    """
    k, high, low = _expm1_parts(_clamp(x, -60.0, EXP_MAX))
    value = _scale(high + low, k)
    return x if abs(x) < 5.551115123125783e-17 else value

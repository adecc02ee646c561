"""log, log2, log10, log1p: x = 2**k * m, then log(m) = 2*atanh((m - 1)/(m + 1))."""

from ppc.compiler.elementary.double_double import _fast_two_sum, _two_product, _two_sum
from ppc.compiler.elementary.primitives import INF, NAN, f64_bits, f64_from_bits

# Logarithms of 2 in a part of 41 bits, so that k * part is exact for |k| < 2**12, and a rest.
LN2_HIGH = 0.6931471805601177
LN2_LOW = -1.7239444525614835e-13
LOG10_2_HIGH = 0.3010299956640665
LOG10_2_LOW = -8.532344317057107e-14
# 1/ln(2) and 1/ln(10) as sums.
LOG2_E = 1.4426950408889634
LOG2_E_LOW = 2.0355273740931033e-17
LOG10_E = 0.4342944819032518
LOG10_E_LOW = 1.098319650216765e-17

MIN_NORMAL = 2.2250738585072014e-308
TWO_54 = 18014398509481984.0
ROUNDER = 6755399441055744.0  # 1.5 * 2**52: its low bits hold an integer
ROUNDER_BITS = 0x4338000000000000
SQRT_HALF_BITS = 0x3FE6A09E667F3BCD

# Weighted least squares on Chebyshev nodes of s**2 in [0, (sqrt(2) - 1)**4], 7 terms; error
# relative to 2*s: 2**-59.3.
LOG_0 = 0.6666666666666735
LOG_1 = 0.39999999999410274
LOG_2 = 0.2857142874335305
LOG_3 = 0.22222198472624585
LOG_4 = 0.18183569707001593
LOG_5 = 0.15313907847068234
LOG_6 = 0.14797434100299153


def _log_tail(z: float) -> float:
    """(2*atanh(s) - 2*s) / s**3 at z = s**2."""
    z2 = z * z
    p0_0 = (LOG_0 + LOG_1 * z) + (LOG_2 + LOG_3 * z) * z2
    p0_1 = (LOG_4 + LOG_5 * z) + LOG_6 * z2
    z4 = z2 * z2
    return p0_0 + p0_1 * z4


def _split_exponent(x: float) -> tuple[float, float]:
    """Return k, m with x = 2**k * m and m in [sqrt(1/2), sqrt(2)), for positive finite x.

    Other values give something finite that the caller discards.
    """
    size = abs(x)
    tiny = size < MIN_NORMAL
    bits = f64_bits(size * TWO_54 if tiny else size)
    exponent = (bits - SQRT_HALF_BITS) >> 52
    m = f64_from_bits(bits - (exponent << 52))
    k = f64_from_bits(ROUNDER_BITS + exponent) - ROUNDER
    return k - 54.0 if tiny else k, m


def _log_near_one(f: float, f_low: float) -> tuple[float, float]:
    """Return log(1 + f + f_low) as high + low, for 1 + f in [sqrt(1/2), sqrt(2)]."""
    below, below_low = _fast_two_sum(2.0, f)
    below_low += f_low
    inverse = 1.0 / below
    s = f * inverse
    product, error = _two_product(s, below)
    rest = ((f - product) - error) + (f_low - s * below_low)
    z = s * s
    return _fast_two_sum(2.0 * s, 2.0 * (rest * inverse) + s * z * _log_tail(z))


def _log_domain(x: float, value: float) -> float:
    """Return `value` for finite x > 0, else what every logarithm gives there."""
    value = x if x == INF else value
    value = -INF if x == 0.0 else value
    value = NAN if x < 0.0 else value
    return x if x != x else value


def log(x: float) -> float:
    """Natural logarithm.  Measured error up to 0.57 ulp.  log(0) = -inf; NaN below zero."""
    k, m = _split_exponent(x)
    high, low = _log_near_one(m - 1.0, 0.0)
    head, error = _fast_two_sum(k * LN2_HIGH, high)
    return _log_domain(x, head + (error + (low + k * LN2_LOW)))


def log2(x: float) -> float:
    """Logarithm to base 2, exact for powers of two.  Measured error up to 0.61 ulp.  Limits as for `log`."""
    k, m = _split_exponent(x)
    high, low = _log_near_one(m - 1.0, 0.0)
    product, error = _two_product(high, LOG2_E)
    error += high * LOG2_E_LOW + low * LOG2_E
    head, head_error = _fast_two_sum(k, product)
    return _log_domain(x, head + (head_error + error))


def log10(x: float) -> float:
    """Logarithm to base 10.  Measured error up to 0.56 ulp.  Limits as for `log`."""
    k, m = _split_exponent(x)
    high, low = _log_near_one(m - 1.0, 0.0)
    product, error = _two_product(high, LOG10_E)
    error += high * LOG10_E_LOW + low * LOG10_E
    head, head_error = _fast_two_sum(k * LOG10_2_HIGH, product)
    return _log_domain(x, head + (head_error + (error + k * LOG10_2_LOW)))


def _log_sum(doublings: float, high: float, low: float) -> tuple[float, float]:
    """Return log(2**doublings * (high + low)) as a sum, for normal high and |low| <= ulp(high).

    Where the logarithm is near zero, low must carry the extra digits of high + low - 1.
    """
    bits = f64_bits(high)
    exponent = (bits - SQRT_HALF_BITS) >> 52
    # 2**-exponent; exponent is at most 1024, for which the factor would not be normal.
    capped = exponent if exponent < 1022 else 1022
    factor = f64_from_bits((1023 - capped) << 52)
    m = f64_from_bits(bits - (exponent << 52))
    k = doublings + (f64_from_bits(ROUNDER_BITS + exponent) - ROUNDER)
    f, f_low = _fast_two_sum(m - 1.0, low * factor)
    log_m, log_m_low = _log_near_one(f, f_low)
    head, error = _fast_two_sum(k * LN2_HIGH, log_m)
    return _fast_two_sum(head, error + (log_m_low + k * LN2_LOW))


def log1p(x: float) -> float:
    """log(1 + x) without cancellation near zero.  Measured error up to 0.57 ulp.

    log1p(+-0) = +-0; log1p(-1) = -inf; NaN below -1.
    """
    inside = x > -1.0 and x < INF
    total, error = _two_sum(1.0, x if inside else 0.0)
    high, low = _log_sum(0.0, total, error)
    value = _log_domain(1.0 + x, high + low)
    return x if abs(x) < 5.551115123125783e-17 else value

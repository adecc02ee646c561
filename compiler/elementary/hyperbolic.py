"""sinh, cosh, tanh and their inverses, from the parts of exp and log."""

from ppc.compiler.elementary.double_double import _fast_two_sum, _two_product, _two_square, _two_sum
from ppc.compiler.elementary.exponential import _clamp, _expm1_parts, _expm1_reduced, _reduce_exp, _scale
from ppc.compiler.elementary.logarithm import _log_sum, _log_tail
from ppc.compiler.elementary.primitives import INF, NAN, f64_bits, f64_from_bits, sqrt

LARGE = 268435456.0  # 2**28; beyond it sqrt(x**2 +- 1) is x for the logarithm's purposes
SERIES_LIMIT = 0.17  # within the interval of the polynomial of the logarithm
TINY = 7.450580596923828e-09  # 2**-27; below it the odd functions here round to x

# Weighted least squares on Chebyshev nodes of x**2 in [0, 1], 7 terms; error relative to x:
# 2**-61.5.
SINH_0 = 0.16666666666666669
SINH_1 = 0.00833333333333297
SINH_2 = 0.00019841269841531204
SINH_3 = 2.7557319130377677e-06
SINH_4 = 2.5052126856432365e-08
SINH_5 = 1.6057000490026437e-10
SINH_6 = 7.765898624327948e-13
# The same in [0, 1/4], 13 terms, 2**-64.3.
ASINH_0 = -0.16666666666666663
ASINH_1 = 0.07499999999998859
ASINH_2 = -0.044642857141606845
ASINH_3 = 0.03038194437482041
ASINH_4 = -0.022372156789313237
ASINH_5 = 0.01735271524620556
ASINH_6 = -0.013964129421051782
ASINH_7 = 0.011544533030195
ASINH_8 = -0.009709014384579408
ASINH_9 = 0.00811867511830539
ASINH_10 = -0.006318502598550779
ASINH_11 = 0.003916256535962982
ASINH_12 = -0.0013593955528077505


def _sinh_tail(z: float) -> float:
    """(sinh(x)/x - 1) / x**2 at z = x**2."""
    z2 = z * z
    p0_0 = (SINH_0 + SINH_1 * z) + (SINH_2 + SINH_3 * z) * z2
    p0_1 = (SINH_4 + SINH_5 * z) + SINH_6 * z2
    z4 = z2 * z2
    return p0_0 + p0_1 * z4


def _asinh_tail(z: float) -> float:
    """(asinh(x)/x - 1) / x**2 at z = x**2."""
    z2 = z * z
    p0_0 = (ASINH_0 + ASINH_1 * z) + (ASINH_2 + ASINH_3 * z) * z2
    p0_1 = (ASINH_4 + ASINH_5 * z) + (ASINH_6 + ASINH_7 * z) * z2
    p0_2 = (ASINH_8 + ASINH_9 * z) + (ASINH_10 + ASINH_11 * z) * z2
    z4 = z2 * z2
    p1_0 = p0_0 + p0_1 * z4
    p1_1 = p0_2 + ASINH_12 * z4
    z8 = z4 * z4
    return p1_0 + p1_1 * z8


def _exp_pair(size: float) -> tuple[int, float, float, float]:
    """Return k, high, low, inverse: exp(size) = 2**k * (high + low), inverse = 2**-k / exp(size).

    For 0 <= size <= 712; the inverse is a tiny positive stand-in where it no longer matters.
    """
    k, r, r_low = _reduce_exp(size)
    head, error = _fast_two_sum(1.0, r)
    high, low = _fast_two_sum(head, error + _expm1_reduced(r, r_low))
    capped = k if k < 500 else 500
    return k, high, low, f64_from_bits((1023 - 2 * capped) << 52) / high


def sinh(x: float) -> float:
    """Hyperbolic sine: odd polynomial up to 1, else (e - 1/e)/2 with e = exp(|x|).

    Measured error up to 0.91 ulp.  sinh(+-0) = +-0; inf on overflow.
    """
    size = abs(x)
    z = size * size
    k, high, low, inverse = _exp_pair(_clamp(size, 0.0, 712.0))
    head, error = _fast_two_sum(high, -inverse)
    value = _scale(head + (error + low), k - 1)
    value = size + size * (z * _sinh_tail(z)) if size < 1.0 else value
    return -value if f64_bits(x) < 0 else value


def cosh(x: float) -> float:
    """Hyperbolic cosine: (e + 1/e)/2 with e = exp(|x|).  Measured error up to 0.83 ulp.  inf on overflow."""
    k, high, low, inverse = _exp_pair(_clamp(abs(x), 0.0, 712.0))
    head, error = _two_sum(high, inverse)
    return _scale(head + (error + low), k - 1)


def tanh(x: float) -> float:
    """Hyperbolic tangent: e/(e + 2) with e = expm1(2*|x|) carried to extra precision.

    Measured error up to 0.60 ulp.  tanh(+-0) = +-0; tanh(+-inf) = +-1.
    """
    size = abs(x)
    # From 22 on the result rounds to 1.
    k, high, low = _expm1_parts(2.0 * _clamp(size, 0.0, 22.0))
    # Divided by 2**k: (high + low) / (high + low + 2**(1 - k)).
    below, below_low = _two_sum(high, f64_from_bits((1024 - k) << 52))
    below_low += low
    inverse = 1.0 / below
    quotient = high * inverse
    product, error = _two_product(quotient, below)
    rest = ((high - product) - error) + (low - quotient * below_low)
    value = quotient + rest * inverse
    value = size if size < TINY else value
    return -value if f64_bits(x) < 0 else value


def _log_root(size: float, one: float) -> float:
    """log(size + sqrt(size**2 + one)) for one = 1, or one = -1 and size >= 1."""
    large = size > LARGE
    limited = LARGE if large else size
    square, square_error = _two_square(limited)
    total, error = _two_sum(square, one)
    total, error = _fast_two_sum(total, error + square_error)
    root = sqrt(total)
    product, product_error = _two_square(root)
    rest = ((total - product) - product_error) + error
    root_error = rest / (2.0 * root if root > 0.0 else 1.0)
    high, low = _two_sum(limited, root)
    high, low = _fast_two_sum(high, low + root_error)
    # log(2*size) for large arguments.
    log_high, log_low = _log_sum(1.0 if large else 0.0, size if large else high, 0.0 if large else low)
    return log_high + log_low


def asinh(x: float) -> float:
    """Inverse hyperbolic sine: odd polynomial up to 1/2, else log(|x| + sqrt(x**2 + 1)).

    Measured error up to 0.66 ulp.  asinh(+-0) = +-0; asinh(+-inf) = +-inf.
    """
    size = abs(x)
    inside = size < INF
    value = _log_root(size if inside else 1.0, 1.0)
    z = size * size
    value = size + size * (z * _asinh_tail(z)) if size < 0.5 else value
    value = value if inside else size
    return -value if f64_bits(x) < 0 else value


def acosh(x: float) -> float:
    """Inverse hyperbolic cosine: log(x + sqrt(x**2 - 1)).  Measured error up to 0.57 ulp.

    acosh(1) = +0; NaN below 1; acosh(inf) = inf.
    """
    inside = x >= 1.0 and x < INF
    value = _log_root(x if inside else 1.0, -1.0)
    value = NAN if x < 1.0 else value
    return value if inside or x < 1.0 else x


def atanh(x: float) -> float:
    """Inverse hyperbolic tangent: odd polynomial up to 0.17, else log((1 + x)/(1 - x))/2.

    Measured error up to 0.57 ulp.  atanh(+-0) = +-0; atanh(+-1) = +-inf; NaN outside [-1, 1].
    """
    size = abs(x)
    inside = size < 1.0
    s = size if inside else 0.0
    above, above_low = _fast_two_sum(1.0, s)
    below, below_low = _fast_two_sum(1.0, -s)
    quotient = above / below
    product, error = _two_product(quotient, below)
    rest = ((above - product) - error) + (above_low - quotient * below_low)
    quotient, quotient_low = _fast_two_sum(quotient, rest / below)
    high, low = _log_sum(0.0, quotient, quotient_low)
    z = s * s
    value = s + 0.5 * (s * (z * _log_tail(z))) if s < SERIES_LIMIT else 0.5 * (high + low)
    value = INF if size == 1.0 else value
    value = NAN if size > 1.0 else value
    value = -value if f64_bits(x) < 0 else value
    return x if x != x else value

"""asin, acos, atan, atan2: one polynomial each for asin and atan, no tables."""

from ppc.compiler.elementary.double_double import _fast_two_sum, _two_product, _two_square
from ppc.compiler.elementary.primitives import INF, NAN, f64_bits, sqrt

HALF_PI_HIGH = 1.5707963267948966
HALF_PI_LOW = 6.123233995736766e-17
QUARTER_PI_HIGH = 0.7853981633974483
QUARTER_PI_LOW = 3.061616997868383e-17
THREE_QUARTERS_PI_HIGH = 2.356194490192345
THREE_QUARTERS_PI_LOW = 9.184850993605148e-17
PI_HIGH = 3.141592653589793
PI_LOW = 1.2246467991473532e-16

TAN_EIGHTH = 0.4142135623730951  # tan(pi/8)
TINY = 7.450580596923828e-09  # 2**-27; below it asin(t) and atan(t) round to t
SCALE_LIMIT_HIGH = 1e270
SCALE_LIMIT_LOW = 1e-270
SCALE_UP = 1.6069380442589903e60  # 2**200
SCALE_DOWN = 6.223015277861142e-61  # 2**-200

# Weighted least squares on Chebyshev nodes of the squared argument, coefficients rounded one
# after the other.  Error relative to the argument:
# t in [0, tan(pi/8)], 11 terms, 2**-59.1
ATAN_0 = -0.333333333333332
ATAN_1 = 0.19999999999953613
ATAN_2 = -0.14285714280190215
ATAN_3 = 0.11111110782924638
ATAN_4 = -0.0909089773932952
ATAN_5 = 0.07692059865315387
ATAN_6 = -0.06663100017561868
ATAN_7 = 0.05847860358428185
ATAN_8 = -0.05039178219091408
ATAN_9 = 0.038061482434705134
ATAN_10 = -0.017904010505085447
# s in [0, 1/2], 13 terms, 2**-59.1
ASIN_0 = 0.16666666666666752
ASIN_1 = 0.07499999999972821
ASIN_2 = 0.04464285717286697
ASIN_3 = 0.03038194278563223
ASIN_4 = 0.022372212915886702
ASIN_5 = 0.017351647512915645
ASIN_6 = 0.013980411871787102
ASIN_7 = 0.01140213909151948
ASIN_8 = 0.010762733041980214
ASIN_9 = 0.0037707054779648847
ASIN_10 = 0.021555071913910068
ASIN_11 = -0.020788592119565776
ASIN_12 = 0.03249992621110743


def _atan_tail(z: float) -> float:
    """(atan(t) - t) / t**3 at z = t**2."""
    z2 = z * z
    p0_0 = (ATAN_0 + ATAN_1 * z) + (ATAN_2 + ATAN_3 * z) * z2
    p0_1 = (ATAN_4 + ATAN_5 * z) + (ATAN_6 + ATAN_7 * z) * z2
    p0_2 = (ATAN_8 + ATAN_9 * z) + ATAN_10 * z2
    z4 = z2 * z2
    p1_0 = p0_0 + p0_1 * z4
    z8 = z4 * z4
    return p1_0 + p0_2 * z8


def _asin_tail(z: float) -> float:
    """(asin(s) - s) / s**3 at z = s**2."""
    z2 = z * z
    p0_0 = (ASIN_0 + ASIN_1 * z) + (ASIN_2 + ASIN_3 * z) * z2
    p0_1 = (ASIN_4 + ASIN_5 * z) + (ASIN_6 + ASIN_7 * z) * z2
    p0_2 = (ASIN_8 + ASIN_9 * z) + (ASIN_10 + ASIN_11 * z) * z2
    z4 = z2 * z2
    p1_0 = p0_0 + p0_1 * z4
    p1_1 = p0_2 + ASIN_12 * z4
    z8 = z4 * z4
    return p1_0 + p1_1 * z8


def _atan_quotient(above: float, below: float) -> tuple[bool, float, float]:
    """Return diagonal, t, tail with atan(above / below) = (pi/4 if diagonal) + t + tail.

    For 0 <= above <= below, 0 < below < inf.  Above tan(pi/8) the point is first turned by
    -pi/4, which only changes the quotient.  The tail corrects for the rounding of t; it takes
    no part where t is so small that the first term alone is right.
    """
    scale = 1.0
    scale = SCALE_DOWN if below > SCALE_LIMIT_HIGH else scale
    scale = SCALE_UP if below < SCALE_LIMIT_LOW else scale
    small = above < below * TINY
    first = above * scale
    second = below * scale
    diagonal = first > second * TAN_EIGHTH
    difference, difference_error = _fast_two_sum(second, -first)
    total, total_error = _fast_two_sum(second, first)
    # Unscaled where small: scaling down could have lost digits of a tiny numerator.
    numerator = -difference if diagonal else (above if small else first)
    numerator_low = -difference_error if diagonal else 0.0
    denominator = total if diagonal else (below if small else second)
    denominator_low = total_error if diagonal else 0.0
    t = numerator / denominator
    product, error = _two_product(t, 1.0 if small else denominator)
    rest = ((numerator - product) - error) + (numerator_low - t * denominator_low)
    z, z_low = _two_square(t)
    tail = t * (z * _atan_tail(z) + z_low * ATAN_0) + rest / (denominator * (1.0 + z))
    return diagonal, t, 0.0 if small else tail


def _angle(eighths: float, t: float, tail: float) -> float:
    """Return eighths * pi/4 + t + tail for eighths = 0, 1, 2, 3, 4."""
    three = eighths == 3.0
    base = THREE_QUARTERS_PI_HIGH if three else eighths * QUARTER_PI_HIGH
    base_low = THREE_QUARTERS_PI_LOW if three else eighths * QUARTER_PI_LOW
    head, head_error = _fast_two_sum(base, t)
    return head + (head_error + (base_low + tail))


def atan(x: float) -> float:
    """Arc tangent, reduced by atan(x) = pi/2 - atan(1/x) and a turn.  Measured error up to 0.73 ulp.

    atan(+-0) = +-0; atan(+-inf) = +-pi/2.
    """
    size = abs(x)
    inverted = size > 1.0
    infinite = size == INF
    above = (0.0 if infinite else 1.0) if inverted else size
    below = 1.0 if infinite or not inverted else size
    diagonal, t, tail = _atan_quotient(above, below)
    eighths = 1.0 if diagonal else 0.0
    eighths = 2.0 - eighths if inverted else eighths
    value = _angle(eighths, -t if inverted else t, -tail if inverted else tail)
    return -value if f64_bits(x) < 0 else value


def atan2(y: float, x: float) -> float:
    """Angle of the point (x, y), in [-pi, pi], from a quotient carried to extra precision.

    Measured error up to 0.69 ulp.  Zeros and infinities as in C: atan2(+-0, +x) = +-0, atan2(+-0, -x) = +-pi,
    atan2(+-inf, +-inf) at the diagonals.
    """
    size_x = abs(x)
    size_y = abs(y)
    steep = size_y > size_x
    left = f64_bits(x) < 0
    large = size_y if steep else size_x
    small = size_x if steep else size_y
    infinite = large == INF
    above = (1.0 if small == INF else 0.0) if infinite else small
    below = 1.0 if infinite or large == 0.0 else large
    diagonal, t, tail = _atan_quotient(above, below)
    eighths = 1.0 if diagonal else 0.0
    eighths = 2.0 - eighths if steep else eighths
    eighths = 4.0 - eighths if left else eighths
    minus = not left if steep else left
    value = _angle(eighths, -t if minus else t, -tail if minus else tail)
    value = -value if f64_bits(y) < 0 else value
    return x + y if x != x or y != y else value


def _asin_parts(size: float) -> tuple[float, float]:
    """Return an unevaluated sum: asin(size) up to 1/2, else asin(sqrt((1 - size)/2)).

    `size` is in [0, 1], or NaN.
    """
    outer = size > 0.5
    z = (1.0 - size) * 0.5 if outer else size * size
    s = sqrt(z) if outer else size
    square, square_error = _two_square(s)
    root_error = ((z - square) - square_error) / (2.0 * s if s > 0.0 else 1.0)
    return s, s * z * _asin_tail(z) + (root_error if outer else 0.0)


def asin(x: float) -> float:
    """Arc sine; above 1/2 by asin(x) = pi/2 - 2*asin(sqrt((1 - x)/2)).  Measured error up to 0.70 ulp.

    asin(+-0) = +-0; NaN outside [-1, 1].
    """
    size = abs(x)
    outside = size > 1.0
    s, tail = _asin_parts(1.0 if outside else size)
    head, head_error = _fast_two_sum(HALF_PI_HIGH, -2.0 * s)
    value = s + tail
    value = head + (head_error + (HALF_PI_LOW - 2.0 * tail)) if size > 0.5 else value
    value = size if size < TINY else value
    value = -value if f64_bits(x) < 0 else value
    return NAN if outside else value


def acos(x: float) -> float:
    """Arc cosine, from the same pieces as `asin`.  Measured error up to 0.66 ulp.

    acos(1) = +0; NaN outside [-1, 1].
    """
    size = abs(x)
    outside = size > 1.0
    s, tail = _asin_parts(1.0 if outside else size)
    outer = size > 0.5
    left = f64_bits(x) < 0
    # base - s - tail inside; 2*(s + tail), or pi minus that, towards the ends.
    base = (PI_HIGH if left else 0.0) if outer else HALF_PI_HIGH
    base_low = (PI_LOW if left else 0.0) if outer else HALF_PI_LOW
    factor = 2.0 if outer else 1.0
    factor = -factor if (left if outer else not left) else factor
    head, head_error = _fast_two_sum(base, factor * s)
    value = head + (head_error + (base_low + factor * tail))
    return NAN if outside else value

"""sin, cos, tan: reduction modulo pi/2, then one polynomial for sine and one for cosine."""

from ppc.compiler.elementary.double_double import _fast_two_sum, _two_product, _two_square, _two_sum
from ppc.compiler.elementary.primitives import f64_bits

# pi/2 in three parts of 33 bits, so that k * part is exact for |k| < 2**20, and a rest.
HALF_PI_1 = 1.5707963267341256
HALF_PI_2 = 6.077100506303966e-11
HALF_PI_3 = 2.0222662487111665e-21
HALF_PI_4 = 8.4784276603689e-32
HALF_PI_HIGH = 1.5707963267948966
HALF_PI_LOW = 6.123233995736766e-17
TWO_OVER_PI = 0.6366197723675814

# Adding 1.5 * 2**52 rounds to an integer and leaves it in the low bits of the sum.
ROUNDER = 6755399441055744.0

LARGE = 1048576.0  # 2**20; beyond it k * HALF_PI_1 is no longer exact
TINY = 7.450580596923828e-09  # 2**-27; below it sin(x) and tan(x) round to x

# 2/pi in limbs of 27 bits after three limbs of zeros, for the largest arguments.
LIMB_MASK = 134217727
TWO_OVER_PI_LIMBS = (
    0, 0, 0, 85445659, 60002565, 39057486, 92086099, 40820845,
    92952164, 126382600, 33444195, 90109406, 22572489, 14447748, 81604096, 52729717,
    2573896, 60801981, 52212009, 87684932, 9272651, 91654409, 110741250, 56242111,
    17098311, 46608490, 54129820, 69401693, 125717006, 104853807, 134078553, 67630999,
    71708008, 21865453, 87457487, 20863053, 97767823, 114113727, 111335250, 64840693,
    127387116, 127985470, 126505618, 122904538, 132925411, 45748396, 3343471, 104707541,
)  # fmt: skip

# Weighted least squares on Chebyshev nodes of r**2 in [0, (pi/4)**2], coefficients rounded
# one after the other.  Error relative to r for sine, absolute for cosine:
# 6 terms, 2**-57.8
SIN_0 = -0.16666666666666632
SIN_1 = 0.00833333333332249
SIN_2 = -0.00019841269829857383
SIN_3 = 2.7557313706696886e-06
SIN_4 = -2.5050760169539888e-08
SIN_5 = 1.5896903772853237e-10
# 6 terms, 2**-64.0
COS_0 = 0.0416666666666666
COS_1 = -0.0013888888888874472
COS_2 = 2.480158728966911e-05
COS_3 = -2.7557314400083813e-07
COS_4 = 2.0875729125505953e-09
COS_5 = -1.1359925025729948e-11


def _sin_rest(z: float) -> float:
    """((sin(r)/r - 1) / z - SIN_0) / z at z = r**2."""
    z2 = z * z
    return (SIN_1 + SIN_2 * z) + z2 * ((SIN_3 + SIN_4 * z) + SIN_5 * z2)


def _cos_tail(z: float) -> float:
    """(cos(r) - 1 + r**2/2) / r**4 at z = r**2."""
    z2 = z * z
    p0_0 = (COS_0 + COS_1 * z) + (COS_2 + COS_3 * z) * z2
    z4 = z2 * z2
    return p0_0 + (COS_4 + COS_5 * z) * z4


def _reduce_medium(x: float) -> tuple[float, float, int]:
    """Return r_high, r_low, quadrant with x = quadrant * pi/2 + r, for |x| <= 2**20."""
    shifted = x * TWO_OVER_PI + ROUNDER
    k = shifted - ROUNDER
    first, first_error = _two_sum(x - k * HALF_PI_1, -(k * HALF_PI_2))
    second, second_error = _two_sum(first, -(k * HALF_PI_3))
    high, low = _fast_two_sum(second, (first_error + second_error) - k * HALF_PI_4)
    return high, low, f64_bits(shifted) & 3


def _reduce_large(x: float) -> tuple[float, float, int]:
    """As `_reduce_medium`, for 2**20 < |x|, by Payne and Hanek's method; r is NaN for inf.

    Only the limbs of 2/pi that reach quadrant and fraction are multiplied.  Column sums of
    three products of 27-bit limbs stay below 2**56.
    """
    bits = f64_bits(abs(x))
    exponent = (bits >> 52) - 1075
    mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000
    # exponent is in -32 .. 972, so limb is in -2 .. 36 and the table index below in 0 .. 46.
    limb = exponent // 27
    shift = exponent - 27 * limb
    shifted = (mantissa & LIMB_MASK) << shift
    m0 = shifted & LIMB_MASK
    shifted = ((mantissa >> 27) << shift) + (shifted >> 27)
    m1 = shifted & LIMB_MASK
    m2 = shifted >> 27
    t0 = TWO_OVER_PI_LIMBS[limb + 2]
    t1 = TWO_OVER_PI_LIMBS[limb + 3]
    t2 = TWO_OVER_PI_LIMBS[limb + 4]
    t3 = TWO_OVER_PI_LIMBS[limb + 5]
    t4 = TWO_OVER_PI_LIMBS[limb + 6]
    t5 = TWO_OVER_PI_LIMBS[limb + 7]
    t6 = TWO_OVER_PI_LIMBS[limb + 8]
    t7 = TWO_OVER_PI_LIMBS[limb + 9]
    t8 = TWO_OVER_PI_LIMBS[limb + 10]
    column_6 = m0 * t6 + m1 * t7 + m2 * t8
    column_5 = m0 * t5 + m1 * t6 + m2 * t7 + (column_6 >> 27)
    column_4 = m0 * t4 + m1 * t5 + m2 * t6 + (column_5 >> 27)
    column_3 = m0 * t3 + m1 * t4 + m2 * t5 + (column_4 >> 27)
    column_2 = m0 * t2 + m1 * t3 + m2 * t4 + (column_3 >> 27)
    column_1 = m0 * t1 + m1 * t2 + m2 * t3 + (column_2 >> 27)
    column_0 = m0 * t0 + m1 * t1 + m2 * t2 + (column_1 >> 27)
    quadrant = column_0 & 3
    top = ((column_1 & LIMB_MASK) << 27) | (column_2 & LIMB_MASK)
    if top >= 0x20000000000000:
        # The fraction is at least one half: round the quadrant up, and r becomes negative.
        top -= 0x40000000000000
        quadrant += 1
    # Limb n of the fraction has weight 2**(-27 * n); each conversion is exact.
    fraction, error = _two_sum(float(top) * 5.551115123125783e-17, float(column_3 & LIMB_MASK) * 4.1359030627651384e-25)
    tail = float(column_4 & LIMB_MASK) * 3.0814879110195774e-33
    tail += float(column_5 & LIMB_MASK) * 2.2958874039497803e-41
    fraction, error = _fast_two_sum(fraction, error + tail)
    product, product_error = _two_product(fraction, HALF_PI_HIGH)
    product_error += fraction * HALF_PI_LOW + error * HALF_PI_HIGH
    high, low = _fast_two_sum(product, product_error)
    high += x - x
    if x < 0.0:
        high = -high
        low = -low
        quadrant = -quadrant
    return high, low, quadrant & 3


def _sin_reduced(high: float, low: float) -> float:
    """sin(high + low) for |high| <= pi/4."""
    z = high * high
    return high + (high * z * (SIN_0 + z * _sin_rest(z)) + low * (1.0 - 0.5 * z))


def _cos_reduced(high: float, low: float) -> float:
    """cos(high + low) for |high| <= pi/4."""
    z = high * high
    half = 0.5 * z
    head = 1.0 - half
    return head + (((1.0 - head) - half) + (z * z * _cos_tail(z) - high * low))


def sin(x: float) -> float:
    """Sine of x radians.

    Payne-Hanek reduction above 2**20, four-part Cody-Waite below.  Measured error up to 0.79 ulp.
    sin(+-0) = +-0; NaN for inf.
    """
    if abs(x) > LARGE:
        high, low, quadrant = _reduce_large(x)
    else:
        high, low, quadrant = _reduce_medium(x)
    sine = _sin_reduced(high, low)
    cosine = _cos_reduced(high, low)
    value = sine if quadrant & 1 == 0 else cosine
    value = value if quadrant & 2 == 0 else -value
    return x if abs(x) < TINY else value


def cos(x: float) -> float:
    """Cosine of x radians; reduction as in `sin`.  Measured error up to 0.80 ulp.  NaN for inf."""
    if abs(x) > LARGE:
        high, low, quadrant = _reduce_large(x)
    else:
        high, low, quadrant = _reduce_medium(x)
    sine = _sin_reduced(high, low)
    cosine = _cos_reduced(high, low)
    value = cosine if quadrant & 1 == 0 else sine
    return value if (quadrant + 1) & 2 == 0 else -value


def tan(x: float) -> float:
    """Tangent of x radians, the quotient of sine and cosine carried to extra precision.

    Reduction as in `sin`.  Measured error up to 0.69 ulp.  tan(+-0) = +-0; NaN for inf.
    """
    if abs(x) > LARGE:
        high, low, quadrant = _reduce_large(x)
    else:
        high, low, quadrant = _reduce_medium(x)
    z, z_low = _two_square(high)
    # Three quarters of the cubic term are summed without error: r - r**3/8 + ...
    cube, cube_error = _two_product(high, z)
    cube_error += high * z_low
    sine, sine_error = _fast_two_sum(high, -0.125 * cube)
    sine_tail = cube * ((SIN_0 + 0.125) + z * _sin_rest(z)) - 0.125 * cube_error
    sine, sine_low = _fast_two_sum(sine, (sine_error + sine_tail) + low * (1.0 - 0.5 * z))
    half = 0.5 * z
    head = 1.0 - half
    cosine, cosine_low = _fast_two_sum(
        head,
        ((1.0 - head) - half) + (z * z * _cos_tail(z) - (high * low * (1.0 + z * SIN_0) + 0.5 * z_low)),
    )
    even = quadrant & 1 == 0
    above = sine if even else -cosine
    above_low = sine_low if even else -cosine_low
    # Never zero: in odd quadrants |r| exceeds 2**-62.
    below = cosine if even else sine
    below_low = cosine_low if even else sine_low
    inverse = 1.0 / below
    quotient = above * inverse
    product, product_error = _two_product(quotient, below)
    rest = ((above - product) - product_error) + (above_low - quotient * below_low)
    return x if abs(x) < TINY else quotient + rest * inverse

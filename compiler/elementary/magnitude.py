"""hypot, copysign, cbrt."""

from ppc.compiler.elementary.double_double import _fast_two_sum, _two_product, _two_square
from ppc.compiler.elementary.primitives import INF, f64_bits, f64_from_bits, sqrt

SCALE_UP = 4.149515568880993e180  # 2**600
SCALE_DOWN = 2.409919865102884e-181  # 2**-600
LARGE = 3.273390607896142e150  # 2**500
SMALL = 3.054936363499605e-151  # 2**-500

MIN_NORMAL = 2.2250738585072014e-308
TWO_54 = 18014398509481984.0
CBRT_2 = 1.2599210498948732
CBRT_4 = 1.5874010519681996

# Weighted least squares on Chebyshev nodes of m in [1, 2], 5 terms; error 2**-16.4.
GUESS_0 = 0.5084520952543503
GUESS_1 = 0.7139801548189029
GUESS_2 = -0.29626529803789503
GUESS_3 = 0.08411930062043403
GUESS_4 = -0.010274592492460937


def _cbrt_guess(z: float) -> float:
    """Cube root of z in [1, 2), roughly."""
    z2 = z * z
    p0_0 = (GUESS_0 + GUESS_1 * z) + (GUESS_2 + GUESS_3 * z) * z2
    z4 = z2 * z2
    return p0_0 + GUESS_4 * z4


def copysign(x: float, y: float) -> float:
    """|x| with the sign of y; a NaN y counts as positive."""
    size = abs(x)
    return -size if f64_bits(y) < 0 else size


def hypot(x: float, y: float) -> float:
    """sqrt(x*x + y*y) from exact squares, scaled by a power of two.  Measured error up to 0.75 ulp.

    inf if either is infinite, even beside NaN.
    """
    size_x = abs(x)
    size_y = abs(y)
    large = size_x if size_x > size_y else size_y
    scale = 1.0
    scale = SCALE_DOWN if large > LARGE else scale
    scale = SCALE_UP if large < SMALL else scale
    unscale = 1.0
    unscale = SCALE_UP if large > LARGE else unscale
    unscale = SCALE_DOWN if large < SMALL else unscale
    infinite = size_x == INF or size_y == INF
    square_x, error_x = _two_square(0.0 if infinite else size_x * scale)
    square_y, error_y = _two_square(0.0 if infinite else size_y * scale)
    swapped = square_y > square_x
    total, error = _fast_two_sum(square_y if swapped else square_x, square_x if swapped else square_y)
    root = sqrt(total)
    square, square_error = _two_square(root)
    rest = ((total - square) - square_error) + (error + (error_x + error_y))
    value = (root + rest / (2.0 * root if root > 0.0 else 1.0)) * unscale
    return INF if infinite else value


def cbrt(x: float) -> float:
    """Cube root: polynomial guess, one step of Halley, one of Newton with an exact residual.

    The nearest double wherever it was measured.  cbrt(+-0) = +-0; cbrt(+-inf) = +-inf.
    """
    size = abs(x)
    ordinary = size > 0.0 and size < INF
    tiny = size < MIN_NORMAL
    bits = f64_bits((size * TWO_54 if tiny else size) if ordinary else 1.0)
    # size = v * 2**(3*third) with v in [1, 8); 1023 is a multiple of three.
    exponent = bits >> 52
    third = exponent // 3
    rest = exponent - 3 * third
    m = f64_from_bits((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000)
    v = m * (1.0 if rest == 0 else (2.0 if rest == 1 else 4.0))
    root = _cbrt_guess(m) * (1.0 if rest == 0 else (CBRT_2 if rest == 1 else CBRT_4))
    cube = root * root * root
    root -= root * ((cube - v) / (2.0 * cube + v))
    square, square_error = _two_square(root)
    product, product_error = _two_product(square, root)
    residual = ((v - product) - product_error) - square_error * root
    root += residual / (3.0 * square)
    third += 664 if tiny else 682  # 1023 - 341, and 18 less for the factor 2**54
    value = root * f64_from_bits(third << 52) if ordinary else size
    return -value if f64_bits(x) < 0 else value

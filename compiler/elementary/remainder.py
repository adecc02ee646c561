"""fmod: the exact remainder of division with the quotient truncated."""

from ppc.compiler.elementary.double_double import _two_product
from ppc.compiler.elementary.exponential import _scale
from ppc.compiler.elementary.primitives import INF, NAN, f64_bits, floor

LARGE = 1e290
SMALL = 1e-290
MAX_CHUNKS = 210  # the exponents of x and y differ by at most 2097 places, ten a step


def _long_division(size_x: float, size_y: float) -> float:
    """Return size_x mod size_y exactly, for finite size_x >= size_y > 0."""
    bits_x = f64_bits(size_x)
    bits_y = f64_bits(size_y)
    exponent_x = bits_x >> 52
    exponent_y = bits_y >> 52
    mantissa_x = bits_x & 0xFFFFFFFFFFFFF
    mantissa_y = bits_y & 0xFFFFFFFFFFFFF
    # Subnormals have the exponent of the smallest normals and no implicit bit.
    if exponent_x > 0:
        mantissa_x += 0x10000000000000
    else:
        exponent_x = 1
    if exponent_y > 0:
        mantissa_y += 0x10000000000000
    else:
        exponent_y = 1
    places = exponent_x - exponent_y
    rest = mantissa_x % mantissa_y
    # rest < 2**53, so ten more places stay within 63 bits.
    for _chunk in range(MAX_CHUNKS):
        if places == 0 or rest == 0:
            break
        step = places if places < 10 else 10
        rest = (rest << step) % mantissa_y
        places -= step
    # Exact: the remainder is a multiple of the last place of y.
    return _scale(float(rest), exponent_y - 1075)


def fmod(x: float, y: float) -> float:
    """Remainder of x/y with the sign of x, exact.

    For moderate operands x - floor(x/y)*y with an exact product, else long division.  NaN for
    infinite x or zero y; x for infinite y.
    """
    size_x = abs(x)
    size_y = abs(y)
    if x != x or y != y:
        return x + y
    if size_x == INF or size_y == 0.0:
        return NAN
    if size_x < size_y:
        return x
    if size_x < LARGE and size_y > SMALL and size_x * 2.220446049250313e-16 < size_y:
        quotient = floor(size_x / size_y)
        product, error = _two_product(quotient, size_y)
        rest = (size_x - product) - error
        # The rounded quotient may have reached the next integer.
        rest = rest + size_y if rest < 0.0 else rest
    else:
        rest = _long_division(size_x, size_y)
    return -rest if f64_bits(x) < 0 else rest

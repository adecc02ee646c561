"""Python's ``round(x, n)``: the float nearest to the decimal number of ``n`` places that is nearest to ``x`` itself.

The product with a power of ten is formed exactly, as a sum of two floats (T. J. Dekker, Numerische Mathematik 18 (1971) 224),
so that the tie between two decimals is seen where there is one, and only there.
"""

from ppc.compiler.elementary.primitives import rint


def round_places(x: float, scale: float) -> float:
    """``x`` to log10(``scale``) decimal places, ``scale`` a power of ten up to 1e22."""
    p = x * scale
    split = 134217729.0 * x
    high = split - (split - x)
    low = x - high
    split = 134217729.0 * scale
    scale_high = split - (split - scale)
    scale_low = scale - scale_high
    error = low * scale_low - (((p - high * scale_high) - low * scale_high) - high * scale_low)
    r = rint(p)
    away = (p - r) + error
    if away > 0.5 or (away == 0.5 and r != 2.0 * rint(0.5 * r)):
        r = r + 1.0
    elif away < -0.5 or (away == -0.5 and r != 2.0 * rint(0.5 * r)):
        r = r - 1.0
    elif (p - r) == 0.5 and error > 0.0:
        r = r + 1.0
    elif (p - r) == -0.5 and error < 0.0:
        r = r - 1.0
    result = r / scale
    if not abs(p) < 9007199254740992.0:
        result = x
    if result == 0.0:
        result = x * 0.0
    return result


def round_tens(x: float, scale: float) -> float:
    """``x`` to a multiple of ``scale``, a power of ten."""
    q = rint(x / scale)
    rest = x - q * scale
    half = 0.5 * scale
    odd = q != 2.0 * rint(0.5 * q)
    if rest > half or (rest == half and odd):
        q = q + 1.0
    elif rest < -half or (rest == -half and odd):
        q = q - 1.0
    result = q * scale
    if not abs(x) < 9007199254740992.0:
        result = x
    if result == 0.0:
        result = x * 0.0
    return result

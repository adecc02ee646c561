"""The operations that every target provides itself; nothing here is compiled.

The definitions below give them their meaning in CPython.  All are exact or
correctly rounded by IEEE 754, so every target yields the same bits.
"""

import math
import struct

_NAN_BITS = 0x7FF8000000000000


def f64_bits(x: float) -> int:
    """Return the bit pattern as a signed 64-bit integer; every NaN reads as +qNaN."""
    if x != x:
        return _NAN_BITS
    result: int = struct.unpack("<q", struct.pack("<d", x))[0]
    return result


def f64_from_bits(n: int) -> float:
    """Return the float whose bit pattern is the signed 64-bit integer `n`."""
    result: float = struct.unpack("<d", struct.pack("<q", n))[0]
    return result


def sqrt(x: float) -> float:
    """Return the correctly rounded square root; NaN below zero, -0.0 for -0.0."""
    return math.sqrt(x) if x >= 0.0 else (x if x != x else NAN)


def floor(x: float) -> float:
    """Round towards minus infinity; zeros keep their sign, inf and NaN pass through."""
    return math.copysign(float(math.floor(x)), x) if math.isfinite(x) else x


def rint(x: float) -> float:
    """Round to nearest, ties to even; zeros keep their sign, inf and NaN pass through."""
    return math.copysign(float(round(x)), x) if math.isfinite(x) else x


def int_of(x: float) -> int:
    """Truncate a float that is known to lie within +-2**62."""
    return int(x)


INF = f64_from_bits(0x7FF0000000000000)
NAN = f64_from_bits(_NAN_BITS)

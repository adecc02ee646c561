"""Python's float ``%`` and ``//`` out of the exact remainder."""

from ppc.compiler.elementary.magnitude import copysign
from ppc.compiler.elementary.primitives import INF, NAN, floor
from ppc.compiler.elementary.remainder import fmod


def modulo(x: float, y: float) -> float:
    """``x % y``: exact remainder with the sign of ``y``; NaN for ``y == 0``."""
    r = fmod(x, y)
    if r != 0.0:
        if (y < 0.0) != (r < 0.0):
            r = r + y
    else:
        r = copysign(0.0, y)
    return r if y != 0.0 else NAN


def floor_divide(x: float, y: float) -> float:
    """``x // y``: the quotient less the remainder, rounded to the nearest integer; IEEE's ``x / y`` for ``y == 0``."""
    if y == 0.0:
        if x == 0.0 or x != x:
            return NAN
        return copysign(INF, x) if copysign(1.0, y) > 0.0 else -copysign(INF, x)
    r = fmod(x, y)
    quotient = (x - r) / y
    if r != 0.0 and (y < 0.0) != (r < 0.0):
        quotient = quotient - 1.0
    if quotient != 0.0:
        whole = floor(quotient)
        if quotient - whole > 0.5:
            whole = whole + 1.0
        return whole
    return copysign(0.0, x / y)

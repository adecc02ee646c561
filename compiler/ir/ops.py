"""Operations of the IR: their types and their one definition.

The definitions below *are* the semantics; every target is compared with them. All are total.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable

from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

Value = bool | int | float

_MASK = (1 << 64) - 1
I64_MIN, I64_MAX = -(1 << 63), (1 << 63) - 1
_CANONICAL_NAN = 0x7FF8000000000000


def wrap(n: int) -> int:
    """Two's complement wrap to 64 bits."""
    n &= _MASK
    return n - (1 << 64) if n >> 63 else n


def _sqrt(x: float) -> float:
    return math.sqrt(x) if x >= 0.0 else (x if x == 0.0 else math.nan)


def _integral(rounding: Callable[[float], int]) -> Callable[[float], float]:
    def apply(x: float) -> float:
        if x - x != 0.0 or abs(x) >= 2.0**52:  # not finite, or an integer already
            return x
        return math.copysign(float(rounding(x)), x)

    return apply


def _f2i(x: float) -> int:
    """Truncates; saturates at the ends of i64; NaN gives 0."""
    if x != x:
        return 0
    if x >= 2.0**63:
        return I64_MAX
    if x <= -(2.0**63):
        return I64_MIN
    return int(x)


def _bits(x: float) -> int:
    """The bit pattern as a signed integer; every NaN reads as the positive quiet one."""
    if x != x:
        return _CANONICAL_NAN
    return int(struct.unpack("<q", struct.pack("<d", x))[0])


def _from_bits(n: int) -> float:
    return float(struct.unpack("<d", struct.pack("<q", n))[0])


def _f32(x: float) -> float:
    """Rounds to binary32 and widens again."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", x))[0])
    except OverflowError:
        return math.copysign(math.inf, x)


def _div(a: float, b: float) -> float:
    if b != 0.0:
        return a / b
    if a == 0.0 or a != a:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _shl(a: int, n: int) -> int:
    return wrap(a << n) if 0 <= n < 64 else 0


def _shr(a: int, n: int) -> int:
    return a >> n if 0 <= n < 64 else (-1 if a < 0 else 0)


# op -> (operand type, result type, definition)
UNARY: dict[str, tuple[Scalar, Scalar, Callable[..., Value]]] = {
    "fneg": (F64, F64, lambda x: -x),
    "fabs": (F64, F64, abs),
    "sqrt": (F64, F64, _sqrt),
    "floor": (F64, F64, _integral(math.floor)),
    "ceil": (F64, F64, _integral(math.ceil)),
    "trunc": (F64, F64, _integral(math.trunc)),
    "rint": (F64, F64, _integral(round)),  # ties to even
    "f32": (F64, F64, _f32),
    "bits": (F64, I64, _bits),
    "from_bits": (I64, F64, _from_bits),
    "f2i": (F64, I64, _f2i),
    "i2f": (I64, F64, float),  # rounds to nearest even
    "b2i": (BOOL, I64, int),
    "b2f": (BOOL, F64, float),
    "ineg": (I64, I64, lambda n: wrap(-n)),
    "iabs": (I64, I64, lambda n: wrap(abs(n))),
    "inot": (I64, I64, lambda n: ~n),
    "not": (BOOL, BOOL, lambda b: not b),
}

BINARY: dict[str, tuple[Scalar, Scalar, Callable[..., Value]]] = {
    "fadd": (F64, F64, lambda a, b: a + b),
    "fsub": (F64, F64, lambda a, b: a - b),
    "fmul": (F64, F64, lambda a, b: a * b),
    "fdiv": (F64, F64, _div),
    "iadd": (I64, I64, lambda a, b: wrap(a + b)),
    "isub": (I64, I64, lambda a, b: wrap(a - b)),
    "imul": (I64, I64, lambda a, b: wrap(a * b)),
    "idiv": (I64, I64, lambda a, b: wrap(a // b) if b else 0),  # floors; x // 0 is 0
    "imod": (I64, I64, lambda a, b: a % b if b else 0),  # sign of the divisor; x % 0 is 0
    "iand": (I64, I64, lambda a, b: a & b),
    "ior": (I64, I64, lambda a, b: a | b),
    "ixor": (I64, I64, lambda a, b: a ^ b),
    "shl": (I64, I64, _shl),  # a count outside 0..63 gives 0
    "shr": (I64, I64, _shr),  # arithmetic; a count outside 0..63 gives the sign
    "flt": (F64, BOOL, lambda a, b: a < b),
    "fle": (F64, BOOL, lambda a, b: a <= b),
    "feq": (F64, BOOL, lambda a, b: a == b),
    "fne": (F64, BOOL, lambda a, b: a != b),
    "ilt": (I64, BOOL, lambda a, b: a < b),
    "ile": (I64, BOOL, lambda a, b: a <= b),
    "ieq": (I64, BOOL, lambda a, b: a == b),
    "ine": (I64, BOOL, lambda a, b: a != b),
    "and": (BOOL, BOOL, lambda a, b: a and b),
    "or": (BOOL, BOOL, lambda a, b: a or b),
    "xor": (BOOL, BOOL, lambda a, b: a != b),
}

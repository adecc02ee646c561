"""Values at which operations differ between languages and machines."""

from __future__ import annotations

import math
import struct

from ppc.compiler.ir.ops import BINARY, I64_MAX, I64_MIN, UNARY, Value
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar


def _pattern(bits: int) -> float:
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


FLOATS = (
    0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, -2.225073858507201e-308, 0.1, -0.3, 0.5, -0.5, 1.0, -1.0,
    1.5, 2.5, -2.5, 0.49999999999999994, 4503599627370495.5, 4503599627370496.0, 9007199254740993.0,
    9.223372036854775e18, 2.0**63, -(2.0**63), -9.223372036854777e18, 1e300, -1e300, 1.7976931348623157e308,
    3.4028235677973366e38, 1.1754942106924411e-38, 1e-46, math.inf, -math.inf, math.nan,
    _pattern(0xFFF8000000000001), _pattern(0x7FF8000000000ABC),
)  # fmt: skip
INTEGERS = (
    0, 1, -1, 2, -2, 3, -3, 5, -7, 10, 62, 63, 64, 65, -63, -64, 2**31, -(2**31), 2**52, 2**53 + 1, -(2**53) - 1,
    2**62, I64_MAX - 1, I64_MAX, I64_MIN + 1, I64_MIN,
)  # fmt: skip
BOOLS = (False, True)
VALUES: dict[Scalar, tuple[Value, ...]] = {F64: FLOATS, I64: INTEGERS, BOOL: BOOLS}


def pattern(value: Value) -> object:
    """What is compared: type and bits, all NaN being one."""
    if isinstance(value, float):
        return "nan" if value != value else struct.pack("<d", value)
    return type(value).__name__, value


ALL = {**{op: (t,) for op, (t, _, _) in UNARY.items()}, **{op: (t, t) for op, (t, _, _) in BINARY.items()}}
RESULT = {op: entry[1] for op, entry in (UNARY | BINARY).items()}
DEFINITION = {op: entry[2] for op, entry in (UNARY | BINARY).items()}
